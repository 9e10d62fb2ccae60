package import Civics

/// Reads queries out of the parameters of an address, one by one.
struct ExplorerReader {
    let get: (String) -> [String]
    private(set) var problems: [ExplorerProblem] = []

    init(get: @escaping (String) -> [String]) { self.get = get }

    mutating func query(usual: CityPeriod, of city: City) -> ExplorerQuery {
        var measures: [ExplorerMeasure] = []
        for text in texts("measure") {
            if let measure = ExplorerMeasure(code: text) {
                if !measures.contains(measure) { measures.append(measure) }
            } else {
                problems.append(.unknown(parameter: "measure", cut(text)))
            }
        }
        var query = ExplorerQuery(
            measures, rows: named("rows"), columns: named("columns"), period: period(usual),
            comparison: named("compare") ?? .none, view: named("view"))
        for dimension in ExplorerDimension.allCases where !dimension.isTime {
            guard let text = texts(dimension.rawValue).first else { continue }
            // A dash for what has none.
            let value = text == "-" ? "" : text
            if value.isEmpty || dimension.knows(value, in: city) {
                query.filters.append(ExplorerFilter(dimension, value))
            } else {
                problems.append(.unknownValue(dimension, cut(text)))
            }
        }
        return query
    }

    private mutating func period(_ usual: CityPeriod) -> CityPeriod {
        if let text = texts("period").first {
            guard let period = CityPeriod(text), isShort(period) else {
                problems.append(.badPeriod(cut(text)))
                return usual
            }
            return period
        }
        if let from = texts("from").first, let to = texts("to").first {
            guard let first = CityDay(from), let last = CityDay(to),
                let period = CityPeriod("\(min(first, last))..\(max(first, last))"), isShort(period)
            else {
                problems.append(.badPeriod(cut("\(from)..\(to)")))
                return usual
            }
            return period
        }
        return usual
    }

    private func isShort(_ period: CityPeriod) -> Bool { period.days.count <= ExplorerAsked.mostDays }

    private mutating func named<Value: RawRepresentable<String>>(_ parameter: String) -> Value? {
        guard let text = texts(parameter).first else { return nil }
        if let value = Value(rawValue: text) { return value }
        problems.append(.unknown(parameter: parameter, cut(text)))
        return nil
    }

    private func texts(_ parameter: String) -> [String] { get(parameter).filter { !$0.isEmpty } }

    private func cut(_ text: String) -> String { String(text.prefix(60)) }
}

extension ExplorerDimension {
    /// Whether the city has this value.
    fileprivate func knows(_ value: String, in city: City) -> Bool {
        switch self {
        case .district: city.region(value)?.level == .district
        case .town: city.region(value)?.level == .town
        case .field: city.categories.contains { $0.field == value }
        case .category: city.category(value) != nil
        case .channel: Channel(rawValue: value) != nil
        case .kind: RequestKind(rawValue: value) != nil
        case .line: ServiceLine(rawValue: value) != nil
        case .body: city.organisation(value) != nil
        case .day, .week, .month: false
        }
    }
}

extension ExplorerQuery {
    /// The parameters of its address, in one order: the same query has one address.
    package var parameters: [(name: String, value: String)] {
        var parameters = measures.map { (name: "measure", value: $0.code) }
        if let rows { parameters.append(("rows", rows.rawValue)) }
        if let columns { parameters.append(("columns", columns.rawValue)) }
        parameters.append(("period", period.description))
        if comparison != .none { parameters.append(("compare", comparison.rawValue)) }
        for filter in filters {
            parameters.append((filter.dimension.rawValue, filter.value.isEmpty ? "-" : filter.value))
        }
        if let view { parameters.append(("view", view.rawValue)) }
        return parameters
    }

    /// As it is kept: a line for each parameter.
    package var text: String { parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "\n") }
}

extension ExplorerAsked {
    /// Reads a query that was kept. What the city does not have any more is left out, and said.
    package init(text: String, of city: City) {
        let pairs = text.split(separator: "\n").map { line -> (String, String) in
            let halves = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(halves[0]), halves.count > 1 ? String(halves[1]) : "")
        }
        let first = CityDay(number: 0)
        self.init(
            reading: { name in pairs.filter { $0.0 == name }.map(\.1) }, usual: .days(first...first), of: city)
    }
}
