/// Finds requests that say nearly the same, word for word, among a million at intake (近重复).
///
///     var index = DuplicateIndex()
///     index.insert(1, title: "路灯不亮", text: "三号门外的路灯一周没亮")
///     index.matches(title: "路灯不亮", text: "三号门外的路灯两周没亮")   // [Match(key: 1, similarity: 0.6…)]
///
/// Likeness is that of the sets of all three neighbouring characters (Jaccard), signs and blanks left out. MinHash with
/// 12 bands of 4 finds candidates: of pairs that are 0.8 alike more than 99 of 100 are found, of those 0.7 alike 96, of
/// those 0.6 alike 81. Each candidate is then compared exactly. Memory for each request: about 170 bytes, and 4 for each
/// character of the first 600.
package struct DuplicateIndex: Sendable {
    package struct Match: Hashable, Sendable {
        package let key: Int64
        /// 0 to 1; 1 if both hold the same triples of characters.
        package let similarity: Double
    }

    static let bands = 12
    static let rows = 4
    private static let textLimit = 600
    /// Candidates looked at for each band, the latest first: a text sent by thousands costs no more than one sent by few.
    private static let candidatesPerBand = 48

    private var keys: [Int64] = []
    private var isRemoved: [Bool] = []
    /// The hashes of each request's triples in order, one request behind the other.
    private var grams: [UInt32] = []
    private var ends: [Int] = []
    /// For each request and band: the hash of its four smallest values, and the request before it with the same slot.
    private var bandKeys: [UInt32] = []
    private var previous: [Int32] = []
    /// For each band: the latest request of each slot.
    private var heads: [[Int32]] = Array(repeating: Array(repeating: -1, count: 1 << 10), count: Self.bands)

    package init() {}

    package var count: Int { keys.count }

    /// Bytes taken.
    package var memory: Int {
        keys.capacity * 8 + isRemoved.capacity + grams.capacity * 4 + ends.capacity * 8 + bandKeys.capacity * 4
            + previous.capacity * 4 + heads.reduce(0) { $0 + $1.capacity * 4 }
    }

    /// Adds a request. Texts too short to be told apart (less than three characters) are kept and never matched.
    package mutating func insert(_ key: Int64, title: String, text: String) {
        let set = Self.gramSet(title, text)
        let number = Int32(keys.count)
        keys.append(key)
        isRemoved.append(false)
        grams.append(contentsOf: set)
        ends.append(grams.count)
        if keys.count > heads[0].count { grow() }
        let signature = Self.signature(of: set)
        for band in 0..<Self.bands {
            bandKeys.append(signature[band])
            let slot = Self.slot(signature[band], heads[band].count)
            previous.append(set.isEmpty ? -1 : heads[band][slot])
            if !set.isEmpty { heads[band][slot] = number }
        }
    }

    /// Takes requests with this key out of what is found.
    package mutating func remove(_ key: Int64) {
        for number in keys.indices where keys[number] == key { isRemoved[number] = true }
    }

    /// Requests at least `threshold` alike, the most alike first, the latest first among equals.
    package func matches(title: String, text: String, threshold: Double = 0.6, limit: Int = 10) -> [Match] {
        let set = Self.gramSet(title, text)
        guard !set.isEmpty else { return [] }
        let signature = Self.signature(of: set)
        var seen: Set<Int32> = []
        var found: [(number: Int32, similarity: Double)] = []
        for band in 0..<Self.bands {
            var number = heads[band][Self.slot(signature[band], heads[band].count)]
            var looked = 0
            while number >= 0 && looked < Self.candidatesPerBand {
                let index = Int(number) * Self.bands + band
                if bandKeys[index] == signature[band] {
                    looked += 1
                    if !isRemoved[Int(number)] && seen.insert(number).inserted {
                        let similarity = Self.similarity(set[...], gramSet(Int(number)))
                        if similarity >= threshold { found.append((number, similarity)) }
                    }
                }
                number = previous[index]
            }
        }
        found.sort { ($0.similarity, $0.number) > ($1.similarity, $1.number) }
        return found.prefix(limit).map { Match(key: keys[Int($0.number)], similarity: $0.similarity) }
    }

    /// How alike two requests are, without an index.
    package static func similarity(_ a: (title: String, text: String), _ b: (title: String, text: String)) -> Double {
        similarity(gramSet(a.title, a.text)[...], gramSet(b.title, b.text)[...])
    }

    // MARK: Parts

    private func gramSet(_ number: Int) -> ArraySlice<UInt32> {
        grams[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
    }

    /// Doubles the slots and hangs all requests in anew, in their order.
    private mutating func grow() {
        let size = heads[0].count * 2
        for band in 0..<Self.bands {
            heads[band] = Array(repeating: -1, count: size)
            for number in 0..<(bandKeys.count / Self.bands) where !gramSet(number).isEmpty {
                let index = number * Self.bands + band
                let slot = Self.slot(bandKeys[index], size)
                previous[index] = heads[band][slot]
                heads[band][slot] = Int32(number)
            }
        }
    }

    private static func slot(_ key: UInt32, _ size: Int) -> Int { Int((key &* 2_654_435_761) >> 4) & (size - 1) }

    /// The triples of characters as hashes, each once, in order.
    private static func gramSet(_ title: String, _ text: String) -> [UInt32] {
        var plain = PlainText(title, limit: textLimit)
        plain.append(text, limit: textLimit)
        let told = plain.scalars.filter { scalar in
            let script = Script(scalar)
            return script != .space && script != .sign
        }
        guard told.count >= 3 else { return [] }
        var hashes = [UInt32]()
        hashes.reserveCapacity(told.count)
        told.withUnsafeBufferPointer { told in
            for start in 0...told.count - 3 {
                hashes.append(
                    UInt32(truncatingIfNeeded: CharacterGrams.mix(CharacterGrams.key(told, start..<start + 3))))
            }
        }
        hashes.sort()
        var kept = 0
        for index in hashes.indices where index == 0 || hashes[index] != hashes[kept - 1] {
            hashes[kept] = hashes[index]
            kept += 1
        }
        hashes.removeLast(hashes.count - kept)
        return hashes
    }

    /// A hash for each band, of the smallest values of its four hash functions.
    private static func signature(of set: [UInt32]) -> [UInt32] {
        var smallest = [UInt32](repeating: .max, count: bands * rows)
        smallest.withUnsafeMutableBufferPointer { smallest in
            for gram in set {
                for index in 0..<bands * rows {
                    let value = (gram ^ seeds[index].mask) &* seeds[index].factor
                    let mixed = (value ^ value >> 15) &* 0x2C1B_3C6D
                    smallest[index] = min(smallest[index], mixed)
                }
            }
        }
        return (0..<bands).map { band in
            var hash: UInt64 = UInt64(band)
            for row in 0..<rows { hash = CharacterGrams.mix(hash ^ UInt64(smallest[band * rows + row])) }
            return UInt32(truncatingIfNeeded: hash)
        }
    }

    private static let seeds: [(mask: UInt32, factor: UInt32)] = (0..<bands * rows).map { index in
        let bits = CharacterGrams.mix(UInt64(index) << 8)
        return (UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32) | 1)
    }

    /// Shared over all (Jaccard) of two ordered sets.
    private static func similarity(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>) -> Double {
        guard !a.isEmpty && !b.isEmpty else { return 0 }
        var (i, j) = (a.startIndex, b.startIndex)
        var shared = 0
        while i < a.endIndex && j < b.endIndex {
            let (x, y) = (a[i], b[j])
            if x == y { shared += 1 }
            if x <= y { i += 1 }
            if y <= x { j += 1 }
        }
        return Double(shared) / Double(a.count + b.count - shared)
    }
}
