extension BuiltIns {
    /// DMN 1.5, 10.3.4.3. Positions and lengths count code points.
    static let strings: [BuiltIn] = [
        BuiltIn(
            "substring",
            Signature(.string("string"), .number("start position"), .number("length").optional) { call in
                guard let text = call.string(0), let start = call.integer(1) else { return nil }
                let scalars = Array(text.unicodeScalars)
                let length = call.values[2].isNull ? scalars.count : call.integer(2)
                guard let length, length >= 1 else { return nil }
                guard start != 0, start.magnitude <= scalars.count else { return nil }
                let first = start > 0 ? start - 1 : scalars.count + start
                return .string(String(scalars[first...].prefix(length)))
            }),
        BuiltIn(
            "string length",
            Signature(.string("string")) { call in
                call.string(0).map { FEELValue($0.unicodeScalars.count) }
            }),
        BuiltIn("upper case", Signature(.string("string")) { call in call.string(0).map { .string($0.uppercased()) } }),
        BuiltIn("lower case", Signature(.string("string")) { call in call.string(0).map { .string($0.lowercased()) } }),
        BuiltIn(
            "substring before",
            Signature(.string("string"), .string("match")) { call in
                guard let text = call.string(0), let match = call.string(1) else { return nil }
                let bytes = Array(text.utf8)
                guard let index = bytes.firstRange(ofBytes: Array(match.utf8)) else { return .string("") }
                return .string(String(decoding: bytes[..<index], as: UTF8.self))
            }),
        BuiltIn(
            "substring after",
            Signature(.string("string"), .string("match")) { call in
                guard let text = call.string(0), let match = call.string(1) else { return nil }
                let bytes = Array(text.utf8)
                guard let index = bytes.firstRange(ofBytes: Array(match.utf8)) else { return .string("") }
                return .string(String(decoding: bytes[(index + match.utf8.count)...], as: UTF8.self))
            }),
        BuiltIn(
            "contains",
            Signature(.string("string"), .string("match")) { call in
                guard let text = call.string(0), let match = call.string(1) else { return nil }
                return .boolean(Array(text.utf8).firstRange(ofBytes: Array(match.utf8)) != nil)
            }),
        BuiltIn(
            "starts with",
            Signature(.string("string"), .string("match")) { call in
                guard let text = call.string(0), let match = call.string(1) else { return nil }
                return .boolean(text.utf8.starts(with: match.utf8))
            }),
        BuiltIn(
            "ends with",
            Signature(.string("string"), .string("match")) { call in
                guard let text = call.string(0), let match = call.string(1) else { return nil }
                return .boolean(text.utf8.reversed().starts(with: match.utf8.reversed()))
            }),
        BuiltIn(
            "matches",
            Signature(.string("input"), .string("pattern"), .string("flags").orNothing) { call in
                guard let text = call.string(0) else { return nil }
                return call.expression(1, flags: 2) { (expression) throws(RegularExpressionError) in
                    .boolean(try expression.matches(text))
                }
            }),
        BuiltIn(
            "replace",
            Signature(
                .string("input"), .string("pattern"), .string("replacement"), .string("flags").orNothing
            ) { call in
                guard let text = call.string(0), let replacement = call.string(2) else { return nil }
                return call.expression(1, flags: 3) { (expression) throws(RegularExpressionError) in
                    call.made(try expression.replacing(in: text, with: replacement))
                }
            }),
        BuiltIn(
            "split",
            Signature(.string("string"), .string("delimiter")) { call in
                guard let text = call.string(0) else { return nil }
                return call.expression(1, flags: nil) { (expression) throws(RegularExpressionError) in
                    call.made(try expression.split(text).map { .string($0) })
                }
            }),
        BuiltIn(
            "string join",
            Signature(.list("list"), .string("delimiter").orNothing) { call in
                guard let items = call.list(0) else { return nil }
                var texts: [String] = []
                for item in items {
                    switch item {
                    case .string(let text): texts.append(text)
                    case .null: continue
                    default: return nil
                    }
                }
                return call.made(texts.joined(separator: call.string(1) ?? ""))
            }),
    ]
}

extension [UInt8] {
    /// Where these bytes begin for the first time.
    fileprivate func firstRange(ofBytes match: [UInt8]) -> Int? {
        guard let first = match.first else { return 0 }
        guard match.count <= count else { return nil }
        var index = 0
        let last = count - match.count
        while index <= last {
            if self[index] == first, self[index..<(index + match.count)].elementsEqual(match) { return index }
            index += 1
        }
        return nil
    }
}

extension String {
    fileprivate init(_ scalars: ArraySlice<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}

extension Arguments {
    /// Does something with a pattern; a pattern that is wrong is a fault.
    fileprivate func expression(
        _ pattern: Int, flags: Int?, _ body: (RegularExpression) throws(RegularExpressionError) -> FEELValue
    ) -> FEELValue? {
        guard let pattern = string(pattern) else { return nil }
        let letters = flags.flatMap { string($0) } ?? ""
        do throws(RegularExpressionError) {
            return try body(try PatternCache.shared.expression(pattern, flags: letters))
        } catch {
            return run.fault(.arguments, range, "the pattern \(pattern.quoted) cannot be used: \(error)")
        }
    }
}
