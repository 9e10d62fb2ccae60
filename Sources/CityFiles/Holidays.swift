import Civics

/// Reads `holidays.yml`: days off and weekends worked (放假、调休), year by year. A year that is not in the file is left
/// to the calendar, which names it when a deadline needs it.
struct HolidayFile {
    static let file = "holidays.yml"

    let years: [CalendarYear]

    init?(_ folder: CityFolder) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["years"])
        guard let value = root.value("years"), let years = YAMLMapping(value) else { return nil }
        if years.keys.isEmpty { value.fault("there is no year") }
        self.years = years.keys.compactMap { Self.year($0, years) }
    }

    private static func year(_ key: String, _ years: YAMLMapping) -> CalendarYear? {
        guard let value = years.value(key), let entry = value.mapping(keys: ["source", "off", "work"]) else {
            return nil
        }
        _ = entry.text("source")
        guard isDigits(key, count: 4), let year = Int(key), (1900...2200).contains(year) else {
            value.fault("“\(key)” is no year")
            return nil
        }
        var seen: [CityDay: (line: Int, list: String)] = [:]
        func days(_ list: String) -> Set<CityDay> {
            var days: Set<CityDay> = []
            for item in entry.list(list) ?? [] {
                guard let text = item.text else { continue }
                guard let day = CityDay(text) else {
                    item.fault("\(list): “\(text)” is no day of the calendar; write 2026-01-31")
                    continue
                }
                if let earlier = seen.updateValue((item.line, list), forKey: day) {
                    let place = earlier.list == list ? "twice in \(list)" : "both off and worked"
                    item.fault("\(day) is listed \(place) (line \(earlier.line))")
                } else if day.year != year {
                    item.fault("\(list): \(day) does not belong to \(year)")
                } else if list == "work", day.weekday <= 5 {
                    item.fault("work: \(day) is no Saturday or Sunday, so it is worked anyway")
                }
                days.insert(day)
            }
            return days
        }
        return CalendarYear(year: year, daysOff: days("off"), daysWorked: days("work"))
    }
}
