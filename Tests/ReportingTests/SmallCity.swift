import Civics
import Reporting
import Testing

/// A city of two districts, three towns, two bodies and four categories, small enough to work everything out by hand.
enum SmallCity {
    static let regions = [
        Region(id: "c", parent: nil, level: .city, name: LocalName(zh: "小城市", en: "Smallton"), code: nil),
        Region(id: "n", parent: "c", level: .district, name: LocalName(zh: "北区", en: "North"), code: nil),
        Region(id: "s", parent: "c", level: .district, name: LocalName(zh: "南区", en: "South"), code: nil),
        Region(id: "n1", parent: "n", level: .town, name: LocalName(zh: "桥头镇", en: "Bridge"), code: nil),
        Region(id: "n2", parent: "n", level: .town, name: LocalName(zh: "石门镇", en: "Stonegate"), code: nil),
        Region(id: "s1", parent: "s", level: .town, name: LocalName(zh: "河口镇", en: "Rivermouth"), code: nil),
    ]

    static let organisations = [
        body("roads", LocalName(zh: "小城市道路局", en: "Road Office"), "道路局"),
        body("noise", LocalName(zh: "小城市环境局", en: "Environment Office"), "环境局"),
        body("parks", LocalName(zh: "小城市园林局", en: "Park Office"), "园林局"),
    ]

    static let categories = [
        category("010101", LocalName(zh: "道路", en: "Roads"), LocalName(zh: "路面破损", en: "Broken surface")),
        category("010102", LocalName(zh: "道路", en: "Roads"), LocalName(zh: "路灯不亮", en: "Dark street lamp")),
        category("020101", LocalName(zh: "环境", en: "Environment"), LocalName(zh: "施工噪声", en: "Building noise")),
        category("020102", LocalName(zh: "环境", en: "Environment"), LocalName(zh: "油烟扰民", en: "Kitchen fumes")),
    ]

    static let city = make()

    static func make(
        regions: [Region] = regions, organisations: [Organisation] = organisations,
        categories: [Civics.Category] = categories
    ) -> City {
        City(
            root: "c", name: LocalName(zh: "小城市", en: "Smallton"), platform: LocalName(zh: "小城一门", en: "OneDoor"),
            hotline: "12345", emergency: [.police: "110", .fire: "119"],
            calendar: WorkingCalendar(zone: CityZone("Asia/Shanghai")!, hours: [], years: []),
            limits: LimitTable(
                version: "1", rules: [], yellow: 0.5, red: 0.8, extensionTimes: 1, extensionShare: 1,
                callBack: .workingDays(5)),
            scores: ScoreTable([
                ScoreRules(
                    version: CityDay("2026-01-01")!, fairlySatisfiedWeight: 0.9, rankFrom: 30, showFrom: 5)
            ]),
            regions: regions, organisations: organisations, categories: categories, duties: [], sampleAccounts: [])
    }

    private static func body(_ id: String, _ name: LocalName, _ shortName: String) -> Organisation {
        Organisation(
            id: id, parent: nil, region: "c", level: .city, function: id, name: name, shortName: shortName)
    }

    private static func category(_ code: String, _ field: LocalName, _ name: LocalName) -> Civics.Category {
        Civics.Category(code: code, level1: field, level2: field, level3: name, explanation: "", kind: .complaint)
    }
}

/// Where requests of one sort fall in the cuts.
struct Sort {
    var town = ""
    var category = "010101"
    var channel = Channel.phone
    var kind = RequestKind.complaint
    var body = "roads"
    var line = ServiceLine.public

    var district: String { town.isEmpty ? "" : String(town.prefix(1)) }
}

extension FigureLedger {
    /// Counts `amount` of a measure in every cut that is kept, as storage does.
    mutating func add(_ amount: Int, _ measure: Measure, on day: CityDay, _ sort: Sort) {
        func count(_ cut: FigureCut, _ first: String, _ second: String = "") {
            cells[FigureKey(day: day, measure: measure, cut: cut, first: first, second: second), default: 0] += amount
        }
        count(.total, "")
        count(.districtField, sort.district, String(sort.category.prefix(2)))
        count(.town, sort.town)
        count(.category, sort.category)
        count(.channelKind, sort.channel.rawValue, sort.kind.rawValue)
        count(.line, sort.line.rawValue)
        count(.body, sort.body)
    }
}

func day(_ text: String) -> CityDay { CityDay(text)! }

let week46 = CityWeek("2026-W46")!
/// The Monday after week 46.
let reportDay = day("2026-11-16")

