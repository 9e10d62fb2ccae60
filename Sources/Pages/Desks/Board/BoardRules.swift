import Civics
import HTML
import Reporting

/// The lower part of the board: what is worth a look beside the rates, and how everything is counted.
extension BoardPage {
    /// Appeals that wait, and signs.
    var beside: HTML? {
        let appeals = model.openAppeals.map { open -> HTML in
            """
            <section aria-labelledby="appeals-heading"><div class="card-head"><h2 id="appeals-heading">\(say("申诉", "Appeals"))</h2>\
            <span class="push"><a href="\(SitePath.appeals())">\(say("去裁定", "Decide"))</a></span></div>
            <p class="meta">\(waiting(open))</p>
            </section>
            """
        }
        let signs = model.signs.map { list -> HTML in
            let path = SitePath.signs(board.days)
            let items = list.map { line -> HTML in
                """
                <li><a href="\(path)#sign-\("\(line.sign)")">\(say(line.sign.name))</a>\
                <span class="meta"> \(say("\(count(line.count)) 处", "\(count(line.count)) found"))</span></li>
                """
            }
            return """
                <section aria-labelledby="signs-heading"><div class="card-head"><h2 id="signs-heading">\
                \(say("要看一眼的苗头", "Signs worth a look"))</h2><span class="meta">\(say("只提示，不扣分", "no verdict, no points"))</span></div>
                \(if: items.isEmpty, "<p class=\"meta\">\(say("这段时间没有看到苗头。", "None were seen in these days."))</p>",
                    else: "<ul class=\"sign-list\">\(items)</ul>")
                </section>
                """
        }
        guard appeals != nil || signs != nil else { return nil }
        return "<div class=\"panels\">\(signs)\(appeals)</div>"
    }

    private func waiting(_ open: Int) -> String {
        switch open {
        case 0: say("没有待裁定的申诉。", "No appeal waits for a decision.")
        case 1: say("1 件申诉等着裁定；裁定前评价照常计入。", "One appeal waits; until then the rating counts.")
        default: say("\(count(open)) 件申诉等着裁定；裁定前评价照常计入。", "\(count(open)) appeals wait; until then the ratings count.")
        }
    }

    /// How each rate is counted, by the version of the rules that is in force.
    var definitions: HTML {
        let rows = ScoredRate.allCases.map { rate -> TableRow in
            .cells([
                "<span class=\"strong\">\(say(rate.name))</span>", HTML(text: say(rate.formula(rules))),
                HTML(text: rules.targets[rate].map { "\(decimal($0 * 100))%" } ?? "—"),
                HTML(text: rules.weights[rate].map { weightText($0) } ?? "—"),
            ])
        }
        let kinds = rules.exclusions.map { exclusion -> HTML in
            let names = exclusion.kinds.map { say($0.name) }.joined(separator: say("、", ", "))
            return "<li>\(say(exclusion.name))\(say("（\(names)）", " (\(names))"))</li>"
        }
        let others = model.versions.filter { $0 != rules.version }.map { "\($0)" }.joined(separator: say("、", ", "))
        return """
            <section class="block rules" id="rules" aria-labelledby="rules-heading">
            <div class="card-head"><h2 id="rules-heading">\(say("怎么算的", "How it is counted"))</h2>\
            <span class="meta">\(say("评分规则 \(rules.version) 起的版本", "Rules in force from \(rules.version)"))</span></div>
            \(table(
                caption: say("各率的口径", "The definition of each rate"), hidesCaption: true,
                columns: [
                    Column(text: say("率", "Rate")), Column(text: say("怎么算", "How it is counted")),
                    Column(text: say("目标", "Target"), isNumber: true), Column(text: say("权重", "Weight"), isNumber: true),
                ], rows: rows, asCards: true, style: "table-flush"))
            <ul class="rules-list">
            <li>\(say(
                "一段时间按它最后一天有效的版本算，比较的两段也按同一版本重算，所以变化不是换口径换出来的。\(others.isEmpty ? "" : "另有 \(others) 起的版本。")",
                "A period is counted by the version in force on its last day, and so are those it is compared with: a change is never one of the rules.\(others.isEmpty ? "" : " Other versions: \(others).")"))</li>
            <li>\(say(
                "还没有结束的期间，算到今天；比较时取前一段、去年同期同样多的天数。",
                "A period that still runs is counted up to today, and compared with as many days of the others."))</li>
            <li>\(say(
                "区间是 95% Wilson 区间：件数越少越宽。区间重叠的分不出高下，名次并列。",
                "Intervals are 95% Wilson intervals: the fewer requests, the wider. Where they overlap nobody can tell who is better, and places are shared."))</li>
            \(if: !rules.weights.isEmpty, """
                <li>\(say(
                    "综合分 = 各率 × 权重之和 × 100。它的区间由各率的区间合成（MOVER 法）；解决率和满意率来自同一批回访，按一起变动算，取最宽。有一个率不足 \(rules.showFrom) 件就没有综合分，不足 \(rules.rankFrom) 件不排名。",
                    "The score is the sum of the rates times their weights, times 100. Its interval is put together from theirs (MOVER); solved and satisfied rest on the same answers and are taken to move together, the widest that is possible. With fewer than \(rules.showFrom) behind one of its rates there is no score, under \(rules.rankFrom) no place."))</li>
                """)
            <li>\(say("申诉成立的评价不计入解决率、满意率和有效回访，另列。", "Ratings whose appeal was granted leave solved, satisfied and their base, and are listed apart."))</li>
            \(kinds)
            </ul>
            </section>
            """
    }

    /// `0.35`
    private func weightText(_ weight: Double) -> String {
        let hundredths = Int((weight * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
