package import Casework
package import Civics
import HTML

/// A clock with everything its deadline was computed from.
package struct ClockAccount: Hashable, Sendable {
    /// A time in which the clock stood still.
    package struct Pause: Hashable, Sendable {
        package var from: Instant
        /// `nil` while it lasts.
        package var to: Instant?
        package var reason: PauseReason
        /// What had been used of the limit when the pause began, in the limit's kind of time.
        package var usedBefore: TimeSpan
        /// How long it was, or is by now, in the limit's kind of time; `nil` where the calendar has a gap.
        package var length: TimeSpan?

        package init(from: Instant, to: Instant?, reason: PauseReason, usedBefore: TimeSpan, length: TimeSpan?) {
            self.from = from
            self.to = to
            self.reason = reason
            self.usedBefore = usedBefore
            self.length = length
        }
    }

    package var reading: ClockReading
    /// The whole limit with what was granted on top, in its kind of time.
    package var total: TimeSpan
    package var pauses: [Pause]
    /// Granted on top of the limit, in its kind of time.
    package var granted: TimeSpan
    package var stoppedAt: Instant?
    /// The year without a working calendar, where the deadline cannot be computed.
    package var gap: Int?

    package init(
        _ reading: ClockReading, total: TimeSpan, pauses: [Pause] = [], granted: TimeSpan = .zero,
        stoppedAt: Instant? = nil,
        gap: Int? = nil
    ) {
        self.reading = reading
        self.total = total
        self.pauses = pauses
        self.granted = granted
        self.stoppedAt = stoppedAt
        self.gap = gap
    }

    /// The accounts of all clocks of a request, in the order of its way.
    package static func all(of request: ServiceRequest, at now: Instant, in city: City) -> [ClockAccount] {
        request.clocks(in: city).map { clock in
            let round = clock.kind == .close ? request.rounds.last : nil
            return ClockAccount(
                ClockReading(clock, at: now, calendar: city.calendar), total: clock.total,
                pauses: round.map { pauses(of: $0, limit: clock.limit, at: now, calendar: city.calendar) } ?? [],
                granted: round?.granted ?? .zero, stoppedAt: clock.stoppedAt, gap: clock.gap?.year)
        }
    }

    private static func pauses(
        of round: ServiceRequest.Round, limit: TimeLimit, at now: Instant, calendar: WorkingCalendar
    ) -> [Pause] {
        func length(_ start: Instant, _ end: Instant) -> TimeSpan? {
            limit.countsWorkingTime ? try? calendar.workingTime(from: start, to: end) : end - start
        }
        var used = TimeSpan.zero
        var from = round.startedAt
        return round.pauses.map { pause in
            used += length(from, pause.from) ?? .zero
            let end = pause.to ?? now
            from = end
            return Pause(
                from: pause.from, to: pause.to, reason: pause.reason, usedBefore: used, length: length(pause.from, end))
        }
    }
}

extension View {
    /// The clocks side by side; the closing with its bar and with how its deadline came about.
    func clockStrip(_ accounts: [ClockAccount]) -> HTML {
        let order: [Clock.Kind] = [.dispatch, .sign, .contact, .close, .callBack]
        let cells = order.compactMap { kind -> HTML? in
            guard let account = accounts.first(where: { $0.reading.kind == kind }) else {
                return kind == .callBack ? nil : waitingClock(kind)
            }
            return kind == .close ? closingClock(account) : smallClock(account)
        }
        return "<div class=\"clocks\" role=\"group\" aria-label=\"\(say("时钟", "Clocks"))\">\(cells)</div>"
    }

    /// A clock that has not started.
    private func waitingClock(_ kind: Clock.Kind) -> HTML {
        """
        <div\(if: kind == .close, #" class="clock-wide""#)><span class="stat-label">\(say(kind.name))</span>\
        <p class="row row-tight muted">\(say("还没开始", "not started"))</p></div>
        """
    }

    private func smallClock(_ account: ClockAccount) -> HTML {
        let reading = account.reading
        return """
            <div><span class="stat-label">\(say(reading.kind.name))</span>\
            <p class="row row-tight">\(clockBadge(reading))</p>\
            <span class="stat-base">\(say("规定 \(limit(reading.limit))", "limit \(limit(reading.limit))"))</span></div>
            """
    }

