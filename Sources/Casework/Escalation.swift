package import Civics

/// What a rule of the city (`supervision.yml`) wants done with a request now.
package struct DueAction: Hashable, Sendable {
    package let rule: SupervisionRule
    /// From when its conditions held.
    package let since: Instant
    /// The body that helps, where the rule goes by its clock.
    package var helper: OrganisationID?
    package let command: RequestCommand
}

extension ServiceRequest {
    /// The weightiest thing that the city's rules want done at `now`; `nil` when there is none. Pure, like `decide`.
    ///
    /// Each rule acts once in a round (`reminders`), for helpers once for each, and levels of supervision only rise. What a
    /// lighter rule would say is passed over once something has been said automatically after it came to hold: whoever
    /// several rules were missed on, while nobody looked, gets one of them.
    /// - Parameters:
    ///   - same: requests of this person about this matter, this one among them.
    ///   - inForceSince: when the city first had the rule in this form. What was late before that is left to people.
    package func dueAction(
        at now: Instant, in city: City, same: Int = 1, inForceSince: (SupervisionRule) -> Instant?
    ) -> DueAction? {
        guard !stage.isEnded, mayBeToldNow(now, in: city) else { return nil }
        var clocks = RunningClocks(self, city)
        var best: DueAction?
        for rule in city.supervision.rules {
            guard same >= rule.when.same ?? 1, let start = inForceSince(rule) else { continue }
            for (holding, helper) in holdings(rule, &clocks)
            where holding.begin > start && holding.since <= now && now <= holding.until ?? now
                && rule.action.weight > best?.rule.action.weight ?? 0
            {
                best = DueAction(
                    rule: rule, since: holding.since, helper: helper, command: rule.command(toHelper: helper))
            }
        }
        return best
    }

    /// When the rules should look at this request next, as far as is known now: not later than any of them comes to hold.
    /// `nil` when none will without something happening. Looking in vain does no harm.
    /// - Parameter holding: whether rules count that hold at `now` already; those that have been looked at need not.
    package func nextLook(after now: Instant, holding countsHolding: Bool = true, in city: City) -> Instant? {
        guard !stage.isEnded else { return nil }
        var clocks = RunningClocks(self, city)
        var next: Instant?
        for rule in city.supervision.rules {
            // How many requests somebody has brought is asked when this one comes in, and when it is dispatched.
            if rule.when.same != nil, version > 1, lastEventAt != dispatchedAt { continue }
            for (holding, _) in holdings(rule, &clocks)
            where now <= holding.until ?? now && (countsHolding || holding.since > now) {
                next = min(next ?? holding.since, max(holding.since, now))
            }
        }
        return next
    }

    /// Ordinary matters are taken up in working hours; an hour without a calendar is none.
    package func mayBeToldNow(_ now: Instant, in city: City) -> Bool {
        city.supervision.atAnyHour.contains(urgency) || city.calendar.isOpen(at: now)
    }

    /// The moments between which a rule that has not acted yet holds, as the request stands.
    fileprivate struct Holding {
        /// The deadline, urge or pause that set it off.
        var begin: Instant
        var since: Instant
        var until: Instant?
    }

    /// For the request, or for each body that helps where the rule goes by their clocks.
    private func holdings(
        _ rule: SupervisionRule, _ clocks: inout RunningClocks
    ) -> [(holding: Holding, helper: OrganisationID?)] {
        let when = rule.when
        guard (when.kind ?? kind) == kind, (when.urgency ?? urgency) == urgency, (when.line ?? line) == line else {
            return []
        }
        if let condition = when.clock, condition.holder == .helper {
            return coHandlers.compactMap { helper in
                hold(rule, condition, of: helper, in: clocks.city).map { ($0, helper.body) }
            }
        }
        return hold(rule, &clocks).map { [($0, nil)] } ?? []
    }

