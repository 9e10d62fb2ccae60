import Casework
import Civics
import TestSupport
import Testing

/// What is told of a request, and what is not worth telling any more.
@Suite struct NoticeTests {
    @Test func thePersonIsToldAtEachTurnOfTheWay() throws {
        var life = try CaseLife("2026-11-18 09:00")
        try life.dispatch("2026-11-18 09:10")
        try life.sign("2026-11-18 09:20")
        try life.give(.contact(body: CaseLife.lead, means: .phone, note: nil), "2026-11-18 09:30")
        try life.give(.pause(reason: .inspection, note: nil), "2026-11-18 09:40")
        try life.give(.resume, "2026-11-18 09:50")
        try life.close("2026-11-18 10:00")
        try life.callBack("2026-11-18 10:10")
        try life.give(.redo(note: nil), "2026-11-18 10:20")
        #expect(
            life.events.compactMap { $0.event.notice(in: life.city) } == [
                .accepted, .dispatched, .paused, .resumed, .closed, .redone,
            ])
    }

    @Test func onlyASigningThatNamesSomebodyAndAnExtensionThatIsGrantedAreTold() {
        #expect(RequestEvent.signed(body: "b", handler: nil).notice(in: TestCity.foshan) == nil)
        #expect(RequestEvent.signed(body: "b", handler: "林敏").notice(in: TestCity.foshan) == .assigned)
        #expect(RequestEvent.assigned(body: "b", handler: "handler3012").notice(in: TestCity.foshan) == .assigned)
        #expect(RequestEvent.reminded(rule: "late").notice(in: TestCity.foshan) == .urged)
        #expect(RequestEvent.helperReminded(rule: "helper-red", body: "a").notice(in: TestCity.foshan) == .urged)
        #expect(RequestEvent.helperReminded(rule: "helper-overdue-long", body: "a").notice(in: TestCity.foshan) == nil)
        // A rule that tells the dispatcher asks nothing of a body.
        #expect(RequestEvent.reminded(rule: "dispatch-red").notice(in: TestCity.foshan) == nil)
        #expect(
            RequestEvent.answeredWith(CaseNumber(rawValue: 1), body: "b", reply: "r").notice(in: TestCity.foshan)
                == .closed)
        #expect(RequestEvent.rectificationOpened(limit: .workingDays(5)).notice(in: TestCity.foshan) == .rectification)
        #expect(RequestEvent.extensionDecided(granted: false).notice(in: TestCity.foshan) == nil)
        #expect(RequestEvent.extensionDecided(granted: true).notice(in: TestCity.foshan) == .extended)
        #expect(RequestEvent.adjudicated(designated: nil).notice(in: TestCity.foshan) == nil)
        #expect(RequestEvent.adjudicated(designated: "b").notice(in: TestCity.foshan) == .designated)
    }

    @Test func whatIsOverIsNotToldAnyMore() throws {
        var life = try CaseLife("2026-11-18 09:00")
        try life.dispatch("2026-11-18 09:10")
        try life.sign("2026-11-18 09:20")
        func held() -> Set<Notice> { Set(Notice.allCases.filter { $0.holds(for: life.request, redos: 0) }) }
        #expect(held().isSuperset(of: [.accepted, .dispatched, .overdue, .urged]))
        #expect(held().isDisjoint(with: [.closed, .refused, .paused]))
        try life.give(.pause(reason: .inspection, note: nil), "2026-11-18 09:40")
        #expect(held().contains(.paused))
        try life.close("2026-11-18 10:00")
        #expect(held() == [.closed])
        // The reply of the first round is no news once it is being done again.
        try life.give(.redo(note: nil), "2026-11-18 10:20")
        #expect(!Notice.closed.holds(for: life.request, redos: 0))
        #expect(!Notice.overdue.holds(for: life.request, redos: 0))
        #expect(Notice.redone.holds(for: life.request, redos: 1))
        try life.give(.withdraw, "2026-11-18 10:30")
        #expect(Notice.allCases.filter { $0.holds(for: life.request, redos: 1) } == [])
    }

    @Test func theReplyStaysNewsAfterTheRatingAndInTheArchive() throws {
        var life = try CaseLife("2026-11-18 09:00")
        try life.dispatch("2026-11-18 09:10")
        try life.sign("2026-11-18 09:20")
        try life.close("2026-11-18 10:00")
        try life.callBack("2026-11-18 10:10")
        #expect(Notice.closed.holds(for: life.request, redos: 0))
        try life.give(.archive, "2026-11-19 10:10")
        #expect(Notice.closed.holds(for: life.request, redos: 0))
    }

    @Test func anOrderOfSupervisionIsToldAlsoAfterTheClosing() throws {
        var life = try CaseLife("2026-11-18 09:00")
        try life.dispatch("2026-11-18 09:10")
        try life.sign("2026-11-18 09:20")
        try life.close("2026-11-18 10:00")
        #expect(!Notice.supervised.holds(for: life.request, redos: 0))
        try life.give(.supervise(level: 1, reason: .unresolved, note: nil), "2026-11-18 11:00")
        #expect(Notice.supervised.holds(for: life.request, redos: 0))
        try life.give(.liftSupervision(note: nil), "2026-11-18 12:00")
        #expect(!Notice.supervised.holds(for: life.request, redos: 0))
    }

    @Test func aLaterNoticeOvertakesOnlyWhatItMakesNeedless() {
        for notice in Notice.allCases { #expect(notice.overtakes(notice), "\(notice)") }
        #expect(Notice.dispatched.overtakes(.accepted))
        #expect(!Notice.accepted.overtakes(.dispatched))
        #expect(!Notice.extended.overtakes(.dispatched))
        #expect(Notice.resumed.overtakes(.paused))
        #expect(Notice.allCases.allSatisfy(Notice.closed.overtakes))
        #expect(!Notice.urged.overtakes(.dispatched))
    }
}