    private func closingClock(_ account: ClockAccount) -> HTML {
        let reading = account.reading
        let due: String? =
            switch reading.state {
            case .green, .yellow, .red, .overdue: reading.deadline.map { until($0) }
            case .paused, .met, .missed, .unknown: nil
            }
        return """
            <div class="clock-wide"><span class="stat-label">\(say(reading.kind.name))</span>\
            <p class="row row-tight">\(clockBadge(reading))\(due.map { "<span class=\"soft\">\($0)</span>" })</p>\
            \(accountBar(account))\
            <details class="how"><summary>\(say("期限怎么算的", "How the deadline is worked out"))</summary>\
            <dl class="pairs">\(accountRows(account))</dl></details></div>
            """
    }

    /// Start, limit, pauses, extension, deadline, end: the steps of the calculation.
    func accountRows(_ account: ClockAccount) -> [HTML] {
        let reading = account.reading
        func row(_ name: String, _ value: HTML) -> HTML { "<dt>\(name)</dt><dd>\(value)</dd>" }
        var rows = [
            row(say("起算", "Starts"), "\(moment(reading.startedAt))"),
            row(say("时限", "Limit"), "\(limit(reading.limit))"),
        ]
        for pause in account.pauses {
            let end = pause.to.map { moment($0) } ?? say("现在（还没恢复）", "now (not resumed)")
            let length = pause.length.map { amount($0, of: reading) } ?? "—"
            rows.append(
                row(
                    say("暂停", "Paused"),
                    """
                    \(say("\(moment(pause.from)) 至 \(end)", "\(moment(pause.from)) to \(end)"))<br>\
                    \(say(pause.reason.name)) · \(say("不计 \(length)", "\(length) not counted"))
                    """))
        }
        if account.granted > .zero {
            rows.append(row(say("延期", "Extension"), "\(say("加", "plus")) \(amount(account.granted, of: reading))"))
        }
        if let gap = account.gap {
            rows.append(
                row(
                    say("到期", "Due"),
                    """
                    <span class="c-bad">\(say("\(String(gap)) 年的工作日历还没有录入，算不出来，不猜。", "There is no working calendar for \(String(gap)) yet: not known, and not guessed."))</span>
                    """))
        } else if let deadline = reading.deadline {
            rows.append(row(say("到期", "Due"), "<b>\(moment(deadline))</b>"))
        } else if reading.state == .paused, let left = reading.left {
            rows.append(
                row(
                    say("到期", "Due"),
                    "\(say("恢复计时后还有 \(amount(left, of: reading))", "\(amount(left, of: reading)) after it resumes"))"))
        }
        if let stoppedAt = account.stoppedAt { rows.append(row(say("停止", "Stopped"), "\(moment(stoppedAt))")) }
        return rows
    }

    private func amount(_ span: TimeSpan, of reading: ClockReading) -> String {
        reading.limit.countsWorkingTime ? workingSpan(span, workday: reading.workday) : self.span(span)
    }

    /// The limit as a bar: what is used, and between it the pauses, which are not counted.
    private func accountBar(_ account: ClockAccount) -> HTML? {
        let reading = account.reading
        guard let used = reading.used, used >= .zero else { return nil }
        let paused = account.pauses.reduce(0.0) { $0 + Double($1.length?.milliseconds ?? 0) }
        let whole = Double(max(account.total.milliseconds, used.milliseconds, 1))
        let scale = 170 / (whole + paused)
        let style: StaticString =
            switch reading.state {
            case .green, .met, .paused, .unknown: "bar-ok"
            case .yellow, .red: "bar-warn"
            case .overdue, .missed: "bar-bad"
            }
        var pieces: [HTML] = []
        var x = 0.0
        func add(_ length: Int64, _ style: StaticString) {
            guard length > 0 else { return }
            let width = Double(length) * scale
            pieces.append("<rect class=\"\(raw: style)\" x=\"\(x)\" width=\"\(width)\" height=\"8\"/>")
            x += width
        }
        var done: Int64 = 0
        for pause in account.pauses {
            add(pause.usedBefore.milliseconds - done, style)
            done = pause.usedBefore.milliseconds
            add(pause.length?.milliseconds ?? 0, "bar-paused")
        }
        add(used.milliseconds - done, style)
        let title = say(
            "\(reading.kind.name.zh)：\(limit(reading.limit))，\(clockWords(reading, .left))",
            "\(reading.kind.name.en): \(limit(reading.limit)), \(clockWords(reading, .left))")
        return """
            <svg class="bar" viewBox="0 0 170 8" preserveAspectRatio="none" role="img"><title>\(title)</title>\
            <rect class="bar-ground" width="170" height="8"/>\(pieces)</svg>
            """
    }
}
