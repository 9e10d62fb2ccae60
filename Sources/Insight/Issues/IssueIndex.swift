package import Civics

/// All requests and the issues they form (热点问题).
///
///     var index = IssueIndex(zone: zone)
///     await index.load(requests)               // many: the better result
///     let change = index.add(request)          // one: joins or founds an issue at once
///     for issue in index.issues() { print(issue.title, issue.heat.points) }
///
/// What is rare and what is a name follows from all requests there are, so issues are formed anew whenever their number
/// has grown by a quarter, or by half where there are many; `form()` does it at any time. Same requests in the same order, same issues. Memory: about 2 KiB for each
/// request.
package struct IssueIndex: Sendable {
    private let zone: CityZone
    private var records: [IssueRecord] = []
    private var terms: [RequestTerms] = []
    private var statistics = TermStatistics()
    private var space: TopicSpace?
    private var formation = IssueFormation()
    private var neighbours = NeighbourIndex()
    private var reader = RequestReader()
    private var scratch = RequestProfile.Scratch()
    private var formedAt = 0

    package init(zone: CityZone) { self.zone = zone }

    package var count: Int { records.count }

    /// What adding a request did.
    package enum Change: Hashable, Sendable {
        /// The request is the first of an issue of this number.
        case founded(Int)
        case joined(Int)

        package var issue: Int {
            switch self {
            case .founded(let number), .joined(let number): number
            }
        }
    }

    /// Adds a request; it joins an issue or founds one.
    @discardableResult
    package mutating func add(_ request: IssueRequest) -> Change {
        let (terms, names) = reader.read(title: request.title, text: request.text)
        append(terms, IssueRecord(request, names: names, day: zone.day(of: request.at)))
        let number = records.count - 1
        if records.count >= max(Self.leastFormed, formedAt + formedAt / (formedAt < Self.many ? 4 : 2)) {
            form()
        } else {
            place(number)
        }
        let issue = formation.issue(of: number)
        return issue == number ? .founded(issue) : .joined(issue)
    }

    /// Adds many requests and forms all issues anew. Reading them uses all processors.
    package mutating func load(_ requests: [IssueRequest]) async {
        await collect(requests)
        await formWithAllProcessors()
    }

    /// Adds requests without forming issues yet, for files that shouldn't be held as a whole; `load([])` forms them.
    package mutating func collect(_ requests: [IssueRequest]) async {
        let zone = zone
        let chunks = await inOrder(chunks(of: requests.count, size: 1024)) { range in
            var reader = RequestReader()
            return range.map { index in
                let request = requests[index]
                let (terms, names) = reader.read(title: request.title, text: request.text)
                return (terms, IssueRecord(request, names: names, day: zone.day(of: request.at)))
            }
        }
        for chunk in chunks {
            for (terms, record) in chunk { append(terms, record) }
        }
    }

    /// Forms all issues anew.
    package mutating func form() {
        learn()
        var scratch = self.scratch
        connect(terms.map { RequestProfile($0, statistics, space, &scratch) })
    }

    // MARK: Steps

    private mutating func append(_ terms: RequestTerms, _ record: IssueRecord) {
        statistics.add(terms)
        self.terms.append(terms)
        records.append(record)
    }

    private mutating func formWithAllProcessors() async {
        learn()
        let (terms, statistics, space) = (terms, statistics, space)
        let profiles = await inOrder(chunks(of: terms.count, size: 4096)) { range in
            var scratch = RequestProfile.Scratch()
            return range.map { RequestProfile(terms[$0], statistics, space, &scratch) }
        }
        connect(Array(profiles.joined()))
    }

    /// Learns topics from all requests, or from an even sample of many.
    private mutating func learn() {
        let step = max(1, (terms.count + Self.sample - 1) / Self.sample)
        space = TopicSpace(
            stride(from: 0, to: terms.count, by: step).map { RequestProfile.matter(of: terms[$0], statistics) })
    }

    private mutating func connect(_ profiles: [RequestProfile]) {
        formation = IssueFormation()
        neighbours = NeighbourIndex()
        for (number, profile) in profiles.enumerated() {
            formation.append(profile, day: Int32(records[number].day.number))
            for other in neighbours.neighbours(adding: Int32(number), profile, limit: Self.neighboursAsked) {
                formation.consider(number, Int(other))
            }
        }
        formation.form()
        formedAt = records.count
    }

    /// Puts one request where it belongs as things stand.
    private mutating func place(_ number: Int) {
        let profile = RequestProfile(terms[number], statistics, space, &scratch)
        formation.append(profile, day: Int32(records[number].day.number))
        var beside: [Int] = []
        for other in neighbours.neighbours(adding: Int32(number), profile, limit: Self.neighboursAsked) {
            let issue = formation.issue(of: Int(other))
            if !beside.contains(issue) { beside.append(issue) }
        }
        let group = formation.groups[number]
        var best: (issue: Int, strength: Float)?
        for issue in beside {
            guard let bond = IssueBond(formation.groups[issue], group), bond.strength >= 0 else { continue }
            if bond.strength > best?.strength ?? -1 { best = (issue, bond.strength) }
        }
        guard let best else { return }
        formation.merge(best.issue, number)
        formation.joinBeside(best.issue, beside)
    }

    /// How many requests topics are learned from at most.
    private static let sample = 6000
    private static let neighboursAsked = 6
    private static let leastFormed = 64
    private static let many = 4096

    // MARK: Reading

    /// The issues with at least `least` requests, the hottest first.
    ///
    /// - Parameters:
    ///   - moment: By when growth and recency are judged; the time of the last request if there is none.
    ///   - joined: Pairs of requests whose issues people have put together.
    ///   - parted: Requests that people have taken out of the issue in which `from` stands; each then stands alone.
    package mutating func issues(
        at moment: Instant? = nil, least: Int = 2, joined: [(String, String)] = [],
        parted: [(request: String, from: String)] = []
    ) -> [Issue] {
        guard let last = records.map(\.at).max() else { return [] }
        let today = zone.day(of: moment ?? last)
        var issues: [Issue] = []
        var members: [Int: [Int]] = [:]
        for one in memberships(joined, parted) where one.requests.count >= least {
            let requests = one.requests
            members[requests[0]] = requests
            let group = one.isDecided ? group(of: requests) : formation.groups[requests[0]]
            issues.append(
                Issue(
                    number: requests[0], requests.map { records[$0] }, group, terms: requests.map { terms[$0] },
                    today: today))
        }
        issues.sort { ($0.heat.points, $1.number) > ($1.heat.points, $0.number) }
        for index in issues.indices.prefix(Issue.withWords) {
            issues[index].addWords((members[issues[index].number] ?? []).map { records[$0] })
        }
        return issues
    }

    /// An issue that could be about the same matter as another.
    package struct Nearby: Hashable, Sendable {
        package let issue: Int
        /// Below 0, or they would be one; a unit is a factor of e in the odds.
        package let strength: Double
    }

    /// The issues most likely to be about the same matter as the one of this number, the likeliest first.
    package mutating func near(_ issue: Int, limit: Int = 5) -> [Nearby] {
        guard records.indices.contains(issue) else { return [] }
        let number = formation.issue(of: issue)
        let group = formation.groups[number]
        var found: [Nearby] = []
        for other in neighbours.neighbours(of: group.profile, limit: 64) {
            let other = formation.issue(of: Int(other))
            guard other != number, !found.contains(where: { $0.issue == other }),
                let bond = IssueBond(group, formation.groups[other])
            else { continue }
            found.append(Nearby(issue: other, strength: Double(bond.strength)))
        }
        found.sort { ($0.strength, $1.issue) > ($1.strength, $0.issue) }
        return Array(found.prefix(limit))
    }

    /// The issue in which a request stands; `nil` for a number that isn't there.
    package mutating func issue(of request: Int) -> Int? {
        records.indices.contains(request) ? formation.issue(of: request) : nil
    }

    /// The requests of each issue in order; `isDecided` if people changed them.
    private mutating func memberships(
        _ joined: [(String, String)], _ parted: [(request: String, from: String)]
    ) -> [(requests: [Int], isDecided: Bool)] {
        var issue = records.indices.map { formation.issue(of: $0) }
        var decided: Set<Int> = []
        if !joined.isEmpty || !parted.isEmpty {
            var numbers: [String: Int] = [:]
            for (number, record) in records.enumerated() { numbers[record.id] = number }
            for (first, second) in joined {
                guard let first = numbers[first], let second = numbers[second], issue[first] != issue[second] else {
                    continue
                }
                let (kept, left) = (issue[first], issue[second])
                for number in issue.indices where issue[number] == left { issue[number] = kept }
                decided.insert(kept)
            }
            for (request, from) in parted {
                guard let request = numbers[request], let from = numbers[from], request != from,
                    issue[request] == issue[from]
                else { continue }
                decided.insert(issue[request])
                // Numbers beyond the last request belong to those that stand alone.
                issue[request] = records.count + request
            }
        }
        var members: [Int: [Int]] = [:]
        for (number, issue) in issue.enumerated() { members[issue, default: []].append(number) }
        return members.map { issue, requests in
            (requests, decided.contains(issue) || issue >= records.count)
        }
    }

    private mutating func group(of requests: [Int]) -> IssueGroup {
        var group: IssueGroup?
        for request in requests {
            let profile = RequestProfile(terms[request], statistics, space, &scratch)
            let one = IssueGroup(profile, day: Int32(records[request].day.number))
            if group == nil { group = one } else { group?.add(one) }
        }
        return group ?? IssueGroup(RequestProfile(), day: 0)
    }
}

/// Ranges that cover `0..<count`.
private func chunks(of count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
}

/// The results for all inputs in their order, worked out side by side.
private func inOrder<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], _ work: @escaping @Sendable (Input) -> Output
) async -> [Output] {
    await withTaskGroup(of: (Int, Output).self) { group in
        for (index, input) in inputs.enumerated() { group.addTask { (index, work(input)) } }
        var results = [Output?](repeating: nil, count: inputs.count)
        for await (index, output) in group { results[index] = output }
        return results.compactMap { $0 }
    }
}
