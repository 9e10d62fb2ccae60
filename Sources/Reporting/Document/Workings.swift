package import Civics

extension ReportDocument {
    /// The working behind the numbers of the text, entry by entry as on paper, in words without links.
    package var workings: [(topic: String, workings: [String])] {
        let words = EvidenceWords(self)
        return evidence.map { ($0.topic, words.workings($0).map(Self.text)) }
    }

    /// The working behind one number in words: 18,590 ÷ 19,204 = 96.80%.
    package func working(_ basis: Basis) -> String {
        EvidenceWords(self).workings(Evidence(topic: "", bases: [basis])).map(Self.text).joined()
    }

    private static func text(_ pieces: [EvidenceWords.Piece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text), .figure(let text, _): text
            }
        }.joined()
    }
}

extension Language {
    /// What a measure is called in the working behind a number: 受理, received.
    package func name(of measure: Measure) -> String { say(measure.reportName) }

    /// By what a count is split: 区 · district.
    package func name(of cut: FigureCut) -> String {
        switch cut {
        case .total: say("全部", "whole")
        case .district: say("区", "district")
        case .town: say("镇街", "town")
        case .field: say("领域", "field")
        case .category: say("类别", "category")
        case .channel: say("渠道", "channel")
        case .kind: say("诉求类型", "kind of request")
        case .body: say("承办单位", "body")
        case .districtField: say("区、领域", "district, field")
        case .channelKind: say("渠道、诉求类型", "channel, kind of request")
        case .line: say("专线", "line")
        case .kindDistrict: say("诉求类型、区", "kind of request, district")
        case .kindTown: say("诉求类型、镇街", "kind of request, town")
        case .kindCategory: say("诉求类型、类别", "kind of request, category")
        case .kindBody: say("诉求类型、承办单位", "kind of request, body")
        case .districtCategory: say("区、类别", "district, category")
        case .townCategory: say("镇街、类别", "town, category")
        case .bodyCategory: say("承办单位、类别", "body, category")
        }
    }
}
