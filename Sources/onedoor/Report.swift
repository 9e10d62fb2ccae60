import ArgumentParser
import Civics
import Desks
import Foundation
import Reporting
import Server

struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make reports.", subcommands: [Weekly.self])

    struct Weekly: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The weekly report as an HTML file that stands alone.")
        @OptionGroup var options: StoreOptions
        @Option(help: "Week, as 2026-W46; without it the last whole week.") var week: String?
        @Option(help: "zh-Hans or en.") var language = "zh-Hans"
        @Option(help: "File to write; standard output without it.") var out: String?

        func run() async throws {
            guard let language = Language(rawValue: language) else {
                throw ValidationError("Languages are zh-Hans and en.")
            }
            try await options.withDesks { desks in
                let now = currentInstant()
                let today = desks.city.zone.day(of: now)
                guard let week = week.map({ CityWeek($0) }) ?? CityWeek(containing: today).previous else {
                    throw ValidationError("“\(week ?? "")” is no week: write 2026-W46.")
                }
                let document = try await desks.advice.weeklyReport(
                    week, in: language, isDemonstration: desks.isDemonstration,
                    OperationContext(actor: .reports, now: now))
                let html = try standaloneReport(document, title: "\(desks.city.platform.zh) \(week)")
                guard let out else { return FileHandle.standardOutput.write(Data(html)) }
                try Data(html).write(to: URL(fileURLWithPath: out))
                print("\(out): \(week)")
            }
        }
    }
}

extension Actor {
    /// Whoever runs the command on the machine of the store.
    fileprivate static let reports = Actor(
        account: "system", name: LocalName(zh: "系统", en: "System"), role: .analyst, organisation: nil)
}
