import Civics

/// 三、区域
extension ReportWriter {
    /// `nil` for a part of the city that has no places of its own, or of which no figures by place are kept.
    var places: ReportSection? {
        let heading = language.say("区域情况", "Places")
        switch scope {
        case .city, .category: break
        case .district:
            var blocks = numbered([(language.say("镇街", "Towns and streets"), townStatement)])
            if let towns { blocks.append(towns) }
            return ReportSection(heading, blocks: blocks)
        case .town, .body: return nil
        }
        let topic = language.say("各区受理", "Received by district")
        let districts = split(.district, of: .received, name: names.region).filter(\.hasPlace)
        guard let largest = districts.first else {
            return ReportSection(
                heading,
                blocks: [
                    .statement(
                        lead: nil,
                        language.write(
                            "\(words.period.now)没有能落到区的诉求。", "No request of the \(words.period.noun) names a district.")
                    )
                ])
        }
        var blocks = numbered([
            (language.say("各区", "Districts"), districtStatement(districts, largest, topic)),
            (language.say("镇街", "Towns and streets"), townStatement),
        ])
        blocks.append(.table(districtTable(topic)))
        if let towns { blocks.append(towns) }
        if period.length != .week, let townTiles { blocks.append(townTiles) }
        if let heat = heat(districts) { blocks.append(heat) }
        return ReportSection(heading, blocks: blocks)
    }

    private func districtStatement(_ districts: [Figure], _ largest: Figure, _ topic: String) -> Sentence {
        let parts = districts.map { figure -> Sentence in
            let number = words.count(figure, topic)
            let share = words.share(figure, of: received, topic)
            let shareText = share.map { language.write("（占\($0)）", " (\($0))") } ?? ""
            return language.write("\(figure.name)\(number)\(shareText)", "\(figure.name) \(number)\(shareText)")
        }
        var sentence =
            districts.count == 1
            ? language.write("诉求都在\(parts[0])。", "All requests with a district are in \(parts[0]).")
            : language.write("\(language.list(parts))。", "\(language.list(parts)).")
        let placed = districts.reduce(0) { $0 + $1.value }
        if received.value > placed {
            let number = words.number(
                received.value - placed, "件", .difference(received, minus: districts), topic)
            sentence += language.write(
                "另有\(number)没有写明所在的区。",
                " \(number) more \(words.noun(received.value - placed, "names", "name")) no district.")
        }
        return sentence
    }

    private var townStatement: Sentence {
        let topic = language.say("镇街受理", "Received by town or street")
        let found = split(.town, of: .received, name: names.region).filter(\.hasPlace)
        guard !found.isEmpty else {
            return language.write("没有能落到镇街的诉求。", "No request names a town or street.")
        }
        let sentence = largest(
            found, among: (language.say("镇街", "town or street"), language.say("个镇街", "towns and streets")), topic)
        guard let before else { return sentence }
        let up = changes(.town, from: before, name: names.region).filter {
            $0.now.hasPlace && $0.difference > 0 && $0.isBeyondChance
        }
        guard !up.isEmpty else {
            return sentence
                + language.write(
                    "各镇街的上升都没有超出正常波动。", " No town or street rose beyond normal variation.")
        }
        let parts = up.prefix(3).map { move -> Sentence in
            let number = words.number(move.difference, "件", move.basis, topic)
            return language.write("\(move.now.name)（增加\(number)）", "\(move.now.name) (\(number) more)")
        }
        return sentence
            + language.write(
                "上升超出正常波动的有\(language.list(parts))。",
                " Rises beyond normal variation: \(language.list(parts)).")
    }

    /// All districts of the city, also those without a request.
    private func districtTable(_ topic: String) -> ReportTable {
        let listed = city.regions(under: city.root).filter { $0.level == .district }.map(\.id)
        let ids = listed + now.values(of: .district).filter { !$0.isEmpty && !listed.contains($0) }
        let rows = ids.map { id -> ReportTable.Row in
            let figure = now.figure(.received, .district, id, name: names.region(id))
            let rate = words.cell(
                onTime(in: now, by: .district, id), language.say("各区按时办结率", "Closed in time by district"))
            return ReportTable.Row(figure.name, countCells(figure, topic) + [rate])
        }
        return ReportTable(
            caption: language.say("各区受理件数和按时办结率", "Requests received and closed in time by district"),
            columns: countColumns(language.say("区", "District")) + [
                ReportTable.Column(language.say("按时办结率", "Closed in time"))
            ],
            rows: rows,
            note: language.write(
                "各区人口不同，件数多少不等于问题轻重；尚无人口数据，没有计算每万人件数。",
                "Districts differ in population, so more requests do not mean more problems; without population data no numbers per 10,000 inhabitants are given."
            ))
    }

