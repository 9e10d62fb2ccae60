import Civics
import Desks
import Foundation
import HTTPTypes
import Hummingbird
import Pages
import Reporting
import Storage

/// Accounts of staff, for administrators.
struct AccountsController: Controller {
    let house: House

    private static let perPage = 100

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/accounts", use: list)
        desk.get("/accounts/new", use: empty)
        desk.post("/accounts/new", use: add)
        desk.get("/accounts/of/{id}", use: show)
        for action in AccountAction.allCases {
            desk.post("/accounts/of/{id}/\(action.rawValue)") { try await act(action, $0, $1) }
        }
    }

    @Sendable
    private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let all = try await visit.desks.administration.accounts(visit.operation).map { account($0) }
        let query = DeskVisit.search(visit.query["q"]) ?? ""
        let role = visit.query["role"].flatMap(Role.init(rawValue:))
        let after = visit.query["after"].flatMap { $0.isEmpty ? nil : $0 }
        let found = all.filter { account in
            (role == nil || account.role == role) && (query.isEmpty || account.holds(query))
        }
        let rest = found.drop { after != nil && $0.id <= after ?? "" }
        let shown = Array(rest.prefix(Self.perPage))
        let model = AccountsPage.Model(
            accounts: shown, total: all.count, found: found.count, query: query, role: role, after: after,
            next: rest.count > shown.count ? shown.last?.id : nil)
        let page = try await visit.page(at: .accounts(query: query, role: role, after: after))
        return house.answer(AccountsPage(model, in: page))
    }

    // MARK: A new one

    @Sendable
    private func empty(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try visit(request, context)
        return try await form(AccountForm(), visit)
    }

    @Sendable
    private func add(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try visit(request, context)
        let form = AccountForm(try await visit.form())
        do {
            let password = try await visit.desks.administration.addAccount(
                form.id, name: form.names, role: form.role ?? .resident, organisation: form.organisation,
                visit.operation)
            return try await given(.password(password, until: visit.now + rules.initial), to: form.id, visit)
        } catch DeskError.invalid(let faults) {
            return try await self.form(form, faults: faults, status: .unprocessableContent, visit)
        } catch AccountRefused.nameTaken {
            return try await self.form(form, problem: .nameTaken, status: .conflict, visit)
        }
    }

    private func form(
        _ form: AccountForm, faults: [FieldFault] = [], problem: AccountProblem? = nil,
        status: HTTPResponse.Status = .ok, _ visit: DeskVisit
    ) async throws -> Response {
        let model = NewAccountPage.Model(
            form: form, bodies: ChoiceGroup.bodies(of: visit.city), faults: faults.map(FormFault.init),
            problem: problem, initialHours: Int(rules.initial.milliseconds / 3_600_000))
        return house.answer(NewAccountPage(model, in: try await visit.page(at: .newAccount)), status: status)
    }

    // MARK: One

    @Sendable
    private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try visit(request, context)
        return try await show(try id(visit), visit)
    }

    private func show(
        _ id: String, typed: AccountForm? = nil, faults: [FieldFault] = [], problem: AccountProblem? = nil,
        status: HTTPResponse.Status = .ok, _ visit: DeskVisit
    ) async throws -> Response {
        let line = try await visit.desks.administration.account(id, visit.operation)
        var filter = AccountActFilter()
        filter.account = id
        let acts = try await visit.desks.administration.accountActs(filter, limit: 20, visit.operation)
        let form = AccountForm(
            id: line.id, name: line.name.zh, nameEn: line.name.en, role: line.role, organisation: line.organisation)
        let model = AccountPage.Model(
            account: account(line), form: typed ?? form, bodies: ChoiceGroup.bodies(of: visit.city),
            acts: try await ActWords(acts.map(\.act), visit).lines, faults: faults.map(FormFault.init),
            problem: problem, isOwn: id == visit.actor.account)
        return house.answer(AccountPage(model, in: try await visit.page(at: .staffAccount(id))), status: status)
    }

    private func act(
        _ action: AccountAction, _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        let visit = try visit(request, context)
        let id = try id(visit)
        let fields = try await visit.form()
        do {
            return try await carryOut(action, on: id, fields, visit)
        } catch DeskError.invalid(let faults) {
            return try await show(
                id, typed: AccountForm(fields), faults: faults, status: .unprocessableContent, visit)
        } catch AccountRefused.ownAccount {
            return try await show(id, problem: .ownAccount, status: .conflict, visit)
        } catch AccountRefused.lastAdministrator {
            return try await show(id, problem: .lastAdministrator, status: .conflict, visit)
        }
    }

    private func carryOut(
        _ action: AccountAction, on id: String, _ fields: FormFields, _ visit: DeskVisit
    ) async throws -> Response {
        let administration = visit.desks.administration
        let language = visit.request.language
        switch action {
        case .change:
            let form = AccountForm(fields)
            try await administration.changeAccount(
                id, name: form.names, role: form.role ?? .resident, organisation: form.organisation, visit.operation)
            return lead(id, language.say("已保存。", "Saved."))
        case .disable:
            try await administration.setDisabled(true, account: id, visit.operation)
            return lead(id, language.say("已停用，登录全部结束。", "Shut out; all its sessions have ended."))
        case .enable:
            try await administration.setDisabled(false, account: id, visit.operation)
            return lead(id, language.say("已恢复，可以登录。", "Let in again; it may sign in."))
        case .password:
            let password = try await administration.givePassword(to: id, visit.operation)
            return try await given(.password(password, until: visit.now + rules.initial), to: id, visit)
        case .resetFactor:
            let isReset = try await administration.resetFactor(of: id, visit.operation)
            return lead(
                id,
                isReset
                    ? language.say("第二因素已重设，登录全部结束。", "The second factor is reset; all sessions have ended.")
                    : language.say("这个账号没有第二因素。", "This account has no second factor."))
        case .endSessions:
            let count = try await administration.endSessions(of: id, visit.operation)
            return lead(id, language.say("已结束 \(count) 处登录。", "\(count) sessions have ended."))
        case .issueToken:
            let token = try await administration.issueAPIToken(account: id, visit.operation)
            return try await given(.token(TokenText.text(token)), to: id, visit)
        case .withdrawTokens:
            let count = try await administration.withdrawAPITokens(of: id, visit.operation)
            return lead(id, language.say("已收回 \(count) 个令牌。", "\(count) tokens are withdrawn."))
        }
    }

    // MARK: Ground

    /// - Throws: `DeskError.notAllowed` for all but administrators.
    private func visit(_ request: Request, _ context: SiteContext) throws -> DeskVisit {
        let visit = try DeskVisit(house, request, context)
        guard Access.isAllowed(.manageAccounts, role: visit.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.manageAccounts)
        }
        return visit
    }

    private var rules: PasswordRules { house.desks.city.security.password }

    private func id(_ visit: DeskVisit) throws(Problem) -> String {
        guard let id = visit.context.parameters.get("id")?.removingPercentEncoding else { throw .notFound }
        return id
    }

    private func lead(_ id: String, _ message: String) -> Response {
        house.lead(to: .staffAccount(id), saying: message)
    }

    private func given(
        _ secret: GivenSecretPage.Secret, to id: String, _ visit: DeskVisit
    ) async throws -> Response {
        let line = try await visit.desks.administration.account(id, visit.operation)
        let model = GivenSecretPage.Model(account: id, name: line.name, secret: secret)
        return house.answer(GivenSecretPage(model, in: try await visit.page(at: .staffAccount(id))))
    }

    private func account(_ line: AccountLine) -> StaffAccount {
        let body = house.desks.city.organisation(line.organisation)
        let factor: StaffAccount.Factor =
            line.demand == .off ? .off : line.hasSecondFactor ? .on : .none(isRequired: line.demand == .required)
        return StaffAccount(
            id: line.id, name: line.name, role: line.role,
            body: body?.name ?? LocalName(zh: line.organisation, en: line.organisation),
            organisation: line.organisation, isDisabled: line.isDisabled, lockedUntil: line.lockedUntil,
            initialUntil: line.initialUntil, factor: factor, sessions: line.sessions, tokens: line.tokens)
    }
}

extension StaffAccount {
    /// Whether account, name or body hold what was typed.
    fileprivate func holds(_ text: String) -> Bool {
        let wanted = text.lowercased()
        return [id, name.zh, name.en, body.zh, body.en].contains { $0.lowercased().contains(wanted) }
    }
}

extension AccountForm {
    fileprivate init(_ fields: FormFields) {
        func text(_ name: String) -> String { CleanText.cleaned(String((fields[name] ?? "").prefix(120))) ?? "" }
        self.init(
            id: text("id"), name: text("name"), nameEn: text("nameEn"),
            role: fields["role"].flatMap(Role.init(rawValue:)), organisation: text("organisation"))
    }

    fileprivate var names: LocalName { LocalName(zh: name, en: nameEn) }
}

extension FormFault {
    fileprivate init(_ fault: FieldFault) {
        self.init(fault.field, Reason(InputFault(fault).code))
    }
}
