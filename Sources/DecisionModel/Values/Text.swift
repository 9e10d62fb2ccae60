extension FEELValue {
    /// The text of a value as the function `string` gives it (DMN 1.5, 10.3.4.1).
    package var text: String {
        switch self {
        case .string(let text): text
        default: literal
        }
    }

    /// The text of a value inside of others: strings in quotation marks.
    package var literal: String { literal(limit: 1 << 28) }

    /// The text of a value, or its beginning if it is longer than a number of bytes. Lists may hold the same list many
    /// times, so that a small value can have a text without end.
    func literal(limit: Int) -> String {
        var text = ""
        write(to: &text, limit)
        return text
    }

    private func write(to text: inout String, _ limit: Int) {
        guard text.utf8.count < limit else { return }
        switch self {
        case .null: text += "null"
        case .boolean(let value): text += value ? "true" : "false"
        case .number(let value): text += value.description
        case .string(let string): text += string.quoted
        case .date(let value): text += value.description
        case .time(let value): text += value.description
        case .dateTime(let value): text += value.description
        case .daysAndTime(let value): text += value.description
        case .yearsAndMonths(let value): text += value.description
        case .list(let items):
            text += "["
            for (index, item) in items.enumerated() where text.utf8.count < limit {
                if index > 0 { text += ", " }
                item.write(to: &text, limit)
            }
            text += "]"
        case .context(let context):
            text += "{"
            for (index, key) in context.keys.enumerated() where text.utf8.count < limit {
                if index > 0 { text += ", " }
                text += key.asKey + ": "
                context.values[index].write(to: &text, limit)
            }
            text += "}"
        case .range(let range):
            text += (range.includesStart ? "[" : "(") + range.start.endText + ".." + range.end.endText
            text += range.includesEnd ? "]" : ")"
        case .function: text += "function"
        case .unknown(let facts): text += "unknown(\(facts.names.sorted().joined(separator: ", ")))"
        }
    }

    /// The text of an end of a range: something that `range` can read again.
    private var endText: String {
        switch self {
        case .date, .time, .dateTime, .daysAndTime, .yearsAndMonths: "@\"\(literal)\""
        default: literal
        }
    }
}

extension String {
    /// The string as a literal of FEEL.
    package var quoted: String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    /// The string as the key of a context: in quotation marks only if it is no name.
    fileprivate var asKey: String {
        let isName =
            unicodeScalars.first?.startsName == true
            && unicodeScalars.allSatisfy { $0.continuesName || $0 == " " || "./-'+*".unicodeScalars.contains($0) }
        return isName ? self : quoted
    }
}
