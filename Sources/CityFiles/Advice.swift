import Civics
import DecisionModel

/// Reads `advice.yml`: by which rules reports recommend something.
struct AdviceFile {
    static let file = "advice.yml"

    let rules: AdviceRules

    init?(_ folder: CityFolder) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["version", "per_rule", "rules"])
        _ = root.day("version")
        let perRule = root.whole("per_rule", in: 1...50)
        var lines: [String: Int] = [:]
        let rules = root.list("rules")?.compactMap { value -> AdviceRule? in
            guard
                let entry = value.mapping(keys: ["code", "subject", "reports", "when", "watches", "text"]),
                let code = entry.text("code")
            else { return nil }
            if !isPlainID(code) { value.fault("the code “\(code)” may hold only letters, digits and hyphens") }
            if let earlier = lines.updateValue(value.line, forKey: code) {
                value.fault("the code “\(code)” stands here and in line \(earlier)")
            }
            return Self.rule(code, entry)
        }
        guard let perRule, let rules else { return nil }
        self.rules = AdviceRules(rules: rules, perRule: perRule)
    }

    private static func rule(_ code: String, _ entry: YAMLMapping) -> AdviceRule? {
        let subject: AdviceRule.Subject? = entry.choice("subject")
        let lengths: [CityPeriod.Length] = entry.choices("reports")
        let (condition, watches) = (entry.text("when"), entry.choice("watches") as AdviceFact?)
        if let condition {
            let facts = AdviceFact.allCases.map(\.rawValue)
            for fault in FEELExpression(condition, over: facts).diagnostics {
                entry.value("when")?.fault("the condition cannot be read: \(fault.message)")
            }
        }
        if let watches, !watches.canBeWatched {
            entry.value("watches")?.fault("“\(watches.rawValue)” says nothing when it is looked at again")
        }
        let text = entry.name("text")
        if let text {
            for language in [text.zh, text.en] {
                for name in placeholders(language) where name != "subject" && AdviceFact(rawValue: name) == nil {
                    entry.value("text")?.fault("there is no fact “\(name)” to stand in the text")
                }
            }
        }
        guard let subject, let condition, let watches, let text else { return nil }
        return AdviceRule(
            code: code, subject: subject, lengths: Set(lengths), condition: condition, watches: watches, text: text)
    }

    /// The names in braces.
    private static func placeholders(_ text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map { part in
            String(part.prefix { $0 != "}" })
        }
    }
}