    /// All towns as tiles, district by district.
    private var townTiles: ReportBlock? {
        let districts = city.regions(under: city.root).filter { $0.level == .district }
        let tiles = districts.flatMap { district in
            city.regions(under: district.id).filter { $0.level == .town }.map { town in
                let figure = now.figure(.received, .town, town.id, name: language.say(town.name))
                return TileMap.Tile(
                    figure.name, group: language.say(district.name), Double(figure.value), figure: figure.query)
            }
        }
        guard tiles.count > 3, scope == .city, received.value >= words.rules.rankFrom,
            let most = tiles.max(by: { ($0.value ?? 0) < ($1.value ?? 0) })
        else { return nil }
        let title = language.say("各镇街受理件数", "Requests received by town or street")
        let chart = TileMap(
            title: title,
            summary: language.say(
                "最多的是\(most.name)，\(Numerals.count(Int(most.value ?? 0)))件。",
                "The most: \(most.name), \(Numerals.count(Int(most.value ?? 0)))."),
            nameHead: language.say("镇街", "Town or street"), valueHead: words.period.nowHead, tiles: tiles)
        return .chart(.tiles(chart), caption: title)
    }

    private var towns: ReportBlock? {
        let found = split(.town, of: .received, name: names.region).filter(\.hasPlace)
        guard found.count > 1 else { return nil }
        let bars = found.prefix(10).map { figure in
            BarChart.Bar(
                figure.name, Double(figure.value), comparison: past(figure).map { Double($0.value) },
                note: past(figure).map { Numerals.signed(figure.value - $0.value) }, figure: figure.query)
        }
        let title = language.say("受理件数最多的镇街", "Towns and streets with the most requests")
        let chart = BarChart(
            title: title,
            summary: language.say(
                "最多的是\(found[0].name)，\(Numerals.count(found[0].value))件。",
                "The most: \(found[0].name), \(Numerals.count(found[0].value))."),
            nameHead: language.say("镇街", "Town or street"), valueHead: words.period.now,
            comparisonHead: words.period.columnHead,
            noteHead: language.say("增减", "Change"), bars: Array(bars))
        return .chart(.bars(chart), caption: title)
    }

    private func heat(_ districts: [Figure]) -> ReportBlock? {
        let fields = split(.field, of: .received, name: names.field).prefix(12)
        guard districts.count > 1, fields.count > 1 else { return nil }
        let rows = fields.map { field in
            HeatMap.Row(
                field.name,
                districts.map { district in
                    let figure = now.figure(
                        .received, .districtField, district.query.first, field.query.first, name: "")
                    return HeatMap.Cell(Double(figure.value), figure: figure.query)
                }, total: HeatMap.Cell(Double(field.value), figure: field.query))
        }
        let title = language.say("领域和区：受理件数", "Requests received by field and district")
        let chart = HeatMap(
            title: title,
            summary: language.say("颜色越深件数越多；右列为全市。", "Darker means more; the right column is the whole city."),
            nameHead: language.say("领域", "Field"), columns: districts.map(\.name),
            totalHead: language.say("全市", "City"), rows: rows)
        return .chart(.heat(chart), caption: title)
    }
}

extension Figure {
    /// Whether the figure is one of a place: what names none counts under the empty one.
    fileprivate var hasPlace: Bool { !query.first.isEmpty }
}

extension ReportWriter.Move {
    /// Whether a change is larger than chance makes it: more than three times the square root of the sum of the two
    /// counts (Poisson). With some hundred places and categories compared, twice would call wolf every week.
    var isBeyondChance: Bool {
        let sum = Double(now.value + before.value)
        return sum > 0 && Double(abs(difference)) > 3 * sum.squareRoot()
    }
}
