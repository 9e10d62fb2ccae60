/// Reads JSON as values of FEEL: objects become contexts, numbers keep all their digits.
package struct JSONReader {
    package struct Fault: Error, Sendable, Hashable {
        package let message: String
        /// Bytes from the beginning.
        package let position: Int
    }

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private static let greatestDepth = 128

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    package static func value(_ bytes: [UInt8]) throws(Fault) -> FEELValue {
        var reader = JSONReader(bytes)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.fault("something stands behind the value") }
        return value
    }

    private func fault(_ message: String) -> Fault { Fault(message: message, position: position) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func expect(_ text: StaticString, _ value: FEELValue) throws(Fault) -> FEELValue {
        for index in 0..<text.utf8CodeUnitCount {
            guard current == text.utf8Start[index] else { throw fault("expected \(text)") }
            position += 1
        }
        return value
    }

    private mutating func value() throws(Fault) -> FEELValue {
        skipSpace()
        guard depth < JSONReader.greatestDepth else { throw fault("the JSON nests too deep") }
        depth += 1
        defer { depth -= 1 }
        switch current {
        case UInt8(ascii: "{"): return .context(try object())
        case UInt8(ascii: "["): return .list(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try expect("true", .boolean(true))
        case UInt8(ascii: "f"): return try expect("false", .boolean(false))
        case UInt8(ascii: "n"): return try expect("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object() throws(Fault) -> FEELContext {
        var context = FEELContext()
        position += 1
        skipSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return context
        }
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw fault("expected a name in quotation marks") }
            let key = try string()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw fault("expected a colon") }
            position += 1
            guard context[key] == nil else { throw fault("the name \(key.quoted) stands twice") }
            context[key] = try value()
            skipSpace()
            switch current {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return context
            default: throw fault("expected a comma or the end of the object")
            }
        }
    }

    private mutating func array() throws(Fault) -> [FEELValue] {
        var items: [FEELValue] = []
        position += 1
        skipSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return items
        }
        while true {
            items.append(try value())
            skipSpace()
            switch current {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return items
            default: throw fault("expected a comma or the end of the list")
            }
        }
    }

    private mutating func number() throws(Fault) -> Decimal34 {
        let start = position
        while let byte = current, "+-.eE0123456789".utf8.contains(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard position > start, let number = Decimal34(xmlSchema: text) else {
            position = start
            throw fault("this is no JSON")
        }
        return number
    }

    private mutating func string() throws(Fault) -> String {
        position += 1
        var units: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &units)
            default: units.append(byte)
            }
        }
        throw fault("the string has no end")
    }

    private mutating func escape(into units: inout [UInt8]) throws(Fault) {
        guard let byte = current else { throw fault("the string has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): units.append(0x0A)
        case UInt8(ascii: "t"): units.append(0x09)
        case UInt8(ascii: "r"): units.append(0x0D)
        case UInt8(ascii: "b"): units.append(0x08)
        case UInt8(ascii: "f"): units.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(byte)
        case UInt8(ascii: "u"):
            let first = try hexadecimal()
            var scalar = Unicode.Scalar(first)
            if (0xD800..<0xDC00).contains(first), current == UInt8(ascii: "\\"), position + 1 < bytes.count,
                bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                let second = try hexadecimal()
                if (0xDC00..<0xE000).contains(second) {
                    scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
                }
            }
            units += Array(String(Character(scalar ?? "\u{FFFD}")).utf8)
        default: throw fault("there is no such escape")
        }
    }

    private mutating func hexadecimal() throws(Fault) -> UInt32 {
        guard position + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
        else { throw fault("expected four hexadecimal digits") }
        position += 4
        return value
    }
}

extension FEELValue {
    /// The value as JSON. Dates, times and durations are strings as in FEEL; ranges and functions are their text.
    package var json: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let number): number.description
        case .string(let text): text.jsonQuoted
        case .list(let items): "[" + items.map(\.json).joined(separator: ", ") + "]"
        case .context(let context):
            "{" + zip(context.keys, context.values).map { "\($0.jsonQuoted): \($1.json)" }.joined(separator: ", ") + "}"
        default: literal.jsonQuoted
        }
    }

    /// The value as one of a type, where JSON has no such type: strings as dates, times and durations.
    package func read(as type: FEELType) -> FEELValue {
        switch (self, type.resolved) {
        case (.string(let text), .date): FEELDate(text).map { .date($0) } ?? self
        case (.string(let text), .time): FEELTime(text).map { .time($0) } ?? self
        case (.string(let text), .dateTime): FEELDateTime(text).map { .dateTime($0) } ?? self
        case (.string(let text), .daysAndTime): DaysAndTimeDuration(text).map { .daysAndTime($0) } ?? self
        case (.string(let text), .yearsAndMonths): YearsAndMonthsDuration(text).map { .yearsAndMonths($0) } ?? self
        case (.list(let items), .list(let element)): .list(items.map { $0.read(as: element) })
        case (.context(let context), .context(let entries)):
            .context(
                FEELContext(
                    keys: context.keys,
                    values: zip(context.keys, context.values).map { key, value in
                        entries.first { $0.name == key }.map { value.read(as: $0.type) } ?? value
                    }))
        default: self
        }
    }
}

extension String {
    fileprivate var jsonQuoted: String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
