import Casework
import Civics
import Desks
import Reporting
import Storage
import TestSupport
import Testing

/// Whether the house is in order, who works in it, and what belongs together.
@Suite struct HouseTests {
    private func administrator(_ time: String) -> OperationContext {
        context(TestActor.staff("admin9001", .administrator, "fs-gov"), time)
    }

    @Test func healthCountsCasesAndDaysThatNoSealCovers() async throws {
        let house = try await TestStore()
        let desk = house.desks.administration
        var health = try await desk.health(administrator("2026-11-16 12:00"))
        #expect(health.cases == 0 && health.unsealedDays == 0 && health.lastSeal == nil && health.accounts == 0)
        for time in ["2026-11-16 09:00", "2026-11-16 10:00", "2026-11-17 09:00"] { try await house.receive(time) }
        // Today is not over yet.
        #expect(try await desk.health(administrator("2026-11-16 12:00")).unsealedDays == 0)
        #expect(try await desk.health(administrator("2026-11-17 12:00")).unsealedDays == 1)
        health = try await desk.health(administrator("2026-11-18 12:00"))
        #expect(health.cases == 3 && health.unsealedDays == 2)
        try await house.store.seal(at: at("2026-11-18 12:05"))
        health = try await desk.health(administrator("2026-11-18 12:10"))
        #expect(health.unsealedDays == 0 && health.lastSeal?.lastSeq == 3)
        let size = try #require(health.size)
        #expect(size.used > 50_000)
        #expect(try #require(size.free) > 0)
    }

