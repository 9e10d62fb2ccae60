import Casework
import Civics
import Foundation
import Storage
import TestSupport
import Testing

/// Files as they are kept: sealed, once each, checked, and gone with the person.
@Suite struct AttachmentStoreTests {
    private static let bytes = MadeFiles.jpeg(MadeFiles.segment(0xFE, Array("海八路工地".utf8)))
    private static let photo = NewFile(name: "工地.jpg", type: .jpeg, bytes: bytes)
    private static let letter = NewFile(name: "通知.pdf", type: .pdf, bytes: MadeFiles.pdf(), isInternal: true)

    private func house() async throws -> (house: TestStore, number: CaseNumber) {
        let house = try await TestStore()
        return (house, try await house.receive("2026-11-18 10:00"))
    }

    @discardableResult
    private func attach(
        _ files: [NewFile], _ house: TestStore, _ number: CaseNumber, _ time: String = "2026-11-18 11:00",
        key: IdempotencyKey? = nil
    ) async throws -> CommandOutcome {
        try await house.store.perform(
            OutsideCommand(
                number: number, command: .attach([]), files: files, at: at(time), actor: "resident", idempotency: key))
    }

    private func rows(_ house: TestStore) async throws -> Int {
        Int(try await house.store.database.read { try $0.integer("SELECT count(*) FROM attachment") })
    }

    @Test func aFileComesBackAsItWas() async throws {
        let (house, number) = try await house()
        try await attach([Self.photo, Self.letter], house, number)
        try await house.reopen()
        let file = try #require(try await house.store.caseFile(number))
        let kept = file.request.attachments
        #expect(kept.map(\.attachment.size) == [Self.bytes.count, MadeFiles.pdf().count])
        #expect(kept.map(\.attachment.isInternal) == [false, true])
        #expect(kept.map { file.texts[ContentPlace(version: $0.version, part: .fileName)] } == ["工地.jpg", "通知.pdf"])
        #expect(try await house.store.file(kept[0].attachment.digest, of: number) == Self.bytes)
        #expect(try await house.store.file("00", of: number) == nil)
    }

    @Test func neitherContentNorNameStandsInTheFilesInClear() async throws {
        let (house, number) = try await house()
        try await attach([Self.photo], house, number)
        house.store.close()
        try (house.store.database as? SQLiteDatabase)?.checkpoint()
        let database = try Data(contentsOf: URL(fileURLWithPath: Store.databasePath(in: house.folder)))
        #expect(database.range(of: Data("海八路工地".utf8)) == nil)
        #expect(database.range(of: Data("工地.jpg".utf8)) == nil)
    }

