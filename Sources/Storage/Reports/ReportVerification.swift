import Casework
import Civics
import Crypto

extension Store {
    /// Checks the chain of what was done with reports, each document against its digest, the words of cited cases against
    /// theirs, and all of a version against what its last act says; names the first thing that does not fit.
    func verifyReports(_ result: inout Verification, on connection: any Connection) throws {
        let reports = try connection.rows(
            "SELECT \(StoredReport.columns) FROM report r ORDER BY r.id", [], StoredReport.init)
        let byID = Dictionary(uniqueKeysWithValues: reports.map { ($0.id, $0) })
        var last: [Int64: StoredReportAct] = [:]
        var previous = Journal.start
        var expected: Int64?
        for act in try connection.rows(
            "SELECT \(StoredReportAct.columns) FROM report_act a ORDER BY a.seq", [], StoredReportAct.init)
        {
            if let expected, act.seq != expected {
                result.fault = "reports: act \(expected) is missing, act \(act.seq) follows"
                return
            }
            expected = act.seq + 1
            guard let report = byID[act.report] else {
                result.fault = "reports: act \(act.seq) is of a report that is not there"
                return
            }
            let digest = StoredReportAct.digest(
                after: previous, subject: report.subject, version: report.version, act: act.act, at: act.at,
                actor: act.actor, reason: act.reason, other: act.other, documents: act.documents)
            guard digest == act.digest else {
                result.fault =
                    "report \(report.subject), version \(report.version): act \(act.seq) (\(act.act)) does not fit its digest"
                return
            }
            previous = digest
            last[act.report] = act
            result.reportActs += 1
        }
        for report in reports {
            let name = "report \(report.subject), version \(report.version)"
            if let fault = try fault(in: report, last[report.id], on: connection) {
                result.fault = "\(name): \(fault)"
                return
            }
            result.reports += 1
        }
        if let stray = try connection.first(
            "SELECT d.report FROM report_document d WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = d.report) LIMIT 1",
            [], { $0.integer(0) })
        {
            result.fault = "reports: there is a document of a report \(stray) that is not there"
        }
    }

    private func fault(
        in report: StoredReport, _ last: StoredReportAct?, on connection: any Connection
    ) throws -> String? {
        guard let last else { return "nothing was ever done with it" }
        guard last.act == report.lastAct, last.at == report.lastAt else {
            return "it is said to be \(report.lastAct), but was last \(last.act)"
        }
        let documents = try connection.rows(
            "SELECT language, bytes, digest FROM report_document WHERE report = ? ORDER BY language",
            [.integer(report.id)]
        ) { (language: $0.text(0), bytes: $0.blob(1), digest: $0.blob(2)) }
        for document in documents where Array(SHA256.hash(data: document.bytes)) != document.digest {
            return "the document in \(document.language) is not the one that was kept"
        }
        guard try ReportTables.sum(of: report.id, on: connection) == last.documents else {
            return "its documents are not those of its last act (\(last.act))"
        }
        let cases = try connection.rows(
            "SELECT case_id, digest, sealed FROM report_case WHERE report = ? ORDER BY language, place",
            [.integer(report.id)]
        ) { (number: $0.integer(0), digest: $0.text(1), sealed: $0.optionalBlob(2)) }
        for cited in cases {
            // Words of people who were forgotten are gone, and that is right.
            guard let key = try personKey(of: cited.number, on: connection), !cited.digest.isEmpty else { continue }
            let name = "the words of case \(CaseNumber(rawValue: cited.number))"
            guard let sealed = cited.sealed else { return "\(name) are missing" }
            guard let words = key.open(sealed), key.digest(of: words) == cited.digest else {
                return "\(name) are not those that were kept"
            }
        }
        return nil
    }
}
