import Civics
import Reporting
import Testing

/// A report frozen as JSON and read again.
@Suite struct ReportAsJSONTests {
    @Test(arguments: Language.allCases) func aReportReadBackIsTheSameReport(_ language: Language) throws {
        let document = report(handWorkedWeek, language)
        let again = try ReportDocument(json: document.json)
        #expect(again == document)
        #expect(again.json == document.json)
        #expect(again.evidence == document.evidence)
    }

    @Test func everyKindOfBlockCellChartAndBasisIsReadBack() throws {
        let document = everything
        #expect(try ReportDocument(json: document.json) == document)
    }

    @Test func wordsWithQuotesControlCharactersAndEmojiAreReadBack() throws {
        var document = everything
        document.headline = ["“\"\\/\u{0}\u{1}\u{1F}\n\u{2028}\u{FFFE}🏙️é\u{65}\u{301}</script>", ""]
        let again = try ReportDocument(json: document.json)
        #expect(again.headline.map { Array($0.unicodeScalars) } == document.headline.map { Array($0.unicodeScalars) })
    }

    @Test func aReportIsWrittenAsPeopleWouldNameThings() {
        let text = String(decoding: everything.json, as: UTF8.self)
        #expect(text.hasPrefix("{\"document\":{\"date\":\"2026-11-09\",\"days\":[\"2026-11-02\",\"2026-11-08\"],"))
        #expect(text.hasSuffix(",\"format\":1}"))
        let figure = """
            {"basis":{"figure":{"name":"受理","query":{"cut":"districtField","days":["2026-11-02","2026-11-08"],\
            "first":"n","measure":"closedInTime","second":"01"},"value":7},"kind":"count"},"text":"7件","topic":"受理"}
            """
        #expect(text.contains("{\"kind\":\"statement\",\"lead\":\"受理\",\"sentence\":[\"共\",\(figure),\"。\"]}"))
        #expect(text.contains("\"number\":\"261105-00017-"))
        #expect(!text.contains("\": ") && !text.contains("\\/"))
    }

    @Test func everyMeasureAndEveryCutHasANameThatIsReadBack() throws {
        var document = everything
        let numbers = Measure.allCases.flatMap { measure in
            FigureCut.allCases.map { cut in
                ReportNumber("1", .count(Figure("x", 1, FigureQuery(measure, cut, days: document.days))), topic: "x")
            }
        }
        document.notices = numbers.map { "\($0)" }
        #expect(try ReportDocument(json: document.json).notices == document.notices)
        #expect(document.json.count < numbers.count * 400)
    }

    @Test(arguments: [
        ("\"format\":1", "\"format\":2", "the report is written in format 2; this version reads format 1"),
        ("\"format\":1", "\"form\":1", "no report: format: is missing"),
        ("\"closedInTime\"", "\"closedAtLeisure\"", "“closedAtLeisure” is not a measure that this version knows"),
        ("\"districtField\"", "\"street\"", "“street” is not a cut that this version knows"),
        ("\"2026-11-09\"", "\"2026-11-31\"", "document.date: “2026-11-31” is not a day like 2026-11-02"),
        ("[\"2026-11-02\",\"2026-11-08\"]", "[\"2026-11-08\",\"2026-11-02\"]", "document.days"),
        ("\"kind\":\"definitions\"", "\"kind\":\"sermon\"", "document.sections[0].blocks[7].kind"),
        ("\"kind\":\"heat\"", "\"kind\":\"pie\"", "blocks[4].chart.kind"),
        ("\"261105-", "\"271105-", "is not a case's number with its check digit"),
        ("{\"document\"", "document", "no report: "),
    ])
    func whatDoesNotFitIsNamed(_ change: (from: String, to: String, says: String)) {
        let text = String(decoding: everything.json, as: UTF8.self)
        #expect(text.contains(change.from))
        let changed = text.replacing(change.from, with: change.to, maxReplacements: 1)
        let fault = #expect(throws: ReportFormatFault.self) { try ReportDocument(json: Array(changed.utf8)) }
        #expect(fault?.description.contains(change.says) ?? false, "\(fault.map { "\($0)" } ?? "")")
    }

