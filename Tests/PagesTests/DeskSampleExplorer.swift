import Civics
import Pages
import Reporting

/// Exploring the figures: every kind of picture, of much, of little, of nothing.
extension DeskSamples {
    /// What a month of figures looks like, counted in every cut that is kept.
    static let explored: FigureLedger = {
        var ledger = FigureLedger()
        let city = DeskSampleCity.city
        let towns = city.regions(under: city.root).flatMap { city.regions(under: $0.id) }
        for (index, town) in towns.enumerated() {
            for offset in 0..<48 {
                let day = SampleCity.day(10, 1).advanced(by: offset)
                let leaf = DeskSampleCity.leaves[(index + offset) % DeskSampleCity.leaves.count].code
                let body = DeskSampleCity.bodies[(index + offset) % DeskSampleCity.bodies.count].id
                let (channel, kind) = (Channel.allCases[offset % 5], RequestKind.allCases[index % 5])
                for (measure, amount) in [
                    (Measure.received, 40 + (index * 7 + offset * 5) % 23), (.due, 30), (.closedInTime, 24 + index % 6),
                    (.closed, 29), (.handlingMinutes, 29 * 380), (.calledBack, 4), (.solved, 3), (.satisfied, 2),
                ] {
                    for (cut, first, second) in [
                        (FigureCut.total, "", ""), (.districtField, town.parent ?? "", String(leaf.prefix(2))),
                        (.town, town.id, ""), (.category, leaf, ""), (.body, body, ""),
                        (.channelKind, channel.rawValue, kind.rawValue), (.line, "public", ""),
                    ] {
                        ledger.cells[
                            FigureKey(day: day, measure: measure, cut: cut, first: first, second: second), default: 0
                        ] += amount
                    }
                }
            }
        }
        return ledger
    }()

    func explorer(
        _ query: ExplorerQuery, problems: [ExplorerProblem] = [], of figures: FigureLedger = explored,
        today: CityDay = SampleCity.day(11, 18), _ change: (inout ExplorerPage.Model) -> Void = { _ in }
    ) -> ExplorerPage {
        let asked = ExplorerAsked(query, problems: problems, of: city)
        var model = ExplorerPage.Model(
            asked: asked, result: ExplorerResult.make(asked.query, of: city, from: figures, today: today), city: city)
        change(&model)
        return ExplorerPage(model, in: context(.explore(asked.query), role: .analyst))
    }

    var explorerPages: [(name: String, page: any Page)] {
        let november = CityPeriod.month(year: 2026, month: 11)
        let october = CityPeriod.month(year: 2026, month: 10)
        let byTown = ExplorerQuery(
            [.count(.received), .rate(.onTime), .rate(.solved), .handlingTime], rows: .town, period: november,
            comparison: .previous)
        let saved = [
            ExplorerPage.Saved(
                id: 7, name: words("镇街按时办结"), query: byTown, isShared: true, isInReports: true),
            ExplorerPage.Saved(
                id: 9, name: words("渠道和种类"),
                query: ExplorerQuery([.count(.closed)], rows: .channel, columns: .kind, period: october),
                owner: local(LocalName(zh: "陈静 7002", en: "Chen Jing 7002")), isShared: true),
        ]
        let problems: [ExplorerProblem] = [
            .unknown(parameter: "rows", words("星球")), .badPeriod(words("上个月")), .unknownValue(.town, words("亚特兰蒂斯")),
            .cannotBeSplit(.rate(.solved), [.line], .needsKinds(.solved)), .tooMany(.day, 732, most: 400),
        ]
        return [
            (
                "explorer",
                explorer(byTown) {
                    $0.saved = saved
                    $0.mayShare = true
                }
            ),
            (
                "explorer, problems",
                explorer(
                    ExplorerQuery(
                        [.count(.received)], rows: .channel, columns: .district, period: october,
                        filters: [ExplorerFilter(.body, "housing")]), problems: problems
                ) {
                    $0.saved = saved
                    $0.typedName = words("镇街按时办结")
                    $0.problem = .nameTaken
                }
            ),
            (
                "explorer, heat",
                explorer(ExplorerQuery([.count(.received)], rows: .field, columns: .district, period: october))
            ),
            (
                "explorer, many columns",
                explorer(ExplorerQuery([.rate(.onTime)], rows: .channel, columns: .day, period: october))
            ),
            ("explorer, days", explorer(ExplorerQuery([.count(.received)], rows: .day, period: november))),
            (
                "explorer, calendar",
                explorer(ExplorerQuery([.count(.received)], rows: .day, period: october, view: .calendar))
            ),
            (
                "explorer, tiles",
                explorer(
                    ExplorerQuery(
                        [.rate(.onTime)], rows: .town, period: .days(SampleCity.day(10, 1)...SampleCity.day(10, 9)),
                        filters: [ExplorerFilter(.district, "nanhai")], view: .tiles))
            ),
            (
                "explorer, slope",
                explorer(
                    ExplorerQuery(
                        [.rate(.onTime)], rows: .district, period: november, comparison: .previous, view: .slope))
            ),
            ("explorer, one line", explorer(ExplorerQuery([.count(.received), .rate(.solved)], period: november))),
            (
                "explorer, nothing",
                explorer(
                    ExplorerQuery(
                        [.rate(.satisfied)], rows: .body, period: november, comparison: .yearBefore,
                        filters: [ExplorerFilter(.body, "")]),
                    of: FigureLedger()
                ) { $0.problem = .nameMissing }
            ),
            (
                "explorer, to come",
                explorer(ExplorerQuery([.count(.received)], rows: .week, period: .year(2027))) {
                    $0.problem = .nameTooLong
                }
            ),
        ]
    }
}
