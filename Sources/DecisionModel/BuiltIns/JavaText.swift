/// Methods of `java.lang.String` and the number classes that are answered natively.
enum JavaText {
    static let bodies: [String: @Sendable ([FEELValue]) -> FEELValue?] = {
        var bodies: [String: @Sendable ([FEELValue]) -> FEELValue?] = [:]
        let classes = [
            ("Byte", "byte", "parseByte"), ("Short", "short", "parseShort"), ("Integer", "int", "parseInt"),
            ("Long", "long", "parseLong"), ("Float", "float", "parseFloat"), ("Double", "double", "parseDouble"),
        ]
        for (type, primitive, parse) in classes {
            let isWhole = type != "Float" && type != "Double"
            bodies["java.lang.\(type).valueOf(\(primitive))"] = { $0.first }
            bodies["java.lang.\(type).valueOf(java.lang.String)"] = { number($0, isWhole: isWhole) }
            bodies["java.lang.\(type).\(parse)(java.lang.String)"] = { number($0, isWhole: isWhole) }
            bodies["java.lang.\(type).toString(\(primitive))"] = { $0.first.map { .string($0.text) } }
            bodies["java.lang.String.valueOf(\(primitive))"] = { $0.first.map { .string($0.text) } }
        }
        for kind in ["char", "boolean"] {
            bodies["java.lang.String.valueOf(\(kind))"] = { $0.first.map { .string($0.text) } }
        }
        bodies["java.lang.Boolean.valueOf(boolean)"] = { $0.first }
        bodies["java.lang.Boolean.parseBoolean(java.lang.String)"] = { arguments in
            if case .string(let text)? = arguments.first { .boolean(text.lowercased() == "true") } else { nil }
        }
        bodies["java.lang.String.format(java.lang.String,[Ljava.lang.Object;)"] = { format($0) }
        return bodies
    }()

    private static func number(_ arguments: [FEELValue], isWhole: Bool) -> FEELValue? {
        guard case .string(let text)? = arguments.first, let number = Decimal34(xmlSchema: text) else { return nil }
        return isWhole && !number.isInteger ? nil : .number(number)
    }

    /// Formats with `%s`, `%d`, `%b`, `%%` and `%n`; other conversions fail.
    private static func format(_ arguments: [FEELValue]) -> FEELValue? {
        guard case .string(let pattern)? = arguments.first else { return nil }
        var rest = arguments.dropFirst().flatMap(\.elements)[...]
        var text = ""
        var scalars = pattern.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "%" else {
                text.unicodeScalars.append(scalar)
                continue
            }
            switch scalars.next() {
            case "%": text += "%"
            case "n": text += "\n"
            case "s", "b":
                guard let value = rest.popFirst() else { return nil }
                text += value.text
            case "d":
                guard case .number(let number)? = rest.popFirst(), number.isInteger else { return nil }
                text += number.description
            default: return nil
            }
        }
        return .string(text)
    }
}
