import Civics
import Desks
import Logging
import Reporting

/// Drafts reports on time as long as the server runs: at its start, and looking again every minute. What could not be
/// made is tried again after an hour; a year that the working calendar lacks is said once.
func draftReports(_ desks: Desks, every pause: Duration = .seconds(60)) async {
    let log = Logger(label: "onedoor.reports")
    var resting: [ReportOrder: Instant] = [:]
    var told: Set<Int> = []
    while !Task.isCancelled {
        let now = currentInstant()
        resting = resting.filter { $0.value > now }
        do {
            let round = try await desks.reports.draftDue(at: now, resting: Set(resting.keys))
            if !round.made.isEmpty {
                log.notice(
                    "drafted reports", metadata: ["reports": "\(round.made.map(\.description).joined(separator: ", "))"]
                )
            }
            for (order, error) in round.failed {
                resting[order] = now + .hours(1)
                log.error("a report could not be drafted", metadata: ["report": "\(order)", "error": "\(error)"])
            }
            for (year, order) in round.gaps where told.insert(year).inserted {
                log.error(
                    "reports are not drafted: holidays.yml lacks a year",
                    metadata: ["year": "\(year)", "first": "\(order)"])
            }
        } catch is CancellationError {
            return
        } catch {
            log.error("reports could not be drafted", metadata: ["error": "\(error)"])
        }
        do { try await Task.sleep(for: pause) } catch { return }
    }
}
