import Casework
import Civics
import Pages
import Reporting

/// What the desks show, in a language. `text` stands wherever people or the city's data have the word; without it they
/// say what people in Foshan say.
struct DeskSamples {
    typealias At = SampleCity
    typealias Home = DeskSampleCity

    let language: Language
    var text: String?

    var city: City { Home.city }

    func words(_ usual: String) -> String { text ?? usual }

    func context(_ path: SitePath, role: Role = .dispatcher, flash: Flash? = nil) -> PageContext {
        var context = PageContext(
            language: language, city: CityFace(city, isDemonstration: true), now: SampleCity.at(11, 18, 10, 52),
            path: path, requestID: "7K2M-94QF",
            staff: StaffMember(
                name: words(role == .handler ? "黄伟杰 3012" : "梁志恒 1107"), role: role,
                body: words(role == .handler ? "南海区住房城乡建设和水利局" : "佛山市 12345 热线中心"),
                places: Set(DeskPlace.allCases)),
            counts: DeskCounts(
                waiting: [.callbacks: 126, .dispatch: 38, .returned: 5, .worklist: 63, .supervision: 17],
                overdue: [.supervision]),
            assets: AssetIndex([:]))
        context.flash = flash
        context.liveMark = "7f3a09c1-42"
        return context
    }

    var now: Instant { SampleCity.at(11, 18, 10, 52) }

    static func number(_ day: CityDay, _ serial: Int) -> CaseNumber { CaseNumber(day: day, serial: serial)! }

    /// A clock that has `left` minutes of a limit.
    func clock(_ kind: Clock.Kind, _ limit: TimeLimit, left: Int) -> ClockReading {
        let total = limit.amount(in: city.calendar)
        let left = TimeSpan.minutes(left)
        let share = 1 - Double(left.milliseconds) / Double(max(1, total.milliseconds))
        let state: Clock.State = left < .zero ? .overdue : share >= 0.85 ? .red : share >= 0.5 ? .yellow : .green
        let deadline =
            limit.countsWorkingTime && left > .zero ? (try? city.calendar.add(left, to: now)) ?? now + left : now + left
        return ClockReading(
            kind: kind, state: state, limit: limit, startedAt: now - (total - left), deadline: deadline,
            share: min(1, max(0, share)), used: total - left,
            left: left < .zero ? TimeSpan(milliseconds: -left.milliseconds) : left, workday: city.calendar.workdayLength
        )
    }

    var paused: ClockReading {
        ClockReading(
            kind: .close, state: .paused, limit: .workingDays(15), startedAt: At.at(11, 6, 9), deadline: nil,
            share: 0.4,
            used: .hours(42), left: .hours(63), workday: .hours(7))
    }

    func row(
        _ serial: Int, _ title: String, _ place: RegionID, _ category: CategoryCode, on day: CityDay? = nil,
        at hour: Int = 8, _ minute: Int = 32, kind: RequestKind = .complaint, urgency: Urgency = .ordinary,
        line: ServiceLine = .public, channel: Channel = .phone, stage: ServiceRequest.Stage = .awaitingDispatch,
        protected isProtected: Bool = false, body: OrganisationID? = nil, handler: String? = nil,
        clock: ClockReading? = nil, urges: Int = 0, supervision: Int = 0, redos: Int = 0,
        satisfaction: Satisfaction? = nil
    ) -> CaseRow {
        let day = day ?? At.day(11, 18)
        return CaseRow(
            number: Self.number(day, serial), title: words(title), kind: kind, urgency: urgency, line: line,
            channel: channel, stage: stage, isProtected: isProtected,
            place: text.map { [LocalName(zh: $0, en: $0)] } ?? Home.place(place),
            category: text.map { LocalName(zh: $0, en: $0) } ?? Home.category(category),
            body: body.map { id in text.map { LocalName(zh: $0, en: $0) } ?? Home.body(id) },
            handler: handler.map { words($0) }, receivedAt: SampleCity.at(day.month, day.day, hour, minute),
            clock: clock,
            urges: urges, supervisionLevel: supervision, redos: redos, satisfaction: satisfaction)
    }

    func local(_ name: LocalName) -> LocalName { text.map { LocalName(zh: $0, en: $0) } ?? name }
    func choice(_ id: OrganisationID) -> NamedChoice { NamedChoice(id, local(Home.body(id))) }

    var bodies: [ChoiceGroup] { ChoiceGroup.bodies(of: city, around: "diebei") }
    var places: [ChoiceGroup] { ChoiceGroup.places(of: city, around: "diebei") }
    var categories: [ChoiceGroup] { ChoiceGroup.categories(of: city) }

    let day1 = TimeLimit.elapsed(.hours(24))

