import Civics
import Foundation
import HTML
import Foundation
import Testing

@testable import Reporting

/// What holds of every kind of chart, whatever the data.
@Suite struct ChartKindTests {
    static let sets = ChartSamples.values.map(\.name)

    private func charts(_ set: String, _ language: Language) -> [Chart] {
        let values = ChartSamples.values.first { $0.name == set }!.values
        return ChartSamples.charts(set, values, language)
    }

    @Test(arguments: sets, Language.allCases)
    func labelsNeitherOverlapNorLeaveThePicture(_ set: String, _ language: Language) throws {
        for chart in charts(set, language) {
            let svg = chart.svg(id: "c", language: language).description
            let view = try #require(svg.firstMatch(of: /viewBox="0 0 ([0-9.]+) ([0-9.]+)"/))
            let (width, height) = (try #require(Double(view.1)), try #require(Double(view.2)))
            let labels = Label.all(in: svg)
            for label in labels {
                #expect(label.left >= -1 && label.right <= width + 1, "\(chart.kind) \(set): \(label) leaves \(width)")
                #expect(
                    label.top >= -1 && label.bottom <= height + 1, "\(chart.kind) \(set): \(label) leaves \(height)")
            }
            for (index, label) in labels.enumerated() {
                for other in labels.dropFirst(index + 1) where label.overlaps(other) {
                    Issue.record("\(chart.kind) \(set): \(label) over \(other)")
                }
            }
            for shape in Shape.all(in: svg) {
                #expect(
                    shape.left >= -1 && shape.right <= width + 1 && shape.top >= -1 && shape.bottom <= height + 1,
                    "\(chart.kind) \(set): a rectangle leaves the picture: \(shape)")
            }
        }
    }

    @Test(arguments: sets, Language.allCases)
    func everyPictureIsWholeAndHasTitleDescriptionAndTable(_ set: String, _ language: Language) {
        for chart in charts(set, language) {
            let html = chart.render(id: "c", language: language).description
            #expect(html.contains("<title id=\"c-t\">t</title><desc id=\"c-d\">s</desc>"))
            #expect(html.contains("<thead><tr><th scope=\"col\">"))
            for fault in ["nan", "inf", "style=", "<script", "-0.0\""] {
                #expect(!html.contains(fault), "\(chart.kind) \(set): \(fault)")
            }
        }
    }

    @Test(arguments: Language.allCases)
    func everyValueStandsInThePictureAndInTheTable(_ language: Language) {
        for chart in charts("usual", language) {
            let svg = chart.svg(id: "c", language: language).description
            let table = chart.table(language)
            let cells = Set(table.rows.flatMap { $0.cells.map(\.text) })
            for value in ["1,204", "974", "88", "12", "640", "641", "642"] {
                guard chart.kind != "waterfall" else { continue }
                #expect(
                    svg.contains(">\(value)</text>") || svg.contains("　\(value)</text>")
                        || svg.contains("  \(value)</text>"), "\(chart.kind): \(value)")
                #expect(cells.contains(value), "\(chart.kind): \(value)")
            }
        }
    }

    @Test func aLinkLeadsFromEveryKindToItsRequests() {
        for chart in charts("usual", .english) {
            let html = chart.render(id: "c", language: .english, link: { "/r/\($0.first)" }).description
            #expect(html.contains("<a class=\"ev\" href=\"/r/n1\">"), "\(chart.kind)")
        }
    }

    @Test func everyKindIsReadAgainAsItWasWritten() throws {
        for set in ["none", "usual", "missing", "long names"] {
            for chart in charts(set, .english) {
                let written = try JSONEncoder().encode(chart)
                #expect(try JSONDecoder().decode(Chart.self, from: written) == chart, "\(chart.kind) \(set)")
            }
        }
    }

    // MARK: Slope

    @Test func whatIsNewOrGoneHasNoLineButStandsInThePicture() {
        let chart = Chart.slope(
            SlopeChart(
                title: "t", summary: "s", nameHead: "n", beforeHead: "上月", nowHead: "本月",
                items: [
                    SlopeChart.Item("甲", before: 3, now: nil), SlopeChart.Item("乙", before: nil, now: 5),
                    SlopeChart.Item("丙", before: 2, now: 4),
                ]))
        let svg = chart.svg(id: "c", language: .chinese).description
        #expect(svg.matches(of: /class="line"/).count == 1)
        #expect(svg.matches(of: />甲</).count == 2)
        #expect(svg.matches(of: />—</).count == 4)
        #expect(svg.contains(">▲ 2</text>"))
    }

    @Test func equalValuesShareAPlaceAndTheNextIsCountedOn() {
        let chart = SlopeChart(
            title: "t", summary: "s", nameHead: "n", beforeHead: "b", nowHead: "a",
            items: [
                SlopeChart.Item("甲", before: 9, now: 1), SlopeChart.Item("乙", before: 9, now: 2),
                SlopeChart.Item("丙", before: 4, now: 9),
            ], placing: .rank)
        #expect(chart.places([9, 9, 4, nil]) == [1, 1, 3, nil])
        #expect(chart.table(.english).rows.map { $0.cells[4].text } == ["▼ 2", "▼ 1", "▲ 2"])
    }

    @Test func sharesMoveInPercentagePoints() {
        let chart = SlopeChart(
            title: "t", summary: "s", nameHead: "n", beforeHead: "b", nowHead: "a",
            items: [SlopeChart.Item("甲", before: 0.961, now: 0.968), SlopeChart.Item("乙", before: 0.9, now: 0.9001)],
            format: .share)
        #expect(chart.table(.chinese).heads.last == "升降（个百分点）")
        #expect(chart.table(.chinese).rows.map { $0.cells[2].text } == ["▲ 0.7", "="])
        #expect(chart.start == 0.9)
    }

    @Test func labelsMoveApartAsLittleAsTheyMust() {
        #expect(chartPlaces([10, 50, 90], apart: 17, top: 0) == [10, 50, 90])
        #expect(chartPlaces([50, 50], apart: 20, top: 0) == [40, 60])
        #expect(chartPlaces([5, 0, 5], apart: 20, top: 0) == [20, 0, 40])
        #expect(chartPlaces([], apart: 20, top: 0) == [])
        let places = chartPlaces((0..<40).map { Double($0 % 3) * 10 }, apart: 17, top: 0).sorted()
        for (a, b) in zip(places, places.dropFirst()) { #expect(b - a >= 17 - 1e-6) }
    }

    // MARK: Funnel

    @Test func aStepHasItsShareOfTheFirstAndOfTheStepBefore() {
        let chart = FunnelChart(
            title: "t", summary: "s", nameHead: "环节", valueHead: "件数",
            steps: [
                FunnelChart.Step("受理", 200), FunnelChart.Step("派单", 180), FunnelChart.Step("办结", 190),
                FunnelChart.Step("解决", 0), FunnelChart.Step("再", 0),
            ])
        let rows = chart.table(.chinese).rows.map { $0.cells.map(\.text) }
        #expect(rows[0] == ["200", "—", "—"])
        #expect(rows[1] == ["180", "90.0%", "90.0%"])
        #expect(rows[2] == ["190", "95.0%", "105.6%"])
        #expect(rows[3] == ["0", "0.0%", "0.0%"])
        #expect(rows[4] == ["0", "0.0%", "—"])
        let svg = Chart.funnel(chart).svg(id: "c", language: .chinese).description
        #expect(svg.contains("上一步的 90.0%，少 20"))
        #expect(svg.contains("上一步的 105.6%，多 10"))
    }

    // MARK: Tiles

    @Test func placesStandWithTheirDistrictAndMissingOnesAreHatched() {
        let map = TileMap(
            title: "t", summary: "s", nameHead: "镇街", valueHead: "件数", missingMeaning: "件数少，不显示",
            tiles: [
                TileMap.Tile("甲", group: "东区", 4), TileMap.Tile("丙", group: "西区", nil),
                TileMap.Tile("乙", group: "东区", 100),
            ])
        let html = Chart.tiles(map).render(id: "c", language: .chinese).description
        #expect(html.matches(of: />东区<\/text>/).count == 1)
        #expect(html.contains("件数少，不显示"))
        #expect(html.matches(of: /class="hatch"/).count == 2)
        #expect(map.shade(100) == 5)
        #expect(map.shade(4) < 2)
    }

    @Test func tilesWithPlacesOfTheirOwnStandAsOnTheMap() throws {
        let map = TileMap(
            title: "t", summary: "s", nameHead: "n", valueHead: "v",
            tiles: [
                TileMap.Tile("甲", 1, position: TileMap.Position(column: 12, row: 4)),
                TileMap.Tile("乙", 2, position: TileMap.Position(column: 14, row: 3)),
            ])
        let labels = Label.all(in: Chart.tiles(map).svg(id: "c", language: .chinese).description)
        let first = try #require(labels.first { $0.text == "甲" })
        let second = try #require(labels.first { $0.text == "乙" })
        #expect(second.left > first.left)
        #expect(second.top < first.top)
    }

    // MARK: Calendar

    @Test func holidaysAndSwappedWorkingDaysHaveASignInShapeAndWord() {
        let day = CityDay(year: 2026, month: 10, day: 1)!
        let chart = Chart.calendar(
            CalendarChart(
                title: "t", summary: "s", valueHead: "受理",
                days: [
                    CalendarChart.Day(day, 30, sign: .dayOff, name: "国庆节"),
                    CalendarChart.Day(day.advanced(by: 9), 90, sign: .workday),
                ]))
        let html = chart.render(id: "c", language: .chinese).description
        // One in the legend, one in the picture.
        #expect(html.matches(of: /h9l-9 9z/).count == 2)
        #expect(html.matches(of: /h7v7h-7z/).count == 2)
        #expect(html.contains(">国庆节</text>"))
        #expect(html.contains("<td class=\"num\">休 国庆节</td>"))
        #expect(html.contains("<td class=\"num\">班</td>"))
    }

    @Test func signsComeFromTheCitysCalendar() {
        let (off, worked) = (CityDay(year: 2026, month: 10, day: 1)!, CityDay(year: 2026, month: 10, day: 10)!)
        let calendar = WorkingCalendar(
            zone: CityZone("Asia/Shanghai")!, hours: [0..<1000],
            years: [CalendarYear(year: 2026, daysOff: [off], daysWorked: [worked])])
        #expect(CalendarChart.Sign(of: off, in: calendar) == .dayOff)
        #expect(CalendarChart.Sign(of: worked, in: calendar) == .workday)
        #expect(CalendarChart.Sign(of: off.advanced(by: 1), in: calendar) == nil)
        #expect(CalendarChart.Sign(of: off.advanced(by: 800), in: calendar) == nil)
    }

    // MARK: Waterfall

    private func waterfall(_ before: Double, _ changes: [Double], _ now: Double) -> WaterfallChart {
        WaterfallChart(
            title: "t", summary: "s", nameHead: "n", changeHead: "c", before: WaterfallChart.Level("上月", before),
            contributions: changes.enumerated().map { WaterfallChart.Contribution("类\($0)", $1) }, restName: "其他",
            now: WaterfallChart.Level("本月", now))
    }

    @Test func whatTheContributionsLeaveIsTheRest() {
        let rows = waterfall(100, [30, -12], 125).table(.chinese).rows
        #expect(rows.map(\.name) == ["上月", "类0", "类1", "其他", "本月"])
        #expect(rows.map { $0.cells[0].text } == ["—", "▲ 30", "▼ 12", "▲ 7", "—"])
        #expect(rows.map { $0.cells[1].text } == ["100", "130", "118", "125", "125"])
        #expect(!waterfall(100, [30, -12], 118).table(.chinese).rows.map(\.name).contains("其他"))
    }

    @Test func smallChangesOfLargeLevelsAreSeenAndTheAxisSaysWhereItStarts() {
        let near = Chart.waterfall(waterfall(20_000, [300, -100], 20_200)).render(id: "c", language: .chinese)
            .description
        #expect(near.contains("横轴从 "))
        #expect(near.contains("class=\"cut\""))
        let wide = Chart.waterfall(waterfall(100, [300], 400)).render(id: "c", language: .chinese).description
        #expect(!wide.contains("横轴从 "))
    }
}

