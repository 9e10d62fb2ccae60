package import Civics

extension ExplorerDimension {
    package var name: LocalName {
        switch self {
        case .district: LocalName(zh: "区", en: "District")
        case .town: LocalName(zh: "镇街", en: "Town")
        case .field: LocalName(zh: "领域", en: "Field")
        case .category: LocalName(zh: "小类", en: "Category")
        case .channel: LocalName(zh: "渠道", en: "Channel")
        case .kind: LocalName(zh: "种类", en: "Kind")
        case .line: LocalName(zh: "专线", en: "Line")
        case .body: LocalName(zh: "单位", en: "Body")
        case .day: LocalName(zh: "日", en: "Day")
        case .week: LocalName(zh: "周", en: "Week")
        case .month: LocalName(zh: "月", en: "Month")
        }
    }
}

extension ExplorerMeasure {
    package var name: LocalName {
        switch self {
        case .count(let measure):
            LocalName(zh: measure.reportName.zh, en: measure.reportName.en.capitalizedFirst)
        case .rate(.response): LocalName(zh: "响应率", en: "Response rate")
        case .rate(.onTime): LocalName(zh: "按时办结率", en: "Rate closed in time")
        case .rate(.solved): LocalName(zh: "解决率", en: "Rate solved")
        case .rate(.satisfied): LocalName(zh: "满意率", en: "Rate satisfied")
        case .rate(.firstTime): LocalName(zh: "首次办结率", en: "Rate done at the first time")
        case .rate(.inspection): LocalName(zh: "抽查合格率", en: "Rate passing inspection")
        case .handlingTime: LocalName(zh: "平均办理时长（工作小时）", en: "Mean working hours of handling")
        }
    }
}

extension ExplorerView {
    package var name: LocalName {
        switch self {
        case .bars: LocalName(zh: "条形图", en: "Bars")
        case .trend: LocalName(zh: "走势图", en: "Trend")
        case .heat: LocalName(zh: "热力图", en: "Heat map")
        case .slope: LocalName(zh: "斜率图", en: "Slopes")
        case .tiles: LocalName(zh: "镇街方块图", en: "Town tiles")
        case .calendar: LocalName(zh: "日历", en: "Calendar")
        case .table: LocalName(zh: "只看表", en: "Table only")
        }
    }
}

