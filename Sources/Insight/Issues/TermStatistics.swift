internal import Foundation

/// In how many requests each term stands, and in how many of them as part of a name.
struct TermStatistics: Sendable {
    private(set) var requests = 0
    private var logOfRequests = LogTable.shared[TermStatistics.leastRequests]
    private var containing = [UInt32](repeating: 0, count: RequestTerms.numbers)
    /// Tenths of requests: a term right behind a region in a title is weaker evidence of a name.
    private var naming = [UInt32](repeating: 0, count: RequestTerms.numbers)

    mutating func add(_ terms: RequestTerms) {
        requests += 1
        logOfRequests = LogTable.shared[max(requests, Self.leastRequests)]
        for term in terms.terms {
            containing[term.number] += 1
            if term.isName {
                naming[term.number] += 10
            } else if term.followsRegion {
                naming[term.number] += 4
            }
        }
    }

    /// In how many requests the term stands.
    @inline(__always)
    func count(_ number: Int) -> Int { Int(containing[number]) }

    /// How much a term says: the logarithm of all requests over those that hold it. Where there are few requests yet,
    /// as if there were at least `leastRequests`.
    @inline(__always)
    func rarity(_ number: Int) -> Float {
        logOfRequests - LogTable.shared[max(1, count(number))]
    }

    /// How far a term is part of names, 0 to 1; a term met once or twice is trusted little. Terms that stand in more
    /// than three of a hundred requests, and in more than a hundred, name no place.
    @inline(__always)
    func nameShare(_ number: Int) -> Float {
        let count = count(number)
        guard count >= 2, count < max(100, 3 * requests / 100) else { return 0 }
        let share = Float(naming[number]) / 10 / (Float(count) + 1.5)
        return share >= 0.4 ? share : 0
    }

    static let leastRequests = 1000
}

/// Natural logarithms of whole numbers, which are asked for very often.
struct LogTable: Sendable {
    static let shared = LogTable()
    private let small: [Float]

    private init() {
        small = [0] + (1..<65_536).map { Float(log(Double($0))) }
    }

    @inline(__always)
    subscript(number: Int) -> Float { number < 65_536 ? small[number] : Float(log(Double(number))) }
}
