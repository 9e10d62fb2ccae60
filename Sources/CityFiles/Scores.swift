import Civics

/// Reads `scores.yml`: how rates are counted and weighed, and when they say too little; each version with the day from
/// which it is in force.
struct ScoreFile {
    static let file = "scores.yml"

    let table: ScoreTable

    init?(_ folder: CityFolder) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["versions"])
        guard let list = root.list("versions") else { return nil }
        if list.isEmpty { root.value("versions")?.fault("there is no version") }
        let before = root.faultCount
        var days: [CityDay: Int] = [:]
        let versions = list.compactMap { value -> ScoreRules? in
            guard let rules = Self.version(value) else { return nil }
            if let earlier = days.updateValue(value.line, forKey: rules.version) {
                value.fault("version \(rules.version) stands here and in line \(earlier)")
            }
            return rules
        }
        guard root.faultCount == before, !versions.isEmpty else { return nil }
        table = ScoreTable(versions)
    }

    private static func version(_ value: YAMLValue) -> ScoreRules? {
        guard
            let entry = value.mapping(keys: [
                "version", "fairly_satisfied_weight", "rank_from", "show_from", "weights", "targets", "exclude",
            ])
        else { return nil }
        let version = entry.day("version")
        let fairly = entry.number("fairly_satisfied_weight", in: 0...1)
        let rankFrom = entry.whole("rank_from", in: 1...1_000_000)
        let showFrom = entry.whole("show_from", in: 1...1_000_000)
        if let rankFrom, let showFrom, rankFrom < showFrom {
            entry.value("rank_from")?.fault("rank_from (\(rankFrom)) lies below show_from (\(showFrom))")
        }
        let before = entry.faultCount
        let weights = rates("weights", of: entry)
        let sum = weights.values.reduce(0, +)
        if entry.faultCount == before, !weights.isEmpty, abs(sum - 1) > 1e-9 {
            entry.value("weights")?.fault("the weights sum up to \(sum), not to 1")
        }
        let targets = rates("targets", of: entry)
        let exclusions = entry.keys.contains("exclude") ? (entry.list("exclude") ?? []).compactMap(exclusion) : []
        guard let version, let fairly, let rankFrom, let showFrom else { return nil }
        return ScoreRules(
            version: version, fairlySatisfiedWeight: fairly, rankFrom: rankFrom, showFrom: showFrom, weights: weights,
            targets: targets, exclusions: exclusions)
    }

    /// A number from 0 to 1 for some of the rates; none where the key is absent.
    private static func rates(_ key: String, of entry: YAMLMapping) -> [ScoredRate: Double] {
        let known = ScoredRate.allCases.map(\.rawValue)
        guard entry.keys.contains(key), let list = entry.mapping(key, keys: known) else { return [:] }
        var rates: [ScoredRate: Double] = [:]
        for name in list.keys {
            if let rate = ScoredRate(rawValue: name) { rates[rate] = list.number(name, in: 0...1) }
        }
        return rates
    }

    private static func exclusion(_ value: YAMLValue) -> ScoreExclusion? {
        guard let entry = value.mapping(keys: ["name", "kinds", "rates"]) else { return nil }
        let name = entry.name("name")
        let kinds: [RequestKind] = entry.choices("kinds")
        let rates: [ScoredRate] = entry.choices("rates")
        for rate in rates where !rate.restsOnAnswers {
            entry.value("rates")?.fault("only solved and satisfied can leave out kinds, not \(rate.rawValue)")
        }
        return name.map { ScoreExclusion(name: $0, kinds: kinds, rates: rates) }
    }
}
