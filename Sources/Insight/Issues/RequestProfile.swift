/// A request, or the sum of those of an issue, as far as it is compared with others.
struct RequestProfile: Sendable {
    /// All terms, each weighted by how often it stands there and how rare it is.
    var words = SparseVector()
    /// Terms that are part of names. Empty if the request names no place or body plainly enough.
    var place = SparseVector()
    /// Terms of the title that are not part of names.
    var heading = SparseVector()
    var topics = TopicSpace.Topics.zero

    private static let wordsKept = 64
    private static let placeTermsKept = 16
    private static let headingTermsKept = 24
    /// Terms kept of the sum of many requests.
    private static let wordsOfIssue = 768

    init() {}

    /// Weighs the terms of a request against all others. `scratch` is only there to save allocations.
    init(_ request: RequestTerms, _ statistics: TermStatistics, _ space: TopicSpace?, _ scratch: inout Scratch) {
        scratch.clear()
        var placeMass: Float = 0
        for term in request.terms {
            let count = statistics.count(term.number)
            let rarity = statistics.rarity(term.number)
            guard count > 0, rarity > 0 else { continue }
            let frequency = Self.frequency(term)
            // What nobody else says can't connect anybody.
            let weight = frequency * rarity * (count < 2 ? 0.3 : 1)
            let dimension = UInt32(term.number)
            scratch.words.append(SparseVector.Entry(dimension: dimension, weight: weight))
            let share = statistics.nameShare(term.number)
            if share > 0 {
                let emphasis: Float = term.inTitle > 0 ? 2 : 1
                scratch.place.append(
                    SparseVector.Entry(dimension: dimension, weight: emphasis * frequency * rarity * share))
                placeMass += (term.inTitle > 0 ? 1.5 : 1) * rarity * share
            } else {
                scratch.matter.append(SparseVector.Entry(dimension: dimension, weight: weight))
                if term.inTitle > 0 && count >= 2 {
                    scratch.heading.append(SparseVector.Entry(dimension: dimension, weight: rarity))
                }
            }
        }
        if let space {
            Self.scaleToOne(&scratch.matter)
            topics = space.topics(of: scratch.matter)
        }
        words = SparseVector(heaviest: Self.wordsKept, of: &scratch.words)
        heading = SparseVector(heaviest: Self.headingTermsKept, of: &scratch.heading)
        if placeMass >= Self.plainPlace {
            place = SparseVector(heaviest: Self.placeTermsKept, of: &scratch.place)
        }
    }

    /// What a request is about, for `TopicSpace` to learn from. Terms of one or two requests say nothing there.
    static func matter(of request: RequestTerms, _ statistics: TermStatistics) -> TopicSpace.Matter {
        var matter: TopicSpace.Matter = []
        for term in request.terms where statistics.nameShare(term.number) == 0 && statistics.count(term.number) > 2 {
            let weight = frequency(term) * max(0, statistics.rarity(term.number))
            matter.append(SparseVector.Entry(dimension: UInt32(term.number), weight: weight))
        }
        scaleToOne(&matter)
        return matter
    }

    mutating func add(_ other: RequestProfile) {
        words.add(other.words, limit: Self.wordsOfIssue)
        place.add(other.place, limit: Self.wordsOfIssue / 4)
        heading.add(other.heading, limit: Self.wordsOfIssue / 4)
        topics += other.topics
    }

    /// How much evidence of a name a request must hold to count as naming a place: about one rare term of the title that is
    /// always part of names.
    private static let plainPlace: Float = 6
    /// A word of the title counts as often as three of the text.
    private static let titleWeight = 3

    @inline(__always)
    private static func frequency(_ term: RequestTerms.Term) -> Float {
        1 + LogTable.shared[titleWeight * term.inTitle + term.inText]
    }

    private static func scaleToOne(_ matter: inout TopicSpace.Matter) {
        var sum: Float = 0
        for entry in matter { sum += entry.weight * entry.weight }
        guard sum > 0 else { return }
        let scale = 1 / sum.squareRoot()
        for index in matter.indices { matter[index].weight *= scale }
    }

    /// Arrays that are filled anew for each request.
    struct Scratch {
        fileprivate var words: [SparseVector.Entry] = []
        fileprivate var place: [SparseVector.Entry] = []
        fileprivate var heading: [SparseVector.Entry] = []
        fileprivate var matter: [SparseVector.Entry] = []

        fileprivate mutating func clear() {
            words.removeAll(keepingCapacity: true)
            place.removeAll(keepingCapacity: true)
            heading.removeAll(keepingCapacity: true)
            matter.removeAll(keepingCapacity: true)
        }
    }
}
