import Civics
import Testing

@Suite struct TimeLimitTests {
    @Test(arguments: [
        ("30 minutes", TimeLimit.elapsed(.minutes(30))), ("1 minute", .elapsed(.minutes(1))),
        ("2 hours", .elapsed(.hours(2))), ("7 days", .elapsed(.days(7))), ("1 day", .elapsed(.days(1))),
        ("30 working minutes", .working(.minutes(30))), ("1 working hour", .working(.hours(1))),
        ("15 working days", .workingDays(15)), ("1 working day", .workingDays(1)),
        ("0 minutes", .elapsed(.zero)), ("0 working days", .workingDays(0)),
        ("90 minutes", .elapsed(.minutes(90))), ("100000 days", .elapsed(.days(100_000))),
        ("100000 working days", .workingDays(100_000)), ("144000000 minutes", .elapsed(.days(100_000))),
    ])
    func aLimitIsReadAsCitiesWriteIt(text: String, limit: TimeLimit) {
        #expect(TimeLimit(text) == limit)
    }

    /// Limits are kept with each request in the form in which they are written.
    @Test func whatIsWrittenCanBeReadAgain() {
        var limits: [TimeLimit] = [0, 1, 2, 14, 15, 100_000].map { .workingDays($0) }
        for minutes in [0, 1, 30, 59, 60, 61, 90, 120, 1439, 1440, 10_080, 144_000_000] {
            limits.append(.elapsed(.minutes(minutes)))
            limits.append(.working(.minutes(minutes)))
        }
        for days in [1, 7, 366, 4_167, 99_999, 100_000] { limits.append(.elapsed(.days(days))) }
        for limit in limits { #expect(TimeLimit(limit.description) == limit, "\(limit)") }
    }

    @Test(arguments: [
        "", "2", "hours", "2 weeks", "2.5 hours", "½ hours", "-2 hours", "+2 hours", "-0 hours", "２ hours", "2 Hours",
        "two hours", "2 working", "2 idle hours", "2 working working hours", "2 hours long", "100001 days",
        "100001 working days", "2400001 hours", "144000001 minutes", "99999999999999999999 minutes", "2hours",
        "2 minutess", "2 hour s",
    ])
    func whatIsNoLimitIsRefused(text: String) {
        #expect(TimeLimit(text) == nil)
    }

    @Test func aRuleThatNamesLessTakesWhatTheRulesAboveItLeave() {
        func limits(_ close: String) -> ServiceLimits {
            let limit = TimeLimit(close)!
            return ServiceLimits(dispatch: limit, sign: limit, contact: limit, close: limit)
        }
        let table = LimitTable(
            version: "test",
            rules: [
                .init(kind: nil, urgency: .critical, line: nil, limits: limits("2 hours")),
                .init(kind: .enquiry, urgency: nil, line: .enterprise, limits: limits("2 working days")),
                .init(kind: nil, urgency: nil, line: .enterprise, limits: limits("4 working days")),
            ],
            yellow: 0.5, red: 0.85, extensionTimes: 1, extensionShare: 1, callBack: .workingDays(2))
        func close(_ kind: RequestKind, _ urgency: Urgency, _ line: ServiceLine) -> String? {
            table.limits(kind: kind, urgency: urgency, line: line)?.close.description
        }
        #expect(close(.enquiry, .critical, .enterprise) == "2 hours")
        #expect(close(.enquiry, .ordinary, .enterprise) == "2 working days")
        #expect(close(.complaint, .urgent, .enterprise) == "4 working days")
        #expect(close(.complaint, .ordinary, .public) == nil)
    }
}
