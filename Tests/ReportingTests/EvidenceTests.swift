import Civics
import HTML
import Reporting
import Testing

/// A number is worth what its evidence is worth: each can be worked out again from the figures it names.
@Suite struct EvidenceTests {
    static let documents = [
        report(handWorkedWeek), report(handWorkedWeek, .english),
        report(handWorkedWeek, today: day("2026-11-12")), report(handWorkedWeek, .english, today: day("2026-11-12")),
        report(handWorkedWeek, week: CityWeek("2026-W45")!),
    ]

    @Test(arguments: documents) func everyNumberNamesFiguresThatTheSourceGives(_ document: ReportDocument) {
        #expect(document.numbers.count > 20)
        for figure in document.numbers.flatMap(\.basis.figures) {
            let query = figure.query
            let sums = handWorkedWeek.sums([query.measure], by: query.cut, in: query.days)
            #expect(figure.value == sums[query.measure, query.first, query.second], "\(figure.name)")
        }
    }

    @Test(arguments: documents) func everyNumberSaysWhatItsBasisComesTo(_ document: ReportDocument) throws {
        for number in document.numbers {
            let value = try #require(number.basis.value)
            let digits = number.text.filter { ($0.isASCII && $0.isNumber) || $0 == "." }
            let written = try #require(Double(digits))
            switch number.basis {
            case .count, .difference, .change, .total, .tally: #expect(written == abs(value), "\(number.text)")
            case .growth, .ratio, .portion, .ratioChange:
                #expect(abs(written - abs(value) * 100) <= 0.05 + 1e-9, "\(number.text)")
            case .mean: #expect(abs(written - value) <= 0.05 + 1e-9, "\(number.text)")
            // Of counts and of shares in per cent; the text has no sign.
            case .estimate: #expect(abs(written - abs(value)) <= 0.5 + 1e-9, "\(number.text)")
            }
        }
    }

    @Test func everyNumberOfTheTextLeadsToItsEntry() {
        let document = report(handWorkedWeek)
        let html = ReportHTML(document).body.description
        let topics = document.evidence.map(\.topic)
        #expect(Set(topics).count == topics.count)
        for place in 1...topics.count {
            #expect(html.contains("href=\"#e\(place)\""))
            #expect(ReportHTML(document).evidenceItems.description.contains("<li id=\"e\(place)\">"))
        }
        #expect(!html.contains("href=\"#e\(topics.count + 1)\""))
    }

    @Test func theWorkingIsWrittenOut() {
        let items = ReportHTML(report(handWorkedWeek)).evidenceItems.description
        #expect(items.contains("受理 250 − 200（上周） = 50"))
        #expect(items.contains("50 ÷ 200（上周） = 25.00%"))
        #expect(items.contains("按时办结 190 ÷ 到期 200 = 95.00%，95% 区间 91.04% 至 97.26%"))
        #expect(items.contains("(满意 70 + 0.9 × 基本满意 20) ÷ 有效回访 100 = 88.00%"))
        #expect(items.contains("受理 250 − 北区 180 − 南区 60 = 10"))
    }

    @Test func figuresLeadToTheirRequestsByTheAddressTheCallerGives() {
        let html = ReportHTML(
            report(handWorkedWeek),
            evidenceLink: { query in
                query.measure == .received ? "/r?\(query.cut)&\(query.first)&\(query.days.lowerBound)" : nil
            })
        #expect(html.evidenceItems.description.contains("<a href=\"/r?total&amp;&amp;2026-11-02\">200</a>"))
        #expect(html.body.description.contains("<a class=\"ev\" href=\"/r?district&amp;s&amp;2026-11-09\">60</a>"))
        #expect(!html.evidenceItems.description.contains("closed"))
    }
}
