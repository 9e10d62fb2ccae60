package import Civics

/// A limit that runs, or ran, for a request: computed from its events and the calendar, never stored as such, so that
/// any deadline of the past can be shown again as it was.
package struct Clock: Hashable, Sendable {
    package typealias Kind = ClockKind

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
    /// When the shares of the time named in `limits.yml` are used up.
    package let yellowAt: Instant?
    package let redAt: Instant?

    /// What is used up at `now`, in the limit's kind of time; `nil` where the calendar has a gap.
    package func used(at now: Instant, calendar: WorkingCalendar) -> TimeSpan? {
        if let leftAtPause { return total - leftAtPause }
        guard let deadline else { return nil }
        let end = stoppedAt ?? now
        guard limit.countsWorkingTime else { return total - (deadline - end) }
        guard let left = try? calendar.workingTime(from: end, to: deadline) else { return nil }
        return total - left
    }

    package func state(at now: Instant) -> State {
        if leftAtPause != nil { return .paused }
        guard let deadline else { return .unknown }
        if let stoppedAt { return stoppedAt <= deadline ? .met : .missed }
        return Self.state(at: now, deadline: deadline, yellowAt: yellowAt, redAt: redAt)
    }

    /// The state of a clock that runs.
    package static func state(at now: Instant, deadline: Instant, yellowAt: Instant?, redAt: Instant?) -> State {
        if now > deadline { return .overdue }
        if let redAt, now >= redAt { return .red }
        if let yellowAt, now >= yellowAt { return .yellow }
        return .green
    }
}

extension ServiceRequest {
    /// All clocks that run or ran, in the order of the way of a request; the close clock of the last round.
    package func clocks(in city: City) -> [Clock] { Clock.Kind.allCases.compactMap { clock($0, in: city) } }

    /// One clock; `nil` when it has not started.
    package func clock(_ kind: Clock.Kind, in city: City) -> Clock? {
        let ended = withdrawnAt ?? refusedAt
        switch kind {
        case .dispatch:
            return Clock.run(
                kind, limits.dispatch, from: atDispatcherSince, stoppedAt: leftDispatcherAt ?? ended, in: city)
        case .sign:
            guard let dispatchedAt else { return nil }
            return Clock.run(
                kind, limits.sign, from: dispatchedAt, stoppedAt: signedAt ?? returnedAt ?? ended, in: city)
        case .contact:
            guard let firstDispatchedAt else { return nil }
            let stopped = firstAnsweredAt ?? ended
            return Clock.run(kind, limits.contact, from: firstDispatchedAt, stoppedAt: stopped, in: city)
        case .close: return rounds.last.map { closeClock($0, in: city) }
        case .callBack:
            guard let closedAt, stage == .closed || stage == .calledBack else { return nil }
            let isOver = callBack?.reached == true || hasGivenUpCalling(in: city)
            return Clock.run(
                kind, city.limits.callBack, from: closedAt, stoppedAt: isOver ? calledBackAt : nil, in: city)
        case .supervision:
            guard let supervision, let limit = supervision.limit else { return nil }
            let stopped = supervision.answeredAt ?? supervision.liftedAt ?? ended
            return Clock.run(kind, limit, from: supervision.orderedAt, stoppedAt: stopped, in: city)
        }
    }

    /// Nobody answered as often as the city calls; unanswered it stays.
    package func hasGivenUpCalling(in city: City) -> Bool {
        rounds.last.map { $0.missedCalls >= city.limits.callBackAttempts } ?? false
    }

    /// The clocks of a body that helps: to sign, and to answer the lead in time for the lead to close.
    /// - Parameter kind: `.sign` or `.close`; the latter has the city's share (`co_handling`) of the lead's limit, and
    ///   stops while the lead's is paused.
    package func clock(_ kind: Clock.Kind, of helper: CoHandler, in city: City) -> Clock {
        let ended = closedAt.flatMap { $0 > helper.since ? $0 : nil } ?? withdrawnAt ?? refusedAt
        guard kind == .close, let round = rounds.last else {
            return Clock.run(
                .sign, limits.sign, from: helper.since, stoppedAt: helper.signedAt ?? helper.returnedAt ?? ended,
                in: city)
        }
        let limit = (round.limit ?? limits.close).share(city.limits.coHandlingShare, in: city.calendar)
        return Clock.run(
            .close, limit, from: helper.since, stoppedAt: helper.repliedAt ?? ended,
            pauses: round.pauses.filter { $0.from >= helper.since }, in: city)
    }

