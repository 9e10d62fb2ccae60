import Civics

/// 二、诉求结构
extension ReportWriter {
    var structure: ReportSection {
        var statements: [(String, Sentence)] = []
        let fields = split(.field, of: .received, name: names.field)
        statements.append((language.say("领域", "Fields"), largestFields(fields)))
        if let moves = fieldMoves() { statements.append((language.say("变化", "Changes"), moves)) }
        if period.length != .week {
            statements.append((language.say("集中度", "Concentration"), concentration(before)))
        }
        var blocks = numbered(statements)
        if fields.count > 1 { blocks.append(.table(fieldTable(fields))) }
        if period.length != .week {
            if let pareto { blocks.append(pareto) }
            if let table = channelTable { blocks.append(.table(table)) }
        }
        return ReportSection(language.say("诉求结构", "What people ask for"), blocks: blocks)
    }

    private func largestFields(_ fields: [Figure]) -> Sentence {
        let topic = language.say("领域", "Fields")
        guard let first = fields.first else {
            return language.write(
                "\(words.period.now)没有受理诉求，不分领域。", "Nothing was received, so there is nothing to divide.")
        }
        if fields.count == 1 {
            return language.write("受理的诉求都属于\(first.name)。", "All requests belong to \(first.name).")
        }
        let top = Array(fields.prefix(5))
        let parts = top.map { figure -> Sentence in
            let number = words.count(figure, topic)
            let share = words.share(figure, of: received, topic)
            let shareText = share.map { language.write("（占\($0)）", " (\($0))") } ?? ""
            return language.write("\(figure.name)\(number)\(shareText)", "\(figure.name) with \(number)\(shareText)")
        }
        let lead = language.write(
            fields.count > 5 ? "件数居前的五个领域是" : "按件数排列，各领域是",
            fields.count > 5 ? "The five largest fields are " : "By number, the fields are ")
        var sentence: Sentence = "\(lead)\(language.list(parts))"
        if fields.count > 5, received.value >= words.rules.rankFrom {
            let basis = Basis.portion(top.map(Basis.count), of: [.count(received)])
            let tenths = Numerals.permille(top.reduce(0) { $0 + $1.value }, of: received.value)
            let share = ReportNumber("\(Numerals.tenths(tenths))%", basis, topic: topic)
            sentence += language.write("，合计占\(share)", ", together \(share)")
        }
        return sentence + language.write("。", ".")
    }

    /// Which fields rose and fell the most, and how much of all rises the largest three make; `nil` where there is
    /// nothing to compare with.
    private func fieldMoves() -> Sentence? {
        guard let before else { return nil }
        let topic = language.say("领域增减", "Changes by field")
        let moves = changes(.field, from: before, name: names.field)
        let up = moves.filter { $0.difference > 0 }
        let down = moves.filter { $0.difference < 0 }
        guard !up.isEmpty || !down.isEmpty else {
            return language.write(
                "各领域件数都与\(words.period.before)持平。", "Every field is the same as \(words.period.before).")
        }
        var sentence = Sentence()
        if up.isEmpty {
            sentence += language.write("没有件数增加的领域。", "No field rose.")
        } else {
            let top = Array(up.prefix(3))
            let parts = top.map { part($0, topic) }
            sentence += language.write(
                "比\(words.period.before)增加最多的是\(language.list(parts))",
                "The largest rises are \(language.list(parts))")
            let sum = top.reduce(0) { $0 + $1.difference }
            let all = up.reduce(0) { $0 + $1.difference }
            if up.count > 3, all >= words.rules.rankFrom {
                let basis = Basis.portion(top.map(\.basis), of: up.map(\.basis))
                let share = ReportNumber(
                    "\(Numerals.tenths(Numerals.permille(sum, of: all)))%", basis, topic: topic)
                sentence += language.write("，占各领域增加量的\(share)", ", together \(share) of all rises")
            }
            sentence += language.write("。", ".")
        }
        if !down.isEmpty {
            let parts = down.prefix(2).map { part($0, topic) }
            sentence += language.write(
                "减少最多的是\(language.list(parts))。", " The largest falls: \(language.list(parts)).")
        }
        return sentence
    }

    private func part(_ move: Move, _ topic: String) -> Sentence {
        let number = words.number(abs(move.difference), "件", move.basis, topic)
        return language.write(
            "\(move.now.name)（\(number)）",
            "\(move.now.name) (\(number) \(move.difference > 0 ? "more" : "fewer"))")
    }

