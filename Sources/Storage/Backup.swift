import Foundation

extension Store {
    /// Copies the store into a folder, while work goes on: the database as of one moment, and the master key beside it.
    /// Keep the copy where the people's data may be kept: whoever has both files can read it.
    package static func backup(_ store: Store, keyFile: String, to folder: String) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let partial = "\(folder)/onedoor.sqlite.partial"
        let path = databasePath(in: folder)
        guard !FileManager.default.fileExists(atPath: path) else { throw BackupError.alreadyThere(path) }
        try? FileManager.default.removeItem(atPath: partial)
        try await store.database.backup(to: partial)
        try FileManager.default.moveItem(atPath: partial, toPath: path)
        try FileManager.default.copyItem(atPath: keyFile, toPath: "\(folder)/master.key")
    }

    /// Puts a backup in the place of a data folder that has no store yet. Never overwrites one.
    package static func restore(from folder: String, to target: String) throws {
        let source = databasePath(in: folder)
        guard FileManager.default.fileExists(atPath: source) else { throw BackupError.nothingThere(source) }
        let path = databasePath(in: target)
        // A log left behind by another database would be written into this one on opening.
        for path in [path, "\(path)-wal", "\(path)-journal", "\(target)/master.key"]
        where FileManager.default.fileExists(atPath: path) {
            throw BackupError.alreadyThere(path)
        }
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(folder)/master.key", toPath: "\(target)/master.key")
        try FileManager.default.copyItem(atPath: source, toPath: path)
    }
}

package enum BackupError: Error, Hashable, Sendable, CustomStringConvertible {
    case alreadyThere(String)
    case nothingThere(String)

    package var description: String {
        switch self {
        case .alreadyThere(let path): "\(path) exists already; nothing was overwritten"
        case .nothingThere(let path): "\(path) does not exist"
        }
    }
}
