import Civics
import HTML
import Reporting

/// What is asked: a form whose address is the question. What does not go together with the rest cannot be chosen, and
/// says why.
extension ExplorerPage {
    var form: HTML {
        """
        <form method="get" action="\(SitePath.explore(nil))" class="explorer-form no-print" aria-label="\(say("要看什么", "What to see"))">
        <div class="grid-4">\(dimensionField(
            "rows", say("按什么分行", "Lines by"), chosen: query.rows, none: say("不分", "One line")
        ) { model.asked.refusal(ofRows: $0, of: model.city) })\
        \(dimensionField(
            "columns", say("再按什么分列", "Columns by"), chosen: query.columns, none: say("不分", "None")
        ) { $0.isLong && $0 != query.columns ? .notKept : model.asked.refusal(ofColumns: $0, of: model.city) })\
        \(selectField(
            Field("compare", say("和什么比", "Compared with")),
            ExplorerComparison.allCases.map { Choice($0 == .none ? "" : $0.rawValue, words($0)) },
            chosen: query.comparison == .none ? "" : query.comparison.rawValue))\
        \(selectField(
            Field("view", say("画成什么", "Shown as")),
            ExplorerView.fitting(query).map { Choice($0.rawValue, say($0.name)) }, chosen: query.view?.rawValue ?? "",
            placeholder: say("合适的图", "What fits")))</div>
        <div class="grid-4">\(periodField)\
        \(textField(
            Field("from", say("或者从", "or from")), value: freeDays?.lowerBound.description ?? "", attributes: "type=\"date\""))\
        \(textField(
            Field("to", say("到", "to")), value: freeDays?.upperBound.description ?? "", attributes: "type=\"date\""))\
        <div class="field explorer-go"><button class="btn btn-primary">\(say("看数字", "Show the figures"))</button></div></div>
        <details class="explorer-more"><summary>\(say("看哪些指标", "Measures"))\(say("：", ": "))\
        \(query.measures.map { names.measure($0) }.joined(separator: say("、", ", ")))</summary>\(measures)</details>
        <details class="explorer-more"\(if: !query.filters.isEmpty, " open")><summary>\(say("只看一部分", "Only a part"))\
        \(if: !query.filters.isEmpty, "\(say("：", ": "))\(filterWords)")</summary>\(filters)</details>
        </form>
        """
    }

    private var filterWords: String {
        query.filters.map { names.value($0.value, of: $0.dimension) }.joined(separator: say("、", ", "))
    }

    private func words(_ comparison: ExplorerComparison) -> String {
        switch comparison {
        case .none: say("不比", "Nothing")
        case .previous: say("前一段", "The period before")
        case .yearBefore: say("去年同期", "The year before")
        }
    }

    // MARK: Dimensions

    private func dimensionField(
        _ name: String, _ label: String, chosen: ExplorerDimension?, none: String,
        refusal: (ExplorerDimension) -> ExplorerRefusal?
    ) -> HTML {
        let choices = ExplorerDimension.allCases.map { dimension -> Choice in
            let isRefused = dimension != chosen && refusal(dimension) != nil
            let word = names.dimension(dimension)
            return Choice(
                dimension.rawValue, isRefused ? say("\(word)（不能同看）", "\(word) (does not go together)") : word,
                attributes: isRefused ? "disabled" : "")
        }
        return selectField(Field(name, label), choices, chosen: chosen?.rawValue ?? "", placeholder: none)
    }

    // MARK: Period

    private var freeDays: ClosedRange<CityDay>? {
        if case .days(let days) = query.period { days } else { nil }
    }

    /// Recent weeks, months, quarters and years, and the one that is shown.
    private var periodField: HTML {
        let recent: [(CityPeriod.Length, Int)] = [(.month, 13), (.week, 9), (.quarter, 6), (.year, 4)]
        var isListed = false
        let groups = recent.map { length, count -> HTML in
            var period = CityPeriod(length, containing: context.today)
            let options = (0..<count).map { _ -> HTML in
                defer { period = period.previous }
                let isChosen = period == query.period
                if isChosen { isListed = true }
                return """
                    <option value="\(period.description)"\(if: isChosen, " selected")>\(names.period(period))</option>
                    """
            }
            return "<optgroup label=\"\(say(length.plural))\">\(options)</optgroup>"
        }
        let other: HTML =
            isListed || freeDays != nil
            ? ""
            : "<option value=\"\(query.period.description)\" selected>\(names.period(query.period))</option>"
        return """
            <div class="field"><label for="period">\(say("期间", "Period"))</label>\
            <select class="select" id="period" name="period">\
            <option value=""\(if: freeDays != nil, " selected")>\(say("自选日期（填右边）", "Days of my own (beside)"))</option>\
            \(other)\(groups)</select></div>
            """
    }

