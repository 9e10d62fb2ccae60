import ArgumentParser
import Civics
import Desks
import Foundation
import Reporting
import Server
import Storage

struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make reports as files, and list those that are kept.",
        discussion: """
            What is made here is made from the figures of the moment and is not kept. Reports are kept, reviewed and \
            issued at the desk: two persons sign, and this command is nobody.
            """,
        subcommands: [Weekly.self, Monthly.self, Quarterly.self, Annual.self, Special.self, List.self])

    struct Weekly: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The report of a week (周报).")
        @OptionGroup var options: ReportOptions
        @Option(help: "Week, as 2026-W46; the last whole one without it.") var period: String?

        func run() async throws { try await options.make(.weekly, period) }
    }

    struct Monthly: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The report of a month (月报).")
        @OptionGroup var options: ReportOptions
        @Option(help: "Month, as 2026-10; the last whole one without it.") var period: String?

        func run() async throws { try await options.make(.monthly, period) }
    }

    struct Quarterly: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The report of a quarter (季报).")
        @OptionGroup var options: ReportOptions
        @Option(help: "Quarter, as 2026-Q3; the last whole one without it.") var period: String?

        func run() async throws { try await options.make(.quarterly, period) }
    }

    struct Annual: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The report of a year (年报).")
        @OptionGroup var options: ReportOptions
        @Option(help: "Year, as 2026; the last whole one without it.") var period: String?

        func run() async throws { try await options.make(.annual, period) }
    }

    struct Special: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "A report on days freely chosen (专报).")
        @OptionGroup var options: ReportOptions
        @Option(help: "Days, as 2026-11-02..2026-11-18.") var period: String

        func run() async throws { try await options.make(.special, period) }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The reports that are kept, the latest first.")
        @OptionGroup var options: StoreOptions
        @Option(help: "Only this kind: weekly, monthly, quarterly, annual, special.") var kind: String?
        @Option(help: "Lines, at most.") var most = 100

        func run() async throws {
            var filter = StoredReportFilter()
            if let kind {
                guard ReportKind(rawValue: kind) != nil else {
                    throw ValidationError("“\(kind)” is no kind of report.")
                }
                filter.kind = kind
            }
            let chosen = filter
            try await options.withDesks { desks in
                let context = OperationContext(actor: .reports, now: currentInstant())
                let reports = try await desks.reports.list(chosen, limit: most, context)
                guard !reports.isEmpty else { return print("No report is kept.") }
                for report in reports {
                    let life = report.life
                    let signed = life.issue ?? life.review ?? life.made
                    print(
                        "\(report.order)\tversion \(report.version)\t\(life.state)\t\(signed.account)\t"
                            + desks.city.zone.minuteText(signed.at))
                }
            }
        }
    }
}

/// What all kinds of report have in common.
struct ReportOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions
    @Option(help: "Of what: city, district:ID, town:ID, body:ID or category:CODE.") var scope = "city"
    @Option(help: "zh-Hans or en.") var language = "zh-Hans"
    @Option(help: "Forms, with commas between: html, docx, xlsx, pdf, json; that of the file's name, else html.")
    var format: String?
    @Option(help: "File to write, or a folder for several; standard output without it.") var out: String?

    /// Makes the report and writes it.
    func make(_ kind: ReportKind, _ text: String?) async throws {
        guard let language = Language(rawValue: language) else {
            throw ValidationError("Languages are zh-Hans and en.")
        }
        let formats = try formats()
        guard let scope = ReportScope(scope) else {
            throw ValidationError("“\(scope)” is no scope: write city, district:ID, town:ID, body:ID or category:CODE.")
        }
        try await store.withDesks { desks in
            guard scope.isKnown(in: desks.city) else { throw ValidationError("The city has no \(scope).") }
            let now = currentInstant()
            let order = ReportOrder(try period(kind, text, today: desks.city.zone.day(of: now)), scope)
            let document = try await desks.advice.report(
                order, in: language, isDemonstration: desks.isDemonstration,
                OperationContext(actor: .reports, now: now))
            for format in formats { try await write(document, order, format, isOnly: formats.count == 1) }
        }
    }

    private func formats() throws -> [ReportPlan.Format] {
        let ending = out.flatMap { $0.split(separator: "/").last?.split(separator: ".").dropFirst().last }.map(
            String.init)
        let named = ending.flatMap { ReportPlan.Format(rawValue: $0) }?.rawValue
        let names = (format ?? named ?? "html").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let formats = try names.map { name in
            guard let format = ReportPlan.Format(rawValue: name) else {
                throw ValidationError("“\(name)” is no form: write html, docx, xlsx, pdf or json.")
            }
            return format
        }
        guard !formats.isEmpty else { throw ValidationError("Give a form: html, docx, xlsx, pdf or json.") }
        guard formats.count == 1 || out != nil else {
            throw ValidationError("Several forms need a folder to stand in: give --out.")
        }
        return formats
    }

    private func period(_ kind: ReportKind, _ text: String?, today: CityDay) throws -> CityPeriod {
        guard let text else {
            guard let length = kind.length else { throw ValidationError("Say which days: --period.") }
            return CityPeriod(length, containing: today).previous
        }
        guard let period = CityPeriod(text), ReportKind(period) == kind else {
            let example =
                switch kind {
                case .weekly: "2026-W46"
                case .monthly: "2026-10"
                case .quarterly: "2026-Q3"
                case .annual: "2026"
                case .special: "2026-11-02..2026-11-18"
                }
            throw ValidationError("“\(text)” is no period of a \(kind.rawValue) report: write \(example).")
        }
        return period
    }

    private func write(
        _ document: ReportDocument, _ order: ReportOrder, _ format: ReportPlan.Format, isOnly: Bool
    ) async throws {
        let bytes: [UInt8]
        do {
            bytes = try await reportFile(document, format)
        } catch {
            throw ValidationError("\(format.rawValue): \(error)")
        }
        guard let out else { return FileHandle.standardOutput.write(Data(bytes)) }
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: out, isDirectory: &isFolder)
        let intoFolder = exists ? isFolder.boolValue : !isOnly || out.hasSuffix("/")
        guard !exists || isFolder.boolValue || isOnly else {
            throw ValidationError("\(out) is a file; several forms need a folder.")
        }
        var path = out
        if intoFolder {
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            path = "\(out)/\("\(order)".replacing(":", with: "-")).\(format.rawValue)"
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        print("\(path): \(order)")
    }
}
