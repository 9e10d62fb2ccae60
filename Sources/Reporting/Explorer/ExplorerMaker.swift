package import Civics

extension ExplorerResult {
    /// Answers a query from the daily figures.
    ///
    /// - Parameters:
    ///   - query: one that can be answered (`ExplorerAsked`); of what cannot be read together nothing is counted.
    ///   - isListed: whether a list can show the requests of a figure.
    package static func make<Source: FigureSource>(
        _ query: ExplorerQuery, of city: City, from source: Source, today: CityDay,
        isListed: @escaping (FigureQuery) -> Bool = { _ in true }
    ) throws(Source.Failure) -> ExplorerResult {
        let period = query.period.days
        let rules = city.scores.inForce(on: min(period.upperBound, max(today, period.lowerBound)))
        let isRunning = period.lowerBound <= today && today < period.upperBound
        let firstDay = try source.firstDay()
        guard period.lowerBound <= today else {
            return ExplorerResult(
                query: query, rules: rules, days: nil, isRunning: false, comparedDays: nil, figuresFrom: firstDay,
                columns: [""], lines: [], total: ExplorerLines.empty(query))
        }
        let days = period.lowerBound...min(period.upperBound, today)
        var compared: ClosedRange<CityDay>?
        if let other = query.compared {
            let days = isRunning ? other.days(atMost: days.count) : other.days
            if let firstDay, firstDay <= days.lowerBound { compared = days }
        }
        let buckets = ExplorerBucket.all(of: days, by: query.time)
        let now = try ExplorerSums(query, rules, city, buckets, from: source)
        var before: ExplorerSums?
        if let compared {
            // Day by day, week by week: the first with the first. What is more than that counts in the sums alone.
            let others = ExplorerBucket.all(of: compared, by: query.time).enumerated().map { index, bucket in
                ExplorerBucket(
                    name: index < buckets.count ? buckets[index].name : "+\(index)", days: bucket.days)
            }
            before = try ExplorerSums(query, rules, city, others, from: source)
        }
        let lines = ExplorerLines(
            query: query, rules: rules, days: days, buckets: buckets, now: now, before: before, isListed: isListed)
        let columns = lines.columns
        return ExplorerResult(
            query: query, rules: rules, days: days, isRunning: isRunning, comparedDays: compared,
            figuresFrom: firstDay.flatMap { $0 > days.lowerBound ? $0 : CityDay?.none }, columns: columns,
            lines: lines.lines(columns), total: lines.line(nil, columns))
    }
}

extension ExplorerQuery {
    /// The period that is compared with.
    package var compared: CityPeriod? {
        switch comparison {
        case .none: nil
        case .previous: period.previous
        case .yearBefore: period.yearBefore
        }
    }
}

/// The lines of a result, in the order in which they are read.
private struct ExplorerLines {
    let query: ExplorerQuery
    let rules: ScoreRules
    let days: ClosedRange<CityDay>
    let buckets: [ExplorerBucket]
    let now: ExplorerSums
    let before: ExplorerSums?
    let isListed: (FigureQuery) -> Bool

    /// No columns are one column without a value.
    var columns: [String] {
        guard let dimension = query.columns else { return [""] }
        if dimension.isTime { return buckets.map(\.name) }
        let values = now.columns.union(before?.columns ?? [])
        return sorted(values) { now.values(query.measures[0], row: nil, column: $0) }
    }

    func lines(_ columns: [String]) -> [ExplorerResult.Line] {
        guard let dimension = query.rows else { return [] }
        let values =
            dimension.isTime
            ? buckets.map(\.name)
            : sorted(now.rows.union(before?.rows ?? [])) { now.values(query.measures[0], row: $0, column: nil) }
        var lines = values.map { line($0, columns) }
        if !dimension.isTime, !query.hasColumns, case .rate = query.measures[0] {
            let rates = lines.map { line -> Rate in
                let rate = line.whole.now.rate(query.measures[0])
                return line.value == "" ? Rate(0, of: 0) : rate ?? Rate(0, of: 0)
            }
            for (index, place) in Ranking(rates, rankFrom: rules.rankFrom).places.enumerated() {
                lines[index].places = place
            }
        }
        return lines
    }

    /// The largest first; of ratios those first that rest on enough to be ranked; what has no value last.
    private func sorted(_ values: Set<String>, by value: (String) -> ExplorerValue) -> [String] {
        let measure = query.measures[0]
        return values.map { name in
            let value = value(name)
            let size = measure.isRatio ? value.denominator ?? 0 : 0
            let group = name.isEmpty ? 2 : measure.isRatio && size < max(1, rules.rankFrom) ? 1 : 0
            return (name: name, group: group, key: value.shown(measure, rules) ?? -1, size: size)
        }.sorted { a, b in
            if a.group != b.group { return a.group < b.group }
            if a.key != b.key { return a.key > b.key }
            return (b.size, a.name) < (a.size, b.name)
        }.map(\.name)
    }

    func line(_ row: String?, _ columns: [String]) -> ExplorerResult.Line {
        guard query.hasColumns else {
            let cells = query.measures.map { cell($0, row: row, column: nil) }
            return ExplorerResult.Line(value: row, cells: cells, whole: cells[0])
        }
        return ExplorerResult.Line(
            value: row, cells: columns.map { cell(query.measures[0], row: row, column: $0) },
            whole: cell(query.measures[0], row: row, column: nil))
    }

    private func cell(_ measure: ExplorerMeasure, row: String?, column: String?) -> ExplorerResult.Cell {
        let (numerator, denominator) = measure.parts(rules)
        let value = now.values(measure, row: row, column: column)
        return ExplorerResult.Cell(
            now: value, before: before?.values(measure, row: row, column: column),
            figure: numerator.count == 1 && value.numerator != 0 && measure != .handlingTime
                ? figure(numerator[0].part, row, column) : nil,
            base: denominator.flatMap { value.denominator == 0 ? nil : figure($0, row, column) })
    }

    /// The figure whose requests a cell counts; `nil` where no list shows just those.
    private func figure(_ part: ExplorerMeasure.Part, _ row: String?, _ column: String?) -> FigureQuery? {
        var values: [ExplorerDimension: String] = [:]
        for filter in query.filters { values[filter.dimension] = filter.value }
        var days = days
        for (dimension, value) in [(query.rows, row), (query.columns, column)] {
            guard let dimension, let value else { continue }
            if dimension.isTime {
                guard let bucket = buckets.first(where: { $0.name == value }) else { return nil }
                days = bucket.days
            } else {
                values[dimension] = value
            }
        }
        guard part.excluded.isEmpty || values[.kind] != nil,
            let reading = ExplorerReading(Set(values.keys), of: part.measure),
            // The rest of a whole is no figure of its own.
            !(reading.isPartial && row == "" && query.splitsRows)
        else { return nil }
        let figure = reading.figure(part.measure, values, days: days)
        return isListed(figure) ? figure : nil
    }

    static func empty(_ query: ExplorerQuery) -> ExplorerResult.Line {
        let cells = query.measures.map {
            ExplorerResult.Cell(
                now: ExplorerValue(0, of: $0.isRatio ? 0 : nil), before: nil, figure: nil, base: nil)
        }
        return ExplorerResult.Line(value: nil, cells: query.hasColumns ? [cells[0]] : cells, whole: cells[0])
    }
}

extension ExplorerQuery {
    package var hasColumns: Bool { columns != nil }
}
