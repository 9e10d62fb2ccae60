import Casework
package import Civics
package import Insight
import Storage

/// What goes together in the requests of a period more, or less, often than chance would bring it together.
package struct Connections: Sendable {
    /// What the values of a pair are.
    package enum Column: String, CaseIterable, Sendable {
        /// The first four digits of the category.
        case category
        case town
        /// Of the lead body.
        case body
        /// A week that begins on Monday, or a month in periods of more than 62 days.
        case time
    }

    package struct Value: Hashable, Sendable {
        package let column: Column
        /// A code; of a time, the first day.
        package let key: String

        package init(column: Column, key: String) {
            self.column = column
            self.key = key
        }
    }

    package struct Pair: Sendable {
        package let first: Value
        package let second: Value
        package let association: Association
        /// Of a category and a body that the list of duties does not name for it.
        package let isOutsideDuties: Bool
    }

    /// After `first`, `second` comes within `window` days in the same town.
    package struct Sequence: Sendable {
        package let first: CategoryCode
        package let second: CategoryCode
        package let association: Association
    }

    /// Requests of one caller; who that is, is not said.
    package struct Caller: Sendable {
        package let requests: [CaseNumber]
        package let from: Instant
        package let to: Instant
        /// How many are about one matter.
        package let sameIssue: Int
    }

    package let days: ClosedRange<CityDay>
    package let requests: Int
    /// The period holds more; these are the newest.
    package let isCut: Bool
    package let pairs: [Pair]
    package let sequences: [Sequence]
    /// How many days `Sequence` looks ahead.
    package let window: Int
    package let callers: [Caller]
}

extension AdviceDesk {
    package static let most = 100_000
    private static let mostPairs = 40
    private static let mostCallers = 30
    private static let window = 7

    /// Connections in the requests received in a period (关联). Pairs that the list of duties makes by itself (a body and
    /// the categories it answers for, a body and its own town) are left out.
    ///
    /// - Parameter most: how many requests are looked through, the newest of the period.
    package func connections(
        _ days: ClosedRange<CityDay>, atMost most: Int = Self.most, _ context: OperationContext
    ) async throws -> Connections {
        guard Access.isAllowed(.viewIssues, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewIssues)
        }
        let rows = try await store.connectionRows(days, limit: most + 1)
        let kept = Array(rows.prefix(most))
        let byMonth = days.count > 62
        let values = kept.map { row in
            let day = city.zone.day(of: row.at)
            let time = byMonth ? day.firstOfMonth : day.monday
            return [String(row.category.prefix(4)), row.town, row.lead, days.count > 13 ? time.description : ""]
        }
        let order: [Connections.Column] = [.category, .town, .body, .time]
        var pairs: [Connections.Pair] = []
        for (first, second) in [(0, 1), (0, 2), (0, 3), (1, 3)] {
            for found in Associations().pairs(in: values.map { [$0[first], $0[second]] }) {
                let isDuty = order[second] == .body && isOfDuty(found.first, found.second)
                if isDuty { continue }
                pairs.append(
                    Connections.Pair(
                        first: .init(column: order[first], key: found.first),
                        second: .init(column: order[second], key: found.second), association: found,
                        isOutsideDuties: order[second] == .body && found.lift > 1))
            }
        }
        // What comes together more often first: what is missing is rarely anybody's concern.
        pairs.sort {
            ($0.association.lift < 1 ? 1 : 0, $0.association.chance, $0.first.key, $0.second.key)
                < ($1.association.lift < 1 ? 1 : 0, $1.association.chance, $1.first.key, $1.second.key)
        }
        return Connections(
            days: days, requests: kept.count, isCut: rows.count > kept.count,
            pairs: Array(pairs.prefix(Self.mostPairs)),
            sequences: sequences(kept, days), window: Self.window, callers: callers(kept))
    }

    private func isOfDuty(_ category: String, _ body: OrganisationID) -> Bool {
        guard let organisation = city.organisation(body) else { return false }
        return city.duties.contains { duty in
            (duty.category.hasPrefix(category) || category.hasPrefix(duty.category))
                && (duty.lead == organisation.function || duty.co.contains(organisation.function))
        }
    }

    private func sequences(
        _ rows: [ConnectionRow], _ days: ClosedRange<CityDay>
    ) -> [Connections.Sequence] {
        let events = rows.filter { !$0.town.isEmpty }.map { row in
            Associations.Event(
                key: row.town, what: String(row.category.prefix(4)), day: city.zone.day(of: row.at).number)
        }
        return Associations().sequences(in: events, window: Self.window, days: days.count)
            .filter { $0.lift > 1 && $0.first != $0.second }.prefix(20)
            .map { .init(first: $0.first, second: $0.second, association: $0) }
    }

    private func callers(_ rows: [ConnectionRow]) -> [Connections.Caller] {
        let issues = Dictionary(
            issueBoard.snapshot.issues.flatMap { issue in
                issue.requests.map { (IssueBoard.number($0), issue.number) }
            }, uniquingKeysWith: { first, _ in first })
        var numbers: [String: [CaseNumber]] = [:]
        // What belongs to no issue is a matter of its own.
        var alone = -1
        let requests = rows.compactMap { row -> (person: String, issue: Int, at: Instant)? in
            guard let caller = row.caller else { return nil }
            numbers[caller, default: []].append(row.number)
            alone -= 1
            return (caller, issues[row.number] ?? alone, row.at)
        }
        return RepeatedCaller.find(in: requests).prefix(Self.mostCallers).map { found in
            Connections.Caller(
                requests: (numbers[found.person] ?? []).sorted { $0.rawValue < $1.rawValue }, from: found.from,
                to: found.to, sameIssue: found.sameIssue)
        }
    }
}
