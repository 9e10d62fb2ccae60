import Casework
import Civics
import Foundation
import Storage
import TestSupport
import Testing

/// Forgetting a person (PIPL): everything that could name them is gone, and the journal is what it was.
@Suite struct ForgetTests {
    private func house() async throws -> (house: TestStore, number: CaseNumber, other: CaseNumber) {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18", .test(title: "海八路工地半夜打桩", text: "住在东二社区三座"))
        let other = try await house.receive("2026-11-18 11:00", person: PersonDetails(name: "王芳", phone: "19900005678"))
        return (house, number, other)
    }

    private func numbers(_ house: TestStore, words: String? = nil, phone: String? = nil) async throws -> [CaseNumber] {
        var filter = RequestFilter()
        (filter.words, filter.phone) = (words, phone)
        return try await house.store.page(filter, order: .newest, limit: 20).items.map(\.row.number)
    }

    @Test func textsWordsAndPhoneAreGone() async throws {
        let (house, number, other) = try await house()
        #expect(try await numbers(house, words: "打桩") == [other, number])
        #expect(try await numbers(house, phone: "19900001234") == [number])
        try await house.store.forget(number, at: at("2026-12-01 09:00"))
        #expect(try await numbers(house, words: "打桩") == [other])
        #expect(try await numbers(house, words: "东二社区") == [])
        #expect(try await numbers(house, phone: "19900001234") == [])
        #expect(try await house.store.person(of: number) == nil)
        let file = try #require(try await house.store.caseFile(number))
        #expect(file.texts.isEmpty && file.title.isEmpty && file.text.isEmpty)
        #expect(file.request.stage == .closed)
        #expect(file.entries.count == 5)
        let items = try await house.store.page(RequestFilter(), order: .newest, limit: 20).items
        #expect(items.map(\.row.number) == [other, number])
        #expect(items.map { $0.title == nil } == [false, true])
        // Nobody else is forgotten.
        #expect(try await house.store.caseFile(other)?.title == "海八路工地半夜打桩")
        #expect(try await house.store.person(of: other)?.name == "王芳")
    }

    @Test func theJournalStillVerifiesAndTheProjectionsAreThoseOfARebuild() async throws {
        let (house, number, _) = try await house()
        try await house.store.seal(at: at("2026-11-19 00:05"))
        try await house.store.forget(number, at: at("2026-12-01 09:00"))
        let verification = try await house.store.verify()
        #expect(verification.fault == nil)
        #expect(verification.events == 6)
        #expect(verification.texts == 2)
        #expect(try await house.store.rebuild().differing.isEmpty)
        try await house.reopen()
        #expect(try await numbers(house, words: "东二社区") == [])
        #expect(try await house.store.verify().fault == nil)
    }

