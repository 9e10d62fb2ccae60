package import Storage
import Synchronization

/// A database whose next commits fail, as on a full disk: what was written in them is rolled back.
package final class FailingDatabase: Database {
    private let database: any Database
    private let failures = Mutex(0)

    package init(_ database: any Database) { self.database = database }

    /// The next so many transactions fail at their end.
    package func fail(_ count: Int) { failures.withLock { $0 = count } }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await database.read(body)
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await database.write { [self] in try failing(body, $0) }
    }

    package func writeBlocking<T>(_ body: (any Connection) throws -> T) throws -> T {
        try database.writeBlocking { try failing(body, $0) }
    }

    package func expectBulk() async throws { try await database.expectBulk() }
    package func backup(to path: String) async throws { try await database.backup(to: path) }

    private func failing<T>(_ body: (any Connection) throws -> T, _ connection: any Connection) throws -> T {
        let result = try body(connection)
        let fails = failures.withLock { failures in
            guard failures > 0 else { return false }
            failures -= 1
            return true
        }
        if fails { throw DatabaseError(code: 13, message: "database or disk is full") }
        return result
    }
}
