import Casework
import Civics
import Foundation
import Storage
import TestSupport
import Testing

/// Opening, closing, copying: a store opens with its own key and city only, and a copy is as good as the store.
@Suite struct OpeningTests {
    private let files = FileManager.default

    private func folder() -> String { NSTemporaryDirectory() + "onedoor-test-" + UUID().uuidString }

    private func open(_ folder: String, key: String? = nil, city: City = TestCity.foshan) async throws -> Store {
        try await Store.open(folder: folder, city: city, keyFile: key)
    }

    @Test func theMasterKeyIsMadeOnFirstUseAndReadableByItsOwnerOnly() async throws {
        let house = try await TestStore()
        let attributes = try files.attributesOfItem(atPath: house.folder + "/master.key")
        #expect(attributes[.size] as? NSNumber == 32)
        #expect(attributes[.posixPermissions] as? NSNumber == 0o600)
        let key = files.contents(atPath: house.folder + "/master.key")
        try await house.reopen()
        #expect(files.contents(atPath: house.folder + "/master.key") == key)
        let other = try await TestStore()
        #expect(files.contents(atPath: other.folder + "/master.key") != key)
    }

    @Test func anotherKeyDoesNotOpenTheStore() async throws {
        let house = try await TestStore()
        try await house.receive("2026-11-18 10:24")
        house.store.close()
        let other = house.folder + "/other.key"
        try Data(repeating: 1, count: 32).write(to: URL(fileURLWithPath: other))
        await #expect(throws: StorageError.wrongMasterKey) { try await open(house.folder, key: other) }
        try await house.reopen()
        #expect(try await house.store.verify().texts == 2)
    }

    @Test(arguments: [0, 31, 33, 4096])
    func aFileThatIsNoKeyIsNamed(size: Int) async throws {
        let folder = folder()
        defer { try? files.removeItem(atPath: folder) }
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(repeating: 1, count: size).write(to: URL(fileURLWithPath: folder + "/master.key"))
        await #expect(throws: StorageError.badMasterKey(path: folder + "/master.key")) { try await open(folder) }
        #expect(!files.fileExists(atPath: Store.databasePath(in: folder)))
    }

    @Test func aLostKeyIsNotReplacedByANewOne() async throws {
        let house = try await TestStore()
        try await house.receive("2026-11-18 10:24")
        house.store.close()
        let key = house.folder + "/master.key"
        try files.moveItem(atPath: key, toPath: key + ".away")
        await #expect(throws: StorageError.wrongMasterKey) { try await open(house.folder) }
        #expect(!files.fileExists(atPath: key))
        try files.moveItem(atPath: key + ".away", toPath: key)
        try await house.reopen()
        #expect(try await house.store.verify().fault == nil)
    }

    @Test func aKeyMayLieElsewhere() async throws {
        let (folder, key) = (folder(), folder() + ".key")
        defer {
            try? files.removeItem(atPath: folder)
            try? files.removeItem(atPath: key)
        }
        let first = try await open(folder, key: key)
        first.close()
        #expect(!files.fileExists(atPath: folder + "/master.key"))
        let second = try await open(folder, key: key)
        second.close()
        await #expect(throws: StorageError.wrongMasterKey) { try await open(folder) }
    }

