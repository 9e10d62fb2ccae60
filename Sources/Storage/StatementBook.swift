import GRDB
import GRDBSQLite

/// Compiled statements of the writer, found by where their text lies in memory: a literal's text never moves, and no
/// other text can come to lie where that of a kept one is. Looking a long text up by its content takes longer than many
/// statements.
final class StatementBook {
    private struct Entry {
        let text: String
        let statement: GRDB.Statement
    }

    /// More texts than the writer has; a text made at run time would fill the book.
    private static let capacity = 200
    /// Texts up to this length have no place of their own.
    private static let shortest = 16

    private var entries: [UnsafeRawPointer: Entry] = [:]
    let values = BoundValues()

    func statement(_ sql: String, on database: GRDB.Database) throws -> OpaquePointer {
        let place = sql.utf8.withContiguousStorageIfAvailable { UnsafeRawPointer($0.baseAddress) } ?? nil
        guard let place, sql.utf8.count >= Self.shortest else {
            return try database.cachedStatement(sql: sql).sqliteStatement
        }
        if let entry = entries[place], entry.text.utf8.count == sql.utf8.count {
            return entry.statement.sqliteStatement
        }
        let statement = try database.cachedStatement(sql: sql)
        if entries.count < Self.capacity { entries[place] = Entry(text: sql, statement: statement) }
        return statement.sqliteStatement
    }

    func removeAll() { entries = [:] }
}

/// Holds the bytes of the values bound to the statement that is being run, so that the engine need not copy each. Good
/// for statements that are run to their end before the next is bound.
final class BoundValues {
    private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)

    deinit { bytes.deallocate() }

    func bind(_ values: [SQLValue], to statement: OpaquePointer) {
        var size = 0
        for value in values {
            switch value {
            case .text(let text): size += text.utf8.count
            case .blob(let blob): size += blob.count
            case .null, .integer, .real: break
            }
        }
        if size > bytes.count {
            bytes.deallocate()
            bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: size * 2, alignment: 16)
        }
        var used = 0
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            switch value {
            case .null: sqlite3_bind_null(statement, place)
            case .integer(let number): sqlite3_bind_int64(statement, place, number)
            case .real(let number): sqlite3_bind_double(statement, place, number)
            case .text(let text):
                let start = copy(text.utf8, at: &used)
                sqlite3_bind_text64(
                    statement, place, start.assumingMemoryBound(to: CChar.self), UInt64(text.utf8.count), nil,
                    UInt8(SQLITE_UTF8))
            case .blob(let blob):
                let start = copy(blob, at: &used)
                sqlite3_bind_blob64(statement, place, start, UInt64(blob.count), nil)
            }
        }
    }

    private func copy(_ content: some Collection<UInt8>, at used: inout Int) -> UnsafeMutableRawPointer {
        let part = UnsafeMutableRawBufferPointer(rebasing: bytes[used...])
        part.copyBytes(from: content)
        defer { used += content.count }
        return bytes.baseAddress! + used
    }
}
