package import Civics
package import HTML
import Reporting

/// How good the suggestions of category are (建议质量): as measured on requests the model had not seen, and as it went
/// at the desks. No figure here is written by hand.
package struct SuggestionsPage: Page {
    /// What was measured for one category.
    package struct Row: Sendable {
        package var name: LocalName
        /// Of the requests of this category, those found; `value` is the recall.
        package var found: Rate
        /// Of those suggested as this category, those that are; `value` is the precision.
        package var right: Rate
        package var f1: Double

        package init(name: LocalName, found: Rate, right: Rate, f1: Double) {
            self.name = name
            self.found = found
            self.right = right
            self.f1 = f1
        }
    }

    /// Suggestions of about the same probability, and how many of them were right.
    package struct Bin: Sendable {
        package var probability: ClosedRange<Double>
        package var right: Rate

        package init(probability: ClosedRange<Double>, right: Rate) {
            self.probability = probability
            self.right = right
        }
    }

    /// A model with what was measured when it was trained.
    package struct Trained: Sendable {
        package var at: Instant
        package var requests: Int
        package var macroF1: Double
        package var accuracy: Rate
        /// Mean distance between what the model says of its certainty and how often it is right.
        package var calibrationError: Double
        /// The weakest first.
        package var rows: [Row]
        package var bins: [Bin]

        package init(
            at: Instant, requests: Int, macroF1: Double, accuracy: Rate, calibrationError: Double, rows: [Row],
            bins: [Bin]
        ) {
            self.at = at
            self.requests = requests
            self.macroF1 = macroF1
            self.accuracy = accuracy
            self.calibrationError = calibrationError
            self.rows = rows
            self.bins = bins
        }
    }

    package struct Model: Sendable {
        /// `nil` for a city that has not trained one: suggestions then come from the categories' explanations.
        package var trained: Trained?
        /// Of the requests of these days, those whose category was never corrected.
        package var kept: Rate
        package var days: ClosedRange<CityDay>

        package init(trained: Trained?, kept: Rate, days: ClosedRange<CityDay>) {
            self.trained = trained
            self.kept = kept
            self.days = days
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("建议质量", "Quality of suggestions") }

    package func render() -> HTML {
        deskPage(
            title: title,
            main: """
                \(deskHead(title, meta: HTML(text: say("分类建议有多准", "How right the suggested categories are"))))
                <div class="desk-body">
                <div class="quad quad-five">\(stats)</div>
                \(model.trained.map { trained($0) } ?? untrained)
                </div>
                """)
    }

    private func stat(_ label: String, _ value: String, _ base: String) -> HTML {
        """
        <div><span class="stat"><span class="stat-label">\(label)</span><span class="stat-value">\(value)</span>\
        <span class="stat-base">\(base)</span></span></div>
        """
    }

    private func of(_ rate: Rate) -> String {
        say(
            "\(count(rate.denominator)) 件中的 \(count(Int(rate.numerator))) 件",
            "\(count(Int(rate.numerator))) of \(count(rate.denominator))")
    }

    private var stats: HTML {
        let kept = stat(
            say("工作中没有改过的", "Kept at the desks"), percent(model.kept),
            "\(range(model.days)) · \(of(model.kept))")
        guard let trained = model.trained else { return kept }
        return """
            \(stat(say("宏平均 F1", "Macro-F1"), decimal(trained.macroF1 * 100), say("满分 100，各类同等重要", "of 100; each category counts the same")))\
            \(stat(say("准确率", "Accuracy"), percent(trained.accuracy), of(trained.accuracy)))\
            \(stat(
                say("概率误差", "Error of its certainty"), say("\(decimal(trained.calibrationError * 100)) 个百分点", "\(decimal(trained.calibrationError * 100)) points"),
                say("说的把握和实际差多少", "what it says against what comes true")))\
            \(kept)
            """
    }

    private var untrained: HTML {
        let how = say(
            "现在的建议来自分类的说明文字。有了几百件办结的诉求以后，运行：",
            "Suggestions come from the explanations of the categories. With some hundred closed requests, run:")
        return notice(
            .info, say("还没有用本市的诉求训练过。", "No model of this city's own requests yet."),
            "\(how) <code>onedoor train</code>")
    }

    private func trained(_ trained: Trained) -> HTML {
        """
        <p class="meta">\(say(
            "\(moment(trained.at))用 \(count(trained.requests)) 件办结的诉求训练；以上是在它没有见过的诉求上量出来的。",
            "Trained \(moment(trained.at)) on \(count(trained.requests)) closed requests; measured on requests it had not seen."))</p>
        <div class="panels">
        <section aria-labelledby="certainty-heading"><h2 id="certainty-heading">\(say("说有几成把握，实际对几成", "What it says, and what comes true"))</h2>\
        \(bins(trained))</section>
        <section aria-labelledby="weak-heading"><h2 id="weak-heading">\(say("哪些类别弱", "Where it is weak"))</h2>\(rows(trained))</section>
        </div>
        """
    }

    private func bins(_ trained: Trained) -> HTML {
        table(
            caption: say("把握和正确率", "Certainty and what comes true"), hidesCaption: true,
            columns: [
                Column(text: say("把握", "Says")), Column(text: say("正确率", "Right"), isNumber: true),
                Column(text: say("件数", "Requests"), isNumber: true),
            ],
            rows: trained.bins.map { bin in
                let (low, high) = (decimal(bin.probability.lowerBound * 100), decimal(bin.probability.upperBound * 100))
                return .cells([
                    HTML(text: "\(low)–\(high)%"), HTML(text: percent(bin.right)),
                    HTML(text: count(bin.right.denominator)),
                ])
            }, style: "table-flush")
    }

    private func rows(_ trained: Trained) -> HTML {
        table(
            caption: say("各类别，弱的在前", "Categories, the weakest first"), hidesCaption: true,
            columns: [
                Column(text: say("类别", "Category")), Column(text: "F1", isNumber: true),
                Column(text: say("找到", "Found"), isNumber: true), Column(text: say("说对", "Right"), isNumber: true),
            ],
            rows: trained.rows.map { row in
                .cells([
                    HTML(text: say(row.name)), HTML(text: decimal(row.f1 * 100)),
                    HTML(text: "\(percent(row.found)) · \(of(row.found))"),
                    HTML(text: "\(percent(row.right)) · \(of(row.right))"),
                ])
            }, style: "table-flush")
    }
}
