internal import Foundation

/// What a classifier sees of a text: known characters in a row, and where in the text each of them stands.
///
/// With a word list, texts as people write them show only the characters of known words, side by side, as cut texts do;
/// both kinds look the same then. Without one, blanks and signs part what they stand between.
struct TextView {
    /// Numbers of the model's alphabet; 0 parts.
    private(set) var characters: [UInt16] = []
    /// Positions in the plain text.
    private(set) var places: [Int32] = []
    /// Whether a word begins; without a word list, nowhere known.
    private(set) var starts: [Bool] = []

    private var numbers: [UInt16] = []
    private var room = CutRoom()

    mutating func read(_ plain: PlainText, alphabet: Alphabet, words: WordList) {
        characters.removeAll(keepingCapacity: true)
        if words.isEmpty || plain.looksCut {
            places.removeAll(keepingCapacity: true)
            starts.removeAll(keepingCapacity: true)
            let joins = !words.isEmpty
            var begins = true
            for (position, scalar) in plain.scalars.enumerated() {
                let number = alphabet.number(scalar)
                if number == 0 && (joins || characters.last == 0 || characters.isEmpty) {
                    begins = true
                    continue
                }
                characters.append(number)
                places.append(Int32(position))
                starts.append(begins)
                begins = number == 0
            }
            return
        }
        alphabet.number(all: plain.scalars, into: &numbers)
        words.cut(numbers, into: &places, starts: &starts, with: &room)
        characters.reserveCapacity(places.count)
        for place in places { characters.append(numbers[Int(place)]) }
    }
}

/// Single characters and pairs of a text, counted with weights: what stands early weighs up to four times as much as
/// what stands late, because titles and first sentences say what a request is about.
struct GramCounts {
    /// In the order in which they first stand in the text.
    private(set) var keys: [UInt32] = []
    private(set) var weights: [Float] = []

    private var slots: [Int32] = []
    /// The slot of each key, to free it again.
    private var taken: [Int32] = []
    private var mask = 0

    init() {}

    /// What was counted before.
    init(_ row: GramRow) {
        keys = row.keys
        weights = row.weights
    }

    /// A pair has both numbers, a single character only the lower one.
    @inline(__always)
    static func key(_ first: UInt16, _ second: UInt16) -> UInt32 { UInt32(first) << 16 | UInt32(second) }

    /// How much an occurrence weighs by its position.
    static let positionWeights: [Float] = (0..<400).map { Float(1 + 3 * exp(-Double($0) / 40)) }

    mutating func count(_ characters: [UInt16]) {
        for slot in taken { slots[Int(slot)] = -1 }
        taken.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        weights.removeAll(keepingCapacity: true)
        if characters.count * 4 > slots.count {
            var size = 1024
            while size < characters.count * 4 { size *= 2 }
            slots = [Int32](repeating: -1, count: size)
            mask = size - 1
        }
        let positions = Self.positionWeights
        var before: UInt16 = 0
        for (position, character) in characters.enumerated() {
            if character != 0 {
                add(Self.key(0, character), position < positions.count ? positions[position] : 1)
                if before != 0 {
                    add(Self.key(before, character), position - 1 < positions.count ? positions[position - 1] : 1)
                }
            }
            before = character
        }
    }

    @inline(__always)
    private func slot(of key: UInt32) -> Int {
        var slot = Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
        while slots[slot] >= 0 && keys[Int(slots[slot])] != key { slot = (slot + 1) & mask }
        return slot
    }

    @inline(__always)
    private mutating func add(_ key: UInt32, _ weight: Float) {
        let slot = slot(of: key)
        if slots[slot] >= 0 {
            weights[Int(slots[slot])] += weight
        } else {
            slots[slot] = Int32(keys.count)
            taken.append(Int32(slot))
            keys.append(key)
            weights.append(weight)
        }
    }

    /// Whether at least one pair of neighbours is known: single characters say too little.
    func knowsPair(_ row: FeatureRow, in table: FeatureTable) -> Bool {
        row.numbers.contains { table.keys[Int($0)] > 0xFFFF }
    }
}
