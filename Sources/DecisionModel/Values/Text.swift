extension FEELValue {
    /// The text of a value as the function `string` gives it (DMN 1.5, 10.3.4.1).
    package var text: String {
        switch self {
        case .string(let text): text
        default: literal
        }
    }

    /// The text of a value inside of others: strings in quotation marks.
    package var literal: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let value): value.description
        case .string(let text): text.quoted
        case .date(let value): value.description
        case .time(let value): value.description
        case .dateTime(let value): value.description
        case .daysAndTime(let value): value.description
        case .yearsAndMonths(let value): value.description
        case .list(let items): "[" + items.map(\.literal).joined(separator: ", ") + "]"
        case .context(let context):
            "{" + zip(context.keys, context.values).map { "\($0.asKey): \($1.literal)" }.joined(separator: ", ") + "}"
        case .range(let range): range.text
        case .function: "function"
        case .unknown(let facts): "unknown(\(facts.names.sorted().joined(separator: ", ")))"
        }
    }
}

extension FEELRange {
    fileprivate var text: String {
        (includesStart ? "[" : "(") + start.endText + ".." + end.endText + (includesEnd ? "]" : ")")
    }
}

extension FEELValue {
    /// The text of an end of a range: something that `range` can read again.
    fileprivate var endText: String {
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
