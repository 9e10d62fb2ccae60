package import Civics
package import HTML

/// One's own account: password, second factor, and where one is signed in.
package struct OwnAccountPage: Page {
    package struct Session: Hashable, Sendable {
        package var id: String
        package var since: Instant
        package var seenAt: Instant
        package var client: String
        package var isCurrent: Bool

        package init(id: String, since: Instant, seenAt: Instant, client: String, isCurrent: Bool) {
            self.id = id
            self.since = since
            self.seenAt = seenAt
            self.client = client
            self.isCurrent = isCurrent
        }
    }

    package struct Model: Sendable {
        package var account: String
        package var passwordAt: Instant?
        /// By when the password must be changed; `nil` where the city does not ask.
        package var renewBy: Instant?
        package var demand: FactorDemand
        /// In demonstration data less is asked than the city's file says.
        package var isRelaxed: Bool
        package var factorSince: Instant?
        package var codesLeft: Int
        /// A code must be shown before the second factor is changed.
        package var asksForCode: Bool
        /// What was wrong with a code, and with which form.
        package var fault: (form: Form, fault: CodeFault)?
        package var lockedUntil: Instant?
        package var sessions: [Session]

        package init(
            account: String, passwordAt: Instant?, renewBy: Instant? = nil, demand: FactorDemand,
            isRelaxed: Bool = false, factorSince: Instant? = nil, codesLeft: Int = 0, asksForCode: Bool = false,
            fault: (form: Form, fault: CodeFault)? = nil, lockedUntil: Instant? = nil, sessions: [Session]
        ) {
            self.account = account
            self.passwordAt = passwordAt
            self.renewBy = renewBy
            self.demand = demand
            self.isRelaxed = isRelaxed
            self.factorSince = factorSince
            self.codesLeft = codesLeft
            self.asksForCode = asksForCode
            self.fault = fault
            self.lockedUntil = lockedUntil
            self.sessions = sessions
        }
    }

    /// What can be done with a second factor that is on.
    package enum Form: String, CaseIterable, Sendable {
        case replace, codes, remove
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("我的账号", "My account") }

    package func render() -> HTML {
        accountFrame(
            .desk, title: title,
            main: """
                \(model.lockedUntil.map { until in
                    notice(
                        .bad, say("错的次数太多，到 \(moment(until)) 再试。", "Too many failures; try again after \(moment(until))."))
                })
                \(who)
                \(password)
                \(factor)
                \(sessions)
                """)
    }

    private var who: HTML {
        """
        <section aria-labelledby="who-heading"><h2 id="who-heading">\(say("是谁", "Who"))</h2>
        <dl class="pairs"><dt>\(say("账号", "Account"))</dt><dd><code>\(model.account)</code></dd>\
        \(context.staff.map { staff in
            """
            <dt>\(say("姓名", "Name"))</dt><dd>\(staff.name)</dd><dt>\(say("岗位", "Role"))</dt>\
            <dd>\(say(staff.role.name))</dd><dt>\(say("单位", "Body"))</dt><dd>\(staff.body)</dd>
            """ as HTML
        })</dl>
        <p class="meta">\(say("姓名、岗位、单位有错，请管理员改。", "If name, role or body is wrong, ask an administrator."))</p></section>
        """
    }

    private var password: HTML {
        let age =
            model.passwordAt.map { say("\(moment($0))设置", "set \(moment($0))") }
            ?? say("什么时候设置的不清楚", "set at an unknown time")
        let renewal = model.renewBy.map {
            say("，\(day(context.city.zone.day(of: $0)))前要换", ", to be changed by \(day(context.city.zone.day(of: $0)))")
        }
        return """
            <section aria-labelledby="password-heading"><h2 id="password-heading">\(say("密码", "Password"))</h2>
            <p>\(age)\(renewal ?? "")\(say("。", "."))</p>
            <p><a class="btn" href="\(SitePath.accountPassword())">\(Icon.key)\(say("修改密码", "Change the password"))</a></p></section>
            """
    }

    private var factor: HTML {
        """
        <section aria-labelledby="factor-heading"><h2 id="factor-heading">\(say("第二因素", "Second factor"))</h2>
        \(model.factorSince.map { factorOn(since: $0) } ?? factorOff)</section>
        """
    }

    private var factorOff: HTML {
        guard model.demand != .off else {
            return "<p>\(say("本市不要求您的岗位用第二因素。", "The city does not use a second factor for your role."))</p>"
        }
        return """
            <p>\(badge(say("未启用", "Off"), .warn)) \(say(
                "只凭密码登录。启用后，登录时还要手机上的验证码。",
                "You sign in with the password alone. With a second factor, a code of your phone is asked for as well."))</p>
            \(if: model.isRelaxed, """
                <p class="meta">\(say(
                    "本市的规定是必须启用。演示环境里不强制，想试就启用，随时可以关掉。",
                    "This city requires it. In the demonstration it is not enforced: turn it on to try it, and off again whenever you like."))</p>
                """)
            <form method="post" action="\(SitePath.accountFactor())"><button class="btn btn-primary">\(Icon.shield)\
            \(say("启用第二因素", "Turn on the second factor"))</button></form>
            """
    }

    private func factorOn(since: Instant) -> HTML {
        """
        <p>\(badge(say("已启用", "On"), .ok, icon: .check)) \(say("\(moment(since))起", "since \(moment(since))"))</p>
        <p>\(codesLeft)</p>
        <div class="row account-acts">
        \(form(
            .replace, SitePath.accountFactor(), say("换手机", "Another phone"),
            say("新手机的验证码通过以前，旧的一直有效。", "The old one stays valid until a code of the new one was right."),
            say("设置新手机", "Set up the new phone")))
        \(form(
            .codes, SitePath.accountRecoveryCodes, say("换一批备用码", "New recovery codes"),
            say("旧的备用码全部作废。", "All old codes become void."), say("换一批", "Make new ones")))
        \(if: model.demand == .optional, form(
            .remove, SitePath.accountFactorRemoval, say("关闭第二因素", "Turn it off"),
            say("以后只凭密码登录。", "From then on the password alone is asked for."), say("关闭第二因素", "Turn it off")))
        </div>
        """
    }

    private var codesLeft: HTML {
        let left = model.codesLeft
        if left == 0 { return badge(say("备用码用完了，请换一批", "No recovery codes left: make new ones"), .bad) }
        let words = say("还有 \(left) 个备用码没用过。", "\(left) recovery codes are unused.")
        return left > 2 ? HTML(text: words) : "\(words) \(badge(say("快用完了", "Running out"), .warn))"
    }

    private func form(_ form: Form, _ path: SitePath, _ heading: String, _ text: String, _ button: String) -> HTML {
        let fault = model.fault.flatMap { $0.form == form ? $0.fault : nil }
        let id = "code-\(form.rawValue)"
        return """
            <details class="fold"\(if: fault != nil, " open")><summary class="btn">\(heading)</summary>
            <form class="fold-form" method="post" action="\(path)"><p>\(text)</p>
            \(if: model.asksForCode, textField(
                Field(
                    "code", say("验证码或备用码", "Code or recovery code"), id: id, error: words(fault)), value: "",
                attributes: "autocomplete=\"one-time-code\" maxlength=\"20\" spellcheck=\"false\" required"))
            <p><button class="btn\(if: form == .remove, " btn-danger")">\(button)</button></p></form></details>
            """
    }

    private var sessions: HTML {
        let heading = say("在哪里登录着", "Where you are signed in")
        let others = model.sessions.count { !$0.isCurrent }
        return """
            <section aria-labelledby="sessions-heading"><h2 id="sessions-heading">\(heading)</h2>
            \(table(
                caption: heading, hidesCaption: true,
                columns: [
                    Column(HTML(text: say("浏览器和地址", "Browser and address"))), Column(text: say("登录", "Signed in")),
                    Column(text: say("最近操作", "Last seen")), Column(HTML(text: say("处理", "Action"))),
                ],
                rows: model.sessions.map { session in
                    .cells([
                        HTML(text: session.client.isEmpty ? say("不清楚", "Not known") : session.client),
                        HTML(text: moment(session.since)), HTML(text: moment(session.seenAt)),
                        session.isCurrent ? badge(say("这里", "Here"), .info) : end(session),
                    ])
                }, asCards: true, style: "table-flush"))
            \(if: others > 1, """
                <form method="post" action="\(SitePath.accountSessions())"><button class="btn">\
                \(say("结束其他 \(others) 处", "End the other \(others)"))</button></form>
                """)
            \(if: others == 0, "<p class=\"meta\">\(say("没有在别处登录。", "You are signed in nowhere else."))</p>")
            <p class="meta">\(say("有不认识的？结束它，马上修改密码，并告诉管理员。", "One you do not know? End it, change the password at once, and tell an administrator."))</p></section>
            """
    }

    private func end(_ session: Session) -> HTML {
        """
        <form method="post" action="\(SitePath.accountSessions(id: session.id))"><button class="link-btn">\
        \(say("结束", "End"))<span class="visually-hidden"> \(session.client)</span></button></form>
        """
    }
}