    @Test func aRequestOfSomebodyForgottenCanStillBeWorkedOnButKeepsNoTexts() async throws {
        let (house, number, _) = try await house()
        try await house.store.forget(number, at: at("2026-12-01 09:00"))
        try await house.give(.note("李明又来电"), number, "2026-12-02 09:00")
        try await house.give(.redo(note: "李明不满意"), number, "2026-12-02 10:00")
        let file = try #require(try await house.store.caseFile(number))
        #expect(file.request.stage == .inProgress)
        #expect(file.texts.isEmpty)
        #expect(try await house.store.verify().fault == nil)
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    @Test func forgettingTwiceOrAtTheSameTimeIsForgettingOnce() async throws {
        let (house, number, other) = try await house()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { [store = house.store] in try await store.forget(number, at: at("2026-12-01 09:00")) }
            }
            try await group.waitForAll()
        }
        try await house.store.forget(number, at: at("2026-12-02 09:00"))
        await #expect(throws: NotForgotten.unknown) {
            try await house.store.forget(CaseNumber(rawValue: 1), at: at("2026-12-02 09:00"))
        }
        #expect(try await numbers(house, words: "打桩") == [other])
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    @Test func whoeverAsksInAnOpenCaseIsNotForgotten() async throws {
        let (house, _, other) = try await house()
        await #expect(throws: NotForgotten.open) {
            try await house.store.forget(other, at: at("2026-12-01 09:00"))
        }
        #expect(try await house.store.person(of: other)?.name == "王芳")
    }

    /// A server that runs keeps keys in memory; `onedoor forget` beside it destroys them in the database.
    @Test func whatAnotherProcessForgetsIsForgottenHereAtOnce() async throws {
        let (house, number, _) = try await house()
        // Everything that remembers the key has been asked.
        #expect(try await house.store.caseFile(number)?.text == "住在东二社区三座")
        #expect(try await house.store.person(of: number)?.phone == "19900001234")
        let elsewhere = try await Store.open(folder: house.folder, city: house.store.city)
        try await elsewhere.forget(number, at: at("2026-12-01 09:00"))
        elsewhere.close()
        #expect(try await house.store.caseFile(number)?.texts.isEmpty == true)
        #expect(try await house.store.person(of: number) == nil)
        let items = try await house.store.page(RequestFilter(), order: .newest, limit: 20).items
        #expect(items.map { $0.title == nil } == [false, true])
        // Nothing that is written now is sealed with the destroyed key, or kept at all.
        try await house.give(.note("李明又来电"), number, "2026-12-02 09:00")
        #expect(
            try await house.store.database.read {
                try $0.integer("SELECT count(*) FROM content WHERE case_id = ?", [.integer(number.rawValue)])
            } == 0)
        #expect(try await house.store.verify().fault == nil)
    }

    /// Texts are sealed before their command's turn comes; the person may be forgotten in between.
    @Test func aTextSealedBeforeTheForgettingIsNotKeptAfterIt() async throws {
        let (house, number, _) = try await house()
        let key = try await house.store.database.read { [store = house.store] in
            try store.personKey(of: number.rawValue, on: $0)
        }
        let prepared = try house.store.prepare(
            OutsideCommand(
                number: number, command: .note("李明又来电"), at: at("2026-12-02 09:00"), actor: "tester"),
            key: key, entropy: .system)
        #expect(prepared.contents.count == 1)
        try await house.store.forget(number, at: at("2026-12-01 09:00"))
        _ = try await house.store.writer.perform(prepared)
        let file = try #require(try await house.store.caseFile(number))
        #expect(file.entries.last?.event == .noted(""))
        #expect(
            try await house.store.database.read {
                try $0.integer("SELECT count(*) FROM content WHERE case_id = ?", [.integer(number.rawValue)])
            } == 0)
        #expect(try await house.store.verify().fault == nil)
    }

    /// Who asked is found by telephone and number, never by searching for their name in what they wrote.
    @Test func nameAndTelephoneAreNotInTheSearchIndex() async throws {
        let house = try await TestStore()
        let number = try await house.answered(
            "2026-11-18", .test(title: "李明反映打桩", text: "我是李明，电话 199 0000 1234，每晚打桩"))
        for words in ["李明", "19900001234", "1234"] { #expect(try await numbers(house, words: words) == [], "\(words)") }
        #expect(try await numbers(house, words: "打桩") == [number])
        #expect(try await house.store.rebuild().differing.isEmpty)
        try await house.store.forget(number, at: at("2026-12-01 09:00"))
        #expect(try await numbers(house, words: "打桩") == [])
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    /// Destroyed means overwritten: neither the key nor the sealed details are left in free pages of the file or its log.
    @Test func theKeyIsNotLeftInTheFile() async throws {
        let (house, number, _) = try await house()
        let (key, sealed) = try await house.store.database.read {
            try $0.first("SELECT wrapped_key, sealed FROM person WHERE id = ?", [.integer(number.rawValue)]) {
                ($0.blob(0), $0.blob(1))
            } ?? ([], [])
        }
        #expect(key.count > 64)
        let database = try #require(house.store.database as? SQLiteDatabase)
        try database.checkpoint()
        let path = Store.databasePath(in: house.folder)
        #expect(try contains(path, key) && contains(path, sealed))
        try await house.store.forget(number, at: at("2026-12-01 09:00"))
        try database.checkpoint()
        for file in [path, path + "-wal"] where FileManager.default.fileExists(atPath: file) {
            #expect(try !contains(file, key) && !contains(file, sealed), "\(file)")
        }
    }

    /// The search index keeps the terms of what was taken out until it is swept, and the file must not.
    @Test func theWordsAreNotLeftInTheSearchIndex() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18", .test(title: "海八路工地半夜打桩", text: "车牌是 qzxvwk"))
        try await house.receive("2026-11-18 11:00")
        let database = try #require(house.store.database as? SQLiteDatabase)
        try database.checkpoint()
        let path = Store.databasePath(in: house.folder)
        #expect(try contains(path, Array("qzxvwk".utf8)))
        try await house.store.forget(number, at: at("2026-12-01 09:00"))
        #expect(try await house.store.sweepForgotten())
        for file in [path, path + "-wal"] where FileManager.default.fileExists(atPath: file) {
            #expect(try !contains(file, Array("qzxvwk".utf8)), "\(file)")
        }
        #expect(try await numbers(house, words: "打桩").count == 1)
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    private func contains(_ path: String, _ bytes: [UInt8]) throws -> Bool {
        try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(bytes)) != nil
    }
}
