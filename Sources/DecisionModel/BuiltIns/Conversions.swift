extension BuiltIns {
    /// DMN 1.5, 10.3.4.1, and `range`.
    static let conversions: [BuiltIn] = [
        BuiltIn(
            "date",
            Signature(.of("from", .date, .dateTime, .string)) { call in
                switch call[0] {
                case .string(let text): FEELDate(text).map { .date($0) }
                default: call.day(0).map { .date($0) }
                }
            },
            Signature(.number("year"), .number("month"), .number("day")) { call in
                guard let year = call.number(0)?.integer, let month = call.number(1)?.integer,
                    let day = call.number(2)?.integer
                else { return nil }
                return FEELDate(year: year, month: month, day: day).map { .date($0) }
            }),
        BuiltIn(
            "time",
            Signature(.of("from", .time, .dateTime, .date, .string)) { call in
                switch call[0] {
                case .string(let text): FEELTime(text).map { .time($0) }
                case .time: call[0]
                case .dateTime(let moment): .time(moment.time)
                case .date(let date): .time(date.midnight.time)
                default: nil
                }
            },
            Signature(.number("hour"), .number("minute"), .number("second"), .of("offset", .daysAndTime).orNothing) {
                call in
                guard let hour = call.number(0)?.integer, let minute = call.number(1)?.integer,
                    let second = call.number(2)
                else { return nil }
                var offset: DaysAndTimeDuration?
                if case .daysAndTime(let duration) = call[3] { offset = duration }
                return FEELTime(hour: hour, minute: minute, second: second, offset: offset).map { .time($0) }
            }),
        BuiltIn(
            "date and time",
            Signature(.of("from", .dateTime, .string)) { call in
                switch call[0] {
                case .string(let text): FEELDateTime(text).map { .dateTime($0) }
                default: call[0]
                }
            },
            Signature(.of("date", .date, .dateTime), .of("time", .time)) { call in
                guard let day = call.day(0), case .time(let time) = call[1] else { return nil }
                return .dateTime(FEELDateTime(date: day, time: time))
            },
            Signature(
                .number("year"), .number("month"), .number("day"), .number("hour"), .number("minute"),
                .number("second"), .of("offset", .daysAndTime, .string).orNothing
            ) { call in dateTime(call) }),
        BuiltIn(
            "duration",
            Signature(.of("from", .string, .daysAndTime, .yearsAndMonths)) { call in
                guard let text = call.string(0) else { return call[0] }
                if let duration = YearsAndMonthsDuration(text) { return .yearsAndMonths(duration) }
                return DaysAndTimeDuration(text).map { .daysAndTime($0) }
            }),
        BuiltIn(
            "years and months duration",
            Signature(.of("from", .date, .dateTime), .of("to", .date, .dateTime)) { call in
                guard let from = call.day(0), let to = call.day(1) else { return nil }
                return .yearsAndMonths(YearsAndMonthsDuration(from: from, to: to))
            }),
        BuiltIn(
            "string",
            Signature(.any("from")) { call in
                if call[0].isNull { return .null }
                if case .string = call[0] { return call[0] }
                return call.made(call[0].literal(limit: call.run.limits.stringLength + 1))
            }),
        BuiltIn(
            "number",
            Signature(.string("from")) { call in
                call.string(0).flatMap { Decimal34($0) }.map { .number($0) }
            },
            Signature(.string("from"), .string("grouping separator").orNull, .string("decimal separator").orNull) {
                call in number(call)
            }),
        BuiltIn("not", Signature(.of("negand", .boolean)) { call in call[0].truth.map { .boolean(!$0) } }),
        BuiltIn("range", Signature(.string("from")) { call in call.string(0).flatMap { range($0) } }),
    ]

    private static func dateTime(_ call: Arguments) -> FEELValue? {
        guard let year = call.number(0)?.integer, let month = call.number(1)?.integer,
            let day = call.number(2)?.integer, let hour = call.number(3)?.integer,
            let minute = call.number(4)?.integer, let second = call.number(5),
            let date = FEELDate(year: year, month: month, day: day)
        else { return nil }
        var offset: DaysAndTimeDuration?
        if case .daysAndTime(let duration) = call[6] { offset = duration }
        guard let time = FEELTime(hour: hour, minute: minute, second: second, offset: offset) else { return nil }
        if let zone = call.string(6) {
            return FEELTime(time.description + "@" + zone).map { .dateTime(.init(date: date, time: $0)) }
        }
        return .dateTime(FEELDateTime(date: date, time: time))
    }

    /// The separators may be a space, a comma, a period or null, and must differ.
    private static func number(_ call: Arguments) -> FEELValue? {
        guard let text = call.string(0) else { return nil }
        let grouping = call.string(1)
        let point = call.string(2)
        guard grouping.map({ [" ", ",", "."].contains($0) }) ?? true, point.map({ [",", "."].contains($0) }) ?? true,
            grouping == nil || grouping != point
        else { return nil }
        var plain = ""
        for scalar in text.unicodeScalars {
            let character = String(scalar)
            if character == grouping { continue }
            if let point, character == point {
                plain += "."
            } else if character == ".", point != nil {
                return nil
            } else {
                plain += character
            }
        }
        return Decimal34(plain).map { .number($0) }
    }

    /// A range from its text: the ends are literals, at-literals or calls of the constructors of dates and times with a
    /// literal (DMN 1.5, 10.3.4.1).
    private static func range(_ text: String) -> FEELValue? {
        guard let expression = try? Parser.expression(text, scope: NameScope(variables: names)),
            case .range(let start?, let includesStart, let end?, let includesEnd) = expression.kind,
            let low = literal(start), let high = literal(end), let order = low.order(to: high), order != .after
        else { return nil }
        return .range(FEELRange(start: low, includesStart: includesStart, end: high, includesEnd: includesEnd))
    }

    private static func literal(_ expression: Expression) -> FEELValue? {
        switch expression.kind {
        case .literal(let value):
            return value
        case .negation(let operand):
            return literal(operand).flatMap { Operators.negation($0) }
        case .call(let callee, .positional(let arguments)):
            guard case .name(let name) = callee.kind,
                ["date", "time", "date and time", "duration"].contains(name), let builtIn = named(name),
                arguments.allSatisfy({ if case .literal = $0.kind { true } else { false } })
            else { return nil }
            let run = Execution(moment: .epoch, collectsDiagnostics: false)
            let value = builtIn.call(arguments.compactMap { literal($0) }, .nowhere, run)
            return run.faultCount == 0 ? value : nil
        default:
            return nil
        }
    }
}

extension FEELDateTime {
    /// 1970-01-01T00:00:00Z: for what does not depend on the time.
    static let epoch = FEELDateTime(date: .epoch, time: .epoch)
}

extension FEELDate {
    fileprivate static let epoch = FEELDate(dayNumber: 0) ?? FEELDate.first
    private static var first: FEELDate { preconditionFailure("the epoch is a day") }
}

extension FEELTime {
    fileprivate static let epoch = FEELTime(unchecked: 0, zone: .utc)
}
