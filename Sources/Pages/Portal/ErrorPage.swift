package import HTML

/// When something went wrong: what happened, whether the person's text is safe, what to do now, a number to quote.
package struct ErrorPage: Page {
    /// The faults that have a page of their own; the raw value is the HTTP status.
    package enum Status: Int, CaseIterable, Sendable {
        case badRequest = 400
        case forbidden = 403
        case notFound = 404
        case methodNotAllowed = 405
        case conflict = 409
        case contentTooLarge = 413
        case unprocessable = 422
        case tooManyRequests = 429
        case internalError = 500
        case unavailable = 503
    }

    package struct Model: Sendable {
        package var status: Status
        /// What exactly happened, in the page's language, where more is known than the status.
        package var detail: String?
        /// The page to go back to, inside this site.
        package var back: String?
        package var retryAfterSeconds: Int?

        package init(_ status: Status, detail: String? = nil, back: String? = nil, retryAfterSeconds: Int? = nil) {
            self.status = status
            self.detail = detail
            self.back = back
            self.retryAfterSeconds = retryAfterSeconds
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { words.heading }

    package func render() -> HTML {
        let words = words
        let retry = model.retryAfterSeconds.map { seconds in
            let minutes = (seconds + 59) / 60
            return seconds < 60
                ? say("\(seconds) 秒后可以再试。", "You can try again in \(seconds) seconds.")
                : say("\(minutes) 分钟后可以再试。", "You can try again in \(minutes) minutes.")
        }
        return plainPage(
            title: title,
            main: """
                <div class="error-page">
                <h1>\(words.heading)</h1>
                \(model.detail.map { "<p>\($0)</p>" })
                <p>\(words.explanation)</p>
                <p>\(words.advice)\(retry.map { " \($0)" })</p>
                <p class="row">\(actions)</p>
                <p class="code">\(say("告诉工作人员这个编号，能更快查到原因：", "Quote this number, so that the cause is found sooner: "))\
                <b>\(context.requestID)</b> · \(model.status.rawValue)</p>
                </div>
                """)
    }

    private var actions: [HTML] {
        let isStaff = context.staff != nil
        let home: HTML =
            isStaff
            ? buttonLink(say("回工作台", "To my desk"), to: .desk, isPrimary: model.back == nil)
            : buttonLink(say("回首页", "To the front page"), to: .home, isPrimary: model.back == nil)
        let back = model.back.map {
            "<a class=\"btn btn-primary\" href=\"\($0)\">\(say("回到刚才那一页", "Back to the page before"))</a>" as HTML
        }
        let follow = isStaff ? nil : buttonLink(say("查进度", "Follow a request"), to: .follow)
        return [back, home, follow].compactMap(\.self)
    }

    private var words: (heading: String, explanation: String, advice: String) {
        let hotline = context.city.hotline
        switch model.status {
        case .badRequest:
            return (
                say("没有看懂这个请求", "We could not read this request"),
                say("网址或者提交的内容不完整，什么都没有保存。", "The address or what was sent is incomplete. Nothing was saved."),
                say("请回到上一页重新提交。", "Please go back and submit again.")
            )
        case .forbidden:
            return (
                say("您不能看这一页", "You may not see this page"),
                say("它不归您的单位或者岗位。", "It does not belong to your body or role."),
                say("如果应当由您办，请联系派单台或本单位管理员。", "If it should be yours, ask the dispatch desk or your administrator.")
            )
        case .notFound:
            return (
                say("没有找到这个页面", "There is no such page"),
                say("网址可能输错了，或者这一页已经撤下。", "The address may be mistyped, or the page has been taken down."),
                say("要查诉求进度，请用提交时给您的单号和查询码。", "To follow a request use the number and code you were given.")
            )
        case .methodNotAllowed:
            return (
                say("这一步不能这样打开", "This step cannot be opened like that"),
                say("这个地址只用来提交，不能直接打开。", "The address takes submissions only."),
                say("请回到原来的页面，再点一次按钮。", "Please go back and press the button again.")
            )
        case .conflict:
            return (
                say("别人刚刚处理了这一件", "Somebody else has just dealt with this"),
                say("您的这一步没有保存，已有的记录没有变。", "Your step was not saved; what was there is unchanged."),
                say("请看看最新情况，再决定要不要继续。", "Please look at how it stands now before you go on.")
            )
        case .contentTooLarge:
            return (
                say("内容太大了", "That is too large"),
                say("提交的内容超过了上限，没有保存。", "What was sent is over the limit and was not saved."),
                say("请把文字写短一些再提交。", "Please shorten the text and submit again.")
            )
        case .unprocessable:
            return (
                say("这一步现在不能做", "This cannot be done now"),
                say("没有保存任何改动。", "Nothing was changed."),
                say("请回到上一页看看。", "Please go back and look again.")
            )
        case .tooManyRequests:
            return (
                say("操作太频繁了", "Too many requests"),
                say(
                    "为了让每个人都能用，短时间内的次数有上限。您刚才的这一步没有保存。",
                    "To keep the site usable for everybody there is a limit. This step was not saved."),
                say("请稍等再试；急事请拨 \(hotline)。", "Please wait and try again; if it is urgent call \(hotline).")
            )
        case .internalError:
            return (
                say("我们这边出错了", "Something went wrong on our side"),
                say(
                    "不是您的问题。刚才这一步不一定存上了；新诉求的草稿还在这台设备上。",
                    "It is not your fault. This step may not have been saved; the draft of a new request is still on this device."
                ),
                say("过几分钟再试；急事请拨 \(hotline)。", "Try again in a few minutes; if it is urgent call \(hotline).")
            )
        case .unavailable:
            return (
                say("现在办的人太多", "Too many people are here just now"),
                say("刚才这一步没有保存。之前给过您单号的诉求都在。", "This step was not saved. Requests that have a number are safe."),
                say("请稍后再试；急事请拨 \(hotline)。", "Please try again later; if it is urgent call \(hotline).")
            )
        }
    }
}
