/// A limit that runs for a request.
package enum ClockKind: Int, CaseIterable, Sendable {
    /// 派单
    case dispatch = 1
    /// 签收
    case sign = 2
    /// 首次联系
    case contact = 3
    /// 办结
    case close = 4
    /// 回访
    case callBack = 5
    /// 督办答复
    case supervision = 6
}

/// Why a request is put under supervision (督办事由).
package enum SupervisionReason: String, CaseIterable, Sendable {
    case refusal, overdue, unresolved
    case badEffect = "bad-effect"
    case repeated
}

/// When the city urges and escalates by itself (系统催办、自动督办), from `supervision.yml`.
package struct SupervisionRules: Hashable, Sendable {
    package var rules: [SupervisionRule]
    /// Requests of this urgency are acted on at any hour, all others in working hours only.
    package var atAnyHour: Set<Urgency>

    package init(rules: [SupervisionRule] = [], atAnyHour: Set<Urgency> = []) {
        self.rules = rules
        self.atAnyHour = atAnyHour
    }

    package func rule(_ id: String) -> SupervisionRule? { rules.first { $0.id == id } }
}

/// One rule: once in a round of handling, when all its conditions hold, it does one thing. A rule about helpers does so
/// once for each of them.
package struct SupervisionRule: Hashable, Sendable {
    package struct Condition: Hashable, Sendable {
        package var clock: ClockCondition?
        /// The person has urged at least so often.
        package var urges: Int?
        /// The person has brought at least so many requests of the same category and town, this one among them.
        package var same: Int?
        /// The close limit was extended.
        package var isExtended: Bool
        /// The clock has been paused at least that long.
        package var pausedFor: TimeLimit?
        /// An order of this level stands.
        package var level: Int?
        package var kind: RequestKind?
        package var urgency: Urgency?
        package var line: ServiceLine?

        package init(
            clock: ClockCondition? = nil, urges: Int? = nil, same: Int? = nil, isExtended: Bool = false,
            pausedFor: TimeLimit? = nil, level: Int? = nil, kind: RequestKind? = nil, urgency: Urgency? = nil,
            line: ServiceLine? = nil
        ) {
            self.clock = clock
            self.urges = urges
            self.same = same
            self.isExtended = isExtended
            self.pausedFor = pausedFor
            self.level = level
            self.kind = kind
            self.urgency = urgency
            self.line = line
        }
    }

    package struct ClockCondition: Hashable, Sendable {
        package enum State: String, CaseIterable, Sendable {
            case yellow, red, overdue
        }

        /// Whose clock it is.
        package enum Holder: String, CaseIterable, Sendable {
            case lead
            /// Each co-handler's own (协办单位): to sign, and to answer the lead.
            case helper
        }

        package var kind: ClockKind
        package var holder: Holder
        package var state: State
        /// With `overdue`: for at least so long after the deadline.
        package var lasting: TimeLimit?

        package init(_ kind: ClockKind, of holder: Holder = .lead, _ state: State, lasting: TimeLimit? = nil) {
            self.kind = kind
            self.holder = holder
            self.state = state
            self.lasting = lasting
        }
    }

    package enum Action: Hashable, Sendable {
        /// 催办: the lead is reminded, or the helper whose clock the rule goes by.
        case remind
        /// 督办: an order of this level.
        case supervise(level: Int, reason: SupervisionReason)
        /// Those of this role are told.
        case tell(Role)

        /// Of several things due at once the weightiest is done.
        package var weight: Int {
            switch self {
            case .remind: 1
            case .tell: 2
            case .supervise(let level, _): 10 * level
            }
        }
    }

    package var id: String
    package var name: LocalName
    package var when: Condition
    package var action: Action

    package init(id: String, name: LocalName, when: Condition, action: Action) {
        self.id = id
        self.name = name
        self.when = when
        self.action = action
    }

    /// What the rule says, without its name: a rule that says something else comes into force anew.
    package var mark: String {
        var parts: [String] = []
        if let clock = when.clock {
            parts.append("\(clock.kind) \(clock.state.rawValue) \(clock.lasting.map { "\($0)" } ?? "")")
            if clock.holder == .helper { parts.append("of helper") }
        }
        if let urges = when.urges { parts.append("urges \(urges)") }
        if let same = when.same { parts.append("same \(same)") }
        if when.isExtended { parts.append("extended") }
        if let paused = when.pausedFor { parts.append("paused \(paused)") }
        if let level = when.level { parts.append("level \(level)") }
        parts += [when.kind?.rawValue, when.urgency?.rawValue, when.line?.rawValue].compactMap(\.self)
        switch action {
        case .remind: parts.append("remind")
        case .supervise(let level, let reason): parts.append("supervise \(level) \(reason.rawValue)")
        case .tell(let role): parts.append("tell \(role.rawValue)")
        }
        return parts.joined(separator: "; ")
    }
}
