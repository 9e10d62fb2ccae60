package import Casework
package import Civics
package import HTML

/// A request as the person who made it sees it: who has it, what happens next and by when, what has happened.
package struct FollowPage: Page {
    package struct Model: Sendable {
        package var number: CaseNumber
        package var kind: RequestKind
        package var stage: ServiceRequest.Stage
        package var title: String
        package var text: String
        /// From district to village, and the exact spot.
        package var place: String
        package var receivedAt: Instant
        package var isProtected: Bool
        /// The body that leads, once dispatched.
        package var lead: String?
        package var coHandlers: [String]
        /// The clock of the answer, or of the dispatch before that.
        package var clock: ClockReading?
        /// The first day on which the answer must be there; `nil` before dispatch and where the calendar has a gap.
        package var answerBy: Instant?
        /// The answer, once given.
        package var reply: Reply?
        package var rating: Rating?
        package var steps: [Step]
        /// Who has looked at the person's data.
        package var looks: [Look]
        package var canRate: Bool
        /// Within which a bad rating is put right; `nil` where it is not by itself.
        package var rectification: TimeLimit?
        /// The body puts right what the person rated badly, or has done so.
        package var isRectifying: Bool
        package var isRectified: Bool
        /// That it was not accepted, and why.
        package var refusal: Refusal?
        /// The person did not accept a refusal, and it is looked at again.
        package var isContested: Bool
        package var canWithdraw: Bool
        /// What was wrong with a rating that was not accepted.
        package var ratingFault: String?
        /// What was added, and where more is; `nil` where no files are taken.
        package var attachments: [AttachmentItem] = []
        package var files: FilePart?
        /// The same for contesting a refusal, with what was typed.
        package var contestFault: String?
        package var contestNote: String
        /// Names the forms of this page, so that each is carried out once.
        package var once: String

        package init(
            number: CaseNumber, kind: RequestKind, stage: ServiceRequest.Stage, title: String, text: String,
            place: String, receivedAt: Instant, isProtected: Bool, lead: String? = nil, coHandlers: [String] = [],
            clock: ClockReading? = nil, answerBy: Instant? = nil, reply: Reply? = nil, rating: Rating? = nil,
            steps: [Step], looks: [Look] = [], canRate: Bool, rectification: TimeLimit? = nil,
            isRectifying: Bool = false, isRectified: Bool = false, refusal: Refusal? = nil, isContested: Bool = false,
            canWithdraw: Bool, ratingFault: String? = nil, contestFault: String? = nil, contestNote: String = "",
            once: String
        ) {
            self.number = number
            self.kind = kind
            self.stage = stage
            self.title = title
            self.text = text
            self.place = place
            self.receivedAt = receivedAt
            self.isProtected = isProtected
            self.lead = lead
            self.coHandlers = coHandlers
            self.clock = clock
            self.answerBy = answerBy
            self.reply = reply
            self.rating = rating
            self.steps = steps
            self.looks = looks
            self.canRate = canRate
            self.rectification = rectification
            self.isRectifying = isRectifying
            self.isRectified = isRectified
            self.refusal = refusal
            self.isContested = isContested
            self.contestFault = contestFault
            self.contestNote = contestNote
            self.canWithdraw = canWithdraw
            self.ratingFault = ratingFault
            self.once = once
        }
    }

    package struct Reply: Sendable {
        package var text: String
        package var body: String
        package var at: Instant

        package init(text: String, body: String, at: Instant) {
            self.text = text
            self.body = body
            self.at = at
        }
    }

    package struct Rating: Sendable {
        package var solved: Bool?
        package var satisfaction: Satisfaction?
        package var comment: String?
        package var aspects: [RatingAspect]

        package init(
            solved: Bool?, satisfaction: Satisfaction?, comment: String?, aspects: [RatingAspect] = []
        ) {
            self.solved = solved
            self.satisfaction = satisfaction
            self.comment = comment
            self.aspects = aspects
        }
    }

    /// Somebody has looked at the person's data, or something was done with them.
    package struct Look: Sendable {
        package enum What: Sendable {
            /// Name and telephone.
            case contact
            /// That this request is one of theirs.
            case history
            /// A file that they added.
            case files
            case export
            case forgettingWished, forgettingCancelled, forgotten
        }

        /// `nil` for the person, and for what the house does by itself.
        package var role: Role?
        package var at: Instant
        package var what: What

        package init(role: Role?, at: Instant, what: What = .contact) {
            self.role = role
            self.at = at
            self.what = what
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("诉求进度 \(model.number)", "Request \(model.number)") }

    package func render() -> HTML {
        citizenPage(
            title: title, scripts: ["portal.js"] + (model.files == nil ? [] : ["files.js"]),
            main: """
                <div class="wrap track">
                <div class="track-top">
                \(crumbs(
                    [(say("首页", "Home"), .home), (say("我要查询", "Follow a request"), .follow)],
                    here: say("诉求进度", "Progress")))
                <h1>\(model.title.isEmpty ? say("这件诉求的内容已销毁", "What this request said is destroyed") : model.title)</h1>
                <p class="row meta"><span>\(say(
                    "单号",
                    "No."))&nbsp;<span class="no">\(model.number.description)</span></span>\
                <span>\(say(model.kind.name))</span><span>\(model.place)</span>\
                <span>\(submittedWords)</span></p>
                </div>
                \(nowSection)
                <div class="cols">
                <div>
                \(model.refusal.map { refusalSection($0) })
                \(model.reply.map { answer($0) })
                \(if: model.canRate, ratingForm)
                \(model.rating.map { givenRating($0) })
                <section aria-labelledby="steps-heading">
                <h2 id="steps-heading">\(say("经过和安排", "What happened and what comes"))</h2>
                \(timeline(model.steps.map { item($0) } + comingItems))
                </section>
                </div>
                <div class="side">
                \(doSection)
                \(mineSection)
                \(looksSection)
                </div>
                </div>
                </div>
                """)
    }

    private var submittedWords: String {
        let day = day(context.city.zone.day(of: model.receivedAt))
        return say("\(day)提交", "made on \(day)")
    }

    private func answer(_ reply: Reply) -> HTML {
        """
        <section class="answer" aria-labelledby="answer-heading">
        <h2 id="answer-heading">\(model.isRectifying ? say("上次的答复", "The last answer") : say("答复", "The answer"))</h2>
        <p class="said">\(reply.text)</p>
        <p class="meta">\(reply.body) · <time datetime="\(machineTime(reply.at))">\(moment(reply.at))</time></p>
        </section>
        """
    }

    private var doSection: HTML? {
        guard model.canWithdraw || model.files != nil else { return nil }
        return """
            <section aria-labelledby="do-heading">
            <h2 id="do-heading">\(say("还想做什么", "What you can do"))</h2>
            \(model.files.map { adding($0) })\(if: model.canWithdraw, withdrawing)
            <p class="meta">\(markup(
                "情况有变化要说明，请拨打 \(hotlineLink)，报单号。", "To tell us more, call \(hotlineLink) and give the number."))</p>
            </section>
            """
    }

    private func adding(_ files: FilePart) -> HTML {
        """
        <details class="confirm"\(if: files.wereSent || !files.faults.isEmpty || files.refusal != nil, " open")>\
        <summary class="btn btn-block">\(say("补充照片或文件", "Add pictures or files"))</summary>
        <form class="confirm-box" method="post" action="\(SitePath.ownAttachments(model.number))"\(filesAttributes)>
        <input type="hidden" name="once" value="\(model.once)">
        \(filePicker(files, label: say("照片和文件", "Pictures and files"), isOptional: false))
        <p class="row"><button class="btn btn-primary">\(say("上传", "Send"))</button>\
        <a class="btn" href="\(SitePath.followCase(model.number))">\(say("不传了", "Add nothing"))</a></p>
        </form></details>
        """
    }

    private var withdrawing: HTML {
        """
        <details class="confirm"><summary class="btn btn-block">\(say("撤回这件诉求", "Withdraw this request"))</summary>
        <form class="confirm-box" method="post" action="\(SitePath.withdrawal(model.number))">
        <input type="hidden" name="once" value="\(model.once)">
        <p><b>\(say("撤回这件诉求？", "Withdraw this request?"))</b></p>
        <p>\(say(
                "承办单位会停止办理。撤回后不能恢复，要办得重新反映。",
                "The body in charge stops working on it. This cannot be undone; you would have to make a new request."))</p>
        <p class="row"><button class="btn btn-danger">\(say("撤回诉求", "Withdraw"))</button>\
        <a class="btn" href="\(SitePath.followCase(model.number))">\(say("不撤回", "Do not withdraw"))</a></p>
        </form></details>
        """
    }

    private var mineSection: HTML {
        """
        <section aria-labelledby="mine-heading">
        <h2 id="mine-heading">\(say("您是这样说的", "What you wrote"))</h2>
        <div class="mine"><p class="said">\(model.text.isEmpty ? say("内容已按要求销毁。", "It was destroyed as wished.") : model.text)</p>\
        \(attachmentList(model.attachments, once: model.once, person: say("您", "you")))</div>
        </section>
        """
    }

    private var looksSection: HTML {
        let looks = model.looks.filter { $0.role != nil }
        let none: HTML? = looks.isEmpty ? "<p class=\"meta\">\(say("还没有工作人员看过。", "No member of staff yet."))</p>" : nil
        return """
            <section aria-labelledby="looks-heading">
            <h2 id="looks-heading">\(say("您的个人信息", "Your personal data"))</h2>
            \(none)\(if: !looks.isEmpty, lookList(Array(looks.prefix(5))))
            \(if: model.isProtected, """
                <p class="meta">\(say("您的身份受保护，承办单位看不到您的姓名和电话。", "Your identity is protected: the body in charge cannot see it."))</p>
                """)
            <p><a href="\(SitePath.ownData(model.number))">\(say("存了什么、谁看过、带走或销毁", "What is kept, who looked, take it along or have it destroyed"))</a></p>
            </section>
            """
    }
}

extension View {
    /// Who looked at somebody's data, and what was done with them.
    func lookList(_ looks: [FollowPage.Look]) -> HTML {
        let lines = looks.map { look in
            let who =
                look.role.map { say($0.name) } ?? (look.what == .forgotten ? say("系统", "System") : say("您", "You"))
            return "<li>\(who) · \(moment(look.at)) · \(words(for: look.what))</li>" as HTML
        }
        return "<ul class=\"plain stack-8 meta\">\(lines)</ul>"
    }

    func words(for look: FollowPage.Look.What) -> String {
        switch look {
        case .contact: say("看了姓名和电话", "saw name and telephone")
        case .history: say("看到这是同一人反映过的事之一", "saw this among the requests of one person")
        case .files: say("看了附上的文件", "saw files that were added")
        case .export: say("下载了全部数据", "took all data as a file")
        case .forgettingWished: say("记下了销毁的要求", "wrote down the wish to be forgotten")
        case .forgettingCancelled: say("撤回了销毁的要求", "took back the wish to be forgotten")
        case .forgotten: say("按要求销毁了个人信息", "destroyed the personal data as wished")
        }
    }
}
