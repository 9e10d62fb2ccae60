import Casework
import Civics
import Desks
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

/// The board as a table for spreadsheets and as JSON for programs: the same numbers as on the page, all of them.
struct BoardExportTests {
    private func week() async throws -> (test: TestHouse, cookie: String) {
        let test = try await TestHouse(at: "2026-11-22 12:00")
        _ = try await SmallWeek(in: test.store)
        return (test, try await test.session("supervisor", .supervisor, "fs-gov"))
    }

    /// The lines of a table none of whose cells holds a comma.
    private func lines(_ answer: Answer) -> [[String]] {
        answer.text.split(separator: "\r\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func theTableHasEveryRateWithNumeratorDenominatorAndInterval() async throws {
        let (test, cookie) = try await week()
        let answer = try await test.visit("/desk/board.csv?period=2026-W47", cookie)
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "text/csv; charset=utf-8")
        #expect(
            answer.headers[.contentDisposition] == "attachment; filename=\"board-body-2026-11-16-2026-11-22.csv\"")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(Array(answer.bytes.prefix(3)) == [0xEF, 0xBB, 0xBF], "spreadsheets know UTF-8 by this mark")
        let table = lines(answer)
        #expect(table.count == 4, "head, whole, and two bodies")
        #expect(Set(table.map(\.count)).count == 1, "all lines are as long as their head")
        let head = table[0].map { $0.replacing("\u{FEFF}", with: "") }
        func cell(_ line: [String], _ column: String) throws -> String {
            line[try #require(head.firstIndex(of: column), "\(column) in \(head)")]
        }
        let nanhai = try #require(table.first { $0[0] == CaseLife.lead })
        #expect(try cell(nanhai, "派发") == "5" && cell(nanhai, "办结") == "6")
        #expect(try cell(nanhai, "响应率分子") == "4" && cell(nanhai, "响应率分母") == "5")
        #expect(try cell(nanhai, "响应率") == "0.800000")
        // By Wilson: 4 of 5 lies between 37.55 % and 96.38 %.
        #expect(try cell(nanhai, "响应率下限").hasPrefix("0.3755") && cell(nanhai, "响应率上限").hasPrefix("0.9637"))
        #expect(try cell(nanhai, "满意率分子") == "1.900000" && cell(nanhai, "满意率分母") == "3")
        #expect(try cell(nanhai, "满意率") == "", "too few for a rate")
        #expect(try cell(table[1], "编号") == "" && cell(table[1], "申诉成立不计") == "1")
        #expect(try cell(table[1], "从") == "2026-11-16" && cell(table[1], "到") == "2026-11-22")
        let english = try await test.visit("/desk/board.csv?period=2026-W47", cookie, [.acceptLanguage: "en"])
        #expect(lines(english)[0].contains("Dispatched") && lines(english).count == 4)
        #expect(
            lines(english).map { $0.dropFirst(4).prefix(4) }.dropFirst()
                == lines(answer).map { $0.dropFirst(4).prefix(4) }.dropFirst())
        let empty = try await test.visit("/desk/board.csv?period=2026-W30", cookie)
        #expect(lines(empty).count == 3 && !empty.text.contains("nan"), "what Shunde has open, and no figures")
        #expect(lines(empty)[2].prefix(8) == [SmallWeek.shunde, lines(answer)[3][1], "", "", "0", "0", "1", "1"])
    }

    /// Names come from the city's files. A spreadsheet must not take one for a formula, and no sign in it may break a cell.
    @Test func noNameBreaksACellOrRunsAsAFormula() async throws {
        let names = [
            CaseLife.lead: LocalName(zh: "=HYPERLINK(\"http://evil.example\",\"看\")", en: "@SUM(1+1)"),
            SmallWeek.shunde: LocalName(zh: "住建,\"水利\"\n局", en: "Housing; \"water\", and more"),
        ]
        let test = try await TestHouse(at: "2026-11-22 12:00", city: TestCity.foshan.naming(names))
        _ = try await SmallWeek(in: test.store)
        let cookie = try await test.session("supervisor", .supervisor, "fs-gov")
        let chinese = try await test.visit("/desk/board.csv?period=2026-W47", cookie).text
        #expect(chinese.contains(#","'=HYPERLINK(""http://evil.example"",""看"")","#))
        #expect(chinese.contains(",\"住建,\"\"水利\"\"\n局\","))
        let english = try await test.visit("/desk/board.csv?period=2026-W47", cookie, [.acceptLanguage: "en"]).text
        #expect(english.contains(",'@SUM(1+1),") && english.contains(#","Housing; ""water"", and more","#))
        for text in [chinese, english] {
            for sign in ["\n=", ",=", ",@", "\n@", ",\"=", ",\"@"] { #expect(!text.contains(sign), "\(sign)") }
        }
        // And on the page they are text.
        let page = try await test.visit("/desk/board?period=2026-W47", cookie).text
        #expect(page.contains("=HYPERLINK(&quot;http://evil.example&quot;,&quot;看&quot;)"))
    }

    @Test func theTableHasAllLinesAndNotAPageOnly() async throws {
        let test = try await TestHouse(at: "2026-11-22 12:00")
        let bodies = TestCity.foshan.organisations.filter { $0.parent != nil }.prefix(130).map(\.id)
        for body in bodies {
            let number = try await test.store.receive("2026-11-16 09:00", .test())
            try await test.store.give(.dispatch(Dispatch(lead: body)), number, "2026-11-16 09:10")
        }
        let cookie = try await test.session("supervisor", .supervisor, "fs-gov")
        let token = try await test.token("analyst", .analyst, "fs-gov")
        let table = lines(try await test.visit("/desk/board.csv?period=2026-W47&sort=name&order=ascending", cookie))
        #expect(table.count == 132 && Set(table.dropFirst(2).map { $0[0] }) == Set(bodies))
        // In the order of the page, which shows a part of them.
        let page = try await test.visit("/desk/board?period=2026-W47&sort=name&order=ascending&page=2", cookie).text
        let shown = page.matches(of: /what=dispatched&amp;[^"]*value=([^"&]*)/).map { String($0.1) }
        #expect(shown == table.dropFirst(2 + 50).prefix(50).map { $0[0] })
        let json = try await test.get("/board?period=2026-W47", token: token).json
        guard case .array(let all)? = json["lines"] else { Issue.record("no lines"); return }
        #expect(all.count == 130)
    }

    @Test func programsReadTheSameNumbers() async throws {
        let (test, _) = try await week()
        let token = try await test.token("analyst", .analyst, "fs-gov")
        let answer = try await test.get("/board?period=2026-W47", token: token)
        #expect(answer.status == 200)
        let json = answer.json
        #expect(json["by"]?.text == "body" && json["period"]?.text == "2026-W47" && json["rules"]?.text == "2026-01-01")
        #expect(json["from"]?.text == "2026-11-16" && json["to"]?.text == "2026-11-22" && json["before"] == nil)
        func rate(_ line: JSONValue?, _ name: String) -> JSONValue? {
            guard case .array(let rates)? = line?["rates"] else { return nil }
            return rates.first { $0["rate"]?.text == name }
        }
        func number(_ value: JSONValue?) -> Double? {
            switch value {
            case .integer(let number)?: Double(number)
            case .number(let number)?: number
            default: nil
            }
        }
        let whole = rate(json["whole"], "response")
        #expect(number(whole?["numerator"]) == 6 && number(whole?["denominator"]) == 7)
        let (value, low, high) = (number(whole?["value"]), number(whole?["low"]), number(whole?["high"]))
        #expect(abs((value ?? 0) - 6.0 / 7) < 0.000_01)
        #expect(abs((low ?? 0) - 0.486_87) < 0.000_1 && abs((high ?? 0) - 0.974_32) < 0.000_1)
        guard case .array(let lines)? = json["lines"] else { Issue.record("no lines"); return }
        #expect(Set(lines.compactMap { $0["id"]?.text }) == [CaseLife.lead, SmallWeek.shunde])
        let nanhai = lines.first { $0["id"]?.text == CaseLife.lead }
        #expect(nanhai?["closed"]?.integer == 6 && nanhai?["name"]?["en"]?.text?.isEmpty == false)
        #expect(nanhai?["placeFrom"] == nil, "nobody is ranked by five requests")
        let satisfied = rate(nanhai, "satisfied")
        #expect(number(satisfied?["numerator"]) == 1.9 && satisfied?["value"] == nil, "too few for a rate")
        let field = try await test.get("/board?period=2026-W47&by=district", token: token).json
        #expect(field["by"]?.text == "district" && field["whole"]?["dispatched"]?.integer == 7)
    }
}
