import Civics

/// 下期预测: what the next period will probably bring, with how far such forecasts have been wrong.
extension ReportWriter {
    var outlook: ReportSection? {
        guard figures.stage == .complete, period.length != nil else { return nil }
        let heading = language.say("\(words.period.next)预测", "Outlook")
        let topic = language.say("预测", "Forecast")
        guard let known = knownDays,
            let forecast = Forecast(
                after: period, daily: figures.daily, known: known, calendar: city.calendar)
        else {
            return ReportSection(
                heading,
                blocks: [
                    .statement(
                        lead: nil,
                        language.write(
                            "已有的数据不够长，还不能检验预测的误差，不作预测。",
                            "The past is too short to try a forecast on, so none is made."))
                ])
        }
        let method = language.say(
            "此前八周的日均水平×\(words.period.next)各日系数\(forecast.usesYear ? "×去年同期走势的一半" : "")；区间取以往\(forecast.trials)期预测误差的80%分位",
            "mean level of the eight weeks before × the factors of its days\(forecast.usesYear ? " × half of last year's turn" : ""); the range is what 80% of \(forecast.trials) earlier forecasts were wrong by"
        )
        func estimate(_ value: Int, _ unit: String = "件") -> ReportNumber {
            ReportNumber(
                language.say("\(Numerals.count(value))\(unit)", Numerals.count(value)),
                .estimate(Double(value), method: method, of: []), topic: topic)
        }
        let (low, high) = (forecast.range.lowerBound, forecast.range.upperBound)
        var sentence = language.write(
            "预计\(forecast.period.inWords(language))受理\(estimate(forecast.expected))，80%的可能在\(estimate(low, ""))至\(estimate(high))之间。",
            "\(estimate(forecast.expected)) requests are expected in \(forecast.period.inWords(language)); with a probability of 80% between \(estimate(low)) and \(estimate(high))."
        )
        if let last = forecast.last, last.expected > 0 {
            let counted = words.count(received, topic)
            let error = ReportNumber(
                "\(Numerals.tenths(abs(Numerals.permille(last.counted - last.expected, of: last.expected))))%",
                .estimate(
                    Double(last.counted - last.expected) / Double(last.expected) * 100, method: method, of: [received]),
                topic: topic)
            let way =
                last.counted == last.expected
                ? language.write("正好相符", "exactly as told")
                : last.counted > last.expected
                    ? language.write("偏低\(error)", "\(error) too low")
                    : language.write("偏高\(error)", "\(error) too high")
            sentence += language.write(
                "同样的方法对\(words.period.now)的预测是\(estimate(last.expected))，实际\(counted)，\(way)。",
                " For this \(words.period.noun) the same method told \(estimate(last.expected)); \(counted) came, so it was \(way)."
            )
        }
        return ReportSection(heading, blocks: [.statement(lead: nil, sentence)])
    }
}
