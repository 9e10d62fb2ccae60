import Casework
import Civics
import TestSupport
import Testing

/// Appeals against ratings, and second looks at closings: what they change, and what they leave alone.
@Suite struct SecondLookTests {
    private static let appeal = RequestCommand.appeal(
        body: CaseLife.lead, ground: "malicious-rating", note: "note")

    /// Closed on Friday, called back on Monday 23 November at 09:00.
    private func rated(
        solved: Bool? = false, _ satisfaction: Satisfaction? = .fairlySatisfied, city: City = TestCity.foshan
    ) throws -> CaseLife {
        var life = try CaseLife("2026-11-18 10:24", city: city)
        try life.dispatch("2026-11-18 11:00", helpers: [CaseLife.helper])
        try life.sign("2026-11-18 14:00")
        try life.close("2026-11-20 10:00")
        try life.callBack("2026-11-23 09:00", solved: solved, satisfaction)
        return life
    }

    private func counts(_ life: CaseLife) -> Set<String> {
        Set(
            FigureFacts(life.request, in: life.city).facts.map {
                "\($0.day.month)-\($0.day.day) \($0.measure) \($0.amount)"
            })
    }

    @Test func aGrantedAppealTakesTheRatingOutAndNothingElse() throws {
        var life = try rated()
        let before = counts(life)
        try life.give(Self.appeal, "2026-11-24 09:00")
        #expect(counts(life) == before, "until it is decided the rating counts")
        #expect(life.request.openAppeal?.ground == "malicious-rating")
        try life.give(.decideAppeal(grant: true, note: "note"), "2026-11-25 09:00")
        #expect(before.subtracting(counts(life)) == ["11-23 calledBack 1", "11-23 fairlySatisfied 1"])
        #expect(counts(life).subtracting(before) == ["11-23 ratingExcluded 1"])
        // The person's words stand as they were.
        #expect(life.request.callBack?.satisfaction == .fairlySatisfied)
        #expect(life.request.stage == .calledBack)
        #expect(life.request.openAppeal == nil)
    }

    @Test func aDeclinedAppealChangesNothing() throws {
        var life = try rated()
        let before = counts(life)
        try life.give(Self.appeal, "2026-11-24 09:00")
        try life.give(.decideAppeal(grant: false, note: nil), "2026-11-25 09:00")
        #expect(counts(life) == before)
    }

    private static let ratings: [(Bool?, Satisfaction?, Bool)] = [
        (true, .verySatisfied, false), (true, .satisfied, false), (nil, .satisfied, false),
        (false, .satisfied, true), (true, .fairlySatisfied, true), (false, nil, true), (true, nil, false),
    ]

    @Test(arguments: ratings)
    func onlyWhatCostsSomethingIsAppealed(solved: Bool?, satisfaction: Satisfaction?, isTaken: Bool) throws {
        let life = try rated(solved: solved, satisfaction)
        let taken = (try? life.request.decide(Self.appeal, at: at("2026-11-23 10:00"), in: life.city)) != nil
        #expect(taken == isTaken)
    }

    /// The bad rating has sent the request back by itself: the appeal is about the round before, and takes it out alone.
    @Test func aBadRatingIsAppealedWhileItIsPutRight() throws {
        var life = try rated(.veryDissatisfied)
        #expect(life.request.stage == .inProgress && life.request.rounds.count == 2)
        try life.give(Self.appeal, "2026-11-24 09:00")
        #expect(life.request.rounds.map { $0.appeal != nil } == [true, false])
        try life.close("2026-11-24 10:00")
        try life.callBack("2026-11-24 11:00", solved: true, .satisfied)
        try life.give(.decideAppeal(grant: true, note: nil), "2026-11-25 09:00")
        #expect(counts(life).isSuperset(of: ["11-23 ratingExcluded 1", "11-24 calledBack 1", "11-24 satisfied 1"]))
        #expect(!counts(life).contains("11-23 calledBack 1") && !counts(life).contains("11-23 dissatisfied 1"))
    }

