import Civics

/// Reads `scores.yml`: how the handling of requests is scored.
struct ScoreFile {
    static let file = "scores.yml"
    /// What may be left out of a score: scores successfully appealed, and requests found unreasonable.
    static let exclusions = ["appealed", "unreasonable"]

    let rules: ScoreRules

    init?(_ folder: CityFolder) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["version", "weights", "fairly_satisfied_weight", "exclusions", "rank_from", "show_from"])
        let version = root.day("version")
        let weights = root.mapping("weights", keys: ["response", "solved", "satisfied"])
        let response = weights?.number("response", in: 0...1)
        let solved = weights?.number("solved", in: 0...1)
        let satisfied = weights?.number("satisfied", in: 0...1)
        if let response, let solved, let satisfied, abs(response + solved + satisfied - 1) > 0.000_1 {
            root.value("weights")?.fault("the weights add up to \(response + solved + satisfied), not to 1")
        }
        let fairly = root.number("fairly_satisfied_weight", in: 0...1)
        for item in root.list("exclusions") ?? [] {
            guard let text = item.text, !Self.exclusions.contains(text) else { continue }
            item.fault("the exclusion “\(text)” is unknown; known are \(Self.exclusions.joined(separator: ", "))")
        }
        let rankFrom = root.whole("rank_from", in: 1...1_000_000)
        let showFrom = root.whole("show_from", in: 1...1_000_000)
        if let rankFrom, let showFrom, rankFrom < showFrom {
            root.value("rank_from")?.fault("rank_from (\(rankFrom)) lies below show_from (\(showFrom))")
        }
        guard let version, let response, let solved, let satisfied, let fairly, let rankFrom, let showFrom else {
            return nil
        }
        rules = ScoreRules(
            version: version.description, response: response, solved: solved, satisfied: satisfied,
            fairlySatisfiedWeight: fairly, rankFrom: rankFrom, showFrom: showFrom)
    }
}
