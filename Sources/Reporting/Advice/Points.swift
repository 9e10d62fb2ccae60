import Civics
import DecisionModel

/// What the rules of `advice.yml` point out in a period.
struct Points {
    struct Point {
        let rule: AdviceRule
        /// In the rule's cut; empty for the whole city.
        let value: String
        let facts: AdviceFacts
    }

    /// By rule, and of one rule the largest first.
    let points: [Point]
    /// Subjects for which a rule could not be judged because a figure is missing.
    let unjudged: Int

    init(
        _ now: PeriodFigures, before: PeriodFigures?, yearAgo: PeriodFigures?, writer: ReportWriter, topic: String
    ) {
        var points: [Point] = []
        var unjudged = 0
        let names = AdviceFact.allCases.map(\.rawValue)
        var facts: [AdviceRule.Subject: [(value: String, facts: AdviceFacts)]] = [:]
        for rule in writer.city.advice.rules where writer.period.length.map(rule.lengths.contains) == true {
            if facts[rule.subject] == nil {
                let values = rule.subject == .city ? [""] : now.values(of: rule.subject.cut).filter { !$0.isEmpty }
                facts[rule.subject] = values.map { value in
                    (
                        value,
                        AdviceFacts(
                            rule.subject, value, now: now, before: before, yearAgo: yearAgo, writer: writer,
                            topic: topic)
                    )
                }
            }
            let condition = FEELExpression(rule.condition, over: names)
            var found: [Point] = []
            for (value, facts) in facts[rule.subject] ?? [] {
                switch condition.evaluate(facts.values) {
                case .boolean(true): found.append(Point(rule: rule, value: value, facts: facts))
                case .boolean: break
                // Neither true nor false: a figure is missing, or the rule cannot be reckoned.
                default: unjudged += 1
                }
            }
            points += found.sorted { a, b in
                let (x, y) = (a.size, b.size)
                return x != y ? x > y : a.value < b.value
            }
        }
        self.points = points
        self.unjudged = unjudged
    }
}

extension Points.Point {
    fileprivate var size: Int {
        for fact in [AdviceFact.late, .received, .closed] where rule.watches == .onTime || fact != .late {
            if let value = facts[fact]?.number?.basis.value { return Int(value) }
        }
        return 0
    }
}
