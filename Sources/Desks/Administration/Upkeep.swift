package import Civics
package import Storage

extension Administration {
    /// Checks the whole journal and notes how it came out, for `health`.
    package func check(at now: Instant) async throws -> Verification {
        let result = try await store.verify()
        try await store.note(UpkeepRecord(at: now, events: result.events, fault: result.fault), of: .check)
        return result
    }

    /// Copies the store into a folder and notes it, also when it failed.
    package func backup(to folder: String, keyFile: String, at now: Instant) async throws {
        do {
            try await Store.backup(store, keyFile: keyFile, to: folder)
        } catch {
            try await store.note(UpkeepRecord(at: now, fault: "\(error)"), of: .backup)
            throw error
        }
        try await store.note(UpkeepRecord(at: now), of: .backup)
    }
}
