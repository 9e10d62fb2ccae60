/// A rate by which bodies, places and categories are compared.
package enum ScoredRate: String, CaseIterable, Sendable {
    /// 响应率: contacted within the limit ÷ contacts due.
    case response
    /// 按时办结率: closed by the deadline ÷ due.
    case onTime = "on_time"
    /// 解决率: solved ÷ valid call-backs.
    case solved
    /// 满意率: (satisfied + weight × fairly satisfied) ÷ valid call-backs.
    case satisfied
    /// 首次办结率: closings not done again ÷ closings. The rate of what is done again (重办率) is its rest.
    case firstTime = "first_time"
    /// 抽查合格率: sampled closings that stood the test ÷ those tested.
    case inspection

    /// Whether it rests on what people said when they were called back.
    package var restsOnAnswers: Bool { self == .solved || self == .satisfied }
}

/// Requests of some kinds that a rate leaves out: who asks a question has nothing that could be solved.
package struct ScoreExclusion: Hashable, Sendable {
    package var name: LocalName
    package var kinds: [RequestKind]
    /// Only rates that rest on what people said.
    package var rates: [ScoredRate]

    package init(name: LocalName, kinds: [RequestKind], rates: [ScoredRate]) {
        self.name = name
        self.kinds = kinds
        self.rates = rates
    }
}

/// One version of the weights and cautions for rates (`scores.yml`).
package struct ScoreRules: Hashable, Sendable {
    /// The day from which the version is in force; it is named by it.
    package var version: CityDay
    /// What "fairly satisfied" is worth.
    package var fairlySatisfiedWeight: Double
    /// No ranking below this denominator, nothing shown below that one.
    package var rankFrom: Int
    package var showFrom: Int
    /// What each rate contributes to the composite score (综合分); together 1, or empty where the city has none.
    package var weights: [ScoredRate: Double]
    /// What each rate should reach, 0 to 1; a rate may have none.
    package var targets: [ScoredRate: Double]
    package var exclusions: [ScoreExclusion]

    package init(
        version: CityDay, fairlySatisfiedWeight: Double, rankFrom: Int, showFrom: Int,
        weights: [ScoredRate: Double] = [:], targets: [ScoredRate: Double] = [:], exclusions: [ScoreExclusion] = []
    ) {
        self.version = version
        self.fairlySatisfiedWeight = fairlySatisfiedWeight
        self.rankFrom = rankFrom
        self.showFrom = showFrom
        self.weights = weights
        self.targets = targets
        self.exclusions = exclusions
    }

    /// The kinds of request that do not count in a rate, in the order of all kinds.
    package func excludedKinds(from rate: ScoredRate) -> [RequestKind] {
        RequestKind.allCases.filter { kind in
            exclusions.contains { $0.rates.contains(rate) && $0.kinds.contains(kind) }
        }
    }
}

/// All versions of `scores.yml`. Cities change their minds, so each holds from its day on, and a period is counted with
/// the one in force on its last day.
package struct ScoreTable: Hashable, Sendable {
    /// By day; never empty.
    package let versions: [ScoreRules]

    /// - Parameter versions: at least one, in any order.
    package init(_ versions: [ScoreRules]) {
        precondition(!versions.isEmpty)
        self.versions = versions.sorted { $0.version < $1.version }
    }

    /// The version in force on a day; before the first, the first.
    package func inForce(on day: CityDay) -> ScoreRules {
        versions.last { $0.version <= day } ?? versions[0]
    }
}