/// The names of what a query speaks of.
package struct ExplorerNames: Sendable {
    let language: Language
    private let names: Names

    package init(_ city: City, _ language: Language) {
        self.language = language
        names = Names(city, language)
    }

    package func dimension(_ dimension: ExplorerDimension) -> String { language.say(dimension.name) }
    package func measure(_ measure: ExplorerMeasure) -> String { language.say(measure.name) }

    /// One value of a dimension; what has none says so.
    package func value(_ value: String, of dimension: ExplorerDimension) -> String {
        guard !value.isEmpty else { return nothing(dimension) }
        switch dimension {
        case .district, .town: return names.region(value)
        case .field: return names.field(value)
        case .category: return names.category(value)
        case .channel: return names.channel(value).capitalizedFirst
        case .kind: return names.kind(value, 2).capitalizedFirst
        case .line:
            let isEnterprise = ServiceLine(rawValue: value) == .enterprise
            return isEnterprise ? language.say("企业专线", "Enterprise line") : language.say("公众", "Public line")
        case .body: return names.body(value)
        case .day: return CityDay(value).map { "\(language.date($0))" } ?? value
        case .week, .month: return CityPeriod(value).map { period($0) } ?? value
        }
    }

    private func nothing(_ dimension: ExplorerDimension) -> String {
        switch dimension {
        case .district: language.say("地点只知道到市", "Place known to the city only")
        case .town: language.say("镇街不明", "Town not known")
        case .field, .category: language.say("未分类", "Not classified")
        case .body: language.say("还没有单位", "No body yet")
        case .channel, .kind, .line, .day, .week, .month: language.say("不明", "Not known")
        }
    }

    /// `2026年第47周`, `2026年11月`, `2026年第4季度`, `2026年`, or the days.
    package func period(_ period: CityPeriod) -> String {
        switch period {
        case .week(let week): language.say("\(week.year)年第\(week.week)周", "Week \(week.week) of \(week.year)")
        case .month(let year, let month):
            language.say("\(year)年\(month)月", "\(Self.months[month - 1]) \(year)")
        case .quarter(let year, let quarter):
            language.say("\(year)年第\(quarter)季度", "Quarter \(quarter) of \(year)")
        case .year(let year): language.say("\(year)年", "\(year)")
        case .days(let days): language.period(days, withYear: true)
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// A value short enough for an axis: `11/18`, `47周`, `11月`.
    func short(_ value: String, of dimension: ExplorerDimension) -> String {
        switch (dimension, CityPeriod(value)) {
        case (.day, _):
            return CityDay(value).map { language.say("\($0.month)/\($0.day)", language.shortDate($0)) } ?? value
        case (.week, .week(let week)?): return language.say("\(week.week)周", "W\(week.week)")
        case (.month, .month(let year, let month)?):
            return language.say("\(year % 100)年\(month)月", "\(Self.months[month - 1].prefix(3)) \(year % 100)")
        default: return self.value(value, of: dimension)
        }
    }

    /// What a query asks, in a line: 受理、按时办结率，按区，2026年11月（镇街：祖庙街道）.
    package func title(_ query: ExplorerQuery, measures: [ExplorerMeasure]? = nil) -> String {
        let what = language.list((measures ?? query.measures).map { measure($0) })
        let split = [query.rows, query.columns].compactMap(\.self).map { dimension($0) }
        let by =
            split.isEmpty
            ? ""
            : language.say(
                "，按\(split.joined(separator: "和"))", " by \(split.map { $0.lowercased() }.joined(separator: " and "))")
        let filters = query.filters.map {
            language.say(
                "\(dimension($0.dimension))：\(value($0.value, of: $0.dimension))",
                "\(dimension($0.dimension)): \(value($0.value, of: $0.dimension))")
        }
        let only =
            filters.isEmpty
            ? "" : language.say("（\(filters.joined(separator: "；"))）", " (\(filters.joined(separator: "; ")))")
        return what + by + only
    }
}

extension String {
    /// With its first letter as a capital: the beginning of a line.
    package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension ExplorerNames {
    /// What could not be answered, and what was done instead.
    package func words(_ problem: ExplorerProblem) -> String {
        switch problem {
        case .unknown(let parameter, let text):
            language.say(
                "网址里的“\(parameter)=\(text)”不认识，没有用。",
                "“\(parameter)=\(text)” in the address means nothing here; it was left out.")
        case .unknownValue(let dimension, let text):
            language.say(
                "没有这样的\(self.dimension(dimension))：“\(text)”，没有按它筛选。",
                "There is no \(self.dimension(dimension).lowercased()) “\(text)”; it does not narrow anything.")
        case .badPeriod(let text):
            language.say(
                "期间“\(text)”读不懂，换成了通常的期间。写成 2026-11、2026-W47、2026-Q4、2026 或 2026-11-01..2026-11-18，最长十年。",
                """
                The period “\(text)” cannot be read; the usual one is shown. Write 2026-11, 2026-W47, 2026-Q4, 2026 or \
                2026-11-01..2026-11-18, ten years at most.
                """)
        case .tooManyMeasures(let most):
            language.say(
                "一次最多看 \(most) 个指标，只留前 \(most) 个。", "At most \(most) measures at once: the first \(most) are kept.")
        case .cannotBeSplit(let measure, let dimensions, let refusal):
            language.say(
                "“\(self.measure(measure))”不能按\(joined(dimensions))来看：\(reason(refusal, dimensions))",
                "“\(self.measure(measure))” cannot be split by \(joined(dimensions)): \(reason(refusal, dimensions))")
        case .cannotBeNarrowed(let measure, let dimension, let all, let refusal):
            language.say(
                "没有按\(self.dimension(dimension))筛选“\(self.measure(measure))”：\(reason(refusal, all))",
                "“\(self.measure(measure))” is not narrowed by \(self.dimension(dimension).lowercased()): \(reason(refusal, all))"
            )
        case .sameTwice(let dimension):
            language.say(
                "行和列都是\(self.dimension(dimension))，只留行。",
                "Lines and columns are both by \(self.dimension(dimension).lowercased()): the lines are kept.")
        case .timeTwice: language.say("行和列都是时间，只留行。", "Lines and columns are both by time: the lines are kept.")
        case .partsOfEachOther(let rows, let columns):
            language.say(
                "\(self.dimension(rows))和\(self.dimension(columns))是一个含着另一个，不排成行和列；可以按其中一个筛选。",
                """
                \(self.dimension(rows)) and \(self.dimension(columns).lowercased()) lie within each other and make no table; \
                narrow by one of them instead.
                """)
        case .tooLongForColumns(let dimension):
            language.say(
                "\(self.dimension(dimension))太多，放不进列，只留行。",
                "There are too many values of \(self.dimension(dimension).lowercased()) for columns: the lines are kept."
            )
        case .tooMany(let dimension, let count, let most):
            language.say(
                "这段时间按\(self.dimension(dimension))有 \(count) 个，最多 \(most) 个：期间短一些，或者按更长的时间分。",
                """
                The period has \(count) values by \(self.dimension(dimension).lowercased()), at most \(most) fit: choose a \
                shorter period or longer steps.
                """)
        case .oneMeasure(let measure):
            language.say(
                "有行又有列时一次看一个指标：“\(self.measure(measure))”。",
                "With lines and columns there is room for one measure: “\(self.measure(measure))”.")
        case .viewDoesNotFit(let view):
            language.say(
                "\(language.say(view.name))画不了这个，换成合适的图。",
                "\(language.say(view.name)) cannot show this: the picture that fits stands instead.")
        }
    }

    /// Why dimensions do not go together.
    package func reason(_ refusal: ExplorerRefusal, _ dimensions: [ExplorerDimension]) -> String {
        switch refusal {
        case .notKept:
            language.say("没有同时按\(joined(dimensions))记的数字。", "no figures are kept by \(joined(dimensions)) together.")
        case .answersOnly:
            language.say(
                "同时按\(joined(dimensions))只记了回访里说的（有效回访、已解决、满意、基本满意）。",
                "by \(joined(dimensions)) only what people said when called back is kept (reached, solved, satisfied, fairly satisfied)."
            )
        case .needsKinds(let rate):
            language.say(
                "\(measure(.rate(rate)))不计某些种类的诉求，而按\(joined(dimensions))的数字不分种类。",
                "\(measure(.rate(rate))) leaves out some kinds of request, and figures by \(joined(dimensions)) are not kept by kind."
            )
        }
    }

    private func joined(_ dimensions: [ExplorerDimension]) -> String {
        language.list(dimensions.map { language.say(dimension($0), dimension($0).lowercased()) })
    }
}
