import Casework
import Civics
import Pages
import Reporting

/// A city with enough places, bodies and categories that the desks' lists look like lists.
enum DeskSampleCity {
    static func name(_ zh: String, _ en: String) -> LocalName { LocalName(zh: zh, en: en) }

    static let city = make(years: [2026])

    static let places: [(id: String, parent: String?, level: Level, name: LocalName)] = [
        ("foshan", nil, .city, name("佛山市", "Foshan")),
        ("chancheng", "foshan", .district, name("禅城区", "Chancheng District")),
        ("nanhai", "foshan", .district, name("南海区", "Nanhai District")),
        ("shunde", "foshan", .district, name("顺德区", "Shunde District")),
        ("sanshui", "foshan", .district, name("三水区", "Sanshui District")),
        ("gaoming", "foshan", .district, name("高明区", "Gaoming District")),
        ("zumiao", "chancheng", .town, name("祖庙街道", "Zumiao Subdistrict")),
        ("shiwan", "chancheng", .town, name("石湾镇街道", "Shiwan Subdistrict")),
        ("guicheng", "nanhai", .town, name("桂城街道", "Guicheng Subdistrict")),
        ("dali", "nanhai", .town, name("大沥镇", "Dali Town")),
        ("lishui", "nanhai", .town, name("里水镇", "Lishui Town")),
        ("ronggui", "shunde", .town, name("容桂街道", "Ronggui Subdistrict")),
        ("beijiao", "shunde", .town, name("北滘镇", "Beijiao Town")),
        ("xinan", "sanshui", .town, name("西南街道", "Xinan Subdistrict")),
        ("hecheng", "gaoming", .town, name("荷城街道", "Hecheng Subdistrict")),
        ("diebei", "guicheng", .village, name("叠北社区", "Diebei Community")),
        ("yihai", "guicheng", .village, name("怡海社区", "Yihai Community")),
        ("guiya", "guicheng", .village, name("桂雅社区", "Guiya Community")),
        ("jiayi", "dali", .village, name("嘉怡社区", "Jiayi Community")),
        ("ganglian", "lishui", .village, name("岗联村", "Ganglian Village")),
    ]

    static let bodies: [(id: String, parent: String?, place: String, function: String, name: LocalName)] = [
        ("gov", nil, "foshan", "government", name("佛山市人民政府", "Foshan Municipal People's Government")),
        ("hotline", "gov", "foshan", "hotline", name("佛山市12345热线中心", "Foshan 12345 Hotline Centre")),
        ("housing", "gov", "foshan", "housing", name("佛山市住房和城乡建设局", "Foshan Housing and Construction Bureau")),
        ("transport", "gov", "foshan", "transport", name("佛山市交通运输局", "Foshan Transport Bureau")),
        ("social", "gov", "foshan", "social-security", name("佛山市人力资源和社会保障局", "Foshan Human Resources Bureau")),
        ("nanhai-gov", "gov", "nanhai", "government", name("南海区人民政府", "Nanhai District Government")),
        (
            "nanhai-housing", "nanhai-gov", "nanhai", "housing",
            name("南海区住房城乡建设和水利局", "Nanhai Housing, Construction and Water Bureau")
        ),
        (
            "nanhai-urban", "nanhai-gov", "nanhai", "urban-management",
            name("南海区城市管理和综合执法局", "Nanhai Urban Management Bureau")
        ),
        ("guicheng-gov", "nanhai-gov", "guicheng", "government", name("桂城街道办事处", "Guicheng Subdistrict Office")),
        ("dali-gov", "nanhai-gov", "dali", "government", name("大沥镇人民政府", "Dali Town Government")),
        ("shunde-gov", "gov", "shunde", "government", name("顺德区人民政府", "Shunde District Government")),
        ("diebei-gov", "guicheng-gov", "diebei", "government", name("叠北社区居委会", "Diebei Residents' Committee")),
    ]

    static let leaves: [(code: String, one: LocalName, two: LocalName, three: LocalName)] = [
        ("010101", name("城乡建设", "Construction"), name("市政道路", "Roads"), name("路面破损", "Damaged road surface")),
        ("010102", name("城乡建设", "Construction"), name("市政道路", "Roads"), name("井盖缺失", "Missing manhole cover")),
        ("010301", name("城乡建设", "Construction"), name("施工管理", "Building sites"), name("夜间施工噪声", "Noise at night")),
        (
            "010502", name("城乡建设", "Construction"), name("房屋安全", "Safety of buildings"),
            name("擅自变动承重结构", "Bearing walls changed")
        ),
        ("020101", name("交通运输", "Transport"), name("公共交通", "Public transport"), name("公交线路和班次", "Bus lines and times")),
        ("030201", name("劳动社保", "Labour"), name("社会保险", "Social insurance"), name("社保转移", "Transfer of insurance")),
        ("040101", name("公用事业", "Utilities"), name("供水", "Water supply"), name("水压不足", "Low water pressure")),
        ("050101", name("生态环境", "Environment"), name("水环境", "Water"), name("河涌黑臭", "Foul canal")),
    ]

