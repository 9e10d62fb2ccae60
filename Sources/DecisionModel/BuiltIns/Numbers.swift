extension BuiltIns {
    /// DMN 1.5, 10.3.4.5.
    static let numbers: [BuiltIn] = [
        BuiltIn("decimal", scaled(.halfEven)),
        BuiltIn("floor", unscaled(.floor), scaled(.floor)),
        BuiltIn("ceiling", unscaled(.ceiling), scaled(.ceiling)),
        BuiltIn("round up", scaled(.up)),
        BuiltIn("round down", scaled(.down)),
        BuiltIn("round half up", scaled(.halfUp)),
        BuiltIn("round half down", scaled(.halfDown)),
        BuiltIn(
            "abs",
            Signature(.of("n", .number, .daysAndTime, .yearsAndMonths)) { call in
                switch call[0] {
                case .number(let number): .number(number.magnitude)
                case .daysAndTime(let duration): duration.magnitude.map { .daysAndTime($0) }
                case .yearsAndMonths(let duration): duration.magnitude.map { .yearsAndMonths($0) }
                default: nil
                }
            }),
        BuiltIn(
            "modulo",
            Signature(.number("dividend"), .number("divisor")) { call in
                guard let dividend = call.number(0), let divisor = call.number(1) else { return nil }
                return dividend.modulo(divisor).map { .number($0) }
            }),
        BuiltIn(
            "sqrt",
            Signature(.number("number")) { call in
                call.number(0)?.squareRoot.map { .number($0) }
            }),
        BuiltIn(
            "log",
            Signature(.number("number")) { call in
                call.number(0)?.naturalLogarithm.map { .number($0) }
            }),
        BuiltIn(
            "exp",
            Signature(.number("number")) { call in
                call.number(0)?.exponential.map { .number($0) }
            }),
        BuiltIn("odd", Signature(.number("number")) { call in call.number(0).map { .boolean($0.isOdd) } }),
        BuiltIn("even", Signature(.number("number")) { call in call.number(0).map { .boolean($0.isEven) } }),
    ]

    private static func unscaled(_ mode: Decimal34.RoundingMode) -> Signature {
        Signature(.number("n")) { call in
            call.number(0)?.rounded(mode, scale: 0).map { .number($0) }
        }
    }

    /// Scales reach from -6111 to 6176.
    private static func scaled(_ mode: Decimal34.RoundingMode) -> Signature {
        Signature(.number("n"), .number("scale")) { call in
            guard let number = call.number(0), let scale = call.integer(1), (-6111...6176).contains(scale) else {
                return nil
            }
            return number.rounded(mode, scale: scale).map { .number($0) }
        }
    }
}
