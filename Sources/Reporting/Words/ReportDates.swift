package import Civics

/// Days and periods as official papers write them: no leading zeros (GB/T 15835), the year where it is needed.
extension Language {
    /// `2026年11月16日`, `16 November 2026`.
    package func fullDate(_ day: CityDay) -> String {
        let (year, month, date) = day.components
        return say("\(year)年\(month)月\(date)日", "\(date) \(Self.months[month - 1]) \(year)")
    }

    /// `11月16日`, `16 November`.
    package func date(_ day: CityDay) -> String {
        let (_, month, date) = day.components
        return say("\(month)月\(date)日", "\(date) \(Self.months[month - 1])")
    }

    /// `11月16日`, `16 Nov`.
    func shortDate(_ day: CityDay) -> String {
        let (_, month, date) = day.components
        return say("\(month)月\(date)日", "\(date) \(Self.months[month - 1].prefix(3))")
    }

    /// `11月9日—15日`, `11月30日—12月6日`, `2026年12月28日—2027年1月3日`; a single day alone.
    ///
    /// - Parameter withYear: whether the year is written even where both days are of the same one.
    package func period(_ days: ClosedRange<CityDay>, withYear: Bool = false) -> String {
        let (first, last) = (days.lowerBound, days.upperBound)
        if first.year != last.year {
            return say("\(fullDate(first))—\(fullDate(last))", "\(fullDate(first)) – \(fullDate(last))")
        }
        let end = withYear ? fullDate(last) : date(last)
        if first == last { return end }
        let start = withYear ? say(fullDate(first), date(first)) : date(first)
        if first.month != last.month { return say("\(start)—\(date(last))", "\(start) – \(end)") }
        return say("\(start)—\(last.day)日", "\(first.day)–\(end)")
    }

    /// `星期三`, `Wednesday`.
    func weekday(_ day: CityDay) -> String {
        let index = day.weekday - 1
        return say(
            "星期\(["一", "二", "三", "四", "五", "六", "日"][index])",
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][index])
    }

    /// `周三`, `Wed`.
    func shortWeekday(_ day: CityDay) -> String {
        let index = day.weekday - 1
        return say(
            "周\(["一", "二", "三", "四", "五", "六", "日"][index])",
            ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][index])
    }

    /// `November`
    static func monthName(_ month: Int) -> String { months[month - 1] }

    private static var months: [String] {
        [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
    }
}

/// Ordinals and lists.
extension Language {
    /// 一、二 … 十、十一 for headings, up to 99; digits in English.
    func ordinal(_ number: Int) -> String {
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        guard (1...99).contains(number) else { return String(number) }
        let tens = number / 10
        let chinese = (tens > 1 ? digits[tens] : "") + (tens > 0 ? "十" : "") + digits[number % 10]
        return say(chinese, String(number))
    }

    /// 甲、乙、丙; A, B and C.
    func list(_ parts: [Sentence]) -> Sentence {
        switch self {
        case .chinese: return parts.joined(separator: "、")
        case .english:
            guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
            return "\(parts.dropLast().joined(separator: ", ")) and \(last)"
        }
    }

    func list(_ parts: [String]) -> String { list(parts.map { "\($0)" as Sentence }).text }

    /// The sentence in this language. Both stand side by side in the source, so that none can be left untranslated.
    func write(_ chinese: @autoclosure () -> Sentence, _ english: @autoclosure () -> Sentence) -> Sentence {
        switch self {
        case .chinese: chinese()
        case .english: english()
        }
    }
}
