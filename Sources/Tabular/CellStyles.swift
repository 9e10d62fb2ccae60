/// What a number in a cell stands for, told by the cell's number format.
enum NumberMeaning: Hashable {
    case number
    /// A day, perhaps with a time.
    case date
    /// A time of day.
    case time
    /// A length of time (`[h]:mm`).
    case duration
}

/// The number formats of a workbook's cells (ECMA-376 part 1, 18.8).
final class CellStyles: XMLHandler {
    private var custom: [Int: NumberMeaning] = [:]
    private var formats: [NumberMeaning] = []
    private var isInCellFormats = false

    /// What a number with the style of this index (attribute `s` of a cell) stands for.
    func meaning(ofStyle index: Int) -> NumberMeaning {
        formats.indices.contains(index) ? formats[index] : .number
    }

    override func start(_ element: XMLName, _ attributes: XMLAttributes) {
        switch element {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] {
                custom[id] = NumberMeaning(formatCode: code)
            }
        case "cellXfs": isInCellFormats = true
        case "xf" where isInCellFormats:
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            formats.append(custom[id] ?? NumberMeaning(builtInFormat: id))
        default: break
        }
    }

    override func end(_ element: XMLName) {
        if element == "cellXfs" { isInCellFormats = false }
    }
}

extension NumberMeaning {
    /// The formats that need no code in the file (18.8.30); 27–36 and 50–58 are those of the Chinese, Japanese and
    /// Korean editions.
    init(builtInFormat id: Int) {
        switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: self = .date
        case 18...21, 32...35, 45, 47, 55, 56: self = .time
        case 46: self = .duration
        default: self = .number
        }
    }

    /// Reads a format code such as `yyyy"年"m"月"d"日";@` or `[$-804]h:mm`. Only its first section counts.
    init(formatCode: String) {
        var letters = ""
        var isDuration = false
        var rest = Substring(formatCode.lowercased())
        while let character = rest.popFirst(), character != ";" {
            switch character {
            case "\"":
                while let quoted = rest.popFirst(), quoted != "\"" {}
            case "\\", "_", "*":
                _ = rest.popFirst()
            case "[":
                let inside = rest.prefix { $0 != "]" }
                rest = rest.dropFirst(inside.count + 1)
                if let first = inside.first, "hms".contains(first), inside.allSatisfy({ $0 == first }) {
                    isDuration = true
                }
            default:
                letters.append(character)
            }
        }
        for word in ["general", "am/pm", "a/p", "e+", "e-"] {
            letters = letters.split(separator: word, omittingEmptySubsequences: false).joined(separator: " ")
        }
        let hasDay = letters.contains { "yde".contains($0) } || letters.contains("aaa")
        let hasTime = letters.contains { "hs".contains($0) }
        if isDuration {
            self = .duration
        } else if hasDay {
            self = .date
        } else if hasTime {
            self = .time
        } else {
            // A month by itself; beside hours or seconds the same letter means minutes.
            self = letters.contains("m") ? .date : .number
        }
    }
}
