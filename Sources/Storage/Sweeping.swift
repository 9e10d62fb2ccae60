import Civics

extension Store {
    /// Removes what the files still hold of forgotten people: terms that the search index keeps until its parts are
    /// merged, and pages in the write-ahead log. Takes as long as writing the search index anew.
    /// - Returns: `false` when somebody else holds the log open: it is overwritten later, at the latest on closing.
    package func sweepForgotten() async throws -> Bool {
        _ = try await database.write { try $0.execute("INSERT INTO search (search) VALUES ('optimize')") }
        guard let file = database as? SQLiteDatabase else { return true }
        do {
            try file.checkpoint()
            return true
        } catch {
            return false
        }
    }
}
