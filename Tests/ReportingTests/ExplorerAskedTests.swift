import Civics
import HTML
import Testing

@testable import Reporting

/// A question is an address; what cannot be answered is said, and the rest is shown.
@Suite struct ExplorerAskedTests {
    private let city = SmallCity.city
    private let november = CityPeriod.month(year: 2026, month: 11)

    private func asked(_ parameters: [(String, String)]) -> ExplorerAsked {
        ExplorerAsked(
            reading: { name in parameters.filter { $0.0 == name }.map(\.1) }, usual: november, of: city)
    }

    @Test func aQueryIsFoundAgainFromItsAddressAndFromItsText() {
        for rows in [nil] + ExplorerDimension.allCases.map(Optional.some) {
            for view in [nil] + ExplorerView.allCases.map(Optional.some) {
                let query = ExplorerQuery(
                    [.rate(.onTime), .count(.received)], rows: rows, period: CityPeriod("2026-Q4")!,
                    comparison: .yearBefore, filters: rows == .town ? [ExplorerFilter(.district, "n")] : [], view: view)
                let settled = ExplorerAsked(query, of: city).query
                let again = asked(settled.parameters.map { ($0.name, $0.value) })
                #expect(again.query == settled && again.problems.isEmpty)
                #expect(ExplorerAsked(text: settled.text, of: city).query == settled)
            }
        }
    }

    @Test func everyMeasureHasACodeOfItsOwn() {
        #expect(Set(ExplorerMeasure.all.map(\.code)).count == ExplorerMeasure.all.count)
        for measure in ExplorerMeasure.all { #expect(ExplorerMeasure(code: measure.code) == measure) }
        #expect(ExplorerMeasure(code: "on-time-rate") == .rate(.onTime))
        #expect(ExplorerMeasure(code: "handlingMinutes") == nil)
    }

    @Test func nothingAskedIsTheUsualQuestion() {
        let asked = asked([])
        #expect(asked.query == ExplorerQuery([.count(.received)], period: november))
        #expect(asked.problems.isEmpty)
        // A form sends its empty fields too.
        #expect(self.asked([("rows", ""), ("period", ""), ("from", ""), ("town", "")]).problems.isEmpty)
    }

    @Test func daysOfAFormAreReadEitherWayRoundAndANamedPeriodGoesBeforeThem() {
        let days = [("from", "2026-11-18"), ("to", "2026-11-02")]
        #expect(asked(days).query.period.description == "2026-11-02..2026-11-18")
        #expect(asked(days + [("period", "2026-W40")]).query.period.description == "2026-W40")
    }

    @Test(arguments: [
        ("measure", "mood", ExplorerProblem.unknown(parameter: "measure", "mood")),
        ("rows", "planet", .unknown(parameter: "rows", "planet")),
        ("view", "pie", .unknown(parameter: "view", "pie")),
        ("compare", "hope", .unknown(parameter: "compare", "hope")),
        ("period", "last month", .badPeriod("last month")), ("period", "2026-13", .badPeriod("2026-13")),
        ("period", "1990-01-01..2026-01-01", .badPeriod("1990-01-01..2026-01-01")),
        ("town", "atlantis", .unknownValue(.town, "atlantis")), ("district", "n1", .unknownValue(.district, "n1")),
    ])
    func nonsenseIsSaidAndTheRestIsShown(_ parameter: String, _ text: String, _ problem: ExplorerProblem) {
        let asked = asked([(parameter, text), ("compare", "previous")])
        #expect(asked.problems == [problem])
        #expect(asked.query.measures == [.count(.received)] && asked.query.filters.isEmpty)
        for language in Language.allCases {
            let words = ExplorerNames(city, language).words(problem)
            #expect(words.contains(text))
        }
    }

    @Test func whatNoFiguresAreKeptByTogetherIsNotAsked() {
        // Requests by channel and district are not counted.
        let table = asked([("rows", "channel"), ("columns", "district")])
        #expect(table.query.columns == nil && table.query.rows == .channel)
        #expect(table.problems == [.cannotBeSplit(.count(.received), [.channel, .district], .notKept)])
        // By kind and district only what people said.
        let kinds = asked([("rows", "kind"), ("columns", "district")])
        #expect(kinds.problems == [.cannotBeSplit(.count(.received), [.kind, .district], .answersOnly)])
        #expect(asked([("measure", "solved"), ("rows", "kind"), ("columns", "district")]).problems.isEmpty)
        let narrowed = asked([("rows", "channel"), ("body", "roads")])
        #expect(narrowed.query.filters.isEmpty)
        #expect(
            narrowed.problems == [.cannotBeNarrowed(.count(.received), .body, [.channel, .body], .notKept)])
        #expect(asked([("rows", "town"), ("district", "n")]).problems.isEmpty)
        #expect(asked([("rows", "category"), ("field", "01")]).problems.isEmpty)
    }

    @Test func aRateThatLeavesOutKindsIsNotSplitByWhatIsNotKeptByKind() {
        var rules = city.scores.versions[0]
        #expect(ExplorerMeasure.rate(.solved).refusal(by: [.line], rules) == nil)
        rules.exclusions = [
            ScoreExclusion(name: LocalName(zh: "咨询", en: "Enquiries"), kinds: [.enquiry], rates: [.solved])
        ]
        #expect(ExplorerMeasure.rate(.solved).refusal(by: [.line], rules) == .needsKinds(.solved))
        #expect(ExplorerMeasure.rate(.solved).refusal(by: [.district, .field], rules) == .needsKinds(.solved))
        #expect(ExplorerMeasure.rate(.solved).refusal(by: [.body], rules) == nil)
        #expect(ExplorerMeasure.rate(.solved).refusal(by: [.channel], rules) == nil)
        #expect(ExplorerMeasure.rate(.satisfied).refusal(by: [.line], rules) == nil)
    }

