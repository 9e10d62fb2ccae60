package import Civics
package import HTML

/// The conditions that the requests of a connection meet; what is empty or `nil` is no condition.
package struct ConnectedRequests: Hashable, Sendable {
    /// A category code or the beginning of one.
    package var category: String
    package var town: RegionID?
    package var body: OrganisationID?
    package var days: ClosedRange<CityDay>

    package init(category: String = "", town: RegionID? = nil, body: OrganisationID? = nil, days: ClosedRange<CityDay>)
    {
        self.category = category
        self.town = town
        self.body = body
        self.days = days
    }

    /// Reads back the query part of `SitePath.connected`; `nil` when it names no days.
    package init?(query: (String) -> String?) {
        guard let from = query("from").flatMap({ CityDay($0) }), let to = query("to").flatMap({ CityDay($0) }),
            from <= to
        else { return nil }
        self.init(category: query("category") ?? "", town: query("town"), body: query("body"), days: from...to)
    }

    var parameters: [(name: String, value: String?)] {
        [
            ("category", category), ("town", town), ("body", body), ("from", days.lowerBound.description),
            ("to", days.upperBound.description),
        ]
    }
}

/// The requests behind a connection.
package struct ConnectedRequestsPage: Page {
    package struct Model: Sendable {
        package var conditions: ConnectedRequests
        package var names: [LocalName]
        package var found: FoundRequests

        package init(
            conditions: ConnectedRequests, names: [LocalName], found: FoundRequests
        ) {
            self.conditions = conditions
            self.names = names
            self.found = found
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("关联的诉求", "The requests of a connection") }

    package func render() -> HTML {
        let total = count(model.found.total)
        let words = model.names.map { say($0) } + [range(model.conditions.days)]
        return foundPage(
            model.found, heading: say("受理 \(total) 件", "\(total) requests received"), meta: title,
            conditions: words.map { conditionChip($0) },
            hint: say("这几个条件下没有诉求，或者都不在您能看的范围里。", "No request fits these conditions, or none that you may see.")
        ) { .connected(model.conditions, after: $0) }
    }
}
