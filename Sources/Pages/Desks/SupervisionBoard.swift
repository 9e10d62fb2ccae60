import Civics
import HTML
import Reporting

/// The lower part of the supervision desk: the rates of the whole, and the bodies compared.
extension SupervisionPage {
    var board: HTML {
        """
        <section aria-labelledby="board-heading" id="board">
        <div class="card-head"><h2 id="board-heading">\(say("办得怎么样", "How well it is done"))</h2>\
        <span class="meta">\(range(model.days))</span>\
        <span class="push">\(periodChooser(
            model.days, action: .supervision(), keeping: model.view == .overdue ? [] : [("view", model.view.rawValue)],
            path: { path(model.view, days: $0) }))</span></div>
        \(model.board.isEmpty ? noFigures : "\(rates)\(comparison)")
        </section>
        """
    }

    private var noFigures: HTML {
        emptyState(
            .noFigures, say("这段时间没有数据", "No figures for these days"),
            say("换一段时间看看。", "Choose other days."))
    }

    /// Each rate over all bodies.
    private func whole(_ rate: KeyPath<BodyScore, Rate>) -> Rate {
        model.board.reduce(into: Rate(0, of: 0)) { sum, score in
            sum = Rate(
                sum.numerator + score[keyPath: rate].numerator,
                of: sum.denominator + score[keyPath: rate].denominator)
        }
    }

    /// The five rates: name, values, and what numerator and denominator count.
    private var kinds: [(name: LocalName, rate: KeyPath<BodyScore, Rate>, part: Measure, base: Measure)] {
        [
            (LocalName(zh: "按时办结率", en: "Closed in time"), \.onTime, .closedInTime, .due),
            (LocalName(zh: "响应率", en: "Contacted in time"), \.response, .contactedInTime, .contactDue),
            (LocalName(zh: "解决率", en: "Solved"), \.solved, .solved, .calledBack),
            (LocalName(zh: "满意率", en: "Satisfied"), \.satisfied, .satisfied, .calledBack),
            (LocalName(zh: "首次办结率", en: "Done at the first time"), \.firstTime, .redone, .closed),
        ]
    }

    private var rates: HTML {
        let cells = kinds.map { kind -> HTML in
            let rate = whole(kind.rate)
            let low = scaleStart(of: rate)
            return """
                <div class="rate"><span class="stat-label">\(say(kind.name))</span>\
                <span class="stat-value">\(isShown(rate) ? percent(rate) : "—")</span>\
                \(if: isShown(rate), rateDot(rate, target: nil, range: low...1) ?? "")\
                <span class="stat-base">\(base(of: rate, part: kind.part, base: kind.base))</span></div>
                """
        }
        let weight = decimal(model.rules.fairlySatisfiedWeight)
        return """
            <div class="rates">\(cells)<div class="rate"><span class="stat-label">\(say("怎么算的", "How they are counted"))</span>\
            <p class="meta">\(say(
                "横线是 95% 区间。没有联系上的回访不进分母；「基本满意」按 \(weight) 折算。口径版本 \(model.rules.version)。",
                "The line is the 95% interval. Calls that nobody answered are not in the base; \"fairly satisfied\" counts \(weight). "
                    + "Rules of \(model.rules.version)."))</p></div></div>
            """
    }

    /// `按时办结 18,590 ÷ 到期 19,204`, both leading to their requests.
    private func base(of rate: Rate, part: Measure, base: Measure) -> HTML {
        let total = evidence(count(rate.denominator), FigureQuery(base, days: model.days))
        switch part {
        case .redone:
            let again = rate.denominator - Int(rate.numerator)
            let redone = evidence(count(again), FigureQuery(.redone, days: model.days))
            return markup("办结 \(total)，其中重办 \(redone)", "\(total) closed, \(redone) of them again")
        case .satisfied:
            return markup(
                "满意（折算） \(points(rate.numerator)) ÷ 有效回访 \(total)",
                "\(points(rate.numerator)) satisfied (weighted) ÷ \(total) reached")
        default:
            let some = evidence(count(Int(rate.numerator)), FigureQuery(part, days: model.days))
            return markup(
                "\(say(part.name)) \(some) ÷ \(say(base.name)) \(total)",
                "\(some) \(say(part.name)) ÷ \(total) \(say(base.name))")
        }
    }

    /// A weighted number: whole where it is.
    private func points(_ number: Double) -> String {
        number == number.rounded() ? count(Int(number)) : decimal(number)
    }

    private func isShown(_ rate: Rate) -> Bool { rate.denominator >= max(1, model.rules.showFrom) }

    /// A round beginning of the scale that leaves the interval inside.
    private func scaleStart(of rate: Rate) -> Double {
        let low = rate.interval?.lowerBound ?? 0
        return [0.9, 0.8, 0.5].first { $0 <= low } ?? 0
    }

