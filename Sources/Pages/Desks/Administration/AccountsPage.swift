package import Civics
package import HTML

/// An account of staff as administrators see it.
package struct StaffAccount: Hashable, Sendable {
    package enum Factor: Hashable, Sendable {
        case on
        /// None is set up; whether the city asks for one.
        case none(isRequired: Bool)
        case off
    }

    package var id: String
    package var name: LocalName
    package var role: Role
    package var body: LocalName
    package var organisation: OrganisationID
    package var isDisabled: Bool
    package var lockedUntil: Instant?
    /// The password was given by an administrator, and is good until then.
    package var initialUntil: Instant?
    package var factor: Factor
    package var sessions: Int
    package var tokens: Int

    package init(
        id: String, name: LocalName, role: Role, body: LocalName, organisation: OrganisationID,
        isDisabled: Bool = false, lockedUntil: Instant? = nil, initialUntil: Instant? = nil,
        factor: Factor = .none(isRequired: true), sessions: Int = 0, tokens: Int = 0
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.body = body
        self.organisation = organisation
        self.isDisabled = isDisabled
        self.lockedUntil = lockedUntil
        self.initialUntil = initialUntil
        self.factor = factor
        self.sessions = sessions
        self.tokens = tokens
    }
}

/// What administrators can do with an account: the last part of the address a form posts to.
package enum AccountAction: String, CaseIterable, Sendable {
    case change, disable, enable, password
    case resetFactor = "reset-second-factor"
    case endSessions = "end-sessions"
    case issueToken = "token"
    case withdrawTokens = "withdraw-tokens"
}

extension View {
    /// How an account stands, in words.
    func states(of account: StaffAccount) -> HTML {
        var states: [HTML] = []
        if account.isDisabled {
            states.append(badge(say("停用", "Disabled")))
        } else if let until = account.lockedUntil, until > context.now {
            states.append(
                badge(say("锁定到 \(timeOfDay(until))", "locked until \(timeOfDay(until))"), .warn, icon: .lock))
        } else {
            states.append(badge(say("可用", "Active"), .ok))
        }
        if let until = account.initialUntil {
            states.append(
                until > context.now
                    ? badge(say("初始密码未改", "Initial password"), .info)
                    : badge(say("初始密码过期", "Initial password expired"), .warn))
        }
        return "<span class=\"row row-tight\">\(states)</span>"
    }

    func factor(of account: StaffAccount) -> HTML {
        switch account.factor {
        case .on: badge(say("已启用", "On"), .ok, icon: .shield)
        case .none(isRequired: true): badge(say("待设置", "To be set up"), .warn)
        case .none(isRequired: false): HTML(text: say("未启用", "not on"))
        case .off: HTML(text: say("不要求", "not asked"))
        }
    }
}

/// Accounts of staff (账号): who may sign in, as what.
package struct AccountsPage: Page {
    package struct Model: Sendable {
        package var accounts: [StaffAccount]
        /// How many there are in all, and of those that were looked for.
        package var total: Int
        package var found: Int
        package var query: String
        package var role: Role?
        package var after: String?
        package var next: String?

        package init(
            accounts: [StaffAccount], total: Int, found: Int, query: String = "", role: Role? = nil,
            after: String? = nil, next: String? = nil
        ) {
            self.accounts = accounts
            self.total = total
            self.found = found
            self.query = query
            self.role = role
            self.after = after
            self.next = next
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("账号", "Accounts") }

    private var isNarrowed: Bool { !model.query.isEmpty || model.role != nil }

    package func render() -> HTML {
        let sum =
            isNarrowed
            ? say("\(count(model.total)) 个中的 \(count(model.found)) 个", "\(count(model.found)) of \(count(model.total))")
            : say("\(count(model.total)) 个", "\(count(model.total))")
        return deskPage(
            title: title,
            main: """
                \(deskHead(title, meta: HTML(text: sum), tools: keysToggle))
                <form class="toolbar search-bar" role="search" method="get" action="\(SitePath.accounts())">\
                <label class="visually-hidden" for="find">\(say("账号、姓名或单位", "Account, name or body"))</label>\
                <input class="input" id="find" name="q" type="search" value="\(model.query)" \
                placeholder="\(say("账号、姓名或单位", "Account, name or body"))"\(keyed("/"))>\
                <label class="visually-hidden" for="role">\(say("岗位", "Role"))</label>\
                <select class="select input-sm" id="role" name="role"><option value="">\(say("全部岗位", "All roles"))</option>\
                \(Role.staff.map { role in
                    "<option value=\"\(role.rawValue)\"\(if: role == model.role, " selected")>\(say(role.name))</option>" as HTML
                })</select>\
                <button class="btn">\(Icon.search)\(say("查找", "Find"))</button>\
                <a class="btn btn-primary push" href="\(SitePath.newAccount)"\(keyed("n"))>\(Icon.plus)\
                \(say("新增账号", "Add an account"))\(keyCap("N"))</a></form>
                \(list)
                \(keyBar([
                    ("/", say("查找", "find")), ("N", say("新增", "add")), ("J K", say("下一个、上一个", "next, previous")),
                    ("Enter", say("打开", "open")),
                ]))
                """)
    }

    private var list: HTML {
        guard !model.accounts.isEmpty else {
            return emptyState(
                .nothingFound, say("没有找到账号", "No account found"),
                say("换个说法，或者清空查找。", "Try other words, or clear the search."))
        }
        return """
            <div class="fill">\(table(
                caption: title, hidesCaption: true,
                columns: [
                    Column(HTML(text: say("账号", "Account"))), Column(text: say("岗位", "Role")), Column(text: say("单位", "Body")),
                    Column(text: say("状态", "State")), Column(text: say("第二因素", "Second factor")),
                    Column(text: say("登录", "Sessions"), isNumber: true), Column(text: say("令牌", "Tokens"), isNumber: true),
                ],
                rows: model.accounts.enumerated().map { index, account in
                    .cells(
                        [
                            """
                            <span class="what"><a href="\(SitePath.staffAccount(account.id))">\(say(account.name))</a>\
                            <small><code>\(account.id)</code></small></span>
                            """,
                            HTML(text: say(account.role.name)), HTML(text: say(account.body)), states(of: account),
                            factor(of: account), HTML(text: count(account.sessions)), HTML(text: count(account.tokens)),
                        ], isSelected: index == 0)
                }, asCards: true, style: "work", isList: true))</div>
            <div class="foot">\(pager(
                first: model.after == nil ? nil : .accounts(query: model.query, role: model.role),
                next: model.next.map { .accounts(query: model.query, role: model.role, after: $0) },
                shown: say("本页 \(count(model.accounts.count)) 个", "\(count(model.accounts.count)) on this page")))</div>
            """
    }
}
