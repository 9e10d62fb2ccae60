import Civics

/// Reads `supervision.yml`: when the city urges and escalates by itself.
struct SupervisionFile {
    static let file = "supervision.yml"

    let rules: SupervisionRules

    init?(_ folder: CityFolder) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["at_any_hour", "rules"])
        guard let hours = root.list("at_any_hour"), let list = root.list("rules") else { return nil }
        let urgencies = hours.compactMap(Self.urgency)
        var ids: Set<String> = []
        let rules = list.compactMap { value -> SupervisionRule? in
            guard let rule = Self.rule(value) else { return nil }
            if !ids.insert(rule.id).inserted { value.fault("the id “\(rule.id)” stands above already") }
            return rule
        }
        self.rules = SupervisionRules(rules: rules, atAnyHour: Set(urgencies))
    }

    private static func urgency(_ value: YAMLValue) -> Urgency? {
        guard let text = value.text else { return nil }
        guard let urgency = Urgency(rawValue: text) else {
            let known = Urgency.allCases.map(\.rawValue).joined(separator: ", ")
            value.fault("the urgency “\(text)” is unknown; it is one of \(known)")
            return nil
        }
        return urgency
    }

    private static func rule(_ value: YAMLValue) -> SupervisionRule? {
        guard let entry = value.mapping(keys: ["id", "name", "when", "do", "level", "reason", "role"]) else {
            return nil
        }
        let (id, name) = (entry.text("id"), entry.name("name"))
        if let id, !isIdentifier(id) {
            entry.value("id")?.fault("the id “\(id)” has other signs than small letters, digits and hyphens")
        }
        let when = entry.mapping(
            "when",
            keys: [
                "clock", "of", "state", "for", "urges", "same", "extended", "paused", "level", "kind", "urgency",
                "line",
            ])
        guard let id, let name, let when, let condition = condition(when), let action = action(entry) else {
            return nil
        }
        if case .supervise = action, condition.clock?.kind == .dispatch {
            value.fault("a request that is not dispatched has no body to supervise; tell a role instead")
        }
        if condition.clock?.holder == .helper { checkHelperRule(when, action, value) }
        return SupervisionRule(id: id, name: name, when: condition, action: action)
    }

    /// What a helper does not have: orders of supervision, pauses and extensions of its own, people who urge it.
    private static func checkHelperRule(_ when: YAMLMapping, _ action: SupervisionRule.Action, _ rule: YAMLValue) {
        if case .supervise = action {
            rule.fault("an order of supervision goes to the lead; remind the helper, or tell a role")
        }
        for key in ["urges", "same", "extended", "paused", "level"] where when.keys.contains(key) {
            when.value(key)?.fault("\(key) says nothing of a helper; leave it out, or leave out “of: helper”")
        }
    }

    private static func condition(_ when: YAMLMapping) -> SupervisionRule.Condition? {
        let before = when.faultCount
        func has(_ key: String) -> Bool { when.keys.contains(key) }
        let condition = SupervisionRule.Condition(
            clock: clock(when), urges: has("urges") ? when.whole("urges", in: 1...100) : nil,
            same: has("same") ? when.whole("same", in: 2...100) : nil, isExtended: isExtended(when),
            pausedFor: has("paused") ? when.limit("paused") : nil,
            level: has("level") ? when.whole("level", in: 1...3) : nil, kind: when.choice("kind"),
            urgency: when.choice("urgency"), line: when.choice("line"))
        if !["clock", "urges", "same", "extended", "paused"].contains(where: has) {
            when.fault("the rule would hold for every request; name a clock, urges, same, extended or paused")
        }
        return when.faultCount == before ? condition : nil
    }

    private static func isExtended(_ when: YAMLMapping) -> Bool {
        guard when.keys.contains("extended"), let text = when.text("extended") else { return false }
        if text != "yes" { when.value("extended")?.fault("extended is “yes”, or not named; not “\(text)”") }
        return true
    }

    private static func clock(_ when: YAMLMapping) -> SupervisionRule.ClockCondition? {
        guard when.keys.contains("clock") else {
            for key in ["of", "state", "for"] where when.keys.contains(key) {
                when.value(key)?.fault("\(key) says something of a clock; name the clock")
            }
            return nil
        }
        let known: [ClockKind] = [.dispatch, .sign, .contact, .close, .supervision]
        guard let text = when.text("clock") else { return nil }
        guard let kind = known.first(where: { "\($0)" == text }) else {
            let names = known.map { "\($0)" }.joined(separator: ", ")
            when.value("clock")?.fault("the clock “\(text)” is unknown; it is one of \(names)")
            return nil
        }
        guard when.value("state") != nil,
            let state: SupervisionRule.ClockCondition.State = when.choice("state")
        else { return nil }
        let holder: SupervisionRule.ClockCondition.Holder? = when.keys.contains("of") ? when.choice("of") : .lead
        guard let holder else { return nil }
        if holder == .helper, kind != .sign, kind != .close {
            when.value("clock")?.fault("a helper has the clocks sign and close; not \(text)")
        }
        let lasting = when.keys.contains("for") ? when.limit("for") : nil
        if lasting != nil, state != .overdue {
            when.value("for")?.fault("only what is overdue can be so for some time; \(state.rawValue) can't")
        }
        return SupervisionRule.ClockCondition(kind, of: holder, state, lasting: lasting)
    }

    private static func action(_ entry: YAMLMapping) -> SupervisionRule.Action? {
        enum Deed: String, CaseIterable { case remind, supervise, tell }
        guard entry.value("do") != nil, let deed: Deed = entry.choice("do") else { return nil }
        let needed: [String] =
            switch deed {
            case .remind: []
            case .supervise: ["level", "reason"]
            case .tell: ["role"]
            }
        for key in ["level", "reason", "role"] where entry.keys.contains(key) && !needed.contains(key) {
            entry.value(key)?.fault("\(key) has no meaning with “\(deed.rawValue)”")
        }
        guard needed.allSatisfy({ entry.value($0) != nil }) else { return nil }
        switch deed {
        case .remind: return .remind
        case .supervise:
            let level = entry.whole("level", in: 1...3)
            let reason: SupervisionReason? = entry.choice("reason")
            guard let level, let reason else { return nil }
            return .supervise(level: level, reason: reason)
        case .tell:
            guard let role: Role = entry.choice("role") else { return nil }
            if role == .resident || role == .enterpriseAgent {
                entry.value("role")?.fault("only staff can be told; \(role.rawValue) is not staff")
            }
            return .tell(role)
        }
    }

    private static func isIdentifier(_ text: String) -> Bool {
        text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}
