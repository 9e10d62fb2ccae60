package import Casework
package import Civics
package import HTML

/// A clock as it stands at one moment: what the badges and bars show.
package struct ClockReading: Hashable, Sendable {
    package var kind: Clock.Kind
    package var state: Clock.State
    package var limit: TimeLimit
    package var startedAt: Instant
    package var deadline: Instant?
    /// The part of the limit that is used up; 1 and no more when it is overdue.
    package var share: Double
    /// Used up so far, in the limit's kind of time; `nil` where the calendar has a gap.
    package var used: TimeSpan?
    /// What is left, in the limit's kind of time; how long overdue in elapsed time; `nil` when neither.
    package var left: TimeSpan?
    /// The length of a working day, to say working time in days.
    package var workday: TimeSpan

    package init(
        kind: Clock.Kind, state: Clock.State, limit: TimeLimit, startedAt: Instant, deadline: Instant?, share: Double,
        used: TimeSpan?, left: TimeSpan?, workday: TimeSpan = .hours(8)
    ) {
        self.kind = kind
        self.state = state
        self.limit = limit
        self.startedAt = startedAt
        self.deadline = deadline
        self.share = share
        self.used = used
        self.left = left
        self.workday = workday
    }

    /// Reads a clock at a moment.
    package init(_ clock: Clock, at now: Instant, calendar: WorkingCalendar) {
        let state = clock.state(at: now)
        let used = clock.used(at: now, calendar: calendar)
        let share = used.map { Double($0.milliseconds) / Double(max(1, clock.total.milliseconds)) } ?? 0
        let left: TimeSpan? =
            switch state {
            case .green, .yellow, .red, .paused: used.map { clock.total - $0 }
            case .overdue: clock.deadline.map { now - $0 }
            case .missed: clock.deadline.flatMap { deadline in clock.stoppedAt.map { $0 - deadline } }
            case .met, .unknown: nil
            }
        self.init(
            kind: clock.kind, state: state, limit: clock.limit, startedAt: clock.startedAt, deadline: clock.deadline,
            share: min(1, max(0, share)), used: used, left: left, workday: calendar.workdayLength)
    }
}

extension View {
    /// A clock in a list: its face, and what is left or by when.
    ///
    /// - Parameters:
    ///   - says: what the words tell of a running clock.
    ///   - isBig: for the one clock a page is about.
    package func clockBadge(_ reading: ClockReading, says: ClockWords = .left, isBig: Bool = false) -> HTML {
        let looks = looks(of: reading.state)
        return """
            <span class="clock \(raw: looks.style)\(if: isBig, " clock-big")">\(clockFace(reading))\
            \(looks.spoken.map { "<span class=\"visually-hidden\">\(say($0))</span>" })\(clockWords(reading, says))</span>
            """
    }

    /// The words of `clockBadge` alone: `剩 8 分`, `今天 15:00`, `超 1 天 2 小时`, `用 12 分`.
    package func clockWords(_ reading: ClockReading, _ words: ClockWords) -> String {
        switch reading.state {
        case .green, .yellow, .red:
            if words == .deadline, let deadline = reading.deadline { return deadlineWords(deadline) }
            guard let left = reading.left else { return say("时限未知", "limit unknown") }
            let text = spanWords(left, of: reading)
            return say("剩 \(text)", "\(text) left")
        case .overdue:
            let late = span(reading.left ?? .zero)
            return say("超 \(late)", "\(late) overdue")
        case .paused: return say("已暂停", "paused")
        case .met:
            let used = spanWords(reading.used ?? .zero, of: reading)
            return say("用 \(used)", "took \(used)")
        case .missed:
            let late = span(reading.left ?? .zero)
            return say("迟 \(late)", "late by \(late)")
        case .unknown: return say("缺工作日历", "no calendar")
        }
    }

    /// A bar of the limit used, with an accessible sentence.
    package func clockBar(_ reading: ClockReading, height: Int = 12) -> HTML {
        let used = reading.share * 100
        let style: StaticString =
            switch reading.state {
            case .green, .met: "bar-ok"
            case .yellow, .red: "bar-warn"
            case .overdue, .missed: "bar-bad"
            case .paused, .unknown: "bar-paused"
            }
        let title = "\(say(reading.kind.name)): \(limit(reading.limit)), \(clockWords(reading, .left))"
        return """
            <svg class="bar" viewBox="0 0 100 \(height)" preserveAspectRatio="none" role="img"><title>\(title)</title>\
            <rect class="bar-ground" width="100" height="\(height)"/>\
            <rect class="\(raw: style)" width="\(used)" height="\(height)"/></svg>
            """
    }

    private func deadlineWords(_ deadline: Instant) -> String {
        let day = context.city.zone.day(of: deadline)
        return day == context.today ? moment(deadline) : self.day(day)
    }

    private func spanWords(_ span: TimeSpan, of reading: ClockReading) -> String {
        reading.limit.countsWorkingTime ? workingSpan(span, workday: reading.workday) : self.span(span)
    }

    private func clockFace(_ reading: ClockReading) -> HTML {
        let hands: HTML =
            switch reading.state {
            case .green, .yellow, .red, .unknown:
                """
                <circle cx="8" cy="8" r="7" stroke-width="1.5"/><circle cx="8" cy="8" r="2.5" stroke-width="5" \
                pathLength="100" stroke-dasharray="\(Int(reading.share * 100)) 100" transform="rotate(-90 8 8)"/>
                """
            case .overdue:
                """
                <circle cx="8" cy="8" r="7" fill="currentColor" stroke-width="1.5"/>\
                <path class="clock-mark" d="M8 4.5V9M8 11.3v.2" stroke-width="2"/>
                """
            case .missed:
                #"<circle cx="8" cy="8" r="7" stroke-width="1.5"/><path d="M8 4.5V9M8 11.3v.2" stroke-width="1.5"/>"#
            case .paused:
                #"<circle cx="8" cy="8" r="7" stroke-width="1.5"/><path d="M6.2 5.5v5M9.8 5.5v5" stroke-width="1.5"/>"#
            case .met:
                #"<circle cx="8" cy="8" r="7" stroke-width="1.5"/><path d="m5 8.2 2.2 2.2L11 6" stroke-width="1.5"/>"#
            }
        return #"<svg class="clock-face" viewBox="0 0 16 16" aria-hidden="true">\#(hands)</svg>"#
    }

    private func looks(of state: Clock.State) -> (style: StaticString, spoken: LocalName?) {
        switch state {
        case .green: ("clock-ok", nil)
        case .yellow: ("clock-warn", LocalName(zh: "临近：", en: "Due soon: "))
        case .red: ("clock-red", LocalName(zh: "马上到期：", en: "Due very soon: "))
        case .overdue: ("clock-bad", LocalName(zh: "超时：", en: "Overdue: "))
        case .paused: ("clock-paused", nil)
        case .met: ("clock-done", LocalName(zh: "按时：", en: "In time: "))
        case .missed: ("clock-late", LocalName(zh: "超时：", en: "Late: "))
        case .unknown: ("clock-done", nil)
        }
    }
}

/// What the words of a running clock tell.
package enum ClockWords: Sendable {
    /// `剩 3 小时`
    case left
    /// `今天 15:00`, `12月9日`
    case deadline
}
