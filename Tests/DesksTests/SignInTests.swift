import Civics
import Desks
import Storage
import TestSupport
import Testing

/// Staff sign in: with their password, not too often with a wrong one, and not for ever.
@Suite struct SignInTests {
    private let administrator = context(TestActor.administrator, "2026-11-18 08:00")

    private func house() async throws -> TestStore {
        let house = try await TestStore()
        try await house.desks.administration.save(
            account: "handler3012", name: LocalName(zh: "黄伟杰", en: "Huang Weijie"), role: .handler,
            organisation: CaseLife.lead, password: "night-work-2026", administrator)
        return house
    }

    private func signIn(_ house: TestStore, _ password: String, _ time: String, account: String = "handler3012")
        async throws
        -> [UInt8]
    {
        try await house.desks.administration.signIn(account: account, password: password, at: at(time)).token
    }

    @Test func theRightPasswordOpensASessionAndSigningOutEndsIt() async throws {
        let house = try await house()
        let administration = house.desks.administration
        let (actor, token, due) = try await administration.signIn(
            account: "handler3012", password: "night-work-2026", at: at("2026-11-18 09:00"))
        #expect(actor.role == .handler && actor.organisation == CaseLife.lead && actor.name.zh == "黄伟杰")
        #expect(token.count == 32 && due == nil)
        #expect(try await administration.session(token: token, at: at("2026-11-18 09:01"))?.actor == actor)
        #expect(
            try await administration.session(token: [UInt8](repeating: 0, count: 32), at: at("2026-11-18 09:01")) == nil
        )
        #expect(try await administration.session(token: [], at: at("2026-11-18 09:01")) == nil)
        // Only a digest of the token is kept.
        let kept = try await house.store.database.read { try $0.rows("SELECT token FROM session") { $0.blob(0) } }
        #expect(kept.count == 1 && kept[0] != token)
        try await administration.signOut(token: token, at: at("2026-11-18 09:02"))
        #expect(try await administration.session(token: token, at: at("2026-11-18 09:02")) == nil)
    }

    @Test func aWrongPasswordAndAnUnknownAccountAreNotToldApart() async throws {
        let house = try await house()
        for (account, password) in [
            ("handler3012", "night-work-2025"), ("handler3012", ""), ("nobody", "night-work-2026"), ("", ""),
            ("handler3012' --", "night-work-2026"),
        ] {
            await #expect(throws: DeskError.wrongPassword, "\(account) \(password)") {
                try await signIn(house, password, "2026-11-18 09:00", account: account)
            }
        }
    }

    /// Five failures within five minutes lock the account for fifteen, whoever knocks.
    @Test func fiveFailuresInFiveMinutesLockTheAccountForAWhile() async throws {
        let house = try await house()
        for minute in 0..<4 {
            await #expect(throws: DeskError.wrongPassword) {
                try await signIn(house, "wrong", "2026-11-18 09:0\(minute)")
            }
        }
        let locked = DeskError.locked(until: at("2026-11-18 09:19"))
        await #expect(throws: locked) { try await signIn(house, "wrong", "2026-11-18 09:04") }
        await #expect(throws: locked) { try await signIn(house, "night-work-2026", "2026-11-18 09:05") }
        await #expect(throws: locked) { try await signIn(house, "night-work-2026", "2026-11-18 09:18") }
        // Then the count begins anew.
        await #expect(throws: DeskError.wrongPassword) { try await signIn(house, "wrong", "2026-11-18 09:19") }
        _ = try await signIn(house, "night-work-2026", "2026-11-18 09:20")
        // A sign-in that comes off clears what failed before it.
        for _ in 0..<4 {
            await #expect(throws: DeskError.wrongPassword) { try await signIn(house, "wrong", "2026-11-18 09:21") }
        }
        #expect(try await house.store.lock(of: "handler3012", at: at("2026-11-18 09:21")) == nil)
    }

    /// Who guesses in parallel gets as many tries as who guesses in turn.
    @Test func fortyGuessesAtOnceAreFiveGuesses() async throws {
        let house = try await house()
        let administration = house.desks.administration
        let now = at("2026-11-18 09:00")
        let answers = await withTaskGroup(of: DeskError?.self) { group in
            for guess in 0..<40 {
                group.addTask {
                    do {
                        _ = try await administration.signIn(
                            account: "handler3012", password: "guess-\(guess)", at: now)
                        return nil
                    } catch { return error as? DeskError }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count { $0 == .wrongPassword } == 4)
        #expect(answers.count { $0 == .locked(until: at("2026-11-18 09:15")) } == 36)
    }

    @Test func aNameThatNobodyHasLocksLikeAnAccount() async throws {
        let house = try await house()
        for name in ["handler3012", "nobody"] {
            for _ in 0..<4 {
                await #expect(throws: DeskError.wrongPassword) {
                    try await signIn(house, "wrong", "2026-11-18 09:00", account: name)
                }
            }
            for time in ["09:00", "09:14"] {
                await #expect(throws: DeskError.locked(until: at("2026-11-18 09:15")), "\(name)") {
                    try await signIn(house, "wrong", "2026-11-18 \(time)", account: name)
                }
            }
        }
        // What was typed as a name is not kept readable, and not for ever.
        let names = { try await house.store.database.read { try $0.rows("SELECT name FROM sign_in") { $0.blob(0) } } }
        #expect(try await names().count == 2)
        #expect(try await !names().contains(Array("nobody".utf8)))
        try await house.store.forgetSignIns(before: at("2026-11-18 09:10"))
        #expect(try await names().count == 2)
        try await house.store.forgetSignIns(before: at("2026-11-18 09:16"))
        #expect(try await names().isEmpty)
    }

    /// Any five minutes count, not those that the first failure began.
    @Test func fiveFailuresAreFiveWhereverTheFiveMinutesBegin() async throws {
        let house = try await house()
        for time in ["09:00", "09:02", "09:03", "09:04", "09:06"] {
            await #expect(throws: DeskError.wrongPassword, "\(time)") {
                try await signIn(house, "wrong", "2026-11-18 \(time)")
            }
        }
        await #expect(throws: DeskError.locked(until: at("2026-11-18 09:22"))) {
            try await signIn(house, "wrong", "2026-11-18 09:07")
        }
    }

    @Test func failuresFarApartDoNotAddUp() async throws {
        let house = try await house()
        for time in ["09:00", "09:01", "09:02", "09:03", "09:06", "09:07", "09:08"] {
            await #expect(throws: DeskError.wrongPassword, "\(time)") {
                try await signIn(house, "wrong", "2026-11-18 \(time)")
            }
        }
        #expect(try await house.store.lock(of: "handler3012", at: at("2026-11-18 09:08")) == nil)
    }

    @Test func aSessionEndsWhenNobodyUsesItAndAfterADaysWork() async throws {
        let house = try await house()
        let administration = house.desks.administration
        let token = try await signIn(house, "night-work-2026", "2026-11-18 08:00")
        func isOpen(_ token: [UInt8], _ time: String) async throws -> Bool {
            try await administration.session(token: token, at: at(time)) != nil
        }
        #expect(try await isOpen(token, "2026-11-18 08:10"))
        #expect(try await isOpen(token, "2026-11-18 08:20"))
        #expect(try await !isOpen(token, "2026-11-18 08:31"))
        // Once ended it stays ended.
        #expect(try await !isOpen(token, "2026-11-18 08:21"))

        let long = try await signIn(house, "night-work-2026", "2026-11-18 08:00")
        var time = at("2026-11-18 08:00")
        while time < at("2026-11-18 19:55") {
            time = time + .minutes(9)
            #expect(try await administration.session(token: long, at: time) != nil)
        }
        #expect(try await isOpen(long, "2026-11-18 20:00"))
        #expect(try await !isOpen(long, "2026-11-18 20:01"))
    }

    @Test func aDisabledAccountIsOutAtOnce() async throws {
        let house = try await house()
        let administration = house.desks.administration
        let token = try await signIn(house, "night-work-2026", "2026-11-18 09:00")
        let apiToken = try await administration.issueAPIToken(account: "handler3012", administrator)
        #expect(try await administration.actor(apiToken: apiToken)?.account == "handler3012")
        try await administration.setDisabled(true, account: "handler3012", administrator)
        #expect(try await administration.session(token: token, at: at("2026-11-18 09:01")) == nil)
        #expect(try await administration.actor(apiToken: apiToken) == nil)
        await #expect(throws: DeskError.wrongPassword) {
            try await signIn(house, "night-work-2026", "2026-11-18 09:02")
        }
        // Let in again, it needs a new session; the token works as before.
        try await administration.setDisabled(false, account: "handler3012", administrator)
        #expect(try await administration.session(token: token, at: at("2026-11-18 09:03")) == nil)
        #expect(try await administration.actor(apiToken: apiToken)?.account == "handler3012")
        _ = try await signIn(house, "night-work-2026", "2026-11-18 09:04")
        await #expect(throws: DeskError.notFound) {
            try await administration.setDisabled(true, account: "nobody", administrator)
        }
    }

    @Test func aWithdrawnTokenOpensNothing() async throws {
        let house = try await house()
        let administration = house.desks.administration
        var tokens: [[UInt8]] = []
        for _ in 0..<2 {
            tokens.append(try await administration.issueAPIToken(account: "handler3012", administrator))
        }
        #expect(try await house.store.apiTokenCounts() == ["handler3012": 2])
        #expect(try await administration.withdrawAPITokens(of: "handler3012", administrator) == 2)
        for token in tokens { #expect(try await administration.actor(apiToken: token) == nil) }
        #expect(try await administration.withdrawAPITokens(of: "handler3012", administrator) == 0)
        await #expect(throws: DeskError.notFound) {
            try await administration.withdrawAPITokens(of: "nobody", administrator)
        }
    }

    /// Whoever has taken over a session is out when the account gets a new password or another role.
    @Test func aNewPasswordOrRoleEndsTheSessionsOfThatAccountOnly() async throws {
        let house = try await house()
        let administration = house.desks.administration
        try await administration.save(
            account: "handler3025", name: LocalName(zh: "陈", en: "Chen"), role: .handler,
            organisation: CaseLife.lead, password: "other-work-2026", administrator)
        let token = try await signIn(house, "night-work-2026", "2026-11-18 09:00")
        let other = try await signIn(house, "other-work-2026", "2026-11-18 09:00", account: "handler3025")
        try await administration.save(
            account: "handler3012", name: LocalName(zh: "黄伟杰", en: "Huang Weijie"), role: .headOfBody,
            organisation: CaseLife.lead, password: "night-work-2027", administrator)
        #expect(try await administration.session(token: token, at: at("2026-11-18 09:01")) == nil)
        #expect(
            try await administration.session(token: other, at: at("2026-11-18 09:01"))?.actor.account == "handler3025")
    }

    @Test func tokensForProgramsBelongToAccountsAndAreKeptAsDigests() async throws {
        let house = try await house()
        let administration = house.desks.administration
        await #expect(throws: DeskError.notFound) {
            try await administration.issueAPIToken(account: "nobody", administrator)
        }
        let token = try await administration.issueAPIToken(account: "handler3012", administrator)
        let kept = try await house.store.database.read { try $0.rows("SELECT token FROM api_token") { $0.blob(0) } }
        #expect(kept.count == 1 && kept[0] != token)
        #expect(try await administration.actor(apiToken: Array(token.reversed())) == nil)
        // A token for programs opens no session of a person.
        #expect(try await administration.session(token: token, at: at("2026-11-18 09:00")) == nil)
    }

    @Test(arguments: [
        ("ab", CaseLife.lead, "night-work-2026", ["id tooShort"]),
        ("", CaseLife.lead, "night-work-2026", ["id missing"]),
        (String(repeating: "a", count: 65), CaseLife.lead, "night-work-2026", ["id tooLong"]),
        ("han dler", CaseLife.lead, "night-work-2026", ["id malformed"]),
        ("handler", CaseLife.lead, "my-handler-2026", ["password holdsName"]),
        ("handler", "nobody", "night-work-2026", ["organisation unknown"]),
        ("handler", CaseLife.lead, "short-1", ["password tooShort"]),
        ("handler", CaseLife.lead, "nightwork", ["password malformed"]),
        ("handler", CaseLife.lead, "12345678", ["password malformed"]),
        ("", "", "", ["id missing", "organisation missing", "password tooShort", "password malformed"]),
    ])
    func anAccountThatCannotBeMadeSaysWhy(
        id: String, organisation: String, password: String, faults: [String]
    ) async throws {
        let house = try await TestStore()
        do {
            try await house.desks.administration.save(
                account: id, name: LocalName(zh: "黄", en: "Huang"), role: .handler, organisation: organisation,
                password: password, administrator)
            Issue.record("it was made")
        } catch DeskError.invalid(let found) {
            #expect(found.map { "\($0.field) \($0.reason)" } == faults)
        }
        #expect(try await house.store.accounts().isEmpty)
    }
}
