import Civics

/// The categories of `categories.csv`.
struct CategoryList {
    static let file = "categories.csv"

    private(set) var categories: [Category] = []
    /// The line of every code in the file, also of rows with faults elsewhere.
    private(set) var lines: [CategoryCode: Int] = [:]

    /// `nil`, reported, when the file can't be read.
    init?(_ folder: CityFolder) {
        let columns = [
            "code", "level1", "level2", "level3", "level1_en", "level2_en", "level3_en", "explanation", "kind",
        ]
        guard let table = folder.table(of: Self.file, columns: columns) else { return nil }
        var headings: [String: (line: Int, name: LocalName)] = [:]
        for row in table.rows {
            let kind: RequestKind? = row.choice("kind")
            let names = (1...3).map {
                LocalName(zh: row.required("level\($0)"), en: row.required("level\($0)_en"))
            }
            let explanation = row.required("explanation")
            let code = row.required("code")
            guard isDigits(code, count: 6) else {
                if !code.isEmpty { row.fault("the code “\(code)” must have six digits, two for each level") }
                continue
            }
            if let earlier = lines[code] {
                row.fault("the code “\(code)” stands in line \(earlier) already")
                continue
            }
            lines[code] = row.line
            for level in 1...2 {
                let heading = String(code.prefix(2 * level))
                if let first = headings[heading], first.name != names[level - 1] {
                    row.fault(
                        "“\(heading)” is “\(names[level - 1].zh)” / “\(names[level - 1].en)” here, but "
                            + "“\(first.name.zh)” / “\(first.name.en)” in line \(first.line)")
                } else if headings[heading] == nil {
                    headings[heading] = (row.line, names[level - 1])
                }
            }
            guard let kind else { continue }
            categories.append(
                Category(
                    code: code, level1: names[0], level2: names[1], level3: names[2], explanation: explanation,
                    kind: kind))
        }
    }
}
