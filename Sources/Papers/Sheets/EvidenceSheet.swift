import Civics
import Reporting

/// The evidence of every number of a report, in text and tables: one row for each figure that a number rests on, named
/// exactly enough to be asked for again.
struct EvidenceSheet {
    private let document: ReportDocument
    private let language: Language
    private let places: [String: Int]
    private let meanings: [String: String]

    init(_ document: ReportDocument) {
        self.document = document
        language = document.language
        places = Dictionary(
            document.evidence.enumerated().map { ($1.topic, $0 + 1) }, uniquingKeysWith: { first, _ in first })
        meanings = Dictionary(
            document.definitions.map { ($0.term.lowercased(), $0.meaning) }, uniquingKeysWith: { first, _ in first })
    }

    func write(to sheet: Sheet) {
        sheet.title(language.say("数据来源", "Where the numbers come from"))
        for (index, head) in heads.enumerated() {
            sheet.text(head, 1, index, index == heads.count - 1 ? .headOfNumbers : .head)
        }
        var row = 2
        for number in numbers {
            let figures = number.basis.figures
            let working = document.working(number.basis)
            for figure in figures {
                write(number, working, figure, to: sheet, row)
                row += 1
            }
            if figures.isEmpty {
                write(number, working, nil, to: sheet, row)
                row += 1
            }
        }
        sheet.widths(Self.widths)
        sheet.freeze(above: 2)
    }

    private static let widths: [Double] = [7, 20, 15, 50, 24, 30, 50, 24, 16, 16, 12, 12, 12]

    private var heads: [String] {
        [
            language.say("编号", "Entry"), language.say("主题", "Topic"), language.say("文中数字", "As written"),
            language.say("算式", "Working"), language.say("数据名称", "Figure"), language.say("指标", "Measure"),
            language.say("口径", "Definition"), language.say("划分", "Cut"), language.say("取值一", "First value"),
            language.say("取值二", "Second value"), language.say("起", "From"), language.say("止", "To"),
            language.say("数值", "Value"),
        ]
    }

    /// Each number once, those of one topic together, in the order in which topics first appear.
    private var numbers: [ReportNumber] {
        var topics: [String] = []
        var numbers: [String: [ReportNumber]] = [:]
        var seen: Set<ReportNumber> = []
        for number in document.numbers where seen.insert(number).inserted {
            if numbers[number.topic] == nil { topics.append(number.topic) }
            numbers[number.topic, default: []].append(number)
        }
        return topics.flatMap { numbers[$0] ?? [] }
    }

    private func write(_ number: ReportNumber, _ working: String, _ figure: Figure?, to sheet: Sheet, _ row: Int) {
        var texts = [places[number.topic].map { "E\($0)" } ?? "", number.topic, number.text, working]
        if let figure {
            let query = figure.query
            let measure = language.name(of: query.measure)
            texts += [
                figure.name, "\(measure) (\(query.measure))", meanings[measure.lowercased()] ?? "",
                "\(language.name(of: query.cut)) (\(query.cut))", query.first, query.second,
                query.days.lowerBound.description, query.days.upperBound.description,
            ]
            sheet.number(Double(figure.value), row, texts.count, SheetNumber.count)
        }
        for (column, text) in texts.enumerated() where !text.isEmpty { sheet.text(text, row, column) }
        sheet.height(of: row, fitting: Array(zip(texts, Self.widths)))
    }
}
