package import Civics

/// A limit that runs, or ran, for a request: computed from its events and the calendar, never stored as such, so that
/// any deadline of the past can be shown again as it was.
package struct Clock: Hashable, Sendable {
    package enum Kind: Int, CaseIterable, Sendable {
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
    }

    package enum State: String, Sendable {
        case green, yellow, red
        /// Past the deadline and still running.
        case overdue
        /// Does not run; what is left is kept.
        case paused
        /// Stopped in time, or late.
        case met, missed
        /// The calendar has no data for a year that the deadline touches.
        case unknown
    }

    package let kind: Kind
    package let limit: TimeLimit
    package let startedAt: Instant
    /// With extensions and pauses; `nil` while paused, and where the calendar has a gap.
    package let deadline: Instant?
    package let gap: CalendarGap?
    /// Time left when it was paused, in the limit's kind of time.
    package let leftAtPause: TimeSpan?
    package let stoppedAt: Instant?
    /// Elapsed or working time of the whole limit, with what was granted on top.
    package let total: TimeSpan

    /// What is used up at `now`, in the limit's kind of time; `nil` where the calendar has a gap.
    package func used(at now: Instant, calendar: WorkingCalendar) -> TimeSpan? {
        if let leftAtPause { return total - leftAtPause }
        guard let deadline else { return nil }
        let end = stoppedAt ?? now
        guard limit.countsWorkingTime else { return total - (deadline - end) }
        guard let left = try? calendar.workingTime(from: end, to: deadline) else { return nil }
        return total - left
    }

    package func state(at now: Instant, calendar: WorkingCalendar, limits: LimitTable) -> State {
        if leftAtPause != nil { return .paused }
        guard let deadline else { return .unknown }
        if let stoppedAt { return stoppedAt <= deadline ? .met : .missed }
        if now > deadline { return .overdue }
        guard total > .zero, let used = used(at: now, calendar: calendar) else { return .green }
        let share = Double(used.milliseconds) / Double(total.milliseconds)
        return share >= limits.red ? .red : share >= limits.yellow ? .yellow : .green
    }
}

extension ServiceRequest {
    /// All clocks that run or ran, in the order of the way of a request; the close clock of the last round.
    package func clocks(calendar: WorkingCalendar, callBack limit: TimeLimit) -> [Clock] {
        var clocks = [Clock.Kind.dispatch, .sign, .contact, .close].compactMap { clock($0, calendar: calendar) }
        if let closedAt, stage == .closed || stage == .calledBack {
            clocks.append(
                Self.run(.callBack, limit, from: closedAt, stoppedAt: calledBackAt, calendar: calendar))
        }
        return clocks
    }

    /// One clock; `nil` when it has not started.
    package func clock(_ kind: Clock.Kind, calendar: WorkingCalendar) -> Clock? {
        let ended = withdrawnAt ?? refusedAt
        switch kind {
        case .dispatch:
            let stopped = firstDispatchedAt ?? ended
            return Self.run(kind, limits.dispatch, from: receivedAt, stoppedAt: stopped, calendar: calendar)
        case .sign:
            guard let dispatchedAt else { return nil }
            let stopped = signedAt ?? closedAt ?? ended
            return Self.run(kind, limits.sign, from: dispatchedAt, stoppedAt: stopped, calendar: calendar)
        case .contact:
            guard let firstDispatchedAt else { return nil }
            let stopped = contactedAt ?? closedAt ?? ended
            return Self.run(kind, limits.contact, from: firstDispatchedAt, stoppedAt: stopped, calendar: calendar)
        case .close: return rounds.last.map { closeClock($0, calendar: calendar) }
        case .callBack: return nil
        }
    }

    /// The close clock of a round, with its pauses and extension.
    package func closeClock(_ round: Round, calendar: WorkingCalendar) -> Clock {
        Self.run(
            .close, limits.close, from: round.startedAt, stoppedAt: round.closedAt ?? withdrawnAt,
            pauses: round.pauses, granted: round.granted, calendar: calendar)
    }

    /// The clock that the people who have the request now must watch: the nearest one of those that run.
    package func nextClock(calendar: WorkingCalendar, callBack: TimeLimit) -> Clock? {
        switch stage {
        case .awaitingDispatch: clock(.dispatch, calendar: calendar)
        case .awaitingAdjudication, .paused: clock(.close, calendar: calendar)
        case .awaitingSigning: clock(.sign, calendar: calendar)
        case .inProgress:
            [contactedAt == nil ? clock(.contact, calendar: calendar) : nil, clock(.close, calendar: calendar)]
                .compactMap(\.self)
                .min { ($0.deadline?.milliseconds ?? .max) < ($1.deadline?.milliseconds ?? .max) }
        case .closed: clocks(calendar: calendar, callBack: callBack).last
        case .calledBack, .refused, .withdrawn, .merged, .archived: nil
        }
    }

    private static func run(
        _ kind: Clock.Kind, _ limit: TimeLimit, from start: Instant, stoppedAt: Instant?, pauses: [Pause] = [],
        granted: TimeSpan = .zero, calendar: WorkingCalendar
    ) -> Clock {
        let total = limit.amount(in: calendar) + granted
        func clock(deadline: Instant?, gap: CalendarGap? = nil, left: TimeSpan? = nil) -> Clock {
            Clock(
                kind: kind, limit: limit, startedAt: start, deadline: deadline, gap: gap, leftAtPause: left,
                stoppedAt: stoppedAt, total: total)
        }
        do throws(CalendarGap) {
            var left = total
            var from = start
            for pause in pauses {
                left = left - (try elapsed(limit, from: from, to: pause.from, calendar: calendar))
                guard let end = pause.to else { return clock(deadline: nil, left: left) }
                from = end
            }
            let deadline = limit.countsWorkingTime ? try calendar.add(left, to: from) : from + left
            return clock(deadline: deadline)
        } catch {
            return clock(deadline: nil, gap: error)
        }
    }

    private static func elapsed(
        _ limit: TimeLimit, from start: Instant, to end: Instant, calendar: WorkingCalendar
    ) throws(CalendarGap) -> TimeSpan {
        limit.countsWorkingTime ? try calendar.workingTime(from: start, to: end) : end - start
    }
}