    /// Five working days from Monday 09:00 end on Monday 30 November at 09:00.
    @Test func theLastMinuteOfTheLimitIsInTime() throws {
        let life = try rated()
        #expect(life.request.appealDeadline(in: life.city) == at("2026-11-30 09:00"))
        _ = try life.request.decide(Self.appeal, at: at("2026-11-30 09:00"), in: life.city)
        #expect(throws: Refusal.appealAfterLimit) {
            try life.request.decide(Self.appeal, at: at("2026-11-30 09:01"), in: life.city)
        }
    }

    /// 2027 has no calendar: a limit that cannot be told refuses nobody.
    @Test func aLimitBeyondTheCalendarRefusesNobody() throws {
        var life = try CaseLife("2026-12-28 10:00")
        try life.dispatch("2026-12-28 11:00")
        try life.sign("2026-12-28 14:00")
        try life.close("2026-12-29 10:00")
        try life.callBack("2026-12-30 09:00", solved: false, nil)
        #expect(life.request.appealDeadline(in: life.city) == nil)
        try life.give(Self.appeal, "2027-03-01 09:00")
        #expect(life.request.openAppeal != nil)
    }

    // MARK: Inspections

    private func look(passed: [String] = [], failed: [String] = [], isSampled: Bool = true) -> RequestCommand {
        .inspect(Inspection(passed: passed, failed: failed, isSampled: isSampled, note: "note"))
    }

    @Test func anInspectionCountsOnItsDayAndFailsByOneNo() throws {
        var good = try rated(solved: true, .satisfied)
        try good.give(look(passed: ["answered", "facts"]), "2026-11-24 09:00")
        #expect(counts(good).isSuperset(of: ["11-24 inspected 1", "11-24 inspectionPassed 1"]))
        var bad = try rated(solved: true, .satisfied)
        try bad.give(look(passed: ["answered", "facts", "basis"], failed: ["contact"]), "2026-11-24 09:00")
        #expect(counts(bad).contains("11-24 inspected 1") && !counts(bad).contains("11-24 inspectionPassed 1"))
    }

    @Test func whatWasNotDrawnByLotCountsInNoRate() throws {
        var life = try rated(solved: true, .satisfied)
        let before = counts(life)
        try life.give(look(failed: ["facts"], isSampled: false), "2026-11-24 09:00")
        #expect(counts(life) == before)
        #expect(life.request.rounds[0].inspection?.failed == ["facts"])
    }

    @Test func eachClosingIsLookedAtByItself() throws {
        var life = try rated(solved: false, nil)
        try life.give(look(failed: ["promise"]), "2026-11-24 09:00")
        try life.give(.redo(note: nil), "2026-11-24 10:00")
        #expect(throws: Refusal.notClosed) { try life.give(look(passed: ["promise"]), "2026-11-24 11:00") }
        try life.close("2026-11-25 10:00")
        try life.give(look(passed: ["promise"]), "2026-11-25 11:00")
        #expect(life.request.rounds.map { $0.inspection?.isPassed } == [false, true])
        #expect(counts(life).isSuperset(of: ["11-24 inspected 1", "11-25 inspected 1", "11-25 inspectionPassed 1"]))
    }

    @Test func aPauseIsCountedOnTheDayItBegins() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.sign("2026-11-18 14:00")
        try life.give(.pause(reason: .inspection, note: nil), "2026-11-19 09:00")
        try life.give(.resume, "2026-11-20 09:00")
        try life.give(.pause(reason: .proceedings, note: nil), "2026-11-20 10:00")
        #expect(counts(life).isSuperset(of: ["11-19 paused 1", "11-20 paused 1"]))
    }

    /// What people said is also kept by kind, so that rates can leave kinds out; nothing else is.
    @Test func whatPeopleSaidIsKeptByKindAsWell() throws {
        let life = try rated(solved: true, .satisfied)
        var cells = FigureCells()
        FigureFacts.difference(from: nil, to: FigureFacts(life.request, in: life.city), cells: &cells) { _, _ in }
        let kept = cells.changes.filter { [.kindBody, .kindTown, .kindDistrict, .kindCategory].contains($0.key.cut) }
        #expect(Set(kept.map(\.key.measure)) == [.calledBack, .solved, .satisfied])
        let body = kept.first { $0.key.cut == .kindBody && $0.key.measure == .solved }
        #expect(body?.key.first == "complaint" && body?.key.second == CaseLife.lead)
    }
}
