package import Civics
package import HTML

/// Why something was not done with an account.
package enum AccountProblem: Hashable, Sendable {
    case ownAccount, lastAdministrator, nameTaken
}

/// The fields of an account, as they were typed.
package struct AccountForm: Hashable, Sendable {
    package var id: String
    package var name: String
    package var nameEn: String
    package var role: Role?
    package var organisation: OrganisationID

    package init(
        id: String = "", name: String = "", nameEn: String = "", role: Role? = nil, organisation: OrganisationID = ""
    ) {
        self.id = id
        self.name = name
        self.nameEn = nameEn
        self.role = role
        self.organisation = organisation
    }
}

extension View {
    func words(_ problem: AccountProblem) -> HTML {
        switch problem {
        case .ownAccount:
            notice(
                .bad, say("没有改。", "Nothing was changed."),
                HTML(
                    text: say(
                        "不能停用自己、改自己的岗位或重设自己的密码和第二因素，请别的管理员来做。密码在「我的账号」里改。",
                        "Nobody shuts out themselves, or changes their own role, password or second factor here: ask another administrator. Your password is changed under “My account”."
                    )))
        case .lastAdministrator:
            notice(
                .bad, say("没有改。", "Nothing was changed."),
                HTML(
                    text: say(
                        "这是最后一个能登录的管理员，先增加一个。", "This is the last administrator who may sign in; add another one first."
                    )))
        case .nameTaken:
            notice(.bad, say("已经有这个账号，换一个名字。", "There is an account of this name; choose another."))
        }
    }

    /// Name, role and body of an account.
    func accountFields(_ form: AccountForm, bodies: [ChoiceGroup], faults: [FormFault]) -> HTML {
        """
        <div class="grid-2">\(textField(
            Field("name", say("姓名（中文）", "Name in Chinese"), error: error(of: "name", in: faults)), value: form.name,
            attributes: "maxlength=\"60\" autocomplete=\"off\" required"))\
        \(textField(
            Field("nameEn", say("姓名（英文）", "Name in English"), error: error(of: "nameEn", in: faults)),
            value: form.nameEn, attributes: "maxlength=\"60\" autocomplete=\"off\" required"))</div>
        \(selectField(
            Field("role", say("岗位", "Role"), error: error(of: "role", in: faults)),
            Role.staff.map { Choice($0.rawValue, say($0.name)) }, chosen: form.role?.rawValue ?? "",
            placeholder: say("选一个岗位", "Choose a role")))
        \(groupedSelect(
            Field(
                "organisation", say("单位", "Body"),
                hint: say("能看到和能办的，是这个单位和它下面的。", "What they see and do is this body and what lies below it."),
                error: error(of: "organisation", in: faults)),
            bodies, chosen: form.organisation, placeholder: say("选一个单位", "Choose a body")))
        """
    }
}

