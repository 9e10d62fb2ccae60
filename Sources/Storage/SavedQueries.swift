package import Civics

/// A query of the figures that somebody keeps under a name.
package struct SavedQuery: Hashable, Sendable {
    package let id: Int64
    /// The account whose it is.
    package let owner: String
    package var name: String
    /// The query as its owner wrote it; whoever reads it knows how.
    package var text: String
    /// Others who explore figures see it.
    package var isShared: Bool
    /// It stands in an annex of reports.
    package var isInReports: Bool
    package let savedAt: Instant

    package init(
        id: Int64 = 0, owner: String, name: String, text: String, isShared: Bool = false, isInReports: Bool = false,
        savedAt: Instant
    ) {
        self.id = id
        self.owner = owner
        self.name = name
        self.text = text
        self.isShared = isShared
        self.isInReports = isInReports
        self.savedAt = savedAt
    }
}

extension Store {
    /// Keeps a query. Of an owner's queries each name stands once.
    /// - Returns: its number; `nil` where the name is taken.
    package func save(_ query: SavedQuery) async throws -> Int64? {
        try await database.write { connection in
            guard try Self.named(query.name, of: query.owner, on: connection) == nil else { return nil }
            try connection.execute(
                """
                INSERT INTO saved_query (owner, name, text, is_shared, is_in_reports, saved_at) VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(query.owner), .text(query.name), .text(query.text), .flag(query.isShared),
                    .flag(query.isInReports), .integer(query.savedAt.milliseconds),
                ])
            return try Self.named(query.name, of: query.owner, on: connection)
        }
    }

    /// Writes name, text and marks of a query anew.
    /// - Returns: `false` where another query of the owner has the name.
    package func change(_ query: SavedQuery) async throws -> Bool {
        try await database.write { connection in
            if let other = try Self.named(query.name, of: query.owner, on: connection), other != query.id {
                return false
            }
            try connection.execute(
                "UPDATE saved_query SET name = ?, text = ?, is_shared = ?, is_in_reports = ? WHERE id = ?",
                [
                    .text(query.name), .text(query.text), .flag(query.isShared),
                    .flag(query.isInReports), .integer(query.id),
                ])
            return true
        }
    }

    package func deleteSavedQuery(_ id: Int64) async throws {
        _ = try await database.write {
            try $0.execute("DELETE FROM saved_query WHERE id = ?", [.integer(id)])
        }
    }

    package func savedQuery(_ id: Int64) async throws -> SavedQuery? {
        try await database.read { connection in
            try connection.first(
                """
                SELECT id, owner, name, text, is_shared, is_in_reports, saved_at FROM saved_query WHERE id = ?
                """, [.integer(id)], Self.saved)
        }
    }

    /// Those of an owner and those that are shared, by name.
    package func savedQueries(of owner: String) async throws -> [SavedQuery] {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT id, owner, name, text, is_shared, is_in_reports, saved_at FROM saved_query
                WHERE owner = ? OR is_shared = 1 ORDER BY name, id
                """, [.text(owner)], Self.saved)
        }
    }

    /// Those that stand in reports, in the order in which they were kept.
    package func queriesInReports() async throws -> [SavedQuery] {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT id, owner, name, text, is_shared, is_in_reports, saved_at FROM saved_query
                WHERE is_in_reports = 1 ORDER BY id
                """, [], Self.saved)
        }
    }

    private static func named(_ name: String, of owner: String, on connection: any Connection) throws -> Int64? {
        try connection.first(
            "SELECT id FROM saved_query WHERE owner = ? AND name = ?", [.text(owner), .text(name)]
        ) { $0.integer(0) }
    }

    private static func saved(_ row: any Row) -> SavedQuery {
        SavedQuery(
            id: row.integer(0), owner: row.text(1), name: row.text(2), text: row.text(3), isShared: row.flag(4),
            isInReports: row.flag(5), savedAt: Instant(milliseconds: row.integer(6)))
    }
}
