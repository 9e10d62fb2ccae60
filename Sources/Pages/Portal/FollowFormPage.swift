package import Civics
package import HTML

/// Number and query code, to follow a request without signing in.
package struct FollowFormPage: Page {
    package enum Fault: Sendable {
        /// Not a number of ours: a digit is wrong or missing.
        case malformedNumber
        /// No request with this number and this code; never says which of the two is wrong.
        case notFound
        /// Too many attempts from one place.
        case tooManyAttempts(minutes: Int)
        /// A link out of a message that is none of ours, or was cut off on the way.
        case wrongLink
        /// A link that was good until the end of this day.
        case expiredLink(CityDay)
        /// The request was taken up again since the link was sent.
        case supersededLink
    }

    package struct Model: Sendable {
        package var number: String
        package var fault: Fault?

        package init(number: String = "", fault: Fault? = nil) {
            self.number = number
            self.fault = fault
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model = Model(), in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("我要查询", "Follow a request") }

    package func render() -> HTML {
        citizenPage(
            title: title,
            main: """
                <div class="wrap find">
                <div class="find-box">
                \(crumbs([(say("首页", "Home"), .home)], here: title))
                <h1>\(title)</h1>
                <p class="soft">\(say(
                    "凭单号和查询码，看现在谁在办、何时答复。不用登录。",
                    "With number and code: who has it, and when you get an answer. No sign-in."))</p>
                \(linkNotice)\(errorSummary(fault.map { [($0.field, $0.message)] } ?? []))
                <form method="post" action="\(SitePath.follow)" novalidate>
                \(textField(
                    Field(
                        "number", say("单号", "Number"), hint: numberHint,
                        error: fault.flatMap { $0.field == "number" ? $0.message : nil }),
                    value: model.number, attributes: "inputmode=\"numeric\" autocomplete=\"off\" required"))
                \(textField(
                    Field(
                        "code", say("查询码", "Code"), hint: say("提交时和单号一起给您的。", "Given to you with the number."),
                        error: fault.flatMap { $0.field == "code" ? $0.message : nil }),
                    value: "", attributes: "autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" required"))
                <p class="form-foot"><button class="btn btn-primary">\(say("查看进度", "See progress"))</button></p>
                </form>
                </div>
                \(help)
                </div>
                """)
    }

    private var numberHint: String {
        let example = CaseNumber(day: context.today, serial: 1286)?.description ?? ""
        return say("例如 \(example)，横线可以不写。", "Such as \(example); hyphens may be left out.")
    }

    private var fault: (field: String, message: String)? {
        switch model.fault {
        case nil, .wrongLink, .expiredLink, .supersededLink: nil
        case .malformedNumber:
            ("number", say("单号不对，少了或错了一位，请对照再输一次", "This is not one of our numbers: a digit is wrong or missing"))
        case .notFound:
            ("code", say("单号和查询码对不上，请对照再输一次", "Number and code do not belong together; please compare and try again"))
        case .tooManyAttempts(let minutes):
            (
                "code",
                say(
                    "试的次数太多了，请 \(minutes) 分钟后再试，或拨打 \(context.city.hotline)",
                    "Too many attempts. Please try again in \(minutes) minutes, or call \(context.city.hotline)")
            )
        }
    }

    /// Why a link did not open the request; number and code still do.
    private var linkNotice: HTML? {
        let still = say(
            "您仍然可以凭单号和查询码查看、评价，或拨打 \(context.city.hotline)。",
            "You can still see and rate it with number and code, or call \(context.city.hotline).")
        switch model.fault {
        case .wrongLink:
            return notice(
                .warn, say("这个链接打不开。", "This link does not open anything."),
                HTML(
                    text: say("可能没有复制完整，请从短信里再点一次。", "It may have been cut off; open it from the message again. ")
                        + still))
        case .expiredLink(let day):
            return notice(
                .warn, icon: .clock,
                say("这个链接已过期，有效期到 \(self.day(day))。", "This link has expired: it was good until \(self.day(day))."),
                HTML(text: still))
        case .supersededLink:
            return notice(
                .info,
                say("这件诉求在短信之后又重新办理了。", "The request was taken up again after this message."),
                HTML(text: say("再次办结时会给您发新的链接。", "A new link comes with the new reply. ") + still))
        default: return nil
        }
    }

    private var help: HTML {
        """
        <section class="help" aria-labelledby="help-heading">
        <h2 id="help-heading">\(say("找不到单号或查询码？", "Lost the number or the code?"))</h2>
        <ul class="plain">
        <li>\(markup(
            "拨打 \(hotlineLink)，核对身份后告诉您。",
            "Call \(hotlineLink); after checking who you are we tell you."))</li>
        <li>\(say(
            "匿名提交的，只能凭单号和查询码查，热线也找不回。",
            "Anonymous requests can be followed with number and code alone; nobody can recover them."))</li>
        <li><a href="\(SitePath.ask())">\(say("还没反映过，现在就写", "Not made one yet? Write now"))</a></li>
        </ul>
        </section>
        """
    }
}
