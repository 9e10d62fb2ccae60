import Civics
import Desks
import Logging
import Storage

/// What the server does at its start and every hour as long as it runs: whoever was merged into a request that has ended
/// gets its answer, or goes their own way, even where the process ended between the two.
func workHourly(_ desks: Desks) async {
    let log = Logger(label: "onedoor.hourly")
    while !Task.isCancelled {
        do {
            try await desks.store.settleMerged(at: currentInstant())
        } catch is CancellationError {
            return
        } catch {
            log.error("merged requests could not be settled", metadata: ["error": "\(error)"])
        }
        do {
            try await Task.sleep(for: .seconds(3600))
        } catch {
            return
        }
    }
}
