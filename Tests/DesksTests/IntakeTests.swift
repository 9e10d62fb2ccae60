import Casework
import Civics
import Desks
import Storage
import TestSupport
import Testing

/// A request comes in and its person follows it.
@Suite struct IntakeTests {
    private let resident = context(.resident, "2026-11-18 10:24")

    @Test func aRequestIsTakenInWithItsNumberItsCodeAndItsLimits() async throws {
        let house = try await TestStore()
        let done = try await house.desks.service.receive(.nightWork(), resident)
        #expect(done.isNew)
        #expect(done.number.serial == 1 && done.number.dayKey == 261_118)
        #expect(done.queryCode.count == 6)
        #expect(
            [done.dispatchLimit, done.contactLimit, done.closeLimit].map(\.description) == [
                "24 hours", "1 working days", "15 working days",
            ])
        let file = try await house.desks.service.follow(done.number, code: done.queryCode)
        #expect(file.title == "海八路工地半夜打桩")
        #expect(file.request.channel == .web && file.request.kind == .complaint && !file.request.isProtected)
        #expect(file.entries.map(\.actor) == ["resident"])
    }

    @Test func theSameFormSentTwiceIsOneRequest() async throws {
        let house = try await TestStore()
        let key = IdempotencyKey(source: "web", key: "form", fingerprint: 1)
        let first = try await house.desks.service.receive(.nightWork(), idempotency: key, resident)
        let again = try await house.desks.service.receive(.nightWork(), idempotency: key, resident)
        #expect(first.number == again.number && first.queryCode == again.queryCode && !again.isNew)
    }

    @Test func aRequestThatSaysNothingIsUnclassified() async throws {
        let house = try await TestStore()
        var intake = Intake.nightWork(title: "？？？！！！", text: "。。。。。。。。")
        intake.category = nil
        let done = try await house.desks.service.receive(intake, resident)
        #expect(try await house.store.request(done.number)?.category == "990101")
    }

    // MARK: Faults

    struct Faulty: Sendable {
        let field: String
        let reason: FieldFault.Reason
        let change: @Sendable (inout Intake) -> Void

        init(_ field: String, _ reason: FieldFault.Reason, _ change: @escaping @Sendable (inout Intake) -> Void) {
            (self.field, self.reason, self.change) = (field, reason, change)
        }
    }

    /// Each field that can't be taken, by its name, and why.
    @Test(arguments: [
        Faulty("title", .missing) { $0.title = "" }, Faulty("title", .missing) { $0.title = " 　\n" },
        Faulty("title", .tooShort) { $0.title = "噪" },
        Faulty("title", .tooLong) { $0.title = String(repeating: "噪", count: 101) },
        Faulty("title", .controlCharacter) { $0.title = "噪\u{0}音" }, Faulty("text", .missing) { $0.text = "" },
        Faulty("text", .tooShort) { $0.text = "太吵了！" },
        Faulty("text", .tooLong) { $0.text = String(repeating: "吵", count: 20_001) },
        Faulty("text", .controlCharacter) { $0.text = "一直到凌晨\u{8}两点" },
        Faulty("place", .missing) { $0.place = "" }, Faulty("place", .unknown) { $0.place = "110101" },
        Faulty("place", .unknown) { $0.place = "440605011' OR 1=1" },
        Faulty("category", .unknown) { $0.category = "000000" }, Faulty("category", .unknown) { $0.category = "" },
        Faulty("name", .tooLong) { $0.person.name = String(repeating: "名", count: 61) },
        Faulty("name", .controlCharacter) { $0.person.name = "李\u{1F}明" },
        Faulty("name", .missing) { $0.person.name = "  " }, Faulty("phone", .malformed) { $0.person.phone = "1234" },
        Faulty("phone", .malformed) { $0.person.phone = "一三八" },
        Faulty("phone", .malformed) { $0.person.phone = "199****1234" },
        Faulty("phone", .malformed) { $0.person.phone = "-----" },
        Faulty("phone", .malformed) { $0.person.phone = String(repeating: "1", count: 21) },
        Faulty("phone", .malformed) { $0.person.phone = "１９９００００１２３４" },
        Faulty("enterprise", .missing) { $0.line = .enterprise },
        Faulty("enterprise", .tooLong) { $0.person.enterprise = String(repeating: "司", count: 121) },
        Faulty("creditCode", .malformed) { $0.person.creditCode = "91350100M000100Y44" },
    ])
    func aFieldThatCannotBeTakenIsNamed(_ faulty: Faulty) async throws {
        let house = try await TestStore()
        var intake = Intake.nightWork()
        faulty.change(&intake)
        await #expect(throws: DeskError.invalid([FieldFault(faulty.field, faulty.reason)])) {
            try await house.desks.service.receive(intake, resident)
        }
        #expect(try await house.store.count(RequestFilter()).value == 0)
    }

    @Test func allFaultsAreNamedAtOnce() async throws {
        let house = try await TestStore()
        let intake = Intake(
            channel: .web, line: .enterprise, kind: .help, category: "0", place: "x", title: "", text: "",
            person: PersonDetails(phone: "1", creditCode: "1"))
        #expect(
            house.desks.service.check(intake).map(\.field)
                == ["title", "text", "place", "category", "phone", "enterprise", "creditCode"])
    }

    @Test(
        arguments: [
            { $0.title = String(repeating: "噪", count: 100) }, { $0.title = "噪音" },
            { $0.text = String(repeating: "吵", count: 20_000) }, { $0.text = "第一行\r\n\t第二行 👍🏽👨‍👩‍👧 \u{202E}" },
            { $0.person = PersonDetails() }, { $0.person.phone = "+86 (757) 8123-4567" }, { $0.place = "440600" },
            { $0.place = "440605011901" },
            {
                $0.line = .enterprise
                $0.person.enterprise = "某某装饰工程有限公司"
                $0.person.creditCode = "91350100m000100y43"
            },
        ] as [@Sendable (inout Intake) -> Void])
    func whatIsAtTheEdgeOfWhatCanBeTakenIsTaken(change: @Sendable (inout Intake) -> Void) async throws {
        let house = try await TestStore()
        var intake = Intake.nightWork()
        change(&intake)
        let done = try await house.desks.service.receive(intake, resident)
        let file = try await house.desks.service.follow(done.number, code: done.queryCode)
        #expect(file.title == intake.title && file.text == intake.text)
        #expect(try await house.store.person(of: done.number) == intake.person)
    }

    @Test func aTextOfTenMegabytesIsRefusedAndNothingIsKept() async throws {
        let house = try await TestStore()
        var intake = Intake.nightWork()
        intake.text = String(repeating: "0123456789", count: 1_000_000)
        await #expect(throws: DeskError.invalid([FieldFault("text", .tooLong)])) {
            try await house.desks.service.receive(intake, resident)
        }
    }

    @Test func whereTheCityHasNoLimitForARequestItIsNotTakenIn() async throws {
        let foshan = TestCity.foshan
        var limits = foshan.limits
        limits.rules.removeAll { $0.urgency == .critical }
        limits.rules = limits.rules.filter { $0.kind == .enquiry }
        let city = City(
            root: foshan.root, name: foshan.name, platform: foshan.platform, hotline: foshan.hotline,
            emergency: foshan.emergency,
            calendar: foshan.calendar, limits: limits, scores: foshan.scores, regions: foshan.regions,
            organisations: foshan.organisations, categories: foshan.categories, duties: foshan.duties,
            sampleAccounts: [])
        let house = try await TestStore(city: city)
        await #expect(throws: CommandFailure.refused(.noLimit)) {
            try await house.desks.service.receive(.nightWork(), resident)
        }
    }

    @Test func onlyThoseWhoTakeRequestsInTakeThemIn() async throws {
        let house = try await TestStore()
        for role in Role.allCases where ![.resident, .enterpriseAgent].contains(role) {
            let staff = context(TestActor.staff("somebody", role, "fs-hotline"), "2026-11-18 10:24")
            if Access.isAllowed(.intake, role: role, relation: .none) {
                let done = try await house.desks.service.receive(.nightWork(channel: .phone), staff)
                #expect(try await house.store.caseFile(done.number)?.entries.first?.actor == "somebody")
            } else {
                await #expect(throws: DeskError.notAllowed(.intake), "\(role)") {
                    try await house.desks.service.receive(.nightWork(), staff)
                }
            }
        }
    }

    // MARK: Following

    @Test func theCodeOpensItsCaseAndNoOther() async throws {
        let house = try await TestStore()
        let service = house.desks.service
        let mine = try await service.receive(.nightWork(), resident)
        let other = try await service.receive(.nightWork(), resident)
        let code = mine.queryCode
        let spaced = " \(code.prefix(3).lowercased())-\(code.suffix(3)) "
        #expect(try await service.follow(mine.number, code: spaced).request.number == mine.number)
        var wrong = Array(code)
        wrong[5] = wrong[5] == "A" ? "B" : "A"
        for code in [other.queryCode, String(wrong), String(code.dropLast()), code + "2", "", "''''''", "ＡＢＣＤＥＦ"] {
            await #expect(throws: DeskError.notFound, "\(code)") { try await service.follow(mine.number, code: code) }
            await #expect(throws: DeskError.notFound) {
                try await service.withdraw(mine.number, code: code, resident)
            }
            await #expect(throws: DeskError.notFound) {
                try await service.rate(
                    mine.number, code: code, solved: true, satisfaction: .satisfied, comment: nil, channel: .web,
                    resident)
            }
        }
        // A code that would fit, of a case that is not there.
        let nobody = CaseNumber(rawValue: mine.number.rawValue + 50)
        let fitting = house.store.vault.queryCode(for: nobody.rawValue)
        await #expect(throws: DeskError.notFound) { try await service.follow(nobody, code: fitting) }
    }

    @Test func thePersonMayRateWhatIsClosedAndTakeBackWhatIsOpen() async throws {
        let house = try await TestStore()
        let service = house.desks.service
        let done = try await service.receive(.nightWork(), resident)
        let (number, code) = (done.number, done.queryCode)
        let later = context(.resident, "2026-11-20 10:00")
        func rate(_ solved: Bool?, _ satisfaction: Satisfaction?, _ comment: String?) async throws -> CommandOutcome {
            try await service.rate(
                number, code: code, solved: solved, satisfaction: satisfaction, comment: comment, channel: .web, later)
        }
        await #expect(throws: CommandFailure.refused(.notClosed)) { try await rate(true, .satisfied, nil) }
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 11:00")
        try await house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 12:00")
        try await house.give(.close(body: CaseLife.lead, reply: "已责令停工"), number, "2026-11-19 12:00")
        await #expect(throws: CommandFailure.refused(.callBackIncomplete)) { try await rate(nil, nil, "") }
        await #expect(throws: DeskError.invalid([FieldFault("body", .controlCharacter)])) {
            try await rate(true, nil, "\u{0}")
        }
        let rated = try await rate(false, .dissatisfied, "还在打桩")
        // What is rated badly is done again; it can be rated again when that is finished.
        #expect(rated.stage == .inProgress)
        #expect(try await service.follow(number, code: code).body(rated.version - 1) == "还在打桩")
        await #expect(throws: CommandFailure.refused(.notClosed)) { try await rate(true, .satisfied, nil) }
        try await house.give(.close(body: CaseLife.lead, reply: "已停工"), number, "2026-11-20 12:00")
        _ = try await service.rate(
            number, code: code, solved: true, satisfaction: .satisfied, comment: nil, channel: .web,
            context(.resident, "2026-11-20 13:00"))
        await #expect(throws: CommandFailure.refused(.alreadyCalledBack)) {
            try await service.rate(
                number, code: code, solved: true, satisfaction: .satisfied, comment: nil, channel: .web,
                context(.resident, "2026-11-20 14:00"))
        }

        let second = try await service.receive(.nightWork(), resident)
        #expect(try await service.withdraw(second.number, code: second.queryCode, later).stage == .withdrawn)
    }

    /// Keys of commands are forgotten after a week; those of imports never.
    @Test func keysAreRememberedForAWeek() async throws {
        let house = try await TestStore()
        let number = try await house.receive(
            "2026-11-18 09:00", key: IdempotencyKey(source: "import:mailbox", key: "row 1", fingerprint: 1))
        let note = IdempotencyKey(source: "api/agent", key: "note", fingerprint: 7)
        func write(_ time: String) async throws -> Bool {
            try await house.give(.note("回访"), number, time, key: note).isNew
        }
        #expect(try await write("2026-11-18 10:00"))
        // What was asked stands there keyed, so that nobody who has the file can try out what it was.
        let kept = try await house.store.database.read {
            try $0.rows("SELECT fingerprint FROM idempotency WHERE key = 'note'") { $0.integer(0) }
        }
        #expect(kept == [house.store.vault.keyed(fingerprint: 7)])
        #expect(kept != [Vault(masterKey: [UInt8](repeating: 7, count: 32)).keyed(fingerprint: 7)])
        try await house.desks.administration.tidy(at: at("2026-11-25 09:59"))
        #expect(try await !write("2026-11-25 09:59"))
        try await house.desks.administration.tidy(at: at("2026-11-25 10:01"))
        let left = try await house.store.database.read { try $0.rows("SELECT source FROM idempotency") { $0.text(0) } }
        #expect(left == ["import:mailbox"])
        #expect(try await write("2026-11-25 10:01"))
    }

    // MARK: While on the phone

    @Test func aCallersEarlierRequestsComeUpTheNewestFirst() async throws {
        let house = try await TestStore()
        var numbers: [CaseNumber] = []
        for hour in 9..<12 {
            let time = context(.resident, hour < 10 ? "2026-11-18 0\(hour):00" : "2026-11-18 \(hour):00")
            numbers.append(try await house.desks.service.receive(.nightWork(phone: "13800001111"), time).number)
        }
        _ = try await house.desks.service.receive(.nightWork(phone: "13800002222"), resident)
        let agent = context(TestActor.agent, "2026-11-18 15:00")
        let page = try await house.desks.service.history(ofPhone: "138 0000 1111", limit: 2, agent)
        #expect(page.items.map(\.row.number) == Array(numbers.reversed().prefix(2)))
        #expect(page.next != nil)
        #expect(try await house.desks.service.history(ofPhone: "13800003333", agent).items.isEmpty)
        #expect(try await house.desks.service.history(ofPhone: "", agent).items.isEmpty)
    }

    @Test func requestsThatReadAlikeAtTheSamePlaceComeUp() async throws {
        let house = try await TestStore()
        let service = house.desks.service
        func receive(_ title: String, _ place: RegionID, _ time: String) async throws -> CaseNumber {
            try await service.receive(.nightWork(title: title, place: place), context(.resident, time)).number
        }
        let old = try await receive("海八路工地半夜打桩", "440605011", "2026-08-01 09:00")
        let same = try await receive("海八路工地半夜打桩", "440605011901", "2026-11-10 09:00")
        let near = try await receive("海八路工地白天扬尘", "440605011", "2026-11-11 09:00")
        let lamp = try await receive("南桂路路灯不亮", "440605011", "2026-11-12 09:00")
        let elsewhere = try await receive("海八路工地半夜打桩", "440605122", "2026-11-12 09:00")
        let agent = context(TestActor.agent, "2026-11-18 15:00")
        let found = try await service.similar(to: "海八路工地又在半夜打桩", at: "440605011902", agent)
        #expect(found.map(\.item.row.number) == [same, near])
        #expect(found[0].likeness > found[1].likeness && found[0].likeness <= 1)
        // The same words nearer by come first, and the place that both share is named.
        #expect(found[0].sharedPlace == "440605011" && found[0].age < .days(9) && found[0].score > found[1].score)
        let village = try await service.similar(to: "海八路工地又在半夜打桩", at: "440605011901", agent)
        #expect(village[0].sharedPlace == "440605011901" && village[0].score > found[0].score)
        let numbers = Set(found.map(\.item.row.number))
        #expect(numbers.isDisjoint(with: [old, lamp, elsewhere]))
        #expect(
            try await service.similar(to: "海八路工地半夜打桩", at: "440605011", excluding: same, agent)
                .map(\.item.row.number) == [near])
        #expect(try await service.similar(to: "海", at: "440605011", agent).isEmpty)
        #expect(try await service.similar(to: "海八路工地半夜打桩", at: "440605011", limit: 1, agent).count == 1)
        await #expect(throws: DeskError.notAllowed(.listRequests)) {
            try await service.similar(to: "海八路工地半夜打桩", at: "440605011", resident)
        }
    }
}