    @Test func theLastCheckAndTheLastBackupAreToldWithTheirResult() async throws {
        let house = try await TestStore()
        let desk = house.desks.administration
        try await house.receive("2026-11-16 09:00")
        var health = try await desk.health(administrator("2026-11-16 12:00"))
        #expect(health.lastCheck == nil && health.lastBackup == nil)
        #expect(try await desk.check(at: at("2026-11-16 12:30")).fault == nil)
        let (copy, key) = (house.folder + "/copy", house.folder + "/master.key")
        try await desk.backup(to: copy, keyFile: key, at: at("2026-11-16 12:40"))
        health = try await desk.health(administrator("2026-11-16 13:00"))
        #expect(health.lastCheck == UpkeepRecord(at: at("2026-11-16 12:30"), events: 1))
        #expect(health.lastBackup == UpkeepRecord(at: at("2026-11-16 12:40")))
        // A folder that has a copy already is not overwritten, and that is no backup.
        await #expect(throws: BackupError.self) {
            try await desk.backup(to: copy, keyFile: key, at: at("2026-11-17 12:40"))
        }
        try house.meddle(("UPDATE event SET actor = 'nobody'", []))
        #expect(try await desk.check(at: at("2026-11-17 12:50")).fault != nil)
        health = try await desk.health(administrator("2026-11-17 13:00"))
        #expect(health.lastBackup?.at == at("2026-11-17 12:40") && health.lastBackup?.fault?.contains("exists") == true)
        #expect(health.lastCheck?.at == at("2026-11-17 12:50") && health.lastCheck?.fault?.isEmpty == false)
    }

    /// A figure of requests whose district is not known leads to those, and not to all.
    @Test func aFigureWithoutADistrictLeadsToTheRequestsWithoutOne() async throws {
        let house = try await TestStore()
        let vague = try await house.receive("2026-11-18 09:00", .test(place: TestCity.foshan.root))
        let half = try await house.receive("2026-11-18 09:10", .test(place: "440605"))
        try await house.receive("2026-11-18 09:20")
        let day = CityDay(year: 2026, month: 11, day: 18)!
        func found(_ cut: FigureCut, _ first: String, _ second: String = "") async throws -> [CaseNumber]? {
            let figure = FigureQuery(.received, cut, first: first, second: second, days: day...day)
            guard let filter = RequestFilter(behind: figure) else { return nil }
            return try await house.store.page(filter, order: .newest, limit: 10).items.map(\.row.number)
        }
        #expect(try await found(.district, "") == [vague])
        #expect(try await found(.districtField, "", "01") == [vague])
        #expect(try await found(.town, "") == [half, vague])
        #expect(try await found(.total, "")?.count == 3)
        // What no figure can be of leads nowhere.
        for cut in [FigureCut.channel, .kind, .line, .body, .field, .category] {
            #expect(try await found(cut, "") == nil, "\(cut)")
        }
        #expect(try await found(.channel, "pigeon") == nil)
        #expect(try await found(.channelKind, "web", "sigh") == nil)
    }

    /// Somebody is forgotten with all their requests, or not at all while one is open.
    @Test func aPersonWithAnOpenRequestIsNotForgotten() async throws {
        let house = try await TestStore()
        let desk = house.desks.administration
        let closed = try await house.answered("2026-11-17")
        let open = try await house.receive("2026-11-18 09:00")
        let stranger = try await house.receive(
            "2026-11-18 09:10", person: PersonDetails(name: "王芳", phone: "13800000000"))
        let numbers = try await desk.requests(ofPhone: "199-0000-1234")
        #expect(numbers == [closed, open])
        let later = at("2026-12-01 09:00")
        await #expect(throws: ForgettingRefused.open([open])) { try await desk.forget(numbers, at: later) }
        #expect(try await house.store.person(of: closed)?.name == "李明")
        await #expect(throws: ForgettingRefused.unknown(CaseNumber(rawValue: 1))) {
            try await desk.forget([closed, CaseNumber(rawValue: 1)], at: later)
        }
        try await house.give(.withdraw, open, "2026-11-18 10:00")
        #expect(try await desk.forget(numbers, at: later))
        for number in numbers {
            #expect(try await house.store.person(of: number) == nil)
            #expect(try await house.store.accesses(to: number).map(\.what) == ["forgotten"])
        }
        #expect(try await house.store.person(of: stranger)?.name == "王芳")
        #expect(try await desk.requests(ofPhone: "19900001234").isEmpty)
        #expect(try await house.store.verify().fault == nil)
    }

    @Test func healthIsForAdministrators() async throws {
        let house = try await TestStore()
        for role in Role.allCases where role != .administrator && role != .auditor {
            await #expect(throws: DeskError.notAllowed(.viewHealth), "\(role)") {
                try await house.desks.administration.health(
                    context(TestActor.staff("somebody", role, "fs-gov"), "2026-11-18 12:00"))
            }
        }
    }

    @Test func aLockedAndADisabledAccountAreSeen() async throws {
        let house = try await TestStore()
        for id in ["handler3012", "handler3025"] {
            try await house.store.save(
                StoredAccount(
                    id: id, name: LocalName(zh: "黄", en: "Huang"), role: .handler, organisation: CaseLife.lead,
                    password: []))
        }
        let until = at("2026-11-18 12:15")
        for _ in 0..<5 { _ = try await house.store.countSignIn(of: "handler3012", at: at("2026-11-18 12:00")) }
        try house.meddle(("UPDATE account SET disabled = 1 WHERE id = 'handler3025'", []))
        let health = try await house.desks.administration.health(administrator("2026-11-18 12:05"))
        #expect(health.accounts == 2 && health.lockedAccounts == 1)
        let accounts = try await house.desks.administration.accounts(administrator("2026-11-18 12:05"))
        #expect(accounts.map(\.id) == ["handler3012", "handler3025"])
        #expect(accounts.map(\.lockedUntil) == [until, nil])
        #expect(accounts.map(\.isDisabled) == [false, true])
    }

    @Test func whoActedIsKnownByNameAndProgramsAreLeftOut() async throws {
        let house = try await TestStore()
        try await house.store.save(
            StoredAccount(
                id: "agent2036", name: LocalName(zh: "林敏仪", en: "Lin Minyi"), role: .hotlineAgent,
                organisation: "fs-hotline", password: []))
        let people = try await house.desks.people(["agent2036", "resident", "system", "nobody"])
        #expect(people.keys.sorted() == ["agent2036"])
        #expect(people["agent2036"]?.name.zh == "林敏仪" && people["agent2036"]?.organisation == "fs-hotline")
    }

    @Test func whatWasMergedIntoACaseIsFoundThereByThoseWhoMaySeeIt() async throws {
        let house = try await TestStore()
        let main = try await house.receive("2026-11-18 09:00")
        let merged = try await house.receive("2026-11-18 09:10")
        let elsewhere = try await house.receive("2026-11-18 09:20")
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), main, "2026-11-18 09:30")
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), merged, "2026-11-18 09:30")
        try await house.give(.dispatch(Dispatch(lead: CaseLife.stranger)), elsewhere, "2026-11-18 09:30")
        let agent = context(TestActor.agent, "2026-11-18 10:00")
        try await house.desks.act(.merge(into: main), on: merged, agent)
        try await house.desks.act(.merge(into: main), on: elsewhere, agent)
        let request = try #require(try await house.store.request(main))
        func found(_ actor: Actor) async throws -> [CaseNumber] {
            try await house.desks.merged(into: request, context(actor, "2026-11-18 10:10")).map(\.row.number)
        }
        #expect(try await found(TestActor.agent) == [elsewhere, merged])
        #expect(try await found(TestActor.handler(CaseLife.lead)) == [merged])
        await #expect(throws: DeskError.notFound) { try await found(TestActor.handler(CaseLife.stranger)) }
    }

    @Test func sampleAccountsExistInDemonstrationDataOnly() async throws {
        let foshan = TestCity.foshan
        // Two of the sample accounts: making a password is slow on purpose.
        let city = City(
            root: foshan.root, name: foshan.name, platform: foshan.platform, hotline: foshan.hotline,
            emergency: foshan.emergency,
            calendar: foshan.calendar, limits: foshan.limits, scores: foshan.scores, regions: foshan.regions,
            organisations: foshan.organisations, categories: foshan.categories, duties: foshan.duties,
            sampleAccounts: Array(foshan.sampleAccounts.prefix(2)))
        let house = try await TestStore(city: city)
        let sample = try #require(city.sampleAccounts.first)
        let desk = house.desks.administration
        await #expect(throws: DeskError.wrongPassword) {
            try await desk.signIn(account: sample.id, password: sample.password, at: at("2026-11-18 09:00"))
        }
        try await desk.becomeDemonstration(at: at("2026-11-18 08:00"))
        #expect(try await house.store.accounts().count == 2)
        let actor = try await desk.signIn(
            account: sample.id, password: sample.password, at: at("2026-11-18 09:01")
        ).actor
        #expect(actor.role == sample.role && actor.organisation == sample.organisation)
        #expect(
            try await house.store.database.read { try Settings.value("demonstration", on: $0) } == "yes")
    }

    /// Of all requests a body's people list those of their own body, whatever they ask for.
    @Test func aBodyListsItsOwnRequestsOnly() async throws {
        let house = try await TestStore()
        let own = try await house.answered("2026-11-17")
        let other = try await house.receive("2026-11-18 09:00")
        try await house.give(.dispatch(Dispatch(lead: CaseLife.stranger)), other, "2026-11-18 09:30")
        let below = context(TestActor.staff("head", .headOfBody, "440605-gov"), "2026-11-18 10:00")
        let handler = context(TestActor.handler(CaseLife.lead), "2026-11-18 10:00")
        var asked = RequestFilter()
        for leads in [[], [CaseLife.lead]] {
            asked.leads = leads
            #expect(try await house.desks.advice.requests(asked, handler).items.map(\.row.number) == [own])
            #expect(try await house.desks.advice.requests(asked, below).items.map(\.row.number) == [own])
        }
        // A list of another body is refused: one's own instead would be a wrong answer.
        for leads in [[CaseLife.stranger], [CaseLife.lead, CaseLife.stranger], ["nobody"]] {
            asked.leads = leads
            await #expect(throws: DeskError.notAllowed(.listRequests)) {
                try await house.desks.advice.requests(asked, handler)
            }
            await #expect(throws: DeskError.notAllowed(.listRequests)) {
                try await house.desks.advice.count(asked, handler)
            }
        }
        asked.leads = []
        // Whose telephone it is, a body may not find out by trying.
        asked.phone = "19900001234"
        await #expect(throws: DeskError.notAllowed(.viewReporter)) {
            try await house.desks.advice.requests(asked, handler)
        }
        asked = RequestFilter()
        asked.phone = "19900001234"
        let agent = context(TestActor.agent, "2026-11-18 10:00")
        #expect(try await house.desks.advice.requests(asked, agent).items.count == 2)
        #expect(try await house.store.accesses(to: other).map(\.what) == ["history"])
    }

    /// What reads alike is shown to a body as far as it is its own.
    @Test func aBodySeesSimilarRequestsOfItsOwnOnly() async throws {
        let house = try await TestStore()
        let own = try await house.receive("2026-11-18 09:00")
        let foreign = try await house.receive("2026-11-18 09:10")
        let waiting = try await house.receive("2026-11-18 09:20")
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), own, "2026-11-18 09:30")
        try await house.give(.dispatch(Dispatch(lead: CaseLife.stranger)), foreign, "2026-11-18 09:30")
        func found(_ actor: Actor) async throws -> Set<CaseNumber> {
            let similar = try await house.desks.service.similar(
                to: "海八路工地半夜打桩", at: "440605011", context(actor, "2026-11-18 10:00"))
            return Set(similar.map(\.item.row.number))
        }
        #expect(try await found(TestActor.handler(CaseLife.lead)) == [own])
        #expect(try await found(TestActor.dispatcher) == [own, foreign, waiting])
    }
}
