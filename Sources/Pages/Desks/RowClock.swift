package import Casework
package import Civics

extension ClockReading {
    /// Reads a clock of which a list knows its end alone; how much is used follows from the limit that held.
    ///
    /// - Parameters:
    ///   - deadline: `nil` while the clock stands still, and where the calendar has a gap.
    ///   - isPaused: the case's clock stands still.
    package init(
        _ kind: Clock.Kind, limit: TimeLimit, deadline: Instant?, yellowAt: Instant?, redAt: Instant?,
        isPaused: Bool = false, startedAt: Instant, at now: Instant, calendar: WorkingCalendar
    ) {
        let total = limit.amount(in: calendar)
        guard let deadline, !isPaused else {
            self.init(
                kind: kind, state: isPaused ? .paused : .unknown, limit: limit, startedAt: startedAt, deadline: nil,
                share: 0, used: nil, left: nil, workday: calendar.workdayLength)
            return
        }
        let state = Clock.state(at: now, deadline: deadline, yellowAt: yellowAt, redAt: redAt)
        let left = limit.countsWorkingTime ? try? calendar.workingTime(from: now, to: deadline) : deadline - now
        let share = left.map { 1 - Double($0.milliseconds) / Double(max(1, total.milliseconds)) } ?? 0
        self.init(
            kind: kind, state: state, limit: limit, startedAt: startedAt, deadline: deadline,
            share: min(1, max(0, share)), used: left.map { total - $0 },
            left: state == .overdue ? now - deadline : left, workday: calendar.workdayLength)
    }
}

/// How many there are; exact up to a ceiling.
package struct ListCount: Hashable, Sendable, ExpressibleByIntegerLiteral {
    package var value: Int
    /// There are more than `value`.
    package var isMore: Bool

    package init(_ value: Int, isMore: Bool = false) {
        self.value = value
        self.isMore = isMore
    }

    package init(integerLiteral value: Int) {
        self.init(value)
    }
}

extension View {
    /// `1,286`, `100,000+`
    package func count(_ number: ListCount) -> String {
        count(number.value) + (number.isMore ? "+" : "")
    }
}
