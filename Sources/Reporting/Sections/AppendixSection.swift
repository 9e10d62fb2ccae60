import Civics

/// 七、典型案例 and the definitions at the end.
extension ReportWriter {
    var examples: ReportSection {
        let heading = language.say("典型案例", "Typical cases")
        guard !context.cases.isEmpty else {
            return ReportSection(
                heading,
                blocks: [
                    .statement(
                        lead: nil,
                        language.write("\(words.period.now)没有选出典型案例。", "No case was chosen \(words.period.now)."))
                ])
        }
        var blocks = context.cases.map(ReportBlock.example)
        if !context.caseRule.isEmpty {
            blocks.append(
                .statement(
                    lead: nil, language.write("选取办法：\(context.caseRule)", "How they were chosen: \(context.caseRule)")))
        }
        return ReportSection(heading, blocks: blocks)
    }

    var appendix: ReportSection {
        ReportSection(
            language.say("指标口径", "What the figures mean"), isAppendix: true, blocks: [.definitions(definitions)])
    }

    private var definitions: [Definition] {
        let rules = words.rules
        let weight = Numerals.decimal(rules.fairlySatisfiedWeight)
        func term(_ chinese: String, _ english: String, _ meaning: String, _ englishMeaning: String) -> Definition {
            Definition(language.say(chinese, english), language.say(meaning, englishMeaning))
        }
        var list = [
            term(
                "受理", "Received", "首次登记在本期的诉求，不分渠道，撤回和不予受理的计在内。",
                "Requests first taken in during the period by any channel, including those later withdrawn or not accepted."
            ),
            term("派单", "Dispatched", "首次派出在本期的诉求。", "Requests first dispatched to a body in the period."),
            term(
                "按时联系率", "Contact rate", "时限内联系到人的÷应联系的，按应联系的日子计。",
                "Contacted within the limit ÷ due for contact, by the day on which the contact was due."),
            term(
                "办结", "Closed", "答复办结在本期的诉求；重办、整改后再办结的按每次计，并案答复的不另计。",
                "Requests answered and closed in the period; done again, they count each time; those merged into another do not."
            ),
            term(
                "按时办结率", "Closed in time", "到期日在本期、并在到期前办结的÷到期日在本期的；暂停计时按规定扣除。",
                "Closed by the deadline ÷ those whose deadline lay in the period; pauses are taken off as the rules say."
            ),
            term(
                "超期", "Overdue", "到期日在本期而到期时没有办结的诉求，不论其后是否办结。",
                "Deadline in the period and not closed by then, whether closed later or not."),
            term(
                "平均办理用时", "Average handling", "从派单到办结的工作时间之和÷办结件数。",
                "Working time from dispatch to closing, summed, ÷ requests closed."),
            term(
                "有效回访", "Reached by call-back", "接通并作了回答的回访和反映人自己的评价，按当日计；未接通的不进分母。",
                "Call-backs that reached the person, and people's own ratings, by their day; the others are in no denominator."
            ),
            term(
                "解决率", "Solved", "回答已解决的÷有效回访。\(boardNote.zh)",
                "Said to be solved ÷ reached by call-back.\(boardNote.en)"),
            term(
                "满意率", "Satisfied", "（满意＋\(weight)×基本满意）÷有效回访；没有回答满意度的不计为满意。",
                "(Satisfied + \(weight) × fairly satisfied) ÷ reached by call-back; no answer is not counted as satisfied."
            ),
            term(
                "重办率", "Done again", "回访或评价后重新办理的（重办和差评整改）÷办结。",
                "Done again or put right after what the person said ÷ closed."),
        ]
        if let before {
            let days = language.period(before.days)
            list.append(
                figures.stage == .running
                    ? term(
                        words.period.against, words.period.columnHead,
                        "与\(words.period.before.dropLast(2))相同的几天（\(days)）比较。",
                        "Compared with \(words.period.beforeNoun), \(days).")
                    : term(
                        words.period.against, words.period.columnHead, "与\(words.period.before)（\(days)）比较。",
                        "Compared with \(words.period.beforeNoun), \(days)."))
        }
        if let yearAgo = figures.yearAgo {
            let days = language.period(yearAgo.days, withYear: true)
            list.append(
                term(
                    "同比", "Year before",
                    period.length == .week
                        ? "与364天前（\(days)）比较，星期相同。" : "与上年相同的时间（\(days)）比较。",
                    period.length == .week
                        ? "Compared with 364 days earlier, \(days), so that weekdays agree."
                        : "Compared with the same days of the year before, \(days)."))
        }
        list += [
            term(
                "百分比和百分点", "Per cent and points",
                "件数的增减用百分比，比率的增减用个百分点，都由未舍入的数算出后四舍五入，所以与表中数字相减可能差0.1。基数不足\(rules.rankFrom)件的不计百分比。",
                "Changes of counts are in per cent, changes of rates in percentage points, both worked out before rounding, so they may differ by 0.1 from the printed figures. No percentages on a base below \(rules.rankFrom)."
            ),
            term(
                "区间和名次", "Interval and place",
                "95%区间用威尔逊法；名次由区间得出，区间重叠的单位名次相连。到期不足\(rules.rankFrom)件的不排名，不足\(rules.showFrom)件的不显示比率。",
                "95% intervals by Wilson's method; places follow from them, so bodies with overlapping intervals share places. Not ranked below \(rules.rankFrom), not shown below \(rules.showFrom)."
            ),
            term(
                "正常波动", "Normal variation", "两期件数之差不超过两期件数之和的平方根的3倍；比率之差以双比例检验95%为界。",
                "For counts, a difference of at most three times the square root of the sum of both periods; for rates, the two-proportion test at 95%."
            ),
            term("评分规则", "Scoring rules", "\(rules.version)版。", "Version \(rules.version)."),
        ]
        return list
    }