    static func make(years: [Int]) -> City {
        let hour: Int64 = 3_600_000
        let calendar = WorkingCalendar(
            zone: SampleCity.zone, hours: [17 * hour / 2..<12 * hour, 14 * hour..<35 * hour / 2],
            years: years.map { year in
                let holiday = (1...7).compactMap { CityDay(year: year, month: 10, day: $0) }
                return CalendarYear(year: year, daysOff: Set(holiday), daysWorked: [])
            })
        func rule(_ urgency: Urgency?, _ line: ServiceLine?, _ limits: ServiceLimits) -> LimitTable.Rule {
            LimitTable.Rule(kind: nil, urgency: urgency, line: line, limits: limits)
        }
        let ordinary = ServiceLimits(
            dispatch: .elapsed(.hours(24)), sign: .workingDays(1), contact: .workingDays(1), close: .workingDays(15))
        let urgent = ServiceLimits(
            dispatch: .elapsed(.hours(2)), sign: .elapsed(.minutes(30)), contact: .elapsed(.hours(2)),
            close: .elapsed(.hours(24)))
        let enterprise = ServiceLimits(
            dispatch: .working(.hours(1)), sign: .working(.hours(2)), contact: .working(.hours(1)),
            close: .workingDays(4))
        return City(
            root: "foshan", name: name("佛山市", "Foshan"), platform: name("佛山一门", "Foshan OneDoor"), hotline: "12345",
            emergency: [.police: "110", .fire: "119"],
            calendar: calendar,
            limits: LimitTable(
                version: "2026-01-01",
                rules: [rule(.urgent, nil, urgent), rule(nil, .enterprise, enterprise), rule(nil, nil, ordinary)],
                yellow: 0.5, red: 0.85, extensionTimes: 1, extensionShare: 1, callBack: .workingDays(2)),
            scores: ScoreTable([
                ScoreRules(
                    version: CityDay("2026-01-01")!, fairlySatisfiedWeight: 0.9, rankFrom: 30, showFrom: 5,
                    weights: [.response: 0.3, .solved: 0.35, .satisfied: 0.35], targets: [.onTime: 0.95],
                    exclusions: [
                        ScoreExclusion(
                            name: name("咨询不计入解决率", "Enquiries do not count in solved"), kinds: [.enquiry],
                            rates: [.solved])
                    ])
            ]), quality: quality,
            regions: places.map { Region(id: $0.id, parent: $0.parent, level: $0.level, name: $0.name, code: nil) },
            organisations: bodies.map { body in
                let level = places.first { $0.id == body.place }?.level ?? .city
                return Organisation(
                    id: body.id, parent: body.parent, region: body.place, level: level, function: body.function,
                    name: body.name, shortName: body.name.zh)
            },
            categories: leaves.map {
                Category(
                    code: $0.code, level1: $0.one, level2: $0.two, level3: $0.three, explanation: "",
                    kind: .complaint)
            },
            duties: [
                Duty(category: "0103", level: .district, lead: "housing", co: ["urban-management"]),
                Duty(category: "", level: .town, lead: "government", co: []),
            ], sampleAccounts: [])
    }

    static let quality = QualityRules(
        appeals: AppealRules(
            within: .workingDays(5), decideWithin: .workingDays(5),
            grounds: [
                .init(
                    code: "unreasonable-request", name: name("诉求不合理", "The request was unreasonable"),
                    explanation: name("没有法律或政策依据。", "It has no basis in law or policy.")),
                .init(
                    code: "malicious-rating", name: name("恶意评价", "The rating was malicious"),
                    explanation: name("有证据表明评价与办理无关。", "There is evidence that it has nothing to do with it.")),
            ]),
        sampling: SamplingRules(
            strata: [.init(share: 0.02)], atLeast: 1, atMost: 20, keepDays: 14,
            checks: [
                .init(
                    code: "facts", question: name("事实核实了吗？", "Were the facts checked?"),
                    hint: name("写明谁、什么时候。", "Who, and when.")),
                .init(
                    code: "promise", question: name("答应的事做到了吗？", "Was what was promised done?"),
                    hint: name("看到期了没有。", "Has the day passed?")),
            ]),
        signs: SignRules(
            askedAgain: .init(withinDays: 7, categoryDigits: 4, atLeast: 5, share: 0.1),
            topGrades: .init(atLeast: 30, share: 0.97, askedAgainShare: 0.05),
            ratingBurst: .init(atLeast: 10, withinMinutes: 5), unreached: .init(afterDays: 10, atLeast: 30, times: 1.5),
            bulkClosing: .init(atLeast: 10, withinMinutes: 10), bulkClosingBefore: .minutes(120),
            latePause: .init(within: .minutes(120), atLeast: 3, share: 0.3),
            hastyContact: .init(within: .minutes(2), atLeast: 5, share: 0.1)))

    static func body(_ id: String) -> LocalName { bodies.first { $0.id == id }?.name ?? name(id, id) }
    static func choice(_ id: String) -> NamedChoice { NamedChoice(id, body(id)) }
    static func category(_ code: String) -> LocalName { leaves.first { $0.code == code }?.three ?? name(code, code) }

    /// The places of a region below the city, for a list.
    static func place(_ id: RegionID) -> [LocalName] { city.path(to: id).dropFirst().map(\.name) }
}