    var queue: [CaseRow] {
        [
            row(
                1244, "码头旁燃气味很浓", "ronggui", "040101", urgency: .urgent,
                clock: clock(.dispatch, .elapsed(.hours(2)), left: -4)),
            row(
                1286, "海八路工地半夜打桩，吵得睡不着", "diebei", "010301", channel: .web, protected: true,
                clock: clock(.dispatch, .elapsed(.hours(2)), left: 8)),
            row(
                1301, "高层水压低，傍晚接不到水", "ronggui", "040101", kind: .help,
                clock: clock(.dispatch, .elapsed(.hours(2)), left: 19)),
            row(
                1302, "厂房扩建报建，五个部门要同一份图纸", "beijiao", "010502", line: .enterprise,
                clock: clock(.dispatch, .working(.hours(1)), left: 22)),
            row(
                1310, "路口信号灯左转时间太短", "zumiao", "020101", channel: .miniProgram, clock: clock(.dispatch, day1, left: 70)),
            row(1312, "小区电梯三天两头停，物业不修", "zumiao", "010502", clock: clock(.dispatch, day1, left: 180)),
            row(
                1318, "社保转入两个月没有到账", "xinan", "030201", kind: .enquiry, channel: .web,
                clock: clock(.dispatch, day1, left: 300)),
            row(1325, "村口垃圾屋满了没人清", "hecheng", "010101", kind: .help, clock: clock(.dispatch, day1, left: 360)),
            row(1331, "夜市油烟直排居民楼", "dali", "050101", channel: .miniProgram, clock: clock(.dispatch, day1, left: 420)),
            row(
                1332, "招不到熟练压机工，想要培训补贴", "shiwan", "030201", kind: .enquiry, line: .enterprise,
                clock: clock(.dispatch, .working(.hours(1)), left: 58)),
            row(1333, "村里到地铁站的公交太疏", "lishui", "020101", kind: .suggestion, clock: clock(.dispatch, day1, left: 660)),
            row(1340, "小学门口早上堵车，希望有人疏导", "ronggui", "020101", channel: .web, clock: clock(.dispatch, day1, left: 780)),
            row(
                1341, "建议河堤步道加几盏灯", "xinan", "010101", kind: .suggestion, channel: .mailbox,
                clock: clock(.dispatch, day1, left: 1080)),
            row(1350, "办居住证要交哪些材料", "lishui", "030201", kind: .enquiry, clock: clock(.dispatch, day1, left: 1200)),
        ]
    }

    var earlier: [CaseRow] {
        [
            row(
                2207, "海八路夜间施工", "diebei", "010301", on: At.day(11, 13), stage: .inProgress, body: "nanhai-housing"),
            row(
                418, "人行道地砖松动", "diebei", "010101", on: At.day(10, 2), stage: .calledBack, body: "guicheng-gov",
                satisfaction: .satisfied),
        ]
    }

    var work: [CaseRow] {
        [
            row(
                1175, "外墙瓷砖脱落，砸到楼下雨棚", "jiayi", "010502", on: At.day(10, 27), stage: .inProgress,
                body: "nanhai-housing", handler: "3007", clock: clock(.close, .workingDays(15), left: -1560), urges: 1),
            row(
                3340, "地下车库反水，水泵坏了两周", "ganglian", "040101", on: At.day(11, 4), kind: .help,
                stage: .inProgress, body: "nanhai-housing", handler: "3015",
                clock: clock(.close, .workingDays(10), left: -42), supervision: 2),
            row(
                981, "二次装修拆承重墙，邻居担心", "yihai", "010502", on: At.day(10, 26), kind: .report,
                stage: .inProgress, protected: true, body: "nanhai-housing", handler: "3012",
                clock: clock(.close, .workingDays(15), left: 128)),
            row(
                67, "排水证怎么办，要等多久", "lishui", "040101", on: At.day(11, 16), kind: .enquiry, line: .enterprise,
                stage: .inProgress, body: "nanhai-housing", handler: "3007",
                clock: clock(.contact, .working(.hours(1)), left: 12)),
            row(
                1286, "海八路工地半夜打桩，吵得睡不着", "diebei", "010301", channel: .web, stage: .awaitingSigning,
                protected: true, body: "nanhai-housing", clock: clock(.sign, .elapsed(.minutes(30)), left: 5)),
            row(
                912, "工地洗车不到位，路面全是泥", "dali", "010301", stage: .awaitingSigning, body: "nanhai-housing",
                clock: clock(.sign, .workingDays(1), left: 330), redos: 1),
            row(
                1530, "小区消防水压不足", "dali", "040101", on: At.day(10, 30), stage: .inProgress,
                body: "nanhai-housing", handler: "3015", clock: clock(.close, .workingDays(15), left: 1300)),
            row(
                2054, "桥头限高杆被撞歪", "dali", "010101", on: At.day(11, 6), kind: .help, stage: .paused,
                body: "nanhai-housing", handler: "3019", clock: paused),
        ]
    }
}
