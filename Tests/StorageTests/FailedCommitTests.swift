import Casework
import Civics
import Storage
import TestSupport
import Testing

/// The disk is full, or gone for a moment: nothing of what was not written is answered as done, or remembered.
@Suite struct FailedCommitTests {
    private func house() async throws -> (house: TestStore, disk: FailingDatabase) {
        let house = try await TestStore(behind: FailingDatabase.init)
        return (house, try #require(house.store.database as? FailingDatabase))
    }

    @Test func aCommandThatDidNotReachTheDiskNeverWas() async throws {
        let (house, disk) = try await house()
        let number = try await house.receive("2026-11-18 10:24")
        disk.fail(1)
        await #expect(throws: DatabaseError.self) {
            try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 11:00", version: 1)
        }
        #expect(try await house.store.request(number)?.version == 1)
        // The next command finds the case as it is on disk.
        let dispatched = try await house.give(
            .dispatch(Dispatch(lead: CaseLife.stranger)), number, "2026-11-18 11:10", version: 1)
        #expect(dispatched.version == 2)
        #expect(try await house.store.verify().fault == nil)
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    @Test func aReceiptThatDidNotReachTheDiskUsesUpNoNumberAndNoKey() async throws {
        let (house, disk) = try await house()
        let key = IdempotencyKey(source: "web", key: "form", fingerprint: 1)
        disk.fail(1)
        await #expect(throws: DatabaseError.self) { try await house.receive("2026-11-18 10:24", key: key) }
        let number = try await house.receive("2026-11-18 10:24", key: key)
        #expect(number.serial == 1)
        #expect(try await house.store.verify().cases == 1)
    }

    /// A group that failed as a whole is tried one by one: those whose turn comes when the disk is well again are done.
    @Test func oneFailureDoesNotTakeTheWholeGroupWithIt() async throws {
        let (house, disk) = try await house()
        disk.fail(3)
        let done = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<60 {
                group.addTask { [store = house.store] in
                    let receipt = OutsideCommand(command: .receive(.test()), at: at("2026-11-18 10:24"), actor: "r")
                    return (try? await store.perform(receipt)) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect((57..<60).contains(done))
        let verification = try await house.store.verify()
        #expect(verification.fault == nil && verification.cases == done)
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    @Test func manyCommandsInOneTransactionAreAllOnDiskOrNone() async throws {
        let (house, disk) = try await house()
        let number = try await house.receive("2026-11-18 10:24")
        disk.fail(1)
        await #expect(throws: DatabaseError.self) {
            try await house.fill(cases: 20, commands: 60, seed: 1)
        }
        #expect(try await house.store.verify().cases == 1)
        struct Stop: Error {}
        await #expect(throws: Stop.self) {
            try await house.store.bulk { [store = house.store] batch in
                let note = OutsideCommand(
                    number: number, command: .urge(note: nil), at: at("2026-11-18 11:00"), actor: "r")
                _ = try batch.perform(try store.prepare(note, key: nil, entropy: .system))
                throw Stop()
            }
        }
        #expect(try await house.give(.urge(note: nil), number, "2026-11-18 11:10").version == 2)
        try await house.fill(cases: 20, commands: 60, seed: 1)
        #expect(try await house.store.verify().fault == nil)
        #expect(try await house.store.rebuild().differing.isEmpty)
    }
}
