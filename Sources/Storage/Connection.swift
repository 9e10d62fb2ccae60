/// A value given to or taken from the database.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    package static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }
    package static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
    package static func optional(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }
    package static func optional(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
    package static func optional(_ value: [UInt8]?) -> SQLValue { value.map { .blob($0) } ?? .null }
}

/// One row of an answer, read by position; valid only while it is being visited.
package protocol Row {
    func isNull(_ column: Int) -> Bool
    /// 0 for NULL.
    func integer(_ column: Int) -> Int64
    /// Empty for NULL.
    func text(_ column: Int) -> String
    /// Empty for NULL.
    func blob(_ column: Int) -> [UInt8]
}

extension Row {
    package func int(_ column: Int) -> Int { Int(integer(column)) }
    package func flag(_ column: Int) -> Bool { integer(column) != 0 }
    package func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }
    package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    package func optionalBlob(_ column: Int) -> [UInt8]? { isNull(column) ? nil : blob(column) }
}

/// A synchronous connection, used inside `Database.read` and `Database.write` only. Statements are kept compiled.
///
/// The SQL is what SQLite and PostgreSQL both understand: `?` placeholders, integers for time, no JSON functions.
package protocol Connection {
    /// Runs a statement and gives the number of rows it changed.
    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue]) throws(DatabaseError) -> Int

    /// Visits the rows of an answer; `visit` returns `false` to stop.
    func visit(_ sql: String, _ values: [SQLValue], _ visit: (any Row) -> Bool) throws(DatabaseError)

    /// A number that changes when anybody else writes to the database; `nil` where the engine can't tell.
    func changesByOthers() throws(DatabaseError) -> Int64?
}

extension Connection {
    @discardableResult
    package func execute(_ sql: String) throws(DatabaseError) -> Int { try execute(sql, []) }

    package func rows<T>(
        _ sql: String, _ values: [SQLValue] = [], _ transform: (any Row) -> T
    ) throws(DatabaseError) -> [T] {
        var result: [T] = []
        try visit(sql, values) { row in
            result.append(transform(row))
            return true
        }
        return result
    }

    package func first<T>(
        _ sql: String, _ values: [SQLValue] = [], _ transform: (any Row) -> T
    ) throws(DatabaseError) -> T? {
        var result: T?
        try visit(sql, values) { row in
            result = transform(row)
            return false
        }
        return result
    }

    package func integer(_ sql: String, _ values: [SQLValue] = []) throws(DatabaseError) -> Int64 {
        try first(sql, values) { $0.integer(0) } ?? 0
    }
}

/// A fault of the database, with the statement that met it.
package struct DatabaseError: Error, CustomStringConvertible, Sendable {
    package let code: Int
    package let message: String
    package let sql: String?

    package init(code: Int, message: String, sql: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
    }

    package var description: String {
        sql.map { "\(message) (\(code)) in: \($0)" } ?? "\(message) (\(code))"
    }
}

/// Where the platform keeps what it knows: one interface, an engine behind it.
package protocol Database: Sendable {
    /// Runs `body` on a connection that sees one consistent state and can't change it.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// Runs `body` in one transaction that is on disk when this returns; rolled back when `body` throws.
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// The same from a thread of its own, as the group writer has.
    func writeBlocking<T>(_ body: (any Connection) throws -> T) throws -> T

    /// Prepares for many changes in few transactions, as imports make them; good until the database is closed.
    func expectBulk() async throws

    /// Copies the whole state, as of one moment, into a new file, while work goes on.
    func backup(to path: String) async throws
}
