package import Civics
package import HTML
package import Reporting

/// The words of the board.
extension ScoredRate {
    package var name: LocalName {
        switch self {
        case .response: LocalName(zh: "响应率", en: "Response")
        case .onTime: LocalName(zh: "按时办结率", en: "Closed in time")
        case .solved: LocalName(zh: "解决率", en: "Solved")
        case .satisfied: LocalName(zh: "满意率", en: "Satisfied")
        case .firstTime: LocalName(zh: "首次办结率", en: "Done at the first time")
        case .inspection: LocalName(zh: "抽查合格率", en: "Passed inspection")
        }
    }

    /// What the rate is, as a formula in words (GB/T 33358-2016 and the practice of 12345 lines).
    func formula(_ rules: ScoreRules) -> LocalName {
        let weight = decimal(rules.fairlySatisfiedWeight)
        return switch self {
        case .response:
            LocalName(
                zh: "在联系时限内联系了反映人的 ÷ 这段时间里联系期限到期的（派出后撤回、并案、不予受理的，从那时起不再计）。",
                en: """
                    Contacted within the limit ÷ contacts that fell due in these days. What was withdrawn, merged or not \
                    accepted owes nothing from then on.
                    """)
        case .onTime:
            LocalName(
                zh: "在办结期限前办结的 ÷ 这段时间里办结期限到期的；期限含批准的延期和暂停。重办的另算一次。",
                en: """
                    Closed by the deadline ÷ deadlines that fell in these days, with granted extensions and pauses. A \
                    request that is done again falls due again.
                    """)
        case .solved:
            LocalName(
                zh: "回访时说已解决的 ÷ 有效回访（联系上本人并得到回答的）。没有联系上的、申诉成立的不计。",
                en: """
                    Said to be solved ÷ valid call-backs: people who were reached and answered. Who was not reached, and \
                    ratings whose appeal was granted, count nowhere.
                    """)
        case .satisfied:
            LocalName(
                zh: "（非常满意 + 满意 + \(weight) × 基本满意）÷ 有效回访。没有给等级的在分母里，不算满意。",
                en: """
                    (Very satisfied + satisfied + \(weight) × fairly satisfied) ÷ valid call-backs. Who gave no grade is \
                    part of the base and not counted as satisfied.
                    """)
        case .firstTime:
            LocalName(
                zh: "没有发回重办的办结 ÷ 这段时间里的办结。重办率 = 1 − 首次办结率。",
                en: "Closings not done again ÷ closings in these days. The redo rate is the rest of it.")
        case .inspection:
            LocalName(
                zh: "抽查每一项都做到的 ÷ 这段时间里抽查的。只计由系统抽签抽中的。",
                en: "Closings that stood every check ÷ those inspected in these days. Only those drawn by lot count.")
        }
    }

    /// The numbers of which it is made: counted, of how many, and the rest.
    var numbers: (part: BoardNumber.What, base: BoardNumber.What, rest: BoardNumber.What) {
        switch self {
        case .response: (.contacted, .contactDue, .notContacted)
        case .onTime: (.onTime, .due, .late)
        case .solved: (.solved, .askedSolved, .notSolved)
        case .satisfied: (.satisfied, .askedSatisfied, .notSatisfied)
        case .firstTime: (.firstTime, .closed, .redone)
        case .inspection: (.passed, .inspected, .failed)
        }
    }
}

