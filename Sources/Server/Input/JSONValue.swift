/// A JSON text (RFC 8259) as read: small, for the bodies of commands.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent that fits 64 bits.
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// In the order written; names are unique.
    case object([Member])

    struct Member: Hashable, Sendable {
        let name: String
        let value: JSONValue
    }

    /// The member of this name; `nil` where there is none and for anything but an object.
    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// What kind of value it is, in the words of a message.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

/// Why a text is not JSON that is taken here, and where.
struct JSONFault: Error, Hashable, Sendable {
    enum Reason: Hashable, Sendable {
        case empty, unexpectedEnd, unexpectedByte, badNumber, badEscape, controlCharacter, badUTF8, tooDeep
        case tooManyMembers, trailingText
        case duplicateName(String)
    }

    let reason: Reason
    /// From 1.
    let line: Int
    /// In bytes, from 1.
    let column: Int
}
