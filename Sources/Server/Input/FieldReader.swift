import Civics

/// Reads fields out of a form, a query or a JSON object, and collects everything that is wrong with them, so that one
/// answer names all.
///
///     var fields = FieldReader(json)
///     let title = fields.requiredText("title", most: 100)
///     let urgency = fields.choice("urgency", Urgency.self) ?? .ordinary
///     try fields.finish()
///
/// A required field that is missing gives an empty value and a fault; `finish` then throws, so it is never used.
/// Numbers and flags of a JSON object must have their JSON type; a form writes them as text.
struct FieldReader {
    private enum Source {
        case form(FormFields)
        case json(JSONValue)
    }

    /// A value as it stands in the source.
    private enum Found {
        case none
        case text(String)
        case other(JSONValue)
    }

    private let source: Source
    private var known: [String] = []
    private(set) var faults: [InputFault] = []

    init(_ form: FormFields) { source = .form(form) }

    /// Anything but an object has the fault that it is none, and no fields.
    init(_ json: JSONValue) {
        source = .json(json)
        if case .object = json { return }
        let message = LocalName(zh: "应为 JSON 对象。", en: "A JSON object is wanted here, not \(json.kind).")
        faults.append(InputFault(field: "", code: .wrongType, message: message))
    }

    mutating func add(_ fault: InputFault) { faults.append(fault) }

    mutating func add(_ field: String, _ code: InputFault.Code) { faults.append(InputFault(field, code)) }

    /// Ends the reading.
    /// - Throws: `InvalidInput` with all faults; a member of a JSON object that nobody asked for is one of them.
    mutating func finish() throws(InvalidInput) {
        if case .json(.object(let members)) = source {
            let list = known.joined(separator: ", ")
            for member in members where !known.contains(member.name) {
                let message = LocalName(
                    zh: "没有这个字段；可用的有：\(list)。", en: "There is no such field; there are: \(list).")
                faults.append(InputFault(field: member.name, code: .unknownField, message: message))
            }
        }
        if !faults.isEmpty { throw InvalidInput(.rejected, faults) }
    }

    // MARK: Kinds of field

    /// A text without spaces around it, line breaks as line feeds; `nil` when it is absent or empty.
    /// - Parameter most: Unicode scalars.
    mutating func text(_ name: String, most: Int) -> String? {
        switch find(name) {
        case .none: return nil
        case .other(let value):
            wrongType(name, LocalName(zh: "文字", en: "a string"), value)
            return nil
        case .text(let text): return clean(text, name, most: most)
        }
    }

    mutating func requiredText(_ name: String, most: Int) -> String {
        let before = faults.count
        if let text = text(name, most: most) { return text }
        if faults.count == before { add(name, .missing) }
        return ""
    }

    /// Several texts: a repeated field of a form, an array of strings in JSON.
    mutating func texts(_ name: String, most: Int, each: Int) -> [String] {
        known.append(name)
        let values: [JSONValue]
        switch source {
        case .form(let form): values = form.all(name).filter { !$0.isEmpty }.map { .string($0) }
        case .json(let json):
            switch json[name] {
            case nil, .null?: return []
            case .array(let list)?: values = list
            case let value?:
                wrongType(name, LocalName(zh: "文字数组", en: "an array of strings"), value)
                return []
            }
        }
        guard values.count <= most else {
            let message = LocalName(zh: "最多 \(most) 个。", en: "At most \(most) of these.")
            add(InputFault(field: name, code: .tooLong, message: message))
            return []
        }
        var texts: [String] = []
        for (index, value) in values.enumerated() {
            if case .string(let text) = value {
                if let text = clean(text, "\(name)[\(index)]", most: each) { texts.append(text) }
            } else {
                wrongType("\(name)[\(index)]", LocalName(zh: "文字", en: "a string"), value)
            }
        }
        return texts
    }

    /// One of the values of an enumeration; `nil` when absent or empty.
    mutating func choice<T: RawRepresentable & CaseIterable>(
        _ name: String, _ type: T.Type
    ) -> T? where T.RawValue == String {
        guard let text = text(name, most: 60) else { return nil }
        if let value = T(rawValue: text) { return value }
        let values = T.allCases.map(\.rawValue).joined(separator: ", ")
        add(
            InputFault(
                field: name, code: .unknown,
                message: LocalName(zh: "没有“\(text)”；可以是：\(values)。", en: "There is no “\(text)”; there are: \(values).")
            ))
        return nil
    }

