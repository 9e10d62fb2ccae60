import Casework
import Civics
import Storage
import TestSupport
import Testing

/// Another hand at the file, past all rules: `verify` names what was done.
@Suite struct JournalTests {
    private typealias Change = (sql: String, values: [SQLValue])

    /// Two sealed cases, and one after the seals.
    private func sealedHouse() async throws -> (house: TestStore, first: CaseNumber, second: CaseNumber) {
        let house = try await TestStore()
        let first = try await house.answered("2026-11-18")
        let second = try await house.receive("2026-11-18 11:00")
        #expect(try await house.store.seal(at: at("2026-11-19 00:05"))?.lastSeq == 6)
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), second, "2026-11-19 09:00")
        try await house.give(.sign(body: CaseLife.lead, handler: nil), second, "2026-11-19 10:00")
        #expect(try await house.store.seal(at: at("2026-11-20 00:05"))?.number == 2)
        try await house.receive("2026-11-20 09:00")
        return (house, first, second)
    }

    /// The fault found after a change by another hand.
    private func fault(_ house: TestStore, after changes: Change...) async throws -> String {
        for change in changes { #expect(try house.meddle(change) > 0, "\(change.sql)") }
        return try #require(try await house.store.verify().fault)
    }

    @Test func whatNobodyTouchedIsWell() async throws {
        let (house, _, second) = try await sealedHouse()
        let found = try await house.store.verify()
        #expect(found.fault == nil)
        #expect(found.events == 9)
        #expect(found.cases == 3)
        #expect(found.seals == 2)
        #expect(found.texts == 7)
        #expect(try await house.store.firstBrokenEntry(of: second) == nil)
    }

    @Test func aSealCoversWhatCameSinceTheLastAndNothingIsSealedTwice() async throws {
        let (house, _, _) = try await sealedHouse()
        let third = try #require(try await house.store.seal(at: at("2026-11-21 00:05")))
        #expect(third.firstSeq == 9 && third.lastSeq == 9 && third.number == 3)
        #expect(try await house.store.seal(at: at("2026-11-22 00:05")) == nil)
        #expect(try await house.store.lastSeal() == third)
    }

    @Test func anEmptyJournalIsWellAndHasNothingToSeal() async throws {
        let house = try await TestStore()
        #expect(try await house.store.seal(at: at("2026-11-19 00:05")) == nil)
        #expect(try await house.store.lastSeal() == nil)
        #expect(try await house.store.verify().fault == nil)
    }

    @Test(arguments: [
        // One word, the time by a millisecond, the hand, the kind, and the digest itself.
        "UPDATE event SET body = CAST(replace(CAST(body AS TEXT), 'ordinary', 'Ordinary') AS BLOB) WHERE seq = 1",
        "UPDATE event SET at = at + 1 WHERE seq = 1", "UPDATE event SET actor = 'somebody' WHERE seq = 1",
        "UPDATE event SET type = 'request.received.2' WHERE seq = 1",
        "UPDATE event SET digest = zeroblob(32) WHERE seq = 1",
        "UPDATE event SET case_id = case_id + 100 WHERE seq = 1",
    ])
    func anEventThatWasChangedDoesNotFitItsDigest(sql: String) async throws {
        let (house, first, _) = try await sealedHouse()
        let fault = try await fault(house, after: (sql, []))
        #expect(fault.contains("event 1"), "\(fault)")
        #expect(fault.contains("digest") || fault.contains("is missing"), "\(fault)")
        #expect(try await house.store.firstBrokenEntry(of: first) == 1)
    }

    @Test func everyByteOfABodyCounts() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 10:24")
        let path = Store.databasePath(in: house.folder)
        let body = try await house.store.database.read { try $0.first("SELECT body FROM event") { $0.blob(0) } ?? [] }
        #expect(body.count > 200)
        let hand = try SQLiteDatabase(path: path)
        defer { try? hand.close() }
        for place in stride(from: 0, to: body.count, by: 7) {
            var changed = body
            changed[place] ^= 1
            try hand.writeBlocking { _ = try $0.execute("UPDATE event SET body = ?", [.blob(changed)]) }
            #expect(try await house.store.firstBrokenEntry(of: number) == 1, "byte \(place)")
        }
        try hand.writeBlocking { _ = try $0.execute("UPDATE event SET body = ?", [.blob(body)]) }
        #expect(try await house.store.verify().fault == nil)
    }

    @Test func anEventThatIsMissingIsNamed() async throws {
        let (house, first, _) = try await sealedHouse()
        let fault = try await fault(house, after: ("DELETE FROM event WHERE seq = 2", []))
        #expect(fault == "case \(first): event 2 is missing, event 3 follows (seq 3)")
        #expect(try await house.store.firstBrokenEntry(of: first) == 2)
    }

    @Test func twoEventsOfACaseThatChangedPlacesAreFound() async throws {
        let (house, first, _) = try await sealedHouse()
        let fault = try await fault(
            house, after: ("UPDATE event SET case_version = 99 WHERE seq = 2", []),
            ("UPDATE event SET case_version = 2 WHERE seq = 3", []),
            ("UPDATE event SET case_version = 3 WHERE seq = 2", []))
        #expect(fault.contains("case \(first): event 2"))
    }

    /// Chains alone would not notice: each of them is whole.
    @Test(arguments: [
        // The last event of a case; a case without any trace; two events in another order.
        ["DELETE FROM event WHERE seq = 5"],
        ["DELETE FROM event WHERE case_id = (SELECT max(case_id) FROM event WHERE seq <= 6)"],
        [
            "UPDATE event SET seq = 99 WHERE seq = 5", "UPDATE event SET seq = 5 WHERE seq = 6",
            "UPDATE event SET seq = 6 WHERE seq = 99",
        ],
    ])
    func whatIsTakenFromASealedDayBreaksItsSeal(statements: [String]) async throws {
        let (house, _, _) = try await sealedHouse()
        for sql in statements { #expect(try house.meddle((sql, [])) > 0) }
        if statements[0].contains("case_id") {
            #expect(try house.meddle(("DELETE FROM content WHERE case_id NOT IN (SELECT case_id FROM event)", [])) > 0)
        }
        let fault = try #require(try await house.store.verify().fault)
        #expect(fault == "seal 1: events 1 to 6 are not those that were sealed")
    }

    /// The end of a case cut off and written anew by the platform itself: every digest fits, the seal does not.
    @Test func anEndThatWasWrittenAnewBreaksTheSeal() async throws {
        let (house, _, second) = try await sealedHouse()
        let changes: [Change] = [("DELETE FROM event WHERE seq = 8", [])]
        for change in changes { try house.meddle(change) }
        try await house.give(.sign(body: CaseLife.lead, handler: "handler3012"), second, "2026-11-19 10:00")
        let fault = try #require(try await house.store.verify().fault)
        #expect(fault == "seal 2: events 7 to 8 are not those that were sealed")
    }

    @Test(arguments: [
        ("UPDATE seal SET root = zeroblob(32) WHERE number = 1", "seal 1: "),
        ("UPDATE seal SET digest = zeroblob(32) WHERE number = 1", "seal 1: "),
        ("UPDATE seal SET last_seq = 5 WHERE number = 1", "seal 1: "),
        ("DELETE FROM seal WHERE number = 1", "seal 2: "),
    ])
    func aSealThatWasChangedOrRemovedIsNamed(sql: String, name: String) async throws {
        let (house, _, _) = try await sealedHouse()
        #expect(try await fault(house, after: (sql, [])).hasPrefix(name))
    }

    // MARK: Texts

    @Test func aTextThatWasChangedIsNotTheOneInTheJournal() async throws {
        let (house, first, _) = try await sealedHouse()
        let sealed = try await house.store.database.read {
            try $0.first("SELECT sealed FROM content WHERE case_id = ? AND part = 2", [.integer(first.rawValue)]) {
                $0.blob(0)
            } ?? []
        }
        for place in [0, 12, sealed.count - 1] {
            var changed = sealed
            changed[place] ^= 0x80
            let set = "UPDATE content SET sealed = ? WHERE case_id = ? AND part = 2"
            let fault = try await fault(house, after: (set, [.blob(changed), .integer(first.rawValue)]))
            #expect(fault == "case \(first): a text of event 1 is not the one in the journal")
        }
    }

    /// A text of the same person is sealed with the same key; it still is not the one that was written there.
    @Test func aTextThatTookThePlaceOfAnotherIsNotTheOneInTheJournal() async throws {
        let (house, first, _) = try await sealedHouse()
        let fault = try await fault(
            house, after: ("UPDATE content SET part = 9 WHERE case_id = ? AND part = 1", [.integer(first.rawValue)]),
            ("UPDATE content SET part = 1 WHERE case_id = ? AND part = 2", [.integer(first.rawValue)]),
            ("UPDATE content SET part = 2 WHERE case_id = ? AND part = 9", [.integer(first.rawValue)]))
        #expect(fault == "case \(first): a text of event 1 is not the one in the journal")
    }

    @Test func aTextThatIsMissingIsNamed() async throws {
        let (house, first, _) = try await sealedHouse()
        let fault = try await fault(
            house, after: ("DELETE FROM content WHERE case_id = ? AND case_version = 4", [.integer(first.rawValue)]))
        #expect(fault == "case \(first): a text of event 4 is missing")
    }

    @Test func aTextThatBelongsToNoEventIsNamed() async throws {
        let (house, first, _) = try await sealedHouse()
        let copy = "INSERT INTO content SELECT case_id, ?, part, sealed FROM content WHERE case_id = ? AND part = 1"
        var fault = try await fault(house, after: (copy, [.integer(2), .integer(first.rawValue)]))
        #expect(fault == "case \(first): a text of event 2 is not in the journal")
        try house.meddle(("UPDATE content SET case_version = 77 WHERE case_version = 2", []))
        fault = try #require(try await house.store.verify().fault)
        #expect(fault == "case \(first): there is a text, but no event 77")
    }

    @Test func anEventThatThisVersionCannotReadIsNotSwallowed() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 10:24")
        try house.meddle(("UPDATE event SET type = 'request.received.7'", []))
        await #expect(throws: StorageError.unreadableEvent(seq: 1, typeName: "request.received.7")) {
            try await house.store.caseFile(number)
        }
        // Somebody else's command that comes at the same time goes through.
        let store = house.store
        async let broken: Void = {
            await #expect(throws: StorageError.unreadableEvent(seq: 1, typeName: "request.received.7")) {
                try await store.perform(
                    OutsideCommand(
                        number: number, command: .urge(note: nil), at: at("2026-11-18 11:00"), actor: "tester"))
            }
        }()
        let other = try await house.receive("2026-11-18 10:30")
        await broken
        #expect(try await store.request(other)?.version == 1)
    }
}
