package import Civics
import Crypto

/// Codes of the time (TOTP, RFC 6238): HMAC-SHA-1, six digits, steps of thirty seconds, which is what every
/// authenticator app can do.
package enum TimeCode {
    static let period = TimeSpan(milliseconds: 30_000)
    static let digits = 6
    /// As long as the hash (RFC 4226 §4, R6).
    static let secretLength = 20

    package static func step(at now: Instant) -> Int64 { now.milliseconds / period.milliseconds }

    /// The code of a step (RFC 4226 §5.3).
    package static func code(_ secret: [UInt8], step: Int64, digits: Int = digits) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let start = Int(hash[hash.count - 1] & 0xF)
        let value = hash[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        var text = String(Int(value) % (0..<digits).reduce(1) { power, _ in power * 10 })
        while text.utf8.count < digits { text = "0" + text }
        return text
    }

    /// The step a code belongs to, of those within `drift` steps of now, the latest where two have the same code; `nil`
    /// for a code of none. Takes as long for a wrong code as for a right one.
    static func step(of code: String, secret: [UInt8], at now: Instant, drift: Int) -> Int64? {
        let given = Array(code.utf8)
        let middle = step(at: now)
        var found: Int64?
        for step in (middle - Int64(drift))...(middle + Int64(drift)) {
            let right = Array(Self.code(secret, step: step).utf8)
            let isSame = given.count == right.count && zip(given, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
            if isSame { found = step }
        }
        return found
    }
}

/// Bytes in the alphabet of RFC 4648 §6, without padding, as authenticator apps take secrets.
enum Base32 {
    static func text(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var out: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                out.append(alphabet[buffer >> bits & 31])
            }
        }
        if bits > 0 { out.append(alphabet[buffer << (5 - bits) & 31]) }
        return String(decoding: out, as: UTF8.self)
    }
}
