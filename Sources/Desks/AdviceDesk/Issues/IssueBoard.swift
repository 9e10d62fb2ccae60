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
    private static let mostFollowed = 200
    private static let risingHolds = TimeSpan.minutes(10)

    private let store: Store
    private var index: IssueIndex
    private var last: CaseNumber?
    private var members: [CaseNumber: Member] = [:]
    private var since: CityDay?
    private var isChanged = false
    private var publishAgainAt = ContinuousClock.now
    private var rising: (figures: [RisingFigure], at: Instant)?
    /// How many people were forgotten when the texts were read.
    private var forgettings = 0
    private let published = Mutex(Snapshot())
    private let texts = Mutex(DuplicateIndex())

    package init(store: Store) {
        self.store = store
        self.index = IssueIndex(zone: store.city.zone)
    }

    nonisolated var snapshot: Snapshot { published.withLock { $0 } }

    /// Requests that say nearly the same, wherever they come from; the most alike first, from 0.6 to 1.
    nonisolated func nearDuplicates(title: String, text: String, limit: Int) -> [(number: CaseNumber, likeness: Double)]
    {
        texts.withLock { $0.matches(title: title, text: text, limit: limit) }
            .map { (CaseNumber(rawValue: $0.key), $0.similarity) }
    }

    /// Reads the newest requests and forms all issues.
    package func begin(at now: Instant) async throws {
        forgettings = try await store.forgettings()
        members = [:]
        since = nil
        texts.withLock { $0 = DuplicateIndex() }
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

    /// Takes in the next requests that have come since (all anew, after somebody was forgotten), so many at most that those who wait at the desks don't feel it:
    /// after a burst it catches up bit by bit. Each request joins an issue or founds one.
    package func follow(at now: Instant) async throws {
        // Of somebody who was forgotten nothing may stay in memory either.
        if last != nil, try await store.forgettings() != forgettings { return try await begin(at: now) }
        guard let after = last, let (requests, next) = try await read(after: after, limit: Self.mostFollowed) else {
            if isChanged { try await publishInTurn(at: now) }
            return
        }
        for request in requests { index.add(request) }
        last = next
        isChanged = true
        try await publishInTurn(at: now)
    }

    /// Publishing looks at all requests: it takes no more than a fiftieth of the time.
    private func publishInTurn(at now: Instant) async throws {
        guard ContinuousClock.now >= publishAgainAt else { return }
        try await publish(at: now)
    }

    /// Lays the decisions over what was found and shows it from now on.
    package func publish(at now: Instant) async throws {
        let begun = ContinuousClock.now
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
            rising: try await risingFigures(at: now), isRead: true)
        published.withLock { $0 = snapshot }
        isChanged = false
        publishAgainAt = ContinuousClock.now + (ContinuousClock.now - begun) * 50
    }

    private func risingFigures(at now: Instant) async throws -> [RisingFigure] {
        if let rising, now - rising.at < Self.risingHolds, now >= rising.at { return rising.figures }
        let figures = try await store.rising(at: now)
        rising = (figures, now)
        return figures
    }

    /// The numbers of issues that could be the same matter as this one, the likeliest first.
    func near(_ issue: Int) -> [Int] { index.near(issue).map(\.issue) }

    /// The next requests after a number, and the last number among them; `nil` where there are no more.
    private func read(
        after: CaseNumber, limit: Int = batch
    ) async throws -> (requests: [IssueRequest], last: CaseNumber)? {
        let (texts, last) = try await store.texts(after: after, limit: limit)
        guard let last else { return nil }
        for text in texts {
            members[text.number] = Member(category: text.category, place: text.place)
            let day = store.city.zone.day(of: text.at)
            since = min(since ?? day, day)
        }
        self.texts.withLock { index in
            for text in texts { index.insert(text.number.rawValue, title: text.title, text: text.text) }
        }
        let requests = texts.map {
            IssueRequest(id: Self.id($0.number), person: $0.person, title: $0.title, text: $0.text, at: $0.at)
        }
        return (requests, last)
    }

    static func id(_ number: CaseNumber) -> String { String(number.rawValue) }
    static func number(_ id: String) -> CaseNumber { CaseNumber(rawValue: Int64(id) ?? 0) }
}
