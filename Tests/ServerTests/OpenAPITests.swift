import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Server

struct OpenAPITests {
    private func document() async throws -> JSONValue {
        let answer = try await TestHouse().get("/openapi.json")
        #expect(answer.status == 200)
        return answer.json
    }

    @Test
    func everyRouteOfTheAPIIsDescribedAndEveryDescriptionHasItsRoute() async throws {
        let test = try await TestHouse()
        let routes = Set(
            test.house.routes.routes.map(\.description).filter { $0.contains(" /api/v1") }
                .map { $0.replacing(" /api/v1", with: " ") })
        let described = Set(Operation.all.map { "\($0.method.rawValue) \($0.path)" })
        #expect(routes == described)
    }

    /// The paper for people names each address of the API, and none that is not there.
    @Test
    func everyRouteOfTheAPIStandsInItsPaper() async throws {
        let paper = try String(contentsOfFile: TestCity.root + "/docs/api.md", encoding: .utf8)
        func spans(_ cell: Substring) -> [Substring] {
            cell.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
                .map(\.element)
        }
        var named: Set<String> = []
        for line in paper.split(separator: "\n") where line.hasPrefix("| `") && line.contains(" /") {
            let cells = line.split(separator: "|")
            var method: Substring = ""
            for span in spans(cells[0]) {
                let words = span.split(separator: " ")
                if words.count == 2 { method = words[0] }
                guard let path = words.last else { continue }
                let actions = path.contains("{action}") ? spans(cells[1]).map(String.init) : [""]
                for action in actions { named.insert("\(method) \(path.replacing("{action}", with: action))") }
            }
        }
        #expect(named == Set(Operation.all.map { "\($0.method.rawValue) \($0.path)" }))
        let others = try await TestHouse().house.routes.routes.map(\.path).filter { $0.hasSuffix("z") }
        for path in others { #expect(paper.contains("GET \(path)"), "\(path)") }
    }

    @Test
    func everyOperationHasANameOfItsOwnAndAnAnswerThatIsDescribed() {
        let names = Operation.all.map(\.identifier)
        #expect(Set(names).count == names.count)
        let components = Set(Components.all.map(\.name))
        for operation in Operation.all { #expect(components.contains(operation.answer), "\(operation.identifier)") }
    }

    @Test
    func everyReferenceLeadsSomewhere() async throws {
        let document = try await document()
        func references(_ value: JSONValue) -> [String] {
            switch value {
            case .object(let members):
                members.flatMap { member -> [String] in
                    if member.name == "$ref", let target = member.value.text { return [target] }
                    return references(member.value)
                }
            case .array(let values): values.flatMap(references)
            default: []
            }
        }
        for reference in Set(references(document)) {
            let steps = reference.split(separator: "/").dropFirst().map(String.init)
            #expect(steps.reduce(document as JSONValue?) { $0?[$1] } != nil, "\(reference)")
        }
    }

    /// What a command reads is what the description says it takes: with a field more it is refused, with the fields named
    /// it is not refused for being unknown.
    @Test(arguments: Operation.all.filter { $0.takesVersion })
    func aCommandTakesTheFieldsThatAreDescribed(operation: Server.Operation) async throws {
        let test = try await TestHouse()
        let made = try await test.post("/requests", APIRequestTests.nightWork)
        let staff = try await APIRequestTests.Staff(test)
        let number = made.json["number"]?.text ?? ""
        _ = try await test.post("/requests/\(number)/dispatch", #"{"lead":"440605-housing"}"#, token: staff.dispatcher)
        let body = (operation.body ?? []).map { "\"\($0.name)\":null" } + [#""unheard":1"#]
        let path = operation.path.replacing("{number}", with: number)
        let answer = try await test.post(path, "{\(body.joined(separator: ","))}", token: staff.handler)
        guard case .array(let errors)? = answer.json["errors"] else {
            Issue.record("\(answer.text)")
            return
        }
        let unknown = errors.filter { $0["code"]?.text == "unknown-field" }.compactMap { $0["field"]?.text }
        #expect(unknown == ["unheard"])
    }

    /// The table of routes, kept as a file: whoever changes an address sees it here.
    @Test
    func theTableOfRoutesIsTheOneOnFile() async throws {
        let test = try await TestHouse()
        let routes = test.house.routes.routes.map(\.description).joined(separator: "\n") + "\n"
        let file = TestCity.root + "/Tests/ServerTests/Golden/routes.txt"
        let golden = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        if ProcessInfo.processInfo.environment["ONEDOOR_WRITE_GOLDEN"] != nil {
            try routes.write(toFile: file, atomically: true, encoding: .utf8)
        } else {
            #expect(routes == golden, "run the tests with ONEDOOR_WRITE_GOLDEN=1 to take the new table over")
        }
    }
}
