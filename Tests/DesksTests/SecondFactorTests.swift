import Civics
import Desks
import Storage
import TestSupport
import Testing

/// Codes of the time, by the vectors of their standard.
@Suite struct TimeCodeTests {
    /// RFC 6238, appendix B, for SHA-1.
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func codesAreThoseOfTheStandard(second: Int64, code: String) {
        let secret = Array("12345678901234567890".utf8)
        let step = TimeCode.step(at: Instant(milliseconds: second * 1000))
        #expect(TimeCode.code(secret, step: step, digits: 8) == code)
        #expect(TimeCode.code(secret, step: step) == String(code.suffix(6)))
    }
}

/// A second factor: set up once, asked for after the password, good once, and replaceable when the telephone is lost.
@Suite struct SecondFactorTests {
    /// Somebody with a password, and the clock of their sign-ins.
    private struct Person {
        let house: TestStore
        let desks: Desks
        var administration: Administration { desks.administration }
        static let id = KnownPassword.account

        /// - Parameter isDemonstration: where the city's demand of staff is not enforced.
        init(isDemonstration: Bool = true) async throws {
            house = try await TestStore()
            desks = Desks(store: house.store, isDemonstration: isDemonstration)
            try await KnownPassword.save(in: house)
        }

        /// With the password as it is typed.
        func enter(_ password: String, _ now: Instant) async throws -> [UInt8] {
            try await administration.signIn(account: Self.id, password: password, at: now).token
        }

        /// After the right password.
        func signIn(_ now: Instant) async throws -> (token: [UInt8], due: SignInStep?) {
            let token = try await KnownPassword.open(house, at: now)
            return (token, try await session(token, now)?.due)
        }

        func session(_ token: [UInt8], _ now: Instant) async throws -> SignedIn? {
            try await administration.session(token: token, at: now)
        }

        /// The secret that waits to be confirmed.
        func secret(_ signedIn: SignedIn, _ now: Instant) async throws -> [UInt8] {
            let new = try #require(try await administration.newFactor(signedIn, at: now))
            return Self.bytes(new.secret)
        }

        /// Signs in, sets up a second factor, and gives its secret and recovery codes.
        func enrolled(_ now: Instant) async throws -> (secret: [UInt8], codes: [String], token: [UInt8]) {
            let (token, _) = try await signIn(now)
            let signedIn = try #require(try await session(token, now))
            try await administration.beginFactor(signedIn, code: nil, at: now)
            let secret = try await secret(signedIn, now)
            let codes = try #require(
                try await administration.confirmFactor(
                    signedIn, code: code(secret, now), session: token, at: now))
            return (secret, codes, token)
        }

        func code(_ secret: [UInt8], _ now: Instant) -> String {
            TimeCode.code(secret, step: TimeCode.step(at: now))
        }

        /// Reads a secret as an authenticator app does.
        static func bytes(_ base32: String) -> [UInt8] {
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
            var bytes: [UInt8] = []
            var buffer = 0
            var bits = 0
            for character in base32 where character != " " {
                buffer = (buffer << 5 | (alphabet.firstIndex(of: character) ?? 0)) & 0xFFFF
                bits += 5
                if bits >= 8 {
                    bits -= 8
                    bytes.append(UInt8(buffer >> bits & 0xFF))
                }
            }
            return bytes
        }