extension BoardNumber.What {
    /// What is counted, as a noun.
    package var name: LocalName {
        switch self {
        case .dispatched: LocalName(zh: "派发", en: "dispatched")
        case .closed: LocalName(zh: "办结", en: "closed")
        case .open: LocalName(zh: "在办（现在）", en: "open now")
        case .overdue: LocalName(zh: "超时在办（现在）", en: "open and late now")
        case .contactDue: LocalName(zh: "应联系", en: "due for contact")
        case .contacted: LocalName(zh: "按时联系", en: "contacted in time")
        case .notContacted: LocalName(zh: "没有按时联系", en: "not contacted in time")
        case .due: LocalName(zh: "到期", en: "due")
        case .onTime: LocalName(zh: "按时办结", en: "closed in time")
        case .late: LocalName(zh: "没有按时办结", en: "not closed in time")
        case .askedSolved, .askedSatisfied: LocalName(zh: "有效回访", en: "reached by call-back")
        case .solved: LocalName(zh: "已解决", en: "solved")
        case .notSolved: LocalName(zh: "没有解决或没有说", en: "not solved, or not said")
        case .satisfied: LocalName(zh: "满意和非常满意", en: "satisfied or very satisfied")
        case .fairlySatisfied: LocalName(zh: "基本满意", en: "fairly satisfied")
        case .notSatisfied: LocalName(zh: "不满意或没有给等级", en: "dissatisfied or without a grade")
        case .firstTime: LocalName(zh: "没有重办", en: "not done again")
        case .redone: LocalName(zh: "重办", en: "done again")
        case .inspected: LocalName(zh: "抽查", en: "inspected")
        case .passed: LocalName(zh: "抽查合格", en: "passed inspection")
        case .failed: LocalName(zh: "抽查不合格", en: "failed inspection")
        case .excluded: LocalName(zh: "申诉成立、不计的评价", en: "ratings left out after an appeal")
        case .leftOutOfSolved: LocalName(zh: "不计入解决率的回访", en: "call-backs left out of solved")
        case .leftOutOfSatisfied: LocalName(zh: "不计入满意率的回访", en: "call-backs left out of satisfied")
        case .paused: LocalName(zh: "暂停计时", en: "clock paused")
        }
    }
}

extension BoardCut {
    package var name: LocalName {
        switch self {
        case .body: LocalName(zh: "单位", en: "Bodies")
        case .district: LocalName(zh: "区", en: "Districts")
        case .field: LocalName(zh: "领域", en: "Fields")
        case .category: LocalName(zh: "小类", en: "Categories")
        case .town: LocalName(zh: "镇街", en: "Towns")
        }
    }

    /// The heading of the column of names.
    var one: LocalName {
        switch self {
        case .body: LocalName(zh: "单位", en: "Body")
        case .district: LocalName(zh: "区", en: "District")
        case .field: LocalName(zh: "领域", en: "Field")
        case .category: LocalName(zh: "小类", en: "Category")
        case .town: LocalName(zh: "镇街", en: "Town")
        }
    }
}

extension CityPeriod.Length {
    var name: LocalName {
        switch self {
        case .week: LocalName(zh: "周", en: "Week")
        case .month: LocalName(zh: "月", en: "Month")
        case .quarter: LocalName(zh: "季", en: "Quarter")
        case .year: LocalName(zh: "年", en: "Year")
        }
    }
}

extension View {
    /// `2026年第 47 周`, `2026年11月`, `2026年第 4 季度`, `2026年`, or the days.
    package func name(of period: CityPeriod) -> String {
        switch period {
        case .week(let week): say("\(week.year)年第 \(week.week) 周", "Week \(week.week) of \(week.year)")
        case .month(let year, let month): say("\(year)年\(month)月", "\(ReportMonths.names[month - 1]) \(year)")
        case .quarter(let year, let quarter): say("\(year)年第 \(quarter) 季度", "Quarter \(quarter) of \(year)")
        case .year(let year): say("\(year)年", "\(year)")
        case .days(let days): range(days)
        }
    }

    /// What the period right before is called in a comparison.
    func nameBefore(_ period: CityPeriod) -> String {
        switch period.length {
        case .week: say("比上周", "on the week before")
        case .month: say("比上月", "on the month before")
        case .quarter: say("比上季", "on the quarter before")
        case .year: say("比上年", "on the year before")
        case nil: say("比前一段", "on the days before")
        }
    }

    /// What the same period a year before is called in a comparison.
    func nameYearBefore(_ period: CityPeriod) -> String {
        period.length == .year ? "" : say("比去年同期", "on the year before")
    }

    /// `0.7 个百分点`, with the arrow and whether that is better; a dash where one of the two rates says too little.
    func change(_ rate: Rate, from before: Rate, moreIsBetter: Bool = true, showFrom: Int) -> HTML {
        guard rate.denominator >= max(1, showFrom), before.denominator >= max(1, showFrom), let now = rate.value,
            let then = before.value
        else { return "<span class=\"muted\">—</span>" }
        return change(points: (now - then) * 100, moreIsBetter: moreIsBetter)
    }

    /// Rounded before its sign is taken: a change of less than a twentieth of a point is none.
    package func change(points: Double, moreIsBetter: Bool = true) -> HTML {
        let rounded = (points * 10).rounded() / 10
        return delta(
            rounded, words: say("\(decimal(abs(rounded))) 个百分点", "\(decimal(abs(rounded))) points"),
            moreIsBetter: moreIsBetter)
    }
}

/// The months' names in English.
enum ReportMonths {
    static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
