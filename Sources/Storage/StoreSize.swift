import Foundation

/// How much room the store takes, in bytes.
package struct StoreSize: Sendable {
    package let used: Int
    /// Free on the file system; `nil` where that cannot be told.
    package let free: Int?
}

extension Store {
    /// The size of the database with its log, and the room left beside it; `nil` for an engine that keeps no file.
    package func size() -> StoreSize? {
        guard let path = (database as? SQLiteDatabase)?.path else { return nil }
        let files = FileManager.default
        func bytes(_ path: String) -> Int {
            let size = (try? files.attributesOfItem(atPath: path))?[.size] as? NSNumber
            return size?.intValue ?? 0
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let free = (try? files.attributesOfFileSystem(forPath: folder))?[.systemFreeSize] as? NSNumber
        return StoreSize(used: bytes(path) + bytes("\(path)-wal"), free: free?.intValue)
    }
}
