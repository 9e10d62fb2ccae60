/// Reads JSON strictly: one value, names not repeated, at most `deepest` levels and `mostMembers` of an object, strings in
/// valid UTF-8 without lone surrogates. `FieldReader` can then name every field that is wrong; a decoder of whole types stops at the first.
struct JSONParser {
    static let deepest = 16
    static let mostMembers = 200

    private let bytes: UnsafeRawBufferPointer
    private var at = 0
    private var depth = 0

    private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONFault) -> JSONValue {
        var parser = JSONParser(bytes)
        return try parser.document()
    }

    static func parse(_ text: String) throws(JSONFault) -> JSONValue {
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(JSONFault) in try parse(buffer) }
        }
        return try result.get()
    }

    private mutating func document() throws(JSONFault) -> JSONValue {
        // A byte order mark is not JSON, but what some editors put before it.
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
        skipSpace()
        guard at < bytes.count else { throw fault(.empty) }
        let value = try value()
        skipSpace()
        guard at == bytes.count else { throw fault(.trailingText) }
        return value
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        switch try peek() {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault(.unexpectedByte)
        }
    }

    private mutating func object() throws(JSONFault) -> JSONValue {
        try descend()
        defer { depth -= 1 }
        var members: [JSONValue.Member] = []
        if try isEmpty(closing: UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw fault(.unexpectedByte) }
            guard members.count < Self.mostMembers else { throw fault(.tooManyMembers) }
            let start = at
            let name = try string()
            if members.contains(where: { $0.name == name }) {
                at = start
                throw fault(.duplicateName(name))
            }
            skipSpace()
            try take(UInt8(ascii: ":"))
            skipSpace()
            members.append(JSONValue.Member(name: name, value: try value()))
            if try isLast(closing: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func array() throws(JSONFault) -> JSONValue {
        try descend()
        defer { depth -= 1 }
        var values: [JSONValue] = []
        if try isEmpty(closing: UInt8(ascii: "]")) { return .array(values) }
        while true {
            skipSpace()
            values.append(try value())
            if try isLast(closing: UInt8(ascii: "]")) { return .array(values) }
        }
    }

    private mutating func descend() throws(JSONFault) {
        depth += 1
        guard depth <= Self.deepest else { throw fault(.tooDeep) }
        at += 1
    }

    private mutating func isEmpty(closing: UInt8) throws(JSONFault) -> Bool {
        skipSpace()
        guard try peek() == closing else { return false }
        at += 1
        return true
    }

    private mutating func isLast(closing: UInt8) throws(JSONFault) -> Bool {
        skipSpace()
        if try peek() == closing {
            at += 1
            return true
        }
        try take(UInt8(ascii: ","))
        return false
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount { try take(word.utf8Start[index]) }
        return value
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = at
        var isWhole = true
        if try peek() == UInt8(ascii: "-") { at += 1 }
        let first = at
        try digits()
        // 07 is no number.
        if at - first > 1, bytes[first] == UInt8(ascii: "0") { throw fault(.badNumber) }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            isWhole = false
            at += 1
            try digits()
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw fault(.badNumber) }
        return .number(value)
    }

    private mutating func digits() throws(JSONFault) {
        let start = at
        while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
        guard at > start else { throw fault(at < bytes.count ? .badNumber : .unexpectedEnd) }
    }

    /// From the opening to behind the closing quotation mark.
    private mutating func string() throws(JSONFault) -> String {
        at += 1
        let start = at
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes[start..<at], as: UTF8.self) else {
                    at = start
                    throw fault(.badUTF8)
                }
                at += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw fault(.controlCharacter)
            default: at += 1
            }
        }
        throw fault(.unexpectedEnd)
    }

    private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
        var text = Array(bytes[start..<at])
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "\""):
                guard let valid = String(validating: text, as: UTF8.self) else {
                    at = start
                    throw fault(.badUTF8)
                }
                at += 1
                return valid
            case UInt8(ascii: "\\"):
                at += 1
                try escape(into: &text)
            case 0..<0x20: throw fault(.controlCharacter)
            default:
                text.append(byte)
                at += 1
            }
        }
        throw fault(.unexpectedEnd)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        let byte = try peek()
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += UTF8.encode(try scalar()) ?? UTF8.encodedReplacementCharacter
        default: throw fault(.badEscape)
        }
    }

    private mutating func scalar() throws(JSONFault) -> Unicode.Scalar {
        var value = try hexadecimal()
        if (0xD800..<0xDC00).contains(value) {
            guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
                throw fault(.badEscape)
            }
            at += 2
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw fault(.badEscape) }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw fault(.badEscape) }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        guard at + 4 <= bytes.count else { throw fault(.unexpectedEnd) }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Hexadecimal.value(bytes[at]) else { throw fault(.badEscape) }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }

    private func peek() throws(JSONFault) -> UInt8 {
        guard at < bytes.count else { throw fault(.unexpectedEnd) }
        return bytes[at]
    }

    private mutating func take(_ byte: UInt8) throws(JSONFault) {
        guard try peek() == byte else { throw fault(.unexpectedByte) }
        at += 1
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    private func fault(_ reason: JSONFault.Reason) -> JSONFault {
        var line = 1
        var lineStart = 0
        for index in 0..<min(at, bytes.count) where bytes[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        return JSONFault(reason: reason, line: line, column: at - lineStart + 1)
    }
}

/// Digits of base 16.
enum Hexadecimal {
    static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    static let digits: [UInt8] = Array("0123456789abcdef".utf8)
}
