/// The canonical form of an event's body: one flat JSON object, keys sorted, no spaces, only strings, whole numbers,
/// booleans and lists of strings. Same fields, same bytes; that is what the digests of the journal are made of.
package struct CanonicalFields: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case text(String)
        case number(Int64)
        case flag(Bool)
        case list([String])
    }

    private var fields: [(key: String, value: Value)] = []

    package init() {}

    package static func == (a: CanonicalFields, b: CanonicalFields) -> Bool { a.bytes == b.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    package subscript(key: String) -> Value? { fields.first { $0.key == key }?.value }

    mutating func set(_ key: String, _ value: Value?) {
        guard let value else { return }
        let index = fields.firstIndex { $0.key >= key } ?? fields.endIndex
        fields.insert((key, value), at: index)
    }

    package var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(fields.count * 32 + 2)
        out.append(UInt8(ascii: "{"))
        for (index, field) in fields.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            Self.write(field.key, to: &out)
            out.append(UInt8(ascii: ":"))
            switch field.value {
            case .text(let text): Self.write(text, to: &out)
            case .number(let number): out.append(contentsOf: String(number).utf8)
            case .flag(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
            case .list(let list):
                out.append(UInt8(ascii: "["))
                for (place, text) in list.enumerated() {
                    if place > 0 { out.append(UInt8(ascii: ",")) }
                    Self.write(text, to: &out)
                }
                out.append(UInt8(ascii: "]"))
            }
        }
        out.append(UInt8(ascii: "}"))
        return out
    }

    private static let hex = Array("0123456789abcdef".utf8)

    private static func write(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            case 0..<0x20:
                out.append(contentsOf: "\\u00".utf8)
                out.append(hex[Int(byte >> 4)])
                out.append(hex[Int(byte & 15)])
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    /// Reads what `bytes` wrote; `nil` for anything that is not in this form.
    package init?(_ bytes: some Collection<UInt8>) {
        var reader = CanonicalReader(bytes: Array(bytes))
        guard let fields = reader.object() else { return nil }
        self.fields = fields
    }
}

private struct CanonicalReader {
    let bytes: [UInt8]
    var at = 0

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    mutating func object() -> [(key: String, value: CanonicalFields.Value)]? {
        var fields: [(key: String, value: CanonicalFields.Value)] = []
        guard take("{") else { return nil }
        if take("}") { return at == bytes.count ? fields : nil }
        repeat {
            guard let key = string(), fields.last.map({ $0.key < key }) ?? true, take(":"), let value = value() else {
                return nil
            }
            fields.append((key, value))
        } while take(",")
        return take("}") && at == bytes.count ? fields : nil
    }

    private mutating func value() -> CanonicalFields.Value? {
        guard at < bytes.count else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "["):
            at += 1
            var list: [String] = []
            if take("]") { return .list(list) }
            repeat {
                guard let text = string() else { return nil }
                list.append(text)
            } while take(",")
            return take("]") ? .list(list) : nil
        case UInt8(ascii: "t"): return word("true") ? .flag(true) : nil
        case UInt8(ascii: "f"): return word("false") ? .flag(false) : nil
        default: return number().map { .number($0) }
        }
    }

    private mutating func word(_ word: StaticString) -> Bool {
        for index in 0..<word.utf8CodeUnitCount {
            guard at < bytes.count, bytes[at] == word.utf8Start[index] else { return false }
            at += 1
        }
        return true
    }

    private mutating func number() -> Int64? {
        let start = at
        let isNegative = take("-")
        let first = at
        while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
        if first < at, bytes[first] == UInt8(ascii: "0"), isNegative || at > first + 1 { return nil }
        return Int64(String(decoding: bytes[start..<at], as: UTF8.self))
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        let start = at
        while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\"), bytes[at] >= 0x20 {
            at += 1
        }
        guard at < bytes.count else { return nil }
        if bytes[at] == UInt8(ascii: "\"") {
            defer { at += 1 }
            return String(validating: bytes[start..<at], as: UTF8.self)
        }
        var out = Array(bytes[start..<at])
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: out, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let character = escaped() else { return nil }
                out.append(character)
            case 0..<0x20: return nil
            default: out.append(byte)
            }
        }
        return nil
    }

    /// What stands after a backslash: one of the two characters that need it, or a control character's number.
    private mutating func escaped() -> UInt8? {
        if take("\"") { return UInt8(ascii: "\"") }
        if take("\\") { return UInt8(ascii: "\\") }
        guard take("u"), take("0"), take("0"), let high = hexDigit(), high < 2, let low = hexDigit() else { return nil }
        return high << 4 | low
    }

    private mutating func hexDigit() -> UInt8? {
        guard at < bytes.count else { return nil }
        defer { at += 1 }
        switch bytes[at] {
        case 48...57: return bytes[at] - 48
        case 97...102: return bytes[at] - 87
        default: return nil
        }
    }
}
