/// A sentence in a file: its words as texts and its numbers as objects, one after the other.
///
///     ["全市受理诉求",{"basis":{…},"text":"20,386件","topic":"受理"},"。"]
extension Sentence: Codable {
    package func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for span in spans {
            switch span {
            case .text(let text): try list.encode(text)
            case .number(let number): try list.encode(number)
            }
        }
    }

    package init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        var read: [Span] = []
        while !list.isAtEnd {
            if let text = try? list.decode(String.self) {
                read.append(.text(text))
            } else {
                read.append(.number(try list.decode(ReportNumber.self)))
            }
        }
        self.init(spans: read)
    }
}

/// A block in a file: `{"kind":"statement","lead":"受理","sentence":[…]}`.
extension ReportBlock: Codable {
    private enum Kind: String, Codable { case statement, table, chart, example, definitions }
    private enum Key: String, CodingKey { case kind, lead, sentence, table, chart, caption, example, definitions }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        switch self {
        case .statement(let lead, let sentence):
            try fields.encode(Kind.statement, forKey: .kind)
            try fields.encodeIfPresent(lead, forKey: .lead)
            try fields.encode(sentence, forKey: .sentence)
        case .table(let table):
            try fields.encode(Kind.table, forKey: .kind)
            try fields.encode(table, forKey: .table)
        case .chart(let chart, let caption):
            try fields.encode(Kind.chart, forKey: .kind)
            try fields.encode(chart, forKey: .chart)
            try fields.encode(caption, forKey: .caption)
        case .example(let example):
            try fields.encode(Kind.example, forKey: .kind)
            try fields.encode(example, forKey: .example)
        case .definitions(let definitions):
            try fields.encode(Kind.definitions, forKey: .kind)
            try fields.encode(definitions, forKey: .definitions)
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        switch try fields.decode(Kind.self, forKey: .kind) {
        case .statement:
            self = .statement(
                lead: try fields.decodeIfPresent(String.self, forKey: .lead),
                try fields.decode(Sentence.self, forKey: .sentence))
        case .table: self = .table(try fields.decode(ReportTable.self, forKey: .table))
        case .chart:
            self = .chart(
                try fields.decode(Chart.self, forKey: .chart),
                caption: try fields.decode(String.self, forKey: .caption))
        case .example: self = .example(try fields.decode(TypicalCase.self, forKey: .example))
        case .definitions: self = .definitions(try fields.decode([Definition].self, forKey: .definitions))
        }
    }
}

/// A cell in a file: `{"base":"18,590÷19,204","kind":"rate","number":{…}}`.
extension ReportCell: Codable {
    private enum Kind: String, Codable { case number, rate, text, none }
    private enum Key: String, CodingKey { case kind, number, base, interval, text }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        switch self {
        case .number(let number):
            try fields.encode(Kind.number, forKey: .kind)
            try fields.encode(number, forKey: .number)
        case .rate(let number, let base, let interval):
            try fields.encode(Kind.rate, forKey: .kind)
            try fields.encode(number, forKey: .number)
            try fields.encode(base, forKey: .base)
            try fields.encodeIfPresent(interval, forKey: .interval)
        case .text(let text):
            try fields.encode(Kind.text, forKey: .kind)
            try fields.encode(text, forKey: .text)
        case .none: try fields.encode(Kind.none, forKey: .kind)
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func number() throws -> ReportNumber { try fields.decode(ReportNumber.self, forKey: .number) }
        switch try fields.decode(Kind.self, forKey: .kind) {
        case .number: self = .number(try number())
        case .rate:
            self = .rate(
                try number(), base: try fields.decode(String.self, forKey: .base),
                interval: try fields.decodeIfPresent(String.self, forKey: .interval))
        case .text: self = .text(try fields.decode(String.self, forKey: .text))
        case .none: self = .none
        }
    }
}
