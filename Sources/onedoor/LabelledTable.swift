import Insight
import Tabular

/// Which column of a table holds what a classifier reads, found by its name.
struct TextColumns {
    let title: Int?
    let text: Int?
    let category: Int?

    private static let titles = ["title", "标题", "主题", "留言主题", "诉求标题"]
    private static let texts = [
        "text", "tokens", "content", "body", "内容", "正文", "留言详情", "留言内容", "诉求内容", "诉求详情", "分词",
    ]
    private static let categories = ["category", "label", "class", "分类", "类别", "一级标签", "一级分类", "诉求分类", "标签"]

    init(_ header: TableHeader) {
        let names = header.names.map { $0.lowercased() }
        func find(_ wanted: [String]) -> Int? { wanted.lazy.compactMap { names.firstIndex(of: $0) }.first }
        title = find(Self.titles)
        text = find(Self.texts)
        category = find(Self.categories)
    }

    /// A sentence that says which names are known.
    static func known(_ what: String) -> String {
        switch what {
        case "category": "one of \(categories.joined(separator: ", "))"
        default: "one of \((titles + texts).joined(separator: ", "))"
        }
    }
}

/// Rows to learn from, out of tables.
struct LabelledTable {
    private(set) var texts: [TrainingText] = []
    /// Rows that could not be used: broken, or without a category.
    private(set) var skipped = 0

    mutating func read(_ path: String) throws {
        let reader = try TableReader(path: path)
        let columns = TextColumns(reader.header)
        guard columns.title != nil || columns.text != nil else {
            throw ColumnMissing(path: path, what: "text", found: reader.header.names)
        }
        guard let category = columns.category else {
            throw ColumnMissing(path: path, what: "category", found: reader.header.names)
        }
        while let row = try reader.next() {
            guard case .success(let row) = row, !row.isEmpty(at: category) else {
                skipped += 1
                continue
            }
            let request = RequestText(
                title: columns.title.map { row[$0] } ?? "", text: columns.text.map { row[$0] } ?? "")
            texts.append(TrainingText(request: request, category: TrainingText.levels(of: row[category])))
        }
    }
}

/// A table without a column that is needed.
struct ColumnMissing: Error, CustomStringConvertible {
    let path: String
    let what: String
    let found: [String]

    var description: String {
        """
        \(path) has no column for the \(what): name it \(TextColumns.known(what)). Its columns are \
        \(found.joined(separator: ", ")).
        """
    }
}
