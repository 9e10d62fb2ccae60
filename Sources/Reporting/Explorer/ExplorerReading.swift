package import Civics

/// From which of the kept cuts a number can be read, split or narrowed by some dimensions.
///
/// Figures are kept by single dimensions and by a few pairs (`FigureCut`). What no cut holds cannot be asked: it is said,
/// and never put together from numbers that do not fit.
struct ExplorerReading: Hashable {
    let cut: FigureCut
    /// Where the value of each dimension stands in a cell.
    let sources: [ExplorerDimension: Source]

    enum Source: Hashable {
        case first, second
        /// The first two digits of a category.
        case fieldOfFirst, fieldOfSecond
        /// The district in which a town lies.
        case districtOfFirst, districtOfSecond
    }

    /// Whether requests can be missing in the cells: those without a body are in no cell of bodies, those without a town in
    /// none of a district's towns. They are the rest of the whole.
    var isPartial: Bool {
        cut == .body || cut == .kindBody || sources.values.contains(.districtOfFirst)
            || sources.values.contains(.districtOfSecond)
    }

    /// The coarsest cut that holds all dimensions; `nil` where none does.
    init?(_ dimensions: Set<ExplorerDimension>, of measure: Measure) {
        for cut in FigureCut.allCases.filter(\.isKeptByDay).sorted(by: { $0.fineness < $1.fineness }) {
            guard !cut.isOfAnswers || measure.isAnswer, let sources = Self.sources(dimensions, in: cut) else {
                continue
            }
            self.cut = cut
            self.sources = sources
            return
        }
        return nil
    }

    private static func sources(
        _ dimensions: Set<ExplorerDimension>, in cut: FigureCut
    ) -> [ExplorerDimension: Source]? {
        let (first, second) = cut.dimensions
        // A cut that says more than is asked for is left to whoever asks for it, but for what follows from a value.
        let extra = [first, second].compactMap(\.self).filter { !dimensions.contains($0) }
        var sources: [ExplorerDimension: Source] = [:]
        for dimension in dimensions {
            switch dimension {
            case first: sources[dimension] = .first
            case second: sources[dimension] = .second
            case .field where first == .category: sources[dimension] = .fieldOfFirst
            case .field where second == .category: sources[dimension] = .fieldOfSecond
            // A district's own figures hold what its towns do not: its towns are read only where they are asked for.
            case .district where first == .town && dimensions.contains(.town): sources[dimension] = .districtOfFirst
            case .district where second == .town && dimensions.contains(.town): sources[dimension] = .districtOfSecond
            default: return nil
            }
        }
        let isSaid = extra.allSatisfy { $0 == .category && dimensions.contains(.field) }
        return isSaid ? sources : nil
    }

    func value(_ dimension: ExplorerDimension, _ first: String, _ second: String, in city: City) -> String {
        switch sources[dimension] {
        case .first: first
        case .second: second
        case .fieldOfFirst: String(first.prefix(2))
        case .fieldOfSecond: String(second.prefix(2))
        // Requests whose town is not known may lie in any district.
        case .districtOfFirst: city.ancestor(of: first, at: .district) ?? "?"
        case .districtOfSecond: city.ancestor(of: second, at: .district) ?? "?"
        case nil: ""
        }
    }

    /// The figure with these values, as the lists of requests know it.
    func figure(
        _ measure: Measure, _ values: [ExplorerDimension: String], days: ClosedRange<CityDay>
    ) -> FigureQuery {
        func value(_ wanted: [Source]) -> String {
            sources.first { wanted.contains($0.value) }.flatMap { values[$0.key] } ?? ""
        }
        let (first, second) = cut.dimensions
        return FigureQuery(
            measure, cut,
            first: first.flatMap { values[$0] } ?? value([.fieldOfFirst]),
            second: second.flatMap { values[$0] } ?? value([.fieldOfSecond]), days: days)
    }
}

