/// Figures in digits: thousands separated by commas, one decimal where there are any, rounded half away from zero.
///
/// Rates and changes of whole counts are rounded from exact fractions, never from binary ones, so that 0.25 % is 0.3 %
/// on every machine.
enum Numerals {
    /// `20,386`; a minus sign (U+2212) before what is negative.
    static func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude).utf8)
        var bytes: [UInt8] = number < 0 ? Array("−".utf8) : []
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { bytes.append(UInt8(ascii: ",")) }
            bytes.append(digit)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `+638`, `−62`, `0`.
    static func signed(_ number: Int) -> String {
        number > 0 ? "+\(count(number))" : count(number)
    }

    /// Tenths as a number with one decimal: 968 is `96.8`.
    static func tenths(_ tenths: Int) -> String {
        let magnitude = Int(clamping: tenths.magnitude)
        return "\(tenths < 0 ? "−" : "")\(count(magnitude / 10)).\(magnitude % 10)"
    }

    /// One decimal of a number that is no exact fraction; a dash for what is no number or beyond 1e12.
    static func decimal(_ number: Double) -> String {
        guard number.magnitude < 1e12 else { return "—" }
        return tenths(roundedTenths(number))
    }

    /// Two decimals, for workings: `96.80`.
    static func hundredths(_ number: Double) -> String {
        guard number.magnitude < 1e12 else { return "—" }
        let magnitude = Int(number.magnitude * 100 + 0.5 + 1e-9)
        let sign = number < 0 && magnitude > 0 ? "−" : ""
        let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(sign)\(count(whole)).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Tenths of a number, halves away from zero. Products like 0.9 × 5 come out a little below their half in binary;
    /// a billionth is forgiven.
    static func roundedTenths(_ number: Double) -> Int {
        guard number.magnitude < 1e12 else { return 0 }
        let magnitude = Int(number.magnitude * 10 + 0.5 + 1e-9)
        return number < 0 ? -magnitude : magnitude
    }

    /// `numerator ÷ denominator` in tenths of a per cent, halves away from zero.
    static func permille(_ numerator: Int, of denominator: Int) -> Int {
        quotient(Int128(numerator) * 1000, by: denominator)
    }

    /// The nearest whole number, halves away from zero.
    static func quotient(_ numerator: Int128, by denominator: Int) -> Int {
        precondition(denominator > 0)
        let magnitude = (numerator.magnitude * 2 + UInt128(denominator)) / (UInt128(denominator) * 2)
        let nearest = Int(clamping: magnitude)
        return numerator < 0 ? -nearest : nearest
    }
}
