extension BuiltIns {
    /// DMN 1.5, 10.3.4.6 and 10.3.4.8.
    static let calendar: [BuiltIn] = [
        BuiltIn("now", isPure: false, Signature.none { call in .dateTime(call.run.moment) }),
        BuiltIn("today", isPure: false, Signature.none { call in .date(call.run.moment.date) }),
        BuiltIn(
            "day of year",
            Signature(.of("date", .date, .dateTime)) { call in
                call.day(0).map { FEELValue($0.dayOfYear) }
            }),
        BuiltIn(
            "day of week",
            Signature(.of("date", .date, .dateTime)) { call in
                call.day(0).map { .string($0.dayOfWeek) }
            }),
        BuiltIn(
            "month of year",
            Signature(.of("date", .date, .dateTime)) { call in
                call.day(0).map { .string($0.monthOfYear) }
            }),
        BuiltIn(
            "week of year",
            Signature(.of("date", .date, .dateTime)) { call in
                call.day(0).map { FEELValue($0.weekOfYear) }
            }),
        BuiltIn(
            "last day of month",
            Signature(.of("date", .date, .dateTime)) { call in
                call.day(0).map { FEELValue($0.lastDayOfMonth.day) }
            }),
        BuiltIn(
            "is",
            Signature(.any("value1"), .any("value2")) { call in
                switch (call[0], call[1]) {
                case (.time(let first), .time(let second)): .boolean(first.isSame(as: second))
                case (.dateTime(let first), .dateTime(let second)): .boolean(first.isSame(as: second))
                case (let first, let second): .boolean(first.kind == second.kind && first.equals(second) == true)
                }
            }),
    ]
}
