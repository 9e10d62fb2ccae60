import Civics
import HTML
import Reporting
import Testing

@Suite struct ChartTests {
    private func trend(_ values: [Double?], comparison: [Double?]? = nil, near: Bool = false) -> Chart {
        .trend(
            TrendChart(
                title: "每天件数", summary: "说明", labelHead: "日", labels: values.indices.map { "\($0 + 1)日" },
                current: TrendChart.Series("本周", values),
                comparison: comparison.map { TrendChart.Series("上周", $0) }, startsNearValues: near))
    }

    private func count(_ needle: String, in html: HTML) -> Int {
        html.description.components(separatedBy: needle) - 1
    }

    @Test(
        arguments: [
            [], [nil], [0], [nil, nil, nil], [0, 0, 0], [5], [1, nil, 3, nil], [.nan, 1], [.infinity, 2], [-4, 6],
            [1e15, 1], [0.001, 0.002],
        ] as [[Double?]])
    func anyValuesMakeADrawingWithTitleDescriptionAndTable(_ values: [Double?]) {
        for near in [false, true] {
            let html = trend(values, comparison: values, near: near).render(id: "a", language: .chinese)
            #expect(html.description.contains("<title id=\"a-t\">每天件数</title><desc id=\"a-d\">说明</desc>"))
            #expect(html.description.contains("role=\"img\" aria-labelledby=\"a-t a-d\""))
            #expect(count("<th scope=\"row\">", in: html) == values.count)
            #expect(!html.description.contains("nan"))
            #expect(!html.description.contains("inf"))
            #expect(!html.description.contains("style="))
        }
    }

    @Test func anAxisThatDoesNotStartAtZeroSaysWhereItStarts() {
        let near = trend([1000, 1040, 1020], near: true).render(id: "a", language: .chinese).description
        #expect(near.contains("纵轴从 1,000 起"))
        let zero = trend([1000, 1040, 1020]).render(id: "a", language: .english).description
        #expect(!zero.contains("Axis starts"))
        #expect(zero.contains("y=\"260\">0</text>"))
    }

    @Test func aMissingValueBreaksTheLine() {
        let html = trend([1, 2, nil, 4, 5]).svg(id: "a", language: .chinese).description
        let line = html.firstMatch(of: /class="line" d="([^"]*)"/)?.1
        #expect(line?.filter { $0 == "M" }.count == 2)
    }

    @Test func thePresentPointIsTheLastKnownOne() {
        let html = trend([1, 2, 7, nil, nil], comparison: [1, 2, 3, 4, 5]).svg(id: "a", language: .chinese)
        #expect(count("class=\"now\"", in: html) == 1)
        #expect(html.description.contains("class=\"t-now t-mid\""))
        #expect(html.description.contains(">7</text>"))
    }

    @Test func barsAreAsLongAsTheirValues() {
        let chart = Chart.bars(
            BarChart(
                title: "t", summary: "s", nameHead: "类别", valueHead: "本周",
                bars: [BarChart.Bar("甲", 200), BarChart.Bar("乙", 50), BarChart.Bar("丙", 0)]))
        let widths = chart.svg(id: "b", language: .chinese).description.matches(of: /width="([0-9.]+)"/).map {
            Double($0.1)!
        }
        #expect(widths.count == 3)
        #expect(abs(widths[0] / widths[1] - 4) < 0.01)
        #expect(widths[2] == 0)
    }

    @Test func darkerMeansMoreAndWhatIsNotShownIsNotZero() {
        let chart = Chart.heat(
            HeatMap(
                title: "t", summary: "s", nameHead: "领域", columns: ["甲", "乙", "丙"], markMeaning: "高出预计",
                rows: [
                    HeatMap.Row("路", [HeatMap.Cell(100, isMarked: true), HeatMap.Cell(1), nil]),
                    HeatMap.Row("水", [HeatMap.Cell(0), HeatMap.Cell(25), HeatMap.Cell(99)]),
                ]))
        let html = chart.render(id: "h", language: .chinese).description
        let steps = html.matches(of: /<rect class="(q[^"]+)" x="[0-9.]+" y="[0-9.]+" width="[0-9.]+" height="24.3"/).map
        {
            String($0.1)
        }
        #expect(steps == ["q5", "q0", "q-none", "q0", "q3", "q5"])
        #expect(html.contains("▲ 高出预计"))
        #expect(html.contains("<td class=\"num\">—</td>"))
        #expect(html.contains("<td class=\"num\">100 ▲</td>"))
    }

    @Test func emptyChartsDrawNothingAndDoNotFail() {
        #expect(Sparkline(title: "t", values: []).svg.isEmpty)
        #expect(RateMark(Rate(0, of: 0), scale: 0...1).svg(.chinese).isEmpty)
        let empty = [
            Chart.bars(BarChart(title: "t", summary: "s", nameHead: "n", valueHead: "v", bars: [])),
            Chart.heat(HeatMap(title: "t", summary: "s", nameHead: "n", columns: [], rows: [])),
        ]
        for chart in empty { #expect(!chart.render(id: "x", language: .english).isEmpty) }
    }

    @Test func aRateStandsBetweenTheEndsOfItsInterval() {
        let svg = RateMark(Rate(18, of: 20), target: 0.95, scale: 0.5...1).svg(.english).description
        #expect(svg.contains("95% interval 69.9% to 97.2%"))
        let x = Double(svg.firstMatch(of: /cx="([0-9.]+)"/)!.1)!
        let range = svg.firstMatch(of: /class="range" d="M([0-9.]+) 9H([0-9.]+)"/)!
        #expect(Double(range.1)! < x && x < Double(range.2)!)
    }

    @Test func figuresOfTheTableLeadToTheirRequests() {
        let query = FigureQuery(.received, .town, first: "n1", days: day("2026-11-09")...day("2026-11-15"))
        let chart = Chart.bars(
            BarChart(
                title: "t", summary: "s", nameHead: "n", valueHead: "v", bars: [BarChart.Bar("甲", 2, figure: query)]))
        let html = chart.render(id: "x", language: .english, link: { "/r/\($0.first)?a=1&b=2" }).description
        #expect(html.contains("<a class=\"ev\" href=\"/r/n1?a=1&amp;b=2\">2</a>"))
    }

    @Test func halfAYearIsDrawnByWeeksWithTheYearBefore() throws {
        var ledger = FigureLedger()
        for back in 0..<80 { ledger.add(100 + back, .received, on: day("2026-11-09").advanced(by: -7 * back), Sort()) }
        guard case .trend(let chart) = try #require(report(ledger).charts.first) else {
            Issue.record("the first chart is no trend")
            return
        }
        #expect(chart.labels.count == 26)
        #expect(chart.labels.last == "46周")
        #expect(chart.current.values.last == 100)
        #expect(chart.current.values.first == 125)
        // 52 weeks before the last.
        #expect(chart.comparison?.values.last == 152)
        #expect(report(ledger).paragraphs(0)[0].contains("同比下降34.2%"))
    }
}

private func - (parts: [String], number: Int) -> Int { parts.count - number }

extension String {
    fileprivate func components(separatedBy needle: String) -> [String] {
        split(separator: needle, omittingEmptySubsequences: false).map(String.init)
    }
}
