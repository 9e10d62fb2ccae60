package import Casework
package import Civics
import Crypto
import Synchronization

/// A source of random bytes; seeded for demonstration data, so that the same seed gives the same bytes.
package struct Entropy: Sendable {
    package let bytes: @Sendable (Int) -> [UInt8]

    package init(bytes: @escaping @Sendable (Int) -> [UInt8]) { self.bytes = bytes }

    package static let system = Entropy { count in pool.withLock { $0.take(count) } }

    private static let pool = Mutex(Pool())

    /// Random bytes of the system, fetched in blocks; each byte is given out once.
    private struct Pool {
        private var bytes: [UInt8] = []

        mutating func take(_ count: Int) -> [UInt8] {
            if bytes.count < count {
                bytes = SymmetricKey(size: SymmetricKeySize(bitCount: max(4096, count) * 8)).withUnsafeBytes {
                    Array($0)
                }
            }
            let taken = Array(bytes.suffix(count))
            bytes.removeLast(count)
            return taken
        }
    }

    /// Bytes that follow from a seed and the place in the seed's sequence; each call gives the next ones. Only for
    /// made-up people.
    package static func seeded(_ seed: UInt64, ordinal: Int) -> Entropy {
        let block = Mutex<UInt64>(0)
        return Entropy { count in
            var out: [UInt8] = []
            out.reserveCapacity(count + 64)
            while out.count < count {
                let number = block.withLock { value in
                    value += 1
                    return value
                }
                var hash = SHA512()
                withUnsafeBytes(of: (seed.littleEndian, Int64(ordinal).littleEndian, number.littleEndian)) {
                    hash.update(bufferPointer: $0)
                }
                hash.finalize().withUnsafeBytes { out.append(contentsOf: $0) }
            }
            out.removeLast(out.count - count)
            return out
        }
    }
}

