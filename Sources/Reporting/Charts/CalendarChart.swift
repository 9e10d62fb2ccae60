package import Civics
import HTML

/// The days of a month, a quarter or a year by weeks and weekdays, darker where there was more.
package struct CalendarChart: Hashable, Codable, Sendable {
    package struct Day: Hashable, Codable, Sendable {
        package var day: CityDay
        /// `nil` where nothing is known, or not yet.
        package var value: Double?
        package var sign: Sign?
        /// What the day is called: 国庆节.
        package var name: String?
        package var figure: FigureQuery?

        package init(
            _ day: CityDay, _ value: Double?, sign: Sign? = nil, name: String? = nil, figure: FigureQuery? = nil
        ) {
            self.day = day
            self.value = value
            self.sign = sign
            self.name = name
            self.figure = figure
        }
    }

    /// What is special about a day in the city's calendar.
    package enum Sign: String, Hashable, Codable, Sendable {
        /// A weekday on which the city does not work (休).
        case dayOff
        /// A Saturday or Sunday on which it does (班).
        case workday
    }

    package var title: String
    package var summary: String
    /// What the values are: 受理件数.
    package var valueHead: String
    /// In any order; days that are not among them stay empty.
    package var days: [Day]
    package var format: ChartFormat

    package init(title: String, summary: String, valueHead: String, days: [Day], format: ChartFormat = .count) {
        self.title = title
        self.summary = summary
        self.valueHead = valueHead
        self.days = days
        self.format = format
    }
}

extension CalendarChart.Sign {
    /// The sign of a day in the city's calendar; `nil` for ordinary days and for years that the calendar does not know.
    package init?(of day: CityDay, in calendar: WorkingCalendar) {
        guard let year = calendar.years[day.year] else { return nil }
        if year.daysWorked.contains(day) {
            self = .workday
        } else if year.daysOff.contains(day) {
            self = .dayOff
        } else {
            return nil
        }
    }

    func name(_ language: Language) -> String {
        switch self {
        case .dayOff: language.say("休", "off")
        case .workday: language.say("班", "work")
        }
    }
}

extension CalendarChart: ChartDrawing {
    var isNarrow: Bool { false }

    /// Each day once, in order; of two for one day the first counts.
    var ordered: [Day] {
        var seen: Set<CityDay> = []
        return days.filter { seen.insert($0.day).inserted }.sorted { $0.day < $1.day }
    }

    /// The smallest and the largest value; `nil` where none is known.
    var range: ClosedRange<Double>? {
        let known = days.compactMap { $0.value?.known }
        guard let low = known.min(), let high = known.max() else { return nil }
        return low...high
    }

    /// The step of the scale of colours, 0 to 5, even between the smallest and the largest value.
    func shade(_ value: Double, in range: ClosedRange<Double>) -> Int {
        let (low, high) = (range.lowerBound, range.upperBound)
        guard high > low else { return value > 0 ? 3 : 0 }
        return max(0, min(5, Int((value - low) / (high - low) * 6)))
    }

    func legend(_ language: Language) -> [HTML] {
        var keys: [HTML] = []
        if let range, range.lowerBound < range.upperBound {
            let steps = (0...5).map { step -> HTML in
                "<rect class=\"q\(step)\" x=\"\(step * 20)\" y=\"1\" width=\"20\" height=\"10\"/>"
            }
            keys.append(
                """
                \(format.text(range.lowerBound)) <svg class="legend-scale" viewBox="0 0 120 12" width="120" height="12" \
                aria-hidden="true">\(steps)</svg> \(format.text(range.upperBound))
                """)
        }
        for sign in [Sign.dayOff, .workday] where days.contains(where: { $0.sign == sign }) {
            let meaning =
                sign == .dayOff ? language.say("放假", "holiday") : language.say("调休上班", "weekend day worked")
            keys.append("<svg viewBox=\"0 0 12 12\" aria-hidden=\"true\">\(sign.shape(x: 1, y: 1))</svg>\(meaning)")
        }
        if days.contains(where: { $0.value?.known == nil }) {
            keys.append(
                """
                <svg viewBox="0 0 24 12" aria-hidden="true"><path class="q-none" d="M.5 1.5h23v9H.5z"/>\
                \(chartHatch(x: 0, y: 1, width: 24, height: 10))</svg>\(language.say("无数据", "no data"))
                """)
        }
        return keys
    }

    func table(_ language: Language) -> ChartTable {
        let hasSigns = days.contains { $0.sign != nil || $0.name != nil }
        return ChartTable(
            caption: title,
            heads: [language.say("日期", "Day"), language.say("星期", "Weekday"), valueHead]
                + (hasSigns ? [language.say("说明", "Note")] : []),
            rows: ordered.map { day in
                let note = [day.sign?.name(language), day.name].compactMap(\.self).joined(separator: " ")
                return (
                    language.fullDate(day.day),
                    [
                        ChartTable.Cell(language.weekday(day.day)),
                        ChartTable.Cell(format.text(day.value), day.figure),
                    ] + (hasSigns ? [ChartTable.Cell(note)] : [])
                )
            })
    }
}
