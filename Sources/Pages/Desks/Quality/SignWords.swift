package import Civics

extension Sign {
    /// What the sign is, as a heading.
    package var name: LocalName {
        switch self {
        case .askedAgain: LocalName(zh: "办结后换个单号又来", en: "Closed, and asked again under another number")
        case .topGrades: LocalName(zh: "清一色最高评价，同一批人却又来", en: "All top grades, yet people come again")
        case .ratingBurst: LocalName(zh: "好评扎堆", en: "Good ratings all at once")
        case .unreached: LocalName(zh: "回访联系不上的偏多", en: "People are reached far more seldom")
        case .bulkClosing: LocalName(zh: "到期前集中办结", en: "Closed in bulk just before the deadlines")
        case .latePause: LocalName(zh: "临到期才暂停", en: "Paused just before the deadline")
        case .hastyContact: LocalName(zh: "办结前补一条联系记录", en: "A contact noted just before closing")
        }
    }

    /// From where on it is one, in words.
    func rule(_ rules: SignRules) -> LocalName {
        func share(_ share: Double) -> String { "\(decimal(share * 100))%" }
        switch self {
        case .askedAgain:
            let rule = rules.askedAgain
            return LocalName(
                zh: """
                    办结后 \(rule.withinDays) 天内，同一来电人就同一镇街、同一类事（分类前 \(rule.categoryDigits) 位相同）用新单号再次反映；\
                    一个单位有 \(rule.atLeast) 件以上、占办结 \(share(rule.share)) 以上的列出。身份受保护的不看。
                    """,
                en: """
                    Within \(rule.withinDays) days after closing the same caller asks about the same town and matter (first \
                    \(rule.categoryDigits) digits of the category) under another number. Listed from \(rule.atLeast) requests \
                    and \(share(rule.share)) of a body's closings on. Protected people are left out.
                    """)
        case .topGrades:
            let rule = rules.topGrades
            return LocalName(
                zh: """
                    评价有 \(rule.atLeast) 件以上，「非常满意」占 \(share(rule.share)) 以上，而办结后又来的占 \
                    \(share(rule.askedAgainShare)) 以上。
                    """,
                en: """
                    At least \(rule.atLeast) ratings, \(share(rule.share)) of them or more “very satisfied”, while \
                    \(share(rule.askedAgainShare)) or more of the closings are asked about again.
                    """)
        case .ratingBurst:
            let rule = rules.ratingBurst
            return LocalName(
                zh: "同一个单位的好评，\(rule.withinMinutes) 分钟内由同一账号或同一渠道录入 \(rule.atLeast) 件以上。",
                en: """
                    \(rule.atLeast) or more good ratings of one body by the same account or channel within \
                    \(rule.withinMinutes) minutes.
                    """)
        case .unreached:
            let rule = rules.unreached
            return LocalName(
                zh: """
                    办结满 \(rule.afterDays) 天还没有联系上本人的比例，扣除偶然因素（取区间下限）后仍超过全市的 \
                    \(decimal(rule.times)) 倍；不足 \(rule.atLeast) 件的不看。
                    """,
                en: """
                    \(rule.afterDays) days after closing, people were not reached more than \(decimal(rule.times)) times as \
                    often as in the whole city, even at the lower end of the interval; from \(rule.atLeast) closings on.
                    """)
        case .bulkClosing:
            let rule = rules.bulkClosing
            let before = rules.bulkClosingBefore.milliseconds / 60_000
            return LocalName(
                zh: "同一账号 \(rule.withinMinutes) 分钟内办结 \(rule.atLeast) 件以上，每件都在到期前 \(before) 分钟之内。",
                en: """
                    \(rule.atLeast) or more closings by one account within \(rule.withinMinutes) minutes, each within \
                    \(before) minutes of its deadline.
                    """)
        case .latePause:
            let rule = rules.latePause
            let minutes = rule.within.milliseconds / 60_000
            return LocalName(
                zh: "到期前 \(minutes) 分钟之内才暂停计时的，\(rule.atLeast) 件以上、占本单位暂停的 \(share(rule.share)) 以上。",
                en: """
                    Pauses begun within \(minutes) minutes of the deadline: \(rule.atLeast) or more, and \
                    \(share(rule.share)) or more of the body's pauses.
                    """)
        case .hastyContact:
            let rule = rules.hastyContact
            let seconds = rule.within.milliseconds / 1000
            return LocalName(
                zh: """
                    办结前 \(seconds) 秒之内才记第一次联系、又一个字没写的，\(rule.atLeast) 件以上、占本单位办结的 \
                    \(share(rule.share)) 以上。
                    """,
                en: """
                    The first contact noted within \(seconds) seconds of closing, without a word: \(rule.atLeast) or more, \
                    and \(share(rule.share)) or more of the body's closings.
                    """)
        }
    }
}
