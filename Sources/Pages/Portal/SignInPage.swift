package import Civics
package import HTML

/// Sign-in for staff; citizens need none.
package struct SignInPage: Page {
    package enum Message: Sendable {
        /// Account or password is wrong; never says which.
        case wrong(attemptsLeft: Int?)
        case locked(until: Instant)
        /// The password that an administrator gave has waited too long.
        case passwordExpired
        /// Signed out after a time without use.
        case expired
        case signedOut
        /// A page of the desks was asked for.
        case needed
    }

    /// An account of the demonstration, with its password: shown where all data are made up and nowhere else.
    package struct DemonstrationAccount: Sendable {
        package var id: String
        package var password: String
        package var role: Role
        package var body: String

        package init(id: String, password: String, role: Role, body: String) {
            self.id = id
            self.password = password
            self.role = role
            self.body = body
        }
    }

    package struct Model: Sendable {
        package var account: String
        package var message: Message?
        /// The page to go to afterwards.
        package var back: String?
        package var idleMinutes: Int
        /// Failures within `lockMinutes` that lock an account.
        package var failuresToLock: Int
        package var lockMinutes: Int
        package var demonstrationAccounts: [DemonstrationAccount]

        package init(
            account: String = "", message: Message? = nil, back: String? = nil, idleMinutes: Int = 10,
            failuresToLock: Int = 5, lockMinutes: Int = 5, demonstrationAccounts: [DemonstrationAccount] = []
        ) {
            self.account = account
            self.message = message
            self.back = back
            self.idleMinutes = idleMinutes
            self.failuresToLock = failuresToLock
            self.lockMinutes = lockMinutes
            self.demonstrationAccounts = demonstrationAccounts
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("工作人员登录", "Staff sign-in") }

    package func render() -> HTML {
        citizenPage(
            title: title,
            main: """
                <div class="wrap find">
                <div class="find-box">
                <h1>\(title)</h1>
                \(message)
                <form method="post" action="\(SitePath.signIn())">
                \(model.back.map { "<input type=\"hidden\" name=\"back\" value=\"\($0)\">" })
                \(textField(
                    Field("account", say("账号", "Account")), value: model.account,
                    attributes: "autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" required"))
                \(textField(
                    Field("password", say("密码", "Password"), error: passwordError), value: "",
                    attributes: "type=\"password\" autocomplete=\"current-password\" required"))
                <div class="form-foot"><button class="btn btn-primary btn-block"\(if: isLocked, " disabled")>\
                \(say("登录", "Sign in"))</button></div>
                <p class="meta form-foot">\(say(
                    "\(model.idleMinutes) 分钟不操作会自动退出。\(model.lockMinutes) 分钟内错 \(model.failuresToLock) 次，账号锁定。",
                    "You are signed out after \(model.idleMinutes) minutes without use. \(model.failuresToLock) failures within \(model.lockMinutes) minutes lock the account."))</p>
                </form>
                </div>
                <section class="help" aria-labelledby="no-sign-in">
                <h2 id="no-sign-in">\(say("居民和企业不用登录", "Residents and enterprises need no sign-in"))</h2>
                <ul class="plain">
                <li><a href="\(SitePath.ask())">\(say("反映一件事", "Make a request"))</a><br>\
                <span class="muted">\(say("可以不留姓名", "you may stay anonymous"))</span></li>
                <li><a href="\(SitePath.follow)">\(say("查进度", "Follow a request"))</a><br>\
                <span class="muted">\(say("凭单号和查询码", "with number and code"))</span></li>
                </ul>
                </section>
                \(demonstrationAccounts)
                </div>
                """)
    }

    private var isLocked: Bool {
        if case .locked = model.message { true } else { false }
    }

    private var passwordError: String? {
        guard case .wrong(let left) = model.message else { return nil }
        let rest = left.map { say("，还可以再试 \($0) 次", "; \($0) more attempt\($0 == 1 ? "" : "s")") } ?? ""
        return say("账号或密码不对\(rest)。", "Account or password is wrong\(rest).")
    }

    private var message: HTML? {
        switch model.message {
        case nil: nil
        case .wrong: errorSummary([("password", passwordError ?? "")])
        case .locked(let until):
            notice(
                .bad,
                say(
                    "用这个账号登录已锁定，到 \(moment(until)) 再试。", "Signing in under this name is locked until \(moment(until))."),
                "\(say("错的次数太多了。忘了密码请找本单位管理员重设。", "Too many failures. If you forgot the password, ask your administrator to set a new one."))"
            )
        case .passwordExpired:
            notice(
                .bad, say("初始密码已过期。", "The initial password has expired."),
                "\(say("请管理员再给一个。", "Ask your administrator for a new one."))")
        case .expired:
            notice(
                .info, say("太久没有操作，已经退出。", "You have been signed out after a time without use."),
                "\(say("没有提交的内容请重新填写。", "What was not submitted has to be written again."))")
        case .signedOut: notice(.ok, say("已经退出。", "You have signed out."))
        case .needed: notice(.info, say("这一页要先登录。", "This page needs a sign-in."))
        }
    }

    private var demonstrationAccounts: HTML? {
        guard context.city.isDemonstration, !model.demonstrationAccounts.isEmpty else { return nil }
        return """
            <section class="accounts" aria-labelledby="accounts-heading">
            <h2 id="accounts-heading">\(say("演示账号", "Demonstration accounts"))</h2>
            <p class="meta">\(say(
                "演示环境里只凭密码就能登录。正式使用时，工作人员按本市规定还要手机上的验证码；想试的话，登录后在「我的账号」里启用。",
                "In the demonstration the password is enough. In earnest, staff need a code of their phone as well, as the city asks; to try it, turn it on under “My account”."))</p>
            \(table(
                caption: say("只在演示数据里有", "They exist in demonstration data only"),
                columns: [
                    Column(text: say("账号", "Account")), Column(text: say("密码", "Password")),
                    Column(text: say("做什么", "Role")), Column(text: say("单位", "Body")),
                ],
                rows: model.demonstrationAccounts.map { account in
                    .cells([
                        "<code>\(account.id)</code>", "<code>\(account.password)</code>",
                        HTML(text: say(account.role.name)), HTML(text: account.body),
                    ])
                }, asCards: true))
            </section>
            """
    }
}
