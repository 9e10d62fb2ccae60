extension Decimal34 {
    /// Reads a numeric literal of FEEL (DMN 1.5, grammar rule 37): `1.5`, `.5`, `-1E3`, `2e-7`. `nil` for anything
    /// else, and for a number that is too great. Digits past the 34th are rounded half to even.
    package init?(_ literal: some StringProtocol) {
        var literal = String(literal)
        let read = literal.withUTF8 { Decimal34.read($0, asXMLSchema: false) }
        guard let read else { return nil }
        self = read
    }

    /// Reads the lexical forms of XML Schema's `decimal` and `double`, which also allow `+1`, `1.` and white space
    /// around the number. `nil` for anything else, `INF` and `NaN` among it.
    package init?(xmlSchema text: some StringProtocol) {
        var text = String(text)
        let read = text.withUTF8 { bytes in
            var bytes = bytes[...]
            while let first = bytes.first, isSpace(first) { bytes.removeFirst() }
            while let last = bytes.last, isSpace(last) { bytes.removeLast() }
            return Decimal34.read(UnsafeBufferPointer(rebasing: bytes), asXMLSchema: true)
        }
        guard let read else { return nil }
        self = read
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, asXMLSchema: Bool) -> Decimal34? {
        var position = 0
        var negative = false
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") {
            negative = true
            position += 1
        } else if asXMLSchema, position < bytes.count, bytes[position] == UInt8(ascii: "+") {
            position += 1
        }
        var coefficient: UInt128 = 0
        var kept = 0
        var exponent = 0
        var sticky = false
        func take(_ digit: UInt8, afterPoint: Bool) {
            // 36 digits are more than enough to round to 34 when it is known whether more than zeros follow.
            if kept < 36 {
                coefficient = coefficient * 10 + UInt128(digit &- 48)
                if coefficient != 0 { kept += 1 }
                if afterPoint { exponent -= 1 }
            } else {
                if digit != 48 { sticky = true }
                if !afterPoint { exponent += 1 }
            }
        }
        let start = position
        while position < bytes.count, isDigit(bytes[position]) {
            take(bytes[position], afterPoint: false)
            position += 1
        }
        let whole = position - start
        var fraction = 0
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            let start = position
            while position < bytes.count, isDigit(bytes[position]) {
                take(bytes[position], afterPoint: true)
                position += 1
            }
            fraction = position - start
            guard fraction > 0 || (asXMLSchema && whole > 0) else { return nil }
        }
        guard whole + fraction > 0 else { return nil }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            var below = false
            if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
                below = bytes[position] == UInt8(ascii: "-")
                position += 1
            }
            let start = position
            var power = 0
            while position < bytes.count, isDigit(bytes[position]) {
                // No text is so long that its digits could make up for such a power.
                if power < 1 << 50 { power = power * 10 + Int(bytes[position] &- 48) }
                position += 1
            }
            guard position > start else { return nil }
            exponent += below ? -power : power
        }
        guard position == bytes.count else { return nil }
        return rounding(isNegative: negative, coefficient: coefficient, exponent: exponent, sticky: sticky)
    }
}

extension Decimal34: CustomStringConvertible {
    /// The number as FEEL's `string` gives it: plain digits with a point where there is a fraction, zeros at the end of
    /// a fraction kept (`1.50`), never a power of ten. The greatest numbers have 6,145 digits.
    package var description: String {
        let digits = isSmall ? String(low) : String(coefficient)
        let sign = isNegative ? "-" : ""
        guard exponent < 0 else {
            return isZero ? "0" : sign + digits + String(repeating: "0", count: exponent)
        }
        let whole = digits.utf8.count + exponent
        guard whole > 0 else { return sign + "0." + String(repeating: "0", count: -whole) + digits }
        return sign + digits.prefix(whole) + "." + digits.dropFirst(whole)
    }
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...10).contains(byte) || byte == 13 }