    // MARK: Measures

    private var measures: HTML {
        let counts = ExplorerMeasure.all.filter { !$0.isRatio }
        let ratios = ExplorerMeasure.all.filter(\.isRatio)
        return """
            <div class="explorer-measures">\(measureGroup("counts", say("件数", "Counts"), counts))\
            \(measureGroup("rates", say("率和时长", "Rates and times"), ratios))</div>
            """
    }

    private func measureGroup(_ id: String, _ legend: String, _ measures: [ExplorerMeasure]) -> HTML {
        fieldset(Field(id, legend)) { described in
            """
            <div class="explorer-choices">\(measures.map { measure in
                let refusal = model.asked.refusal(ofMeasure: measure, of: model.city)
                let isOn = query.measures.contains(measure)
                return """
                    <label class="choice"><input type="checkbox" name="measure" value="\(measure.code)"\(if: isOn, " checked")\
                    \(if: refusal != nil && !isOn, " disabled")\(described)><span>\(names.measure(measure))\
                    \(refusal.map { "<small class=\"hint\">\(names.reason($0, shownDimensions).capitalizedFirst)</small>" })</span></label>
                    """ as HTML
            })</div>
            """
        }
    }

    private var shownDimensions: [ExplorerDimension] {
        ExplorerDimension.allCases.filter { query.dimensions.contains($0) }
    }

    // MARK: Filters

    private var filters: HTML {
        let city = model.city
        let districts = city.regions(under: city.root)
        let towns = districts.map { district in
            ChoiceGroup(district.name, city.regions(under: district.id).map { NamedChoice($0.id, $0.name) })
        }.filter { !$0.choices.isEmpty }
        var fields: [NamedChoice] = []
        for category in city.categories where !fields.contains(where: { $0.id == category.field }) {
            fields.append(NamedChoice(category.field, category.level1))
        }
        return """
            <div class="grid-4 explorer-filters">\(short(.district, districts.map { NamedChoice($0.id, $0.name) }))\
            \(long(.town, towns))\(short(.field, fields))\(long(.category, ChoiceGroup.categories(of: city)))\
            \(short(.channel, Channel.allCases.map { NamedChoice($0.rawValue, $0.name) }))\
            \(short(.kind, RequestKind.allCases.map { NamedChoice($0.rawValue, $0.name) }))\
            \(short(.line, ServiceLine.allCases.map { NamedChoice($0.rawValue, $0.name) }))\
            \(long(.body, ChoiceGroup.bodies(of: city)))</div>
            """
    }

    private func short(_ dimension: ExplorerDimension, _ choices: [NamedChoice]) -> HTML {
        let (field, chosen, attributes) = filter(dimension)
        return selectField(
            field, choices.map { Choice($0.id, say($0.name)) } + none(dimension), chosen: chosen,
            placeholder: say("全部", "All"), attributes: attributes)
    }

    private func long(_ dimension: ExplorerDimension, _ groups: [ChoiceGroup]) -> HTML {
        let (field, chosen, attributes) = filter(dimension)
        return groupedSelect(
            field, groups, chosen: chosen, placeholder: say("全部", "All"), attributes: attributes)
    }

    /// What has no value there stays chosen where it was.
    private func none(_ dimension: ExplorerDimension) -> [Choice] {
        query.filter(dimension) == "" ? [Choice("-", names.value("", of: dimension))] : []
    }

    private func filter(_ dimension: ExplorerDimension) -> (field: Field, chosen: String, attributes: HTML) {
        let refusal = model.asked.refusal(ofFilter: dimension, of: model.city)
        let reason = refusal.map { names.reason($0, shownDimensions.filter { $0 != dimension } + [dimension]) }
        let value = query.filter(dimension)
        return (
            Field(dimension.rawValue, names.dimension(dimension), hint: reason?.capitalizedFirst),
            value == "" ? "-" : value ?? "",
            refusal == nil ? "" : "disabled"
        )
    }
}

extension CityPeriod.Length {
    fileprivate var plural: LocalName {
        switch self {
        case .week: LocalName(zh: "周", en: "Weeks")
        case .month: LocalName(zh: "月", en: "Months")
        case .quarter: LocalName(zh: "季度", en: "Quarters")
        case .year: LocalName(zh: "年", en: "Years")
        }
    }
}