    @Test func theSameFileIsKeptOnceForACase() async throws {
        let (house, number) = try await house()
        try await attach([Self.photo], house, number)
        await #expect(throws: CommandFailure.refused(.alreadyAttached)) {
            try await attach([Self.photo], house, number)
        }
        var internally = Self.photo
        internally.isInternal = true
        try await attach([internally], house, number)
        #expect(try await rows(house) == 1)
        let other = try await house.receive("2026-11-18 10:30")
        try await attach([Self.photo], house, other)
        #expect(try await rows(house) == 2)
        let digests = try await [number, other].asyncMap {
            try await house.store.request($0)?.attachments[0].attachment.digest
        }
        #expect(digests[0] != digests[1], "nobody sees that two people have the same file")
    }

    @Test func sentTwiceUnderOneKeyItIsAddedOnce() async throws {
        let (house, number) = try await house()
        let key = IdempotencyKey(source: "page", key: "once", fingerprint: 1)
        let first = try await attach([Self.photo], house, number, key: key)
        let second = try await attach([Self.photo], house, number, key: key)
        #expect(first.isNew && !second.isNew && second.version == first.version)
    }

    @Test func aRequestComesWithItsFilesOrNotAtAll() async throws {
        let house = try await TestStore()
        func receive(_ files: [NewFile]) async throws -> CommandOutcome {
            try await house.store.perform(
                OutsideCommand(
                    command: .receive(.test()), person: PersonDetails(name: "李明"), files: files,
                    at: at("2026-11-18 10:00"), actor: "resident"))
        }
        let outcome = try await receive([Self.photo])
        #expect(outcome.version == 2)
        let request = try #require(try await house.store.request(outcome.number))
        #expect(request.attachments.map(\.version) == [2] && request.stage == .awaitingDispatch)

        let large = NewFile(name: "a.pdf", type: .pdf, bytes: [UInt8](repeating: 0x20, count: 11 << 20))
        await #expect(throws: CommandFailure.refused(.attachmentTooLarge)) { try await receive([Self.photo, large]) }
        #expect(try await house.store.page(RequestFilter(), order: .newest, limit: 10).items.count == 1)
        #expect(try await rows(house) == 1)
        #expect(try await house.store.verify().fault == nil)
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    @Test func whoIsForgottenTakesTheirFilesAlong() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        try await attach([Self.photo], house, number, "2026-11-30 09:00")
        let digest = try #require(try await house.store.request(number)?.attachments[0].attachment.digest)
        try await house.store.forget(number, at: at("2026-12-01 09:00"))
        #expect(try await rows(house) == 0)
        #expect(try await house.store.file(digest, of: number) == nil)
        let verification = try await house.store.verify()
        #expect(verification.fault == nil && verification.files == 0)
        await #expect(throws: CommandFailure.refused(.personForgotten)) {
            try await attach([Self.letter], house, number, "2026-12-01 10:00")
        }
    }

    /// Files are sealed before their command's turn comes; the person may be forgotten in between.
    @Test func aFileSealedBeforeTheForgettingIsNotKeptAfterIt() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        let key = try await house.store.database.read { [store = house.store] in
            try store.personKey(of: number.rawValue, on: $0)
        }
        let prepared = try house.store.prepare(
            OutsideCommand(
                number: number, command: .attach([]), files: [Self.photo], at: at("2026-12-02 09:00"), actor: "tester"),
            key: key, entropy: .system)
        try await house.store.forget(number, at: at("2026-12-01 09:00"))
        await #expect(throws: CommandFailure.refused(.personForgotten)) {
            _ = try await house.store.writer.perform(prepared)
        }
        #expect(try await rows(house) == 0)
        #expect(try await house.store.request(number)?.attachments.isEmpty == true)
        #expect(try await house.store.verify().fault == nil)
    }

    @Test func backupTakesFilesAlong() async throws {
        let (house, number) = try await house()
        try await attach([Self.photo], house, number)
        let copy = house.folder + "/copy.sqlite"
        try await house.store.database.backup(to: copy)
        let other = try SQLiteDatabase(path: copy)
        defer { try? other.close() }
        #expect(try await other.read { try $0.integer("SELECT count(*) FROM attachment") } == 1)
    }

    @Test func verifyCountsFilesAndFindsNothingWrong() async throws {
        let (house, number) = try await house()
        try await attach([Self.photo, Self.letter], house, number)
        let verification = try await house.store.verify()
        #expect(verification.fault == nil && verification.files == 2)
    }

    @Test(arguments: [
        ("UPDATE attachment SET sealed = zeroblob(100)", "a file is not the one in the journal"),
        ("DELETE FROM attachment", "a file is missing"),
        (
            "INSERT INTO attachment (case_id, digest, sealed) SELECT case_id, '00', sealed FROM attachment",
            "no event of it added"
        ),
        ("UPDATE attachment SET digest = '00'", "no event of it added"),
        ("UPDATE attachment SET case_id = case_id + 1", "no event of it added"),
    ])
    func verifyNamesAFileThatDoesNotFit(sql: String, fault: String) async throws {
        let (house, number) = try await house()
        try await attach([Self.photo], house, number)
        try house.meddle((sql, []))
        let found = try #require(try await house.store.verify().fault)
        #expect(found.contains(fault), "\(found)")
    }

    @Test func filesOfTwoCasesThatWereSwappedAreFound() async throws {
        let (house, number) = try await house()
        let other = try await house.receive("2026-11-18 10:30")
        try await attach([Self.photo], house, number)
        try await attach([Self.letter], house, other)
        try house.meddle(
            (
                "UPDATE attachment SET sealed = (SELECT sealed FROM attachment a WHERE a.case_id <> attachment.case_id)",
                []
            ))
        #expect(try await house.store.verify().fault?.contains("is not the one in the journal") == true)
    }
}

extension Sequence {
    fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var results: [T] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
