import Civics
import Desks
import Hummingbird
import Insight
import Pages
import Storage

/// What goes together, and the requests behind it.
struct ConnectionsController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/connections", use: show)
        desk.get("/connections/requests", use: list)
    }

    @Sendable
    private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let days = visit.days(visit.query, usual: .month)
        let found = try await visit.desks.advice.connections(days, visit.operation)
        let words = ConnectionWords(city: visit.city, days: days)
        let model = ConnectionsPage.Model(
            days: days, requests: found.requests, isCut: found.isCut, pairs: found.pairs.map(words.pair),
            sequences: found.sequences.map(words.sequence), window: found.window,
            callers: found.callers.map { caller in
                let zone = visit.city.zone
                return ConnectionsPage.Caller(
                    requests: caller.requests, days: zone.day(of: caller.from)...zone.day(of: caller.to),
                    sameIssue: caller.sameIssue)
            })
        let path = SitePath.connections(from: days.lowerBound, to: days.upperBound)
        return house.answer(ConnectionsPage(model, in: try await visit.page(at: path)))
    }

    @Sendable
    private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        guard let conditions = ConnectedRequests(query: { visit.query[$0] }) else { throw Problem.noFigure }
        var filter = RequestFilter()
        if !conditions.category.isEmpty { filter.category = conditions.category }
        filter.town = conditions.town
        filter.leads = conditions.body.map { [$0] } ?? []
        filter.measure = .received
        filter.measureDays = conditions.days
        let after = visit.query["after"]
        let found = try await visit.desks.advice.requests(filter, after: DeskVisit.cursor(after), visit.operation)
        let total = try await visit.desks.advice.count(filter, visit.operation)
        let model = ConnectedRequestsPage.Model(
            conditions: conditions, names: ConnectionWords(city: visit.city, days: conditions.days).names(conditions),
            found: visit.found(found, of: total, after: after))
        return house.answer(
            ConnectedRequestsPage(model, in: try await visit.page(at: .connected(conditions, after: after))))
    }
}

/// The names of what is connected.
private struct ConnectionWords {
    let city: City
    let days: ClosedRange<CityDay>

    func pair(_ pair: Connections.Pair) -> ConnectionsPage.Pair {
        let values = [pair.first, pair.second]
        func key(_ column: Connections.Column) -> String? { values.first { $0.column == column }?.key }
        let within = key(.time).flatMap { CityDay($0) }.map(span) ?? days
        return row(
            name(pair.first), name(pair.second), pair.association,
            ConnectedRequests(category: key(.category) ?? "", town: key(.town), body: key(.body), days: within),
            isOutsideDuties: pair.isOutsideDuties)
    }

    func sequence(_ sequence: Connections.Sequence) -> ConnectionsPage.Pair {
        row(category(sequence.first), category(sequence.second), sequence.association, nil)
    }

    func names(_ conditions: ConnectedRequests) -> [LocalName] {
        [
            conditions.category.isEmpty ? nil : category(conditions.category),
            conditions.town.map { name(.init(column: .town, key: $0)) },
            conditions.body.map { name(.init(column: .body, key: $0)) },
        ].compactMap(\.self)
    }

    private func row(
        _ first: LocalName, _ second: LocalName, _ found: Association, _ requests: ConnectedRequests?,
        isOutsideDuties: Bool = false
    ) -> ConnectionsPage.Pair {
        ConnectionsPage.Pair(
            first: first, second: second, together: found.together, expected: found.expected, lift: found.lift,
            interval: found.interval, requests: requests, isOutsideDuties: isOutsideDuties)
    }

    private func name(_ value: Connections.Value) -> LocalName {
        let key = value.key
        switch value.column {
        case .category: return category(key)
        case .town: return city.region(key)?.name ?? LocalName(zh: key, en: key)
        case .body: return city.organisation(key)?.name ?? LocalName(zh: key, en: key)
        case .time:
            guard let from = CityDay(key) else { return LocalName(zh: key, en: key) }
            let to = span(from).upperBound
            return LocalName(
                zh: "\(from.month)月\(from.day)日至\(to.month)月\(to.day)日",
                en: "\(from.description) to \(to.description)")
        }
    }

    /// A code of two levels has the name of its second.
    private func category(_ code: String) -> LocalName {
        guard let found = city.categories.first(where: { $0.code.hasPrefix(code) }) else {
            return LocalName(zh: code, en: code)
        }
        return code.count <= 2 ? found.level1 : code.count <= 4 ? found.level2 : found.level3
    }

    /// The week or month that begins on a day, as far as it lies in the period.
    private func span(_ from: CityDay) -> ClosedRange<CityDay> {
        let last =
            days.count > 62 ? from.advanced(by: 32).firstOfMonth.advanced(by: -1) : from.advanced(by: 6)
        let first = max(from, days.lowerBound)
        return first...max(first, min(last, days.upperBound))
    }
}
