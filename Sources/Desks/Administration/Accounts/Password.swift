import Civics
import CryptoExtras
import Storage

/// Passwords, kept as salt and scrypt hash (RFC 7914; N = 2¹⁵, r = 8, p = 1).
enum Password {
    private static let rounds = 1 << 15

    /// The hash of no password, so that an unknown account costs as much as a known one.
    static let nobody = [UInt8](repeating: 0, count: 48)

    static func hash(_ password: String) async throws -> [UInt8] {
        let salt = Entropy.system.bytes(16)
        return salt + (try await derive(password, salt: salt))
    }

    static func matches(_ password: String, _ stored: [UInt8]) async throws -> Bool {
        guard stored.count == 48 else { return false }
        let hash = try await derive(password, salt: Array(stored[0..<16]))
        return zip(hash, stored[16...]).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// What the city does not take in a password; the field is called `password`.
    static func faults(in password: String, of account: String, _ rules: PasswordRules) -> [FieldFault] {
        var faults: [FieldFault] = []
        if password.count < rules.shortest { faults.append(FieldFault("password", .tooShort)) }
        if password.count > 200 { faults.append(FieldFault("password", .tooLong)) }
        if kinds(in: password) < rules.kinds { faults.append(FieldFault("password", .malformed)) }
        if account.count >= 3, password.lowercased().contains(account.lowercased()) {
            faults.append(FieldFault("password", .holdsName))
        }
        return faults
    }

    /// A password for the first sign-in, easy to read out: `Kmq4-7wxp-Ht9d`. Letters and digits that look alike are
    /// left out; it has four kinds of signs and 59 bits.
    static func initial() -> String {
        let alphabet = Array("23456789abcdefghjkmnpqrstuvwxyz")
        while true {
            let groups = (0..<3).map { _ in
                String((0..<4).map { _ in alphabet.randomElement() ?? "a" })
            }
            let password = groups.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: "-")
            if kinds(in: password) == 4 { return password }
        }
    }

    /// Letters small and capital, digits, others: how many of these four kinds a password has.
    static func kinds(in password: String) -> Int {
        var kinds: Set<Int> = []
        for scalar in password.unicodeScalars {
            switch scalar.value {
            case 48...57: kinds.insert(0)
            case 65...90: kinds.insert(1)
            case 97...122: kinds.insert(2)
            default: kinds.insert(3)
            }
        }
        return kinds.count
    }

    @concurrent
    private static func derive(_ password: String, salt: [UInt8]) async throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: rounds, blockSize: 8,
            parallelism: 1, maxMemory: 128 * 1024 * 1024)
        return key.withUnsafeBytes { Array($0) }
    }
}
