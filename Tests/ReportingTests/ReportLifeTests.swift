import Civics
import Reporting
import Testing

/// The life of a report: every step in every state, and why not.
@Suite struct ReportLifeTests {
    typealias Entry = ReportLife.Entry

    private static let zone = CityZone("Asia/Shanghai")!
    private static let period = CityWeek("2026-W46")!.days
    private static func at(_ text: String) -> Instant { zone.instant(CityDay(text)!, time: 9 * 3_600_000) }
    private static let monday = at("2026-11-16")

    private static func life(_ state: ReportLife.State, madeAt: Instant = monday) -> ReportLife {
        let made = Entry(.made, at: madeAt, by: "analyst")
        let reviewed = Entry(.reviewed, at: monday, by: "reviewer")
        let issued = Entry(.issued, at: monday, by: "head")
        let entries: [Entry] =
            switch state {
            case .draft: [made]
            case .reviewed: [made, reviewed]
            case .issued: [made, reviewed, issued]
            case .replaced:
                [made, reviewed, issued, Entry(.replaced, at: monday, by: "head", reason: "wrong", other: 2)]
            case .dropped: [made, Entry(.dropped, at: monday, by: "analyst", reason: "not wanted")]
            }
        return ReportLife(entries)!
    }

    private static func decide(
        _ step: ReportStep, _ life: ReportLife, by account: String = "head", hasLater: Bool = false
    ) -> Result<ReportLife.Act, ReportRefusal> {
        do {
            return .success(
                try life.decide(step, by: account, at: monday, period: period, in: zone, hasLater: hasLater).act)
        } catch {
            return .failure(error)
        }
    }

    private static let steps: [ReportStep] = [
        .remake, .review, .sendBack(reason: "r"), .issue, .correct(reason: "r"), .drop(reason: "r"),
    ]

    /// A line for each state, a column for each step.
    private static let table: [ReportLife.State: [Result<ReportLife.Act, ReportRefusal>]] = [
        .draft: [
            .success(.remade), .success(.reviewed), .failure(.notReviewed), .failure(.notReviewed),
            .failure(.notIssued), .success(.dropped),
        ],
        .reviewed: [
            .failure(.notDraft), .failure(.notDraft), .success(.sentBack), .success(.issued), .failure(.notIssued),
            .success(.dropped),
        ],
        .issued: [
            .failure(.frozen), .failure(.frozen), .failure(.frozen), .failure(.frozen), .success(.made),
            .failure(.frozen),
        ],
        .replaced: [
            .failure(.frozen), .failure(.frozen), .failure(.frozen), .failure(.frozen), .failure(.notIssued),
            .failure(.frozen),
        ],
        .dropped: [
            .failure(.frozen), .failure(.frozen), .failure(.frozen), .failure(.frozen), .failure(.notIssued),
            .failure(.frozen),
        ],
    ]

    @Test(arguments: ReportLife.State.allCases)
    func eachStepCanBeTakenInItsStatesAndInNoOther(state: ReportLife.State) throws {
        let life = Self.life(state)
        #expect(life.state == state)
        let expected = try #require(Self.table[state])
        for (step, expected) in zip(Self.steps, expected) {
            #expect(Self.decide(step, life) == expected, "\(step) of a report that is \(state)")
        }
    }

    @Test func whoReviewedItDoesNotIssueIt() {
        #expect(Self.decide(.issue, Self.life(.reviewed), by: "reviewer") == .failure(.ownReview))
        #expect(Self.decide(.issue, Self.life(.reviewed), by: "analyst") == .success(.issued))
    }

    @Test func aReviewThatWasSentBackDoesNotBindWhoGaveIt() throws {
        var entries = [
            Entry(.made, at: Self.monday, by: "a"), Entry(.reviewed, at: Self.monday, by: "a"),
            Entry(.sentBack, at: Self.monday, by: "b", reason: "the rate of May"),
        ]
        let back = try #require(ReportLife(entries))
        #expect(back.state == .draft && back.review == nil && back.reason == "the rate of May" && back.acts == 3)
        entries += [Entry(.remade, at: Self.monday, by: "a"), Entry(.reviewed, at: Self.monday, by: "b")]
        let again = try #require(ReportLife(entries))
        #expect(Self.decide(.issue, again, by: "a") == .success(.issued))
        #expect(Self.decide(.issue, again, by: "b") == .failure(.ownReview))
    }

    @Test func aReasonMadeOfBlanksIsNone() {
        for (step, state) in [
            (ReportStep.sendBack(reason: " \n"), ReportLife.State.reviewed), (.correct(reason: ""), .issued),
            (.drop(reason: "\t"), .draft),
        ] {
            #expect(Self.decide(step, Self.life(state)) == .failure(.reasonMissing))
        }
    }

    @Test func whatWasMadeBeforeItsPeriodWasOverIsNotReviewed() {
        let early = Self.life(.draft, madeAt: Self.at("2026-11-15"))
        #expect(Self.decide(.review, early) == .failure(.madeTooEarly))
        #expect(Self.decide(.remake, early) == .success(.remade))
        #expect(Self.decide(.review, Self.life(.draft)) == .success(.reviewed))
    }

    @Test func oneCorrectionAtATime() {
        #expect(Self.decide(.correct(reason: "r"), Self.life(.issued), hasLater: true) == .failure(.underWay))
    }

    @Test func theOneThatWasCorrectedSaysByWhichAndWhy() throws {
        let correction = try #require(
            ReportLife([Entry(.made, at: Self.monday, by: "analyst", reason: "May was counted twice", other: 1)]))
        #expect(correction.corrects == 1 && correction.correctionReason == "May was counted twice")
        let entry = ReportLife.replacement(by: 2, correction, at: Self.monday, account: "head")
        #expect(entry == Entry(.replaced, at: Self.monday, by: "head", reason: "May was counted twice", other: 2))
        let old = Self.life(.replaced)
        #expect(old.replacedBy == 2 && old.reason == "wrong" && old.issue?.account == "head")
    }

    @Test func aLifeBeginsWithItsMaking() {
        #expect(ReportLife([]) == nil)
        #expect(ReportLife([Entry(.issued, at: Self.monday, by: "head")]) == nil)
    }

    @Test func whatStandsInTheChainNeverChangesItsName() {
        #expect(
            ReportLife.Act.allCases.map(\.rawValue) == [
                "made", "remade", "reviewed", "issued", "replaced", "dropped", "sent-back",
            ])
    }
}
