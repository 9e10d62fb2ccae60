import Foundation

/// The folder a city is read from, and where its faults go.
struct CityFolder {
    let path: String
    let faults: FaultList

    func path(of file: String) -> String { "\(path)/\(file)" }

    func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(of: file)) }

    /// The file's text, which must be UTF-8 (a byte order mark is passed over). `nil`, with the reason reported, when
    /// it can't be read; every line with broken bytes is named.
    func text(of file: String) -> String? {
        guard has(file) else {
            faults.add(file, nil, "the file is missing")
            return nil
        }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path(of: file)))
        } catch {
            faults.add(file, nil, "the file can't be read: \(error.localizedDescription)")
            return nil
        }
        if let text = String(validating: data, as: UTF8.self) {
            return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        }
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where String(validating: line, as: UTF8.self) == nil {
            faults.add(file, index + 1, "the line holds bytes that are not UTF-8; save the file as UTF-8")
        }
        return nil
    }
}

/// What makes a text unfit as a name, an id or an explanation; `nil` when it is fine.
func fault(inText text: String) -> String? {
    if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
        return "holds a control character or a line break"
    }
    if text.first?.isWhitespace == true || text.last?.isWhitespace == true {
        return "begins or ends with a blank"
    }
    return nil
}

/// Whether a text can be an id: it stands in addresses and in file names, so only letters, digits and hyphens of ASCII.
func isPlainID(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
        && text.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "-")
        }
}

/// Whether a text is exactly so many ASCII digits.
func isDigits(_ text: some StringProtocol, count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) }
}

/// `“a”, “b” and 3 more`
func listed(_ names: [String], first count: Int = 3) -> String {
    let shown = names.prefix(count).map { "“\($0)”" }.joined(separator: ", ")
    return names.count > count ? "\(shown) and \(names.count - count) more" : shown
}