    /// Where the board leaves out kinds of request, its rate and the report's differ, and it is said.
    private var boardNote: LocalName {
        let kinds = words.rules.excludedKinds(from: .solved)
        guard !kinds.isEmpty else { return LocalName(zh: "", en: "") }
        let (chinese, english) = (kinds.map(\.reportNames.many.zh), kinds.map(\.reportNames.many.en))
        return LocalName(
            zh: "考核看板的解决率不计\(chinese.joined(separator: "、"))，与此不同。",
            en: " The board leaves out \(english.joined(separator: " and ")), so its rate differs.")
    }

    // MARK: Headline

    /// What rose, and how well answers kept their time; both only as far as the figures carry it.
    var headline: [String] {
        var lines: [String] = []
        let beyond = rises.beyondChance
        if let first = beyond.first {
            let names = language.list(beyond.prefix(2).map(\.now.name))
            lines.append(
                beyond.count > 1
                    ? language.say("\(names)诉求明显上升", "\(names) rose clearly")
                    : language.say("\(first.now.name)诉求明显上升", "\(first.now.name) rose clearly"))
        } else {
            lines.append(volumeHeadline)
        }
        if let line = onTimeHeadline { lines.append(line) }
        return lines
    }

    private var volumeHeadline: String {
        let count = Numerals.count(received.value)
        guard let past = past(received), past.value >= words.rules.rankFrom else {
            return language.say("受理诉求\(count)件", "\(count) \(words.noun(received.value)) received")
        }
        let growth = Numerals.permille(received.value - past.value, of: past.value)
        let size = Numerals.tenths(abs(growth))
        // A change below one per cent is no news.
        if abs(growth) < 10 {
            return language.say("受理量与\(words.period.before)基本持平", "About as many requests as \(words.period.before)")
        }
        return growth > 0
            ? language.say("受理量\(words.period.against)上升\(size)%", "Requests up \(size)% \(words.period.against)")
            : language.say("受理量\(words.period.against)下降\(size)%", "Requests down \(size)% \(words.period.against)")
    }

    private var onTimeHeadline: String? {
        let ratio = onTime(in: now)
        guard ratio.denominator.value >= words.rules.rankFrom, let permille = ratio.permille else { return nil }
        let rate = Numerals.tenths(permille)
        if let past = before.map({ onTime(in: $0) }), past.denominator.value >= words.rules.rankFrom,
            ratio.differs(from: past), let points = words.points(ratio, past), points != 0
        {
            let size = Numerals.tenths(abs(points))
            return points > 0
                ? language.say("按时办结率提高\(size)个百分点", "Closing in time up \(size) percentage points")
                : language.say("按时办结率下降\(size)个百分点", "Closing in time down \(size) percentage points")
        }
        return language.say("按时办结率\(rate)%", "\(rate)% closed in time")
    }
}