/// The week worked out by hand in `HandWorkedWeekTests`: 9 to 15 November 2026, and the week before.
let handWorkedWeek: FigureLedger = {
    var ledger = FigureLedger()
    let road = Sort(town: "n1")
    let noise = Sort(town: "s1", category: "020101", channel: .web, kind: .help, body: "noise")
    let fumes = Sort(town: "n2", category: "020102", kind: .enquiry, body: "noise", line: .enterprise)
    let nowhere = Sort(channel: .hall)
    let (monday, friday, last) = (day("2026-11-09"), day("2026-11-13"), day("2026-11-02"))

    ledger.add(100, .received, on: monday, road)
    ledger.add(50, .received, on: friday, road)
    ledger.add(60, .received, on: friday, noise)
    ledger.add(30, .received, on: monday, fumes)
    ledger.add(10, .received, on: friday, nowhere)
    ledger.add(160, .received, on: last, road)
    ledger.add(20, .received, on: last, noise)
    ledger.add(20, .received, on: last, fumes)

    ledger.add(155, .dispatched, on: friday, road)
    ledger.add(85, .dispatched, on: friday, noise)
    ledger.add(200, .dispatched, on: last, road)
    ledger.add(240, .contactDue, on: friday, road)
    ledger.add(228, .contactedInTime, on: friday, road)
    ledger.add(200, .contactDue, on: last, road)
    ledger.add(190, .contactedInTime, on: last, road)
    ledger.add(6, .returned, on: friday, noise)
    ledger.add(10, .refused, on: friday, nowhere)

    ledger.add(220, .closed, on: friday, road)
    ledger.add(200, .closed, on: last, road)
    ledger.add(220 * 633, .handlingMinutes, on: friday, road)
    ledger.add(120, .due, on: friday, road)
    ledger.add(119, .closedInTime, on: friday, road)
    ledger.add(80, .due, on: friday, noise)
    ledger.add(71, .closedInTime, on: friday, noise)
    ledger.add(160, .due, on: last, road)
    ledger.add(144, .closedInTime, on: last, road)

    ledger.add(100, .calledBack, on: friday, road)
    ledger.add(85, .solved, on: friday, road)
    ledger.add(70, .satisfied, on: friday, road)
    ledger.add(20, .fairlySatisfied, on: friday, road)
    ledger.add(10, .dissatisfied, on: friday, road)
    ledger.add(80, .calledBack, on: last, road)
    ledger.add(72, .solved, on: last, road)
    ledger.add(60, .satisfied, on: last, road)
    ledger.add(10, .fairlySatisfied, on: last, road)
    ledger.add(11, .redone, on: friday, road)
    ledger.add(4, .redone, on: last, road)
    return ledger
}()

func report(
    _ ledger: FigureLedger, _ language: Language = .chinese, week: CityWeek = week46, today: CityDay = reportDay,
    city: City = SmallCity.city, cases: [TypicalCase] = [], caseRule: String = "", isDemonstration: Bool = false
) -> ReportDocument {
    CityReport.make(
        ReportOrder(.week(week)), of: city, in: language, from: ledger,
        context: ReportContext(today: today, cases: cases, caseRule: caseRule, isDemonstration: isDemonstration))
}

extension ReportDocument: CustomTestStringConvertible {
    public var testDescription: String { "\(issue) \(language.rawValue) \(days)" }

    /// The paragraphs of a section as they are read.
    func paragraphs(_ section: Int) -> [String] {
        sections[section].blocks.compactMap { block in
            if case .statement(let lead, let sentence) = block { (lead ?? "") + sentence.text } else { nil }
        }
    }

    func tables(_ section: Int) -> [ReportTable] {
        sections[section].blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    }

    var charts: [Chart] {
        sections.flatMap(\.blocks).compactMap { if case .chart(let chart, _) = $0 { chart } else { nil } }
    }

    /// All that is read in it.
    var text: String {
        var parts = [masthead, issue, scope, signatory] + headline + notices.map(\.text)
        for (index, section) in sections.enumerated() {
            parts += [heading(of: index)] + paragraphs(index)
            for block in section.blocks {
                switch block {
                case .definitions(let definitions): parts += definitions.flatMap { [$0.term, $0.meaning] }
                case .example(let example): parts += [example.title, example.course, example.result]
                case .chart(_, let caption): parts.append(caption)
                case .statement, .table: break
                }
            }
            for table in tables(index) { parts += [table.caption, table.note?.text ?? ""] + table.lines }
        }
        return parts.joined(separator: "\n")
    }
}

extension ReportTable {
    /// Head and rows, cells apart by bars.
    var lines: [String] {
        [columns.map(\.head).joined(separator: "|")]
            + rows.map { row in ([row.name] + row.cells.map(\.words)).joined(separator: "|") }
    }
}

extension ReportCell {
    var words: String {
        switch self {
        case .number(let number): number.text
        case .rate(let number, let base, let interval): "\(number.text) \(base)\(interval.map { " \($0)" } ?? "")"
        case .text(let text): text
        case .none: "—"
        }
    }
}
