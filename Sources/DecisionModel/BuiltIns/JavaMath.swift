import Foundation

/// Methods of `java.lang.Math` that are answered natively.
enum JavaMath {
    static let bodies: [String: @Sendable ([FEELValue]) -> FEELValue?] = {
        var bodies: [String: @Sendable ([FEELValue]) -> FEELValue?] = [:]
        for (name, function) in functions {
            bodies["java.lang.Math.\(name)(double)"] = { real($0).flatMap { make(function($0)) } }
        }
        for kind in ["int", "long", "float", "double"] {
            bodies["java.lang.Math.max(\(kind),\(kind))"] = { extreme($0, .after) }
            bodies["java.lang.Math.min(\(kind),\(kind))"] = { extreme($0, .before) }
            bodies["java.lang.Math.abs(\(kind))"] = { arguments in
                if case .number(let number)? = arguments.first { .number(number.magnitude) } else { nil }
            }
        }
        for (name, function) in functionsOfTwo {
            bodies["java.lang.Math.\(name)(double,double)"] = { arguments in
                guard let first = real(arguments), let second = real(Array(arguments.dropFirst())) else { return nil }
                return make(function(first, second))
            }
        }
        bodies["java.lang.Math.round(double)"] = { real($0).flatMap { make(($0 + 0.5).rounded(.down)) } }
        return bodies
    }()

    private static let functions: [(String, @Sendable (Double) -> Double)] = [
        ("sin", { sin($0) }), ("cos", { cos($0) }), ("tan", { tan($0) }), ("asin", { asin($0) }),
        ("acos", { acos($0) }), ("atan", { atan($0) }), ("sinh", { sinh($0) }), ("cosh", { cosh($0) }),
        ("tanh", { tanh($0) }), ("exp", { exp($0) }), ("log", { log($0) }), ("log10", { log10($0) }),
        ("sqrt", { $0.squareRoot() }), ("cbrt", { cbrt($0) }), ("ceil", { $0.rounded(.up) }),
        ("floor", { $0.rounded(.down) }), ("rint", { $0.rounded(.toNearestOrEven) }),
        ("signum", { $0 == 0 ? 0 : $0 < 0 ? -1 : 1 }), ("toRadians", { $0 / 180 * .pi }),
        ("toDegrees", { $0 * 180 / .pi }),
    ]

    private static let functionsOfTwo: [(String, @Sendable (Double, Double) -> Double)] = [
        ("pow", { pow($0, $1) }), ("atan2", { atan2($0, $1) }), ("hypot", { hypot($0, $1) }),
    ]

    private static func real(_ arguments: [FEELValue]) -> Double? {
        if case .number(let number)? = arguments.first { number.double } else { nil }
    }

    private static func make(_ value: Double) -> FEELValue? { Decimal34(value).map { .number($0) } }

    private static func extreme(_ arguments: [FEELValue], _ wanted: TemporalOrder) -> FEELValue? {
        guard arguments.count == 2, let order = arguments[0].order(to: arguments[1]) else { return nil }
        return order == wanted ? arguments[0] : arguments[1]
    }
}
