package import Civics

/// The city's reports from its figures: weekly, monthly, quarterly, annual and special ones.
package enum CityReport {
    /// Writes the report that is asked for.
    ///
    /// Reads some dozens of sums from `source`; the same sums, city and context give the same document.
    /// - Throws: what reading the figures throws.
    package static func make<Source: FigureSource>(
        _ order: ReportOrder, of city: City, in language: Language, from source: Source, context: ReportContext
    ) throws(Source.Failure) -> ReportDocument {
        let scoped = ScopedFigures(source, order.scope, of: city)
        let figures = try ReportFigures(order.period, today: context.today, from: scoped)
        return ReportWriter(scope: order.scope, city: city, language: language, figures: figures, context: context)
            .document
    }
}

/// Puts a report into words; its sections are in files of their own.
struct ReportWriter {
    let scope: ReportScope
    let city: City
    let language: Language
    let figures: ReportFigures
    let context: ReportContext
    let words: Wording
    let names: Names

    init(scope: ReportScope, city: City, language: Language, figures: ReportFigures, context: ReportContext) {
        self.scope = scope
        self.city = city
        self.language = language
        self.figures = figures
        self.context = context
        words = Wording(
            language: language,
            period: PeriodWords(figures.period, isRunning: figures.stage == .running, in: language),
            rules: city.scores.inForce(on: figures.days.upperBound))
        names = Names(city, language)
    }

    var period: CityPeriod { figures.period }
    var now: PeriodFigures { figures.now }
    var before: PeriodFigures? { figures.before }

    var document: ReportDocument {
        let isTold = [.running, .complete].contains(figures.stage) && !now.isEmpty
        let signatory = language.say("\(city.name.zh)\(city.hotline)热线", "\(city.name.en) \(city.hotline) Hotline")
        return ReportDocument(
            language: language, order: ReportOrder(period, scope),
            masthead: language.say(
                "\(city.name.zh)\(city.hotline)热线\(period.paperName(language))",
                "\(city.name.en) \(city.hotline) \(period.paperName(language))"),
            issue: period.issueName(language), date: min(context.today, period.days.upperBound.advanced(by: 1)),
            days: figures.days, otherPeriods: otherPeriods, scope: scopeName,
            headline: isTold ? headline : [emptyHeadline], notices: notices,
            sections: isTold ? sections : [emptySection], signatory: signatory)
    }

    private var otherPeriods: [NamedPeriod] {
        var periods: [NamedPeriod] = []
        if let before { periods.append(NamedPeriod(before.days, words.period.beforeNoun)) }
        if let yearAgo = figures.yearAgo { periods.append(NamedPeriod(yearAgo.days, words.period.yearBefore)) }
        return periods
    }

    /// What the report tells of, by name: 全市, 南海区.
    var scopeName: String {
        switch scope {
        case .city: language.say("全市", "whole city")
        case .district(let id), .town(let id): names.region(id)
        case .body(let id): names.body(id)
        case .category(let code): names.categories(code)
        }
    }

    /// Kinds of report differ in what they ask, not only in length: the week tells what happened, the month how it is
    /// made up and what became of what was pointed out, the quarter why, the year what changed for good.
    private var sections: [ReportSection] {
        let all: [ReportSection?] =
            switch period.length {
            case .week: [overview, structure, places, bodies, issues, movers, overdue, examples]
            case .month:
                [
                    overview, structure, causes, places, bodies, issues, movers, overdue, earlierPoints, outlook,
                    advice,
                    examples,
                ]
            case .quarter:
                [
                    overview, structure, causes, connections, regulations, recurring, places, bodies, issues, overdue,
                    effects, outlook, advice, examples,
                ]
            case .year:
                [
                    overview, calls, structuralChange, structure, causes, recurring, placesCompared, places, bodies,
                    overdue, regulations, issues, effects, outlook, advice, examples,
                ]
            case nil: [overview, structure, causes, places, bodies, issues, movers, overdue, advice, examples]
            }
        return all.compactMap(\.self) + context.annex + [appendix]
    }
}

// MARK: What stands at the top

