/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Storage keeps moments in this form; the city's own
/// clock appears only at the edges, through `CityZone`.
package struct Instant: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }
    package static func + (a: Instant, span: TimeSpan) -> Instant {
        Instant(milliseconds: a.milliseconds + span.milliseconds)
    }
    package static func - (a: Instant, span: TimeSpan) -> Instant {
        Instant(milliseconds: a.milliseconds - span.milliseconds)
    }
    package static func - (a: Instant, b: Instant) -> TimeSpan {
        TimeSpan(milliseconds: a.milliseconds - b.milliseconds)
    }
}

/// A length of time in milliseconds; negative when something is overdue.
package struct TimeSpan: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static let zero = TimeSpan(milliseconds: 0)
    package static func minutes(_ n: Int) -> TimeSpan { TimeSpan(milliseconds: Int64(n) * 60_000) }
    package static func hours(_ n: Int) -> TimeSpan { TimeSpan(milliseconds: Int64(n) * 3_600_000) }
    package static func days(_ n: Int) -> TimeSpan { TimeSpan(milliseconds: Int64(n) * 86_400_000) }

    package static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.milliseconds < b.milliseconds }
    package static func + (a: TimeSpan, b: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: a.milliseconds + b.milliseconds)
    }
    package static func - (a: TimeSpan, b: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: a.milliseconds - b.milliseconds)
    }
    package static func += (a: inout TimeSpan, b: TimeSpan) { a.milliseconds += b.milliseconds }
}
