/// A vector of which few numbers are not zero, in the order of the dimensions.
struct SparseVector: Sendable {
    struct Entry: Sendable {
        var dimension: UInt32
        var weight: Float
    }

    private(set) var entries: [Entry] = []

    init() {}

    /// Keeps the `limit` heaviest entries and scales them to length 1. Every dimension may come once.
    init(heaviest limit: Int, of all: inout [Entry]) {
        if all.count > limit {
            all.sort { ($0.weight, $1.dimension) > ($1.weight, $0.dimension) }
            all.removeLast(all.count - limit)
        }
        all.sort { $0.dimension < $1.dimension }
        entries = all
        let length = length
        guard length > 0 else { return }
        for index in entries.indices { entries[index].weight /= length }
    }

    var isEmpty: Bool { entries.isEmpty }

    var length: Float {
        var sum: Float = 0
        for entry in entries { sum += entry.weight * entry.weight }
        return sum.squareRoot()
    }

    func dot(_ other: SparseVector) -> Float {
        if entries.count > other.entries.count * 8 { return other.dotLonger(self) }
        if other.entries.count > entries.count * 8 { return dotLonger(other) }
        return entries.withUnsafeBufferPointer { a in
            other.entries.withUnsafeBufferPointer { b in
                var (i, j) = (0, 0)
                var sum: Float = 0
                while i < a.count && j < b.count {
                    let (x, y) = (a[i].dimension, b[j].dimension)
                    if x == y { sum += a[i].weight * b[j].weight }
                    i += x <= y ? 1 : 0
                    j += y <= x ? 1 : 0
                }
                return sum
            }
        }
    }

    /// The product with a much longer vector: each entry is searched for.
    private func dotLonger(_ other: SparseVector) -> Float {
        entries.withUnsafeBufferPointer { a in
            other.entries.withUnsafeBufferPointer { b in
                var sum: Float = 0
                var low = 0
                for entry in a {
                    var high = b.count
                    while low < high {
                        let middle = (low + high) / 2
                        if b[middle].dimension < entry.dimension { low = middle + 1 } else { high = middle }
                    }
                    if low < b.count && b[low].dimension == entry.dimension { sum += entry.weight * b[low].weight }
                }
                return sum
            }
        }
    }

    /// Adds another vector. Where the sum has more than twice `limit` entries, the lightest are dropped down to `limit`.
    mutating func add(_ other: SparseVector, limit: Int) {
        var sum: [Entry] = []
        sum.reserveCapacity(entries.count + other.entries.count)
        var (i, j) = (0, 0)
        while i < entries.count || j < other.entries.count {
            if j == other.entries.count || (i < entries.count && entries[i].dimension < other.entries[j].dimension) {
                sum.append(entries[i])
                i += 1
            } else if i == entries.count || other.entries[j].dimension < entries[i].dimension {
                sum.append(other.entries[j])
                j += 1
            } else {
                sum.append(
                    Entry(dimension: entries[i].dimension, weight: entries[i].weight + other.entries[j].weight))
                i += 1
                j += 1
            }
        }
        if sum.count > 2 * limit {
            sum.sort { ($0.weight, $1.dimension) > ($1.weight, $0.dimension) }
            sum.removeLast(sum.count - limit)
            sum.sort { $0.dimension < $1.dimension }
        }
        entries = sum
    }
}
