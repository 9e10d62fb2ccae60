/// What the operators of FEEL do with two values (DMN 1.5, tables 50 to 57).
enum Operators {
    /// Nil if the operator is not defined for these values, or has no result for them.
    static func arithmetic(_ sign: ArithmeticOperator, _ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        if case .number(let first) = left, case .number(let second) = right {
            return arithmetic(sign, first, second).map { .number($0) }
        }
        switch sign {
        case .add: return sum(left, right)
        case .subtract: return difference(left, right)
        case .multiply: return product(left, right)
        case .divide: return quotient(left, right)
        case .power: return nil
        }
    }

    static func arithmetic(_ sign: ArithmeticOperator, _ left: Decimal34, _ right: Decimal34) -> Decimal34? {
        switch sign {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left.divided(by: right)
        case .power: left.power(right)
        }
    }

    private static func sum(_ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        switch (left, right) {
        case (.string(let first), .string(let second)): .string(first + second)
        case (.daysAndTime(let first), .daysAndTime(let second)): (first + second).map { .daysAndTime($0) }
        case (.yearsAndMonths(let first), .yearsAndMonths(let second)): (first + second).map { .yearsAndMonths($0) }
        case (.date(let date), .yearsAndMonths(let duration)), (.yearsAndMonths(let duration), .date(let date)):
            (date + duration).map { .date($0) }
        case (.date(let date), .daysAndTime(let duration)), (.daysAndTime(let duration), .date(let date)):
            (date + duration).map { .date($0) }
        case (.dateTime(let moment), .yearsAndMonths(let duration)),
            (.yearsAndMonths(let duration), .dateTime(let moment)):
            (moment + duration).map { .dateTime($0) }
        case (.dateTime(let moment), .daysAndTime(let duration)), (.daysAndTime(let duration), .dateTime(let moment)):
            (moment + duration).map { .dateTime($0) }
        case (.time(let time), .daysAndTime(let duration)), (.daysAndTime(let duration), .time(let time)):
            .time(time + duration)
        default: nil
        }
    }

    private static func difference(_ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        switch (left, right) {
        case (.daysAndTime(let first), .daysAndTime(let second)): (first - second).map { .daysAndTime($0) }
        case (.yearsAndMonths(let first), .yearsAndMonths(let second)): (first - second).map { .yearsAndMonths($0) }
        case (.date(let first), .date(let second)): .daysAndTime(first - second)
        case (.dateTime(let first), .dateTime(let second)): (first - second).map { .daysAndTime($0) }
        case (.date(let first), .dateTime(let second)): (first.midnight - second).map { .daysAndTime($0) }
        case (.dateTime(let first), .date(let second)): (first - second.midnight).map { .daysAndTime($0) }
        case (.time(let first), .time(let second)): (first - second).map { .daysAndTime($0) }
        case (.date(let date), .yearsAndMonths(let duration)): (date - duration).map { .date($0) }
        case (.date(let date), .daysAndTime(let duration)): (date - duration).map { .date($0) }
        case (.dateTime(let moment), .yearsAndMonths(let duration)): (moment - duration).map { .dateTime($0) }
        case (.dateTime(let moment), .daysAndTime(let duration)): (moment - duration).map { .dateTime($0) }
        case (.time(let time), .daysAndTime(let duration)): .time(time - duration)
        default: nil
        }
    }

    private static func product(_ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        switch (left, right) {
        case (.daysAndTime(let duration), .number(let factor)), (.number(let factor), .daysAndTime(let duration)):
            (duration * factor).map { .daysAndTime($0) }
        case (.yearsAndMonths(let duration), .number(let factor)), (.number(let factor), .yearsAndMonths(let duration)):
            (duration * factor).map { .yearsAndMonths($0) }
        default: nil
        }
    }

    private static func quotient(_ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        switch (left, right) {
        case (.daysAndTime(let duration), .number(let divisor)): duration.divided(by: divisor).map { .daysAndTime($0) }
        case (.yearsAndMonths(let duration), .number(let divisor)):
            duration.divided(by: divisor).map { .yearsAndMonths($0) }
        case (.daysAndTime(let first), .daysAndTime(let second)): first.divided(by: second).map { .number($0) }
        case (.yearsAndMonths(let first), .yearsAndMonths(let second)): first.divided(by: second).map { .number($0) }
        default: nil
        }
    }

    static func negation(_ value: FEELValue) -> FEELValue? {
        switch value {
        case .number(let number): .number(-number)
        case .daysAndTime(let duration): (-duration).map { .daysAndTime($0) }
        case .yearsAndMonths(let duration): (-duration).map { .yearsAndMonths($0) }
        default: nil
        }
    }

    /// Nil if the values cannot be compared.
    static func comparison(_ sign: ComparisonOperator, _ left: FEELValue, _ right: FEELValue) -> Bool? {
        switch sign {
        case .equal: left.equals(right)
        case .notEqual: left.equals(right).map { !$0 }
        case .less: left.order(to: right).map { $0 == .before }
        case .lessOrEqual: left.order(to: right).map { $0 != .after }
        case .greater: left.order(to: right).map { $0 == .after }
        case .greaterOrEqual: left.order(to: right).map { $0 != .before }
        }
    }

    /// Conjunction of three-valued logic; nil is neither true nor false.
    static func and(_ left: Bool?, _ right: Bool?) -> Bool? {
        left == false || right == false ? false : left == true && right == true ? true : nil
    }

    static func or(_ left: Bool?, _ right: Bool?) -> Bool? {
        left == true || right == true ? true : left == false && right == false ? false : nil
    }
}

extension FEELValue {
    /// True, false, or neither.
    var truth: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    init(_ truth: Bool?) { self = truth.map { .boolean($0) } ?? .null }
}
