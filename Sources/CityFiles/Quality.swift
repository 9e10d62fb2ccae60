import Civics

/// Reads `quality.yml`: appeals against ratings, samples of closings, and signs of work for the figures.
struct QualityFile {
    static let file = "quality.yml"

    let rules: QualityRules

    /// - Parameter organisations: `nil` when they could not be read; bodies are then taken as they are named.
    init?(_ folder: CityFolder, organisations: OrganisationList?) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["version", "appeals", "sampling", "signs"])
        _ = root.day("version")
        let appeals = root.mapping("appeals", keys: ["within", "decide_within", "grounds"]).flatMap(Self.appeals)
        let sampling = root.mapping("sampling", keys: ["strata", "at_least", "at_most", "keep_days", "checks"])
            .flatMap { Self.sampling($0, organisations) }
        let signs = root.mapping("signs", keys: Self.signs).flatMap(Self.signs)
        guard let appeals, let sampling, let signs else { return nil }
        rules = QualityRules(appeals: appeals, sampling: sampling, signs: signs)
    }

    // MARK: Appeals

    private static func appeals(_ root: YAMLMapping) -> AppealRules? {
        let (within, decideWithin) = (root.limit("within"), root.limit("decide_within"))
        let grounds = coded("grounds", keys: ["code", "name", "explanation"], in: root) { entry, code in
            let (name, explanation) = (entry.name("name"), entry.name("explanation"))
            guard let name, let explanation else { return nil as AppealRules.Ground? }
            return AppealRules.Ground(code: code, name: name, explanation: explanation)
        }
        guard let within, let decideWithin else { return nil }
        return AppealRules(within: within, decideWithin: decideWithin, grounds: grounds)
    }

    /// The entries of a list, each with a code of its own.
    private static func coded<T>(
        _ key: String, keys: [String], in root: YAMLMapping, _ read: (YAMLMapping, _ code: String) -> T?
    ) -> [T] {
        var lines: [String: Int] = [:]
        return (root.list(key) ?? []).compactMap { value in
            guard let entry = value.mapping(keys: keys), let code = entry.text("code") else { return nil }
            guard isPlainID(code) else {
                value.fault("the code “\(code)” may hold only letters, digits and hyphens")
                return nil
            }
            if let earlier = lines.updateValue(value.line, forKey: code) {
                value.fault("the code “\(code)” stands here and in line \(earlier)")
            }
            return read(entry, code)
        }
    }

    // MARK: Samples

    private static func sampling(_ root: YAMLMapping, _ organisations: OrganisationList?) -> SamplingRules? {
        let strata = root.list("strata").map { $0.compactMap { stratum($0, organisations) } }
        if let strata, !strata.contains(where: { $0.body == nil && $0.function == nil && $0.level == nil }) {
            root.value("strata")?.fault("the last entry must fit all bodies: “when: {}”")
        }
        let (least, most) = (root.whole("at_least", in: 0...1000), root.whole("at_most", in: 1...1000))
        if let least, let most, least > most {
            root.value("at_least")?.fault("at_least (\(least)) lies above at_most (\(most))")
        }
        let keepDays = root.whole("keep_days", in: 1...366)
        let checks = coded("checks", keys: ["code", "question", "hint"], in: root) { entry, code in
            let (question, hint) = (entry.name("question"), entry.name("hint"))
            guard let question, let hint else { return nil as SamplingRules.Check? }
            return SamplingRules.Check(code: code, question: question, hint: hint)
        }
        if checks.isEmpty { root.value("checks")?.fault("there is nothing to check") }
        guard let strata, let least, let most, let keepDays else { return nil }
        return SamplingRules(strata: strata, atLeast: least, atMost: most, keepDays: keepDays, checks: checks)
    }

    private static func stratum(_ value: YAMLValue, _ organisations: OrganisationList?) -> SamplingRules.Stratum? {
        guard let entry = value.mapping(keys: ["when", "share"]) else { return nil }
        let share = entry.number("share", in: 0...1)
        guard let when = entry.mapping("when", keys: ["body", "function", "level"]), let share else { return nil }
        let body = when.keys.contains("body") ? when.text("body") : nil
        let function = when.keys.contains("function") ? when.text("function") : nil
        if let body, let organisations, !organisations.has(body) {
            when.value("body")?.fault("there is no body “\(body)”")
        }
        if let function, let organisations, !organisations.has(function: function) {
            when.value("function")?.fault("no body has the function “\(function)”")
        }
        return SamplingRules.Stratum(body: body, function: function, level: when.choice("level"), share: share)
    }

    // MARK: Signs

    private static let signs = [
        "asked_again", "top_grades", "rating_burst", "unreached", "bulk_closing", "late_pause", "hasty_contact",
    ]

    private static func signs(_ root: YAMLMapping) -> SignRules? {
        let again = root.mapping("asked_again", keys: ["within_days", "category_digits", "at_least", "share"])
            .flatMap(askedAgain)
        let top = root.mapping("top_grades", keys: ["at_least", "share", "asked_again_share"]).flatMap(topGrades)
        let ratings = root.mapping("rating_burst", keys: ["at_least", "within_minutes"]).flatMap(burst)
        let unreached = root.mapping("unreached", keys: ["after_days", "at_least", "times"]).flatMap(unreached)
        let closing = root.mapping("bulk_closing", keys: ["at_least", "within_minutes", "minutes_before_deadline"])
        let closings = closing.flatMap(burst)
        let before = closing?.whole("minutes_before_deadline", in: 1...100_000)
        let pause = root.mapping("late_pause", keys: ["within_minutes", "at_least", "share"])
            .flatMap { hasty($0, "within_minutes", TimeSpan.minutes) }
        let contact = root.mapping("hasty_contact", keys: ["within_seconds", "at_least", "share"])
            .flatMap { hasty($0, "within_seconds") { TimeSpan(milliseconds: Int64($0) * 1000) } }
        guard let again, let top, let ratings, let unreached, let closings, let before, let pause, let contact else {
            return nil
        }
        return SignRules(
            askedAgain: again, topGrades: top, ratingBurst: ratings, unreached: unreached, bulkClosing: closings,
            bulkClosingBefore: .minutes(before), latePause: pause, hastyContact: contact)
    }

    private static func askedAgain(_ root: YAMLMapping) -> SignRules.AskedAgain? {
        let days = root.whole("within_days", in: 1...366)
        let digits = root.whole("category_digits", in: 2...6)
        let (least, share) = (least(root), root.number("share", in: 0...1))
        guard let days, let digits, let least, let share else { return nil }
        return SignRules.AskedAgain(withinDays: days, categoryDigits: digits, atLeast: least, share: share)
    }

    private static func topGrades(_ root: YAMLMapping) -> SignRules.TopGrades? {
        let (least, share) = (least(root), root.number("share", in: 0...1))
        let again = root.number("asked_again_share", in: 0...1)
        guard let least, let share, let again else { return nil }
        return SignRules.TopGrades(atLeast: least, share: share, askedAgainShare: again)
    }

    private static func burst(_ root: YAMLMapping) -> SignRules.Burst? {
        let minutes = root.whole("within_minutes", in: 1...1440)
        guard let least = least(root), let minutes else { return nil }
        return SignRules.Burst(atLeast: least, withinMinutes: minutes)
    }

    private static func unreached(_ root: YAMLMapping) -> SignRules.Unreached? {
        let days = root.whole("after_days", in: 1...366)
        let (least, times) = (least(root), root.number("times", in: 1...100))
        guard let days, let least, let times else { return nil }
        return SignRules.Unreached(afterDays: days, atLeast: least, times: times)
    }

    private static func hasty(
        _ root: YAMLMapping, _ within: String, _ span: (Int) -> TimeSpan
    ) -> SignRules.Hasty? {
        let amount = root.whole(within, in: 1...100_000)
        let (least, share) = (least(root), root.number("share", in: 0...1))
        guard let amount, let least, let share else { return nil }
        return SignRules.Hasty(within: span(amount), atLeast: least, share: share)
    }

    /// One of a kind is never a sign.
    private static func least(_ root: YAMLMapping) -> Int? { root.whole("at_least", in: 2...1_000_000) }
}