    /// Bodies by the rate of closing in time: those that can be ranked first.
    private var comparison: HTML {
        let ranking = Ranking(model.board.map(\.onTime), rankFrom: model.rules.rankFrom)
        let ranked = zip(model.board, ranking.places).map { (score: $0, place: $1) }.sorted { a, b in
            switch (a.place, b.place) {
            case (nil, nil): a.score.dispatched > b.score.dispatched
            case (nil, _): false
            case (_, nil): true
            default: (a.score.onTime.value ?? 0, b.score.id) > (b.score.onTime.value ?? 0, a.score.id)
            }
        }
        // Bodies of which nothing could be shown stand folded away below, with their counts.
        let large = ranked.filter { max($0.score.dispatched, $0.score.onTime.denominator) >= model.rules.showFrom }
        let small = ranked.filter { max($0.score.dispatched, $0.score.onTime.denominator) < model.rules.showFrom }
        let low = ranked.compactMap { $0.place == nil ? nil : $0.score.onTime.interval?.lowerBound }.min() ?? 0
        let scale = (low * 20).rounded(.down) / 20
        let start = Int((scale * 100).rounded())
        let heading = say("单位比较", "Bodies compared")
        return """
            <div class="card-head block"><h2>\(heading)</h2><span class="meta">\(say(
                "以按时办结率排；区间重叠的并列，不足 \(model.rules.rankFrom) 件的不排名，不足 \(model.rules.showFrom) 件的不显示",
                "By the rate closed in time; overlapping intervals share a place, no place under \(model.rules.rankFrom), "
                    + "nothing shown under \(model.rules.showFrom)"))</span></div>
            \(scores(heading, large, start: start, scale: min(0.95, scale)...1))
            \(if: !small.isEmpty, """
                <details class="block"><summary>\(say(
                    "不足 \(model.rules.showFrom) 件的 \(small.count) 个单位",
                    "\(small.count) bodies with fewer than \(model.rules.showFrom) requests"))</summary>
                \(scores(say("件数太少的单位", "Bodies with too few requests"), small, start: start, scale: min(0.95, scale)...1))
                </details>
                """)
            """
    }

    private func scores(
        _ caption: String, _ list: [(score: BodyScore, place: ClosedRange<Int>?)], start: Int,
        scale: ClosedRange<Double>
    ) -> HTML {
        table(
            caption: caption, hidesCaption: true,
            columns: [
                Column(text: say("名次", "Place")), Column(text: say("单位", "Body")),
                Column(text: say("派发", "Dispatched"), isNumber: true),
                Column(text: say("按时办结率", "Closed in time"), isNumber: true, sorted: .descending),
                Column(HTML(text: say("\(start)% 到 100%", "\(start)% to 100%"))),
                Column(text: say("响应率", "Contacted"), isNumber: true),
                Column(text: say("解决率", "Solved"), isNumber: true),
                Column(text: say("满意率", "Satisfied"), isNumber: true),
                Column(text: say("首次办结率", "First time"), isNumber: true),
                Column(text: say("超时在办", "Open, late"), isNumber: true),
            ],
            rows: list.map { .cells(cells($0.score, place: $0.place, scale: scale)) },
            style: "table-flush table-wide rank")
    }

    private func cells(_ score: BodyScore, place: ClosedRange<Int>?, scale: ClosedRange<Double>) -> [HTML] {
        let mark = isShown(score.onTime) ? RateMark(score.onTime, scale: scale).svg(language) : ""
        let late: HTML =
            score.overdueOpen > 0 ? "<span class=\"c-bad strong\">\(count(score.overdueOpen))</span>" : "\(count(0))"
        return [
            place.map { HTML(text: placeWords($0)) } ?? "<span class=\"muted nowrap\">\(say("不排名", "no place"))</span>",
            "<span class=\"strong\">\(say(score.name))</span>",
            evidence(count(score.dispatched), figure(.dispatched, of: score)),
            cell(score.onTime, part: .closedInTime, base: .due, of: score),
            "<span class=\"chart\">\(mark)</span>",
            cell(score.response, part: .contactedInTime, base: .contactDue, of: score),
            cell(score.solved, part: .solved, base: .calledBack, of: score),
            cell(score.satisfied, part: nil, base: .calledBack, of: score),
            cell(score.firstTime, part: nil, base: .closed, of: score),
            late,
        ]
    }

    private func placeWords(_ place: ClosedRange<Int>) -> String {
        place.count == 1 ? "\(place.lowerBound)" : "\(place.lowerBound)–\(place.upperBound)"
    }

    private func figure(_ measure: Measure, of score: BodyScore) -> FigureQuery {
        FigureQuery(measure, .body, first: score.id, days: model.days)
    }

    /// A rate with its fraction below; too little is said instead of shown.
    private func cell(_ rate: Rate, part: Measure?, base: Measure, of score: BodyScore) -> HTML {
        let total = evidence(count(rate.denominator), figure(base, of: score))
        guard isShown(rate) else {
            return "<span class=\"muted\">—</span><span class=\"n-d\">\(say("共", "of")) \(total)</span>"
        }
        let some =
            part.map { evidence(count(Int(rate.numerator)), figure($0, of: score)) } ?? "\(points(rate.numerator))"
        return "\(percent(rate))<span class=\"n-d\">\(some)/\(total)</span>"
    }
}