/// A new account.
package struct NewAccountPage: Page {
    package struct Model: Sendable {
        package var form: AccountForm
        package var bodies: [ChoiceGroup]
        package var faults: [FormFault]
        package var problem: AccountProblem?
        /// Hours in which the first password must be used.
        package var initialHours: Int

        package init(
            form: AccountForm = AccountForm(), bodies: [ChoiceGroup], faults: [FormFault] = [],
            problem: AccountProblem? = nil, initialHours: Int
        ) {
            self.form = form
            self.bodies = bodies
            self.faults = faults
            self.problem = problem
            self.initialHours = initialHours
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("新增账号", "Add an account") }

    package func render() -> HTML {
        deskPage(
            title: title, scripts: ["desks.js"],
            main: """
                \(deskHead(title, meta: "<a href=\"\(SitePath.accounts())\">\(say("全部账号", "All accounts"))</a>"))
                \(faultSummary(model.faults))
                <div class="desk-body account">
                \(model.problem.map { words($0) })
                <form class="account-form" method="post" action="\(SitePath.newAccount)">
                \(textField(
                    Field(
                        "id", say("账号", "Account"),
                        hint: say("登录时输入的名字：字母、数字、点、横线，至少 3 个。以后不能改。", "What is typed to sign in: letters, digits, dots, hyphens; three at least. It cannot be changed later."),
                        error: error(of: "id", in: model.faults)), value: model.form.id,
                    attributes: "maxlength=\"64\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" required autofocus"))
                \(accountFields(model.form, bodies: model.bodies, faults: model.faults))
                <p class="form-foot"><button class="btn btn-primary">\(say("新增账号", "Add the account"))</button></p>
                <p class="meta">\(say(
                    "系统会给一个初始密码，只显示一次，\(model.initialHours) 小时内要用它登录并改掉。",
                    "It gets a first password, shown once, to be used and changed within \(model.initialHours) hours."))</p>
                </form></div>
                """)
    }
}

/// One account: how it stands, what can be done with it, and what was.
package struct AccountPage: Page {
    package struct Model: Sendable {
        package var account: StaffAccount
        package var form: AccountForm
        package var bodies: [ChoiceGroup]
        package var acts: [AccountActLine]
        package var faults: [FormFault]
        package var problem: AccountProblem?
        /// The reader's own account.
        package var isOwn: Bool

        package init(
            account: StaffAccount, form: AccountForm, bodies: [ChoiceGroup], acts: [AccountActLine],
            faults: [FormFault] = [], problem: AccountProblem? = nil, isOwn: Bool = false
        ) {
            self.account = account
            self.form = form
            self.bodies = bodies
            self.acts = acts
            self.faults = faults
            self.problem = problem
            self.isOwn = isOwn
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    private var account: StaffAccount { model.account }

    package var title: String { say(account.name) }

    package func render() -> HTML {
        deskPage(
            title: title, scripts: ["desks.js"],
            main: """
                \(deskHead(
                    title, meta: "<code>\(account.id)</code> · <a href=\"\(SitePath.accounts())\">\(say("全部账号", "All accounts"))</a>"))
                \(faultSummary(model.faults))
                <div class="desk-body account">
                \(model.problem.map { words($0) })
                <section aria-labelledby="state-heading"><h2 id="state-heading">\(say("状态", "State"))</h2>
                <dl class="pairs"><dt>\(say("登录", "Sign-in"))</dt><dd>\(states(of: account))</dd>\
                <dt>\(say("第二因素", "Second factor"))</dt><dd>\(factor(of: account))</dd>\
                <dt>\(say("正在登录", "Sessions open"))</dt><dd>\(say("\(count(account.sessions)) 处", "\(count(account.sessions))"))</dd>\
                <dt>\(say("接口令牌", "API tokens"))</dt><dd>\(say("\(count(account.tokens)) 个", "\(count(account.tokens))"))</dd></dl>
                \(actions)</section>
                <section aria-labelledby="change-heading"><h2 id="change-heading">\(say("姓名、岗位、单位", "Name, role, body"))</h2>
                <form class="account-form" method="post" action="\(SitePath.accountAction(account.id, .change))">
                \(accountFields(model.form, bodies: model.bodies, faults: model.faults))
                <p class="form-foot"><button class="btn btn-primary">\(say("保存", "Save"))</button></p>
                <p class="meta">\(say("岗位或单位改了，这个账号的登录会全部结束。", "If role or body change, the sessions of this account end."))</p>
                </form></section>
                <section aria-labelledby="acts-heading"><h2 id="acts-heading">\(say("最近的记录", "What happened lately"))</h2>
                \(actTable(model.acts, caption: say("最近的记录", "What happened lately"), hidesAccount: true))
                </section></div>
                """)
    }

    private var actions: HTML {
        if model.isOwn {
            return """
                <p class="meta">\(markup(
                    "这是您自己的账号：密码和第二因素在<a href=\"\(SitePath.account)\">我的账号</a>里改，其余请别的管理员来做。",
                    "This is your own account. Password and second factor are changed under <a href=\"\(SitePath.account)\">My account</a>; for the rest ask another administrator."
                ))</p>
                """
        }
        return """
            <div class="row account-acts">
            \(account.isDisabled
                ? act(.enable, say("恢复", "Let in again"), say("可以重新登录，密码和第二因素不变。", "It may sign in again; password and second factor are as before."), say("恢复账号", "Let it in again"))
                : act(.disable, say("停用", "Shut out"), say("马上退出，不能再登录，令牌停用。可以恢复。", "Signed out at once; it cannot sign in, and its tokens rest. This can be undone."), say("停用账号", "Shut it out"), isDanger: true))
            \(act(.password, say("重给密码", "New password"), say("给一个初始密码，只显示一次；原来的作废，登录全部结束。", "A first password, shown once; the old one is void, and all sessions end."), say("给新密码", "Give a new password")))
            \(if: account.factor == .on, act(.resetFactor, say("重设第二因素", "Reset second factor"), say("手机和备用码都丢了才用：先当面或打电话核对本人。之后凭密码登录，再重新设置。", "Only when phone and codes are lost: make sure it is them, face to face or by telephone. They then sign in with the password and set up a new one."), say("重设第二因素", "Reset it"), isDanger: true))
            \(if: account.sessions > 0, act(.endSessions, say("结束登录", "End sessions"), say("在所有地方退出。", "Signs it out everywhere."), say("全部结束", "End all")))
            \(act(.issueToken, say("发接口令牌", "Issue a token"), say("给程序用，权限和账号一样，只显示一次。", "For a program; it may what the account may, and is shown once."), say("发令牌", "Issue it")))
            \(if: account.tokens > 0, act(.withdrawTokens, say("收回令牌", "Withdraw tokens"), say("这个账号的令牌全部作废。", "All tokens of this account become void."), say("全部收回", "Withdraw all"), isDanger: true))
            </div>
            """
    }

    private func act(
        _ action: AccountAction, _ heading: String, _ text: String, _ button: String, isDanger: Bool = false
    ) -> HTML {
        """
        <details class="fold"><summary class="btn">\(heading)</summary>
        <form class="fold-form" method="post" action="\(SitePath.accountAction(account.id, action))"><p>\(text)</p>
        <p><button class="btn\(if: isDanger, " btn-danger")">\(button)</button></p></form></details>
        """
    }
}

/// A password or a token, shown once.
package struct GivenSecretPage: Page {
    package enum Secret: Hashable, Sendable {
        /// To be used until then.
        case password(String, until: Instant)
        case token(String)
    }

    package struct Model: Sendable {
        package var account: String
        package var name: LocalName
        package var secret: Secret

        package init(account: String, name: LocalName, secret: Secret) {
            self.account = account
            self.name = name
            self.secret = secret
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String {
        switch model.secret {
        case .password: say("初始密码", "First password")
        case .token: say("接口令牌", "API token")
        }
    }

    package func render() -> HTML {
        let (text, secret): (String, String) =
            switch model.secret {
            case .password(let password, let until):
                (
                    say(
                        "请当面或打电话告诉本人，不要用消息发。\(moment(until))前要用它登录并改掉。",
                        "Tell them face to face or by telephone, not by message. It must be used, and changed, before \(moment(until))."
                    ), password
                )
            case .token(let token):
                (
                    say(
                        "放进程序的密钥库，不要写进代码。泄露了马上收回。",
                        "Put it where the program keeps its secrets, not into its source. If it leaks, withdraw it at once."
                    ),
                    token
                )
            }
        return deskPage(
            title: title,
            main: """
                \(deskHead(title, meta: "\(say(model.name)) · <code>\(model.account)</code>"))
                <div class="desk-body account">
                \(notice(.warn, say("只显示这一次。", "It is shown this once."), HTML(text: text)))
                <p class="given"><code class="secret">\(secret)</code></p>
                <p><a class="btn btn-primary" href="\(SitePath.staffAccount(model.account))">\(say("记下了，继续", "Noted, go on"))</a></p>
                </div>
                """)
    }
}
