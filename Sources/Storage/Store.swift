import Casework
package import Civics
import Foundation
import Synchronization

/// The memory of a city: one database, the keys to it, and the one way to write cases.
package final class Store: Sendable {
    package let database: any Database
    package let city: City
    package let vault: Vault
    package let writer: GroupWriter
    package let feed = ChangeFeed()
    let recent = RecentCases()
    private let personKeys = Mutex<[Int64: KnownKey]>([:])

    /// Opens a store, creating its tables where they are missing.
    /// - Parameters:
    ///   - masterKey: 32 bytes; a store opens with the key it was created with only.
    ///   - usesFigures: whether the city's files must be those that figures and deadlines were computed with; `false` for
    ///     what only reads the journal, and for `rebuild`.
    /// - Throws: `StorageError`, `DatabaseError`.
    package init(database: any Database, city: City, masterKey: [UInt8], usesFigures: Bool = true) async throws {
        try Schema.migrate(database)
        self.database = database
        self.city = city
        self.vault = Vault(masterKey: masterKey)
        self.writer = GroupWriter(database: database, city: city, recent: recent, feed: feed)
        do {
            try await claim(usesFigures: usesFigures)
        } catch {
            writer.stop()
            throw error
        }
    }

    /// Opens the store in a folder: `onedoor.sqlite` and, unless `ONEDOOR_MASTER_KEY` names another file, `master.key`,
    /// made on first use and readable by the owner only.
    package static func open(
        folder: String, city: City, keyFile: String? = nil, usesFigures: Bool = true
    ) async throws -> Store {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let keyFile = keyFile ?? "\(folder)/master.key"
        // A new key would not open what another one has sealed, and would stand where the lost one has to be put back.
        let files = FileManager.default
        guard files.fileExists(atPath: keyFile) || !files.fileExists(atPath: databasePath(in: folder)) else {
            throw StorageError.wrongMasterKey
        }
        let key = try MasterKey.load(keyFile)
        return try await Store(
            database: SQLiteDatabase(path: databasePath(in: folder)), city: city, masterKey: key,
            usesFigures: usesFigures)
    }

    package static func databasePath(in folder: String) -> String { "\(folder)/onedoor.sqlite" }

    /// The first opening marks the store with its city and key; later ones must fit.
    private func claim(usesFigures: Bool) async throws {
        let mark = try vault.mark().map { String($0, radix: 16) }.joined(separator: ",")
        let root = city.root
        let found = try await database.write { connection in
            try connection.execute(
                "INSERT INTO setting VALUES ('city', ?) ON CONFLICT (name) DO NOTHING", [.text(root)])
            try connection.execute(
                "INSERT INTO setting VALUES ('key mark', ?) ON CONFLICT (name) DO NOTHING", [.text(mark)])
            return (
                city: try Settings.value("city", on: connection), mark: try Settings.value("key mark", on: connection)
            )
        }
        guard found.city == root else {
            throw StorageError.otherCity(found: found.city ?? "", expected: root)
        }
        let bytes = (found.mark ?? "").split(separator: ",").compactMap { UInt8($0, radix: 16) }
        guard vault.owns(bytes) else { throw StorageError.wrongMasterKey }
        if usesFigures { try await database.write { [self] in try requireSameCity(on: $0) } }
    }

    /// The key of the person who brought a case; `nil` once they are forgotten. A key in memory counts only as long as
    /// it is the one in the database: another process may have destroyed it.
    package func personKey(of person: Int64, on connection: any Connection) throws -> PersonKey? {
        let wrapped = try connection.first(
            "SELECT wrapped_key FROM person WHERE id = ?", [.integer(person)]
        ) { $0.optionalBlob(0) }
        guard let bytes = wrapped ?? nil else {
            forgetKey(of: person)
            return nil
        }
        if let known = personKeys.withLock({ $0[person] }), known.wrapped == bytes { return known.key }
        guard let key = vault.unwrap(bytes) else { return nil }
        remember(key, wrapped: bytes, of: person)
        return key
    }

    /// The key of a person, where it need not be read first. Only for sealing: whoever writes sees to it that the person
    /// is not forgotten by then (`Batch`).
    func knownKey(of person: Int64) -> PersonKey? { personKeys.withLock { $0[person]?.key } }

    func remember(_ key: PersonKey, wrapped: [UInt8], of person: Int64) {
        personKeys.withLock { keys in
            if keys.count > 20_000 { keys.removeAll(keepingCapacity: true) }
            keys[person] = KnownKey(key: key, wrapped: wrapped)
        }
    }

    func forgetKey(of person: Int64) { personKeys.withLock { _ = $0.removeValue(forKey: person) } }

    private struct KnownKey: Sendable {
        let key: PersonKey
        /// As it stands in the database.
        let wrapped: [UInt8]
    }

    /// Ends the writer after what waits is on disk.
    package func close() { writer.stop() }
}

/// Values that belong to the store as a whole.
package enum Settings {
    package static func value(_ name: String, on connection: any Connection) throws(DatabaseError) -> String? {
        try connection.first("SELECT value FROM setting WHERE name = ?", [.text(name)]) { $0.text(0) }
    }

    package static func set(_ name: String, to value: String, on connection: any Connection) throws(DatabaseError) {
        try connection.execute(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [.text(name), .text(value)])
    }
}

/// The file that holds the master key.
enum MasterKey {
    static func load(_ path: String) throws -> [UInt8] {
        if let data = FileManager.default.contents(atPath: path) {
            guard data.count == 32 else { throw StorageError.badMasterKey(path: path) }
            return Array(data)
        }
        let key = Entropy.system.bytes(32)
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(key), attributes: [.posixPermissions: 0o600])
        else { throw StorageError.badMasterKey(path: path) }
        return key
    }
}
