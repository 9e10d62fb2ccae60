import Civics
import Testing

/// A city with one district, one town and one village, where not every level has every body.
private let city: City = {
    func region(_ id: String, _ parent: String?, _ level: Level) -> Region {
        Region(id: id, parent: parent, level: level, name: LocalName(zh: id, en: id), code: nil)
    }
    func body(_ id: String, _ parent: String?, _ region: String, _ level: Level, _ function: String) -> Organisation {
        Organisation(
            id: id, parent: parent, region: region, level: level, function: function,
            name: LocalName(zh: id, en: id), shortName: id)
    }
    let limit = TimeLimit("1 hour")!
    return City(
        root: "city", name: LocalName(zh: "市", en: "City"), platform: LocalName(zh: "门", en: "Door"), hotline: "12345",
        emergency: [.police: "110", .fire: "119"],
        calendar: WorkingCalendar(zone: CityZone("Asia/Shanghai")!, hours: [0..<3_600_000], years: []),
        limits: LimitTable(
            version: "", rules: [], yellow: 0.5, red: 0.85, extensionTimes: 1, extensionShare: 1, callBack: limit),
        scores: ScoreTable([
            ScoreRules(version: CityDay(number: 0), fairlySatisfiedWeight: 0.9, rankFrom: 30, showFrom: 5)
        ]),
        regions: [
            region("city", nil, .city), region("district", "city", .district), region("town", "district", .town),
            region("village", "town", .village), region("far", "city", .district),
        ],
        organisations: [
            body("gov", nil, "city", .city, "government"), body("water", "gov", "city", .city, "water"),
            body("police", "gov", "city", .city, "police"),
            body("d-gov", "gov", "district", .district, "government"),
            body("d-housing", "d-gov", "district", .district, "housing"),
            body("t-gov", "d-gov", "town", .town, "government"),
            body("t-police", "t-gov", "town", .town, "police"),
        ],
        categories: [],
        duties: [
            Duty(category: "", level: .town, lead: "government", co: []),
            Duty(category: "01", level: .district, lead: "housing", co: ["water", "police", "housing", "nobody"]),
            Duty(category: "0102", level: .district, lead: "water", co: ["housing"]),
            Duty(category: "010203", level: .town, lead: "police", co: []),
            Duty(category: "02", level: .district, lead: "fisheries", co: []),
        ],
        sampleAccounts: [])
}()

@Suite struct ResponsibleBodyTests {
    @Test(arguments: [
        // The duty's level has the body.
        ("010101", "village", "d-housing"),
        // The district has no water bureau: the city's answers.
        ("010201", "village", "water"),
        // The longest beginning of the category holds, at the level that it names.
        ("010203", "village", "t-police"),
        // The place is known to the district only: the nearest above answers.
        ("010203", "district", "police"),
        ("990101", "town", "t-gov"),
        ("990101", "city", "gov"),
        // Nobody anywhere has the function: unclear goes to the district, and without one to the city.
        ("020101", "village", "d-gov"),
        ("020101", "city", "gov"),
        // A place that nobody knows.
        ("010101", "nowhere", "gov"),
    ])
    func aCategoryAtAPlaceHasABodyThatAnswers(category: String, place: String, lead: String) {
        #expect(city.responsible(for: category, at: place)?.lead.id == lead)
    }

    @Test func coHandlersAreThoseThatExistAndAreNotTheLead() {
        #expect(city.responsible(for: "010101", at: "village")?.co.map(\.id) == ["water", "police"])
        #expect(city.responsible(for: "010201", at: "village")?.co.map(\.id) == ["d-housing"])
    }

    @Test func aDistrictWithoutAGovernmentHasNobodyForAFunctionThatNobodyHas() {
        #expect(city.responsible(for: "020101", at: "far") == nil)
    }

    @Test func aBodyCoversItselfAndWhatLiesBelow() {
        #expect(city.organisation("gov", covers: "t-police"))
        #expect(city.organisation("d-gov", covers: "t-gov"))
        #expect(city.organisation("d-gov", covers: "d-gov"))
        #expect(!city.organisation("d-gov", covers: "water"))
        #expect(!city.organisation("t-gov", covers: "d-gov"))
        #expect(!city.organisation("gov", covers: "nobody"))
        #expect(city.organisation("nobody", covers: "nobody"))
    }

    @Test func placesKnowTheirWayUp() {
        #expect(city.path(to: "village").map(\.id) == ["city", "district", "town", "village"])
        #expect(city.path(to: "nowhere").isEmpty)
        #expect(city.ancestor(of: "village", at: .district) == "district")
        #expect(city.ancestor(of: "district", at: .village) == nil)
        #expect(city.regions(under: "city").map(\.id) == ["district", "far"])
    }
}
