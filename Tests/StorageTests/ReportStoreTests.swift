import Casework
import Civics
import Storage
import TestSupport
import Testing

/// Reports that are kept: their documents, the words of cases they cite, and the chain of what was done with them. Another
/// hand at the file is found out.
@Suite struct ReportStoreTests {
    private typealias Change = (sql: String, values: [SQLValue])

    private static let days = CityDay("2026-11-09")!...CityDay("2026-11-15")!

    private struct Scene {
        let house: TestStore
        let number: CaseNumber
        let report: Int64
    }

    private func paper(_ language: String, _ number: CaseNumber, _ text: String = "document") -> ReportPaper {
        ReportPaper(language: language, bytes: Array(text.utf8), cases: [(number, "words in \(language)")])
    }

    /// A report that cites a case, drafted and reviewed, and another one.
    private func scene() async throws -> Scene {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-10")
        let papers = [paper("en", number), paper("zh-Hans", number)]
        let report = try await house.store.writeReports { writing in
            let id = try writing.add(
                "2026-W46", version: 1, kind: "weekly", scope: "city", year: 2026, days: Self.days)
            try writing.put(papers, into: id)
            try writing.note("made", of: id, at: at("2026-11-16 08:30"), actor: "system", reason: "", other: nil)
            try writing.note("reviewed", of: id, at: at("2026-11-16 09:00"), actor: "a", reason: "", other: nil)
            let other = try writing.add(
                "2026-W46@district:440605", version: 1, kind: "weekly", scope: "district:440605", year: 2026,
                days: Self.days)
            try writing.put([papers[0]], into: other)
            try writing.note("made", of: other, at: at("2026-11-16 09:00"), actor: "a", reason: "why", other: 7)
            return id
        }
        return Scene(house: house, number: number, report: report)
    }

    private func fault(_ scene: Scene, after changes: Change...) async throws -> String {
        for change in changes { #expect(try scene.house.meddle(change) > 0, "\(change.sql)") }
        return try #require(try await scene.house.store.verify().fault)
    }

    @Test func whatWasKeptIsReadAgain() async throws {
        let scene = try await scene()
        let store = scene.house.store
        let versions = try await store.reportVersions(of: "2026-W46")
        #expect(versions.map(\.report.version) == [1])
        #expect(versions[0].report.lastAct == "reviewed" && versions[0].report.days == Self.days)
        #expect(versions[0].acts.map(\.act) == ["made", "reviewed"])
        let paper = try #require(try await store.paper(of: scene.report, in: "zh-Hans"))
        #expect(String(decoding: paper.bytes, as: UTF8.self) == "document")
        #expect(paper.words == ["words in zh-Hans"])
        #expect(try await store.paper(of: scene.report, in: "fr") == nil)
        #expect(try await store.reportVersions(of: "2026-W47").isEmpty)
        let found = try await store.verify()
        #expect(found.fault == nil && found.reports == 2 && found.reportActs == 3)
    }

    @Test func theListIsNarrowedByKindYearScopeAndState() async throws {
        let scene = try await scene()
        let store = scene.house.store
        func count(_ change: (inout StoredReportFilter) -> Void) async throws -> Int {
            var filter = StoredReportFilter()
            change(&filter)
            let rows = try await store.reports(filter, limit: 10).count
            #expect(try await store.countReports(filter) == rows)
            return rows
        }
        #expect(try await count { _ in } == 2)
        #expect(try await count { $0.kind = "weekly" } == 2)
        #expect(try await count { $0.kind = "annual" } == 0)
        #expect(try await count { $0.year = 2025 } == 0)
        #expect(try await count { $0.scope = "city" } == 1)
        #expect(try await count { $0.lastActs = ["made", "remade"] } == 1)
        // The whole city stands before its parts.
        #expect(try await store.reports(StoredReportFilter(), limit: 1).first?.report.scope == "city")
        #expect(try await store.reportYears() == [2026])
    }

    @Test func aVersionIsThereOnce() async throws {
        let scene = try await scene()
        let store = scene.house.store
        await #expect(throws: DatabaseError.self) {
            _ = try await store.writeReports {
                try $0.add("2026-W46", version: 1, kind: "weekly", scope: "city", year: 2026, days: Self.days)
            }
        }
    }

    @Test func aChangedDocumentIsNamed() async throws {
        let scene = try await scene()
        let found = try await fault(
            scene, after: ("UPDATE report_document SET bytes = ? WHERE report = 1 AND language = 'en'", [.blob([1])]))
        #expect(found == "report 2026-W46, version 1: the document in en is not the one that was kept")
    }

    @Test func aDocumentChangedTogetherWithItsDigestIsNamed() async throws {
        let scene = try await scene()
        let found = try await fault(
            scene,
            after: (
                """
                UPDATE report_document SET (bytes, digest) =
                (SELECT bytes, x'2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' FROM report_document
                WHERE report = 1 AND language = 'en') WHERE report = 1 AND language = 'en'
                """, []
            ),
            ("UPDATE report_document SET bytes = ? WHERE report = 1 AND language = 'en'", [.blob(Array("x".utf8))]))
        #expect(found == "report 2026-W46, version 1: its documents are not those of its last act (reviewed)")
    }

