import Civics

/// Reads `scores.yml`: how rates of satisfaction are counted, and when they say too little.
struct ScoreFile {
    static let file = "scores.yml"

    let rules: ScoreRules

    init?(_ folder: CityFolder) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["version", "fairly_satisfied_weight", "rank_from", "show_from"])
        let version = root.day("version")
        let fairly = root.number("fairly_satisfied_weight", in: 0...1)
        let rankFrom = root.whole("rank_from", in: 1...1_000_000)
        let showFrom = root.whole("show_from", in: 1...1_000_000)
        if let rankFrom, let showFrom, rankFrom < showFrom {
            root.value("rank_from")?.fault("rank_from (\(rankFrom)) lies below show_from (\(showFrom))")
        }
        guard let version, let fairly, let rankFrom, let showFrom else { return nil }
        rules = ScoreRules(
            version: version.description, fairlySatisfiedWeight: fairly, rankFrom: rankFrom, showFrom: showFrom)
    }
}
