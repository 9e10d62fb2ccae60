import Civics

/// How much of the requests a few categories make (集中度).
extension ReportWriter {
    /// In how many categories four fifths of the requests lie, now and before.
    func concentration(_ before: PeriodFigures?) -> Sentence {
        let topic = language.say("集中度", "Concentration")
        let found = split(.category, of: .received, name: names.category)
        let sum = found.reduce(0) { $0 + $1.value }
        guard found.count >= 5, sum >= words.rules.rankFrom else {
            return language.write("类别或件数少，不计集中度。", "Too few categories or requests to speak of concentration.")
        }
        let few = Self.few(found.map(\.value))
        let part = Array(found.prefix(few))
        let share = ReportNumber(
            "\(Numerals.tenths(Numerals.permille(part.reduce(0) { $0 + $1.value }, of: sum)))%",
            .portion(part.map(Basis.count), of: found.map(Basis.count)), topic: topic)
        var sentence = language.write(
            "\(found.count)个类别中，前\(few)个占受理量的\(share)",
            "Of \(found.count) categories, the first \(few) make \(share) of the requests")
        if let before {
            let past = split(.category, of: .received, in: before, name: names.category)
            if past.count >= 5, past.reduce(0, { $0 + $1.value }) >= words.rules.rankFrom {
                let fewBefore = Self.few(past.map(\.value))
                sentence +=
                    fewBefore == few
                    ? language.write("，与\(words.period.before)相同", ", as in \(words.period.beforeNoun)")
                    : language.write(
                        "，\(words.period.before)要\(fewBefore)个，\(few < fewBefore ? "更集中" : "更分散")",
                        "; in \(words.period.beforeNoun) it took \(fewBefore), so they are \(few < fewBefore ? "more concentrated" : "more spread")"
                    )
            }
        }
        return sentence + language.write("。", ".")
    }

    /// The least number of the largest that make four fifths of all.
    private static func few(_ values: [Int]) -> Int {
        let all = values.reduce(0, +)
        var sum = 0
        for (index, value) in values.enumerated() {
            sum += value
            if sum * 5 >= all * 4 { return index + 1 }
        }
        return values.count
    }

    /// 帕累托: the largest categories with their running share.
    var pareto: ReportBlock? {
        let found = split(.category, of: .received, name: names.category)
        let sum = found.reduce(0) { $0 + $1.value }
        guard found.count >= 5, sum >= words.rules.rankFrom else { return nil }
        let few = Self.few(found.map(\.value))
        var running = 0
        let bars = found.prefix(15).map { figure -> BarChart.Bar in
            running += figure.value
            return BarChart.Bar(
                figure.name, Double(figure.value), note: "\(Numerals.tenths(Numerals.permille(running, of: sum)))%",
                figure: figure.query)
        }
        let title = language.say("件数最多的类别和累计占比", "The largest categories and their running share")
        let chart = BarChart(
            title: title,
            summary: language.say(
                "前\(few)个类别占受理量的五分之四；最多的是\(found[0].name)，\(Numerals.count(found[0].value))件。",
                "The first \(few) categories make four fifths of the requests; the largest is \(found[0].name), \(Numerals.count(found[0].value))."
            ),
            nameHead: language.say("类别", "Category"), valueHead: words.period.now,
            noteHead: language.say("累计占比", "Running share"), bars: Array(bars),
            lineAfter: few < bars.count ? few : nil)
        return .chart(.bars(chart), caption: title)
    }
}