extension FigureCut {
    /// What its two values are of.
    fileprivate var dimensions: (first: ExplorerDimension?, second: ExplorerDimension?) {
        switch self {
        case .total: (nil, nil)
        case .district: (.district, nil)
        case .town: (.town, nil)
        case .field: (.field, nil)
        case .category: (.category, nil)
        case .channel: (.channel, nil)
        case .kind: (.kind, nil)
        case .body: (.body, nil)
        case .line: (.line, nil)
        case .districtField: (.district, .field)
        case .channelKind: (.channel, .kind)
        case .kindDistrict: (.kind, .district)
        case .kindTown: (.kind, .town)
        case .kindCategory: (.kind, .category)
        case .kindBody: (.kind, .body)
        case .districtCategory: (.district, .category)
        case .townCategory: (.town, .category)
        case .bodyCategory: (.body, .category)
        }
    }

    /// Kept of what people said only.
    fileprivate var isOfAnswers: Bool {
        [.kindDistrict, .kindTown, .kindCategory, .kindBody].contains(self)
    }

    private var count: Int { [dimensions.first, dimensions.second].compactMap(\.self).count }

    /// Cuts with fewer values first.
    fileprivate var fineness: Int {
        let order: [FigureCut] = [
            .total, .district, .field, .channel, .kind, .line, .town, .category, .body, .districtField, .channelKind,
            .kindDistrict, .kindTown, .kindCategory, .kindBody,
        ]
        return order.firstIndex(of: self) ?? order.count
    }
}

/// Why something cannot be asked together.
package enum ExplorerRefusal: Hashable, Sendable {
    /// No figures are kept by these dimensions together.
    case notKept
    /// They are kept together for what people said when they were called back, and for nothing else.
    case answersOnly
    /// The rate leaves out some kinds of request, and these dimensions are not kept by kind.
    case needsKinds(ScoredRate)
}

extension ExplorerMeasure {
    /// A sum of daily figures that the number is made of.
    struct Part: Hashable {
        var measure: Measure
        /// Kinds of request that are not counted in it.
        var excluded: [RequestKind]
    }

    /// Numerator and denominator; a count has no denominator.
    func parts(_ rules: ScoreRules) -> (numerator: [(weight: Double, part: Part)], denominator: Part?) {
        func part(_ measure: Measure, _ rate: ScoredRate? = nil) -> Part {
            Part(measure: measure, excluded: rate.map { rules.excludedKinds(from: $0) } ?? [])
        }
        switch self {
        case .count(let measure): return ([(1, part(measure))], nil)
        case .rate(.response): return ([(1, part(.contactedInTime))], part(.contactDue))
        case .rate(.onTime): return ([(1, part(.closedInTime))], part(.due))
        case .rate(.solved): return ([(1, part(.solved, .solved))], part(.calledBack, .solved))
        case .rate(.satisfied):
            let fairly = (weight: rules.fairlySatisfiedWeight, part: part(.fairlySatisfied, .satisfied))
            return ([(1, part(.satisfied, .satisfied)), fairly], part(.calledBack, .satisfied))
        case .rate(.firstTime): return ([(1, part(.closed)), (-1, part(.redone))], part(.closed))
        case .rate(.inspection): return ([(1, part(.inspectionPassed))], part(.inspected))
        case .handlingTime: return ([(1, part(.handlingMinutes))], part(.closed))
        }
    }

    func allParts(_ rules: ScoreRules) -> [Part] {
        let (numerator, denominator) = parts(rules)
        return numerator.map(\.part) + (denominator.map { [$0] } ?? [])
    }

    /// Why it cannot be split by these dimensions; `nil` where it can.
    package func refusal(by dimensions: Set<ExplorerDimension>, _ rules: ScoreRules) -> ExplorerRefusal? {
        for part in allParts(rules) {
            guard ExplorerReading(dimensions, of: part.measure) != nil else {
                let isOfAnswers = ExplorerReading(dimensions, of: .calledBack) != nil
                return isOfAnswers ? .answersOnly : .notKept
            }
            if !part.excluded.isEmpty, ExplorerReading(dimensions.union([.kind]), of: part.measure) == nil {
                if case .rate(let rate) = self { return .needsKinds(rate) }
                return .notKept
            }
        }
        return nil
    }
}
