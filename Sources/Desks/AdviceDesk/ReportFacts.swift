import Casework
import Civics
import Foundation
import Insight
import Reporting
import Storage

/// What reports tell besides figures: issues, connections, what replies rest on.
extension AdviceDesk {
    private static let mostIssues = 30
    /// Requests among which connections are looked for, the newest of the period: a report must not take seconds.
    private static let mostConnected = 20_000
    /// Replies that are looked through for the rules they name, the newest of the period.
    private static let mostReplies = 500

    // MARK: Issues

    /// The hottest issues with at least two requests of the period; `nil` while the newest requests are not read, and for
    /// parts of the city other than districts and towns.
    func reportIssues(_ order: ReportOrder, in language: Language) async throws -> (
        issues: [ReportIssue], from: CityDay
    )? {
        let snapshot = issueBoard.snapshot
        guard snapshot.isRead, let since = snapshot.since, since <= order.period.days.upperBound else { return nil }
        let days = order.period.days
        let place: RegionID? =
            switch order.scope {
            case .city: nil
            case .district(let id), .town(let id): id
            case .body, .category: nil
            }
        if place == nil, order.scope != .city { return nil }
        let (from, to) = (city.zone.startOfDay(days.lowerBound), city.zone.startOfDay(days.upperBound.advanced(by: 1)))
        var found: [ReportIssue] = []
        for issue in snapshot.issues where found.count < Self.mostIssues {
            guard issue.from < to, issue.to >= from, let told = self.found(issue, in: snapshot) else { continue }
            let numbers = told.requests.filter { number in
                guard let place else { return true }
                guard let member = snapshot.members[number] else { return false }
                return member.place == place || city.ancestor(of: member.place, at: .district) == place
                    || city.ancestor(of: member.place, at: .town) == place
            }
            guard numbers.count > 1 else { continue }
            let counts = try await store.reportCounts(of: numbers, from: from, to: to)
            guard counts.requests > 1 else { continue }
            let acts = told.decisions.filter { $0.kind == .act && $0.at < to }
            found.append(
                ReportIssue(
                    title: told.title, count: counts.requests, people: counts.people,
                    days: city.zone.day(
                        of: max(issue.from, from))...city.zone.day(
                            of: min(issue.to, to + TimeSpan(milliseconds: -1))),
                    phase: IssuePhase(rawValue: issue.life.rawValue).map { language.say($0.name) } ?? "",
                    closed: counts.closed, bodies: counts.bodies,
                    note: acts.last?.text ?? ""))
        }
        return (found.sorted { ($1.count, $0.title) < ($0.count, $1.title) }, since)
    }

    // MARK: Connections

    func reportConnections(_ order: ReportOrder, in language: Language, _ context: OperationContext) async throws
        -> (found: [ReportConnection], requests: Int)?
    {
        guard order.scope == .city, Access.isAllowed(.viewIssues, role: context.actor.role, relation: .none) else {
            return nil
        }
        let found = try await connections(order.period.days, atMost: Self.mostConnected, context)
        func category(_ code: String) -> String { city.categoryName(code).map { language.say($0) } ?? code }
        func name(_ value: Connections.Value) -> String {
            switch value.column {
            case .category: category(value.key)
            case .town: city.region(value.key).map { language.say($0.name) } ?? value.key
            case .body: city.organisation(value.key).map { language.say($0.shortName, $0.name.en) } ?? value.key
            case .time: CityDay(value.key).map { "\($0)" } ?? value.key
            }
        }
        let pairs = found.pairs.filter { $0.association.lift > 1 }.map { pair in
            ReportConnection(
                first: name(pair.first), second: name(pair.second), way: .together, count: pair.association.together,
                expected: pair.association.expected, lift: pair.association.lift, interval: pair.association.interval)
        }
        let sequences = found.sequences.map { sequence in
            ReportConnection(
                first: category(sequence.first), second: category(sequence.second),
                way: .follows(days: found.window), count: sequence.association.together,
                expected: sequence.association.expected, lift: sequence.association.lift,
                interval: sequence.association.interval)
        }
        return (Array(pairs.prefix(8)) + Array(sequences.prefix(4)), found.requests)
    }

    // MARK: Rules that replies name

    /// Titles in 《》 in the newest replies of the period, with how many replies were looked through.
    func reportRegulations(_ order: ReportOrder) async throws -> (found: [CitedRegulation], replies: Int) {
        let numbers = try await store.closedCases(in: order.period.days, limit: Self.mostReplies)
        var replies: [String: Int] = [:]
        var categories: [String: [CategoryCode: Int]] = [:]
        var looked = 0
        for number in numbers {
            guard let file = try await store.caseFile(number), Self.belongs(file.request, to: order.scope, of: city),
                let reply = file.request.replies.last, let text = file.body(reply.version)
            else { continue }
            looked += 1
            for title in Self.titles(in: text) {
                replies[title, default: 0] += 1
                categories[title, default: [:]][file.request.category, default: 0] += 1
            }
        }
        let found = replies.map { title, count in
            let about = (categories[title] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            return CitedRegulation(title: title, replies: count, categories: about.map(\.key))
        }.sorted { ($1.replies, $0.title) < ($0.replies, $1.title) }
        return (found, looked)
    }

    private static func belongs(_ request: ServiceRequest, to scope: ReportScope, of city: City) -> Bool {
        switch scope {
        case .city: true
        case .district(let id): city.ancestor(of: request.place, at: .district) == id
        case .town(let id): city.ancestor(of: request.place, at: .town) == id
        case .body(let id): request.lead == id
        case .category(let code): request.category.hasPrefix(code)
        }
    }

    /// The titles between 《 and 》, each once; none longer than a title is.
    static func titles(in text: String) -> Set<String> {
        var titles: Set<String> = []
        for part in text.split(separator: "《", omittingEmptySubsequences: false).dropFirst() {
            guard let end = part.firstIndex(of: "》") else { continue }
            let title = part[..<end].trimmingCharacters(in: .whitespaces)
            if (2...60).contains(title.count) { titles.insert("《\(title)》") }
        }
        return titles
    }
}
