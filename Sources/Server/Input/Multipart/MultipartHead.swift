/// The head of a part: the field's name, and the file's where it is one.
struct MultipartHead: Hashable, Sendable {
    let name: String
    /// `nil` for a field; empty for a file input that nothing was chosen in.
    let fileName: String?

    /// Reads the lines of a head, without the empty one at its end.
    init(_ bytes: ArraySlice<UInt8>) throws(MultipartFault) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .badEncoding }
        var name: String?
        var fileName: String?
        for line in Self.lines(text) {
            guard let colon = line.firstIndex(of: ":") else { throw .badHead }
            let value = line[line.index(after: colon)...]
            switch line[..<colon].lowercased() {
            case "content-disposition":
                guard name == nil, let header = ParameterHeader(value), header.value == "form-data" else {
                    throw .badHead
                }
                name = header["name"].map(Self.unescaped)
                fileName = try header.extended("filename") ?? header["filename"].map(Self.unescaped)
            case "content-transfer-encoding":
                let coding = value.filter { $0 != " " }.lowercased()
                guard ["7bit", "8bit", "binary"].contains(coding) else { throw .unsupported }
            case "content-type":
                guard let header = ParameterHeader(value) else { throw .badHead }
                if header.value.hasPrefix("multipart/") { throw .unsupported }
                if let charset = header["charset"]?.lowercased(), !["utf-8", "utf8", "us-ascii"].contains(charset),
                    header.value.hasPrefix("text/")
                {
                    throw .badEncoding
                }
            default: continue
            }
        }
        guard let name, !name.isEmpty, name.utf8.count <= 200 else { throw .badHead }
        self.name = name
        self.fileName = fileName
    }

    /// A line that begins with a space goes on from the one before it.
    private static func lines(_ text: String) -> [String] {
        var lines: [String] = []
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: true) {
            if line.first == " " || line.first == "\t", let last = lines.popLast() {
                lines.append(last + line)
            } else {
                lines.append(String(line))
            }
        }
        return lines
    }

    /// Browsers write quotes and line breaks in names as `%22`, `%0D` and `%0A`, and nothing else (WHATWG, multipart
    /// form data).
    private static func unescaped(_ text: String) -> String {
        text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
}

/// A header value with parameters: `form-data; name="file"; filename*=UTF-8''%E7%85%A7.jpg`.
struct ParameterHeader {
    /// Before the first semicolon, in small letters.
    let value: String
    private var parameters: [(name: String, value: String)] = []

    /// `nil` when a quoted value has no end, or a parameter no value.
    init?(_ text: some StringProtocol) {
        var rest = text[...]
        let end = rest.firstIndex(of: ";") ?? rest.endIndex
        value = rest[..<end].trimmingSpaces.lowercased()
        guard !value.isEmpty else { return nil }
        rest = rest[end...]
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            if rest.isEmpty { break }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let name = rest[..<equals].trimmingSpaces.lowercased()
            rest = rest[rest.index(after: equals)...].drop { $0 == " " || $0 == "\t" }
            guard let read = Self.value(&rest), parameters.count < 32 else { return nil }
            parameters.append((name, read))
            rest = rest.drop { $0 == " " || $0 == "\t" }
            guard rest.isEmpty || rest.first == ";" else { return nil }
        }
    }

    /// The first of its name.
    subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// A parameter in the form of RFC 8187 (`name*=UTF-8''…`); `nil` where there is none.
    func extended(_ name: String) throws(MultipartFault) -> String? {
        guard let text = self["\(name)*"] else { return nil }
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { throw .badEncoding }
        var bytes: [UInt8] = []
        var iterator = parts[2].utf8.makeIterator()
        while let byte = iterator.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = iterator.next().flatMap(Hexadecimal.value),
                let low = iterator.next().flatMap(Hexadecimal.value)
            else { throw .badEncoding }
            bytes.append(high << 4 | low)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .badEncoding }
        return decoded
    }

    /// A quoted value, in which a backslash comes before a quote or another backslash, or a plain one up to the semicolon.
    private static func value<T: StringProtocol>(_ rest: inout T) -> String? where T == T.SubSequence {
        guard rest.first == "\"" else {
            let end = rest.firstIndex(of: ";") ?? rest.endIndex
            defer { rest = rest[end...] }
            return rest[..<end].trimmingSpaces
        }
        var value = ""
        var index = rest.index(after: rest.startIndex)
        while index < rest.endIndex {
            let character = rest[index]
            let next = rest.index(after: index)
            if character == "\"" {
                rest = rest[next...]
                return value
            }
            // Only before these: browsers on Windows once sent whole paths with backslashes.
            if character == "\\", next < rest.endIndex, rest[next] == "\"" || rest[next] == "\\" {
                value.append(rest[next])
                index = rest.index(after: next)
            } else {
                value.append(character)
                index = next
            }
        }
        return nil
    }
}

extension StringProtocol {
    /// Without spaces and tabs around it.
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.first == " " || text.first == "\t" { text = text.dropFirst() }
        while text.last == " " || text.last == "\t" { text = text.dropLast() }
        return String(text)
    }
}

extension MultipartParser {
    /// The boundary in a `Content-Type`; `nil` when it is another type.
    /// - Throws: `MultipartFault.noBoundary`.
    static func boundary(of contentType: String) throws(MultipartFault) -> String? {
        guard let header = ParameterHeader(contentType) else { return nil }
        guard header.value == "multipart/form-data" else { return nil }
        guard let boundary = header["boundary"], (1...70).contains(boundary.utf8.count), boundary.last != " ",
            boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") })
        else { throw .noBoundary }
        return boundary
    }
}
