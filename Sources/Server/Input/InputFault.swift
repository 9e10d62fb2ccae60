import Civics

/// A field that can't be taken, and why, in words for the one who sent it.
struct InputFault: Error, Hashable, Sendable {
    enum Code: String, CaseIterable, Sendable {
        case missing, malformed, unknown, repeated
        case tooLong = "too-long"
        case tooShort = "too-short"
        case outOfRange = "out-of-range"
        case wrongType = "wrong-type"
        case controlCharacter = "control-character"
        case badEncoding = "bad-encoding"
        case unknownField = "unknown-field"
        case beforeReceipt = "before-receipt"
    }

    /// Empty when the whole of what was sent is meant.
    let field: String
    let code: Code
    let message: LocalName
}

/// What was sent can't be read, or fields of it can't be taken; nothing was done.
struct InvalidInput: Error, Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// The syntax is broken: 400.
        case unreadable
        /// It can be read, but the fields named can't be taken: 422.
        case rejected
    }

    let kind: Kind
    let faults: [InputFault]

    init(_ kind: Kind, _ faults: [InputFault]) {
        self.kind = kind
        self.faults = faults
    }

    init(_ fault: JSONFault) {
        self.init(.unreadable, [InputFault(fault)])
    }
}

extension InputFault {
    init(_ field: String, _ code: Code) {
        self.init(field: field, code: code, message: code.message)
    }

    init(_ fault: JSONFault) {
        let (zh, en): (String, String) =
            switch fault.reason {
            case .empty: ("没有内容", "there is nothing")
            case .unexpectedEnd: ("内容不完整", "it ends too early")
            case .unexpectedByte: ("这里不应有这个字符", "this character does not belong here")
            case .badNumber: ("数字写错了", "a number is wrong")
            case .badEscape: ("转义写错了", "an escape is wrong")
            case .controlCharacter: ("文字里有控制字符", "a string holds a control character")
            case .badUTF8: ("不是有效的 UTF-8", "it is not valid UTF-8")
            case .tooDeep:
                ("嵌套超过 \(JSONParser.deepest) 层", "it is nested deeper than \(JSONParser.deepest) levels")
            case .tooManyMembers:
                ("对象的成员超过 \(JSONParser.mostMembers) 个", "an object has more than \(JSONParser.mostMembers) members")
            case .trailingText: ("后面有多余的内容", "something follows the end")
            case .duplicateName(let name): ("名称“\(name)”出现两次", "the name “\(name)” stands twice")
            }
        let code: Code =
            switch fault.reason {
            case .badUTF8: .badEncoding
            case .controlCharacter: .controlCharacter
            case .duplicateName: .repeated
            default: .malformed
            }
        var field = ""
        if case .duplicateName(let name) = fault.reason { field = name }
        self.init(
            field: field, code: code,
            message: LocalName(
                zh: "JSON 第 \(fault.line) 行第 \(fault.column) 字节：\(zh)。",
                en: "JSON, line \(fault.line), byte \(fault.column): \(en)."))
    }
}

extension InputFault.Code {
    /// What the code says where nothing finer is known.
    var message: LocalName {
        switch self {
        case .missing: LocalName(zh: "必须填写。", en: "This is required.")
        case .malformed: LocalName(zh: "格式不对。", en: "This is not in the right form.")
        case .unknown: LocalName(zh: "没有这个值。", en: "There is no such value.")
        case .repeated: LocalName(zh: "只能出现一次。", en: "This may stand once only.")
        case .tooLong: LocalName(zh: "太长。", en: "This is too long.")
        case .tooShort: LocalName(zh: "太短。", en: "This is too short.")
        case .outOfRange: LocalName(zh: "不在允许范围内。", en: "This is out of range.")
        case .wrongType: LocalName(zh: "类型不对。", en: "This has the wrong type.")
        case .controlCharacter:
            LocalName(
                zh: "含有不能显示的控制字符，请删去。", en: "This holds control characters, which cannot be shown; take them out.")
        case .badEncoding: LocalName(zh: "不是有效的 UTF-8 编码。", en: "This is not valid UTF-8.")
        case .unknownField: LocalName(zh: "没有这个字段。", en: "There is no such field.")
        case .beforeReceipt: LocalName(zh: "早于受理时间。", en: "This is earlier than the receipt.")
        }
    }
}
