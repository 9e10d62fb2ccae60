import Civics
import Insight
import Tabular

/// What a column of a table of requests holds.
enum RequestColumn: String, CaseIterable {
    case id, person, title, created, text, dislikes, likes, reply, replied

    /// The names it goes by in exports, in the order in which they are looked for.
    fileprivate var names: [String] {
        switch self {
        case .id: ["id", "case_id", "number", "留言编号", "编号", "工单编号", "诉求编号", "工单号", "序号"]
        case .person: ["user", "person", "caller", "user_id", "留言用户", "用户", "来电人", "诉求人", "姓名", "联系人", "来电号码"]
        case .title: ["title", "subject", "留言主题", "标题", "主题", "诉求标题", "工单标题"]
        case .created:
            ["created", "created_at", "time", "date", "留言时间", "时间", "创建时间", "来电时间", "受理时间", "登记时间", "诉求时间", "日期"]
        case .text: ["text", "content", "body", "留言详情", "留言内容", "内容", "诉求内容", "诉求详情", "详情", "正文", "工单内容"]
        case .dislikes: ["dislikes", "反对数", "反对", "踩"]
        case .likes: ["likes", "点赞数", "点赞", "赞", "支持数"]
        case .reply: ["reply", "answer", "答复意见", "答复内容", "回复内容", "答复", "回复", "办理结果"]
        case .replied: ["replied", "replied_at", "答复时间", "回复时间", "办结时间"]
        }
    }

    /// A name to tell people that is known.
    var example: String { "“\(names[0])” or “\(names.first { !$0.utf8.contains { $0 < 0x80 } } ?? names[0])”" }
}

/// The requests of a CSV or XLSX file, whatever its columns are called.
struct IssuesTable {
    /// Why a file can't be read as requests.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// A row that was passed over.
    struct Skipped {
        let line: Int
        let reason: String
    }

    private let reader: TableReader
    private let columns: [RequestColumn: Int]
    private let zone: CityZone
    private(set) var skipped: [Skipped] = []
    private(set) var rows = 0

    /// - Throws: `TableFault` where there is no table, `Fault` where a column of `required` is missing.
    init(path: String, required: [RequestColumn], zone: CityZone) throws {
        reader = try TableReader(path: path)
        self.zone = zone
        let names = reader.header.names.map { $0.lowercased() }
        var columns: [RequestColumn: Int] = [:]
        for column in RequestColumn.allCases {
            columns[column] = column.names.lazy.compactMap { names.firstIndex(of: $0) }.first
        }
        for column in required where columns[column] == nil {
            throw Fault(
                description: """
                    \(path) has no column for the \(column.rawValue): name it \(column.example). Its columns are \
                    \(reader.header.names.joined(separator: ", ")).
                    """)
        }
        guard columns[.title] != nil || columns[.text] != nil else {
            throw Fault(
                description: """
                    \(path) has neither titles nor texts: name a column \(RequestColumn.title.example) or \
                    \(RequestColumn.text.example). Its columns are \(reader.header.names.joined(separator: ", ")).
                    """)
        }
        self.columns = columns
    }

    /// A row with its request.
    struct Entry {
        var request: IssueRequest
        var reply: String
        var replied: Instant?
    }

    /// The next request; rows that can't be used are noted in `skipped`. `nil` at the end.
    mutating func next() throws -> Entry? {
        while let row = try reader.next() {
            rows += 1
            switch row {
            case .failure(let fault): skip(fault.line, fault.reason)
            case .success(let row):
                if let entry = entry(row) { return entry }
            }
        }
        return nil
    }

    private mutating func entry(_ row: TableRow) -> Entry? {
        func field(_ column: RequestColumn) -> String { columns[column].map { row[$0] } ?? "" }
        let title = field(.title)
        let text = field(.text)
        guard !isBlank(title) || !isBlank(text) else {
            skip(row.line, "title and text are empty")
            return nil
        }
        var at = Instant(milliseconds: 0)
        if columns[.created] != nil {
            guard let moment = Self.moment(field(.created), zone) else {
                let shown = field(.created).prefix(40)
                skip(row.line, shown.isEmpty ? "there is no date" : "“\(shown)” is no date")
                return nil
            }
            at = moment
        }
        let id = field(.id)
        return Entry(
            request: IssueRequest(
                id: id.isEmpty ? "line \(row.line)" : id, person: field(.person), title: title, text: text, at: at,
                likes: Int(field(.likes)) ?? 0, dislikes: Int(field(.dislikes)) ?? 0),
            reply: field(.reply), replied: Self.moment(field(.replied), zone))
    }

    private mutating func skip(_ line: Int, _ reason: String) { skipped.append(Skipped(line: line, reason: reason)) }

    private func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { $0.properties.isWhitespace } }

    /// Reads `2019-02-28 11:25:05`, `2019/2/8 7:03`, `2019年2月8日`, also with `T`; `nil` for anything else.
    static func moment(_ text: String, _ zone: CityZone) -> Instant? {
        var numbers: [Int] = []
        var digits = 0
        var value = 0
        for byte in text.utf8.prefix(40) {
            if (48...57).contains(byte) {
                guard digits < 6 else { return nil }
                value = value * 10 + Int(byte - 48)
                digits += 1
            } else {
                if digits > 0 { numbers.append(value) }
                (value, digits) = (0, 0)
                // A fraction of a second or a zone's offset ends what is read.
                if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "Z") { break }
            }
        }
        if digits > 0 { numbers.append(value) }
        guard numbers.count >= 3, let day = CityDay(year: numbers[0], month: numbers[1], day: numbers[2]) else {
            return nil
        }
        let time = numbers.dropFirst(3).prefix(3) + [0, 0, 0].prefix(max(0, 6 - numbers.count))
        let parts = Array(time)
        guard parts[0] < 24, parts[1] < 60, parts[2] < 60 else { return nil }
        return zone.instant(day, time: Int64((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000)
    }
}
