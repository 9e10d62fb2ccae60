import Civics

/// How the present period and those it is compared with are called.
struct PeriodWords: Hashable {
    /// 本周, `this week`
    let now: String
    /// 上周, 上周同期; in English as it stands after a number: `in the same days of the week before`.
    let before: String
    /// The same as a thing: 上周, `the same days of the week before`.
    let beforeNoun: String
    /// 去年同期, `the same week of the year before`
    let yearBefore: String
    /// What stands before a change: 环比, 比上周同期; in English after it: `on the week before`.
    let against: String
    /// Over a column: 本周, `This week`.
    let nowHead: String
    /// Over a column: 上周, `Week before`.
    let columnHead: String
    /// 下周, `next week`
    let next: String
    /// 周, `week`
    let noun: String
    /// 全周, `the week as a whole`, for the first heading.
    let whole: String

    /// - Parameter isRunning: whether it is compared with the first days of the period before.
    init(_ period: CityPeriod, isRunning: Bool, in language: Language) {
        let (zh, en) = Self.nouns(period.length)
        // 今年 and 去年, where the others are 本月 and 上月.
        let isYear = period.length == .year
        now = language.say(isYear ? "本年" : "本\(zh)", "this \(en)")
        nowHead = language.say(isYear ? "本年" : "本\(zh)", "This \(en)")
        next = language.say(isYear ? "明年" : "下\(zh)", "next \(en)")
        noun = language.say(zh, en)
        whole = language.say("\(isYear ? "本年" : "本\(zh)")总体情况", "The \(en) as a whole")
        let last = isYear ? "上年" : "上\(zh)"
        if isRunning {
            before = language.say("\(last)同期", "in the same days of the \(en) before")
            beforeNoun = language.say("\(last)同期", "the same days of the \(en) before")
            yearBefore = language.say("去年同期", "the same days of the year before")
            against = language.say("比\(last)同期", "on the same days of the \(en) before")
            columnHead = language.say("\(last)同期", "Same days before")
        } else {
            before = language.say(last, "the \(en) before")
            beforeNoun = language.say(last, "the \(en) before")
            yearBefore = language.say("去年同期", "the same \(en) of the year before")
            // A year against the one before is 比上年; 环比 is between months and the like.
            against = language.say(isYear ? "比上年" : "环比", "on the \(en) before")
            columnHead = language.say(last, "\(en.prefix(1).uppercased())\(en.dropFirst()) before")
        }
    }

    private static func nouns(_ length: CityPeriod.Length?) -> (String, String) {
        switch length {
        case .week: ("周", "week")
        case .month: ("月", "month")
        case .quarter: ("季度", "quarter")
        case .year: ("年", "year")
        case nil: ("期", "period")
        }
    }
}

/// What papers of each kind are called, and their numbers.
extension CityPeriod {
    /// 周报, `Weekly Report`
    func paperName(_ language: Language) -> String {
        switch length {
        case .week: language.say("周报", "Weekly Report")
        case .month: language.say("月报", "Monthly Report")
        case .quarter: language.say("季报", "Quarterly Report")
        case .year: language.say("年度报告", "Annual Report")
        case nil: language.say("专报", "Special Report")
        }
    }

    /// 2026年第46期, `Week 46 of 2026`
    func issueName(_ language: Language) -> String {
        switch self {
        case .week(let week): language.say("\(week.year)年第\(week.week)期", "Week \(week.week) of \(week.year)")
        case .month(let year, let month):
            language.say("\(year)年第\(month)期", "\(Language.monthName(month)) \(year)")
        case .quarter(let year, let quarter):
            language.say("\(year)年第\(quarter)季度", "Quarter \(quarter) of \(year)")
        case .year(let year): language.say("\(year)年", "\(year)")
        case .days(let days): language.period(days, withYear: true)
        }
    }

    /// As it stands in a sentence: 11月9日—15日, 2026年10月, 2026年第三季度; `9–15 November`, `October 2026`.
    func inWords(_ language: Language) -> String {
        switch self {
        case .week, .days: language.period(days)
        case .month(let year, let month): language.say("\(year)年\(month)月", "\(Language.monthName(month)) \(year)")
        case .quarter(let year, let quarter):
            language.say(
                "\(year)年第\(language.ordinal(quarter))季度", "the \(Self.ordinals[quarter - 1]) quarter of \(year)")
        case .year(let year): language.say("\(year)年", "\(year)")
        }
    }

    private static var ordinals: [String] { ["first", "second", "third", "fourth"] }
}
