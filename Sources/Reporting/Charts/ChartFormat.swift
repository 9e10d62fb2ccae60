/// How the values of a chart are written.
package enum ChartFormat: String, Hashable, Codable, Sendable {
    /// Whole numbers: `20,386`.
    case count
    /// One decimal: `3.6`.
    case decimal
    /// A share between 0 and 1 as a percentage: `96.8%`.
    case share

    package func text(_ value: Double) -> String {
        switch self {
        case .count: Numerals.count(Int(clamping: value))
        case .decimal: Numerals.decimal(value)
        case .share: "\(Numerals.decimal(value * 100))%"
        }
    }

    /// A value at the axis: decimals only where they say something.
    func axisText(_ value: Double) -> String {
        switch self {
        case .count: text(value)
        case .decimal: Self.short(value)
        case .share: "\(Self.short(value * 100))%"
        }
    }

    private static func short(_ value: Double) -> String {
        let text = Numerals.decimal(value)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension Int {
    /// The nearest whole number, halves away from zero; 0 for what is no number.
    fileprivate init(clamping value: Double) {
        guard !value.isNaN else {
            self = 0
            return
        }
        self = Int(Swift.max(-9e18, Swift.min(9e18, value.rounded())))
    }
}
