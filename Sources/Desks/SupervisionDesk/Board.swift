import Civics
package import Reporting
import Storage

extension SupervisionDesk {
    /// The board of a period.
    ///
    /// Heads of bodies see their own and what lies below it, by body only; the figures of places and fields are not kept
    /// by body.
    /// - Throws: `DeskError.notAllowed`.
    package func board(_ query: BoardQuery, _ context: OperationContext) async throws -> Board {
        guard try boardScopes(context).allows(query, in: city) else { throw DeskError.notAllowed(.viewBoard) }
        let today = city.zone.day(of: context.now)
        let period = query.period.days
        let isRunning = period.lowerBound <= today && today <= period.upperBound
        let days = isRunning ? period.lowerBound...today : period
        let rules = city.scores.inForce(on: days.upperBound)
        let reading = BoardReading(city: city, query: query, rules: rules)
        return try await store.database.read { connection in
            let firstDay = try StoredFigures(connection: connection).firstDay()
            func before(_ period: CityPeriod) throws -> BoardBefore? {
                let other = isRunning ? period.days(atMost: days.count) : period.days
                guard let firstDay, firstDay <= other.lowerBound else { return nil }
                let (whole, lines) = try reading.lines(of: other, standing: nil, on: connection)
                return BoardBefore(
                    days: other, whole: whole,
                    lines: Dictionary(lines.map { ($0.value ?? "", $0) }, uniquingKeysWith: { first, _ in first }))
            }
            let standing = try reading.standing(at: context.now, on: connection)
            let (whole, lines) = try reading.lines(of: days, standing: standing, on: connection)
            return Board(
                query: query, days: days, rules: rules, whole: whole, lines: lines,
                before: try before(query.period.previous), yearBefore: try before(query.period.yearBefore))
        }
    }

    /// What of the board somebody may see.
    package func boardScopes(_ context: OperationContext) throws(DeskError) -> BoardScopes {
        guard Access.isAllowed(.viewBoard, role: context.actor.role, relation: .none),
            let organisation = context.actor.organisation
        else { throw .notAllowed(.viewBoard) }
        return BoardScopes(of: context.actor.role, at: organisation, in: city)
    }
}

/// Of which parts of the city somebody may see the board.
package struct BoardScopes: Hashable, Sendable {
    /// Where they begin.
    package let usual: BoardScope
    /// They see their own body and what lies below it, and nothing else.
    package let isOwnOnly: Bool

    init(of role: Role, at organisation: OrganisationID, in city: City) {
        let own = city.organisation(organisation)
        isOwnOnly = role == .headOfBody && own?.parent != nil
        let district = own.flatMap { city.ancestor(of: $0.region, at: .district) }
        usual = isOwnOnly ? .under(organisation) : district.map { .district($0) } ?? .city
    }

    /// By what can be compared in a scope: figures of places and fields are kept for the whole city, of towns also within
    /// their district.
    package static func cuts(in scope: BoardScope) -> [BoardCut] {
        switch scope {
        case .city: BoardCut.allCases
        case .district: [.body, .town]
        case .under: [.body]
        }
    }

    func allows(_ query: BoardQuery, in city: City) -> Bool {
        guard Self.cuts(in: query.scope).contains(query.cut) else { return false }
        switch (usual, query.scope) {
        case (.under(let own), .under(let asked)): return city.organisation(own, covers: asked)
        default: return !isOwnOnly
        }
    }
}
