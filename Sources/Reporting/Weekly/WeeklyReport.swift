package import Civics

/// The week's report (周报): what happened, what is rising, what is overdue, two typical cases. The outline follows
/// those of real hotlines (平顶山 and others).
package enum WeeklyReport {
    /// Writes the report of one week for the whole city.
    ///
    /// Reads about two dozen sums from `source`; the same sums, city and context give the same document.
    /// - Throws: what reading the figures throws.
    package static func make<Source: FigureSource>(
        _ week: CityWeek, of city: City, in language: Language, from source: Source, context: WeeklyContext
    ) throws(Source.Failure) -> ReportDocument {
        let figures = try WeeklyFigures(week, today: context.today, from: source)
        return WeeklyWriter(city: city, language: language, figures: figures, context: context).document
    }
}

/// Puts the weekly report into words; its sections are in files of their own.
struct WeeklyWriter {
    let city: City
    let language: Language
    let figures: WeeklyFigures
    let context: WeeklyContext
    let words: Wording
    let names: Names

    init(city: City, language: Language, figures: WeeklyFigures, context: WeeklyContext) {
        self.city = city
        self.language = language
        self.figures = figures
        self.context = context
        let period =
            figures.stage == .running
            ? PeriodWords(
                now: language.say("本周", "this week"),
                before: language.say("上周同期", "in the same days of the week before"),
                beforeNoun: language.say("上周同期", "the same days of the week before"),
                yearBefore: language.say("去年同期", "the same days of the year before"),
                against: language.say("比上周同期", "on the same days of the week before"),
                columnHead: language.say("上周同期", "Same days before"))
            : PeriodWords(
                now: language.say("本周", "this week"), before: language.say("上周", "the week before"),
                beforeNoun: language.say("上周", "the week before"),
                yearBefore: language.say("去年同期", "the same week of the year before"),
                against: language.say("环比", "on the week before"), columnHead: language.say("上周", "Week before"))
        words = Wording(language: language, period: period, rules: city.scores.inForce(on: figures.days.upperBound))
        names = Names(city, language)
    }

    var now: PeriodFigures { figures.now }
    var before: PeriodFigures? { figures.before }

    var document: ReportDocument {
        let isTold = [.running, .complete].contains(figures.stage) && !now.isEmpty
        return ReportDocument(
            language: language,
            masthead: language.say(
                "\(city.name.zh)\(city.hotline)热线周报", "\(city.name.en) \(city.hotline) Weekly Report"),
            issue: language.say(
                "\(figures.week.year)年第\(figures.week.week)期", "Week \(figures.week.week) of \(figures.week.year)"),
            date: min(context.today, figures.week.days.upperBound.advanced(by: 1)), days: figures.days,
            otherPeriods: otherPeriods,
            scope: language.say("全市", "whole city"), headline: isTold ? headline : [emptyHeadline],
            notices: notices, sections: isTold ? sections : [emptySection],
            signatory: language.say(
                "\(city.name.zh)\(city.hotline)热线", "\(city.name.en) \(city.hotline) Hotline"))
    }

    private var otherPeriods: [NamedPeriod] {
        var periods: [NamedPeriod] = []
        if let before { periods.append(NamedPeriod(before.days, words.period.beforeNoun)) }
        if let yearAgo = figures.yearAgo { periods.append(NamedPeriod(yearAgo.days, words.period.yearBefore)) }
        return periods
    }

    private var sections: [ReportSection] {
        [overview, structure, places, bodies, movers, overdue, examples, appendix]
    }

    // MARK: What stands at the top

    private var notices: [Sentence] {
        var notices: [Sentence] = []
        if context.isDemonstration {
            notices.append(
                language.write("演示数据，全部为虚构。", "Demonstration: all figures and cases are made up."))
        }
        if figures.stage == .running { notices.append(runningNotice) }
        if [.running, .complete].contains(figures.stage), before == nil, let first = figures.firstDay {
            notices.append(
                language.write(
                    "本平台自\(language.fullDate(first))起有数据，没有完整的上周可比，本报告不作环比。",
                    "Figures begin on \(language.fullDate(first)). There is no whole week before to compare with, so no changes are given."
                ))
        }
        return notices
    }

    private var runningNotice: Sentence {
        let last = figures.days.upperBound
        let through = language.say(
            "\(language.date(last))（\(language.weekday(last))）", "\(language.weekday(last)), \(language.date(last))")
        guard let before else {
            return language.write(
                "本周尚未结束，本报告只计到\(through)。", "The week is not over: this report counts up to \(through).")
        }
        let days = language.period(before.days)
        return language.write(
            "本周尚未结束，本报告只计到\(through)，并与上周相同的几天（\(days)）比较。",
            "The week is not over: this report counts up to \(through) and compares with the same days of the week before (\(days))."
        )
    }

    // MARK: A week without anything to tell

    private var emptyHeadline: String {
        switch figures.stage {
        case .notBegun: language.say("本周还没有可以报告的一天", "No day of this week is complete yet")
        default: language.say("本周没有诉求数据", "No requests this week")
        }
    }

    private var emptySection: ReportSection {
        let days = language.period(figures.week.days, withYear: true)
        let sentence: Sentence =
            switch figures.stage {
            case .emptyHouse:
                language.write("平台还没有任何数据。", "There are no figures yet.")
            case .beforeFirstFigures(let first):
                language.write(
                    "\(days)在有数据之前：最早的数据是\(language.fullDate(first))的。",
                    "The week of \(days) lies before the first figures, which are those of \(language.fullDate(first))."
                )
            case .notBegun:
                language.write(
                    "\(days)中还没有过完的一天；周报从第二天起可以看到前一天为止的数。",
                    "No day of \(days) is over yet. From the second day the report shows figures up to the day before.")
            case .running, .complete:
                language.write(
                    "\(language.period(figures.days))没有受理、派单、办结或回访的记录。",
                    "Nothing was received, dispatched, closed or called back in \(language.period(figures.days)).")
            }
        return ReportSection(
            language.say("本周总体情况", "The week as a whole"), blocks: [.statement(lead: nil, sentence)])
    }
}
