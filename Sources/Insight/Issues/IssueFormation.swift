/// Forms issues out of requests: joins the likeliest pairs of neighbours first and judges each join by the groups as they
/// stand by then (agglomerative clustering by centroids). A chain of chance likenesses therefore doesn't grow: the
/// further a group goes, the more exactly it must fit.
struct IssueFormation: Sendable {
    private(set) var groups: [IssueGroup]
    private var parents: [Int32]
    private var edges: [Edge] = []

    /// Two groups that may belong together, by their lowest requests.
    private struct Edge: Sendable {
        var a: Int32
        var b: Int32
        var bond: IssueBond
        /// Sizes of the groups when the bond was judged.
        var sizes: (Int32, Int32)
    }

    init() {
        groups = []
        parents = []
    }

    var count: Int { parents.count }

    /// The number of the issue a request belongs to: that of its first request.
    mutating func issue(of request: Int) -> Int {
        var root = request
        while parents[root] != root { root = Int(parents[root]) }
        var step = request
        while parents[step] != root { (step, parents[step]) = (Int(parents[step]), Int32(root)) }
        return root
    }

    /// Adds a request as an issue of its own.
    mutating func append(_ profile: RequestProfile, day: Int32) {
        parents.append(Int32(parents.count))
        groups.append(IssueGroup(profile, day: day))
    }

    /// Notes that two requests may belong together.
    mutating func consider(_ a: Int, _ b: Int) {
        guard let bond = IssueBond(groups[a], groups[b]), bond.strength >= Self.leastStrength else { return }
        edges.append(Edge(a: Int32(a), b: Int32(b), bond: bond, sizes: (1, 1)))
    }

    mutating func merge(_ a: Int, _ b: Int) {
        let (first, second) = (min(a, b), max(a, b))
        let other = groups[second]
        groups[first].add(other)
        groups[second] = IssueGroup(RequestProfile(), day: other.first)
        parents[second] = Int32(first)
    }

    /// Joins what belongs together among all pairs considered.
    mutating func form() {
        for _ in 0..<Self.rounds where !join() { break }
        for _ in 0..<Self.rounds where !absorb() { break }
        edges = []
    }

    /// Joins to an issue those beside it that belong to it as it stands now.
    mutating func joinBeside(_ issue: Int, _ others: [Int]) {
        var issue = issue
        for other in others.sorted() {
            let other = self.issue(of: other)
            guard other != issue, let bond = IssueBond(groups[issue], groups[other]), bond.strength >= 0 else {
                continue
            }
            merge(issue, other)
            issue = min(issue, other)
        }
    }

    // MARK: Steps

    /// One pass over the pairs, the strongest bond first; true if any were joined.
    private mutating func join() -> Bool {
        sort()
        var rest: [Edge] = []
        var joined = false
        for edge in edges {
            guard let now = renewed(edge) else { continue }
            // Where a bond has grown much weaker since the pairs were sorted, others come first.
            if now.bond.strength >= 0 && now.bond.strength >= edge.bond.strength - 0.5 {
                merge(Int(now.a), Int(now.b))
                joined = true
            } else {
                rest.append(now)
            }
        }
        edges = rest
        return joined
    }

    /// An issue that makes up most of what is said of a place in its time draws in what else is said of the place then:
    /// people who write about the same thing don't all say it. True if anything was drawn in.
    private mutating func absorb() -> Bool {
        sort()
        var beside: [Int32: Int] = [:]
        var seen: Set<UInt64> = []
        var pairs: [Edge] = []
        for edge in edges {
            guard let now = renewed(edge), seen.insert(UInt64(now.a) << 32 | UInt64(now.b)).inserted else { continue }
            pairs.append(now)
            guard now.bond.place >= Self.samePlace,
                groups[Int(now.a)].silence(groups[Int(now.b)]) <= Self.sameTime
            else { continue }
            beside[now.a, default: 0] += groups[Int(now.b)].count
            beside[now.b, default: 0] += groups[Int(now.a)].count
        }
        var rest: [Edge] = []
        var drawn = false
        for pair in pairs {
            guard let now = renewed(pair) else { continue }
            let larger = groups[Int(now.a)].count >= groups[Int(now.b)].count ? now.a : now.b
            let count = groups[Int(larger)].count
            let share = Float(count) / Float(count + beside[larger, default: 0])
            let isThen = groups[Int(now.a)].silence(groups[Int(now.b)]) <= Self.sameTime
            if count >= 3, isThen, share >= Self.leastShare, now.bond.place >= Self.samePlace, now.bond.topic >= 0.45,
                now.bond.strength + Self.drawOfPlace * share >= 0
            {
                merge(Int(now.a), Int(now.b))
                drawn = true
            } else {
                rest.append(now)
            }
        }
        edges = rest
        return drawn
    }

    /// The pair as it stands now; `nil` if it is one issue already or too far apart.
    private mutating func renewed(_ edge: Edge) -> Edge? {
        let (x, y) = (issue(of: Int(edge.a)), issue(of: Int(edge.b)))
        guard x != y else { return nil }
        let (a, b) = (min(x, y), max(x, y))
        let sizes = (Int32(groups[a].count), Int32(groups[b].count))
        var now = edge
        (now.a, now.b) = (Int32(a), Int32(b))
        if a != Int(edge.a) || b != Int(edge.b) || sizes != edge.sizes {
            guard let bond = IssueBond(groups[a], groups[b]), bond.strength >= Self.leastStrength else { return nil }
            now.bond = bond
            now.sizes = sizes
        }
        return now
    }

    private mutating func sort() {
        edges.sort { ($0.bond.strength, $1.a, $1.b) > ($1.bond.strength, $0.a, $0.b) }
    }

    private static let rounds = 8
    /// Bonds weaker than this are forgotten.
    private static let leastStrength: Float = -5
    private static let samePlace: Float = 0.5
    /// In days.
    private static let sameTime = 45
    private static let leastShare: Float = 0.3
    /// How much more likely a request belongs to an issue that is all that is said of its place.
    private static let drawOfPlace: Float = 4
}
