package import Casework
package import Civics
package import Desks
import Foundation
package import Storage

/// A store of its own for a test, in a folder that is removed with it.
package final class TestStore {
    package let folder: String
    package private(set) var store: Store {
        didSet { kept = nil }
    }
    private var kept: Desks?

    /// The desks over the store, made when they are first asked for.
    package var desks: Desks {
        let desks = kept ?? Desks(store: store, isDemonstration: true)
        kept = desks
        return desks
    }

    package init(city: City = TestCity.foshan) async throws {
        folder = Self.newFolder()
        store = try await Store.open(folder: folder, city: city)
    }

    /// A store behind something that watches or hinders its database.
    package init<D: Database>(city: City = TestCity.foshan, behind make: (SQLiteDatabase) -> D) async throws {
        folder = Self.newFolder()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = make(try SQLiteDatabase(path: Store.databasePath(in: folder)))
        store = try await Store(database: database, city: city, masterKey: [UInt8](repeating: 7, count: 32))
    }

    private static func newFolder() -> String { NSTemporaryDirectory() + "onedoor-test-" + UUID().uuidString }

    deinit {
        store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Closes the store and opens it again, as after a restart.
    /// - Parameter city: the city as its files say then; as before without it.
    package func reopen(as city: City? = nil, usesFigures: Bool = true) async throws {
        store.close()
        try (store.database as? SQLiteDatabase)?.close()
        store = try await Store.open(folder: folder, city: city ?? store.city, usesFigures: usesFigures)
    }

    /// Another hand at the file: statements run beside the store, past all its rules.
    @discardableResult
    package func meddle(_ statements: (sql: String, values: [SQLValue])...) throws -> Int {
        let hand = try SQLiteDatabase(path: Store.databasePath(in: folder))
        defer { try? hand.close() }
        return try hand.writeBlocking { connection in
            var changed = 0
            for (sql, values) in statements { changed += try connection.execute(sql, values) }
            return changed
        }
    }

    // MARK: Cases

    @discardableResult
    package func receive(
        _ time: String, _ receipt: Receipt = .test(title: "海八路工地半夜打桩", text: "每晚11点后还在打桩，一直到凌晨两点。"),
        person: PersonDetails = PersonDetails(name: "李明", phone: "19900001234"), key: IdempotencyKey? = nil
    ) async throws -> CaseNumber {
        try await store.perform(
            OutsideCommand(
                command: .receive(receipt), person: person, at: at(time, in: store.city), actor: "resident",
                idempotency: key)
        ).number
    }

    @discardableResult
    package func give(
        _ command: RequestCommand, _ number: CaseNumber, _ time: String, version: Int? = nil, key: IdempotencyKey? = nil
    ) async throws -> CommandOutcome {
        try await give(command, number, at: at(time, in: store.city), version: version, key: key)
    }

    @discardableResult
    package func give(
        _ command: RequestCommand, _ number: CaseNumber, at moment: Instant, version: Int? = nil,
        key: IdempotencyKey? = nil
    ) async throws -> CommandOutcome {
        try await store.perform(
            OutsideCommand(
                number: number, command: command, at: moment, actor: "tester", expectedVersion: version,
                idempotency: key))
    }

    /// A case that has been answered: received, dispatched, signed for and closed on the morning of `day`.
    @discardableResult
    package func answered(_ day: String, _ receipt: Receipt = .test(), reply: String = "已责令停工") async throws
        -> CaseNumber
    {
        let number = try await receive("\(day) 09:00", receipt)
        try await give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "\(day) 09:10")
        try await give(.sign(body: CaseLife.lead, handler: nil), number, "\(day) 09:20")
        try await give(.close(body: CaseLife.lead, reply: reply), number, "\(day) 10:00")
        return number
    }

    /// A store with some hundred cases at all points of their lives, drawn with a seed; written in one commit.
    package func fill(cases: Int, commands: Int, seed: UInt64, from start: String = "2026-09-01 08:00") async throws {
        let first = at(start, in: store.city)
        try await store.bulk { [store] batch in
            var random = RandomLife(seed: seed, city: store.city)
            var known: [(number: CaseNumber, key: PersonKey, at: Instant)] = []
            for index in 0..<cases {
                let moment = first + .minutes(index * 37)
                let phone = String(19_900_000_000 + Int.random(in: 0..<50, using: &random.numbers))
                let prepared = try store.prepare(
                    OutsideCommand(
                        command: .receive(random.receipt()), person: PersonDetails(name: "某某", phone: phone),
                        at: moment,
                        actor: "resident"), key: nil, entropy: .system)
                guard let key = prepared.person?.key else { continue }
                known.append((try batch.perform(prepared).number, key, moment))
            }
            for _ in 0..<commands {
                let index = Int.random(in: known.indices, using: &random.numbers)
                guard let request = try batch.state(of: known[index].number) else { continue }
                known[index].at = known[index].at + random.pause()
                let prepared = try store.prepare(
                    OutsideCommand(
                        number: request.number, command: random.command(for: request), at: known[index].at,
                        actor: "tester"), key: known[index].key, entropy: .system)
                do { _ = try batch.perform(prepared) } catch is CommandFailure { continue }
            }
        }
    }
}
