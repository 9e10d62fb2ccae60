import Foundation
package import Storage
import Synchronization

/// Stands between a store and its database and asks, for every statement that reads, how the database will find the rows.
package final class PlanWatch: Database {
    private let database: any Database
    private let seen = Mutex<[String]>([])

    package init(_ database: any Database) { self.database = database }

    /// The plans of what `body` reads, each statement's steps joined; the same plan once.
    package func plans(of body: () async throws -> Void) async throws -> [String] {
        seen.withLock { $0 = [] }
        try await body()
        var plans: [String] = []
        for plan in seen.withLock({ $0 }) where !plans.contains(plan) { plans.append(plan) }
        return plans
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await database.read { [self] in try body(Watched(connection: $0, watch: self)) }
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await database.write(body)
    }

    package func writeBlocking<T>(_ body: (any Connection) throws -> T) throws -> T {
        try database.writeBlocking(body)
    }

    package func expectBulk() async throws { try await database.expectBulk() }
    package func backup(to path: String) async throws { try await database.backup(to: path) }

    private func note(_ plan: String) { seen.withLock { $0.append(plan) } }

    private struct Watched: Connection {
        let connection: any Connection
        let watch: PlanWatch

        func execute(_ sql: String, _ values: [SQLValue]) throws(DatabaseError) -> Int {
            try connection.execute(sql, values)
        }

        func visit(_ sql: String, _ values: [SQLValue], _ visit: (any Row) -> Bool) throws(DatabaseError) {
            let steps = try connection.rows("EXPLAIN QUERY PLAN " + sql, values) { PlanWatch.step($0.text(3)) }
            watch.note(steps.compactMap(\.self).joined(separator: ", "))
            try connection.visit(sql, values, visit)
        }

        func changesByOthers() throws(DatabaseError) -> Int64? { try connection.changesByOthers() }
    }

    /// A step in words that do not change from one version of SQLite to the next; `nil` for what only frames others.
    private static func step(_ detail: String) -> String? {
        let words = detail.split(separator: " ").map(String.init)
        if detail.hasPrefix("USE TEMP B-TREE") {
            return detail.hasSuffix("ORDER BY") ? "SORT" : "SORT for \(words.suffix(2).joined(separator: " "))"
        }
        guard words.count > 1, ["SEARCH", "SCAN"].contains(words[0]) else { return nil }
        // Another name of the table stood before its alias in old versions.
        let table = words.firstIndex(of: "AS").map { words[$0 + 1] } ?? words[words[1] == "TABLE" ? 2 : 1]
        if detail.contains("VIRTUAL TABLE") { return "\(words[0]) \(table) by words" }
        if detail.contains("INTEGER PRIMARY KEY") || detail.contains("PRIMARY KEY") {
            return "\(words[0]) \(table) by key"
        }
        if let place = words.firstIndex(of: "INDEX") { return "\(words[0]) \(table) by \(words[place + 1])" }
        return words[1] == "CONSTANT" || words[1].hasPrefix("(") ? nil : "\(words[0]) \(table)"
    }
}
