package import Civics

/// Figures in words.
extension View {
    /// `1,286`.
    package func count(_ number: Int) -> String {
        grouped(number)
    }

    /// One decimal, `96.8%`; a dash without a denominator.
    package func percent(_ rate: Rate) -> String {
        rate.value.map { "\(decimal($0 * 100))%" } ?? "—"
    }
}

/// A whole number with commas between groups of three digits.
package func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var bytes: [UInt8] = number < 0 ? [UInt8(ascii: "-")] : []
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index).isMultiple(of: 3) { bytes.append(UInt8(ascii: ",")) }
        bytes.append(digit)
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// A number with one decimal, rounded half away from zero: `96.8`. Not a number and numbers beyond 1e12 are a dash.
package func decimal(_ number: Double) -> String {
    guard number.magnitude < 1e12 else { return "—" }
    let tenths = Int(number.magnitude * 10 + 0.5)
    return "\(number < 0 && tenths > 0 ? "-" : "")\(grouped(tenths / 10)).\(tenths % 10)"
}