    @Test func aDocumentThatWasTakenAwayIsMissed() async throws {
        let scene = try await scene()
        let found = try await fault(scene, after: ("DELETE FROM report_document WHERE report = 2", []))
        #expect(found.hasPrefix("report 2026-W46@district:440605, version 1: its documents are not those"))
    }

    @Test(arguments: [
        "UPDATE report_act SET actor = 'somebody' WHERE seq = 2", "UPDATE report_act SET at = at + 1 WHERE seq = 2",
        "UPDATE report_act SET act = 'issued' WHERE seq = 2", "UPDATE report_act SET reason = 'x' WHERE seq = 2",
        "UPDATE report_act SET other = 3 WHERE seq = 2",
        "UPDATE report_act SET documents = digest WHERE seq = 2",
    ])
    func anActThatWasChangedIsNamed(sql: String) async throws {
        let scene = try await scene()
        #expect(try await fault(scene, after: (sql, [])).contains("act 2 ("))
    }

    @Test func anActThatWasTakenOutIsMissed() async throws {
        let scene = try await scene()
        #expect(
            try await fault(scene, after: ("DELETE FROM report_act WHERE seq = 2", []))
                == "reports: act 2 is missing, act 3 follows")
    }

    @Test func theLastActThatWasTakenOutIsMissedByItsReport() async throws {
        let scene = try await scene()
        #expect(
            try await fault(scene, after: ("DELETE FROM report_act WHERE seq = 3", []))
                == "report 2026-W46@district:440605, version 1: nothing was ever done with it")
    }

    @Test func aReportThatClaimsAnotherStateIsNamed() async throws {
        let scene = try await scene()
        #expect(
            try await fault(scene, after: ("UPDATE report SET last_act = 'issued' WHERE id = 1", []))
                == "report 2026-W46, version 1: it is said to be issued, but was last reviewed")
    }

    @Test func aReportUnderAnotherNameIsNamed() async throws {
        let scene = try await scene()
        #expect(
            try await fault(scene, after: ("UPDATE report SET subject = '2026-W45' WHERE id = 1", []))
                .hasPrefix("report 2026-W45, version 1: act 1"))
    }

    @Test func wordsOfACaseThatWereChangedOrTakenAwayAreNamed() async throws {
        let scene = try await scene()
        let name = "report 2026-W46, version 1: the words of case \(scene.number)"
        #expect(
            try await fault(
                scene, after: ("UPDATE report_case SET sealed = NULL WHERE report = 1 AND language = 'en'", []))
                == "\(name) are missing")
        #expect(
            try await fault(
                scene,
                after: (
                    """
                    UPDATE report_case SET sealed = (SELECT c.sealed FROM report_case c WHERE c.report = 1 AND
                    c.language = 'zh-Hans') WHERE report = 1 AND language = 'en'
                    """, []
                )) == "\(name) are not those that were kept")
    }

    // MARK: Forgetting

    @Test func forgettingDestroysTheWordsAndTheRestStillVerifies() async throws {
        let scene = try await scene()
        let store = scene.house.store
        let before = try await store.lastReportAct()
        try await store.forget(scene.number, at: at("2026-11-20 09:00"))
        for language in ["en", "zh-Hans"] {
            let paper = try #require(try await store.paper(of: scene.report, in: language))
            #expect(String(decoding: paper.bytes, as: UTF8.self) == "document")
            #expect(paper.words == [nil])
        }
        let left = try await store.database.read {
            try $0.integer("SELECT count(*) FROM report_case WHERE sealed IS NOT NULL")
        }
        #expect(left == 0)
        #expect(try await store.lastReportAct() == before)
        #expect(try await store.verify().fault == nil)
    }

    @Test func whoWasForgottenWhileAReportWasMadeIsNotCited() async throws {
        let scene = try await scene()
        let store = scene.house.store
        try await store.forget(scene.number, at: at("2026-11-20 09:00"))
        let late = paper("en", scene.number)
        let id = try await store.writeReports { writing in
            let id = try writing.add(
                "2026-11", version: 1, kind: "monthly", scope: "city", year: 2026, days: Self.days)
            try writing.put([late], into: id)
            try writing.note("made", of: id, at: at("2026-12-01 08:30"), actor: "system", reason: "", other: nil)
            return id
        }
        #expect(try await store.paper(of: id, in: "en")?.words == [nil])
        let bytes = try await store.database.read {
            try $0.integer("SELECT count(*) FROM report_case WHERE report = ? AND sealed IS NOT NULL", [.integer(id)])
        }
        #expect(bytes == 0)
        #expect(try await store.verify().fault == nil)
    }

    @Test func aBackupHoldsTheReports() async throws {
        let scene = try await scene()
        let folder = scene.house.folder
        try await Store.backup(scene.house.store, keyFile: "\(folder)/master.key", to: "\(folder)/copy")
        try Store.restore(from: "\(folder)/copy", to: "\(folder)/restored")
        let restored = try await Store.open(folder: "\(folder)/restored", city: scene.house.store.city)
        defer { restored.close() }
        #expect(try await restored.paper(of: scene.report, in: "en")?.words == ["words in en"])
        let found = try await restored.verify()
        #expect(found.fault == nil && found.reportActs == 3)
    }
}
