package import Civics

extension Store {
    /// The first entry of a case, counted from 1, whose digest does not follow from the one before it and its own
    /// bytes; `nil` when all fit. The whole journal with its seals is the matter of `verify`.
    package func firstBrokenEntry(of number: CaseNumber) async throws -> Int? {
        try await database.read { connection in
            let entries = try connection.rows(
                "SELECT \(Journal.columns) FROM event WHERE case_id = ? ORDER BY case_version",
                [.integer(number.rawValue)], RawEntry.init)
            var previous = Journal.start
            for (index, entry) in entries.enumerated() {
                guard entry.version == index + 1, entry.digest(after: previous) == entry.digest else {
                    return index + 1
                }
                previous = entry.digest
            }
            return nil
        }
    }
}