    /// Whoever asks to be let go waits for the dispatcher, and is left in peace.
    private func hold(
        _ rule: SupervisionRule, _ condition: SupervisionRule.ClockCondition, of helper: CoHandler, in city: City
    ) -> Holding? {
        guard !helper.reminders.contains(rule.id),
            [.awaitingSigning, .inProgress, .paused].contains(stage(of: helper))
        else { return nil }
        let clock = clock(condition.kind, of: helper, in: city)
        var holding = Holding(begin: helper.since, since: helper.since)
        guard clock.stoppedAt == nil, holding.take(clock, condition, city) else { return nil }
        if let said = helper.remindedAt, holding.since <= said { return nil }
        return holding
    }

    private func hold(_ rule: SupervisionRule, _ clocks: inout RunningClocks) -> Holding? {
        let when = rule.when
        guard !reminders.contains(rule.id), urges >= when.urges ?? 0,
            (when.level ?? supervisionLevel) == supervisionLevel,
            !when.isExtended || (rounds.last?.granted ?? .zero) > .zero
        else { return nil }
        var holding = Holding(begin: receivedAt, since: receivedAt)
        if when.urges != nil {
            guard let lastUrgedAt else { return nil }
            holding.raise(to: lastUrgedAt, lastUrgedAt)
        }
        if let condition = when.clock {
            guard let running = clocks.running(condition.kind), holding.take(running, condition, clocks.city) else {
                return nil
            }
        }
        if let longest = when.pausedFor {
            guard stage == .paused, let pause = rounds.last?.pauses.last, pause.to == nil,
                let end = Clock.end(of: longest, from: pause.from, in: clocks.city)
            else { return nil }
            holding.raise(to: end, pause.from)
        }
        switch rule.action {
        case .supervise(let level, _):
            guard lead != nil, level > supervision?.level ?? 0 else { return nil }
        case .remind, .tell:
            // Something was said since.
            if let said = lastAutomaticAt, holding.since <= said { return nil }
        }
        return holding
    }

    /// When a rule last acted in this round, or an order was given.
    private var lastAutomaticAt: Instant? { [remindedAt, supervision?.orderedAt].compactMap(\.self).max() }
}

extension ServiceRequest.Holding {
    fileprivate mutating func raise(to moment: Instant, _ begin: Instant) {
        since = max(since, moment)
        self.begin = max(self.begin, begin)
    }

    /// `false` where the clock cannot come to that state.
    fileprivate mutating func take(
        _ clock: Clock, _ condition: SupervisionRule.ClockCondition, _ city: City
    ) -> Bool {
        guard let deadline = clock.deadline else { return false }
        switch condition.state {
        case .yellow:
            guard let yellow = clock.yellowAt else { return false }
            raise(to: yellow, yellow)
            until = clock.redAt ?? deadline
        case .red:
            guard let red = clock.redAt else { return false }
            raise(to: red, red)
            until = deadline
        case .overdue:
            // At the deadline itself it is not late yet.
            var late = deadline + TimeSpan(milliseconds: 1)
            if let lasting = condition.lasting {
                guard let end = Clock.end(of: lasting, from: deadline, in: city) else { return false }
                late = max(late, end)
            }
            raise(to: late, deadline)
        }
        return since <= until ?? since
    }
}

/// The clocks of a request that run, each worked out once.
private struct RunningClocks {
    let city: City
    private let request: ServiceRequest
    private var known: [ClockKind: Clock?] = [:]

    init(_ request: ServiceRequest, _ city: City) {
        self.request = request
        self.city = city
    }

    mutating func running(_ kind: ClockKind) -> Clock? {
        if let found = known[kind] { return found }
        let clock = request.clock(kind, in: city).flatMap { $0.stoppedAt == nil && $0.deadline != nil ? $0 : nil }
        known[kind] = .some(clock)
        return clock
    }
}

extension SupervisionRule {
    /// What carries the rule out.
    fileprivate func command(toHelper helper: OrganisationID?) -> RequestCommand {
        switch action {
        case .remind, .tell: helper.map { .remindHelper(rule: id, body: $0) } ?? .remind(rule: id)
        case .supervise(let level, let reason): .escalate(rule: id, level: level, reason: reason)
        }
    }
}
