/// How long something may take, as cities write it: in elapsed time or in working time.
package enum TimeLimit: Hashable, Sendable {
    case elapsed(TimeSpan)
    case working(TimeSpan)
    case workingDays(Int)

    /// Reads `30 minutes`, `2 hours`, `7 days`, `30 working minutes`, `1 working hour`, `15 working days`.
    /// Half numbers are not accepted; zero is (an immediate matter). `nil` for anything else, and for what is longer than
    /// 100,000 days.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2 || (words.count == 3 && words[1] == "working"), words[0].utf8.count <= 9,
            words[0].utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(words[0])
        else { return nil }
        let working = words.count == 3
        let unit = words[words.count - 1]
        let perDay = unit.hasPrefix("minute") ? 1440 : unit.hasPrefix("hour") ? 24 : 1
        guard number <= 100_000 * perDay else { return nil }
        switch unit {
        case "minute", "minutes": self = working ? .working(.minutes(number)) : .elapsed(.minutes(number))
        case "hour", "hours": self = working ? .working(.hours(number)) : .elapsed(.hours(number))
        case "day", "days": self = working ? .workingDays(number) : .elapsed(.days(number))
        default: return nil
        }
    }

    /// Whether only working time is counted.
    package var countsWorkingTime: Bool {
        if case .elapsed = self { false } else { true }
    }

    /// A part of the limit, in its own kind of time, to the minute.
    package func share(_ share: Double, in calendar: WorkingCalendar) -> TimeLimit {
        let minutes = Int(Double(amount(in: calendar).milliseconds) * share / 60_000)
        return countsWorkingTime ? .working(.minutes(minutes)) : .elapsed(.minutes(minutes))
    }

    /// The time to be used up, in the calendar's kind of time.
    package func amount(in calendar: WorkingCalendar) -> TimeSpan {
        switch self {
        case .elapsed(let span), .working(let span): span
        case .workingDays(let days): TimeSpan(milliseconds: Int64(days) * calendar.workdayLength.milliseconds)
        }
    }

    /// When it ends, begun at a moment without pause; `nil` where the calendar has a gap.
    package func end(from start: Instant, in calendar: WorkingCalendar) -> Instant? {
        let amount = amount(in: calendar)
        return countsWorkingTime ? try? calendar.add(amount, to: start) : start + amount
    }
}

extension TimeLimit: CustomStringConvertible {
    /// The form that `init(_:)` reads.
    package var description: String {
        func units(_ span: TimeSpan) -> String {
            let minutes = span.milliseconds / 60_000
            return minutes % 60 == 0 && minutes > 0 ? "hours \(minutes / 60)" : "minutes \(minutes)"
        }
        func write(_ span: TimeSpan, _ prefix: String) -> String {
            let parts = units(span).split(separator: " ")
            return "\(parts[1]) \(prefix)\(parts[0])"
        }
        return switch self {
        case .elapsed(let span): write(span, "")
        case .working(let span): write(span, "working ")
        case .workingDays(let days): "\(days) working days"
        }
    }
}

/// The limits that hold for one request, chosen when it was classified and kept with it.
package struct ServiceLimits: Hashable, Sendable {
    /// From receipt to dispatch (派单).
    package var dispatch: TimeLimit
    /// From dispatch to the body's signing for it, or its return (签收、退回).
    package var sign: TimeLimit
    /// From dispatch to the first contact with the person (联系).
    package var contact: TimeLimit
    /// From dispatch to the answer (办结).
    package var close: TimeLimit

    package init(dispatch: TimeLimit, sign: TimeLimit, contact: TimeLimit, close: TimeLimit) {
        self.dispatch = dispatch
        self.sign = sign
        self.contact = contact
        self.close = close
    }
}

/// A city's table of limits (`limits.yml`): the first rule that matches wins.
package struct LimitTable: Hashable, Sendable {
    package struct Rule: Hashable, Sendable {
        package var kind: RequestKind?
        package var urgency: Urgency?
        package var line: ServiceLine?
        package var limits: ServiceLimits

        package init(kind: RequestKind?, urgency: Urgency?, line: ServiceLine?, limits: ServiceLimits) {
            self.kind = kind
            self.urgency = urgency
            self.line = line
            self.limits = limits
        }

        func matches(_ kind: RequestKind, _ urgency: Urgency, _ line: ServiceLine) -> Bool {
            (self.kind ?? kind) == kind && (self.urgency ?? urgency) == urgency && (self.line ?? line) == line
        }
    }

    /// The day from which the table holds; a request keeps the limits it was given.
    package var version: String
    package var rules: [Rule]
    /// Share of the time used from which a clock is yellow, and red.
    package var yellow: Double
    package var red: Double
    /// How often a close limit may be extended (once, or not at all), and by how much of the original at most (1 = as long again).
    package var extensionTimes: Int
    package var extensionShare: Double
    /// From closing to the call-back (回访).
    package var callBack: TimeLimit
    /// After so many calls that nobody answered no more are made.
    package var callBackAttempts: Int
    /// The part of the close limit within which a co-handling body answers the lead.
    package var coHandlingShare: Double
    /// From a bad rating to the new closing (差评整改); `nil` where a bad rating opens nothing by itself.
    package var rectification: TimeLimit?
    /// How long a person may contest a refusal.
    package var contest: TimeLimit
    /// From an order of supervision to the body's answer, for levels 1 to 3.
    package var supervision: [TimeLimit]

    package init(
        version: String, rules: [Rule], yellow: Double, red: Double, extensionTimes: Int, extensionShare: Double,
        callBack: TimeLimit, callBackAttempts: Int = 3, coHandlingShare: Double = 0.8,
        rectification: TimeLimit? = nil, contest: TimeLimit = .workingDays(10),
        supervision: [TimeLimit] = [.workingDays(3), .workingDays(2), .workingDays(1)]
    ) {
        self.version = version
        self.rules = rules
        self.yellow = yellow
        self.red = red
        self.extensionTimes = extensionTimes
        self.extensionShare = extensionShare
        self.callBack = callBack
        self.callBackAttempts = callBackAttempts
        self.coHandlingShare = coHandlingShare
        self.rectification = rectification
        self.contest = contest
        self.supervision = supervision
    }

    /// `nil` when no rule matches; the loader of a city's files makes sure that one always does.
    package func limits(kind: RequestKind, urgency: Urgency, line: ServiceLine) -> ServiceLimits? {
        rules.first { $0.matches(kind, urgency, line) }?.limits
    }
}
