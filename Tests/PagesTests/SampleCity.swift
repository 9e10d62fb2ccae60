import Casework
import Civics
import Pages
import Reporting

/// A small city in which every page can be shown: three districts, two towns, two villages, a calendar of two years.
enum SampleCity {
    static let zone = CityZone("Asia/Shanghai")!

    static func day(_ month: Int, _ day: Int) -> CityDay { CityDay(year: 2026, month: month, day: day)! }

    static func at(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
        zone.instant(self.day(month, day), time: Int64(hour * 60 + minute) * 60_000)
    }

    /// Wednesday, 18 November 2026, 10:24.
    static let now = at(11, 18, 10, 24)
    static let number = CaseNumber(day: day(11, 18), serial: 1286)!

    static let city = make(calendar: calendar)

    static func make(calendar: WorkingCalendar) -> City {
        func region(_ id: String, _ parent: String?, _ level: Level, _ zh: String, _ en: String) -> Region {
            Region(id: id, parent: parent, level: level, name: LocalName(zh: zh, en: en), code: nil)
        }
        let regions = [
            region("foshan", nil, .city, "佛山市", "Foshan"),
            region("chancheng", "foshan", .district, "禅城区", "Chancheng"),
            region("nanhai", "foshan", .district, "南海区", "Nanhai"),
            region("shunde", "foshan", .district, "顺德区", "Shunde"),
            region("guicheng", "nanhai", .town, "桂城街道", "Guicheng"),
            region("dali", "nanhai", .town, "大沥镇", "Dali"),
            region("diebei", "guicheng", .village, "叠北社区", "Diebei"),
            region("denghu", "guicheng", .village, "灯湖社区", "Denghu"),
        ]
        let organisations = [
            Organisation(
                id: "gov", parent: nil, region: "foshan", level: .city, function: "government",
                name: LocalName(zh: "佛山市人民政府", en: "Foshan government"), shortName: "市政府"),
            Organisation(
                id: "nanhai-housing", parent: "gov", region: "nanhai", level: .district, function: "housing",
                name: LocalName(zh: "南海区住房城乡建设和水利局", en: "Nanhai housing bureau"), shortName: "南海住建"),
        ]
        let categories = [("0101", "交通出行", "Transport"), ("0201", "住房物业", "Housing"), ("0301", "施工噪声", "Noise")]
            .map { code, zh, en in
                let name = LocalName(zh: zh, en: en)
                return Category(
                    code: code + "01", level1: name, level2: name, level3: name, explanation: zh, kind: .complaint)
            }
        let limits = ServiceLimits(
            dispatch: .elapsed(.hours(24)), sign: .workingDays(1), contact: .workingDays(1), close: .workingDays(10))
        return City(
            root: "foshan", name: LocalName(zh: "佛山市", en: "Foshan"),
            platform: LocalName(zh: "佛山一门", en: "Foshan OneDoor"), hotline: "12345",
            emergency: [.police: "110", .fire: "119"], calendar: calendar,
            limits: LimitTable(
                version: "2026-01-01",
                rules: [LimitTable.Rule(kind: nil, urgency: nil, line: nil, limits: limits)], yellow: 0.5, red: 0.85,
                extensionTimes: 1, extensionShare: 1, callBack: .workingDays(2)),
            scores: ScoreTable([
                ScoreRules(
                    version: CityDay("2026-01-01")!, fairlySatisfiedWeight: 0.9, rankFrom: 30, showFrom: 5)
            ]),
            regions: regions, organisations: organisations, categories: categories, duties: [], sampleAccounts: [])
    }

    /// 08:30–12:00 and 14:00–17:30, Monday to Friday.
    static let calendar: WorkingCalendar = {
        let hour: Int64 = 3_600_000
        return WorkingCalendar(
            zone: zone, hours: [17 * hour / 2..<12 * hour, 14 * hour..<35 * hour / 2],
            years: [2026, 2027].map { CalendarYear(year: $0, daysOff: [], daysWorked: []) })
    }()

    static func context(_ language: Language, _ path: SitePath = .home, staff: StaffMember? = nil) -> PageContext {
        PageContext(
            language: language, city: CityFace(city, isDemonstration: true), now: now, path: path,
            requestID: "7K2M-94QF", staff: staff,
            counts: DeskCounts(waiting: [.dispatch: 38, .supervision: 17], overdue: [.supervision]),
            assets: AssetIndex(["tokens.css": "abc"]))
    }

    static func staff(_ text: String) -> StaffMember {
        StaffMember(name: text, role: .dispatcher, body: text, places: Set(DeskPlace.allCases))
    }

    /// Figures of three weeks, the same each day.
    static let figures: FigureLedger = {
        var cells: [FigureKey: Int] = [:]
        for number in day(10, 26).number...day(11, 17).number {
            let day = CityDay(number: number)
            for (measure, count) in [
                (Measure.received, 120), (.dispatched, 118), (.contactedInTime, 110), (.contactDue, 116),
                (.closed, 100),
                (.due, 104), (.closedInTime, 99), (.calledBack, 50), (.solved, 44), (.satisfied, 40),
                (.fairlySatisfied, 6), (.dissatisfied, 4), (.redone, 3),
            ] {
                func set(_ cut: FigureCut, _ first: String, _ second: String, _ value: Int) {
                    cells[FigureKey(day: day, measure: measure, cut: cut, first: first, second: second)] = value
                }
                set(.total, "", "", count)
                set(.district, "nanhai", "", count / 2)
                set(.district, "chancheng", "", count - count / 2)
                set(.field, "01", "", count / 2)
                set(.field, "02", "", count - count / 2)
                set(.districtField, "nanhai", "01", count / 2)
                set(.kind, "complaint", "", count)
                set(.channel, "phone", "", count)
                set(.body, "nanhai-housing", "", count)
            }
        }
        return FigureLedger(cells)
    }()
}
