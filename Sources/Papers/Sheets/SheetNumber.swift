internal import Foundation
import Reporting

/// A number of a report as a number of a spreadsheet.
struct SheetNumber: Hashable {
    let value: Double
    /// The number format.
    let shape: String

    static let count = "#,##0"
    static let share = "0.0%"

    /// `nil` where the number has no value.
    init?(_ number: ReportNumber) {
        guard let value = number.basis.value, value.isFinite else { return nil }
        let isSigned = number.text.hasPrefix("+") || number.text.hasPrefix("−")
        switch number.basis {
        case .growth, .ratio, .portion:
            self.value = Self.magnitude(value, as: number)
            shape = isSigned ? "+0.0%;−0.0%;0.0%" : Self.share
        case .ratioChange:
            // Percentage points.
            self.value = Self.magnitude(value * 100, as: number)
            shape = isSigned ? "+0.0;−0.0;0.0" : "0.0"
        case .mean:
            self.value = value
            shape = "#,##0.0"
        case .estimate:
            // What an estimate is of, its text says: a share, percentage points, requests.
            if number.text.hasSuffix("%") {
                self.value = Self.magnitude(value / 100, as: number)
                shape = Self.share
            } else if number.text.contains(".") {
                self.value = Self.magnitude(value, as: number)
                shape = "0.0"
            } else {
                self.value = Self.magnitude(value.rounded(), as: number)
                shape = Self.count
            }
        case .count, .difference, .change, .total, .tally:
            self.value = Self.magnitude(value, as: number)
            shape = isSigned ? "+#,##0;−#,##0;0" : Self.count
        }
    }

    /// Where the words around a number say that it went down, the number stands without a sign, and so it does here.
    private static func magnitude(_ value: Double, as number: ReportNumber) -> Double {
        value < 0 && !number.text.hasPrefix("−") ? -value : value
    }

    /// Reads a cell of a chart's table: `20,386`, `−3.6`, `96.8%`, `12 ▲`; `nil` for anything else.
    init?(chartText: String) {
        var text = chartText.replacing(",", with: "").replacing("−", with: "-")
        let isMarked = text.hasSuffix(" ▲")
        if isMarked { text.removeLast(2) }
        let isSigned = chartText.hasPrefix("+") || chartText.hasPrefix("−")
        let isShare = text.hasSuffix("%")
        if isShare { text.removeLast() }
        guard text.wholeMatch(of: /[+-]?[0-9]+(\.[0-9]+)?/) != nil, let number = Double(text) else { return nil }
        value = isShare ? number / 100 : number
        let plain = isShare ? Self.share : text.contains(".") ? "#,##0.0" : Self.count
        let signed = isSigned ? "+\(plain);−\(plain);\(plain)" : plain
        shape = isMarked ? "\(signed)\" ▲\"" : signed
    }
}
