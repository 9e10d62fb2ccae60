package import Civics

/// Days, times and lengths of time in words.
extension View {
    /// `11月18日`, `18 Nov`; with the year when it is not the present one.
    package func day(_ day: CityDay) -> String {
        let (year, month, date) = day.components
        let name = Self.monthNames[month - 1]
        if year == context.today.year { return say("\(month)月\(date)日", "\(date) \(name)") }
        return say("\(year)年\(month)月\(date)日", "\(date) \(name) \(year)")
    }

    /// `星期三`, `Wednesday`.
    package func weekday(_ day: CityDay) -> String {
        let index = day.weekday - 1
        return say(
            "星期\(["一", "二", "三", "四", "五", "六", "日"][index])",
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][index])
    }

    /// `11月18日 10:24`, and `今天 10:24` on the day itself.
    package func moment(_ instant: Instant) -> String {
        let day = context.city.zone.day(of: instant)
        let time = timeOfDay(instant)
        return day == context.today ? say("今天 \(time)", "today \(time)") : "\(self.day(day)) \(time)"
    }

    /// `10:24`.
    package func timeOfDay(_ instant: Instant) -> String {
        String(context.city.zone.minuteText(instant).suffix(5))
    }

    /// The value for `datetime=""`: the city's time with its offset.
    package func machineTime(_ instant: Instant) -> String {
        context.city.zone.timestamp(instant)
    }

    /// `2 天 3 小时`, `1 小时 10 分`, `8 分`: the two largest units, the sign left out. Under a minute it is 1 minute.
    package func span(_ span: TimeSpan) -> String {
        let minutes = max(1, abs(span.milliseconds) / 60_000)
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60)
        if days > 0 { return words([(days, "天", days == 1 ? "day" : "days"), (hours, "小时", "h")]) }
        return words([(hours, "小时", "h"), (rest, "分", "min")])
    }

    /// Working time: a day in it is a day of work, not 24 hours.
    package func workingSpan(_ span: TimeSpan, workday: TimeSpan) -> String {
        let (days, rest) = abs(span.milliseconds).quotientAndRemainder(dividingBy: max(1, workday.milliseconds))
        if days == 0 { return self.span(TimeSpan(milliseconds: rest)) }
        return words([(days, "个工作日", days == 1 ? "working day" : "working days")])
    }

    /// A limit in words: `15 个工作日`, `2 小时`.
    package func limit(_ limit: TimeLimit) -> String {
        switch limit {
        case .elapsed(let span): wholeSpan(span)
        case .working(let span): say("\(wholeSpan(span))（工作时间）", "\(wholeSpan(span)) (working time)")
        case .workingDays(0): say("当场", "on the spot")
        case .workingDays(let days): say("\(days) 个工作日", days == 1 ? "1 working day" : "\(days) working days")
        }
    }

    private func wholeSpan(_ span: TimeSpan) -> String {
        let minutes = span.milliseconds / 60_000
        if minutes >= 1440, minutes % 1440 == 0 { return self.span(span) }
        return words([(minutes / 60, "小时", minutes / 60 == 1 ? "hour" : "hours"), (minutes % 60, "分钟", "min")])
    }

    private func words(_ parts: [(number: Int64, chinese: String, english: String)]) -> String {
        parts.filter { $0.number > 0 }.map { "\($0.number) \(say($0.chinese, $0.english))" }.joined(separator: " ")
    }

    private static var monthNames: [String] {
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    }
}
