package import Casework
package import Civics
import HTML

/// The names of the fields that forms on cases post; what each action takes stands with it.
package enum CaseField: String, CaseIterable, Sendable {
    /// All forms: the version of the case the form was made for, a key so that a form sent twice is done once, and where
    /// to go afterwards (a path of this site).
    case version, once, back
    /// `classify`
    case kind, urgency, category, place
    /// `dispatch`: the lead, and `co` for each co-handler.
    case lead, co
    /// `sign`, `assign`: an account of the body, or a name; `someone` a name, for people without an account.
    case handler, someone
    /// `return`, `extend`, `pause`, `supervise`
    case reason
    /// `return`, `contact`, `progress`, `pause`, `urge`, `supervise`, `answer-supervision`, `lift-supervision`,
    /// `decide-draft`, `redo`, `refuse`, `contest`, `note`, `appeal`, `decide-appeal`, `inspect`
    case note
    /// `adjudicate` (`accept` or `designate`), `adjudicate-helper` (`release` or `keep`), `decide-extension` and `decide-appeal` (`grant`
    /// or `decline`), `decide-draft` (`approve` or `send-back`)
    case decision
    /// `adjudicate`: the body designated; `adjudicate-helper`: the co-handler.
    case body
    /// `contact`
    case means
    /// `extend`: a whole number of the units that the form names.
    case amount
    /// `supervise`: 1 to 3.
    case level
    /// `merge`: the number of the other case.
    case into
    /// `reply`, `close`, `draft-reply`
    case reply
    /// `call-back`: `reached` and `solved` are `yes` or `no`; `redo` is `1` when it is to be done again;
    /// `aspect` for each `RatingAspect` named.
    case reached, solved, satisfaction, comment, aspect, redo
    /// `refuse`, `appeal`
    case ground
    /// `inspect`: codes of the city's checks.
    case passed, failed

    /// The field of a form that holds the answer to one check of `inspect`: `passed`, `failed`, or empty where the check
    /// does not apply.
    package static func check(_ code: String) -> String { "check-\(code)" }
}

/// What was found for one check of an inspection.
package enum CheckAnswer: String, CaseIterable, Sendable {
    case passed, failed
}

/// What ties a form to the state of the case it was made for.
package struct FormStamp: Hashable, Sendable {
    /// The version of the case that the reader sees.
    package var version: Int
    /// The idempotency key of what this page's forms post; the same for all of them, so the server joins it with the action.
    package var once: String

    package init(version: Int, once: String) {
        self.version = version
        self.once = once
    }
}

/// Why something that somebody wanted done was not done.
package enum DeskProblem: Hashable, Sendable {
    /// A rule of the city.
    case refused(Refusal)
    /// Somebody else was faster: the case has changed since the form was made.
    case conflict(by: String?, at: Instant?)
    /// The person's role does not cover it.
    case notPermitted
}

/// A fault of a form with the field it belongs to.
package struct FormFault: Hashable, Sendable {
    /// Why a field can't be taken; the raw values are those of the desks' own faults.
    package enum Reason: String, CaseIterable, Sendable {
        case missing, tooLong = "too-long", tooShort = "too-short", unknown, malformed
        case controlCharacter = "control-character"
        case beforeReceipt = "before-receipt"
    }

    /// The `id` of the field on the page.
    package var field: String
    package var reason: Reason

    package init(_ field: String, _ reason: Reason) {
        self.field = field
        self.reason = reason
    }

    /// A fault in the form of a case's action.
    package init(_ action: CaseAction, _ field: CaseField, _ reason: Reason) {
        self.init("\(action.rawValue)-\(field.rawValue)", reason)
    }

    /// What is wrong, and what to do.
    package var text: LocalName {
        switch reason {
        case .missing: missing
        case .tooLong: LocalName(zh: "太长了，请改短", en: "Too long: please shorten it")
        case .tooShort: LocalName(zh: "太短了，请写清楚些", en: "Too short: please say more")
        case .unknown: LocalName(zh: "没有这一项，请从列表里选", en: "Not known: please choose from the list")
        case .malformed: malformed
        case .controlCharacter:
            LocalName(zh: "有看不见的控制字符，请重新输入", en: "It holds invisible control characters: please type it anew")
        case .beforeReceipt: LocalName(zh: "时间早于受理，请核对", en: "Earlier than the receipt: please check it")
        }
    }

    /// The name of the field: what follows the action in its `id`.
    private var name: Substring {
        field.split(separator: "-").last ?? ""
    }

    private var missing: LocalName {
        switch name {
        case "phone": LocalName(zh: "请填来电号码", en: "Give the caller's number")
        case "name": LocalName(zh: "请填怎么称呼", en: "Give a name to call the person by")
        case "title": LocalName(zh: "请填标题：一句话说清什么事", en: "Give a title: the matter in one sentence")
        case "text": LocalName(zh: "请写下反映的内容", en: "Write down what the person says")
        case "place": LocalName(zh: "请选地点，才知道派给谁", en: "Choose the place, so that it finds its body")
        case "category": LocalName(zh: "请选分类，到第三级", en: "Choose a category, down to the third level")
        case "enterprise": LocalName(zh: "企业专线请填企业名称", en: "Give the enterprise's name for the enterprise line")
        case "reason": LocalName(zh: "请选或写一个理由", en: "Give a reason")
        case "note": LocalName(zh: "请写几句说明", en: "Write a few words to explain")
        case "handler": LocalName(zh: "请选一个人，或者写名字", en: "Choose somebody, or write a name")
        case "lead", "body": LocalName(zh: "请选一个单位", en: "Choose a body")
        case "into": LocalName(zh: "请填另一件的单号", en: "Give the number of the other request")
        case "reply": LocalName(zh: "请先写答复", en: "Write the reply first")
        case "amount": LocalName(zh: "请填延多久", en: "Say how much longer")
        case "ground":
            field.hasPrefix(CaseAction.appeal.rawValue)
                ? LocalName(zh: "请选申诉理由", en: "Choose the ground of the appeal")
                : LocalName(zh: "请选不予受理的依据", en: "Choose the ground for not accepting it")
        case "level": LocalName(zh: "请选督办级别", en: "Choose the level of supervision")
        case "reached": LocalName(zh: "请选联系上了没有", en: "Say whether the person was reached")
        case "satisfaction": LocalName(zh: "请选满意程度，或者选没有评价", en: "Choose a grade, or that none was given")
        default: LocalName(zh: "这里要填", en: "Please fill this in")
        }
    }

    private var malformed: LocalName {
        switch name {
        case "phone":
            LocalName(zh: "号码不对：只能有数字、空格和横线，5 到 20 位", en: "Not a number: digits, spaces and hyphens only, 5 to 20")
        case "creditCode":
            LocalName(zh: "代码不对：应是 18 位，请核对", en: "Not a credit code: it has 18 characters; check it")
        case "into": LocalName(zh: "单号不对，请核对最后一位", en: "Not a case number: check its last digit")
        case "amount": LocalName(zh: "请填允许范围内的整数", en: "Give a whole number within the range")
        default: LocalName(zh: "写法不对，请核对", en: "Not in the right form: please check it")
        }
    }
}

