import Casework
import Civics
import Desks
import Reporting
import Storage
import TestSupport
import Testing

/// Who sees which case, who acts on it, and who learns who asked.
@Suite struct StaffAccessTests {
    private static let someHour = "2026-11-18 15:00"

    /// A request that the housing bureau of Nanhai leads and its law enforcement helps with.
    private func house(isProtected: Bool = false) async throws -> (house: TestStore, number: CaseNumber) {
        let house = try await TestStore()
        let number = try await house.receive(
            "2026-11-18 10:24", .test(isProtected: isProtected, title: "海八路工地半夜打桩", text: "一直到凌晨两点"))
        try await house.give(
            .dispatch(Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper])), number, "2026-11-18 11:00")
        return (house, number)
    }

    private static func commands(_ body: OrganisationID) -> [RequestCommand] {
        let limits = TestCity.foshan.limits.limits(kind: .complaint, urgency: .ordinary, line: .public)!
        return [
            .classify(
                Classification(
                    kind: .complaint, urgency: .ordinary, category: "010501", place: "440605011", limits: limits)),
            .dispatch(Dispatch(lead: body)), .sign(body: body, handler: nil),
            .return(body: body, reason: .notOurDuty, note: nil), .adjudicate(designate: nil),
            .contact(body: body, means: .phone, note: nil),
            .requestExtension(ExtensionRequest(amount: .hours(7), reason: "reason")), .decideExtension(grant: true),
            .pause(reason: .inspection, note: nil), .resume, .urge(note: nil),
            .supervise(level: 1, reason: .overdue, note: nil), .merge(into: CaseNumber(rawValue: 261_117_000_001)),
            .unmerge, .reply(body: body, reply: "reply"), .close(body: body, reply: "reply"),
            .callBack(CallBack(reached: true, solved: true, satisfaction: nil, channel: .phone, comment: nil)),
            .redo(note: nil), .withdraw, .refuse(ground: .unlawful, note: nil), .note("note"), .archive,
        ]
    }

    /// The table of permissions is what `act` goes by: for every role, every command, and both ways to stand to a case.
    @Test(arguments: Role.allCases)
    func staffCanDoWhatTheTableSaysAndNothingElse(role: Role) async throws {
        let (house, number) = try await house()
        let desks = house.desks
        #expect(Set(Self.commands("").map(\.action)).count == Self.commands("").count - 1)
        for (organisation, relation) in [(CaseLife.lead, Relation.body), (CaseLife.stranger, .none)] {
            let actor = TestActor.staff("somebody", role, organisation)
            for command in Self.commands(organisation) {
                var refused: DeskError?
                do {
                    // A version that never was: nothing is done, whoever may do it.
                    try await desks.act(
                        command, on: number, expectedVersion: 99, context(actor, Self.someHour))
                } catch let error as DeskError {
                    refused = error
                } catch CommandFailure.versionConflict {}
                let mayView = Access.isAllowed(.viewCase, role: role, relation: relation)
                let mayAct = Access.isAllowed(command.action, role: role, relation: relation)
                let expected: DeskError? = mayAct ? nil : mayView ? .notAllowed(command.action) : .notFound
                #expect(refused == expected, "\(role) \(command.action) \(relation)")
            }
        }
        #expect(try await house.store.request(number)?.version == 2)
    }

    @Test func someoneElsesCaseIsNotThereForABody() async throws {
        let (house, number) = try await house()
        for role in [Role.handler, .headOfBody] {
            let stranger = context(TestActor.staff("stranger", role, CaseLife.stranger), Self.someHour)
            await #expect(throws: DeskError.notFound) { try await house.desks.caseFile(number, stranger) }
            await #expect(throws: DeskError.notFound) { try await house.desks.reporter(of: number, stranger) }
            let request = try #require(try await house.store.request(number))
            await #expect(throws: DeskError.notFound) { try await house.desks.maskedReporter(of: request, stranger) }
            await #expect(throws: DeskError.notFound) {
                try await house.desks.others(ofPersonBehind: request, stranger)
            }
            for view in HandlingDesk.views(of: role) {
                #expect(try await house.desks.handling.workList(view, stranger).items.isEmpty)
                #expect(try await house.desks.handling.count(view, stranger).value == 0)
            }
            var words = RequestFilter()
            words.words = "打桩"
            #expect(try await house.desks.advice.requests(words, stranger).items.isEmpty)
            #expect(try await house.desks.advice.count(words, stranger).value == 0)
            words.leads = [CaseLife.lead]
            await #expect(throws: DeskError.notAllowed(.listRequests)) {
                try await house.desks.advice.requests(words, stranger)
            }
        }
        // The same answer as for a case that does not exist.
        let nobody = CaseNumber(rawValue: 261_118_000_999)
        let stranger = context(TestActor.handler(CaseLife.stranger), Self.someHour)
        await #expect(throws: DeskError.notFound) { try await house.desks.caseFile(nobody, stranger) }
        await #expect(throws: DeskError.notFound) { try await house.desks.act(.resume, on: nobody, stranger) }
        #expect(try await house.store.accesses(to: number).isEmpty)
    }

    @Test func aRequestThatWentToAnotherBodyIsGoneForTheFirst() async throws {
        let (house, number) = try await house()
        let first = context(TestActor.handler(CaseLife.lead), Self.someHour)
        try await house.desks.act(.return(body: CaseLife.lead, reason: .wrongPlace, note: nil), on: number, first)
        let dispatcher = context(TestActor.dispatcher, Self.someHour)
        try await house.desks.act(.adjudicate(designate: nil), on: number, dispatcher)
        try await house.desks.act(.dispatch(Dispatch(lead: CaseLife.stranger)), on: number, dispatcher)
        await #expect(throws: DeskError.notFound) { try await house.desks.caseFile(number, first) }
        let second = context(TestActor.handler(CaseLife.stranger), Self.someHour)
        #expect(try await house.desks.caseFile(number, second).title == "海八路工地半夜打桩")
    }

    @Test func whoLeadsHelpsOrLiesAboveSeesTheCase() async throws {
        let (house, number) = try await house()
        for organisation in [CaseLife.lead, CaseLife.helper, "440605-gov", "fs-gov"] {
            let head = context(TestActor.staff("head", .headOfBody, organisation), Self.someHour)
            #expect(try await house.desks.caseFile(number, head).request.number == number, "\(organisation)")
        }
        for organisation in ["440606-gov", "440605011-gov", "fs-housing"] {
            let head = context(TestActor.staff("head", .headOfBody, organisation), Self.someHour)
            await #expect(throws: DeskError.notFound, "\(organisation)") {
                try await house.desks.caseFile(number, head)
            }
        }
    }

    @Test func nobodyActsInTheNameOfAnotherBody() async throws {
        let (house, number) = try await house()
        let helper = context(TestActor.handler(CaseLife.helper), Self.someHour)
        await #expect(throws: DeskError.notAllowed(.sign)) {
            try await house.desks.act(.sign(body: CaseLife.lead, handler: nil), on: number, helper)
        }
        await #expect(throws: DeskError.notAllowed(.close)) {
            try await house.desks.act(.close(body: CaseLife.lead, reply: "reply"), on: number, helper)
        }
        try await house.desks.act(.sign(body: CaseLife.helper, handler: nil), on: number, helper)
        // The government above may, for the body below it.
        let head = context(TestActor.staff("head", .headOfBody, "440605-gov"), Self.someHour)
        try await house.desks.act(.sign(body: CaseLife.lead, handler: nil), on: number, head)
    }

    @Test func peopleWhoAreNotStaffUseNoDesk() async throws {
        let (house, number) = try await house()
        let resident = context(.resident, Self.someHour)
        await #expect(throws: DeskError.notSignedIn) { try await house.desks.act(.withdraw, on: number, resident) }
        await #expect(throws: DeskError.notFound) { try await house.desks.caseFile(number, resident) }
        await #expect(throws: DeskError.notAllowed(.dispatch)) {
            try await house.desks.dispatch.queue(.all, resident)
        }
        await #expect(throws: DeskError.notAllowed(.listRequests)) {
            try await house.desks.advice.requests(RequestFilter(), resident)
        }
        await #expect(throws: DeskError.notAllowed(.intake)) {
            try await house.desks.service.history(ofPhone: "19900001234", resident)
        }
        await #expect(throws: DeskError.notAllowed(.viewBoard)) {
            try await house.desks.supervision.board(
                BoardQuery(.body, scope: .city, period: .month(year: 2026, month: 11)), resident)
        }
        await #expect(throws: DeskError.notAllowed(.viewBoard)) {
            try await house.desks.supervision.list(.overdue, resident)
        }
        await #expect(throws: DeskError.notAllowed(.callBack)) {
            try await house.desks.service.callBackQueue(resident)
        }
        await #expect(throws: DeskError.notAllowed(.sign)) { try await house.desks.handling.workList(.open, resident) }
        await #expect(throws: DeskError.notAllowed(.viewHealth)) {
            try await house.desks.administration.health(resident)
        }
    }

    // MARK: Who asked

    @Test func everyLookAtTheReporterIsWrittenDown() async throws {
        let (house, number) = try await house()
        let agent = context(TestActor.agent, "2026-11-18 15:00")
        let handler = context(TestActor.handler(CaseLife.lead), "2026-11-18 15:10")
        #expect(try await house.desks.reporter(of: number, agent) == PersonDetails(name: "李明", phone: "19900001234"))
        #expect(try await house.desks.reporter(of: number, handler)?.name == "李明")
        #expect(try await house.desks.reporter(of: number, handler)?.name == "李明")
        let looks = try await house.store.accesses(to: number)
        #expect(looks.map(\.account) == [handler.actor.account, handler.actor.account, "agent2036"])
        #expect(looks.map(\.at).last == at("2026-11-18 15:00"))
        // Who may not look sees nothing, and leaves no trace of having seen.
        for role in [Role.supervisor, .analyst, .auditor, .administrator, .windowClerk] {
            let other = context(TestActor.staff("other", role, "fs-gov"), Self.someHour)
            await #expect(throws: DeskError.notAllowed(.viewReporter), "\(role)") {
                try await house.desks.reporter(of: number, other)
            }
        }
        #expect(try await house.store.accesses(to: number).count == 3)
    }

    /// That requests are one person's is personal data too: who was shown it is written down at each of them.
    @Test func everyLookAtAPersonsRequestsIsWrittenDown() async throws {
        let (house, number) = try await house()
        let other = try await house.receive("2026-11-18 13:00")
        let stranger = try await house.receive("2026-11-18 13:10", person: PersonDetails(phone: "13800000000"))
        let request = try #require(try await house.store.request(number))
        let agent = context(TestActor.agent, "2026-11-18 15:00")
        _ = try await house.desks.others(ofPersonBehind: request, agent)
        #expect(try await house.store.accesses(to: other).map(\.what) == ["history"])
        #expect(try await house.store.accesses(to: number).isEmpty)
        _ = try await house.desks.service.history(ofPhone: "19900001234", agent)
        #expect(try await house.store.accesses(to: number).map(\.account) == ["agent2036"])
        #expect(try await house.store.accesses(to: other).count == 2)
        #expect(try await house.store.accesses(to: stranger).isEmpty)
    }

    /// Whoever gives a command on a case that is not there gets the same answer, whatever their role.
    @Test(arguments: [
        (Role.dispatcher, RequestCommand.dispatch(Dispatch(lead: CaseLife.lead))), (.hotlineAgent, .urge(note: nil)),
        (.supervisor, .redo(note: nil)), (.handler, .resume), (.administrator, .archive),
        (.dispatcher, .merge(into: CaseNumber(rawValue: 1))),
    ])
    func aCommandOnACaseThatIsNotThereIsNotFound(role: Role, command: RequestCommand) async throws {
        let (house, number) = try await house()
        let actor = context(TestActor.staff("somebody", role, CaseLife.lead), Self.someHour)
        let nobody = CaseNumber(rawValue: number.rawValue + 77)
        await #expect(throws: DeskError.notFound) { try await house.desks.act(command, on: nobody, actor) }
    }

    @Test func mergingIntoACaseThatIsNotThereIsRefused() async throws {
        let (house, number) = try await house()
        let agent = context(TestActor.agent, Self.someHour)
        await #expect(throws: CommandFailure.refused(.unknownCase)) {
            try await house.desks.act(.merge(into: CaseNumber(rawValue: 1)), on: number, agent)
        }
    }

    @Test func aProtectedReporterIsNeverShownToTheBodiesThatHandleTheCase() async throws {
        let (house, number) = try await house(isProtected: true)
        let request = try #require(try await house.store.request(number))
        #expect(request.isProtected)
        for organisation in [CaseLife.lead, CaseLife.helper, "440605-gov", "fs-gov"] {
            for role in [Role.handler, .headOfBody] {
                let body = context(TestActor.staff("body", role, organisation), Self.someHour)
                await #expect(throws: DeskError.notAllowed(.viewReporter)) {
                    try await house.desks.reporter(of: number, body)
                }
                #expect(try await house.desks.maskedReporter(of: request, body) == .hidden)
                #expect(try await house.desks.others(ofPersonBehind: request, body).isEmpty)
                #expect(!house.desks.mayViewReporter(of: request, body.actor))
            }
        }
        let agent = context(TestActor.agent, Self.someHour)
        #expect(try await house.desks.reporter(of: number, agent)?.phone == "19900001234")
    }

    /// A report of wrongdoing is protected whoever forgot to say so.
    @Test func aReportIsProtectedFromTheBodyReportedOn() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 10:24", .test(kind: .report, isProtected: false))
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 11:00")
        await #expect(throws: DeskError.notAllowed(.viewReporter)) {
            try await house.desks.reporter(of: number, context(TestActor.handler(CaseLife.lead), Self.someHour))
        }
    }

    @Test func aBodyDoesNotLearnOfAProtectedRequestOfThePersonItDealsWith() async throws {
        let (house, number) = try await house()
        let secret = try await house.receive("2026-11-18 12:00", .test(kind: .report, title: "举报", text: "半夜打桩"))
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), secret, "2026-11-18 12:10")
        let open = try await house.receive("2026-11-18 13:00")
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), open, "2026-11-18 13:10")
        let request = try #require(try await house.store.request(number))
        let body = context(TestActor.handler(CaseLife.lead), Self.someHour)
        #expect(try await house.desks.others(ofPersonBehind: request, body).map(\.row.number) == [open])
        let agent = context(TestActor.agent, Self.someHour)
        #expect(try await house.desks.others(ofPersonBehind: request, agent).map(\.row.number) == [open, secret])
    }

    @Test func whatIsShownMaskedStaysWholeInTheStore() async throws {
        let (house, number) = try await house()
        let request = try #require(try await house.store.request(number))
        let handler = context(TestActor.handler(CaseLife.lead), Self.someHour)
        #expect(
            try await house.desks.maskedReporter(of: request, handler)
                == .masked(name: "李*", phone: "199****1234", mayReveal: true))
        let supervisor = context(TestActor.supervisor, Self.someHour)
        #expect(
            try await house.desks.maskedReporter(of: request, supervisor)
                == .masked(name: "李*", phone: "199****1234", mayReveal: false))
        #expect(try await house.store.person(of: number) == PersonDetails(name: "李明", phone: "19900001234"))
        // And what was masked is not taken for a phone.
        var intake = Intake.nightWork()
        intake.person.phone = "199****1234"
        #expect(house.desks.service.check(intake) == [FieldFault("phone", .malformed)])
        // Masks are no looks.
        #expect(try await house.store.accesses(to: number).isEmpty)
    }

    @Test func ofSomebodyForgottenThereIsNothingToSee() async throws {
        let (house, number) = try await house()
        try await house.give(.withdraw, number, "2026-11-18 13:00")
        let request = try #require(try await house.store.request(number))
        try await house.store.forget(number, at: at("2026-11-18 14:00"))
        let agent = context(TestActor.agent, Self.someHour)
        #expect(try await house.desks.reporter(of: number, agent) == nil)
        #expect(try await house.desks.maskedReporter(of: request, agent) == .anonymous)
        #expect(try await house.desks.others(ofPersonBehind: request, agent).isEmpty)
        #expect(try await house.desks.caseFile(number, agent).texts.isEmpty)
    }

    @Test func onlyTheAuditorReadsWhoLooked() async throws {
        let (house, number) = try await house()
        _ = try await house.desks.reporter(of: number, context(TestActor.agent, Self.someHour))
        for role in Role.allCases {
            let actor = context(TestActor.staff("somebody", role, "fs-gov"), Self.someHour)
            if role == .auditor {
                #expect(try await house.desks.accesses(to: number, actor).map(\.account) == ["agent2036"])
            } else {
                await #expect(throws: DeskError.notAllowed(.viewAccessLog), "\(role)") {
                    try await house.desks.accesses(to: number, actor)
                }
            }
        }
    }

    // MARK: What staff write

    @Test(arguments: [
        ("", FieldFault.Reason.missing), (" \n\t　", .missing), ("a\u{0}b", .controlCharacter),
        ("\u{1B}[31m", .controlCharacter),
        ("a\u{7F}", .controlCharacter),
    ])
    func whatStaffWriteMustBeText(text: String, reason: FieldFault.Reason) async throws {
        let (house, number) = try await house()
        let handler = context(TestActor.handler(CaseLife.lead), Self.someHour)
        for command in [
            RequestCommand.note(text), .reply(body: CaseLife.lead, reply: text),
            .return(body: CaseLife.lead, reason: .wrongPlace, note: text),
        ] {
            await #expect(throws: DeskError.invalid([FieldFault("body", reason)])) {
                try await house.desks.act(command, on: number, handler)
            }
        }
        #expect(try await house.store.request(number)?.version == 2)
    }

    @Test func whatStaffWriteMayBeLongAndHaveLinesButNotWithoutEnd() async throws {
        let (house, number) = try await house()
        let handler = context(TestActor.handler(CaseLife.lead), Self.someHour)
        let long = String(repeating: "经\n", count: 10_000)
        try await house.desks.act(.note(long), on: number, handler)
        #expect(try await house.desks.caseFile(number, handler).body(3) == long)
        await #expect(throws: DeskError.invalid([FieldFault("body", .tooLong)])) {
            try await house.desks.act(.note(long + "x"), on: number, handler)
        }
    }
}