    mutating func requiredChoice<T: RawRepresentable & CaseIterable>(
        _ name: String, _ type: T.Type, else fallback: T
    ) -> T where T.RawValue == String {
        let before = faults.count
        if let value = choice(name, type) { return value }
        if faults.count == before { add(name, .missing) }
        return fallback
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        let value: Int
        switch find(name) {
        case .none: return nil
        case .text(let text):
            if text.isEmpty { return nil }
            guard case .form = source, let number = Int(text) else {
                wrongType(name, LocalName(zh: "整数", en: "a whole number"), .string(text))
                return nil
            }
            value = number
        case .other(.integer(let number)): value = Int(number)
        case .other(let other):
            wrongType(name, LocalName(zh: "整数", en: "a whole number"), other)
            return nil
        }
        guard range.contains(value) else {
            let (least, most) = (range.lowerBound, range.upperBound)
            let message = LocalName(zh: "应在 \(least) 到 \(most) 之间。", en: "This must lie between \(least) and \(most).")
            add(InputFault(field: name, code: .outOfRange, message: message))
            return nil
        }
        return value
    }

    /// `true` and `false` in JSON; in a form `1`, `yes`, `on`, `true` and `0`, `no`, `off`, `false`.
    mutating func flag(_ name: String) -> Bool? {
        switch find(name) {
        case .none: return nil
        case .other(.bool(let value)): return value
        case .text(let text):
            if text.isEmpty { return nil }
            if case .form = source {
                if ["1", "yes", "on", "true"].contains(text) { return true }
                if ["0", "no", "off", "false"].contains(text) { return false }
            }
            wrongType(name, LocalName(zh: "true 或 false", en: "true or false"), .string(text))
            return nil
        case .other(let value):
            wrongType(name, LocalName(zh: "true 或 false", en: "true or false"), value)
            return nil
        }
    }

    /// A day of the calendar, `2026-11-18`.
    mutating func day(_ name: String) -> CityDay? {
        guard let text = text(name, most: 40) else { return nil }
        if let day = CityDay(text) { return day }
        let message = LocalName(
            zh: "“\(text)”不是日历上的一天，应写成 2026-11-18。",
            en: "“\(text)” is no day of the calendar; write it as 2026-11-18.")
        add(InputFault(field: name, code: .malformed, message: message))
        return nil
    }

    mutating func caseNumber(_ name: String) -> CaseNumber? {
        guard let text = text(name, most: 40) else { return nil }
        if let number = CaseNumber(text) { return number }
        let message = LocalName(
            zh: "不是有效的单号，请核对；最后一位是校验码。",
            en: "This is no number of a request; check it, the last digit is a check digit.")
        add(InputFault(field: name, code: .malformed, message: message))
        return nil
    }

    // MARK: Ground

    private mutating func find(_ name: String) -> Found {
        known.append(name)
        switch source {
        case .form(let form):
            let values = form.all(name)
            if values.count > 1 { add(name, .repeated) }
            return values.first.map { .text($0) } ?? .none
        case .json(let json):
            switch json[name] {
            case nil, .null?: return .none
            case .string(let text)?: return .text(text)
            case let value?: return .other(value)
            }
        }
    }

    private mutating func wrongType(_ name: String, _ wanted: LocalName, _ value: JSONValue) {
        let message = LocalName(zh: "应为\(wanted.zh)。", en: "This must be \(wanted.en), not \(value.kind).")
        add(InputFault(field: name, code: .wrongType, message: message))
    }

    private mutating func clean(_ text: String, _ name: String, most: Int) -> String? {
        guard let cleaned = CleanText.cleaned(text) else {
            add(name, .controlCharacter)
            return nil
        }
        if cleaned.isEmpty { return nil }
        let count = cleaned.unicodeScalars.count
        guard count <= most else {
            let message = LocalName(
                zh: "太长：现有 \(count) 个字，最多 \(most) 个。",
                en: "This is too long: \(count) characters, at most \(most) are taken.")
            add(InputFault(field: name, code: .tooLong, message: message))
            return nil
        }
        return cleaned
    }
}

/// Text as it is kept: without spaces around it, with line feeds for all kinds of line break.
enum CleanText {
    /// `nil` when there are control characters other than tabs and line breaks.
    static func cleaned(_ text: String) -> String? {
        // Most texts have nothing to clean: one pass over the bytes tells.
        var isPlain = true
        for byte in text.utf8 where byte <= 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 {
            isPlain = false
            break
        }
        return isPlain ? text : slowlyCleaned(text)
    }

    private static func slowlyCleaned(_ text: String) -> String? {
        var scalars = String.UnicodeScalarView()
        var endsWithReturn = false
        for scalar in text.unicodeScalars {
            let isReturn = scalar == "\r"
            defer { endsWithReturn = isReturn }
            switch scalar.value {
            case 0x0A where endsWithReturn: continue
            // Vertical tabs, form feeds and the separators of word processors come in by pasting.
            case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: scalars.append("\n")
            case 0x09: scalars.append(scalar)
            case 0..<0x20, 0x7F..<0xA0: return nil
            default: scalars.append(scalar)
            }
        }
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
