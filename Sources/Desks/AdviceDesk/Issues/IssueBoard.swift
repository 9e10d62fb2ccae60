package import Civics
import Insight
package import Storage
import Synchronization

/// The issues that the newest requests form (热点问题), kept up as requests come in.
///
/// It lives in memory: after a start it is made anew from the requests' texts, in the background, and people's decisions
/// are laid over what is found.
package actor IssueBoard {
    /// A request as the pages of issues need it.
    struct Member: Sendable {
        let category: CategoryCode
        let place: RegionID
    }

    /// What was found, as of one moment.
    struct Snapshot: Sendable {
        var issues: [Issue] = []
        var decisions: [IssueDecision] = []
        var members: [CaseNumber: Member] = [:]
        var since: CityDay?
        var rising: [RisingFigure] = []
        /// The first reading is over.
        var isRead = false
    }

    /// About two kilobytes are kept of each request.
    private static let mostRequests = 60_000
    private static let batch = 500

    private let store: Store
    private var index: IssueIndex
    private var last: CaseNumber?
    private var members: [CaseNumber: Member] = [:]
    private var since: CityDay?
    private let published = Mutex(Snapshot())

    package init(store: Store) {
        self.store = store
        self.index = IssueIndex(zone: store.city.zone)
    }

    nonisolated var snapshot: Snapshot { published.withLock { $0 } }

    /// Reads the newest requests and forms all issues.
    package func begin(at now: Instant) async throws {
        var index = IssueIndex(zone: store.city.zone)
        var after = try await store.number(before: Self.mostRequests)
        while let (requests, next) = try await read(after: after) {
            await index.collect(requests)
            after = next
        }
        await index.load([])
        self.index = index
        last = after
        try await publish(at: now)
    }

    /// Takes in what has come since. Each request joins an issue or founds one at once.
    package func follow(at now: Instant) async throws {
        guard var after = last else { return }
        let count = index.count
        while let (requests, next) = try await read(after: after) {
            for request in requests { index.add(request) }
            after = next
        }
        last = after
        if index.count > count { try await publish(at: now) }
    }

    /// Lays the decisions over what was found and shows it from now on.
    package func publish(at now: Instant) async throws {
        let decisions = try await store.issueDecisions()
        let joined = decisions.filter { $0.kind == .join }.compactMap { decision in
            decision.other.map { (Self.id(decision.issue), Self.id($0)) }
        }
        let parted = decisions.filter { $0.kind == .part }.compactMap { decision in
            decision.other.map { (request: Self.id($0), from: Self.id(decision.issue)) }
        }
        let issues = index.issues(at: now, joined: joined, parted: parted)
        let snapshot = Snapshot(
            issues: issues, decisions: decisions, members: members, since: since,
            rising: try await store.rising(at: now), isRead: true)
        published.withLock { $0 = snapshot }
    }

    /// The numbers of issues that could be the same matter as this one, the likeliest first.
    func near(_ issue: Int) -> [Int] { index.near(issue).map(\.issue) }

    /// The next requests after a number, and the last number among them; `nil` where there are no more.
    private func read(after: CaseNumber) async throws -> (requests: [IssueRequest], last: CaseNumber)? {
        let (texts, last) = try await store.texts(after: after, limit: Self.batch)
        guard let last else { return nil }
        for text in texts {
            members[text.number] = Member(category: text.category, place: text.place)
            let day = store.city.zone.day(of: text.at)
            since = min(since ?? day, day)
        }
        let requests = texts.map {
            IssueRequest(id: Self.id($0.number), person: $0.person, title: $0.title, text: $0.text, at: $0.at)
        }
        return (requests, last)
    }

    static func id(_ number: CaseNumber) -> String { String(number.rawValue) }
    static func number(_ id: String) -> CaseNumber { CaseNumber(rawValue: Int64(id) ?? 0) }
}
