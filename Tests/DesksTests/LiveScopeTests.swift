import Casework
import Civics
import Desks
import Storage
import TestSupport
import Testing

/// Who hears of what while a page is open.
struct LiveScopeTests {
    private static let city = TestCity.foshan
    private static let number = CaseNumber(day: CityDay("2026-11-18")!, serial: 1)!
    private static let housing = "440605-housing"
    private static let transport = "fs-transport"

    private func scope(_ role: Role, _ body: OrganisationID) throws -> LiveScope {
        try #require(LiveScope(TestActor.staff("somebody", role, body)))
    }

    private static func standing(
        _ stage: ServiceRequest.Stage, lead: OrganisationID? = nil, with others: [OrganisationID] = []
    ) -> CaseStanding {
        CaseStanding(version: 3, stage: stage, lead: lead, coHandlers: others)
    }

    private static func change(_ before: CaseStanding?, _ after: CaseStanding) -> CaseChange {
        CaseChange(number, from: before, to: after)
    }

    private static let received = change(nil, standing(.awaitingDispatch))
    private static let dispatched = change(
        standing(.awaitingDispatch), standing(.awaitingSigning, lead: housing, with: [transport]))
    private static let returned = change(
        standing(.awaitingSigning, lead: housing), standing(.awaitingAdjudication, lead: housing))
    private static let takenBack = change(
        standing(.awaitingAdjudication, lead: housing), standing(.awaitingDispatch))
    private static let moved = change(
        standing(.awaitingAdjudication, lead: housing), standing(.awaitingSigning, lead: transport))
    private static let closed = change(standing(.inProgress, lead: housing), standing(.closed, lead: housing))

    @Test
    func aNewRequestConcernsTheDispatcherOnly() throws {
        let city = Self.city
        #expect(try scope(.dispatcher, "fs-hotline").lists(touchedBy: Self.received, in: city) == .dispatch)
        for role in Role.allCases where role != .dispatcher {
            #expect(try scope(role, Self.housing).lists(touchedBy: Self.received, in: city) == [], "\(role)")
        }
    }

    @Test
    func aDispatchConcernsTheLeadAndWhoHelps() throws {
        for body in [Self.housing, Self.transport] {
            let handler = try scope(.handler, body)
            #expect(handler.lists(touchedBy: Self.dispatched, in: Self.city) == .worklist)
            #expect(handler.mayKnow(of: Self.dispatched, in: Self.city))
        }
    }

    @Test(arguments: [received, dispatched, returned, takenBack, closed])
    func aBodyNeverHearsOfACaseOfAnotherBody(change: CaseChange) throws {
        for role in [Role.handler, .headOfBody] {
            let other = try scope(role, "fs-metro-bus")
            #expect(other.lists(touchedBy: change, in: Self.city) == [])
            #expect(!other.mayKnow(of: change, in: Self.city))
        }
    }

    @Test
    func whoHadTheCaseHearsThatItHasGoneAndWhoHasItThatItCame() throws {
        for body in [Self.housing, Self.transport] {
            #expect(try scope(.handler, body).lists(touchedBy: Self.moved, in: Self.city) == .worklist)
        }
        #expect(try scope(.handler, Self.housing).mayKnow(of: Self.takenBack, in: Self.city))
    }

    @Test
    func aBodyAboveMayKnowOfACaseBelowThoughItIsNotInItsList() throws {
        let above = try #require(Self.city.organisation(Self.housing)?.parent)
        let scope = try scope(.handler, above)
        #expect(scope.mayKnow(of: Self.closed, in: Self.city))
        #expect(scope.lists(touchedBy: Self.closed, in: Self.city) == [])
    }

    @Test
    func returnsConcernTheDispatcherAndClosingsTheOneWhoCallsBack() throws {
        let dispatcher = try scope(.dispatcher, "fs-hotline")
        #expect(dispatcher.lists(touchedBy: Self.returned, in: Self.city) == [.returned, .supervision])
        #expect(
            dispatcher.lists(touchedBy: Self.takenBack, in: Self.city) == [.returned, .dispatch, .supervision])
        let agent = try scope(.hotlineAgent, "fs-hotline")
        #expect(agent.lists(touchedBy: Self.closed, in: Self.city) == .callbacks)
        #expect(agent.lists(touchedBy: Self.returned, in: Self.city) == [])
    }

    @Test
    func aSupervisorHearsOfWhatTheyWatchOver() throws {
        let district = try #require(
            Self.city.organisations.first { $0.function == "government" && $0.region == "440605" })
        let another = try #require(
            Self.city.organisations.first { $0.function == "government" && $0.region == "440606" })
        #expect(try scope(.supervisor, "fs-gov").lists(touchedBy: Self.closed, in: Self.city) == .supervision)
        #expect(try scope(.supervisor, district.id).lists(touchedBy: Self.closed, in: Self.city) == .supervision)
        #expect(try scope(.supervisor, another.id).lists(touchedBy: Self.closed, in: Self.city) == [])
    }

    @Test(arguments: Role.allCases)
    func nobodyIsToldOfAListThatTheirRoleDoesNotHave(role: Role) throws {
        let scope = try scope(role, Self.housing)
        for change in [Self.received, Self.dispatched, Self.returned, Self.takenBack, Self.moved, Self.closed] {
            #expect(scope.lists.isSuperset(of: scope.lists(touchedBy: change, in: Self.city)))
        }
    }

    @Test
    func whoIsNotStaffHasNoScope() {
        #expect(LiveScope(.resident) == nil)
    }
}