extension View {
    /// A field of an action's form, with an identifier that no other form of the page has.
    func caseField(
        _ action: CaseAction, _ field: CaseField, _ label: String, hint: String? = nil, faults: [FormFault] = []
    ) -> Field {
        let id = "\(action.rawValue)-\(field.rawValue)"
        return Field(field.rawValue, label, id: id, hint: hint, error: error(of: id, in: faults))
    }

    func error(of id: String, in faults: [FormFault]) -> String? {
        faults.first { $0.field == id }.map { say($0.text) }
    }

    /// The summary at the head of a page whose form was not accepted.
    func faultSummary(_ faults: [FormFault]) -> HTML? {
        errorSummary(faults.map { (field: $0.field, message: say($0.text)) })
    }

    func hiddenField(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    func hiddenField(_ field: CaseField, _ value: String) -> HTML {
        hiddenField(field.rawValue, value)
    }

    /// A form that posts an action on a case.
    func caseForm(
        _ number: CaseNumber, _ action: CaseAction, stamp: FormStamp, back: SitePath? = nil, style: StaticString = "",
        _ content: HTML
    ) -> HTML {
        """
        <form method="post" action="\(SitePath.caseAction(number, action))" class="\(raw: style)">\
        \(hiddenField(.version, String(stamp.version)))\(hiddenField(.once, stamp.once))\
        \(back.map { hiddenField(.back, $0.description) })\(content)</form>
        """
    }

    /// What did not work, whether something was lost, and what to do now.
    func problemNotice(_ problem: DeskProblem?) -> HTML? {
        guard let problem else { return nil }
        let id: HTML = "<span class=\"muted\">\(say("编号 \(context.requestID)", "Ref. \(context.requestID)"))</span>"
        let body: HTML
        switch problem {
        case .refused(let refusal):
            body = notice(.warn, say("没有办成。", "Not done."), "\(say(refusal.text)) \(id)")
        case .conflict(let by, let at):
            let who = by ?? say("别人", "Somebody else")
            let when = at.map { say("在\(moment($0))", " at \(moment($0))") } ?? ""
            body = notice(
                .warn, icon: .users, say("这一件刚刚有人办过。", "Somebody was faster."),
                """
                \(say(
                    "您打开以后，\(who)\(when)改动了这一件，所以您的这一步没有保存。写的内容还在，看过最新情况再提交。",
                    "\(who) changed this request\(when) after you had opened it, so your step was not saved. "
                        + "What you wrote is still here: look at how it stands now, then send it again."
                )) \(id)
                """)
        case .notPermitted:
            body = notice(
                .warn, icon: .lock, say("您的角色不能这样办。", "Your role does not cover this."),
                """
                \(say(
                    "没有改动任何内容。应当由您办的，请管理员核对您的角色和单位。",
                    "Nothing was changed. If it should, ask the administrator to check your role and body."
                )) \(id)
                """)
        }
        return "<div class=\"desk-problem\" role=\"alert\">\(body)</div>"
    }
}
