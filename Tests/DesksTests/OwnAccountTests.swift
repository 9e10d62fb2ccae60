import Civics
import Desks
import Storage
import TestSupport
import Testing

/// One's own password and sessions.
@Suite struct OwnAccountTests {
    private let morning = at("2026-11-18 09:00")
    private let administrator = context(TestActor.administrator, "2026-11-18 08:00")

    /// The store stays as long as what is over it.
    private struct Scene {
        let house: TestStore
        let administration: Administration

        init(isDemonstration: Bool = true, city: City = TestCity.foshan) async throws {
            house = try await TestStore(city: city)
            administration = Desks(store: house.store, isDemonstration: isDemonstration).administration
            try await KnownPassword.save(in: house)
        }

        /// After the right password.
        func open(_ now: Instant, _ client: String = "") async throws -> (signedIn: SignedIn, token: [UInt8]) {
            let token = try await KnownPassword.open(house, client: client, at: now)
            return (try #require(try await administration.session(token: token, at: now)), token)
        }

        func enter(_ password: String, _ now: Instant) async throws -> (signedIn: SignedIn, token: [UInt8]) {
            let token = try await administration.signIn(account: KnownPassword.account, password: password, at: now)
                .token
            return (try #require(try await administration.session(token: token, at: now)), token)
        }

        func change(
            _ here: (signedIn: SignedIn, token: [UInt8]), from present: String = KnownPassword.text,
            to new: String, code: String? = nil, _ now: Instant
        ) async throws {
            try await administration.changePassword(
                here.signedIn, from: present, to: new, code: code, session: here.token, at: now)
        }
    }

    @Test func aChangedPasswordEndsAllOtherSessions() async throws {
        let scene = try await Scene()
        let here = try await scene.open(morning)
        let elsewhere = try await scene.open(morning)
        try await scene.change(here, to: "day-work-2027", morning)
        #expect(try await scene.administration.session(token: here.token, at: morning)?.due == nil)
        #expect(try await scene.administration.session(token: elsewhere.token, at: morning) == nil)
        await #expect(throws: DeskError.wrongPassword) { try await scene.enter(KnownPassword.text, morning) }
        _ = try await scene.enter("day-work-2027", morning)
        let kinds = try await scene.house.store.accountActs(AccountActFilter(), limit: 50).map(\.act.kind)
        #expect(kinds.contains("password-changed"))
    }

    @Test(arguments: [
        ("short-1", FieldFault.Reason.tooShort), ("onlyletters", .malformed), ("my-HANDLER3012-x", .holdsName),
        (KnownPassword.text, .usedBefore), (String(repeating: "a1", count: 101), .tooLong),
    ])
    func aNewPasswordThatTheCityDoesNotTakeSaysWhy(password: String, reason: FieldFault.Reason) async throws {
        let scene = try await Scene()
        let here = try await scene.open(morning)
        await #expect(throws: DeskError.invalid([FieldFault("password", reason)])) {
            try await scene.change(here, to: password, morning)
        }
    }

    /// As many as the city's file says: here one, since each look at a password is slow on purpose.
    @Test func thePasswordBeforeIsNotTakenAgainButAnOlderOneIs() async throws {
        var rules = TestCity.foshan.security
        rules.password.earlier = 1
        let scene = try await Scene(city: TestCity.foshan.asking(rules))
        let here = try await scene.open(morning)
        try await scene.change(here, to: "other-work-1", morning)
        await #expect(throws: DeskError.invalid([FieldFault("password", .usedBefore)])) {
            try await scene.change(here, from: "other-work-1", to: KnownPassword.text, morning + .minutes(1))
        }
        try await scene.change(here, from: "other-work-1", to: "other-work-2", morning + .minutes(1))
        try await scene.change(here, from: "other-work-2", to: KnownPassword.text, morning + .minutes(2))
    }

