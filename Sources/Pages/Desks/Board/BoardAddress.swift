package import Civics
package import Reporting

/// What the address of a board says.
package struct BoardAddress: Hashable, Sendable {
    package var query: BoardQuery
    /// `nil` for the usual order.
    package var order: BoardOrder?
    /// From 1.
    package var page: Int

    package init(_ query: BoardQuery, order: BoardOrder? = nil, page: Int = 1) {
        self.query = query
        self.order = order
        self.page = page
    }

    /// Reads the query of an address. What is not there is as usual; `nil` for what no board can be.
    package init?(query get: (String) -> String?, usual scope: BoardScope, period: CityPeriod) {
        func text(_ name: String) -> String? { get(name).flatMap { $0.isEmpty ? nil : $0 } }
        guard let scope = BoardScope(query: text, usual: scope) else { return nil }
        var chosen = period
        if text("from") != nil || text("to") != nil {
            // The dates of a form, the other way round where they were given so.
            guard let from = text("from").flatMap({ CityDay($0) }), let to = text("to").flatMap({ CityDay($0) }),
                let days = CityPeriod("\(min(from, to))..\(max(from, to))")
            else { return nil }
            chosen = days
        } else if let name = text("period") {
            guard let read = CityPeriod(name) else { return nil }
            chosen = read
        }
        guard let cut = text("by").map({ BoardCut(rawValue: $0) }) ?? .body else { return nil }
        self.init(BoardQuery(cut, scope: scope, period: chosen))
        if let name = text("sort") {
            guard let column = BoardColumn(rawValue: name) else { return nil }
            order = BoardOrder(column, isDescending: text("order") != "ascending")
        }
        if let number = text("page") {
            guard let page = Int(number), (1...100_000).contains(page) else { return nil }
            self.page = page
        }
    }

    var parameters: [(name: String, value: String?)] {
        [("period", query.period.description), ("by", query.cut == .body ? nil : query.cut.rawValue)]
            + query.scope.parameters + [
                ("sort", order?.column.rawValue),
                ("order", order.map { $0.isDescending ? nil : "ascending" } ?? nil),
                ("page", page > 1 ? String(page) : nil),
            ]
    }
}

extension BoardScope {
    /// `nil` where a scope is named twice.
    init?(query get: (String) -> String?, usual: BoardScope) {
        switch (get("district"), get("under"), get("scope")) {
        case (nil, nil, nil): self = usual
        case (nil, nil, "city"): self = .city
        case (let district?, nil, nil): self = .district(district)
        case (nil, let body?, nil): self = .under(body)
        default: return nil
        }
    }

    /// The whole city is named too: for some it is not the usual scope.
    var parameters: [(name: String, value: String?)] {
        switch self {
        case .city: [("scope", "city")]
        case .district(let district): [("district", district)]
        case .under(let body): [("under", body)]
        }
    }
}

extension BoardNumber {
    /// Reads back the query of `SitePath.boardRequests`; `nil` when it names no number.
    package init?(query get: (String) -> String?) {
        func text(_ name: String) -> String? { get(name).flatMap { $0.isEmpty ? nil : $0 } }
        guard let what = text("what").flatMap({ What(rawValue: $0) }),
            let scope = BoardScope(query: text, usual: .city),
            case .days(let days)? = CityPeriod("\(text("from") ?? "")..\(text("to") ?? "")"),
            let cut = text("by").map({ BoardCut(rawValue: $0) }) ?? .body
        else { return nil }
        self.init(what, cut, value: text("value"), scope: scope, days: days)
    }

    var parameters: [(name: String, value: String?)] {
        [
            ("what", what.rawValue), ("from", days.lowerBound.description), ("to", days.upperBound.description),
            ("by", cut == .body ? nil : cut.rawValue), ("value", value),
        ] + (scope == .city ? [] : scope.parameters)
    }
}
