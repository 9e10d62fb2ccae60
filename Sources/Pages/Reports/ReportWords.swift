package import Civics
import HTML
package import Reporting

/// What staff can do with a report that is kept: the last part of the address a form posts to.
package enum ReportAction: String, CaseIterable, Sendable {
    case remake, review, issue, correct, drop
    case sendBack = "send-back"

    /// Whether a reason has to be given.
    package var needsReason: Bool { [.sendBack, .correct, .drop].contains(self) }

    package var name: LocalName {
        switch self {
        case .remake: LocalName(zh: "按现在的数据重新生成", en: "Make anew from today's figures")
        case .review: LocalName(zh: "审核通过，送签发", en: "Reviewed: send it on to be issued")
        case .issue: LocalName(zh: "签发报告", en: "Issue the report")
        case .correct: LocalName(zh: "更正", en: "Correct it")
        case .drop: LocalName(zh: "作废", en: "Give it up")
        case .sendBack: LocalName(zh: "退回修改", en: "Send it back")
        }
    }
}

extension ReportKind {
    package var name: LocalName {
        switch self {
        case .weekly: LocalName(zh: "周报", en: "Weekly")
        case .monthly: LocalName(zh: "月报", en: "Monthly")
        case .quarterly: LocalName(zh: "季报", en: "Quarterly")
        case .annual: LocalName(zh: "年报", en: "Annual")
        case .special: LocalName(zh: "专报", en: "Special")
        }
    }

    /// As the noun of a title.
    package var title: LocalName {
        LocalName(zh: name.zh, en: "\(name.en) report")
    }
}

extension ReportLife.State {
    package var name: LocalName {
        switch self {
        case .draft: LocalName(zh: "草稿，待审核", en: "Draft, to be reviewed")
        case .reviewed: LocalName(zh: "已审核，待签发", en: "Reviewed, to be issued")
        case .issued: LocalName(zh: "已签发", en: "Issued")
        case .replaced: LocalName(zh: "已更正", en: "Corrected")
        case .dropped: LocalName(zh: "已作废", en: "Given up")
        }
    }

    var tone: Tone {
        switch self {
        case .draft: .warn
        case .reviewed: .info
        case .issued: .ok
        case .replaced, .dropped: .neutral
        }
    }
}

extension ReportLife.Act {
    package var name: LocalName {
        switch self {
        case .made: LocalName(zh: "生成草稿", en: "Drafted")
        case .remade: LocalName(zh: "重新生成", en: "Made anew")
        case .reviewed: LocalName(zh: "审核通过", en: "Reviewed")
        case .sentBack: LocalName(zh: "退回修改", en: "Sent back")
        case .issued: LocalName(zh: "签发", en: "Issued")
        case .replaced: LocalName(zh: "由新版代替", en: "Replaced")
        case .dropped: LocalName(zh: "作废", en: "Given up")
        }
    }
}

extension ReportRefusal {
    /// What is in the way, and what to do.
    package var text: LocalName {
        switch self {
        case .notDraft:
            LocalName(
                zh: "已经审核过，不再是草稿；要改先退回。", en: "It is reviewed and no draft any more; to change it, send it back first.")
        case .notReviewed: LocalName(zh: "还没有审核。", en: "It is not reviewed yet.")
        case .notIssued:
            LocalName(
                zh: "没有签发的不用更正，直接重新生成或退回。", en: "What was not issued needs no correction: make it anew or send it back."
            )
        case .frozen:
            LocalName(
                zh: "已经定稿，一个字也不能再动；有错请更正。",
                en: "It is final and does not change by a byte; correct it where it is wrong.")
        case .ownReview:
            LocalName(
                zh: "审核和签发要由两个人：您审核过，请别人签发。", en: "Two persons sign: you reviewed it, so somebody else issues it.")
        case .reasonMissing: LocalName(zh: "请写明原因。", en: "Give a reason.")
        case .madeTooEarly:
            LocalName(
                zh: "生成的时候这个期间还没有结束，最后几天的数不在里面；期间结束以后重新生成，再审核。",
                en:
                    "It was made before its period was over and lacks the last days. Make it anew when the period is over, then review it."
            )
        case .underWay: LocalName(zh: "已经有一个更正在办。", en: "A correction is under way already.")
        case .overtaken:
            LocalName(
                zh: "您打开以后别人动过它，请看看现在的样子再办。",
                en: "Somebody did something with it since you opened it: look at how it stands now.")
        case .kept: LocalName(zh: "这份报告已经有了。", en: "This report is kept already.")
        case .notBegun: LocalName(zh: "这个期间还没有开始。", en: "The period has not begun.")
        case .figuresMoving:
            LocalName(
                zh: "生成的时候数据一直在变，中英文对不上；请过一会儿再试。",
                en:
                    "The figures changed each time while it was made, so that its languages would differ. Try again in a while."
            )
        }
    }
}

/// A report as pages name it.
package struct ReportFace: Hashable, Sendable {
    package var order: ReportOrder
    /// The place, body or category it tells of: 全市, 南海区.
    package var scope: LocalName

    package init(_ order: ReportOrder, scope: LocalName) {
        self.order = order
        self.scope = scope
    }

    package init(_ order: ReportOrder, in city: City) {
        let unknown = LocalName(zh: "\(order.scope)", en: "\(order.scope)")
        let name: LocalName =
            switch order.scope {
            case .city: LocalName(zh: "全市", en: "Whole city")
            case .district(let id), .town(let id): city.region(id)?.name ?? unknown
            case .body(let id): city.organisation(id)?.name ?? unknown
            case .category(let code): Self.category(code, in: city) ?? unknown
            }
        self.init(order, scope: name)
    }

    private static func category(_ code: CategoryCode, in city: City) -> LocalName? {
        guard let category = city.categories.first(where: { $0.code.hasPrefix(code) }) else { return nil }
        switch code.utf8.count {
        case 2: return category.level1
        case 4: return category.level2
        default: return category.level3
        }
    }
}

extension View {
    /// `月报 2026年10月`, `Monthly report, October 2026`.
    func reportName(_ face: ReportFace) -> String {
        say(
            "\(face.order.kind.title.zh) \(name(of: face.order.period))",
            "\(face.order.kind.title.en), \(name(of: face.order.period))")
    }

    func stateBadge(_ state: ReportLife.State) -> HTML {
        badge(say(state.name), state.tone)
    }
}
