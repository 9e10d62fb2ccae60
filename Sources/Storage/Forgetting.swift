package import Civics

/// Why somebody was not forgotten.
package enum NotForgotten: Error, Hashable, Sendable {
    case unknown
    /// The case is being dealt with: whoever answers has to know whom.
    case open
    /// The wish was taken back, or carried out, in the meantime.
    case wishEnded
}

extension Store {
    /// Destroys a person's key, details, texts and search terms, in one transaction with the look at whether the case has
    /// ended. The journal stays as it is and still verifies. What the file still holds of them in places that are free
    /// goes with `sweepForgotten`.
    /// - Parameter wish: carried out with it; nothing happens when it was taken back in the meantime.
    /// - Throws: `NotForgotten`.
    package func forget(_ number: CaseNumber, wish: Int64? = nil, at now: Instant) async throws {
        guard let file = try await caseFile(number) else { throw NotForgotten.unknown }
        let terms = SearchTerms.of(title: file.title, text: file.text, try await person(of: number))
        try await database.write { connection in
            let isOpen = try connection.integer(
                "SELECT is_open FROM request WHERE case_id = ?", [.integer(number.rawValue)])
            guard isOpen == 0 else { throw NotForgotten.open }
            if let wish {
                guard try Self.endWish(wish, .done, at: now, on: connection) else { throw NotForgotten.wishEnded }
            }
            let forgotten = try connection.execute(
                """
                UPDATE person SET wrapped_key = NULL, sealed = NULL, phone_index = NULL, forgotten_at = ?
                WHERE id = ? AND forgotten_at IS NULL
                """, [.integer(now.milliseconds), .integer(number.rawValue)])
            // Terms are taken out of the index once: it does not notice when they are not there.
            guard forgotten > 0 else { return }
            try connection.execute(
                "INSERT INTO search (search, rowid, grams) VALUES ('delete', ?, ?)",
                [.integer(number.rawValue), .text(terms)])
            try connection.execute("DELETE FROM content WHERE case_id = ?", [.integer(number.rawValue)])
            try AttachmentStore.forget(number, on: connection)
            try Self.unlink(number, on: connection)
            try ReportTables.forget(number, on: connection)
            try Settings.set(Self.forgettings, to: String(try Self.forgettings(on: connection) + 1), on: connection)
        }
        forgetKey(of: number.rawValue)
    }

    /// When the person behind a case was forgotten; `nil` when they are not.
    package func forgottenAt(_ number: CaseNumber) async throws -> Instant? {
        try await database.read {
            try $0.first("SELECT forgotten_at FROM person WHERE id = ?", [.integer(number.rawValue)]) {
                $0.optionalInteger(0).map { Instant(milliseconds: $0) }
            } ?? nil
        }
    }

    private static let forgettings = "forgettings"

    private static func forgettings(on connection: any Connection) throws -> Int {
        try Settings.value(forgettings, on: connection).flatMap { Int($0) } ?? 0
    }

    /// How many people were forgotten so far, by whichever process: what is kept of texts in memory is good as long as
    /// this does not change.
    package func forgettings() async throws -> Int { try await database.read { try Self.forgettings(on: $0) } }

    /// Removes what the files still hold of forgotten people: terms that the search index keeps until its parts are
    /// merged, and pages in the write-ahead log. In small steps, between which others write; at a million requests it
    /// takes some minutes.
    /// - Returns: `false` when somebody else holds the log open: it is overwritten later, at the latest on closing.
    package func sweepForgotten() async throws -> Bool {
        // A negative number of pages begins to merge all parts into one, a positive one goes on with it (FTS5).
        var pages = -Self.sweepPages
        while true {
            let step = pages
            let changes = try await database.write { connection in
                let before = try connection.integer("SELECT total_changes()")
                try connection.execute(
                    "INSERT INTO search (search, rank) VALUES ('merge', ?)", [.integer(step)])
                return try connection.integer("SELECT total_changes()") - before
            }
            // One change is that of the statement itself.
            if changes < 2, pages > 0 { break }
            pages = Self.sweepPages
        }
        guard let file = database as? SQLiteDatabase else { return true }
        do {
            try file.checkpoint()
            return true
        } catch {
            return false
        }
    }

    private static let sweepPages = 500
}
