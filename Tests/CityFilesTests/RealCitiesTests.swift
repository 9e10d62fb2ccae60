import CityFiles
import Civics
import Foundation
import Testing

@Suite("The cities that come with the platform")
struct RealCitiesTests {
    static func city(_ name: String) throws -> City {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try loadCity(folder: project.appending(path: "Cities/\(name)").path())
    }

    @Test("Foshan has five districts, thirty-two towns and streets, and all its villages and communities")
    func foshanHasItsPlaces() throws {
        let city = try Self.city("foshan")
        #expect(city.regions.count(where: { $0.level == .district }) == 5)
        #expect(city.regions.count(where: { $0.level == .town }) == 32)
        #expect(city.regions.count(where: { $0.level == .village }) == 805)
        #expect(city.region("440605011")?.name == LocalName(zh: "桂城街道", en: "Guicheng Subdistrict"))
        #expect(city.regions(under: "440605").count == 7)
        #expect(city.regions.allSatisfy { ($0.code != nil) == ($0.level < .village) })
    }

    @Test("Foshan names what people ask about in three levels, each leaf with a sentence of its own")
    func foshanNamesWhatPeopleAskAbout() throws {
        let categories = try Self.city("foshan").categories
        #expect(Set(categories.map(\.level1)).count >= 12)
        #expect(Set(categories.map { $0.code.prefix(4) }).count >= 60)
        #expect(categories.count >= 190)
        #expect(Set(categories.map(\.explanation)).count == categories.count)
        #expect(categories.allSatisfy { (25...60).contains($0.explanation.count) })
        #expect(Set(categories.map(\.kind)) == Set(RequestKind.allCases))
    }

    @Test("Every category has a responsible body at every place, at the level its duty names", arguments: cities)
    func everyCategoryHasAResponsibleBodyAtEveryPlace(name: String) throws {
        let city = try Self.city(name)
        let parents = Set(city.regions.compactMap(\.parent))
        let leaves = city.regions.filter { !parents.contains($0.id) }
        for category in city.categories {
            let duty = try #require(city.duty(for: category.code))
            for place in leaves {
                let (lead, co) = try #require(city.responsible(for: category.code, at: place.id))
                #expect(lead.function == duty.lead && lead.level == duty.level)
                #expect(co.map(\.function) == duty.co)
            }
        }
    }

    static let cities = ["foshan", "new-york"]

    @Test("What nobody has classified yet goes to the city's hotline", arguments: cities)
    func whatNobodyHasClassifiedGoesToTheHotline(name: String) throws {
        let city = try Self.city(name)
        #expect(city.responsible(for: "990101", at: city.root)?.lead.function == "hotline")
    }

    @Test("Foshan's limits are those of Guangdong, and one-two-four for enterprises")
    func foshansLimitsAreThoseOfGuangdong() throws {
        let limits = try Self.city("foshan").limits
        func close(_ kind: RequestKind, _ urgency: Urgency = .ordinary, _ line: ServiceLine = .public) -> TimeLimit? {
            limits.limits(kind: kind, urgency: urgency, line: line)?.close
        }
        #expect(close(.enquiry) == .workingDays(2))
        #expect(close(.help) == .workingDays(10))
        #expect(close(.suggestion) == .workingDays(10))
        #expect(close(.complaint) == .workingDays(15))
        #expect(close(.report) == .workingDays(15))
        #expect(close(.complaint, .urgent) == .elapsed(.hours(24)))
        #expect(close(.enquiry, .critical, .enterprise) == .elapsed(.hours(2)))
        #expect(close(.enquiry, .ordinary, .enterprise) == .workingDays(2))
        #expect(close(.complaint, .ordinary, .enterprise) == .workingDays(4))
        let contact = limits.limits(kind: .help, urgency: .ordinary, line: .enterprise)?.contact
        #expect(contact == .working(.hours(1)))
    }

    @Test("Foshan's calendar knows swapped days from 2010 to 2026, and that it does not know 2027")
    func foshansCalendarKnowsSwappedDays() throws {
        let calendar = try Self.city("foshan").calendar
        func works(_ text: String) throws -> Bool { try calendar.isWorkday(#require(CityDay(text))) }
        #expect(try works("2026-02-14"))
        #expect(try !works("2026-02-16"))
        #expect(try works("2025-10-11"))
        #expect(try !works("2020-01-31"))
        #expect(try !works("2015-09-03"))
        #expect(try works("2011-12-31"))
        #expect(calendar.workdayLength == .hours(7))
        // 365 days less 104 of weekends less 13 statutory ones (since 2025): swapping days must not change it.
        let year = try #require(CityDay("2026-01-01"))...#require(CityDay("2026-12-31"))
        #expect(try calendar.workdays(in: year) == 365 - 104 - 13)
        #expect(throws: CalendarGap(year: 2027)) { try works("2027-01-04") }
    }

    @Test("New York has five boroughs and fifty-nine community districts, and its own holidays")
    func newYorkHasItsBoroughs() throws {
        let city = try Self.city("new-york")
        #expect(city.regions.count(where: { $0.level == .district }) == 5)
        #expect(city.regions.count(where: { $0.level == .town }) == 59)
        #expect(city.organisations.count(where: { $0.function.hasPrefix("council-") }) == 51)
        #expect(city.zone.identifier == "America/New_York")
        #expect(try !city.calendar.isWorkday(#require(CityDay("2021-12-31"))))
        #expect(try !city.calendar.isWorkday(#require(CityDay("2020-11-03"))))
        #expect(try city.calendar.isWorkday(#require(CityDay("2020-06-19"))))
    }

    @Test("Photographs and letters are taken everywhere, and nothing that a browser could run", arguments: cities)
    func photographsAndLettersAreTaken(name: String) throws {
        let rules = try Self.city(name).attachments
        #expect(rules.isTaken)
        #expect(rules.types.contains(.jpeg) && rules.types.contains(.pdf))
        #expect(rules.largest <= 64 << 20)
    }

    @Test(
        "Staff need a second factor in every city, and in a demonstration nobody needs more than a password",
        arguments: cities)
    func staffNeedASecondFactor(name: String) throws {
        let factor = try Self.city(name).security.secondFactor
        for role in Role.staff {
            #expect(factor.demand(of: role, isDemonstration: false) == .required)
            #expect(factor.demand(of: role, isDemonstration: true) == .optional)
        }
        #expect(factor.demand(of: .resident, isDemonstration: false) == .off)
    }
}
