import Casework
import Civics
import Storage
import TestSupport
import Testing

/// The city's files are edited while its store stays: what was counted by them is not mixed with what they say now.
@Suite struct CityChangeTests {
    struct Edit: Sendable, CustomTestStringConvertible {
        let change: String
        let city: City
        var testDescription: String { change }
    }

    /// Foshan with some of its files changed.
    private static func foshan(
        zone: CityZone? = nil, hours: [Range<Int64>]? = nil, years: [CalendarYear]? = nil,
        places: [Region]? = nil, hotline: String = "12345", limits change: (inout LimitTable) -> Void = { _ in }
    ) -> City {
        let foshan = TestCity.foshan
        var limits = foshan.limits
        change(&limits)
        let calendar = WorkingCalendar(
            zone: zone ?? foshan.zone, hours: hours ?? foshan.calendar.hours,
            years: years ?? Array(foshan.calendar.years.values))
        return City(
            root: foshan.root, name: foshan.name, platform: foshan.platform, hotline: hotline,
            emergency: foshan.emergency,
            calendar: calendar, limits: limits, scores: foshan.scores, regions: places ?? foshan.regions,
            organisations: foshan.organisations, categories: foshan.categories, duties: foshan.duties,
            sampleAccounts: foshan.sampleAccounts)
    }

    private static let with2027 = foshan(
        years: Array(TestCity.foshan.calendar.years.values)
            + [CalendarYear(year: 2027, daysOff: [CityDay(year: 2027, month: 1, day: 1)!], daysWorked: [])])

    private static func places(_ change: (inout [Region]) -> Void) -> City {
        var places = TestCity.foshan.regions
        change(&places)
        return foshan(places: places)
    }

    private static let village = "440608004931"

    static let edits = [
        Edit(change: "limits.yml: callback", city: foshan { $0.callBack = .workingDays(3) }),
        Edit(change: "limits.yml: warning", city: foshan { $0.yellow = 0.6 }),
        Edit(change: "city.yml: working_hours", city: foshan(hours: [32_400_000..<61_200_000])),
        Edit(change: "city.yml: zone", city: foshan(zone: CityZone("Asia/Tokyo"))),
        Edit(
            change: "holidays.yml: 2010",
            city: foshan(
                years: TestCity.foshan.calendar.years.values.map {
                    $0.year == 2010 ? CalendarYear(year: 2010, daysOff: $0.daysOff, daysWorked: []) : $0
                })),
        Edit(
            change: "holidays.yml: 2010",
            city: foshan(years: TestCity.foshan.calendar.years.values.filter { $0.year != 2010 })),
        Edit(
            change: "regions.csv: \(village)",
            city: places { list in
                for index in list.indices where list[index].id == village { list[index].parent = "440608003" }
            }),
        Edit(change: "regions.csv: \(village)", city: places { $0.removeAll { $0.id == village } }),
    ]

    private func house(on day: String) async throws -> TestStore {
        let house = try await TestStore()
        try await house.answered(day, .test(place: "440605011"))
        return house
    }

    @Test(arguments: edits)
    func aStoreIsNotOpenedWithFilesThatItsFiguresWereNotCountedWith(edit: Edit) async throws {
        let (change, edited) = (edit.change, edit.city)
        let house = try await house(on: "2026-11-18")
        await #expect(throws: StorageError.cityChanged([change])) { try await house.reopen(as: edited) }
        #expect(StorageError.cityChanged([change]).description.contains("onedoor rebuild"))
        // Without the edit it opens; with it, once everything is counted anew.
        try await house.reopen()
        try await house.reopen(as: edited, usesFigures: false)
        _ = try await house.store.rebuild()
        try await house.reopen(as: edited)
        #expect(try await house.store.rebuild().differing.isEmpty)
        // What was there before is as much a change, but for a place or a year that is nobody's yet.
        if edited.regions.count == TestCity.foshan.regions.count, edited.calendar.years[2010] != nil {
            await #expect(throws: StorageError.cityChanged([change])) { try await house.reopen(as: TestCity.foshan) }
        }
    }

    @Test func aPlaceThatIsNewIsNoChange() async throws {
        let house = try await house(on: "2026-11-18")
        let grown = Self.places {
            $0.append(
                Region(
                    id: "440608004999", parent: "440608004", level: .village, name: LocalName(zh: "新村", en: "New"),
                    code: nil))
        }
        try await house.reopen(as: grown)
        // From now on it is one of the city's places.
        await #expect(throws: StorageError.cityChanged(["regions.csv: 440608004999"])) {
            try await house.reopen(as: TestCity.foshan)
        }
    }

    @Test func changesThatNoDeadlineHangsOnNeedNothing() async throws {
        let house = try await house(on: "2026-11-18")
        for edited in [
            Self.foshan { $0.rules[0].limits.close = .workingDays(1) }, Self.foshan(hotline: "12346"),
        ] { try await house.reopen(as: edited) }
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    /// The year after is announced in November: most cities have no deadline in it yet.
    @Test func aNewYearNeedsARebuildOnlyWhereARequestWaitsForIt() async throws {
        let city = Self.with2027
        let quiet = try await house(on: "2026-11-18")
        try await quiet.reopen(as: city)
        #expect(try await quiet.store.rebuild().differing.isEmpty)

        // A complaint has fifteen working days, which reach into 2027.
        let waiting = try await TestStore()
        let number = try await waiting.receive("2026-12-28 09:00", .test(kind: .complaint))
        try await waiting.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-12-28 09:10")
        await #expect(throws: StorageError.cityChanged(["holidays.yml: 2027"])) { try await waiting.reopen(as: city) }

        // Closed in the year that was missing: how long it took is not known.
        let late = try await TestStore()
        let other = try await late.receive("2026-12-28 09:00", .test(kind: .complaint))
        try await late.give(.withdraw, other, "2027-01-04 09:00")
        await #expect(throws: StorageError.cityChanged(["holidays.yml: 2027"])) { try await late.reopen(as: city) }
    }

    @Test func anEmptyStoreTakesTheCityAsItIs() async throws {
        let house = try await TestStore()
        try await house.reopen(as: Self.with2027)
        try await house.reopen(as: TestCity.foshan)
    }

    /// What a store of before this was kept was counted with is not known.
    @Test func anOldStoreIsRebuiltOnce() async throws {
        let house = try await house(on: "2026-11-18")
        try house.meddle(("DELETE FROM city_mark", []))
        await #expect(throws: StorageError.cityChanged(["OneDoor: definitions of figures"])) {
            try await house.reopen()
        }
        try await house.reopen(usesFigures: false)
        _ = try await house.store.rebuild()
        try await house.reopen()
        await #expect(throws: StorageError.cityChanged(["limits.yml: callback"])) {
            try await house.reopen(as: Self.edits[0].city)
        }
    }
}
