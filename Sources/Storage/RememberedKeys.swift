package import Civics

extension Store {
    /// Forgets the idempotency keys of commands carried out before a moment. Those of imports stay: they are the numbers
    /// of the rows, by which a file loaded twice changes nothing, however late.
    package func forgetKeys(before: Instant) async throws {
        while true {
            // In small transactions, so that nobody waits long for the writer.
            let keys = try await database.read {
                try $0.rows(
                    "SELECT source, key FROM idempotency WHERE at < ? AND source NOT LIKE 'import:%' LIMIT 2000",
                    [.integer(before.milliseconds)]
                ) { (source: $0.text(0), key: $0.text(1)) }
            }
            guard !keys.isEmpty else { return }
            try await database.write { connection in
                for key in keys {
                    try connection.execute(
                        "DELETE FROM idempotency WHERE source = ? AND key = ?", [.text(key.source), .text(key.key)])
                }
            }
        }
    }
}
