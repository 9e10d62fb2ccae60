import Casework
import Civics

/// Reading reports that are kept.
enum ReportTables {
    static func versions(
        of subject: String, on connection: any Connection
    ) throws -> [(report: StoredReport, acts: [StoredReportAct])] {
        let reports = try connection.rows(
            "SELECT \(StoredReport.columns) FROM report r WHERE r.subject = ? ORDER BY r.version", [.text(subject)],
            StoredReport.init)
        return try reports.map { ($0, try acts(of: $0.id, on: connection)) }
    }

    static func acts(of report: Int64, on connection: any Connection) throws -> [StoredReportAct] {
        try connection.rows(
            "SELECT \(StoredReportAct.columns) FROM report_act a WHERE a.report = ? ORDER BY a.seq",
            [.integer(report)], StoredReportAct.init)
    }

    static func name(of report: Int64, on connection: any Connection) throws -> (subject: String, version: Int) {
        try connection.first("SELECT subject, version FROM report WHERE id = ?", [.integer(report)]) {
            ($0.text(0), $0.int(1))
        } ?? ("", 0)
    }

    /// What a version consists of, as a digest.
    static func sum(of report: Int64, on connection: any Connection) throws -> [UInt8] {
        var sum = ReportSum()
        let documents = try connection.rows(
            "SELECT language, digest FROM report_document WHERE report = ? ORDER BY language", [.integer(report)]
        ) { (language: $0.text(0), digest: $0.blob(1)) }
        for document in documents {
            sum.add(document.language, document.digest)
            let cases = try connection.rows(
                "SELECT case_id, digest FROM report_case WHERE report = ? AND language = ? ORDER BY place",
                [.integer(report), .text(document.language)]
            ) { ($0.integer(0), $0.text(1)) }
            for (number, digest) in cases { sum.add(number, digest) }
        }
        return sum.value
    }

    /// The words of a person who is forgotten go; that there was a case, and its keyed digest, stays.
    static func forget(_ number: CaseNumber, on connection: any Connection) throws {
        try connection.execute(
            "UPDATE report_case SET sealed = NULL WHERE case_id = ?", [.integer(number.rawValue)])
    }
}

/// Which reports a list shows. Everything given must hold.
package struct StoredReportFilter: Hashable, Sendable {
    package var kind: String?
    package var year: Int?
    package var scope: String?
    /// Of these acts, one was the last.
    package var lastActs: [String] = []

    package init() {}

    fileprivate var condition: (sql: String, values: [SQLValue]) {
        var conditions = ["1 = 1"]
        var values: [SQLValue] = []
        if let kind {
            conditions.append("r.kind = ?")
            values.append(.text(kind))
        }
        if let scope {
            conditions.append("r.scope = ?")
            values.append(.text(scope))
        }
        if let year {
            conditions.append("r.year = ?")
            values.append(.integer(year))
        }
        if !lastActs.isEmpty {
            conditions.append("r.last_act IN (\(lastActs.map { _ in "?" }.joined(separator: ", ")))")
            values += lastActs.map { .text($0) }
        }
        return (conditions.joined(separator: " AND "), values)
    }
}

extension Store {
    /// Writes reports in one transaction.
    package func writeReports<T: Sendable>(
        _ body: @escaping @Sendable (ReportWriting) throws -> T
    ) async throws -> T {
        try await database.write { [self] in try body(ReportWriting(store: self, connection: $0)) }
    }

    /// Reports, the latest period first; of one period the whole city first, and the latest version first.
    package func reports(
        _ filter: StoredReportFilter, limit: Int, offset: Int = 0
    ) async throws -> [(report: StoredReport, acts: [StoredReportAct])] {
        let (condition, values) = filter.condition
        return try await database.read { connection in
            let reports = try connection.rows(
                """
                SELECT \(StoredReport.columns) FROM report r WHERE \(condition)
                ORDER BY r.last_day DESC, r.first_day DESC, r.scope <> 'city', r.subject, r.version DESC LIMIT ? OFFSET ?
                """, values + [.integer(limit), .integer(offset)], StoredReport.init)
            return try reports.map { ($0, try ReportTables.acts(of: $0.id, on: connection)) }
        }
    }

    package func countReports(_ filter: StoredReportFilter) async throws -> Int {
        let (condition, values) = filter.condition
        return try await database.read {
            Int(try $0.integer("SELECT count(*) FROM report r WHERE \(condition)", values))
        }
    }

    /// The years of the reports that are kept, the latest first.
    package func reportYears() async throws -> [Int] {
        try await database.read { try $0.rows("SELECT DISTINCT year FROM report ORDER BY year DESC") { $0.int(0) } }
    }

    /// All versions of a report with what was done with them, the first one first; empty for one that is not kept.
    package func reportVersions(
        of subject: String
    ) async throws -> [(report: StoredReport, acts: [StoredReportAct])] {
        try await database.read { try ReportTables.versions(of: subject, on: $0) }
    }

    package func report(_ id: Int64) async throws -> (report: StoredReport, acts: [StoredReportAct])? {
        try await database.read { connection in
            let found = try connection.first(
                "SELECT \(StoredReport.columns) FROM report r WHERE r.id = ?", [.integer(id)], StoredReport.init)
            return try found.map { ($0, try ReportTables.acts(of: id, on: connection)) }
        }
    }

    /// The subjects of which any version is kept.
    package func keptSubjects(_ subjects: [String]) async throws -> Set<String> {
        try await database.read { connection in
            Set(
                try subjects.filter {
                    try connection.integer("SELECT count(*) FROM report WHERE subject = ?", [.text($0)]) > 0
                })
        }
    }

    /// A version in one language; `nil` where it has none.
    package func paper(of report: Int64, in language: String) async throws -> KeptPaper? {
        try await database.read { [self] connection in
            let bytes = try connection.first(
                "SELECT bytes FROM report_document WHERE report = ? AND language = ?",
                [.integer(report), .text(language)], { $0.blob(0) })
            guard let bytes else { return nil }
            let cases = try connection.rows(
                "SELECT case_id, sealed FROM report_case WHERE report = ? AND language = ? ORDER BY place",
                [.integer(report), .text(language)]
            ) { (number: $0.integer(0), sealed: $0.optionalBlob(1)) }
            let words = try cases.map { cited -> String? in
                guard let sealed = cited.sealed, let key = try personKey(of: cited.number, on: connection) else {
                    return nil
                }
                return key.open(sealed)
            }
            return KeptPaper(bytes: bytes, words: words)
        }
    }

    /// The last link of the chain of what was done with reports; `nil` before the first. Whoever keeps it elsewhere can
    /// tell later that nothing up to it was changed or taken away.
    package func lastReportAct() async throws -> StoredReportAct? {
        try await database.read {
            try $0.first(
                "SELECT \(StoredReportAct.columns) FROM report_act a ORDER BY a.seq DESC LIMIT 1", [],
                StoredReportAct.init)
        }
    }
}