    @Test func linesAndColumnsArePutWhereTheyFit() {
        let only = asked([("columns", "kind")])
        #expect(only.query.rows == .kind && only.query.columns == nil && only.problems.isEmpty)
        let turned = asked([("rows", "month"), ("columns", "body")])
        #expect(turned.query.rows == .body && turned.query.columns == .month && turned.problems.isEmpty)
        #expect(asked([("rows", "town"), ("columns", "body")]).problems == [.tooLongForColumns(.body)])
        #expect(
            asked([("rows", "town"), ("columns", "district")]).problems == [.partsOfEachOther(.town, .district)])
        #expect(asked([("rows", "kind"), ("columns", "kind")]).problems == [.sameTwice(.kind)])
        #expect(asked([("rows", "month"), ("columns", "day")]).problems == [.timeTwice])
        let years = asked([("rows", "day"), ("period", "2024-01-01..2026-01-01")])
        #expect(years.problems == [.tooMany(.day, 732, most: 400)] && years.query.rows == nil)
        let wide = asked([("rows", "kind"), ("columns", "day"), ("period", "2026-Q4")])
        #expect(wide.problems == [.tooMany(.day, 92, most: 60)] && wide.query.rows == .kind)
        let two = asked([("measure", "received"), ("measure", "closed"), ("rows", "kind"), ("columns", "channel")])
        #expect(two.problems == [.oneMeasure(.count(.received))] && two.query.measures == [.count(.received)])
        let many = asked(ExplorerMeasure.all.map { ("measure", $0.code) })
        #expect(many.query.measures.count == 6 && many.problems == [.tooManyMeasures(6)])
    }

    @Test func aPictureThatCannotShowTheAnswerIsReplaced() {
        let asked = asked([("rows", "kind"), ("view", "calendar")])
        #expect(asked.query.view == nil && asked.problems == [.viewDoesNotFit(.calendar)])
        #expect(self.asked([("rows", "day"), ("view", "calendar")]).query.view == .calendar)
        #expect(self.asked([("rows", "town"), ("view", "tiles")]).query.view == .tiles)
        #expect(self.asked([("rows", "town"), ("view", "slope")]).query.view == nil)
        #expect(self.asked([("rows", "town"), ("view", "slope"), ("compare", "previous")]).query.view == .slope)
    }

    /// Whatever is asked has a picture or none, and never fails: over nothing, one day, and everything.
    @Test(arguments: Language.allCases) func everyPictureCanBeDrawn(_ language: Language) {
        var ledger = FigureLedger()
        for (index, town) in ["n1", "n2", "s1", ""].enumerated() {
            for offset in 0..<20 {
                let day = day("2026-11-02").advanced(by: offset)
                for measure in Measure.allCases {
                    ledger.add((index + offset) % 4, measure, on: day, Sort(town: town))
                }
            }
        }
        for figures in [FigureLedger(), ledger] {
            for rows in [ExplorerDimension.district, .town, .category, .kind, .body, .day, .month] {
                for columns in [nil, ExplorerDimension.week] {
                    for view in columns == nil ? ExplorerView.allCases : [.heat] {
                        let query = ExplorerQuery(
                            [.count(.received), .rate(.onTime), .handlingTime], rows: rows, columns: columns,
                            period: november, comparison: .previous, view: view)
                        let asked = ExplorerAsked(query, of: city)
                        let result = ExplorerResult.make(
                            asked.query, of: city, from: figures, today: day("2026-12-01"))
                        let charts = ExplorerCharts(result, of: city, language).charts
                        #expect(figures.cells.isEmpty ? charts.isEmpty : true)
                        for chart in charts {
                            let html = chart.render(id: "x", language: language).description
                            #expect(!html.contains("nan") && !html.contains("inf"))
                        }
                        let blocks = ExplorerReport(result, named: "n", asked.problems, of: city, language).blocks
                        #expect(!blocks.isEmpty)
                    }
                }
            }
        }
    }

    @Test func whatRestsOnTooLittleIsNotShownAndNotRanked() throws {
        var ledger = FigureLedger()
        let on = day("2026-11-10")
        for (town, due, inTime) in [("n1", 4, 4), ("n2", 20, 10), ("s1", 100, 90)] {
            ledger.add(due, .due, on: on, Sort(town: town))
            ledger.add(inTime, .closedInTime, on: on, Sort(town: town))
        }
        let query = ExplorerQuery([.rate(.onTime)], rows: .town, period: november)
        let result = ExplorerResult.make(query, of: city, from: ledger, today: day("2026-12-01"))
        #expect(result.lines.map(\.value) == ["s1", "n2", "n1"])
        #expect(result.lines.map { result.shown($0.whole.now, .rate(.onTime)) } == [0.9, 0.5, nil])
        #expect(result.lines.map(\.places) == [nil, nil, nil], "one line alone rests on thirty")
        guard case .bars(let bars)? = ExplorerCharts(result, of: city, .english).charts.first else {
            Issue.record("the picture is no bars")
            return
        }
        #expect(bars.bars.map(\.value) == [0.9, 0.5])
    }
}