    @Test func whoTakesASessionOverCannotGuessThePasswordForEver() async throws {
        let scene = try await Scene()
        let here = try await scene.open(morning)
        for _ in 0..<4 {
            await #expect(throws: DeskError.wrongPassword) {
                try await scene.change(here, from: "guess", to: "day-work-2027", morning)
            }
        }
        await #expect(throws: DeskError.locked(until: morning + .minutes(15))) {
            try await scene.change(here, from: "guess", to: "day-work-2027", morning)
        }
    }

    @Test func whereThereIsASecondFactorThePasswordChangesWithItsCodeOnly() async throws {
        let scene = try await Scene()
        let here = try await scene.open(morning)
        try await scene.administration.beginFactor(here.signedIn, code: nil, at: morning)
        let factor = try #require(try await scene.house.store.secondFactor(of: KnownPassword.account))
        let secret = try #require(
            factor.newSecret.flatMap { scene.house.store.vault.openFactor($0, of: KnownPassword.account) })
        func code(_ now: Instant) -> String { TimeCode.code(secret, step: TimeCode.step(at: now)) }
        _ = try await scene.administration.confirmFactor(
            here.signedIn, code: code(morning), session: here.token, at: morning)
        // Right after the code was shown it is not asked for again.
        try await scene.change(here, to: "day-work-2027", morning)
        let later = morning + .minutes(9)
        await #expect(throws: DeskError.wrongCode(wasUsed: false)) {
            try await scene.change(here, from: "day-work-2027", to: "day-work-2028", later)
        }
        try await scene.change(here, from: "day-work-2027", to: "day-work-2028", code: code(later), later)
    }

    @Test func aPasswordThatAnAdministratorGaveOpensNothingButItsOwnChange() async throws {
        let scene = try await Scene(isDemonstration: false)
        let password = try await scene.administration.givePassword(to: KnownPassword.account, administrator)
        #expect(password.count == 14)
        let here = try await scene.enter(password, morning)
        #expect(here.signedIn.due == .password(isInitial: true))
        try await scene.change(here, from: password, to: "day-work-2027", morning)
        let next = try await scene.administration.session(token: here.token, at: morning)
        #expect(next?.due == .secondFactor, "then what the city asks besides")
        // It is good for three days.
        let again = try await scene.administration.givePassword(to: KnownPassword.account, administrator)
        await #expect(throws: DeskError.passwordExpired) {
            try await scene.enter(again, administrator.now + .hours(73))
        }
    }

    @Test func aPasswordOfNinetyDaysHasToBeChangedOutsideOfDemonstrations() async throws {
        let scene = try await Scene(isDemonstration: false)
        let old = administrator.now + .days(91)
        let here = try await scene.open(old)
        #expect(here.signedIn.due == .password(isInitial: false))
        let demonstration = Desks(store: scene.house.store, isDemonstration: true).administration
        #expect(try await demonstration.session(token: here.token, at: old)?.due == nil)
    }

    @Test func oneSeesWhereOneIsSignedInAndEndsIt() async throws {
        let scene = try await Scene()
        let administration = scene.administration
        let here = try await scene.open(morning, "Firefox · Windows · 10.1.2.3")
        let there = try await scene.open(morning + .minutes(1), "Chrome · Android · 10.9.9.9")
        let third = try await scene.open(morning + .minutes(2), "Safari · macOS · 10.8.8.8")
        let now = morning + .minutes(3)
        func end(_ id: String?) async throws -> Int {
            try await administration.endSessions(here.signedIn, id: id, session: here.token, at: now)
        }
        let sessions = try await administration.sessions(here.signedIn, session: here.token)
        #expect(sessions.map(\.isCurrent).filter { $0 }.count == 1)
        #expect(Set(sessions.map(\.client)).count == 3)
        let other = try #require(sessions.first { $0.client.hasPrefix("Chrome") })
        #expect(try await end(other.id) == 1)
        #expect(try await administration.session(token: there.token, at: now) == nil)
        #expect(try await end(other.id) == 0)
        let own = try #require(sessions.first { $0.isCurrent })
        #expect(try await end(own.id) == 0, "the own one is ended by signing out")
        #expect(try await end(nil) == 1)
        #expect(try await administration.session(token: third.token, at: now) == nil)
        #expect(try await administration.session(token: here.token, at: now) != nil)
    }
}
