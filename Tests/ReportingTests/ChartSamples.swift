import Civics

@testable import Reporting

/// Charts of every kind over data at the edges: nothing, one, many, equal, negative, huge, missing, hostile.
enum ChartSamples {
    static let hostile = "<script>alert(\"x\")</script> & 'y'"

    static let values: [(name: String, values: [Double?])] = [
        ("none", []), ("one", [7]), ("one missing", [nil]), ("zero", [0, 0, 0]), ("equal", [5, 5, 5, 5, 5]),
        ("usual", [1204, 974, 88, 12, 640, 641, 642, 0]), ("negative", [-4, 6, -120]),
        ("missing", [nil, 3, nil, 8]), ("huge", [9e15, 1, 12_345_678, 1e9]),
        ("no number", [.nan, 1, .infinity, -.infinity]), ("many", (0..<45).map { Double(($0 * 7919) % 1000) }),
        ("long names", [3, 2, 1]),
    ]

    static func name(_ index: Int, _ set: String, _ language: Language) -> String {
        if set == "long names" {
            return [
                language.say(
                    "一个名字长得在任何一张图里都放不下的街道办事处及其下属服务中心", "A street office with a name that never fits into any picture"),
                hostile, "W".padding(40),
            ][index % 3]
        }
        return language.say(
            ["路灯", "物业服务", "噪声扰民", "供水供电", "学位安排", "道路养护管理", "停车"][index % 7] + "\(index)",
            ["Street light", "Property service", "Noise", "Water and power", "School places", "Road", "Parking"][
                index % 7]
                + " \(index)")
    }

    static func charts(_ set: String, _ values: [Double?], _ language: Language, title: String = "t") -> [Chart] {
        let names = values.indices.map { name($0, set, language) }
        let first = CityDay(year: 2026, month: 9, day: 28)!
        let query = FigureQuery(.received, .town, first: "n1", days: first...first)
        func slope(_ placing: SlopeChart.Placing, _ format: ChartFormat) -> Chart {
            .slope(
                SlopeChart(
                    title: title, summary: "s", nameHead: language.say("类别", "Category"),
                    beforeHead: language.say("上月", "Last month"), nowHead: language.say("本月", "This month"),
                    items: zip(names, zip(values, values.reversed())).map {
                        SlopeChart.Item($0, before: $1.0, now: $1.1, isStrong: $0.utf8.count % 3 != 0, nowFigure: query)
                    }, placing: placing, format: format))
        }
        func tiles(_ position: (Int) -> TileMap.Position?, _ format: ChartFormat = .count) -> Chart {
            .tiles(
                TileMap(
                    title: title, summary: "s", nameHead: language.say("镇街", "Town"),
                    valueHead: language.say("件数", "Requests"),
                    tiles: names.enumerated().map { index, name in
                        TileMap.Tile(
                            name, group: language.say("第\(index / 6 + 1)区", "District \(index / 6 + 1)"), values[index],
                            position: position(index), figure: query)
                    }, format: format))
        }
        func calendar(_ count: Int) -> Chart {
            .calendar(
                CalendarChart(
                    title: title, summary: "s", valueHead: language.say("受理", "Received"),
                    days: values.isEmpty
                        ? []
                        : (0..<count).map { index in
                            let day = first.advanced(by: index)
                            return CalendarChart.Day(
                                day, values[index % values.count],
                                sign: (3..<11).contains(index) ? .dayOff : index == 12 ? .workday : nil,
                                name: index == 3 ? name(0, set, language) : nil, figure: query)
                        }))
        }
        let known = values.map { $0 ?? 0 }
        return [
            slope(.value, .count), slope(.rank, .count),
            .funnel(
                FunnelChart(
                    title: title, summary: "s", nameHead: language.say("环节", "Step"),
                    valueHead: language.say("件数", "Requests"),
                    steps: zip(names, values).map { FunnelChart.Step($0, $1, figure: query) })),
            tiles({ _ in nil }), tiles({ TileMap.Position(column: $0 % 6 - 3, row: $0 / 6) }),
            tiles({ TileMap.Position(column: $0 * 1_000_000_007, row: .min) }), calendar(30), calendar(92),
            calendar(365),
            calendar(800),
            .waterfall(
                WaterfallChart(
                    title: title, summary: "s", nameHead: language.say("类别", "Category"),
                    changeHead: language.say("增减", "Change"),
                    before: WaterfallChart.Level(language.say("上月", "Last month"), known.first ?? 0),
                    contributions: zip(names, known).map { WaterfallChart.Contribution($0, $1 - 300, figure: query) },
                    restName: language.say("其他", "Others"),
                    now: WaterfallChart.Level(language.say("本月", "This month"), known.last ?? 0))),
        ]
    }
}

extension String {
    fileprivate func padding(_ count: Int) -> String { String(repeating: self, count: count) }
}
