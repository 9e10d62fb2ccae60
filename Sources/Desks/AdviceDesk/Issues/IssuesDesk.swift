import Casework
package import Civics
package import Insight
package import Storage

/// An issue with what people decided about it.
package struct FoundIssue: Sendable {
    package let issue: Issue
    /// The first of its requests: by its number the issue is known.
    package let id: CaseNumber
    package let title: String
    package let owner: OrganisationID?
    /// Requests by town, the most first; those without a town are left out.
    package let towns: [(town: RegionID, count: Int)]
    /// The latest last.
    package let decisions: [IssueDecision]

    package var requests: [CaseNumber] { issue.requests.map(IssueBoard.number) }
}

/// How far the reading of requests has come.
package struct IssueReading: Sendable {
    package let requests: Int
    package let since: CityDay
}

extension AdviceDesk {
    /// The issues of the newest requests, the hottest first; `nil` while the first reading goes on.
    package func issues(_ context: OperationContext) throws(DeskError) -> (issues: [FoundIssue], reading: IssueReading?)
    {
        guard Access.isAllowed(.viewIssues, role: context.actor.role, relation: .none) else {
            throw .notAllowed(.viewIssues)
        }
        let snapshot = issueBoard.snapshot
        guard snapshot.isRead, let since = snapshot.since else { return ([], nil) }
        let issues = snapshot.issues.compactMap { found($0, in: snapshot) }
        return (issues, IssueReading(requests: snapshot.members.count, since: since))
    }

    /// The issue that a request belongs to.
    package func issue(of number: CaseNumber, _ context: OperationContext) throws(DeskError) -> FoundIssue {
        guard let issue = try issues(context).issues.first(where: { $0.requests.contains(number) }) else {
            throw .notFound
        }
        return issue
    }

    /// Writes down what somebody decided about an issue and shows it at once.
    package func decide(
        _ kind: IssueDecision.Kind, on issue: CaseNumber, other: CaseNumber? = nil, text: String = "",
        _ context: OperationContext
    ) async throws {
        guard Access.isAllowed(.decideIssues, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.decideIssues)
        }
        let found = try self.issue(of: issue, context)
        switch kind {
        case .join:
            guard let other, !found.requests.contains(other), (try? self.issue(of: other, context)) != nil else {
                throw DeskError.invalid([FieldFault("other", .unknown)])
            }
        case .part:
            guard let other, other != found.id, found.requests.contains(other) else {
                throw DeskError.invalid([FieldFault("request", .unknown)])
            }
        case .owner:
            if !text.isEmpty, city.organisation(text) == nil {
                throw DeskError.invalid([FieldFault("owner", .unknown)])
            }
        case .title:
            if !text.isEmpty, let fault = TextCheck.fault(in: text, field: "title", least: 2, most: 60) {
                throw DeskError.invalid([fault])
            }
        case .act:
            if let fault = TextCheck.fault(in: text, field: "note", least: 2, most: 500) {
                throw DeskError.invalid([fault])
            }
        }
        try await store.decide([
            IssueDecision(
                issue: found.id, kind: kind, other: other, text: text, at: context.now, account: context.actor.account)
        ])
        try await issueBoard.publish(at: context.now)
    }

    func found(_ issue: Issue, in snapshot: IssueBoard.Snapshot) -> FoundIssue? {
        guard let first = issue.requests.first else { return nil }
        let numbers = Set(issue.requests.map(IssueBoard.number))
        let decisions = snapshot.decisions.filter { numbers.contains($0.issue) }
        let title = decisions.last { $0.kind == .title }.map(\.text) ?? ""
        let owner = decisions.last { $0.kind == .owner }.map(\.text) ?? ""
        var towns: [RegionID: Int] = [:]
        for number in numbers {
            guard let place = snapshot.members[number]?.place, let town = city.ancestor(of: place, at: .town) else {
                continue
            }
            towns[town, default: 0] += 1
        }
        return FoundIssue(
            issue: issue, id: IssueBoard.number(first), title: title.isEmpty ? issue.title : title,
            owner: owner.isEmpty ? nil : owner,
            towns: towns.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) },
            decisions: decisions)
    }
}

extension AdviceDesk {
    /// Issues that could be the same matter, the likeliest first.
    package func near(_ issue: FoundIssue, limit: Int = 3, _ context: OperationContext) async throws -> [FoundIssue] {
        let issues = Dictionary(
            try self.issues(context).issues.map { ($0.issue.number, $0) }, uniquingKeysWith: { first, _ in first })
        return await issueBoard.near(issue.issue.number).compactMap { issues[$0] }.filter { $0.id != issue.id }
            .prefix(limit).map(\.self)
    }

    /// What got more requests yesterday than its own past lets one expect, the least likely first.
    package func alerts(_ context: OperationContext) throws(DeskError) -> [RisingFigure] {
        guard Access.isAllowed(.viewIssues, role: context.actor.role, relation: .none) else {
            throw .notAllowed(.viewIssues)
        }
        return issueBoard.snapshot.rising
    }
}
