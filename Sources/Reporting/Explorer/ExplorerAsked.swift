package import Civics

/// A query as somebody asked for it, made into one that can be answered: what cannot is left out, and said.
package struct ExplorerAsked: Hashable, Sendable {
    package private(set) var query: ExplorerQuery
    package private(set) var problems: [ExplorerProblem]

    /// Numbers beside each other.
    package static let mostMeasures = 6
    /// Days, weeks or months below each other, and beside each other.
    package static let mostRows = 400
    package static let mostColumns = 60
    /// Days of one query.
    package static let mostDays = 3660

    /// - Parameter rules: those in force at the end of a period.
    package init(_ query: ExplorerQuery, problems: [ExplorerProblem] = [], of city: City) {
        self.query = query
        self.problems = problems
        settle(city)
    }

    /// Reads the query of an address. What is not there is as usual, what cannot be read is said.
    ///
    /// - Parameter get: all values of a parameter, in order.
    package init(reading get: @escaping (String) -> [String], usual period: CityPeriod, of city: City) {
        var reader = ExplorerReader(get: get)
        let query = reader.query(usual: period, of: city)
        self.init(query, problems: reader.problems, of: city)
    }

    /// Why a dimension cannot be that of the lines, beside the measures; `nil` where it can.
    package func refusal(ofRows rows: ExplorerDimension, of city: City) -> ExplorerRefusal? {
        guard !rows.isTime else { return nil }
        let rules = rules(city)
        let refusals = query.measures.map { $0.refusal(by: [rows], rules) }
        return refusals.contains(nil) ? nil : refusals[0]
    }

    package func refusal(ofColumns columns: ExplorerDimension, of city: City) -> ExplorerRefusal? {
        guard let rows = query.rows else { return nil }
        if columns == rows || columns.isTime && rows.isTime || columns.isLong && rows.isLong
            || columns.isPart(with: rows)
        {
            return .notKept
        }
        return refusal(Set([rows, columns].filter { !$0.isTime }), [query.measures[0]], city)
    }

    package func refusal(ofFilter dimension: ExplorerDimension, of city: City) -> ExplorerRefusal? {
        refusal(query.dimensions.union([dimension]), query.measures, city)
    }

    package func refusal(ofMeasure measure: ExplorerMeasure, of city: City) -> ExplorerRefusal? {
        refusal(query.dimensions, [measure], city)
    }

    private func refusal(
        _ dimensions: Set<ExplorerDimension>, _ measures: [ExplorerMeasure], _ city: City
    ) -> ExplorerRefusal? {
        let rules = rules(city)
        return measures.lazy.compactMap { $0.refusal(by: dimensions, rules) }.first
    }

    private func rules(_ city: City) -> ScoreRules { city.scores.inForce(on: query.period.days.upperBound) }

    // MARK: Settling

    private mutating func settle(_ city: City) {
        if query.measures.isEmpty { query.measures = [.count(.received)] }
        if query.measures.count > Self.mostMeasures {
            problems.append(.tooManyMeasures(Self.mostMeasures))
            query.measures = Array(query.measures.prefix(Self.mostMeasures))
        }
        settleRows(city)
        settleColumns(city)
        settleFilters(city)
        if let view = query.view, !ExplorerView.fitting(query).contains(view) {
            problems.append(.viewDoesNotFit(view))
            query.view = nil
        }
        if query.comparison == .yearBefore, query.period.length == .year { query.comparison = .previous }
    }

    private mutating func settleRows(_ city: City) {
        if query.rows == nil { (query.rows, query.columns) = (query.columns, nil) }
        // The longer list stands below each other.
        if let columns = query.columns, columns.isLong, query.rows?.isLong == false {
            (query.rows, query.columns) = (columns, query.rows)
        }
        guard let rows = query.rows else { return }
        if rows.isTime {
            let count = ExplorerBucket.count(of: query.period.days, by: rows)
            if count > Self.mostRows {
                problems.append(.tooMany(rows, count, most: Self.mostRows))
                query.rows = nil
            }
            return
        }
        let rules = rules(city)
        let refusals = query.measures.map { ($0, $0.refusal(by: [rows], rules)) }
        let kept = refusals.filter { $0.1 == nil }.map(\.0)
        for (measure, refusal) in refusals {
            guard let refusal else { continue }
            problems.append(.cannotBeSplit(measure, [rows], refusal))
        }
        if kept.isEmpty { query.rows = nil } else { query.measures = kept }
    }

    private mutating func settleColumns(_ city: City) {
        guard let rows = query.rows, let columns = query.columns else {
            query.columns = nil
            return
        }
        let count = columns.isTime ? ExplorerBucket.count(of: query.period.days, by: columns) : 0
        if columns == rows {
            problems.append(.sameTwice(rows))
        } else if columns.isTime, rows.isTime {
            problems.append(.timeTwice)
        } else if columns.isPart(with: rows) {
            problems.append(.partsOfEachOther(rows, columns))
        } else if columns.isLong {
            problems.append(.tooLongForColumns(columns))
        } else if count > Self.mostColumns {
            problems.append(.tooMany(columns, count, most: Self.mostColumns))
        } else if let refusal = refusal(
            Set([rows, columns].filter { !$0.isTime }), [query.measures[0]], city)
        {
            problems.append(.cannotBeSplit(query.measures[0], [rows, columns], refusal))
        } else {
            if query.measures.count > 1 { problems.append(.oneMeasure(query.measures[0])) }
            query.measures = [query.measures[0]]
            return
        }
        query.columns = nil
    }

    private mutating func settleFilters(_ city: City) {
        let filters = query.filters
        query.filters = []
        for filter in filters {
            let dimensions = query.dimensions.union([filter.dimension])
            let rules = rules(city)
            if let refused = query.measures.first(where: { $0.refusal(by: dimensions, rules) != nil }),
                let refusal = refused.refusal(by: dimensions, rules)
            {
                let others = ExplorerDimension.allCases.filter { dimensions.contains($0) }
                problems.append(.cannotBeNarrowed(refused, filter.dimension, others, refusal))
            } else {
                query.filters.append(filter)
            }
        }
    }
}

/// What of a query could not be answered, or not be read.
package enum ExplorerProblem: Hashable, Sendable {
    /// A parameter of the address and its text, which is none of its values.
    case unknown(parameter: String, String)
    /// A filter by something that the city does not have.
    case unknownValue(ExplorerDimension, String)
    case badPeriod(String)
    case tooManyMeasures(Int)
    case cannotBeSplit(ExplorerMeasure, [ExplorerDimension], ExplorerRefusal)
    case cannotBeNarrowed(ExplorerMeasure, ExplorerDimension, [ExplorerDimension], ExplorerRefusal)
    case sameTwice(ExplorerDimension)
    case timeTwice
    /// Every town lies in one district, every category in one field: a table of both says nothing.
    case partsOfEachOther(ExplorerDimension, ExplorerDimension)
    case tooLongForColumns(ExplorerDimension)
    case tooMany(ExplorerDimension, Int, most: Int)
    /// Beside columns there is room for one.
    case oneMeasure(ExplorerMeasure)
    case viewDoesNotFit(ExplorerView)
}

extension ExplorerBucket {
    static func count(of days: ClosedRange<CityDay>, by dimension: ExplorerDimension) -> Int {
        dimension == .day ? days.count : all(of: days, by: dimension).count
    }
}