    private func fieldTable(_ fields: [Figure]) -> ReportTable {
        ReportTable(
            caption: language.say("各领域受理件数", "Requests received by field"),
            columns: countColumns(language.say("领域", "Field")),
            rows: fields.prefix(10).map { figure in
                ReportTable.Row(figure.name, countCells(figure, language.say("领域", "Fields")))
            },
            note: fields.count > 10
                ? language.write("只列件数最多的十个领域。", "The ten largest fields only.") : nil)
    }

    /// Channels and kinds crossed (渠道×种类); `nil` with one of either.
    private var channelTable: ReportTable? {
        let topic = language.say("渠道和种类", "Channels and kinds")
        let channels = split(.channel, of: .received, name: names.channel)
        let kinds = split(.kind, of: .received) { names.kind($0, 2) }
        guard channels.count > 1, kinds.count > 1 else { return nil }
        return ReportTable(
            caption: language.say("渠道和种类：受理件数", "Requests received by channel and kind"),
            columns: [ReportTable.Column(language.say("渠道", "Channel"), isNumber: false)]
                + kinds.map { ReportTable.Column($0.name) } + [ReportTable.Column(language.say("合计", "Total"))],
            rows: channels.map { channel in
                let cells = kinds.map { kind -> ReportCell in
                    let figure = now.figure(
                        .received, .channelKind, channel.query.first, kind.query.first,
                        name: "\(channel.name) \(kind.name)")
                    return .number(plain(figure, topic))
                }
                return ReportTable.Row(channel.name, cells + [.number(plain(channel, topic))])
            })
    }

    // MARK: Tables of counts

    /// This week, the week before, change, share: without the middle two where there is nothing to compare with.
    func countColumns(_ head: String) -> [ReportTable.Column] {
        var columns = [ReportTable.Column(head, isNumber: false), ReportTable.Column(words.period.nowHead)]
        if before != nil {
            columns.append(ReportTable.Column(words.period.columnHead))
            columns.append(ReportTable.Column(language.say("增减", "Change")))
        }
        if showsYearAgo { columns.append(ReportTable.Column(language.say("同比", "On the year"))) }
        columns.append(ReportTable.Column(language.say("占比", "Share")))
        return columns
    }

    /// A week is not compared with the year before but as a whole.
    private var showsYearAgo: Bool { period.length != .week && figures.yearAgo != nil }

    func countCells(_ figure: Figure, _ topic: String) -> [ReportCell] {
        var cells: [ReportCell] = [.number(plain(figure, topic))]
        if let last = past(figure) {
            cells.append(.number(plain(last, topic)))
            cells.append(.number(words.signed(figure, last, topic)))
        }
        if showsYearAgo {
            let year = figures.yearAgo?.figure(
                figure.query.measure, figure.query.cut, figure.query.first, figure.query.second, name: figure.name)
            cells.append(year.flatMap { words.growth(figure, from: $0, topic) }.map(ReportCell.number) ?? .none)
        }
        cells.append(words.share(figure, of: received, topic).map(ReportCell.number) ?? .none)
        return cells
    }

    /// A count without its unit, for tables.
    func plain(_ figure: Figure, _ topic: String) -> ReportNumber {
        ReportNumber(Numerals.count(figure.value), .count(figure), topic: topic)
    }

    /// The same figure in the period before.
    func past(_ figure: Figure) -> Figure? {
        before?.figure(
            figure.query.measure, figure.query.cut, figure.query.first, figure.query.second, name: figure.name)
    }

    // MARK: Changes

    /// How one value of a cut has changed.
    struct Move: Hashable {
        let now: Figure
        let before: Figure

        var difference: Int { now.value - before.value }
        var basis: Basis { .change(now, from: before) }
    }

    /// Changes of received requests by the values of a cut, the largest rise first and the largest fall first among
    /// falls.
    func changes(_ cut: FigureCut, from before: PeriodFigures, name: (String) -> String) -> [Move] {
        Set(now.values(of: cut) + before.values(of: cut)).map { value in
            Move(
                now: now.figure(.received, cut, value, name: name(value)),
                before: before.figure(.received, cut, value, name: name(value)))
        }.sorted { a, b in
            (abs(b.difference), a.now.query.first) < (abs(a.difference), b.now.query.first)
        }
    }
}