/// The key of one person: everything that could identify them is sealed with it, and forgetting them is destroying it.
package struct PersonKey: Sendable {
    fileprivate let seal: SymmetricKey
    fileprivate let digest: SymmetricKey

    fileprivate init(_ bytes: [UInt8]) {
        seal = SymmetricKey(data: bytes[0..<32])
        digest = SymmetricKey(data: bytes[32..<64])
    }

    /// The key that `Vault.newPerson` gives a person made with fresh `entropy` of the same seed and place.
    package init(from entropy: Entropy) { self.init(entropy.bytes(64)) }

    /// Keyed digest of a text, as it stands in the journal.
    package func digest(of text: String) -> ContentDigest { digest(of: Array(text.utf8)) }

    /// Keyed digest of a file.
    package func digest(of bytes: [UInt8]) -> ContentDigest {
        var hex: [UInt8] = []
        hex.reserveCapacity(64)
        let digits = Array("0123456789abcdef".utf8)
        for byte in HMAC<SHA256>.authenticationCode(for: bytes, using: digest) {
            hex.append(digits[Int(byte >> 4)])
            hex.append(digits[Int(byte & 15)])
        }
        return String(decoding: hex, as: UTF8.self)
    }

    package func seal(_ text: String, entropy: Entropy) throws -> [UInt8] {
        try seal(Array(text.utf8), entropy: entropy)
    }

    package func seal(_ bytes: [UInt8], entropy: Entropy) throws -> [UInt8] {
        try Vault.seal(bytes, with: seal, entropy: entropy)
    }

    /// `nil` when the bytes were not sealed with this key or were changed.
    package func open(_ sealed: [UInt8]) -> String? {
        openBytes(sealed).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The same for what is no text.
    package func openBytes(_ sealed: [UInt8]) -> [UInt8]? { Vault.open(sealed, with: seal) }
}

/// Who asked: kept sealed, apart from the journal.
package struct PersonDetails: Hashable, Sendable {
    package var name: String
    package var phone: String
    /// For the enterprise line.
    package var enterprise: String
    package var creditCode: String
    /// The language they read (`zh-Hans`, `en`); empty where it is not known.
    package var language: String

    package init(
        name: String = "", phone: String = "", enterprise: String = "", creditCode: String = "", language: String = ""
    ) {
        self.name = name
        self.phone = phone
        self.enterprise = enterprise
        self.creditCode = creditCode
        self.language = language
    }

    /// What blots this person out of texts.
    package var redaction: Redaction {
        Redaction(name: name, phone: phone, enterprise: enterprise, creditCode: creditCode)
    }

    fileprivate var packed: String {
        ([name, phone, enterprise, creditCode] + (language.isEmpty ? [] : [language]))
            .map { $0.split(separator: "\u{1F}").joined(separator: " ") }.joined(separator: "\u{1F}")
    }

    fileprivate init?(packed: String) {
        let parts = packed.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4 || parts.count == 5 else { return nil }
        self.init(
            name: parts[0], phone: parts[1], enterprise: parts[2], creditCode: parts[3],
            language: parts.count == 5 ? parts[4] : "")
    }
}

/// A person ready to be stored.
package struct SealedPerson: Sendable {
    package let key: PersonKey
    let wrappedKey: [UInt8]
    let sealed: [UInt8]
    let phoneIndex: [UInt8]?
}

/// Keys: the city's master key wraps each person's key; whoever has the files without the master key reads nothing.
package struct Vault: Sendable {
    private let wrap: SymmetricKey
    private let index: SymmetricKey
    private let factor: SymmetricKey

    /// - Parameter masterKey: 32 bytes.
    package init(masterKey: [UInt8]) {
        let master = SymmetricKey(data: masterKey)
        wrap = HKDF<SHA256>.deriveKey(inputKeyMaterial: master, info: Array("onedoor wrap".utf8), outputByteCount: 32)
        index = HKDF<SHA256>.deriveKey(inputKeyMaterial: master, info: Array("onedoor index".utf8), outputByteCount: 32)
        factor = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master, info: Array("onedoor second factor".utf8), outputByteCount: 32)
    }

    /// A new person with a key of their own.
    package func newPerson(_ details: PersonDetails, entropy: Entropy) throws -> SealedPerson {
        let bytes = entropy.bytes(64)
        let key = PersonKey(bytes)
        return SealedPerson(
            key: key, wrappedKey: try Self.seal(bytes, with: wrap, entropy: entropy),
            sealed: try key.seal(details.packed, entropy: entropy), phoneIndex: phoneIndex(details.phone))
    }

    /// `nil` when the key was destroyed, or wrapped by another master key.
    package func unwrap(_ wrapped: [UInt8]) -> PersonKey? {
        guard let bytes = Self.open(wrapped, with: wrap), bytes.count == 64 else { return nil }
        return PersonKey(bytes)
    }

    package func details(_ sealed: [UInt8], key: PersonKey) -> PersonDetails? {
        key.open(sealed).flatMap(PersonDetails.init(packed:))
    }

    /// Finds a caller again without keeping the number readable; `nil` for a text with fewer than five digits.
    package func phoneIndex(_ phone: String) -> [UInt8]? {
        let digits = phone.utf8.filter { (48...57).contains($0) }
        guard digits.count >= 5 else { return nil }
        return Array(code("phone", Array(digits.suffix(11))).prefix(16))
    }

    /// Finds what was typed as the name of an account without keeping it readable.
    func nameIndex(_ name: String) -> [UInt8] { Array(code("name", Array(name.utf8)).prefix(16)) }

    /// The fingerprint of what was asked under an idempotency key, as it is stored: keyed, so that it confirms no guess.
    package func keyed(fingerprint: Int64) -> Int64 {
        code("fingerprint", withUnsafeBytes(of: fingerprint.littleEndian) { Array($0) }).prefix(8)
            .reduce(Int64(0)) { $0 << 8 | Int64($1) }
    }

    /// The six characters that open a case to the person who asked (查询码); follows from the case and the master key.
    package func queryCode(for caseID: Int64) -> String {
        let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ".utf8)
        let bytes = code("query", withUnsafeBytes(of: caseID.littleEndian) { Array($0) })
        var value = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var text: [UInt8] = []
        for _ in 0..<6 {
            text.append(alphabet[Int(value % UInt64(alphabet.count))])
            value /= UInt64(alphabet.count)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Seals the secret of an account's second factor; it opens for this account only.
    package func sealFactor(_ secret: [UInt8], of account: String) throws -> [UInt8] {
        try Self.seal(secret, with: factor, entropy: .system, bound: Array(account.utf8))
    }

    /// `nil` when it was sealed for another account, or changed.
    package func openFactor(_ sealed: [UInt8], of account: String) -> [UInt8]? {
        Self.open(sealed, with: factor, bound: Array(account.utf8))
    }

    /// The digest of a recovery code, as it is stored: keyed, so that it confirms no guess.
    package func recoveryDigest(_ code: String, of account: String) -> [UInt8] {
        self.code("recovery", Array(account.utf8) + [0] + Array(code.utf8))
    }

    /// What proves that a link to a case and one of its rounds was made here: six bytes that follow from both and the
    /// master key.
    package func linkProof(of caseID: Int64, round: Int) -> [UInt8] {
        let place = withUnsafeBytes(of: (caseID.littleEndian, Int64(round).littleEndian)) { Array($0) }
        return Array(code("link", place).prefix(6))
    }

    /// The lot of a closing of that day: whose are lowest are drawn. It follows from day, case and master key, so that
    /// nobody outside can foresee it and everybody inside gets the same again.
    func lot(of caseID: Int64, on day: Int) -> UInt64 {
        let bytes =
            withUnsafeBytes(of: Int64(day).littleEndian) { Array($0) }
            + withUnsafeBytes(of: caseID.littleEndian) { Array($0) }
        return code("lot", bytes).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    /// Marks the store as opened by this master key.
    func mark() throws -> [UInt8] { try Self.seal(Array("onedoor".utf8), with: wrap, entropy: .system) }
    func owns(_ mark: [UInt8]) -> Bool { Self.open(mark, with: wrap) == Array("onedoor".utf8) }

    private func code(_ purpose: String, _ bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8) + [0] + bytes, using: index))
    }

    /// - Parameter bound: what must be the same on opening.
    fileprivate static func seal(
        _ bytes: [UInt8], with key: SymmetricKey, entropy: Entropy, bound: [UInt8] = []
    ) throws -> [UInt8] {
        let nonce = try AES.GCM.Nonce(data: entropy.bytes(12))
        let box = try AES.GCM.seal(bytes, using: key, nonce: nonce, authenticating: bound)
        return Array(box.nonce) + box.ciphertext + box.tag
    }

    fileprivate static func open(_ sealed: [UInt8], with key: SymmetricKey, bound: [UInt8] = []) -> [UInt8]? {
        guard sealed.count >= 28, let nonce = try? AES.GCM.Nonce(data: sealed[0..<12]),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: sealed[12..<(sealed.count - 16)], tag: sealed[(sealed.count - 16)...]),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: bound)
        else { return nil }
        return Array(bytes)
    }
}