        func acts() async throws -> [String] {
            try await house.store.accountActs(AccountActFilter(), limit: 100).map(\.act.kind).reversed()
        }
    }

    private let morning = at("2026-11-18 09:00")

    @Test func afterSettingUpTheCodeIsAskedForAndThePasswordAloneOpensNothing() async throws {
        let person = try await Person()
        let (secret, codes, _) = try await person.enrolled(morning)
        #expect(secret.count == 20)
        #expect(codes.count == 10 && Set(codes).count == 10)
        #expect(codes.allSatisfy { $0.count == 11 })
        let later = morning + .minutes(20)
        let pending = try await person.enter(KnownPassword.text, later)
        #expect(try await person.session(pending, later)?.due == .code)
        let entered = try await person.administration.confirm(
            code: person.code(secret, later), token: pending, at: later)
        #expect(entered.due == nil && entered.token != pending, "the session gets a new token")
        #expect(try await person.session(entered.token, later)?.due == nil)
        #expect(try await person.session(pending, later) == nil)
        #expect(
            try await person.acts() == ["factor-set", "signed-in"],
            "the password alone was no sign-in")
    }

    @Test func theSecretIsKeptSealedForItsAccountAndCodesAsDigests() async throws {
        let person = try await Person()
        let (secret, codes, _) = try await person.enrolled(morning)
        let (sealed, digests) = try await person.house.store.database.read { connection in
            (
                try connection.first("SELECT secret FROM second_factor") { $0.blob(0) } ?? [],
                try connection.rows("SELECT digest FROM recovery_code") { $0.blob(0) }
            )
        }
        #expect(!sealed.isEmpty && sealed.count > 20)
        #expect(!String(decoding: sealed, as: UTF8.self).contains(String(decoding: secret, as: UTF8.self)))
        #expect(person.house.store.vault.openFactor(sealed, of: Person.id) == secret)
        #expect(person.house.store.vault.openFactor(sealed, of: "handler3025") == nil)
        #expect(digests.count == 10)
        let plain = codes.map { Array($0.replacing("-", with: "").utf8) }
        #expect(digests.allSatisfy { !plain.contains($0) })
    }

    /// RFC 6238 §5.2: a code is good once, also in the half minute in which it still shows.
    @Test func aCodeIsNeverTakenTwice() async throws {
        let person = try await Person()
        let (secret, _, _) = try await person.enrolled(morning)
        // The code that confirmed the set-up is used up as well.
        let first = try await person.signIn(morning + .minutes(0)).token
        await #expect(throws: DeskError.wrongCode(wasUsed: true)) {
            try await person.administration.confirm(code: person.code(secret, morning), token: first, at: morning)
        }
        let later = morning + .minutes(10)
        let code = person.code(secret, later)
        _ = try await person.administration.confirm(code: code, token: person.signIn(later).token, at: later)
        let again = try await person.signIn(later).token
        await #expect(throws: DeskError.wrongCode(wasUsed: true)) {
            try await person.administration.confirm(code: code, token: again, at: later)
        }
        // Nor an earlier one than the last taken.
        let before = person.code(secret, later - TimeSpan(milliseconds: 30_000))
        await #expect(throws: DeskError.wrongCode(wasUsed: true)) {
            try await person.administration.confirm(code: before, token: again, at: later)
        }
    }

    @Test func ofTwoSignInsThatBringOneCodeAtOnceOneComesIn() async throws {
        let person = try await Person()
        let (secret, _, _) = try await person.enrolled(morning)
        let later = morning + .minutes(10)
        let code = person.code(secret, later)
        // Not more than the lock-out lets through: each password and each code is a try.
        let tokens = [try await person.signIn(later).token, try await person.signIn(later).token]
        let administration = person.administration
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for token in tokens {
                group.addTask {
                    (try? await administration.confirm(code: code, token: token, at: later)) != nil
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 1)
        #expect(try await person.house.store.sessions(of: Person.id).count == 2, "the one of the set-up, and one more")
    }

    @Test(arguments: [(-61, false), (-59, true), (-30, true), (0, true), (30, true), (59, true), (61, false)])
    func aTelephoneWhoseClockIsOneStepOffIsUnderstood(seconds: Int, isTaken: Bool) async throws {
        let person = try await Person()
        let (secret, _, _) = try await person.enrolled(morning)
        // On a step's edge, so that the seconds say how many steps it is.
        let edge = Instant(milliseconds: (morning + .minutes(10)).milliseconds / 30_000 * 30_000)
        let now = seconds < 0 ? edge + TimeSpan(milliseconds: 29_000) : edge
        let shown = person.code(secret, now + TimeSpan(milliseconds: Int64(seconds) * 1000))
        let token = try await person.signIn(now).token
        if isTaken {
            #expect(try await person.administration.confirm(code: shown, token: token, at: now).due == nil)
        } else {
            await #expect(throws: DeskError.wrongCode(wasUsed: false)) {
                try await person.administration.confirm(code: shown, token: token, at: now)
            }
        }
    }

    @Test func wrongCodesAndWrongPasswordsAreCountedTogether() async throws {
        let person = try await Person()
        let (secret, _, _) = try await person.enrolled(morning)
        let later = morning + .minutes(10)
        await #expect(throws: DeskError.wrongPassword) { try await person.enter("wrong-1", later) }
        let token = try await person.enter(KnownPassword.text, later)
        for _ in 0..<2 {
            await #expect(throws: DeskError.wrongCode(wasUsed: false)) {
                try await person.administration.confirm(code: "000000", token: token, at: later)
            }
        }
        let locked = DeskError.locked(until: later + .minutes(15))
        await #expect(throws: locked) {
            try await person.administration.confirm(code: "000000", token: token, at: later)
        }
        // Now the right code is not taken either, and neither is the right password.
        await #expect(throws: locked) {
            try await person.administration.confirm(
                code: person.code(secret, later), token: token, at: later)
        }
        await #expect(throws: locked) { try await person.enter(KnownPassword.text, later) }
        let after = later + .minutes(16)
        let fresh = try await person.signIn(after).token
        #expect(
            try await person.administration.confirm(code: person.code(secret, after), token: fresh, at: after).due
                == nil)
        #expect(try await person.acts().filter { $0 == "locked" }.count == 1)
    }

    /// The right password must not wipe out the wrong codes before it: else a code could be guessed for ever.
    @Test func theRightPasswordAgainAndAgainDoesNotBuyMoreGuesses() async throws {
        let person = try await Person()
        _ = try await person.enrolled(morning)
        let later = morning + .minutes(10)
        var guesses = 0
        do {
            for _ in 0..<10 {
                let token = try await person.enter(KnownPassword.text, later)
                do {
                    _ = try await person.administration.confirm(code: "000000", token: token, at: later)
                } catch DeskError.wrongCode { guesses += 1 }
            }
            Issue.record("it was never locked")
        } catch DeskError.locked {}
        #expect(guesses == 2)
    }

    @Test func whoHasLostTheTelephoneComesInWithARecoveryCodeOnce() async throws {
        let person = try await Person()
        let (_, codes, _) = try await person.enrolled(morning)
        let later = morning + .minutes(10)
        // As people type: small letters, without the hyphen.
        let typed = codes[3].replacing("-", with: " ").lowercased()
        let entered = try await person.administration.confirm(
            code: typed, token: person.signIn(later).token, at: later)
        #expect(entered.due == nil)
        let signedIn = try #require(try await person.session(entered.token, later))
        #expect(try await person.administration.factorState(signedIn, at: later).recoveryCodesLeft == 9)
        let again = try await person.signIn(later + .minutes(6)).token
        await #expect(throws: DeskError.wrongCode(wasUsed: false)) {
            try await person.administration.confirm(code: codes[3], token: again, at: later + .minutes(6))
        }
        #expect(try await person.acts().contains("signed-in-by-recovery-code"))
        // The new telephone is set up at once, without a code of the lost one.
        try await person.administration.beginFactor(signedIn, code: nil, at: later)
        #expect(try await person.administration.newFactor(signedIn, at: later) != nil)
    }

    @Test func ofTwoSignInsWithOneRecoveryCodeAtOnceOneComesIn() async throws {
        let person = try await Person()
        let (_, codes, _) = try await person.enrolled(morning)
        let later = morning + .minutes(10)
        let tokens = [try await person.signIn(later).token, try await person.signIn(later).token]
        let administration = person.administration
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for token in tokens {
                group.addTask { (try? await administration.confirm(code: codes[0], token: token, at: later)) != nil }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 1)
    }

    @Test func aSignInThatWaitsTooLongForItsCodeHasToBeginAgain() async throws {
        let person = try await Person()
        let (secret, _, _) = try await person.enrolled(morning)
        let later = morning + .minutes(10)
        let token = try await person.signIn(later).token
        let late = later + .minutes(5) + TimeSpan(milliseconds: 1)
        await #expect(throws: DeskError.notSignedIn) {
            try await person.administration.confirm(code: person.code(secret, late), token: token, at: late)
        }
        #expect(try await person.session(token, late) == nil)
        // A session that is complete takes no code.
        let open = try await person.administration.confirm(
            code: person.code(secret, late), token: person.signIn(late).token, at: late)
        await #expect(throws: DeskError.notSignedIn) {
            try await person.administration.confirm(
                code: person.code(secret, late + .minutes(1)), token: open.token, at: late + .minutes(1))
        }
    }

    @Test func whereTheCityAsksForItNothingOpensBeforeItIsSetUp() async throws {
        let person = try await Person(isDemonstration: false)
        let (token, due) = try await person.signIn(morning)
        #expect(due == .secondFactor)
        let signedIn = try #require(try await person.session(token, morning))
        #expect(signedIn.due == .secondFactor)
        try await person.administration.beginFactor(signedIn, code: nil, at: morning)
        let secret = try await person.secret(signedIn, morning)
        // A wrong code confirms nothing.
        await #expect(throws: DeskError.wrongCode(wasUsed: false)) {
            try await person.administration.confirmFactor(signedIn, code: "123", session: token, at: morning)
        }
        #expect(try await person.session(token, morning)?.due == .secondFactor)
        _ = try await person.administration.confirmFactor(
            signedIn, code: person.code(secret, morning), session: token, at: morning)
        #expect(try await person.session(token, morning)?.due == nil)
        // It cannot be taken away again, except by an administrator.
        let open = try #require(try await person.session(token, morning))
        await #expect(throws: DeskError.notAllowed(.ownAccount)) {
            try await person.administration.removeFactor(open, code: nil, session: token, at: morning)
        }
    }

    @Test func changingTheSecondFactorLaterTakesACode() async throws {
        let person = try await Person()
        let (secret, codes, token) = try await person.enrolled(morning)
        let administration = person.administration
        let later = morning + .minutes(6)
        let signedIn = try #require(try await person.session(token, later))
        #expect(try await !administration.factorState(signedIn, at: later).isProven)
        await #expect(throws: DeskError.wrongCode(wasUsed: false)) {
            try await administration.renewRecoveryCodes(signedIn, code: nil, at: later)
        }
        await #expect(throws: DeskError.wrongCode(wasUsed: false)) {
            try await administration.beginFactor(signedIn, code: "000000", at: later)
        }
        let new = try await administration.renewRecoveryCodes(
            signedIn, code: person.code(secret, later), at: later)
        #expect(Set(new).isDisjoint(with: codes))
        #expect(try await person.house.store.lock(of: Person.id, at: later) == nil)
        // The codes from before are void.
        let waiting = try await person.signIn(later).token
        await #expect(throws: DeskError.wrongCode(wasUsed: false)) {
            try await administration.confirm(code: codes[0], token: waiting, at: later)
        }
        try await administration.removeFactor(signedIn, code: new[0], session: token, at: later)
        #expect(try await person.signIn(later).due == nil)
        #expect(try await person.session(token, later)?.due == nil, "the own session goes on")
    }

    @Test func theOldTelephoneIsGoodUntilTheNewOneHasShownACode() async throws {
        let person = try await Person()
        let (old, _, token) = try await person.enrolled(morning)
        let signedIn = try #require(try await person.session(token, morning))
        try await person.administration.beginFactor(signedIn, code: nil, at: morning)
        let new = try await person.secret(signedIn, morning)
        #expect(new != old)
        let later = morning + .minutes(8)
        let entered = try await person.administration.confirm(
            code: person.code(old, later), token: person.signIn(later).token, at: later)
        let again = try #require(try await person.session(entered.token, later))
        _ = try await person.administration.confirmFactor(
            again, code: person.code(new, later), session: entered.token, at: later)
        #expect(try await person.session(token, later) == nil, "other sessions have ended")
        let evening = later + .minutes(5)
        let waiting = try await person.signIn(evening).token
        await #expect(throws: DeskError.wrongCode(wasUsed: false)) {
            try await person.administration.confirm(code: person.code(old, evening), token: waiting, at: evening)
        }
        _ = try await person.administration.confirm(
            code: person.code(new, evening), token: waiting, at: evening)
    }

    @Test func aSecretThatNobodyConfirmsWithinAnHourIsForgotten() async throws {
        let person = try await Person()
        let token = try await person.signIn(morning).token
        let signedIn = try #require(try await person.session(token, morning))
        #expect(try await person.administration.newFactor(signedIn, at: morning) == nil)
        try await person.administration.beginFactor(signedIn, code: nil, at: morning)
        let secret = try await person.secret(signedIn, morning)
        let late = morning + .minutes(61)
        #expect(try await person.administration.newFactor(signedIn, at: late) == nil)
        let codes = try await person.administration.confirmFactor(
            signedIn, code: person.code(secret, late), session: token, at: late)
        #expect(codes == nil)
        #expect(try await person.signIn(late).due == nil)
    }

    @Test func theAddressForTheTelephoneNamesCityAccountAndSecret() async throws {
        let person = try await Person()
        let token = try await person.signIn(morning).token
        let signedIn = try #require(try await person.session(token, morning))
        try await person.administration.beginFactor(signedIn, code: nil, at: morning)
        let new = try #require(try await person.administration.newFactor(signedIn, at: morning))
        #expect(new.secret.split(separator: " ").map(\.count) == [4, 4, 4, 4, 4, 4, 4, 4])
        let plain = new.secret.replacing(" ", with: "")
        #expect(
            new.address
                == "otpauth://totp/Foshan%20OneDoor:handler3012?secret=\(plain)&issuer=Foshan%20OneDoor&algorithm=SHA1&digits=6&period=30"
        )
    }

    @Test func whatAnAdministratorResetsIsGoneAndWrittenDown() async throws {
        let person = try await Person()
        let (secret, codes, token) = try await person.enrolled(morning)
        let administrator = context(TestActor.administrator, "2026-11-18 09:30")
        #expect(try await person.administration.resetFactor(of: Person.id, administrator))
        #expect(try await !person.administration.resetFactor(of: Person.id, administrator))
        #expect(try await person.session(token, morning) == nil)
        let (open, due) = try await person.signIn(administrator.now)
        #expect(due == nil)
        await #expect(throws: DeskError.notSignedIn) {
            try await person.administration.confirm(
                code: person.code(secret, administrator.now), token: open, at: administrator.now)
        }
        #expect(
            try await !person.house.store.hasRecoveryCode(
                person.house.store.vault.recoveryDigest(codes[0], of: Person.id), of: Person.id))
        let act = try #require(
            try await person.house.store.accountActs(AccountActFilter(), limit: 100).map(\.act)
                .first { $0.kind == "factor-reset" })
        #expect(act.actor == "admin9001" && act.account == Person.id && act.at == administrator.now)
    }

    /// Programs have tokens of their own; people's telephones are no matter of theirs.
    @Test func aTokenForProgramsNeedsNoCode() async throws {
        let person = try await Person(isDemonstration: false)
        let administrator = context(TestActor.administrator, "2026-11-18 09:30")
        let token = try await person.administration.issueAPIToken(account: Person.id, administrator)
        #expect(try await person.administration.actor(apiToken: token)?.account == Person.id)
        _ = try await person.enrolled(morning)
        #expect(try await person.administration.actor(apiToken: token)?.account == Person.id)
    }
}
