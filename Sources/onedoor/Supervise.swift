import ArgumentParser
import Casework
import Civics
import Desks
import Foundation
import Storage

/// Lets the rules of supervision act once, or shows what they would do.
struct Supervise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Urge and escalate by the city's rules, once; the server does it every half minute.")
    @OptionGroup var options: StoreOptions
    @Flag(help: "Only show what would be done now.") var dryRun = false
    @Option(
        help: "With --dry-run: as if all rules had been in force since this day (2026-11-01), on all open requests.")
    var since: String?
    @Option(help: "Requests looked at, at most.") var most = 10_000

    func run() async throws {
        guard dryRun || since == nil else { throw ValidationError("--since goes with --dry-run.") }
        guard most > 0 else { throw ValidationError("--most must be 1 or more.") }
        let store = try await options.open()
        defer { store.close() }
        let now = currentInstant()
        let escalation = Escalation(store: store)
        guard dryRun else {
            let result = try await escalation.act(at: now, most: most)
            print("Looked at \(result.looked) requests; did \(result.count), overtaken in \(result.overtaken).")
            for (rule, count) in result.done.sorted(by: { $0.key < $1.key }) { print("  \(rule): \(count)") }
            return
        }
        let start = try since.map { text in
            guard let day = CityDay(text) else { throw ValidationError("“\(text)” is no day: write 2026-11-01.") }
            return store.city.zone.startOfDay(day)
        }
        let planned = try await escalation.preview(at: now, since: start, most: most)
        for plan in planned {
            let since = store.city.zone.minuteText(plan.action.since)
            print("\(plan.number)  \(plan.action.rule.id)  since \(since)  \(plan.action.helper ?? plan.lead ?? "—")")
        }
        let counts = Dictionary(planned.map { ($0.action.rule.id, 1) }, uniquingKeysWith: +)
        print("\(planned.count) would be done now\(counts.isEmpty ? "." : ":")")
        for (rule, count) in counts.sorted(by: { $0.key < $1.key }) { print("  \(rule): \(count)") }
        if start == nil, try await store.rulesKnown().count < store.city.supervision.rules.count {
            print("Some rules are not in force yet: they come into force when the server, or this command, first acts.")
        }
    }
}
