/// A number of a report as it is written, with what it rests on and where its working is shown.
package struct ReportNumber: Hashable, Codable, Sendable {
    /// With its unit, as it stands in the text: `20,386件`, `3.2%`, `0.7个百分点`.
    package var text: String
    package var basis: Basis
    /// The heading under which the evidence is listed; numbers of one heading share an entry.
    package var topic: String

    package init(_ text: String, _ basis: Basis, topic: String) {
        self.text = text
        self.basis = basis
        self.topic = topic
    }
}

/// Words and numbers, each number with its evidence.
///
///     let sentence: Sentence = "全市受理诉求\(received)。"
package struct Sentence: Hashable, Sendable, ExpressibleByStringInterpolation {
    package enum Span: Hashable, Sendable {
        case text(String)
        case number(ReportNumber)
    }

    package private(set) var spans: [Span]

    package init() { spans = [] }
    init(spans: [Span]) { self.spans = spans }
    package init(stringLiteral text: String) { spans = text.isEmpty ? [] : [.text(text)] }
    package init(stringInterpolation: StringInterpolation) { spans = stringInterpolation.spans }

    package var isEmpty: Bool { spans.isEmpty }

    package var numbers: [ReportNumber] {
        spans.compactMap { if case .number(let number) = $0 { number } else { nil } }
    }

    /// As it is read.
    package var text: String {
        spans.map { span in
            switch span {
            case .text(let text): text
            case .number(let number): number.text
            }
        }.joined()
    }

    package static func + (a: Sentence, b: Sentence) -> Sentence { "\(a)\(b)" }
    package static func += (a: inout Sentence, b: Sentence) { a = a + b }

    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate var spans: [Span] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { appendInterpolation(literal) }

        package mutating func appendInterpolation(_ text: String) {
            guard !text.isEmpty else { return }
            if case .text(let before)? = spans.last {
                spans[spans.count - 1] = .text(before + text)
            } else {
                spans.append(.text(text))
            }
        }

        /// A whole number that is no figure: a threshold, a number of rows.
        package mutating func appendInterpolation(_ number: Int) { appendInterpolation(Numerals.count(number)) }

        package mutating func appendInterpolation(_ number: ReportNumber) { spans.append(.number(number)) }

        package mutating func appendInterpolation(_ sentence: Sentence) {
            for span in sentence.spans {
                switch span {
                case .text(let text): appendInterpolation(text)
                case .number(let number): appendInterpolation(number)
                }
            }
        }
    }
}

extension Sequence<Sentence> {
    func joined(separator: String = "") -> Sentence {
        var sum = Sentence()
        for (index, part) in enumerated() { sum = index == 0 ? part : "\(sum)\(separator)\(part)" }
        return sum
    }
}
