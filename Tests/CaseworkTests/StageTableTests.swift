import Casework
import Civics
import TestSupport
import Testing

/// In which stages each command is taken: the whole table, so that a change of one rule shows.
@Suite struct StageTableTests {
    private typealias Stage = ServiceRequest.Stage

    /// A request in each stage, as it is on Friday 20 November 2026 at 12:00.
    private static func life(in stage: Stage) throws -> CaseLife {
        var life = try CaseLife("2026-11-18 10:24")
        if stage == .awaitingDispatch { return life }
        if stage == .refused {
            try life.give(.refuse(ground: .unlawful, note: nil), "2026-11-18 11:00")
            return life
        }
        try life.dispatch("2026-11-20 09:00")
        switch stage {
        case .awaitingSigning: return life
        case .awaitingAdjudication: try life.returnToDispatcher("2026-11-20 09:30")
        case .withdrawn: try life.give(.withdraw, "2026-11-20 09:30")
        case .merged: try life.give(.merge(into: CaseNumber(rawValue: 261_117_000_007)), "2026-11-20 09:30")
        default:
            try life.sign("2026-11-20 09:30")
            if stage == .inProgress { return life }
            if stage == .paused {
                try life.give(.pause(reason: .inspection, note: nil), "2026-11-20 10:00")
                return life
            }
            try life.close("2026-11-20 10:00")
            if stage == .calledBack { try life.callBack("2026-11-20 10:30") }
            if stage == .archived { try life.give(.archive, "2026-11-20 10:30") }
        }
        return life
    }

    private static let all = Set(Stage.allCases)
    private static let open: Set<Stage> = [
        .awaitingDispatch, .awaitingSigning, .awaitingAdjudication, .inProgress, .paused,
    ]
    private static let ended = all.subtracting(open)

    private static func limits() -> ServiceLimits {
        TestCity.foshan.limits.limits(kind: .complaint, urgency: .ordinary, line: .public)!
    }

    private static let table: [(name: String, command: RequestCommand, stages: Set<Stage>)] = [
        ("receive", .receive(.test()), []),
        (
            "classify",
            .classify(
                Classification(
                    kind: .complaint, urgency: .ordinary, category: "010501", place: "440605011", limits: limits())),
            open
        ),
        ("dispatch", .dispatch(Dispatch(lead: CaseLife.lead)), [.awaitingDispatch]),
        ("sign", .sign(body: CaseLife.lead, handler: nil), [.awaitingSigning]),
        ("return", .return(body: CaseLife.lead, reason: .wrongPlace, note: nil), [.awaitingSigning]),
        ("adjudicate", .adjudicate(designate: nil), [.awaitingAdjudication]),
        ("contact", .contact(body: CaseLife.lead, means: .phone, note: nil), [.awaitingSigning, .inProgress, .paused]),
        (
            "requestExtension", .requestExtension(ExtensionRequest(amount: .hours(1), reason: "reason")),
            [.inProgress, .paused]
        ),
        ("pause", .pause(reason: .inspection, note: nil), [.inProgress]),
        ("resume", .resume, [.paused]),
        ("urge", .urge(note: nil), open),
        (
            "supervise", .supervise(level: 1, reason: .overdue, note: nil),
            open.union([.closed, .calledBack])
        ),
        ("merge", .merge(into: CaseNumber(rawValue: 261_117_000_008)), open),
        ("unmerge", .unmerge, [.merged]),
        ("reply", .reply(body: CaseLife.lead, reply: "reply"), [.awaitingSigning, .inProgress, .paused]),
        ("close", .close(body: CaseLife.lead, reply: "reply"), [.inProgress, .paused]),
        (
            "callBack",
            .callBack(CallBack(reached: true, solved: true, satisfaction: nil, channel: .phone, comment: nil)),
            [.closed]
        ),
        ("redo", .redo(note: nil), [.closed, .calledBack]),
        ("withdraw", .withdraw, open),
        ("refuse", .refuse(ground: .unlawful, note: nil), [.awaitingDispatch]),
        ("note", .note("note"), all.subtracting([.archived])),
        ("archive", .archive, ended.subtracting([.archived, .merged])),
        ("assign", .assign(body: CaseLife.lead, handler: "somebody"), [.inProgress, .paused]),
        (
            "progress", .progress(body: CaseLife.lead, note: "note"),
            [.awaitingSigning, .inProgress, .paused]
        ),
        ("remind", .remind(rule: "late"), open),
        ("escalate", .escalate(rule: "late", level: 1, reason: .overdue), open),
        ("answerSupervision", .answerSupervision(body: CaseLife.lead, note: "note"), []),
        ("liftSupervision", .liftSupervision(note: nil), []),
        (
            "answerWith", .answerWith(CaseNumber(rawValue: 261_117_000_007), body: CaseLife.lead, reply: "reply"),
            [.merged]
        ),
        (
            "draftReply", .draftReply(body: CaseLife.lead, author: "a", reply: "reply"),
            [.awaitingSigning, .inProgress, .paused]
        ),
        ("decideDraft", .decideDraft(body: CaseLife.lead, approver: "b", approve: true, note: nil), []),
        ("contest", .contest(note: nil), [.refused]),
        ("attach", .attach([AttachmentTests.photo]), all.subtracting([.archived, .withdrawn])),
        ("clearAttachment", .clearAttachment(version: 1), []),
        // A good rating gives no reason to appeal: see `SecondLookTests`.
        ("appeal", .appeal(body: CaseLife.lead, ground: "malicious-rating", note: nil), []),
        ("decideAppeal", .decideAppeal(grant: true, note: nil), []),
        (
            "inspect", .inspect(Inspection(passed: ["answered"], failed: [], isSampled: true, note: nil)),
            [.closed, .calledBack, .archived]
        ),
        ("adjudicateHelper", .adjudicateHelper(body: CaseLife.helper, release: true), []),
    ]

    @Test(arguments: ServiceRequest.Stage.allCases)
    func eachCommandIsTakenInItsStagesOnly(stage: ServiceRequest.Stage) throws {
        let life = try Self.life(in: stage)
        #expect(life.request.stage == stage)
        for (name, command, stages) in Self.table {
            let taken = (try? life.request.decide(command, at: at("2026-11-20 12:00"), in: life.city)) != nil
            #expect(taken == stages.contains(stage), "\(name) in \(stage)")
        }
    }

    /// An extension is decided while the request is open, and only then.
    @Test(arguments: [ServiceRequest.Stage.inProgress, .paused])
    func anExtensionIsDecidedWhileTheRequestIsOpen(stage: ServiceRequest.Stage) throws {
        var life = try Self.life(in: stage)
        try life.give(.requestExtension(ExtensionRequest(amount: .hours(1), reason: "reason")), "2026-11-20 12:00")
        var closed = life
        try closed.close("2026-11-20 12:10")
        #expect(throws: Refusal.caseEnded) { try closed.give(.decideExtension(grant: true), "2026-11-20 12:20") }
        try life.give(.decideExtension(grant: true), "2026-11-20 12:20")
        #expect(life.request.rounds[0].granted == .hours(1))
    }

    @Test func openStagesAreThoseInWhichSomebodyHasSomethingToDo() {
        for stage in Stage.allCases { #expect(stage.isEnded == Self.ended.contains(stage), "\(stage)") }
    }
}
