import Civics

/// Reads `limits.yml`: how long each step may take.
struct LimitFile {
    static let file = "limits.yml"

    let table: LimitTable

    init?(_ folder: CityFolder) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow([
            "version", "warning", "extension", "callback", "callback_attempts", "co_handling", "rectification",
            "contest",
            "supervision", "rules",
        ])
        let version = root.day("version")
        let (yellow, red) = Self.warning(root)
        let (times, share) = Self.extensions(root)
        let callBack = root.limit("callback")
        let attempts = root.whole("callback_attempts", in: 1...20)
        let helping = root.mapping("co_handling", keys: ["share"])?.number("share", in: 0.05...1)
        let (rectification, contest) = (Self.rectification(root), root.limit("contest"))
        let supervision = Self.supervision(root)
        let rules = Self.rules(root)
        guard let version, let yellow, let red, let times, let share, let callBack, let attempts, let helping,
            let rectification, let contest, let supervision, let rules
        else { return nil }
        table = LimitTable(
            version: version.description, rules: rules, yellow: yellow, red: red, extensionTimes: times,
            extensionShare: share, callBack: callBack, callBackAttempts: attempts, coHandlingShare: helping,
            rectification: rectification.limit, contest: contest, supervision: supervision)
    }

    private static func warning(_ root: YAMLMapping) -> (yellow: Double?, red: Double?) {
        guard let warning = root.mapping("warning", keys: ["yellow", "red"]) else { return (nil, nil) }
        let yellow = warning.number("yellow", in: 0...1)
        let red = warning.number("red", in: 0...1)
        if let yellow, let red, yellow >= red {
            warning.fault("yellow (\(yellow)) must come before red (\(red))")
        }
        return (yellow, red)
    }

    private static func extensions(_ root: YAMLMapping) -> (times: Int?, share: Double?) {
        guard let extensions = root.mapping("extension", keys: ["times", "share"]) else { return (nil, nil) }
        // GB/T 33358-2016: once, with a reason and an approval.
        return (extensions.whole("times", in: 0...1), extensions.number("share", in: 0...10))
    }

    /// `none` where a bad rating opens nothing by itself.
    private static func rectification(_ root: YAMLMapping) -> (limit: TimeLimit?, Void)? {
        if root.value("rectification")?.text == "none" { return (nil, ()) }
        return root.limit("rectification").map { ($0, ()) }
    }

    private static func supervision(_ root: YAMLMapping) -> [TimeLimit]? {
        guard let levels = root.mapping("supervision", keys: ["1", "2", "3"]) else { return nil }
        let limits = ["1", "2", "3"].compactMap { levels.limit($0) }
        return limits.count == 3 ? limits : nil
    }

    private static func rules(_ root: YAMLMapping) -> [LimitTable.Rule]? {
        guard let list = root.list("rules") else { return nil }
        let before = root.faultCount
        let rules = list.compactMap(rule)
        guard root.faultCount == before else { return nil }
        checkCoverage(rules, list, root)
        return rules
    }

    private static func rule(_ value: YAMLValue) -> LimitTable.Rule? {
        guard let entry = value.mapping(keys: ["when", "dispatch", "sign", "contact", "close"]) else { return nil }
        let when = entry.mapping("when", keys: ["line", "kind", "urgency"])
        let kind: RequestKind? = when?.choice("kind")
        let urgency: Urgency? = when?.choice("urgency")
        let line: ServiceLine? = when?.choice("line")
        let (dispatch, sign) = (entry.limit("dispatch"), entry.limit("sign"))
        let (contact, close) = (entry.limit("contact"), entry.limit("close"))
        guard let dispatch, let sign, let contact, let close else { return nil }
        return LimitTable.Rule(
            kind: kind, urgency: urgency, line: line,
            limits: ServiceLimits(dispatch: dispatch, sign: sign, contact: contact, close: close))
    }

    /// Every request must find a rule, and every rule a request.
    private static func checkCoverage(_ rules: [LimitTable.Rule], _ list: [YAMLValue], _ root: YAMLMapping) {
        var used: Set<Int> = []
        var open: [String] = []
        for line in ServiceLine.allCases {
            for urgency in Urgency.allCases {
                for kind in RequestKind.allCases {
                    let match = rules.firstIndex {
                        ($0.kind ?? kind) == kind && ($0.urgency ?? urgency) == urgency && ($0.line ?? line) == line
                    }
                    if let match {
                        used.insert(match)
                    } else {
                        open.append("\(line.rawValue) \(urgency.rawValue) \(kind.rawValue)")
                    }
                }
            }
        }
        if !open.isEmpty { root.value("rules")?.fault("no rule fits a request that is \(listed(open))") }
        for (index, value) in list.enumerated() where !used.contains(index) {
            value.fault("the rule never applies: all it fits is taken by rules above it")
        }
    }
}
