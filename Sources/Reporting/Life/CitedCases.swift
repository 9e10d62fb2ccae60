internal import Foundation

/// Cases that a document cites, apart from the rest of it: their words are a person's, and can go with the person.
extension ReportDocument {
    /// The cases it cites, in its order.
    package var citedCases: [TypicalCase] {
        sections.flatMap(\.blocks).compactMap { if case .example(let cited) = $0 { cited } else { nil } }
    }

    /// The same document with only the numbers of its cases: what is frozen, whoever is forgotten later.
    package var withoutCaseWords: ReportDocument {
        replacingCases { _, cited in
            .example(TypicalCase(number: cited.number, title: "", course: "", result: ""))
        }
    }

    /// The same document with the words of its cases in their places.
    /// - Parameter words: in the order of the cases; `nil` for a case whose person was forgotten, of which the document
    ///   then says so.
    package func withCaseWords(_ words: [String?]) -> ReportDocument {
        replacingCases { place, _ in
            if words.indices.contains(place), let cited = words[place].flatMap(TypicalCase.init(words:)) {
                return .example(cited)
            }
            return .statement(lead: language.say("案例：", "Case:"), removalNotice)
        }
    }

    /// What stands in the place of a case whose person was forgotten.
    package var removalNotice: Sentence {
        language.write("已按反映人的意愿移除。", "It was removed at the wish of the person who brought it.")
    }

    /// The document for outside the house: without the words of cases, which could not be taken back from there.
    package var edition: ReportDocument {
        var copy = self
        for (index, section) in sections.enumerated() {
            var isSaid = false
            copy.sections[index].blocks = section.blocks.compactMap { block in
                guard case .example = block else { return block }
                defer { isSaid = true }
                return isSaid
                    ? nil
                    : .statement(
                        lead: nil,
                        language.write(
                            "典型案例只在平台内部阅读，对外版本从略。",
                            "Typical cases are read inside the platform only and left out of this edition."))
            }
        }
        return copy
    }

    private func replacingCases(_ replace: (Int, TypicalCase) -> ReportBlock) -> ReportDocument {
        var copy = self
        var place = 0
        for (index, section) in sections.enumerated() {
            copy.sections[index].blocks = section.blocks.map { block in
                guard case .example(let cited) = block else { return block }
                defer { place += 1 }
                return replace(place, cited)
            }
        }
        return copy
    }
}

extension TypicalCase {
    /// All of it as a text, the same for the same case.
    package var words: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("a cited case holds nothing that has no form in JSON")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Reads what `words` writes.
    package init?(words: String) {
        guard let cited = try? JSONDecoder().decode(TypicalCase.self, from: Data(words.utf8)) else { return nil }
        self = cited
    }
}

/// A figure of a report that is another one now.
package struct FigureChange: Hashable, Sendable {
    /// With its name and value in the report.
    package let figure: Figure
    package let now: Int

    package init(figure: Figure, now: Int) {
        self.figure = figure
        self.now = now
    }
}

/// A report held beside the same report made from the figures of today.
package struct ReportComparison: Hashable, Sendable {
    /// Figures that both rest on.
    package let compared: Int
    package let changes: [FigureChange]
    /// Figures that only the kept one rests on: the one of today tells of other bodies, places or matters there.
    package let onlyKept: Int

    package init(compared: Int, changes: [FigureChange], onlyKept: Int) {
        self.compared = compared
        self.changes = changes
        self.onlyKept = onlyKept
    }
}

extension ReportDocument {
    /// The figures it rests on, each once, in the order in which they come up.
    package var figures: [Figure] {
        var seen: Set<FigureQuery> = []
        return numbers.flatMap(\.basis.figures).filter { seen.insert($0.query).inserted }
    }

    /// Whether no figure has one value here and another one there.
    package func restsOnSameFigures(as other: ReportDocument) -> Bool {
        compared(with: other).changes.isEmpty
    }

    /// What is different now.
    /// - Parameter today: the same report, made from the figures of today.
    package func compared(with today: ReportDocument) -> ReportComparison {
        let now = Dictionary(today.figures.map { ($0.query, $0.value) }, uniquingKeysWith: { first, _ in first })
        let mine = figures
        let both = mine.filter { now[$0.query] != nil }
        return ReportComparison(
            compared: both.count,
            changes: both.compactMap { figure in
                now[figure.query].flatMap { $0 == figure.value ? nil : FigureChange(figure: figure, now: $0) }
            }, onlyKept: mine.count - both.count)
    }
}
