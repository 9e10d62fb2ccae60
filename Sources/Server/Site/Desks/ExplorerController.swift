import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Reporting
import Storage

/// Exploring the figures: the answer as a page and as a table, and queries kept under names.
struct ExplorerController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/advice/explore", use: show)
        desk.get("/advice/explore.csv", use: export)
        desk.post("/advice/explore/saved", use: save)
        desk.post("/advice/explore/saved/{id}/change", use: change)
        desk.post("/advice/explore/saved/{id}/delete", use: delete)
    }

    @Sendable
    private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        guard !visit.query.pairs.isEmpty else { return try await answer(.usual(visit), visit) }
        let asked = ExplorerAsked(visit.query, visit)
        // A form sends all its fields: the page that follows has the short address of the same question.
        let isPlain = visit.query.pairs.elementsEqual(asked.query.parameters) { $0 == $1 }
        if asked.problems.isEmpty, !isPlain {
            return house.lead(to: .explore(asked.query))
        }
        return try await answer(asked, visit)
    }

    private func answer(
        _ asked: ExplorerAsked, typedName: String = "", problem: ExplorerPage.SavingProblem? = nil,
        status: HTTPResponse.Status = .ok, _ visit: DeskVisit
    ) async throws -> Response {
        let result = try await visit.desks.advice.explore(asked, visit.operation)
        let saved = try await visit.desks.advice.savedQueries(visit.operation)
        let people = try await visit.people(saved.map(\.owner))
        let own = visit.actor.account
        let model = ExplorerPage.Model(
            asked: asked, result: result, city: visit.city,
            saved: saved.map { saved in
                ExplorerPage.Saved(
                    id: saved.id, name: saved.name, query: ExplorerAsked(text: saved.text, of: visit.city).query,
                    owner: saved.owner == own
                        ? nil : people[saved.owner] ?? LocalName(zh: saved.owner, en: saved.owner),
                    isShared: saved.isShared, isInReports: saved.isInReports)
            }, mayShare: Access.isAllowed(.shareQueries, role: visit.actor.role, relation: .none),
            typedName: typedName, problem: problem)
        return house.answer(
            ExplorerPage(model, in: try await visit.page(at: .explore(asked.query))), status: status)
    }

    /// The table that the page shows, for spreadsheets: shares of one, each with numerator and denominator.
    @Sendable
    private func export(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let asked = ExplorerAsked(visit.query, visit)
        let result = try await visit.desks.advice.explore(asked, visit.operation)
        let rows = ExplorerRows(result, of: visit.city, request.language)
        return .csv(named: "figures-\(asked.query.period)") { file in
            for row in rows.all { try await file.write(row) }
        }
    }

    // MARK: Keeping

    @Sendable
    private func save(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let form = try await visit.form()
        let asked = ExplorerAsked(form, visit)
        let name = form["name"] ?? ""
        return try await telling(name, asked, visit) {
            try await visit.desks.advice.save(
                asked.query, as: name, isShared: form["shared"] != nil, isInReports: form["reports"] != nil,
                visit.operation)
            return house.lead(
                to: .explore(asked.query), saying: request.language.say("已保存，在页面下方。", "Kept; it stands below."))
        }
    }

    @Sendable
    private func change(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let form = try await visit.form()
        let name = form["name"] ?? ""
        let id = try id(context)
        return try await telling(name, ExplorerAsked(visit.query, visit), visit) {
            try await visit.desks.advice.changeSavedQuery(
                id, name: name, isShared: form["shared"] != nil, isInReports: form["reports"] != nil, visit.operation)
            return house.lead(to: .explore(nil), saying: request.language.say("已改。", "Changed."))
        }
    }

    @Sendable
    private func delete(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        do {
            try await visit.desks.advice.deleteSavedQuery(id(context), visit.operation)
        } catch SavedQueryRefused.notOwn {
            throw Problem.notOwnQuery
        }
        return house.lead(to: .explore(nil), saying: request.language.say("已删除。", "Deleted."))
    }

    private func id(_ context: SiteContext) throws(Problem) -> Int64 {
        guard let id = context.parameters.get("id").flatMap({ Int64($0) }) else { throw .notFound }
        return id
    }

    /// Shows the page again with what is wrong with a name.
    private func telling(
        _ name: String, _ asked: ExplorerAsked, _ visit: DeskVisit, _ act: () async throws -> Response
    ) async throws -> Response {
        let problem: ExplorerPage.SavingProblem
        var status = HTTPResponse.Status.unprocessableContent
        do {
            return try await act()
        } catch DeskError.invalid(let faults) {
            problem =
                switch faults.first?.reason {
                case .tooLong: .nameTooLong
                case .controlCharacter: .nameUnreadable
                default: .nameMissing
                }
        } catch SavedQueryRefused.nameTaken {
            problem = .nameTaken
            status = .conflict
        } catch SavedQueryRefused.notOwn {
            throw Problem.notOwnQuery
        }
        return try await answer(asked, typedName: String(name.prefix(200)), problem: problem, status: status, visit)
    }
}

extension ExplorerAsked {
    /// What the fields of a query or form ask; the month of yesterday where they do not say.
    init(_ fields: FormFields, today: CityDay, of city: City) {
        self.init(reading: { fields.all($0) }, usual: Self.period(today), of: city)
    }

    fileprivate init(_ fields: FormFields, _ visit: DeskVisit) {
        self.init(fields, today: visit.today, of: visit.city)
    }

    /// Where one begins: how many were received day by day, beside the month before.
    fileprivate static func usual(_ visit: DeskVisit) -> ExplorerAsked {
        ExplorerAsked(
            ExplorerQuery([.count(.received)], rows: .day, period: period(visit.today), comparison: .previous),
            of: visit.city)
    }

    private static func period(_ today: CityDay) -> CityPeriod {
        CityPeriod(.month, containing: today.advanced(by: -1))
    }
}

extension Problem {
    fileprivate static var notOwnQuery: Problem {
        Problem(
            .forbidden, "not-own-query",
            LocalName(zh: "这个查询是别人保存的", en: "Somebody else keeps this query"),
            detail: LocalName(
                zh: "可以打开它，用自己的名字另存一份，再改自己的。", en: "Open it, keep it anew under a name of your own, and change that."))
    }
}
