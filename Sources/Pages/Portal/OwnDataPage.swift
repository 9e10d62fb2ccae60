package import Civics
package import HTML

/// What is kept of somebody in a request, who has looked at it, and what they can do with it (我的数据).
package struct OwnDataPage: Page {
    /// How it stands with being forgotten.
    package enum Forgetting: Hashable, Sendable {
        /// It can be asked for, and would be done then.
        case possible(on: CityDay)
        /// The case is being dealt with; by when it is answered, where that is known.
        case open(answerBy: Instant?)
        /// Asked for, and done then unless it is taken back.
        case waiting(since: Instant, on: CityDay, byStaff: Bool)
        case done(at: Instant)
    }

    package struct Model: Sendable {
        package var number: CaseNumber
        package var title: String
        package var name: String
        package var phone: String
        package var enterprise: String
        package var creditCode: String
        package var isProtected: Bool
        /// Texts that are kept: what was asked, and what was written in answer.
        package var ownTexts: Int
        package var answers: Int
        /// Notes among staff; they are not handed out, and destroyed with the rest.
        package var notes: Int
        /// Files that they added, and that were added for them to see.
        package var attachments: Int
        package var looks: [FollowPage.Look]
        package var forgetting: Forgetting
        /// A wish that was taken back, and when.
        package var cancelledAt: Instant?
        package var once: String

        package init(
            number: CaseNumber, title: String, name: String, phone: String, enterprise: String = "",
            creditCode: String = "", isProtected: Bool, ownTexts: Int, answers: Int, notes: Int,
            attachments: Int = 0, looks: [FollowPage.Look], forgetting: Forgetting, cancelledAt: Instant? = nil,
            once: String
        ) {
            self.number = number
            self.title = title
            self.name = name
            self.phone = phone
            self.enterprise = enterprise
            self.creditCode = creditCode
            self.isProtected = isProtected
            self.ownTexts = ownTexts
            self.answers = answers
            self.notes = notes
            self.attachments = attachments
            self.looks = looks
            self.forgetting = forgetting
            self.cancelledAt = cancelledAt
            self.once = once
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("我的数据", "My data") }

    private var isForgotten: Bool { if case .done = model.forgetting { true } else { false } }

    package func render() -> HTML {
        citizenPage(
            title: "\(title) · \(model.number)", scripts: ["portal.js"],
            main: """
                <div class="wrap track">
                <div class="track-top">
                \(crumbs(
                    [
                        (say("首页", "Home"), .home), (say("我要查询", "Follow a request"), .follow),
                        (say("诉求进度", "Progress"), .followCase(model.number)),
                    ], here: title))
                <h1>\(title)</h1>
                <p class="row meta"><span>\(say("单号", "No."))&nbsp;<span class="no">\(model.number.description)</span></span>\
                \(if: !model.title.isEmpty, "<span>\(model.title)</span>")</p>
                \(state)
                </div>
                <div class="cols">
                <div>
                \(kept)
                \(if: !isForgotten, export)
                </div>
                <div class="side">
                \(looks)
                \(forgettingSection)
                </div>
                </div>
                </div>
                """)
    }

    private var state: HTML? {
        switch model.forgetting {
        case .possible, .open: nil
        case .waiting(let since, let day, let byStaff):
            notice(
                .warn,
                say(
                    "\(self.day(day)) 0:00 起销毁，之前可以撤回。",
                    "To be destroyed at the beginning of \(self.day(day)); it can be taken back until then."),
                HTML(
                    text: byStaff
                        ? say(
                            "工作人员在 \(moment(since)) 替您记下的。不是您要的？请撤回，并打热线告诉我们。",
                            "A member of staff wrote it down for you \(moment(since)). You did not ask? Take it back, and call the hotline."
                        )
                        : say("您在 \(moment(since)) 提出的。", "You asked for it \(moment(since)).")))
        case .done(let at):
            notice(
                .ok, say("\(moment(at)) 已按要求销毁。", "Destroyed as wished, \(moment(at))."),
                HTML(
                    text: say(
                        "姓名、电话和所有文字都读不出来了。办理经过和统计数字还在，里面没有您。",
                        "Name, telephone and all texts can no longer be read. What was done and the figures remain, without you."
                    )))
        }
    }

    private var kept: HTML {
        let nothing = say("没有留", "not given")
        func row(_ name: String, _ value: String) -> HTML {
            "<dt>\(name)</dt><dd>\(value.isEmpty ? nothing : value)</dd>"
        }
        let who: HTML =
            isForgotten
            ? ""
            : """
            \(row(say("姓名", "Name"), model.name))\(row(say("电话", "Telephone"), model.phone))\
            \(if: !model.enterprise.isEmpty, row(say("企业", "Enterprise"), model.enterprise))\
            \(if: !model.creditCode.isEmpty, row(say("统一社会信用代码", "Credit code"), model.creditCode))\
            <dt>\(say("谁看得到", "Who may see it"))</dt><dd>\(model.isProtected
                    ? say("只有热线", "the hotline alone") : say("热线和承办单位", "the hotline and the body in charge"))</dd>\
            <dt>\(say("您写的", "What you wrote"))</dt><dd>\(say("\(model.ownTexts) 段文字", "\(model.ownTexts) texts"))</dd>\
            <dt>\(say("给您的答复", "Answers to you"))</dt><dd>\(say("\(model.answers) 段文字", "\(model.answers) texts"))</dd>\
            <dt>\(say("内部记录", "Notes among staff"))</dt><dd>\(say("\(model.notes) 段文字", "\(model.notes) texts"))</dd>\
            \(if: model.attachments > 0, "<dt>\(say("附件", "Files"))</dt><dd>\(attachments)</dd>")
            """
        return """
            <section aria-labelledby="kept-heading"><h2 id="kept-heading">\(say("这件诉求里存了什么", "What is kept with this request"))</h2>
            <dl class="pairs">\(who)<dt>\(say("办理经过", "What was done"))</dt>\
            <dd>\(say("何时、由哪个单位、做了哪一步；不含姓名、电话和文字", "when, which body, which step; without name, telephone or texts"))</dd></dl>
            <p class="meta">\(markup(
                "有写错的？拨打 \(hotlineLink) 更正。", "Something is wrong? Call \(hotlineLink) to have it corrected."))</p></section>
            """
    }

    /// The copy holds their names only.
    private var attachments: HTML {
        """
        \(say("\(model.attachments) 个", "\(model.attachments)"))
        <span class="meta">\(markup("在\(followLink)逐个下载", "to be downloaded one by one at \(followLink)"))</span>
        """
    }

    private var followLink: HTML {
        "<a href=\"\(SitePath.followCase(model.number))\">\(say("诉求进度", "the request"))</a>"
    }

    private var export: HTML {
        """
        <section class="block-48" aria-labelledby="export-heading"><h2 id="export-heading">\(say("带走一份", "Take a copy"))</h2>
        <p>\(say(
            "包括您的信息、您写的、给您的答复、办理经过和查看记录。请收好，文件没有加密。",
            "Your details, what you wrote, the answers, what was done and who looked. Keep it safe: the file is not encrypted."))</p>
        <p class="row form-foot"><a class="btn" href="\(SitePath.ownDataFile(model.number, .html))" download>\(Icon.download)\
        \(say("给人看的（HTML）", "For reading (HTML)"))</a>\
        <a class="btn" href="\(SitePath.ownDataFile(model.number, .json))" download>\(Icon.download)\
        \(say("给程序用的（JSON）", "For programs (JSON)"))</a></p></section>
        """
    }

    private var looks: HTML {
        """
        <section aria-labelledby="looks-heading"><h2 id="looks-heading">\(say("谁看过", "Who looked"))</h2>
        \(model.looks.isEmpty
            ? "<p class=\"meta\">\(say("还没有人看过您的姓名和电话。", "Nobody has looked at your name and telephone yet."))</p>"
            : lookList(model.looks))
        <p class="meta">\(say("每一次查看都自动记录，审计人员会查。", "Every look is logged by itself, and auditors check the log."))</p></section>
        """
    }

    private var forgettingSection: HTML {
        """
        <section aria-labelledby="forget-heading"><h2 id="forget-heading">\(say("忘记我", "Forget me"))</h2>\(forgetting)</section>
        """
    }

    private var forgetting: HTML {
        switch model.forgetting {
        case .done: return "<p>\(say("已经销毁，不能恢复。", "It is done and cannot be undone."))</p>"
        case .open(let answerBy):
            let by = answerBy.map {
                say(
                    "预计最迟 \(day(context.city.zone.day(of: $0)))答复您。",
                    "It is to be answered by \(day(context.city.zone.day(of: $0))).")
            }
            return """
                <p>\(say(
                    "现在还不行：正在办，办的人要能联系到您。办结以后可以。",
                    "Not yet: it is being dealt with, and whoever answers must be able to reach you. You can once it is closed."))\
                \(by.map { " \($0)" })</p>
                <p class="meta">\(say("不想办了？可以先撤回诉求。", "Not wanted any more? Withdraw the request first."))</p>
                """
        case .waiting:
            return """
                <form method="post" action="\(SitePath.forgettingCancellation(model.number))">
                <input type="hidden" name="once" value="\(model.once)">
                <p>\(say("改主意了？", "Changed your mind?"))</p>
                <p class="form-foot"><button class="btn btn-primary">\(say("撤回，保留我的信息", "Take it back, keep my data"))</button></p></form>
                """
        case .possible(let day): return possible(on: day)
        }
    }

    private func possible(on day: CityDay) -> HTML {
        """
        \(model.cancelledAt.map { "<p class=\"meta\">\(say("\(moment($0))撤回过一次。", "Taken back once, \(moment($0))."))</p>" })
        <p>\(say("您可以要求销毁这件诉求里的个人信息。", "You can have your personal data in this request destroyed."))</p>
        <details class="confirm"><summary class="btn btn-block">\(say("要求销毁", "Have it destroyed"))</summary>
        <form class="confirm-box" method="post" action="\(SitePath.forgetting(model.number))">
        <input type="hidden" name="once" value="\(model.once)">
        <p><b>\(say("会销毁的", "What will be destroyed"))</b></p>
        <ul><li>\(say("姓名、电话、企业名称和代码", "name, telephone, enterprise and its code"))</li>\
        <li>\(say("标题、正文、答复、评价留言和内部记录", "title, text, answers, comments and notes among staff"))</li>\
        \(if: model.attachments > 0, "<li>\(say("照片和文件", "pictures and files"))</li>")\
        <li>\(say("搜索里的痕迹", "what the search knows of it"))</li></ul>
        <p><b>\(say("会留下的", "What stays"))</b></p>
        <ul><li>\(say("单号、日期、种类、地点、承办单位和每一步", "number, dates, kind, place, bodies and each step"))</li>\
        <li>\(say("评价的等级和统计数字", "the grade of your rating, and the figures"))</li>\
        <li>\(say("谁看过您的信息", "who has looked at your data"))</li></ul>
        <p>\(say(
            "\(self.day(day)) 0:00 销毁，之前可以撤回，之后不能恢复，也不能再凭这件诉求要求重办。",
            "It is done at the beginning of \(self.day(day)). Until then you can take it back; afterwards it cannot be undone, nor can the work be asked for again."))</p>
        <p class="row"><button class="btn btn-danger">\(say("要求销毁我的信息", "Destroy my data"))</button>\
        <a class="btn" href="\(SitePath.ownData(model.number))">\(say("不销毁", "Keep them"))</a></p></form></details>
        """
    }
}
