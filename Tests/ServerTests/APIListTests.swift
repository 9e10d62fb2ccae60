import Casework
import Civics
import Desks
import HTTPTypes
import TestSupport
import Testing

@testable import Server

struct APIListTests {
    @Test
    func aListIsReadPageByPageAndNothingComesTwice() async throws {
        let test = try await TestHouse()
        let token = try await test.token("dispatcher", .dispatcher, "fs-hotline")
        for index in 0..<7 {
            _ = try await test.desks.service.receive(
                .nightWork(title: "第\(index)件"), test.house.operation(of: .resident))
        }
        for order in ["newest", "deadline"] {
            var numbers: [String] = []
            var path = "/requests?limit=3&order=\(order)"
            var pages = 0
            while pages < 5 {
                pages += 1
                let page = try await test.get(path, token: token)
                numbers += page.json.items.compactMap { $0["number"]?.text }
                guard let next = page.json["next"]?.text else { break }
                path = "/requests?limit=3&order=\(order)&after=\(next)"
            }
            #expect(pages == 3)
            #expect(numbers.count == 7 && Set(numbers).count == 7)
        }
    }

    @Test
    func aListIsNarrowedByItsFilters() async throws {
        let test = try await TestHouse()
        let token = try await test.token("dispatcher", .dispatcher, "fs-hotline")
        let resident = test.house.operation(of: .resident)
        _ = try await test.desks.service.receive(.nightWork(), resident)
        _ = try await test.desks.service.receive(
            .nightWork(title: "路灯不亮", place: "440604", channel: .mobile), resident)
        func count(_ query: String) async throws -> Int {
            try await test.get("/requests?\(query)", token: token).json.items.count
        }
        #expect(try await count("") == 2)
        #expect(try await count("channel=mobile") == 1)
        #expect(try await count("place=440605") == 1)
        let found = try await test.get("/requests?q=%E8%B7%AF%E7%81%AF", token: token)
        #expect(found.json.items.count == 1, "\(found.text) \(test.log.all)")
        #expect(try await count("stage=awaiting-dispatch&open=true") == 2)
        #expect(try await count("stage=closed") == 0)
        #expect(try await count("from=2026-11-19") == 0)
        #expect(try await count("to=2026-11-18&kind=complaint") == 2)
    }

    @Test
    func figuresAreOpenAndAddUp() async throws {
        let test = try await TestHouse()
        let resident = test.house.operation(of: .resident)
        for _ in 0..<3 { _ = try await test.desks.service.receive(.nightWork(), resident) }
        let total = try await test.get("/figures?measure=received&from=2026-11-18&to=2026-11-18")
        #expect(total.status == 200)
        func amounts(_ answer: Answer) -> [Int] {
            guard case .array(let values)? = answer.json["values"] else { return [] }
            return values.compactMap { $0["amount"]?.integer }
        }
        #expect(amounts(total) == [3])
        let byDistrict = try await test.get("/figures?by=district&to=2026-11-18")
        #expect(amounts(byDistrict).reduce(0, +) == 3)
        let daily = try await test.get("/figures?by=day&from=2026-11-17&to=2026-11-19")
        #expect(amounts(daily) == [0, 3, 0])
    }

    @Test
    func theCitysListsAreOpen() async throws {
        let test = try await TestHouse()
        let city = test.desks.city
        #expect(try await test.get("/regions").json.items.count == city.regions.count)
        #expect(try await test.get("/regions?under=\(city.root)").json.items.count == 5)
        #expect(try await test.get("/organisations").json.items.count == city.organisations.count)
        #expect(try await test.get("/categories").json.items.count == city.categories.count)
    }

    @Test
    func theWeeklyReportIsForThoseWhoReadReports() async throws {
        let test = try await TestHouse()
        _ = try await test.desks.service.receive(.nightWork(), test.house.operation(of: .resident))
        let supervisor = try await test.token("s", .supervisor, "fs-gov")
        let report = try await test.get("/reports/weekly/2026-W47", token: supervisor, [.acceptLanguage: "en"])
        #expect(report.status == 200, "\(report.text.prefix(300))")
        #expect(report.json["from"]?.text == "2026-11-16")
        #expect(report.json["language"]?.text == "en")
        let agent = try await test.token("a", .hotlineAgent, "fs-hotline")
        #expect(try await test.get("/reports/weekly/2026-W47", token: agent).status == 403)
    }
}

extension House {
    func operation(of actor: Actor) -> OperationContext { OperationContext(actor: actor, now: now()) }
}
