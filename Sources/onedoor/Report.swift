import ArgumentParser
import Civics
import Desks
import Foundation
import Papers
import Reporting

struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make reports.", subcommands: [Weekly.self])

    struct Weekly: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The weekly report as a file: HTML, DOCX, XLSX, PDF or JSON.")
        @OptionGroup var options: StoreOptions
        @Option(help: "Week, as 2026-W46; without it the last whole week.") var week: String?
        @Option(help: "zh-Hans or en.") var language = "zh-Hans"
        @Option(help: "File to write, in the form its name ends with; HTML on standard output without it.")
        var out: String?

        func run() async throws {
            guard let language = Language(rawValue: language) else {
                throw ValidationError("Languages are zh-Hans and en.")
            }
            let ending = out?.split(separator: ".").last.map(String.init) ?? "html"
            guard let form = PaperForm(rawValue: ending) else {
                throw ValidationError("“\(ending)” is no form of a report: html, docx, xlsx, pdf, json.")
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
                let file = try await Papers.file(document, as: form)
                guard let out else { return FileHandle.standardOutput.write(Data(file)) }
                try Data(file).write(to: URL(fileURLWithPath: out))
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
