/// The 18-character code of an enterprise or body (统一社会信用代码), checked by GB 32100-2015.
package struct UnifiedSocialCreditCode: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    /// `nil` when length, alphabet (no I, O, S, V, Z) or check character is wrong. Small letters are taken as capitals.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.uppercased().utf8)
        guard bytes.count == 18 else { return nil }
        var sum = 0
        for (byte, weight) in zip(bytes, Self.weights) {
            guard let value = Self.alphabet.firstIndex(of: byte) else { return nil }
            sum += value * weight
        }
        guard bytes[17] == Self.alphabet[(31 - sum % 31) % 31] else { return nil }
        self.description = String(decoding: bytes, as: UTF8.self)
    }
}

/// The 18-character identity number of a resident (公民身份号码), checked by GB 11643-1999.
package struct ResidentID: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    package let birthday: CityDay

    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checks = Array("10X98765432".utf8)

    /// `nil` when length, digits, the birthday or the check digit is wrong.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.uppercased().utf8)
        guard bytes.count == 18 else { return nil }
        var sum = 0
        for (byte, weight) in zip(bytes, Self.weights) {
            guard (48...57).contains(byte) else { return nil }
            sum += Int(byte - 48) * weight
        }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) } }
        guard bytes[17] == Self.checks[sum % 11], bytes[0] != 48,
            let birthday = CityDay(year: number(6..<10), month: number(10..<12), day: number(12..<14))
        else { return nil }
        self.description = String(decoding: bytes, as: UTF8.self)
        self.birthday = birthday
    }
}

/// The number of a case: the day it came in, its place in that day, and a check digit: `261118-01286-4`.
///
/// The raw value `yymmdd × 1,000,000 + serial` is the case's key in storage: it sorts by time and holds for the
/// years 2000 to 2099 and a million cases a day.
package struct CaseNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// `nil` for a day outside 2000–2099 or a serial outside 1…999,999.
    package init?(day: CityDay, serial: Int) {
        let (year, month, dayOfMonth) = day.components
        guard (2000...2099).contains(year), (1...999_999).contains(serial) else { return nil }
        self.rawValue = Int64(((year - 2000) * 100 + month) * 100 + dayOfMonth) * 1_000_000 + Int64(serial)
    }

    /// Reads a number as people type it, with or without hyphens and spaces; `nil` when the check digit is wrong.
    package init?(_ text: some StringProtocol) {
        var digits: [Int] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 48...57: digits.append(Int(scalar.value) - 48)
            case 0xFF10...0xFF19: digits.append(Int(scalar.value) - 0xFF10)
            case 0x20, 0x2D, 0x2010...0x2014, 0x3000, 0xFF0D: continue
            default: return nil
            }
        }
        guard (12...13).contains(digits.count), let check = digits.last else { return nil }
        let body = digits.dropLast()
        guard Self.checkDigit(Array(body)) == check else { return nil }
        let day = body.prefix(6).reduce(0) { $0 * 10 + $1 }
        let serial = body.dropFirst(6).reduce(0) { $0 * 10 + $1 }
        // A serial is written with five digits, and with six only where it needs them.
        guard CityDay(year: 2000 + day / 10_000, month: day / 100 % 100, day: day % 100) != nil,
            serial > (body.count > 11 ? 99_999 : 0)
        else { return nil }
        self.rawValue = Int64(day) * 1_000_000 + Int64(serial)
    }

    package static func < (a: CaseNumber, b: CaseNumber) -> Bool { a.rawValue < b.rawValue }

    /// The day's part of the raw value, `yymmdd`.
    package var dayKey: Int { Int(rawValue / 1_000_000) }
    package var serial: Int { Int(rawValue % 1_000_000) }

    package var description: String {
        let day = padded(dayKey, 6)
        let serial = padded(serial, 5)
        let check = Self.checkDigit((day + serial).utf8.map { Int($0) - 48 })
        return "\(day)-\(serial)-\(check)"
    }

    /// ISO 7064 MOD 11,10: finds every single wrong digit and nearly all swaps of neighbours.
    private static func checkDigit(_ digits: [Int]) -> Int {
        var product = 10
        for digit in digits {
            let sum = (digit + product) % 10
            product = (sum == 0 ? 10 : sum) * 2 % 11
        }
        return (11 - product) % 10
    }
}
