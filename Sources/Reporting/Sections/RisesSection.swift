import Civics

/// Categories that rose against the period before, judged with caution for small numbers.
struct Rises {
    enum Verdict: Hashable {
        case beyondChance
        case withinChance
        /// Fewer than `rankFrom` in both periods together.
        case few
    }

    let moves: [(move: ReportWriter.Move, verdict: Verdict)]

    /// Those that came up at least `showFrom` times and more often than before: first those beyond chance, then the
    /// others, each by size. Empty where there is nothing to compare with.
    init(_ moves: [ReportWriter.Move], rules: ScoreRules) {
        self.moves = moves.filter { $0.difference > 0 && $0.now.value >= rules.showFrom }.map { move in
            if move.isBeyondChance { return (move, .beyondChance) }
            return (move, move.now.value + move.before.value < rules.rankFrom ? .few : .withinChance)
        }
    }

    var beyondChance: [ReportWriter.Move] { moves.filter { $0.verdict == .beyondChance }.map(\.move) }

    /// The largest, those beyond chance first.
    func top(_ count: Int) -> [(move: ReportWriter.Move, verdict: Verdict)] {
        Array(
            (moves.filter { $0.verdict == .beyondChance } + moves.filter { $0.verdict != .beyondChance }).prefix(count))
    }
}

/// 五、热点与上升
extension ReportWriter {
    var rises: Rises {
        Rises(before.map { changes(.category, from: $0, name: names.category) } ?? [], rules: words.rules)
    }

    var movers: ReportSection {
        let rises = rises
        let heading = language.say("热点与上升", "Hot spots and rises")
        let topic = language.say("类别升降", "Rises by category")
        let categories = split(.category, of: .received, name: names.category)
        guard !categories.isEmpty else {
            return ReportSection(
                heading,
                blocks: [
                    .statement(
                        lead: nil,
                        language.write(
                            "\(words.period.now)没有受理诉求，没有热点。", "Nothing was received, so there are no hot spots."))
                ])
        }
        let most = largest(
            categories, among: (language.say("类别", "category"), language.say("个类别", "categories")), topic)
        guard before != nil else {
            let sentence =
                most
                + language.write(
                    "没有可比的\(words.period.beforeNoun)，不列升降。",
                    " There is no \(words.period.noun) before to compare with, so rises are not listed.")
            return ReportSection(heading, blocks: [.statement(lead: nil, sentence)])
        }
        var blocks: [ReportBlock] = [
            .statement(lead: nil, most + language.write("", " ") + riseStatement(rises, topic))
        ]
        let top = rises.top(8)
        if !top.isEmpty { blocks.append(.table(riseTable(top, topic))) }
        return ReportSection(heading, blocks: blocks)
    }

    private func riseStatement(_ rises: Rises, _ topic: String) -> Sentence {
        let beyond = rises.beyondChance
        guard let first = beyond.first else {
            return language.write(
                "没有超出正常波动的上升。", "No category rose beyond normal variation.")
        }
        let count = words.number(beyond.count, "个", .tally(beyond.count), topic)
        let number = words.count(first.now, topic)
        let change = words.change(first.now, from: first.before, topic)
        if beyond.count == 1 {
            return language.write(
                "上升超出正常波动的类别只有\(first.now.name)：\(number)，\(change)。",
                "Only \(first.now.name) rose beyond normal variation: \(number), \(change).")
        }
        return language.write(
            "上升超出正常波动的类别有\(count)，最多的是\(first.now.name)：\(number)，\(change)。",
            "\(count) categories rose beyond normal variation, most of all \(first.now.name): \(number), \(change).")
    }

    private func riseTable(_ rises: [(move: Move, verdict: Rises.Verdict)], _ topic: String) -> ReportTable {
        ReportTable(
            caption: language.say("上升最多的类别", "Categories with the largest rises"),
            columns: [
                ReportTable.Column(language.say("类别", "Category"), isNumber: false),
                ReportTable.Column(words.period.nowHead),
                ReportTable.Column(words.period.columnHead),
                ReportTable.Column(language.say("增减", "Change")),
                ReportTable.Column(language.say("判断", "Judgement"), isNumber: false),
            ],
            rows: rises.map { rise in
                ReportTable.Row(
                    rise.move.now.name,
                    [
                        .number(plain(rise.move.now, topic)), .number(plain(rise.move.before, topic)),
                        .number(words.signed(rise.move.now, rise.move.before, topic)), .text(text(rise.verdict)),
                    ])
            })
    }

    private func text(_ verdict: Rises.Verdict) -> String {
        switch verdict {
        case .beyondChance: language.say("超出正常波动", "beyond normal variation")
        case .withinChance: language.say("在正常波动之内", "within normal variation")
        case .few: language.say("件数少，仅供参考", "few, for orientation only")
        }
    }
}
