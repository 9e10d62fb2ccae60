import Civics

/// The fields of a form (`application/x-www-form-urlencoded`) or of a query, decoded.
struct FormFields: Hashable, Sendable {
    /// More fields than any form of the site has are refused.
    static let most = 400

    private(set) var pairs: [(name: String, value: String)] = []

    init() {}

    init(_ pairs: [(name: String, value: String)]) { self.pairs = pairs }

    /// Decodes `a=1&b=%E4%BD%9B`.
    /// - Throws: `InvalidInput` naming the field with a broken escape or invalid UTF-8.
    init(_ text: String) throws(InvalidInput) { try self.init(bytes: text.utf8) }

    init(bytes: some Collection<UInt8>) throws(InvalidInput) {
        for (index, part) in bytes.split(separator: UInt8(ascii: "&")).enumerated() {
            guard index < Self.most else {
                let message = LocalName(zh: "字段超过 \(Self.most) 个。", en: "There are more than \(Self.most) fields.")
                throw InvalidInput(.unreadable, [InputFault(field: "", code: .outOfRange, message: message)])
            }
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decode(halves[0], of: String(decoding: halves[0].prefix(60), as: UTF8.self))
            pairs.append((name, halves.count > 1 ? try Self.decode(halves[1], of: name) : ""))
        }
    }

    /// The first value of a field; `nil` when it was not sent.
    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// The same for the same fields in the same order.
    var fingerprint: [UInt8] { Array(pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "&").utf8) }

    static func == (a: FormFields, b: FormFields) -> Bool { a.pairs.elementsEqual(b.pairs, by: ==) }

    func hash(into hasher: inout Hasher) {
        for pair in pairs {
            hasher.combine(pair.name)
            hasher.combine(pair.value)
        }
    }

    private static func decode(_ bytes: some Collection<UInt8>, of field: String) throws(InvalidInput) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(Hexadecimal.value),
                    let low = iterator.next().flatMap(Hexadecimal.value)
                else { throw InvalidInput(.unreadable, [brokenEscape(in: field)]) }
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self) else {
            throw InvalidInput(.unreadable, [InputFault(field, .badEncoding)])
        }
        return text
    }

    private static func brokenEscape(in field: String) -> InputFault {
        let message = LocalName(
            zh: "有不完整的百分号编码。", en: "This holds a percent sign that does not begin an escape.")
        return InputFault(field: field, code: .malformed, message: message)
    }
}
