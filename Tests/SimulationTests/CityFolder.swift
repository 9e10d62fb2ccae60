import Civics
import Foundation

/// The lists of a city's folder, read just far enough for the simulator: cells may be quoted, nothing is checked.
/// Limits and calendar are those below, so that a change of the folder's does not change what is tested here.
enum CityFolder {
    static func city(_ name: String, limits: LimitTable = standardLimits) throws -> City {
        let regions = try rows(name, "regions").map { row in
            Region(
                id: row["id"]!, parent: row["parent"]!.isEmpty ? nil : row["parent"],
                level: Level(rawValue: row["level"]!)!,
                name: LocalName(zh: row["name"]!, en: row["name_en"]!), code: row["code"]!.isEmpty ? nil : row["code"])
        }
        let organisations = try rows(name, "organisations").map { row in
            Organisation(
                id: row["id"]!, parent: row["parent"]!.isEmpty ? nil : row["parent"], region: row["region"]!,
                level: Level(rawValue: row["level"]!)!, function: row["function"]!,
                name: LocalName(zh: row["name"]!, en: row["name_en"]!), shortName: row["short_name"]!)
        }
        let categories = try rows(name, "categories").map { row in
            Category(
                code: row["code"]!, level1: LocalName(zh: row["level1"]!, en: row["level1_en"]!),
                level2: LocalName(zh: row["level2"]!, en: row["level2_en"]!),
                level3: LocalName(zh: row["level3"]!, en: row["level3_en"]!), explanation: row["explanation"]!,
                kind: RequestKind(rawValue: row["kind"]!)!)
        }
        let duties = try rows(name, "duties").map { row in
            Duty(
                category: row["category"]!, level: Level(rawValue: row["level"]!)!, lead: row["lead"]!,
                co: row["co"]!.split(separator: ";").map(String.init))
        }
        let root = regions.first { $0.parent == nil }!
        return City(
            root: root.id, name: root.name, platform: LocalName(zh: "一门", en: "OneDoor"), hotline: "12345",
            emergency: [.police: "110", .fire: "119"],
            calendar: calendar(years: 2024...2026), limits: limits, scores: scores,
            handling: HandlingRules(approvals: [.init(kind: .report)]), regions: regions,
            organisations: organisations, categories: categories, duties: duties, sampleAccounts: [])
    }

    static let scores = ScoreTable([
        ScoreRules(version: CityDay("2026-01-01")!, fairlySatisfiedWeight: 0.9, rankFrom: 30, showFrom: 5)
    ])

    /// Weekends and a week off in October and February; enough of a calendar for rhythm and limits.
    static func calendar(years: ClosedRange<Int>) -> WorkingCalendar {
        let list = years.map { year in
            let october = (1...7).compactMap { CityDay(year: year, month: 10, day: $0) }
            let february = (16...22).compactMap { CityDay(year: year, month: 2, day: $0) }
            let worked = [CityDay(year: year, month: 10, day: 10)].compactMap(\.self).filter { $0.weekday > 5 }
            return CalendarYear(year: year, daysOff: Set(october + february), daysWorked: Set(worked))
        }
        let morning: Range<Int64> = 30_600_000..<43_200_000
        let afternoon: Range<Int64> = 50_400_000..<63_000_000
        return WorkingCalendar(zone: CityZone("Asia/Shanghai")!, hours: [morning, afternoon], years: list)
    }

    static let standardLimits: LimitTable = {
        func limits(_ dispatch: String, _ sign: String, _ contact: String, _ close: String) -> ServiceLimits {
            ServiceLimits(
                dispatch: TimeLimit(dispatch)!, sign: TimeLimit(sign)!, contact: TimeLimit(contact)!,
                close: TimeLimit(close)!)
        }
        func rule(
            _ kind: RequestKind? = nil, _ urgency: Urgency? = nil, _ line: ServiceLine? = nil, _ of: ServiceLimits
        )
            -> LimitTable.Rule
        { .init(kind: kind, urgency: urgency, line: line, limits: of) }
        return LimitTable(
            version: "test",
            rules: [
                rule(nil, .critical, nil, limits("1 hour", "30 minutes", "30 minutes", "2 hours")),
                rule(nil, .urgent, nil, limits("2 hours", "2 hours", "2 hours", "24 hours")),
                rule(
                    nil, nil, .enterprise,
                    limits("1 working hour", "2 working hours", "1 working hour", "4 working days")),
                rule(.enquiry, nil, nil, limits("24 hours", "1 working day", "1 working day", "2 working days")),
                rule(.complaint, nil, nil, limits("24 hours", "1 working day", "1 working day", "15 working days")),
                rule(.report, nil, nil, limits("24 hours", "1 working day", "1 working day", "15 working days")),
                rule(nil, nil, nil, limits("24 hours", "1 working day", "1 working day", "10 working days")),
            ], yellow: 0.5, red: 0.85, extensionTimes: 1, extensionShare: 1, callBack: TimeLimit("2 working days")!,
            rectification: TimeLimit("5 working days"))
    }()

    private static func rows(_ city: String, _ list: String) throws -> [[String: String]] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appendingPathComponent("Cities/\(city)/\(list).csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map(cells)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    private static func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}
