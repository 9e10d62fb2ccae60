package import Civics

/// A report as data: everything that stands in it, in order, with the evidence of every number. What it looks like on a
/// screen, on paper or in a file is the business of those who render it. The same figures give the same document.
package struct ReportDocument: Hashable, Codable, Sendable {
    package var language: Language
    /// Which days and which part of the city it tells of; the figures in it are those of this part
    /// (`ReportScope.whole` names them in the whole city's).
    package var order: ReportOrder
    /// What kind of paper this is: 佛山市12345热线周报.
    package var masthead: String
    /// 2026年第46期
    package var issue: String
    package var date: CityDay
    /// The days whose figures it tells.
    package var days: ClosedRange<CityDay>
    /// The periods it compares with, by the names it has for them.
    package var otherPeriods: [NamedPeriod]
    /// The place or body it tells of: 全市.
    package var scope: String
    /// What it says, in one line or two.
    package var headline: [String]
    /// What must be known before reading: the week is still running, earlier data are missing.
    package var notices: [Sentence]
    package var sections: [ReportSection]
    /// Who signs.
    package var signatory: String

    package init(
        language: Language, order: ReportOrder, masthead: String, issue: String, date: CityDay,
        days: ClosedRange<CityDay>,
        otherPeriods: [NamedPeriod], scope: String, headline: [String], notices: [Sentence], sections: [ReportSection],
        signatory: String
    ) {
        self.language = language
        self.order = order
        self.masthead = masthead
        self.issue = issue
        self.date = date
        self.days = days
        self.otherPeriods = otherPeriods
        self.scope = scope
        self.headline = headline
        self.notices = notices
        self.sections = sections
        self.signatory = signatory
    }

    /// The working behind the numbers of the text, by topic, in the order in which they first appear.
    package var evidence: [Evidence] {
        var evidence: [Evidence] = []
        var places: [String: Int] = [:]
        let sentences = notices + sections.flatMap { $0.blocks.flatMap(\.sentences) }
        for number in sentences.flatMap(\.numbers) {
            if let place = places[number.topic] {
                if !evidence[place].bases.contains(number.basis) { evidence[place].bases.append(number.basis) }
            } else {
                places[number.topic] = evidence.count
                evidence.append(Evidence(topic: number.topic, bases: [number.basis]))
            }
        }
        return evidence
    }

    /// Every number of the report, in text and tables.
    package var numbers: [ReportNumber] {
        notices.flatMap(\.numbers)
            + sections.flatMap { $0.blocks.flatMap { $0.sentences.flatMap(\.numbers) + $0.cells.flatMap(\.numbers) } }
    }
}

/// Days and what a report calls them: 上周.
package struct NamedPeriod: Hashable, Codable, Sendable {
    package var days: ClosedRange<CityDay>
    package var name: String

    package init(_ days: ClosedRange<CityDay>, _ name: String) {
        self.days = days
        self.name = name
    }
}

/// The working behind the numbers of one topic.
package struct Evidence: Hashable, Sendable {
    package var topic: String
    package var bases: [Basis]
}

package struct ReportSection: Hashable, Codable, Sendable {
    /// Without its number; the appendix has none.
    package var heading: String
    package var isAppendix: Bool
    package var blocks: [ReportBlock]

    package init(_ heading: String, isAppendix: Bool = false, blocks: [ReportBlock]) {
        self.heading = heading
        self.isAppendix = isAppendix
        self.blocks = blocks
    }
}

package enum ReportBlock: Hashable, Sendable {
    /// A paragraph, with the words that stand before it (受理).
    case statement(lead: String?, Sentence)
    case table(ReportTable)
    /// A picture with what stands under it.
    case chart(Chart, caption: String)
    case example(TypicalCase)
    case definitions([Definition])

    var sentences: [Sentence] {
        switch self {
        case .statement(_, let sentence): [sentence]
        case .table(let table): table.note.map { [$0] } ?? []
        case .chart, .example, .definitions: []
        }
    }

    var cells: [ReportCell] {
        if case .table(let table) = self { table.rows.flatMap(\.cells) } else { [] }
    }
}

/// What a word of the report means (指标口径).
package struct Definition: Hashable, Codable, Sendable {
    package var term: String
    package var meaning: String

    package init(_ term: String, _ meaning: String) {
        self.term = term
        self.meaning = meaning
    }
}

/// A case that shows more than a figure can (典型案例). Its words come from the case file; they must not tell who
/// reported it.
package struct TypicalCase: Hashable, Codable, Sendable {
    package var number: CaseNumber
    package var title: String
    /// What happened, in a sentence or two.
    package var course: String
    /// How it ended.
    package var result: String

    package init(number: CaseNumber, title: String, course: String, result: String) {
        self.number = number
        self.title = title
        self.course = course
        self.result = result
    }
}