    /// The nearest clock of a body that helps; `nil` when nothing runs for it.
    package func nextClock(of helper: CoHandler, in city: City) -> Clock? {
        guard !stage.isEnded else { return nil }
        return [Clock.Kind.sign, .close].map { clock($0, of: helper, in: city) }.nearestRunning
    }

    /// The close clock of a round, with its pauses and extension.
    package func closeClock(_ round: Round, in city: City) -> Clock {
        Clock.run(
            .close, round.limit ?? limits.close, from: round.startedAt,
            stoppedAt: round.closedAt ?? withdrawnAt ?? refusedAt,
            pauses: round.pauses, granted: round.granted, in: city)
    }

    /// The clock that the people who have the request now must watch: the nearest one of those that run.
    package func nextClock(in city: City) -> Clock? {
        switch stage {
        case .awaitingDispatch: clock(.dispatch, in: city)
        case .awaitingAdjudication: clock(.close, in: city)
        case .paused: [clock(.supervision, in: city)].nearestRunning ?? clock(.close, in: city)
        case .awaitingSigning: [clock(.sign, in: city), clock(.supervision, in: city)].nearestRunning
        case .inProgress:
            [clock(.contact, in: city), clock(.close, in: city), clock(.supervision, in: city)].nearestRunning
        case .closed: [clock(.callBack, in: city)].nearestRunning
        case .calledBack, .refused, .withdrawn, .merged, .archived: nil
        }
    }
}

extension [Clock?] {
    /// Of the clocks that run, the one that ends first; one without a deadline ends last.
    fileprivate var nearestRunning: Clock? {
        compactMap { $0?.stoppedAt == nil ? $0 : nil }
            .min { ($0.deadline?.milliseconds ?? .max) < ($1.deadline?.milliseconds ?? .max) }
    }
}

extension Clock {
    /// When a limit that started then is used up; `nil` where the calendar has a gap.
    static func end(of limit: TimeLimit, from start: Instant, in city: City) -> Instant? {
        try? later(limit, limit.amount(in: city.calendar), than: start, calendar: city.calendar)
    }

    fileprivate static func run(
        _ kind: Kind, _ limit: TimeLimit, from start: Instant, stoppedAt: Instant?,
        pauses: [ServiceRequest.Pause] = [], granted: TimeSpan = .zero, in city: City
    ) -> Clock {
        let calendar = city.calendar
        let total = limit.amount(in: calendar) + granted
        func clock(
            deadline: Instant?, gap: CalendarGap? = nil, left: TimeSpan? = nil, yellowAt: Instant? = nil,
            redAt: Instant? = nil
        ) -> Clock {
            Clock(
                kind: kind, limit: limit, startedAt: start, deadline: deadline, gap: gap, leftAtPause: left,
                stoppedAt: stoppedAt, total: total, yellowAt: yellowAt, redAt: redAt)
        }
        func share(_ share: Double) -> TimeSpan {
            TimeSpan(milliseconds: Int64(Double(total.milliseconds) * (1 - share)))
        }
        do throws(CalendarGap) {
            var left = total
            var from = start
            for pause in pauses {
                left = left - (try elapsed(limit, from: from, to: pause.from, calendar: calendar))
                guard let end = pause.to else { return clock(deadline: nil, left: left) }
                from = end
            }
            return clock(
                deadline: try later(limit, left, than: from, calendar: calendar),
                yellowAt: try later(limit, left - share(city.limits.yellow), than: from, calendar: calendar),
                redAt: try later(limit, left - share(city.limits.red), than: from, calendar: calendar))
        } catch {
            return clock(deadline: nil, gap: error)
        }
    }

    private static func later(
        _ limit: TimeLimit, _ span: TimeSpan, than start: Instant, calendar: WorkingCalendar
    ) throws(CalendarGap) -> Instant {
        guard limit.countsWorkingTime else { return start + span }
        return span > .zero ? try calendar.add(span, to: start) : start
    }

    private static func elapsed(
        _ limit: TimeLimit, from start: Instant, to end: Instant, calendar: WorkingCalendar
    ) throws(CalendarGap) -> TimeSpan {
        limit.countsWorkingTime ? try calendar.workingTime(from: start, to: end) : end - start
    }
}
