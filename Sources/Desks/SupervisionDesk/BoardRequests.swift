import Civics
package import Reporting
package import Storage

extension SupervisionDesk {
    /// The requests that a number of the board counts, the newest first; each once, however often it counts them.
    package func requests(
        behind number: BoardNumber, after: RequestCursor? = nil, limit: Int = 50, _ context: OperationContext
    ) async throws -> (page: RequestPage, total: BoundedCount) {
        let filter = try filter(behind: number, context)
        return (
            try await store.page(filter, order: .newest, after: after, limit: limit), try await store.count(filter)
        )
    }

    /// - Throws: `DeskError.notAllowed` for a part of the city that is not theirs.
    func filter(behind number: BoardNumber, _ context: OperationContext) throws(DeskError) -> RequestFilter {
        let scopes = try boardScopes(context)
        let query = BoardQuery(number.cut, scope: number.scope, period: .days(number.days))
        guard scopes.allows(query, in: city),
            number.value.map({ number.scope.holds($0, of: number.cut, in: city) }) ?? true
        else {
            throw .notAllowed(.viewBoard)
        }
        var filter = RequestFilter()
        switch number.what {
        case .open: filter.isOpen = true
        case .overdue: filter.overdueAt = context.now
        default:
            filter.measure = number.what.measure
            filter.measureDays = number.days
            filter.butNot = number.what.butNot
        }
        if let rate = number.what.rate {
            let kinds = city.scores.inForce(on: number.days.upperBound).excludedKinds(from: rate)
            if number.what.isLeftOut { filter.kinds = kinds } else { filter.withoutKinds = kinds }
        }
        if let value = number.value {
            switch number.cut {
            case .body: filter.leads = [value]
            case .district: filter.district = value
            case .town: filter.town = value
            case .field, .category: filter.category = value
            }
        } else {
            switch (number.scope, number.cut) {
            case (.city, _): break
            case (.district(let district), .body):
                filter.leads = city.organisations.filter {
                    city.ancestor(of: $0.region, at: .district) == district
                }.map(\.id)
            case (.district(let district), _): filter.district = district
            case (.under(let body), _):
                filter.leads = city.organisations.map(\.id).filter { city.organisation(body, covers: $0) }
            }
        }
        return filter
    }
}

extension BoardScope {
    /// Whether a value of a cut belongs to this part of the city. What the city's lists no longer know belongs to the
    /// whole city only.
    func holds(_ value: String, of cut: BoardCut, in city: City) -> Bool {
        switch (self, cut) {
        case (.city, _): true
        case (.district(let district), .body):
            city.organisation(value).flatMap { city.ancestor(of: $0.region, at: .district) } == district
        case (.district(let district), _): city.ancestor(of: value, at: .district) == district
        case (.under(let body), _): city.organisation(body, covers: value)
        }
    }
}
