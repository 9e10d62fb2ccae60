import Civics
import Reporting

/// A report as an answer of the API: its words, and every number in them with the value it stands for.
enum ReportJSON {
    static func write(_ report: ReportDocument, to json: inout JSONWriter) {
        json.object {
            $0.member("language", report.language.rawValue)
            $0.member("masthead", report.masthead)
            $0.member("issue", report.issue)
            $0.member("date", report.date.description)
            $0.member("from", report.days.lowerBound.description)
            $0.member("to", report.days.upperBound.description)
            $0.member("scope", report.scope)
            $0.name("headline")
            $0.strings(report.headline)
            $0.name("notices")
            $0.array(report.notices) { json, notice in json.object { sentence(notice, to: &$0) } }
            $0.name("sections")
            $0.array(report.sections) { json, section in
                json.object {
                    $0.member("heading", section.heading)
                    $0.name("blocks")
                    $0.array(section.blocks) { json, block in json.object { self.block(block, to: &$0) } }
                }
            }
            $0.member("signatory", report.signatory)
        }
    }

    private static func block(_ block: ReportBlock, to json: inout JSONWriter) {
        switch block {
        case .statement(let lead, let statement):
            json.member("type", "statement")
            json.member("lead", ifPresent: lead)
            sentence(statement, to: &json)
        case .table(let table):
            json.member("type", "table")
            json.member("caption", table.caption)
            json.name("columns")
            json.strings(table.columns.map(\.head))
            json.name("rows")
            json.array(table.rows) { json, row in
                json.object {
                    $0.member("name", row.name)
                    $0.name("cells")
                    $0.array(row.cells) { json, cell in json.object { self.cell(cell, to: &$0) } }
                }
            }
        case .chart(_, let caption):
            // Charts show what the tables hold.
            json.member("type", "chart")
            json.member("caption", caption)
        case .example(let example):
            json.member("type", "case")
            json.member("number", example.number.description)
            json.member("title", example.title)
            json.member("course", example.course)
            json.member("result", example.result)
        case .definitions(let definitions):
            json.member("type", "definitions")
            json.name("items")
            json.array(definitions) { json, definition in
                json.object {
                    $0.member("term", definition.term)
                    $0.member("meaning", definition.meaning)
                }
            }
        }
    }

    private static func cell(_ cell: ReportCell, to json: inout JSONWriter) {
        switch cell {
        case .number(let number): self.number(number, to: &json)
        case .rate(let number, let base, let interval):
            self.number(number, to: &json)
            json.member("base", base)
            json.member("interval", ifPresent: interval)
        case .text(let text): json.member("text", text)
        case .none: break
        }
    }

    private static func sentence(_ sentence: Sentence, to json: inout JSONWriter) {
        json.member("text", sentence.text)
        guard !sentence.numbers.isEmpty else { return }
        json.name("numbers")
        json.array(sentence.numbers) { json, number in json.object { self.number(number, to: &$0) } }
    }

    private static func number(_ number: ReportNumber, to json: inout JSONWriter) {
        json.member("text", number.text)
        if let value = number.basis.value { json.member("value", value) }
    }
}