    @Test func fieldsThatALaterVersionAddedArePassedOver() throws {
        let text = String(decoding: everything.json, as: UTF8.self)
        let later = text.replacing("\"masthead\":", with: "\"later\":{\"a\":[1]},\"masthead\":")
        #expect(try ReportDocument(json: Array(later.utf8)) == everything)
    }

    @Test(arguments: [
        "", "{}", "[]", "null", "{\"format\":1}", "{\"format\":\"1\"}", "{\"format\":1,\"document\":{}}", "\u{0}",
    ])
    func whatIsNoReportIsRefused(_ text: String) {
        #expect(throws: ReportFormatFault.self) { try ReportDocument(json: Array(text.utf8)) }
    }
}

/// One of everything that a document can hold.
private let everything: ReportDocument = {
    let days = day("2026-11-02")...day("2026-11-08")
    let received = Figure("受理", 7, FigureQuery(.closedInTime, .districtField, first: "n", second: "01", days: days))
    let due = Figure("到期", 9, FigureQuery(.due, days: days))
    let ratio = Ratio([Ratio.Term(1, received), Ratio.Term(0.9, due), Ratio.Term(-1, received)], of: due)
    let bases: [Basis] = [
        .count(received), .difference(due, minus: [received]), .change(received, from: due),
        .growth(received, from: due), .ratio(ratio), .ratioChange(ratio, from: Ratio(received, of: due)),
        .total([.count(received), .tally(3)]), .portion([.count(received)], of: [.count(received), .count(due)]),
        .tally(-5), .mean(received, over: due, units: 60),
    ]
    let numbers = bases.map { ReportNumber("7件", $0, topic: "受理") }
    let table = ReportTable(
        caption: "表", columns: [ReportTable.Column("区", isNumber: false), ReportTable.Column("件")],
        rows: numbers.map { ReportTable.Row("北", [.number($0)]) } + [
            ReportTable.Row("南", [.rate(numbers[4], base: "7÷9", interval: "1–2%")]),
            ReportTable.Row("东", [.rate(numbers[4], base: "7÷9", interval: nil)]),
            ReportTable.Row("西", [.text("—")]), ReportTable.Row("中", [.none]),
        ], note: "注\(numbers[9])")
    let trend = TrendChart(
        title: "t", summary: "s", labelHead: "日", labels: ["1", "2"], current: TrendChart.Series("今", [1.5, nil]),
        comparison: TrendChart.Series("去", [nil, 2]), band: TrendChart.Band("预计", [1...2.25, nil]),
        target: TrendChart.Target("目标", 0.1), marks: [TrendChart.Mark(at: 1, "台风", note: "注")], format: .share,
        startsNearValues: true, figures: [received.query, nil])
    let bars = BarChart(
        title: "t", summary: "s", nameHead: "n", valueHead: "v", comparisonHead: "c", noteHead: "h",
        bars: [
            BarChart.Bar("甲", 3, comparison: 1e300, note: "n", isStrong: false, figure: due.query),
            BarChart.Bar("", .infinity),
        ],
        lineAfter: 1, format: .decimal)
    let heat = HeatMap(
        title: "t", summary: "s", nameHead: "n", columns: ["a", "b"], totalHead: "t", markMeaning: "m",
        rows: [HeatMap.Row("r", [nil, HeatMap.Cell(1, isMarked: true, figure: due.query)], total: HeatMap.Cell(2))])
    return ReportDocument(
        language: .chinese, order: ReportOrder(.days(days), .district("n")), masthead: "周报", issue: "第1期",
        date: day("2026-11-09"), days: days,
        otherPeriods: [NamedPeriod(days, "上周")], scope: "全市", headline: ["一", "二"],
        notices: ["注意\(numbers[1])", ""],
        sections: [
            ReportSection(
                "概况",
                blocks: [
                    .statement(lead: "受理", "共\(numbers[0])。"), .table(table), .chart(.trend(trend), caption: "趋势"),
                    .chart(.bars(bars), caption: ""), .chart(.heat(heat), caption: "热力"),
                    .statement(lead: nil, "\(numbers[2])\(numbers[3])"),
                    .example(
                        TypicalCase(
                            number: CaseNumber(day: day("2026-11-05"), serial: 17)!, title: "路灯", course: "修",
                            result: "好")),
                    .definitions([Definition("受理", "收到的")]),
                ]),
            ReportSection("附", isAppendix: true, blocks: []),
        ], signatory: "热线")
}()
