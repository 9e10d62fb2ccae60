import Casework
import Civics
import Desks
import Insight
import Hummingbird
import Pages
import Reporting
import Storage

/// What many people ask at once.
struct IssuesController: Controller {
    let house: House

    /// Lines of the list.
    private static let most = 100
    private static let weeksShown = 12

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/issues", use: list)
        desk.get("/issues/{number}", use: show)
        for action in IssueAction.allCases {
            desk.post("/issues/{number}/\(action.rawValue)") { try await decide(action, $0, $1) }
        }
    }

    @Sendable
    private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let life = visit.query["life"].flatMap { IssuePhase(rawValue: $0) }
        let (found, reading) = try visit.desks.advice.issues(visit.operation)
        let lines = found.map { line($0, visit) }
        let counts = Dictionary(lines.map { ($0.life, 1) }, uniquingKeysWith: +)
        let shown = lines.filter { life == nil || $0.life == life }
        let model = IssuesPage.Model(
            life: life, counts: counts, issues: Array(shown.prefix(Self.most)), total: shown.count,
            alerts: try visit.alerts(),
            read: reading.map { ($0.requests, $0.since) })
        return house.answer(IssuesPage(model, in: try await visit.page(at: .issues(life: life?.rawValue))))
    }

    @Sendable
    private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        return house.answer(try await page(visit.number(), visit))
    }

    @Sendable
    private func decide(_ action: IssueAction, _ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let number = try visit.number()
        let form = try await visit.form()
        do {
            try await carryOut(action, on: number, form, visit)
        } catch DeskError.invalid(let faults) {
            let page = try await page(
                number, visit, faults: faults.map { FormFault($0.field, FormFault.Reason(InputFault($0).code)) })
            return house.answer(page, status: .unprocessableContent)
        }
        var response = Response(
            status: .seeOther, headers: [.location: SitePath.issue(number).description])
        FlashCookie.write(
            request.language.say("记下了。", "Recorded."), on: &response, isSecure: house.configuration.isBehindTLS)
        return response
    }

    private func carryOut(
        _ action: IssueAction, on number: CaseNumber, _ form: FormFields, _ visit: DeskVisit
    ) async throws {
        let advice = visit.desks.advice
        func text(_ field: IssueField) -> String { CleanText.cleaned(form[field.rawValue] ?? "") ?? "" }
        func other(_ field: IssueField) throws(DeskError) -> CaseNumber {
            guard let number = CaseNumber(form[field.rawValue] ?? "") else {
                throw .invalid([FieldFault(field.rawValue, .malformed)])
            }
            return number
        }
        switch action {
        case .lead:
            let issue = try advice.issue(of: number, visit.operation)
            let (title, owner) = (text(.title), text(.owner))
            if title != issue.title { try await advice.decide(.title, on: number, text: title, visit.operation) }
            if owner != issue.owner ?? "" { try await advice.decide(.owner, on: number, text: owner, visit.operation) }
        case .join: try await advice.decide(.join, on: number, other: try other(.other), visit.operation)
        case .part: try await advice.decide(.part, on: number, other: try other(.request), visit.operation)
        case .act: try await advice.decide(.act, on: number, text: text(.note), visit.operation)
        }
    }

    // MARK: Pages

    private func page(
        _ number: CaseNumber, _ visit: DeskVisit, faults: [FormFault] = []
    ) async throws -> IssuePage {
        let issue = try visit.desks.advice.issue(of: number, visit.operation)
        let members = try await visit.desks.store.rows(issue.requests.reversed()).map { visit.rows.row($0) }
        let near = try await visit.desks.advice.near(issue, visit.operation).map { line($0, visit) }
        let names = try await ActorNames(accounts: issue.decisions.map(\.account), visit)
        let thisWeek = visit.today.monday
        let model = IssuePage.Model(
            issue: line(issue, visit), heat: heat(issue.issue), words: issue.issue.words,
            firstWeek: thisWeek.advanced(by: -7 * (Self.weeksShown - 1)),
            towns: issue.towns.map {
                (visit.city.region($0.town)?.name ?? LocalName(zh: $0.town, en: $0.town), $0.count)
            },
            members: members, near: near,
            bodies: visit.city.organisations.filter { $0.level != .village }.map { NamedChoice($0.id, $0.name) },
            owner: issue.owner,
            decisions: issue.decisions.reversed().map { decision in
                IssuePage.Decision(
                    at: decision.at, by: names.name(decision.account), words: words(of: decision, visit.city))
            },
            mayDecide: Access.isAllowed(.decideIssues, role: visit.actor.role, relation: .none), faults: faults)
        return IssuePage(model, in: try await visit.page(at: .issue(number)))
    }

    private func line(_ found: FoundIssue, _ visit: DeskVisit) -> IssueLine {
        let (issue, zone) = (found.issue, visit.city.zone)
        var weeks = Array(issue.course.suffix(Self.weeksShown))
        weeks = [Int](repeating: 0, count: Self.weeksShown - weeks.count) + weeks
        return IssueLine(
            id: found.id, title: found.title, life: IssuePhase(rawValue: issue.life.rawValue) ?? .steady,
            heat: issue.heat.points, requests: issue.requests.count, people: issue.people,
            days: zone.day(of: issue.from)...zone.day(of: issue.to),
            places: found.towns.compactMap { visit.city.region($0.town)?.name }, weeks: weeks,
            owner: found.owner.flatMap { visit.city.organisation($0)?.name })
    }

    private func heat(_ issue: Issue) -> [IssuePage.HeatPart] {
        let heat = issue.heat
        func part(_ zh: String, _ en: String, _ points: Double, _ basis: LocalName) -> IssuePage.HeatPart {
            IssuePage.HeatPart(LocalName(zh: zh, en: en), points: points, basis: basis)
        }
        let days = LocalName(zh: "近 30 天比前 30 天", en: "last 30 days against the 30 before")
        return [
            part(
                "件数", "Requests", heat.count,
                LocalName(zh: "\(issue.requests.count) 件", en: "\(issue.requests.count) requests")),
            part(
                "人数", "People", heat.people, LocalName(zh: "\(issue.people) 人", en: "\(issue.people) different people")),
            part(
                "严重", "Severity", heat.severity,
                LocalName(zh: "写到安全、健康、生计的比例", en: "share about safety, health, livelihood")),
            part("增长", "Growth", heat.growth, days),
            part("新近", "Recency", heat.recency, LocalName(zh: "离最近一件多久", en: "time since the last request")),
            part(
                "附和", "Support", heat.support,
                LocalName(
                    zh: "\(issue.likes) 个赞同，\(issue.dislikes) 个反对", en: "\(issue.likes) for, \(issue.dislikes) against")
            ),
        ].filter { $0.points >= 0.05 }
    }

    private func words(of decision: IssueDecision, _ city: City) -> LocalName {
        let other = decision.other.map { "\($0)" } ?? ""
        return switch decision.kind {
        case .title where decision.text.isEmpty: LocalName(zh: "用回自动标题", en: "Title found by itself again")
        case .title: LocalName(zh: "改标题为“\(decision.text)”", en: "Title: “\(decision.text)”")
        case .owner where decision.text.isEmpty: LocalName(zh: "不再指定牵头单位", en: "No owner any more")
        case .owner:
            LocalName(
                zh: "由\(city.organisation(decision.text)?.name.zh ?? decision.text)牵头",
                en: "Owner: \(city.organisation(decision.text)?.name.en ?? decision.text)")
        case .join: LocalName(zh: "并入 \(other) 所在的问题", en: "Joined with the issue of \(other)")
        case .part: LocalName(zh: "移出 \(other)", en: "Taken out: \(other)")
        case .act: LocalName(zh: decision.text, en: decision.text)
        }
    }
}

extension DeskVisit {
    /// What rises, for whoever may see it; empty for others.
    func alerts() throws -> [RiseAlert] {
        guard Access.isAllowed(.viewIssues, role: actor.role, relation: .none) else { return [] }
        return try desks.advice.alerts(operation).map { rise in
            let names = CutNames(city: city).names(of: rise.figure)
            let isField = rise.figure.cut == .districtField
            return RiseAlert(
                category: (isField ? names.second : names.first) ?? city.name,
                place: isField ? names.first ?? city.name : city.name, requests: rise.requests, expected: rise.expected,
                figure: rise.figure)
        }
    }
}