extension Chart {
    fileprivate var kind: String { String(describing: self).split(separator: "(").first.map(String.init) ?? "" }
}

/// A text of a picture with the room that it takes.
struct Label: CustomStringConvertible {
    var text: String
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    var description: String { "“\(text)” \(left)…\(right), \(top)…\(bottom)" }

    func overlaps(_ other: Label) -> Bool {
        left < other.right - 0.5 && other.left < right - 0.5 && top < other.bottom - 0.5 && other.top < bottom - 0.5
    }

    static func all(in svg: String) -> [Label] {
        svg.matches(of: /<text(?: class="([^"]*)")? x="(-?[0-9.]+)" y="(-?[0-9.]+)">([^<]*)<\/text>/).compactMap {
            match in
            guard let x = Double(match.2), let y = Double(match.3) else { return nil }
            let text = String(match.4)
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
                .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
            let width = chartTextWidth(text)
            let style = match.1 ?? ""
            let left = style.contains("t-end") ? x - width : style.contains("t-mid") ? x - width / 2 : x
            return Label(text: text, left: left, right: left + width, top: y - 10, bottom: y + 3)
        }
    }
}

/// A rectangle of a picture.
struct Shape {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    static func all(in svg: String) -> [Shape] {
        svg.matches(of: /x="(-?[0-9.]+)" y="(-?[0-9.]+)" width="(-?[0-9.]+)" height="(-?[0-9.]+)"/).compactMap {
            match in
            guard let x = Double(match.1), let y = Double(match.2), let width = Double(match.3),
                let height = Double(match.4), width >= 0, height >= 0
            else { return Shape(left: -.infinity, right: .infinity, top: 0, bottom: 0) }
            return Shape(left: x, right: x + width, top: y, bottom: y + height)
        }
    }
}
