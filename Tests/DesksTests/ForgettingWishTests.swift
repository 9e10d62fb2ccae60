import Casework
import Civics
import Desks
import Storage
import TestSupport
import Testing

/// A person's wish to be forgotten: taken once nobody has to answer them any more, carried out after days in which it can
/// be taken back.
@Suite struct ForgettingWishTests {
    private struct Scene {
        let house = Box()
        let number: CaseNumber
        let code: String
        var store: Store { house.value.store }
        var desks: Desks { house.value.desks }

        /// The store stays as long as the scene.
        final class Box {
            var value: TestStore!
        }

        init(isAnswered: Bool = true) async throws {
            house.value = try await TestStore()
            number =
                isAnswered
                ? try await house.value.answered("2026-11-18", .test(title: "海八路工地半夜打桩", text: "住在东二社区三座"))
                : try await house.value.receive("2026-11-18 09:00")
            code = house.value.store.vault.queryCode(for: number.rawValue)
        }

        func resident(_ time: String) -> OperationContext { context(.resident, time) }

        func round(_ time: String) async throws -> ForgettingRound {
            try await desks.administration.carryOutForgetting(at: at(time))
        }
    }

    @Test func theWishIsCarriedOutAtMidnightAfterSevenWholeDays() async throws {
        let scene = try await Scene()
        let wish = try await scene.desks.service.wishForgetting(
            scene.number, code: scene.code, scene.resident("2026-11-20 15:00"))
        #expect(wish.dueAt == at("2026-11-28 00:00"))
        #expect(try await scene.round("2026-11-27 23:59").forgotten.isEmpty)
        #expect(try await scene.store.person(of: scene.number) != nil)
        try await scene.store.seal(at: at("2026-11-20 00:00"))
        let figures = try await scene.desks.advice.overview(
            CityDay("2026-11-18")!...CityDay("2026-11-18")!, scene.resident("2026-11-27 12:00")
        ).totals
        let round = try await scene.round("2026-11-28 00:00")
        #expect(round.forgotten == [scene.number] && round.isSwept)
        let data = try await scene.desks.service.ownData(scene.number, code: scene.code)
        #expect(data.person == nil && data.file.texts.isEmpty)
        #expect(data.forgottenAt == at("2026-11-28 00:00"))
        #expect(data.wish?.outcome == .done)
        #expect(data.looks.map(\.kind) == [.forgotten, .forgettingWished])
        // The journal still verifies, no figure has changed, and nothing is done twice.
        #expect(try await scene.store.verify().fault == nil)
        let after = try await scene.desks.advice.overview(
            CityDay("2026-11-18")!...CityDay("2026-11-18")!, scene.resident("2026-11-28 12:00")
        ).totals
        #expect(after == figures)
        #expect(try await scene.round("2026-11-29 00:00") == ForgettingRound())
        await #expect(throws: WishRefused.alreadyForgotten) {
            try await scene.desks.service.wishForgetting(
                scene.number, code: scene.code, scene.resident("2026-11-29 09:00"))
        }
    }

    @Test func aWishCanBeTakenBackUntilThen() async throws {
        let scene = try await Scene()
        let service = scene.desks.service
        _ = try await service.wishForgetting(scene.number, code: scene.code, scene.resident("2026-11-20 15:00"))
        await #expect(throws: WishRefused.alreadyWished) {
            try await service.wishForgetting(scene.number, code: scene.code, scene.resident("2026-11-20 15:01"))
        }
        #expect(
            try await service.cancelForgetting(scene.number, code: scene.code, scene.resident("2026-11-27 20:00")))
        #expect(
            try await !service.cancelForgetting(scene.number, code: scene.code, scene.resident("2026-11-27 20:01")))
        #expect(try await scene.round("2026-12-28 00:00").forgotten.isEmpty)
        #expect(try await scene.store.person(of: scene.number)?.name == "李明")
        // And it can be wished anew, with its own days.
        let again = try await service.wishForgetting(
            scene.number, code: scene.code, scene.resident("2026-12-28 10:00"))
        #expect(again.dueAt == at("2027-01-05 00:00"))
    }

    @Test func whoIsStillToBeAnsweredIsToldWhyAndWhen() async throws {
        let scene = try await Scene(isAnswered: false)
        let service = scene.desks.service
        await #expect(throws: WishRefused.open(answerBy: nil)) {
            try await service.wishForgetting(scene.number, code: scene.code, scene.resident("2026-11-18 10:00"))
        }
        try await scene.house.value.give(.dispatch(Dispatch(lead: CaseLife.lead)), scene.number, "2026-11-18 10:00")
        let deadline = try #require(
            try await scene.store.request(scene.number)?.clock(.close, in: TestCity.foshan)?.deadline)
        await #expect(throws: WishRefused.open(answerBy: deadline)) {
            try await service.wishForgetting(scene.number, code: scene.code, scene.resident("2026-11-18 11:00"))
        }
    }

    @Test func nobodyWishesForAnotherWithoutTheCode() async throws {
        let scene = try await Scene()
        await #expect(throws: DeskError.notFound) {
            try await scene.desks.service.wishForgetting(
                scene.number, code: "AAAAAA", scene.resident("2026-11-20 15:00"))
        }
        await #expect(throws: DeskError.notFound) {
            try await scene.desks.service.cancelForgetting(
                scene.number, code: "AAAAAA", scene.resident("2026-11-20 15:00"))
        }
        await #expect(throws: DeskError.notFound) {
            try await scene.desks.service.ownData(scene.number, code: "AAAAAA")
        }
    }

    /// A case that is opened again between wish and midnight is dealt with first.
    @Test func aCaseThatIsDoneAgainIsNotForgottenBeforeItIsClosed() async throws {
        let scene = try await Scene()
        _ = try await scene.desks.service.wishForgetting(
            scene.number, code: scene.code, scene.resident("2026-11-20 15:00"))
        try await scene.house.value.give(.redo(note: "还在打桩"), scene.number, "2026-11-24 09:00")
        let round = try await scene.round("2026-11-28 00:00")
        #expect(round.forgotten.isEmpty && round.waiting == [scene.number])
        #expect(try await scene.store.person(of: scene.number)?.name == "李明")
        try await scene.house.value.give(
            .close(body: CaseLife.lead, reply: "已停工"), scene.number, "2026-11-29 09:00")
        #expect(try await scene.round("2026-11-30 00:00").forgotten == [scene.number])
    }

    @Test func whoCallsHasTheirWishWrittenDownByTheHotlineOrAnAdministrator() async throws {
        for role in Role.staff {
            let scene = try await Scene()
            let actor = TestActor.staff(
                "somebody", role, role == .handler || role == .headOfBody ? CaseLife.lead : "fs-gov")
            let now = context(actor, "2026-11-20 15:00")
            if [.hotlineAgent, .administrator].contains(role) {
                let wish = try await scene.desks.recordForgetting(scene.number, now)
                #expect(wish.askedBy == "somebody")
                #expect(try await scene.desks.cancelForgetting(scene.number, now))
            } else {
                await #expect(throws: DeskError.notAllowed(.recordForgetting), "\(role)") {
                    try await scene.desks.recordForgetting(scene.number, now)
                }
            }
        }
        let scene = try await Scene()
        await #expect(throws: DeskError.notFound) {
            try await scene.desks.recordForgetting(scene.number, scene.resident("2026-11-20 15:00"))
        }
    }

    @Test func ofTwoWishesAtOnceOneIsWrittenDown() async throws {
        let scene = try await Scene()
        let (service, number, code) = (scene.desks.service, scene.number, scene.code)
        let taken = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    (try? await service.wishForgetting(
                        number, code: code, context(.resident, "2026-11-20 15:00"))) != nil
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(taken.count { $0 } == 1)
        #expect(try await scene.store.waitingWishes() == 1)
    }

    /// Whichever comes first in the database holds: never is somebody forgotten who has just taken it back.
    @Test func takingBackAndCarryingOutAtOnceIsOneOfTheTwo() async throws {
        for _ in 0..<5 {
            let scene = try await Scene()
            _ = try await scene.desks.service.wishForgetting(
                scene.number, code: scene.code, scene.resident("2026-11-20 15:00"))
            let (desks, number, code) = (scene.desks, scene.number, scene.code)
            async let isCancelled = desks.service.cancelForgetting(
                number, code: code, context(.resident, "2026-11-28 00:00"))
            async let round = desks.administration.carryOutForgetting(at: at("2026-11-28 00:00"))
            let (cancelled, done) = try await (isCancelled, round)
            #expect(cancelled == done.forgotten.isEmpty)
            #expect((try await scene.store.person(of: scene.number) != nil) == cancelled)
        }
    }

    @Test func whatIsTakenAlongIsWrittenDownAndToldWithoutNames() async throws {
        let scene = try await Scene()
        try await KnownPassword.save(
            in: scene.house.value, account: "agent2036", role: .hotlineAgent, body: "fs-hotline")
        _ = try await scene.desks.reporter(of: scene.number, context(TestActor.agent, "2026-11-19 09:00"))
        let data = try await scene.desks.service.exportOwnData(
            scene.number, code: scene.code, scene.resident("2026-11-20 15:00"))
        #expect(data.person?.phone == "19900001234" && data.file.text == "住在东二社区三座")
        #expect(data.looks == [OwnLook(at: at("2026-11-19 09:00"), role: .hotlineAgent, kind: .reporter)])
        let looks = try await scene.desks.service.looks(at: scene.number)
        #expect(looks.first == OwnLook(at: at("2026-11-20 15:00"), role: nil, kind: .export))
    }

    /// What the board of issues keeps of texts in memory goes as well.
    @Test func theBoardOfIssuesReadsAnewAfterSomebodyWasForgotten() async throws {
        let scene = try await Scene()
        let board = scene.desks.issueBoard
        try await board.begin(at: at("2026-11-19 09:00"))
        func alike() async throws -> Int {
            try await scene.desks.service.similar(
                to: "海八路工地半夜打桩", text: "住在东二社区三座", at: "440605011", context(TestActor.agent, "2026-11-19 09:00")
            ).count
        }
        #expect(try await alike() > 0)
        try await scene.desks.administration.forget([scene.number], at: at("2026-11-20 09:00"))
        try await board.follow(at: at("2026-11-20 09:01"))
        #expect(try await alike() == 0)
    }
}