    @Test func theStoreOfAnotherCityIsNotOpened() async throws {
        let house = try await TestStore()
        house.store.close()
        let newYork = TestCity.newYork
        await #expect(throws: StorageError.otherCity(found: "440600", expected: newYork.root)) {
            try await open(house.folder, city: newYork)
        }
        try await house.reopen()
    }

    @Test func aStoreOfANewerVersionIsLeftAlone() async throws {
        let house = try await TestStore()
        house.store.close()
        let known = try await house.store.database.read { try $0.integer("SELECT max(number) FROM schema_step") }
        try house.meddle(("INSERT INTO schema_step VALUES (?, 0)", [.integer(known + 1)]))
        await #expect(throws: StorageError.newerSchema(found: Int(known) + 1, known: Int(known))) {
            try await open(house.folder)
        }
    }

    @Test func whatIsWrongIsSaidInAWayThatHelps() {
        for error in [
            StorageError.newerSchema(found: 3, known: 2), .wrongMasterKey, .badMasterKey(path: "/data/master.key"),
            .otherCity(found: "440600", expected: "nyc"), .unreadableEvent(seq: 7, typeName: "request.received.7"),
        ] {
            #expect(error.description.count > 30)
        }
        #expect(StorageError.badMasterKey(path: "/data/master.key").description.contains("/data/master.key"))
    }

    // MARK: Copies

    @Test func aBackupMadeWhileWorkGoesOnIsWholeAndVerifies() async throws {
        let house = try await TestStore()
        for minute in 10..<30 { try await house.receive("2026-11-18 09:\(minute)") }
        let copy = folder()
        defer { try? files.removeItem(atPath: copy) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<300 {
                group.addTask { [store = house.store] in
                    _ = try await store.perform(
                        OutsideCommand(
                            command: .receive(.test(title: "打桩 \(index)", text: "半夜打桩")),
                            person: PersonDetails(name: "某某"), at: at("2026-11-18 10:00"), actor: "resident"))
                }
            }
            group.addTask { [store = house.store, key = house.folder + "/master.key"] in
                try await Store.backup(store, keyFile: key, to: copy)
            }
            try await group.waitForAll()
        }
        #expect(try files.contentsOfDirectory(atPath: copy).sorted() == ["master.key", "onedoor.sqlite"])
        // Never over an older one.
        await #expect(throws: BackupError.alreadyThere(copy + "/onedoor.sqlite")) {
            try await Store.backup(house.store, keyFile: house.folder + "/master.key", to: copy)
        }

        let restored = folder()
        defer { try? files.removeItem(atPath: restored) }
        try Store.restore(from: copy, to: restored)
        let store = try await open(restored)
        defer { store.close() }
        let verification = try await store.verify()
        #expect(verification.fault == nil)
        #expect((20...320).contains(verification.cases))
        #expect(verification.texts == verification.cases * 2)
        #expect(try await store.rebuild().differing.isEmpty)
        // And the city goes on from there.
        let next = try await store.perform(
            OutsideCommand(command: .receive(.test()), at: at("2026-11-18 11:00"), actor: "resident"))
        #expect(next.number.serial == verification.cases + 1)
        #expect(try await house.store.verify().cases == 320)
    }

    @Test func aRestoreOverwritesNothing() async throws {
        let house = try await TestStore()
        let copy = folder()
        defer { try? files.removeItem(atPath: copy) }
        try await Store.backup(house.store, keyFile: house.folder + "/master.key", to: copy)
        #expect(throws: BackupError.alreadyThere(house.folder + "/onedoor.sqlite")) {
            try Store.restore(from: copy, to: house.folder)
        }
        let missing = copy + "/elsewhere"
        #expect(throws: BackupError.nothingThere(missing + "/onedoor.sqlite")) {
            try Store.restore(from: missing, to: folder())
        }
        for left in ["onedoor.sqlite-wal", "onedoor.sqlite-journal", "master.key"] {
            let target = folder()
            defer { try? files.removeItem(atPath: target) }
            try files.createDirectory(atPath: target, withIntermediateDirectories: true)
            try Data("left behind".utf8).write(to: URL(fileURLWithPath: target + "/" + left))
            #expect(throws: BackupError.alreadyThere(target + "/" + left)) { try Store.restore(from: copy, to: target) }
            #expect(try files.contentsOfDirectory(atPath: target) == [left])
        }
    }

    // MARK: Keys

    @Test func peopleAreSealedWithKeysOfTheirOwn() throws {
        let vault = Vault(masterKey: [UInt8](repeating: 7, count: 32))
        let details = PersonDetails(
            name: "李明", phone: "19900001234", enterprise: "某某公司", creditCode: "91350100M000100Y43")
        let one = try vault.newPerson(details, entropy: .system)
        let two = try vault.newPerson(details, entropy: .system)
        #expect(one.key.digest(of: "text") != two.key.digest(of: "text"))
        #expect(one.key.digest(of: "text") == one.key.digest(of: "text"))
        let sealed = try one.key.seal("海八路", entropy: .system)
        #expect(one.key.open(sealed) == "海八路")
        #expect(two.key.open(sealed) == nil)
        #expect(one.key.open(Array(sealed.dropLast())) == nil)
        #expect(one.key.open([]) == nil)
        #expect(try one.key.seal("海八路", entropy: .system) != sealed)
    }

    @Test func aQueryCodeBelongsToItsCaseAndItsCity() {
        let vault = Vault(masterKey: [UInt8](repeating: 7, count: 32))
        let codes = (1...2000).map { vault.queryCode(for: 261_118_000_000 + $0) }
        #expect(Set(codes).count == 2000)
        for code in codes { #expect(code.count == 6 && !code.contains { "01ILO".contains($0) }, "\(code)") }
        #expect(codes[0] == vault.queryCode(for: 261_118_000_001))
        #expect(codes[0] != Vault(masterKey: [UInt8](repeating: 8, count: 32)).queryCode(for: 261_118_000_001))
    }

    @Test func anOddNameIsKeptAndOpensAgain() async throws {
        let house = try await TestStore()
        let odd = PersonDetails(name: "a\u{1F}b", phone: "", enterprise: "\u{1F}", creditCode: "")
        let number = try await house.receive("2026-11-18 10:24", person: odd)
        #expect(try await house.store.person(of: number) == PersonDetails(name: "a b"))
        let nobody = try await house.receive("2026-11-18 10:25", person: PersonDetails())
        #expect(try await house.store.person(of: nobody) == PersonDetails())
    }

    @Test func seededEntropyGivesTheSameBytesForTheSamePlaceOnly() {
        let first = Entropy.seeded(1, ordinal: 5)
        let again = Entropy.seeded(1, ordinal: 5)
        #expect(first.bytes(64) == again.bytes(64))
        #expect(first.bytes(12) == again.bytes(12))
        #expect(Entropy.seeded(1, ordinal: 6).bytes(64) != Entropy.seeded(1, ordinal: 5).bytes(64))
        #expect(Entropy.seeded(2, ordinal: 5).bytes(64) != Entropy.seeded(1, ordinal: 5).bytes(64))
        #expect(Entropy.system.bytes(32) != Entropy.system.bytes(32))
        #expect([0, 1, 5000].map { Entropy.system.bytes($0).count } == [0, 1, 5000])
    }
}