extension ReportWriter {
    private var notices: [Sentence] {
        var notices: [Sentence] = []
        if context.isDemonstration {
            notices.append(
                language.write("演示数据，全部为虚构。", "Demonstration: all figures and cases are made up."))
        }
        if figures.stage == .running { notices.append(runningNotice) }
        if [.running, .complete].contains(figures.stage), before == nil, let first = figures.firstDay {
            let (noun, last) = (words.period.noun, PeriodWords(period, isRunning: false, in: .chinese).before)
            notices.append(
                first > figures.days.lowerBound
                    ? language.write(
                        "本平台自\(language.fullDate(first))起有数据，\(words.period.now)不完整，本报告不作\(comparisonName)。",
                        "Figures begin on \(language.fullDate(first)), within this \(noun); no changes are given.")
                    : language.write(
                        "本平台自\(language.fullDate(first))起有数据，没有完整的\(last)可比，本报告不作\(comparisonName)。",
                        "Figures begin on \(language.fullDate(first)). There is no whole \(noun) before to compare with, so no changes are given."
                    ))
        }
        if let notice = unlistedNotice { notices.append(notice) }
        return notices
    }

    /// 环比, or what a year is compared by.
    private var comparisonName: String { period.length == .year ? "上年比较" : "环比" }

    private var runningNotice: Sentence {
        let last = figures.days.upperBound
        let noun = words.period.noun
        let through = language.say(
            "\(language.date(last))（\(language.weekday(last))）", "\(language.weekday(last)), \(language.date(last))")
        guard let before else {
            return language.write(
                "\(words.period.now)尚未结束，本报告只计到\(through)。",
                "The \(noun) is not over: this report counts up to \(through).")
        }
        let days = language.period(before.days)
        let lastName = PeriodWords(period, isRunning: false, in: .chinese).before
        return language.write(
            "\(words.period.now)尚未结束，本报告只计到\(through)，并与\(lastName)相同的几天（\(days)）比较。",
            "The \(noun) is not over: this report counts up to \(through) and compares with the same days of the \(noun) before (\(days))."
        )
    }

    /// Places, bodies and categories that have figures and stand in none of the city's lists any more: merged districts,
    /// renamed categories. Their figures stay in all sums.
    private var unlistedNotice: Sentence? {
        guard period.length != .week else { return nil }
        let districts = now.values(of: .district).filter { !$0.isEmpty && city.region($0) == nil }
        let bodies = now.values(of: .body).filter { !$0.isEmpty && city.organisation($0) == nil }
        let categories = now.values(of: .category).filter { !$0.isEmpty && city.category($0) == nil }
        var parts: [String] = []
        if !districts.isEmpty { parts.append(language.say("\(districts.count)个区", "\(districts.count) district(s)")) }
        if !bodies.isEmpty { parts.append(language.say("\(bodies.count)个承办单位", "\(bodies.count) bodies")) }
        if !categories.isEmpty {
            parts.append(language.say("\(categories.count)个类别", "\(categories.count) categories"))
        }
        guard !parts.isEmpty else { return nil }
        let list = language.list(parts)
        return language.write(
            "\(words.period.now)的数据中有\(list)已不在现行名录里（撤并、改名或停用）。它们的件数计入合计，单列时用原来的编号。",
            "The figures hold \(list) no longer on the city's lists (merged, renamed or taken out of use). They count in all sums, and stand under their old identifiers."
        )
    }
}

// MARK: A period without anything to tell

extension ReportWriter {
    private var emptyHeadline: String {
        switch figures.stage {
        case .notBegun:
            language.say(
                "\(words.period.now)还没有可以报告的一天", "No day of this \(words.period.noun) is complete yet")
        default: language.say("\(words.period.now)没有诉求数据", "No requests this \(words.period.noun)")
        }
    }

    private var emptySection: ReportSection {
        let days = language.period(period.days, withYear: true)
        let sentence: Sentence =
            switch figures.stage {
            case .emptyHouse:
                language.write("平台还没有任何数据。", "There are no figures yet.")
            case .beforeFirstFigures(let first):
                language.write(
                    "\(days)在有数据之前：最早的数据是\(language.fullDate(first))的。",
                    "The \(words.period.noun) of \(days) lies before the first figures, which are those of \(language.fullDate(first))."
                )
            case .notBegun:
                language.write(
                    "\(days)中还没有过完的一天；\(period.paperName(language))从第二天起可以看到前一天为止的数。",
                    "No day of \(days) is over yet. From the second day the report shows figures up to the day before.")
            case .running, .complete:
                language.write(
                    "\(language.period(figures.days))没有受理、派单、办结或回访的记录。",
                    "Nothing was received, dispatched, closed or called back in \(language.period(figures.days)).")
            }
        return ReportSection(words.period.whole, blocks: [.statement(lead: nil, sentence)])
    }
}
