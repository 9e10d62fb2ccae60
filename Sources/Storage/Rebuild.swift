import Casework
import Civics
import Crypto

/// What `onedoor rebuild` found.
package struct RebuildResult: Sendable {
    package let cases: Int
    package let events: Int
    /// Tables whose content differed from what the journal gives; empty when all was right before.
    package let differing: [String]
}

extension Store {
    /// Makes all projections anew from the journal, in one transaction, and says which of them differed before.
    /// They then belong to the city's files as they are now.
    /// - Parameter progress: cases done so far.
    package func rebuild(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> RebuildResult {
        try await database.write { [self] connection in
            let before = try Projections.digests(on: connection)
            for name in Projections.names { try connection.execute("DROP TABLE IF EXISTS \(name)") }
            for sql in Projections.tables { try connection.execute(sql) }
            let counts = try replay(on: connection, progress: progress)
            try CityMarks(of: city).write(on: connection)
            let after = try Projections.digests(on: connection)
            let differing = Projections.names.filter { before[$0] != after[$0] }
            return RebuildResult(cases: counts.cases, events: counts.events, differing: differing)
        }
    }

    private func replay(
        on connection: any Connection, progress: @Sendable (Int) -> Void
    ) throws -> (cases: Int, events: Int) {
        var cases = 0
        var events = 0
        var from: Int64 = -1
        var cells = FigureCells()
        while true {
            var facts = FactChanges()
            // In pages of cases: the projections are written between reads, not during one.
            let numbers = try connection.rows(
                "SELECT case_id FROM event WHERE case_version = 1 AND case_id > ? ORDER BY case_id LIMIT 2000",
                [.integer(from)]
            ) { $0.integer(0) }
            guard let first = numbers.first, let last = numbers.last else { break }
            let raw = try connection.rows(
                """
                SELECT \(Journal.columns) FROM event WHERE case_id BETWEEN ? AND ? ORDER BY case_id, case_version
                """, [.integer(first), .integer(last)], RawEntry.init)
            var start = raw.startIndex
            while start < raw.endIndex {
                var end = start
                while end < raw.endIndex, raw[end].caseID == raw[start].caseID { end += 1 }
                let entries = try raw[start..<end].map { try $0.decoded() }
                try project(entries, into: &cells, &facts, on: connection)
                cases += 1
                events += entries.count
                start = end
            }
            try facts.write(on: connection)
            from = last
            progress(cases)
        }
        try FigureStore.add(cells, on: connection)
        return (cases, events)
    }

    private func project(
        _ entries: [JournalEntry], into cells: inout FigureCells, _ changes: inout FactChanges,
        on connection: any Connection
    ) throws {
        guard let state = ServiceRequest(folding: entries) else { return }
        let facts = FigureFacts(state, in: city)
        try RequestRow.write(state, facts: facts, in: city, on: connection)
        try CoHandlers(state, in: city).write(of: state.number, after: nil, on: connection)
        try SecondLooks(state, in: city).write(of: state.number, after: nil, on: connection)
        for fact in facts.facts { changes.note(fact, 1, of: state.number) }
        FigureFacts.difference(from: nil, to: facts, cells: &cells) { _, _ in }
        guard let key = try personKey(of: state.person, on: connection) else { return }
        var texts = ["", ""]
        try connection.visit(
            "SELECT part, sealed FROM content WHERE case_id = ? AND case_version = 1", [.integer(state.number.rawValue)]
        ) { row in
            let part = row.int(0)
            if part == 1 || part == 2 { texts[part - 1] = key.open(row.blob(1)) ?? "" }
            return true
        }
        try connection.execute(
            "INSERT INTO search (rowid, grams) VALUES (?, ?)",
            [
                .integer(state.number.rawValue),
                .text(
                    SearchTerms.of(title: texts[0], text: texts[1], try details(of: state.number, key, on: connection))),
            ])
    }
}

extension Projections {
    /// A digest of each projection's content, in key order; cells of zero count as absent.
    static func digests(on connection: any Connection) throws -> [String: [UInt8]] {
        var digests: [String: [UInt8]] = [:]
        let columns = [
            "request": 42, "co_handler": 10, "appeal": 7, "inspection": 6, "fact": 4, "figure": 6,
        ]
        let order = [
            // When the rules of supervision look at a request next is a hint, put off as they look: not of the journal.
            "request": """
            SELECT \(RequestRow.fields.filter { $0 != "look_at" }.joined(separator: ", ")) FROM request ORDER BY case_id
            """,
            "co_handler": "SELECT * FROM co_handler ORDER BY body, is_open, case_id",
            "appeal": "SELECT * FROM appeal ORDER BY case_id, round",
            "inspection": "SELECT * FROM inspection ORDER BY case_id, round",
            "fact": "SELECT * FROM fact ORDER BY measure, day, case_id",
            "figure": "SELECT * FROM figure WHERE amount <> 0 ORDER BY cut, measure, day, first, second",
        ]
        for (name, sql) in order { digests[name] = try digest(sql, columns[name] ?? 0, on: connection) }
        // The index keeps no texts; its terms, and how many requests hold each, are what can be compared.
        try connection.execute("CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab (main, search, row)")
        digests["search"] = try digest("SELECT term, doc FROM temp.search_terms ORDER BY term", 2, on: connection)
        try connection.execute("DROP TABLE temp.search_terms")
        return digests
    }

    private static func digest(_ sql: String, _ columns: Int, on connection: any Connection) throws -> [UInt8] {
        var hash = SHA256()
        try connection.visit(sql, []) { row in
            for column in 0..<columns {
                if row.isNull(column) {
                    hash.update(data: [0])
                } else {
                    let text = row.blob(column)
                    hash.update(data: withUnsafeBytes(of: Int64(text.count + 1)) { Array($0) })
                    hash.update(data: text)
                }
            }
            return true
        }
        return Array(hash.finalize())
    }
}
