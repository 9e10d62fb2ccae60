import GRDB
import GRDBSQLite

/// The embedded engine: GRDB's pool keeps connections, write-ahead log and threads; statements run on SQLite's own
/// interface, by position.
package final class SQLiteDatabase: Database {
    private let pool: DatabasePool
    /// Touched on the writer's queue only.
    nonisolated(unsafe) private let statements = StatementBook()
    package let path: String

    /// Opens or creates the file.
    /// - Parameter readOnly: for looking at a file that another process may be writing.
    package init(path: String, readOnly: Bool = false) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.readonly = readOnly
        configuration.label = "onedoor"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA cache_size = -24576")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
            // What is deleted is overwritten: forgetting a person rests on it.
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        self.path = path
        self.pool = try DatabasePool(path: path, configuration: configuration)
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await pool.read { try body(SQLiteConnection(database: $0)) }
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await pool.writeWithoutTransaction { [self] in try transaction($0, body) }
    }

    package func writeBlocking<T>(_ body: (any Connection) throws -> T) throws -> T {
        try pool.writeWithoutTransaction { try transaction($0, body) }
    }

    /// More memory and a longer log, so that pages changed again and again are written once.
    package func expectBulk() async throws {
        try await pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA cache_size = -196608")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 32000")
        }
    }

    package func backup(to path: String) async throws {
        let target = try DatabaseQueue(path: path)
        try pool.backup(to: target)
        try target.close()
    }

    /// Makes the log part of the file and gives its space back.
    package func checkpoint() throws {
        _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }

    package func close() throws {
        pool.writeWithoutTransaction { _ in statements.removeAll() }
        try pool.close()
    }

    private func transaction<T>(
        _ db: GRDB.Database, _ body: (any Connection) throws -> T
    ) throws -> T {
        var result: T?
        try db.inTransaction(.immediate) {
            result = try body(SQLiteConnection(database: db, kept: statements))
            return .commit
        }
        return result!
    }
}

private struct SQLiteConnection: Connection {
    let database: GRDB.Database
    /// Of the writer.
    var kept: StatementBook?

    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue]) throws(DatabaseError) -> Int {
        let statement = try compiled(sql)
        if let kept { kept.values.bind(values, to: statement) } else { try bind(values, to: statement, sql) }
        defer { sqlite3_reset(statement) }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: continue
            case SQLITE_DONE: return Int(sqlite3_changes(database.sqliteConnection))
            default: throw fault(sql)
            }
        }
    }

    func visit(_ sql: String, _ values: [SQLValue], _ visit: (any Row) -> Bool) throws(DatabaseError) {
        let statement = try compiled(sql)
        try bind(values, to: statement, sql)
        defer { sqlite3_reset(statement) }
        let row = SQLiteRow(statement: statement)
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: if !visit(row) { return }
            case SQLITE_DONE: return
            default: throw fault(sql)
            }
        }
    }

    func changesByOthers() throws(DatabaseError) -> Int64? { try integer("PRAGMA data_version") }

    private func compiled(_ sql: String) throws(DatabaseError) -> OpaquePointer {
        let statement: OpaquePointer
        do {
            statement = try kept?.statement(sql, on: database) ?? database.cachedStatement(sql: sql).sqliteStatement
        } catch {
            throw DatabaseError(code: Int(SQLITE_ERROR), message: "\(error)", sql: sql)
        }
        sqlite3_reset(statement)
        return statement
    }

    private func bind(_ values: [SQLValue], to statement: OpaquePointer, _ sql: String) throws(DatabaseError) {
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let code =
                switch value {
                case .null: sqlite3_bind_null(statement, place)
                case .integer(let number): sqlite3_bind_int64(statement, place, number)
                case .real(let number): sqlite3_bind_double(statement, place, number)
                case .text(let text): bind(text, statement, place)
                case .blob(let bytes):
                    bytes.withUnsafeBytes {
                        sqlite3_bind_blob64(
                            statement, place, $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1),
                            UInt64($0.count), transient)
                    }
                }
            guard code == SQLITE_OK else { throw fault(sql) }
        }
    }

    private func bind(_ text: String, _ statement: OpaquePointer, _ place: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                guard let start = $0.baseAddress else { return sqlite3_bind_text(statement, place, "", 0, transient) }
                return sqlite3_bind_text64(statement, place, start, UInt64($0.count), transient, UInt8(SQLITE_UTF8))
            }
        }
    }

    private func fault(_ sql: String) -> DatabaseError {
        let connection = database.sqliteConnection
        return DatabaseError(
            code: Int(sqlite3_extended_errcode(connection)), message: String(cString: sqlite3_errmsg(connection)),
            sql: sql)
    }
}

/// SQLite copies what is bound.
nonisolated(unsafe) let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

private struct SQLiteRow: Row {
    let statement: OpaquePointer

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }
    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }
    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(statement, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
    func blob(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, Int32(column)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column)))))
    }
}
