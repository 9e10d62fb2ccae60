import Casework
import Civics
import Desks
import HTTPTypes
import Pages
import Reporting
import Storage
import TestSupport
import Testing

@testable import Server

/// Exploring the figures in a browser: the address is the question.
struct ExplorerPageTests {
    private static let path = "/desk/advice/explore"

    private func house() async throws -> (test: TestHouse, analyst: String) {
        let test = try await TestHouse()
        for _ in 0..<3 { _ = try await test.desks.service.receive(.nightWork(), test.house.operation(of: .resident)) }
        return (test, try await test.session("analyst", .analyst, "fs-gov"))
    }

    @Test func aFormLeadsToTheShortAddressOfItsQuestion() async throws {
        let (test, analyst) = try await house()
        let sent = "\(Self.path)?measure=received&rows=town&columns=&compare=&view=&period=2026-11&from=&to=&district="
        let answer = try await test.visit(sent, analyst)
        #expect(answer.status == 303)
        #expect(answer.location == "\(Self.path)?measure=received&rows=town&period=2026-11")
        let page = try await test.visit(try #require(answer.location), analyst)
        #expect(page.status == 200, "\(test.log.all)")
        #expect(page.text.contains("<option value=\"town\" selected>"))
        // Without a question the usual one is answered where one stands.
        #expect(try await test.visit(Self.path, analyst).status == 200)
    }

    @Test(arguments: [
        "measure=mood", "rows=planet&columns=%3Cb%3E", "period=yesterday", "town=%E4%BA%9A", "view=pie",
        "rows=channel&columns=district", "rows=channel&body=440605-housing",
        "measure=received&rows=day&period=2020-01-01..2026-01-01",
    ])
    func nonsenseIsSaidAndTheRestIsShown(_ query: String) async throws {
        let (test, analyst) = try await house()
        let page = try await test.visit("\(Self.path)?\(query)", analyst)
        #expect(page.status == 200, "\(test.log.all)")
        #expect(page.text.contains("有些没有照问的来"))
        #expect(!page.text.contains("<b>\"") && page.text.contains("answer-heading"))
    }

    @Test func theTableIsTakenAlongAsAFile() async throws {
        let (test, analyst) = try await house()
        let file = try await test.visit(
            "\(Self.path).csv?measure=received&measure=on-time-rate&rows=district&period=2026-11", analyst)
        #expect(file.status == 200)
        #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
        let lines = file.text.split(whereSeparator: \.isNewline)
        #expect(lines[0].contains("编号,区,受理,按时办结率,按时办结率分子,按时办结率分母,按时办结率下限,按时办结率上限,从,到,评分规则"))
        #expect(lines[1].hasPrefix(",总体,3,,0,0,,,2026-11-01,"))
        #expect(lines[2].hasPrefix("440605,南海区,3,,0,0,,,2026-11-01,"))
        #expect(lines.count == 3)
    }

    @Test func programsAskTheSameAndAreToldWhatCannotBeAnswered() async throws {
        let (test, _) = try await house()
        let analyst = try await test.token("analyst-api", .analyst, "fs-gov")
        let query = "measure=received&measure=solved-rate&rows=town&period=2026-11"
        let answer = try await test.get("/explore?\(query)", token: analyst)
        #expect(answer.status == 200, "\(test.log.all)")
        guard case .array(let lines)? = answer.json["lines"], case .array(let cells)? = lines.first?["cells"] else {
            Issue.record("no lines: \(answer.text)")
            return
        }
        #expect(lines.count == 1 && lines[0]["id"]?.text == "440605011")
        #expect(cells.count == 2 && cells[1]["denominator"]?.integer == 0)
        #expect(answer.text.contains("\"cells\":[{\"value\":3"))
        for nonsense in ["measure=mood", "rows=channel&columns=district", "period=yesterday"] {
            let refused = try await test.get("/explore?\(nonsense)", token: analyst)
            #expect(refused.status == 400 && refused.code == "not-answered", "\(nonsense)")
        }
        #expect(try await test.get("/explore").status == 401)
        let handler = try await test.token("handler-api", .handler, CaseLife.lead)
        #expect(try await test.get("/explore", token: handler).status == 403)
    }

    @Test func aQueryIsKeptOpenedRenamedAndDeleted() async throws {
        let (test, analyst) = try await house()
        let fields = [("measure", "received"), ("rows", "town"), ("period", "2026-11"), ("name", "各镇街 <b>")]
        let kept = try await test.submit("\(Self.path)/saved", fields + [("shared", "1")], analyst)
        #expect(kept.status == 303 && kept.location == "\(Self.path)?measure=received&rows=town&period=2026-11")
        let page = try await test.visit(Self.path, analyst)
        #expect(page.text.contains("各镇街 &lt;b&gt;</a>"))
        let again = try await test.submit("\(Self.path)/saved", fields, analyst)
        #expect(again.status == 409 && again.text.contains("换一个"))
        let nameless = try await test.submit("\(Self.path)/saved", [("measure", "received")], analyst)
        #expect(nameless.status == 422)
        let id = try #require(page.text.firstMatch(of: /explore\/saved\/([0-9]+)\/change/)?.1)
        // Another analyst reads it, and changes nothing.
        let other = try await test.session("analyst2", .analyst, "fs-gov")
        #expect(try await test.visit(Self.path, other).text.contains("各镇街 &lt;b&gt;</a>"))
        #expect(try await test.submit("\(Self.path)/saved/\(id)/delete", [], other).status == 403)
        #expect(try await test.submit("\(Self.path)/saved/\(id)/change", [("name", "x")], other).status == 403)
        // Taken back from the others, it is no longer there for them.
        #expect(try await test.submit("\(Self.path)/saved/\(id)/change", [("name", "镇街")], analyst).status == 303)
        #expect(try await test.visit(Self.path, analyst).text.contains(">镇街</a>"))
        #expect(try await test.submit("\(Self.path)/saved/\(id)/delete", [], other).status == 404)
        #expect(try await test.submit("\(Self.path)/saved/\(id)/delete", [], analyst).status == 303)
        #expect(try await test.submit("\(Self.path)/saved/\(id)/delete", [], analyst).status == 404)
        #expect(try await test.submit("\(Self.path)/saved/x/delete", [], analyst).status == 404)
    }

    @Test func whoeverMayNotExploreSeesNothing() async throws {
        let (test, _) = try await house()
        for (role, body) in [
            (Role.handler, CaseLife.lead), (.headOfBody, CaseLife.lead), (.hotlineAgent, "fs-hotline"),
        ] {
            let cookie = try await test.session("visitor-\(role.rawValue)", role, body)
            for path in [Self.path, "\(Self.path).csv"] {
                #expect(try await test.visit(path, cookie).status == 403, "\(role) \(path)")
            }
            #expect(try await test.submit("\(Self.path)/saved", [("name", "x")], cookie).status == 403)
        }
        #expect(try await test.visit(Self.path).status == 303)
        // A supervisor keeps queries, and shares none.
        let supervisor = try await test.session("supervisor", .supervisor, "fs-gov")
        let fields = [("measure", "received"), ("name", "mine")]
        #expect(try await test.submit("\(Self.path)/saved", fields, supervisor).status == 303)
        #expect(try await test.submit("\(Self.path)/saved", fields + [("shared", "1")], supervisor).status == 403)
    }
}
