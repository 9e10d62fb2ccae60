import CityFiles
import Civics
import Foundation
import Testing

@Suite("The city's plan of reports")
struct ReportFileTests {
    @Test(
        "Districts stand for each district, and each subscription has a way of its own",
        arguments: ["foshan", "new-york"])
    func theRealCitiesHaveAPlan(name: String) throws {
        let city = try RealCitiesTests.city(name)
        let districts = city.regions.filter { $0.level == .district }.map { ReportScope.district($0.id) }
        let monthly = try #require(city.reports.drafts.first { $0.kind == .monthly })
        #expect(monthly.scopes == [.city] + districts)
        #expect(city.reports.told == [.analyst])
        for subscription in city.reports.subscriptions {
            #expect(city.messages.way(subscription.way) != nil, "\(subscription.id)")
        }
        // No notice of a request goes by such a way.
        let used = Set(city.messages.notices.values.flatMap { $0.values.joined() })
        #expect(used.isDisjoint(with: city.reports.subscriptions.map(\.way)))
    }

    @Test("Several faults of the plan are all named, each in its line")
    func severalFaultsAreAllNamed() throws {
        let faults = try SmallCity()
            .replacing("kind: weekly, scopes: [city]", with: "kind: special, scopes: [town:1]", in: "reports.yml")
            .replacing("catch_up_months: 3", with: "catch_up_months: 0", in: "reports.yml")
            .replacing("when: issue", with: "when: later", in: "reports.yml").faults()
        #expect(faults.map(\.line) == [4, 4, 6, 14])
        #expect(faults.allSatisfy { $0.file == "reports.yml" })
    }
}

extension BrokenCityTests {
    static let reportDamages = [
        Damage("reports.yml", "published: yes", "published: maybe", line: 2, "the published “maybe” is unknown"),
        Damage("reports.yml", "published: yes\n", "", line: 1, "the key published is missing"),
        Damage("reports.yml", "kind: weekly", "kind: daily", line: 4, "“daily” is unknown"),
        Damage("reports.yml", "kind: weekly", "kind: special", line: 4, "special reports have no period"),
        Damage("reports.yml", "kind: weekly", "kind: monthly", line: 5, "the monthly report of city is drafted twice"),
        Damage("reports.yml", "[city], at: \"08:30\"", "[], at: \"08:30\"", line: 4, "scopes is empty"),
        Damage("reports.yml", "[city], at: \"08:30\"", "[city, city], at: \"08:30\"", line: 4, "stands here twice"),
        Damage("reports.yml", "at: \"08:30\"", "at: \"8:30\"", line: 4, "is no time of day"),
        Damage("reports.yml", "at: \"08:30\"", "at: \"24:00\"", line: 4, "is no time of day"),
        Damage("reports.yml", "body:east-roads", "body:west-roads", line: 5, "there is no body “west-roads”"),
        Damage("reports.yml", "category:0101", "category:0109", line: 5, "there is no category “0109”"),
        Damage("reports.yml", "category:0101", "street:0101", line: 5, "is no scope"),
        Damage("reports.yml", "district:1001", "district:1002", line: 20, "there is no district “1002”"),
        Damage("reports.yml", "catch_up_months: 3", "catch_up_months: 25", line: 6, "from 1 to 24"),
        Damage("reports.yml", "[analyst]", "[resident]", line: 7, "resident has no desk"),
        Damage("reports.yml", "id: bus", "id: office", line: 17, "stands here twice"),
        Damage("reports.yml", "id: bus", "id: the bus", line: 17, "other signs than ASCII"),
        Damage("reports.yml", "kinds: [annual]", "kinds: [yearly]", line: 19, "“yearly” is unknown"),
        Damage("reports.yml", "formats: [json]", "formats: [txt]", line: 21, "“txt” is unknown"),
        Damage("reports.yml", "when: draft", "when: never", line: 22, "the when “never” is unknown"),
        Damage("reports.yml", "language: en", "language: de", line: 23, "“de” is unknown"),
        Damage("reports.yml", "to: office@b.example", "to: office", line: 16, "is no mail address"),
        Damage("reports.yml", "folder: mail", "folder: ../mail", line: 16, "must not lead upwards"),
        Damage("reports.yml", "https://bus", "http://bus", line: 24, "is no address to send to"),
        Damage(
            "reports.yml", "\n    webhook: https://bus.example/reports", "", line: 17, "either by mail or by webhook"),
    ]
}
