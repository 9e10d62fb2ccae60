/// A stretch of the city's calendar by which it is judged: a week, month, quarter or year, or days freely chosen.
package enum CityPeriod: Hashable, Sendable {
    case week(CityWeek)
    case month(year: Int, month: Int)
    case quarter(year: Int, quarter: Int)
    case year(Int)
    case days(ClosedRange<CityDay>)

    /// The lengths of the calendar.
    package enum Length: String, CaseIterable, Sendable {
        case week, month, quarter, year
    }

    /// The period of a length that a day belongs to.
    package init(_ length: Length, containing day: CityDay) {
        let (year, month, _) = day.components
        switch length {
        case .week: self = .week(CityWeek(containing: day))
        case .month: self = .month(year: year, month: month)
        case .quarter: self = .quarter(year: year, quarter: (month + 2) / 3)
        case .year: self = .year(year)
        }
    }

    /// `nil` for days freely chosen.
    package var length: Length? {
        switch self {
        case .week: .week
        case .month: .month
        case .quarter: .quarter
        case .year: .year
        case .days: nil
        }
    }

    package var days: ClosedRange<CityDay> {
        switch self {
        case .week(let week): week.days
        case .month(let year, let month): Self.months(from: year, month, 1)
        case .quarter(let year, let quarter): Self.months(from: year, quarter * 3 - 2, 3)
        case .year(let year): Self.months(from: year, 1, 12)
        case .days(let days): days
        }
    }

    private static func months(from year: Int, _ month: Int, _ count: Int) -> ClosedRange<CityDay> {
        let last = month + count - 1
        let length = CityDay.daysInMonth(last, of: year)
        guard let first = CityDay(year: year, month: month, day: 1),
            let end = CityDay(year: year, month: last, day: length)
        else { preconditionFailure("a period holds days of the calendar") }
        return first...end
    }

    /// The period right before; of days freely chosen, as many days right before them.
    package var previous: CityPeriod {
        let before = days.lowerBound.advanced(by: -1)
        if let length { return CityPeriod(length, containing: before) }
        return .days(before.advanced(by: 1 - days.count)...before)
    }

    /// The period right after.
    package var next: CityPeriod {
        let after = days.upperBound.advanced(by: 1)
        if let length { return CityPeriod(length, containing: after) }
        return .days(after...after.advanced(by: days.count - 1))
    }

    /// The same period a year before. A week has the week of 52 weeks before, so that its weekdays fit.
    package var yearBefore: CityPeriod {
        switch self {
        case .week(let week): .week(CityWeek(containing: week.monday.advanced(by: -364)))
        case .month(let year, let month): .month(year: year - 1, month: month)
        case .quarter(let year, let quarter): .quarter(year: year - 1, quarter: quarter)
        case .year(let year): .year(year - 1)
        case .days(let days): .days(Self.yearBefore(days.lowerBound)...Self.yearBefore(days.upperBound))
        }
    }

    private static func yearBefore(_ day: CityDay) -> CityDay {
        let (year, month, number) = day.components
        return CityDay(year: year - 1, month: month, day: min(number, CityDay.daysInMonth(month, of: year - 1)))
            ?? day.advanced(by: -365)
    }

    /// The first days of the period, at most so many: what a period that still runs is compared with.
    package func days(atMost count: Int) -> ClosedRange<CityDay> {
        let days = days
        return days.lowerBound...min(days.upperBound, days.lowerBound.advanced(by: max(1, count) - 1))
    }
}

extension CityPeriod: CustomStringConvertible {
    /// `2026-W47`, `2026-11`, `2026-Q4`, `2026`, `2026-11-02..2026-11-18`.
    package var description: String {
        switch self {
        case .week(let week): week.description
        case .month(let year, let month): "\(padded(year, 4))-\(padded(month, 2))"
        case .quarter(let year, let quarter): "\(padded(year, 4))-Q\(quarter)"
        case .year(let year): padded(year, 4)
        case .days(let days): "\(days.lowerBound)..\(days.upperBound)"
        }
    }

    /// Years that periods are read of: those before and after a period have days too.
    private static let years = 1900...2200

    /// Reads what `description` writes; `nil` for anything else, for days the wrong way round, and for years that no
    /// city means.
    package init?(_ text: String) {
        self.init(reading: text)
        guard Self.years.contains(days.lowerBound.year), Self.years.contains(days.upperBound.year) else { return nil }
    }

    private init?(reading text: String) {
        if let range = text.firstRange(of: "..") {
            guard let from = CityDay(text[..<range.lowerBound]), let to = CityDay(text[range.upperBound...]), from <= to
            else { return nil }
            self = .days(from...to)
        } else if let week = CityWeek(text) {
            self = .week(week)
        } else if text.utf8.count == 7, text.contains("-Q"), let quarter = Int(text.suffix(1)),
            (1...4).contains(quarter), let day = CityDay("\(text.prefix(4))-01-01")
        {
            self = .quarter(year: day.year, quarter: quarter)
        } else if text.utf8.count == 7, let day = CityDay("\(text)-01") {
            self = .month(year: day.year, month: day.month)
        } else if text.utf8.count == 4, let day = CityDay("\(text)-01-01") {
            self = .year(day.year)
        } else {
            return nil
        }
    }
}
