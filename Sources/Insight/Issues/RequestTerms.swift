/// What a request is made of, as numbers: pairs of neighbouring Chinese characters and words of letters or digits, each
/// with how often it stands in title and text and whether it is part of a name.
///
/// A term's number is a hash of 20 bits. The terms of a text of 800 characters take 1 to 3 KiB.
struct RequestTerms: Sendable {
    /// A term, packed: 20 bits its number, 3 and 5 bits how often it stands in title and text, 1 bit each for being part
    /// of a name and for following a region in the title.
    struct Term: Sendable {
        fileprivate(set) var bits: UInt32

        @inline(__always) var number: Int { Int(bits & 0xF_FFFF) }
        @inline(__always) var inTitle: Int { Int(bits >> 20 & 0x7) }
        @inline(__always) var inText: Int { Int(bits >> 23 & 0x1F) }
        @inline(__always) var isName: Bool { bits >> 28 & 1 == 1 }
        @inline(__always) var followsRegion: Bool { bits >> 29 & 1 == 1 }
    }

    static let numbers = 1 << 20

    fileprivate(set) var terms: [Term] = []
}

/// Reads requests into terms. Keeps its tables between them; one thread at a time may use it.
struct RequestReader {
    /// How much of a text counts. What matters is said in the first 800 characters; the rest is history.
    static let textLimit = 800
    static let titleLimit = 120
    /// Names kept of each request, for labels.
    static let namesKept = 3

    private var slots = [UInt32](repeating: .max, count: 4096)
    private var marks: [UInt8] = []
    private var found: [RequestTerms.Term] = []

    private static let name: UInt8 = 1
    private static let region: UInt8 = 2
    private static let behindRegion: UInt8 = 4

    /// The terms of a request, and the first names in it, with the region before them.
    mutating func read(title: String, text: String) -> (terms: RequestTerms, names: [PlaceName]) {
        found.removeAll(keepingCapacity: true)
        var names: [PlaceName] = []
        scan(PlainText(title, limit: Self.titleLimit).scalars, isTitle: true, &names)
        scan(PlainText(text, limit: Self.textLimit).scalars, isTitle: false, &names)
        for term in found { clear(term.number) }
        return (RequestTerms(terms: found), names)
    }

    private mutating func scan(_ scalars: [UInt32], isTitle: Bool, _ names: inout [PlaceName]) {
        scalars.withUnsafeBufferPointer { text in
            let regions = PlaceNames.regions(in: text)
            let places = PlaceNames.find(in: text, regions: regions)
            mark(text, regions: regions, names: places, isTitle: isTitle)
            collect(text, isTitle: isTitle)
            for place in places where names.count < Self.namesKept && PlaceNames.isTelling(place, in: text) {
                let region = regions.last { $0.upperBound == place.lowerBound }
                names.append(
                    PlaceName(
                        region: region.map { PlainText.string(scalars[$0]) }, name: PlainText.string(scalars[place])))
            }
        }
    }

    private mutating func mark(
        _ text: UnsafeBufferPointer<UInt32>, regions: [Range<Int>], names: [Range<Int>], isTitle: Bool
    ) {
        marks.removeAll(keepingCapacity: true)
        marks.append(contentsOf: repeatElement(0, count: text.count + 1))
        for region in regions {
            for position in region { marks[position] = Self.region }
            guard isTitle else { continue }
            for position in region.upperBound..<min(region.upperBound + 4, text.count) {
                marks[position] |= Self.behindRegion
            }
        }
        for place in names {
            for position in place { marks[position] |= Self.name }
            var position = place.lowerBound
            while position + 1 < place.upperBound {
                let length = PlaceWords.common.length(at: position, of: text)
                for offset in 0..<length where position + offset < place.upperBound {
                    marks[position + offset] &= ~Self.name
                }
                position += max(length, 1)
            }
        }
    }

    private mutating func collect(_ text: UnsafeBufferPointer<UInt32>, isTitle: Bool) {
        var position = 0
        while position < text.count {
            let scalar = text[position]
            if marks[position] & Self.region != 0 {
                position += 1
                continue
            }
            switch Script(scalar) {
            case .space, .sign: position += 1
            case .letter, .digit:
                let start = position
                var hash: UInt32 = 0x811C_9DC5
                while position < text.count, marks[position] & Self.region == 0,
                    case let script = Script(text[position]), script == .letter || script == .digit
                {
                    hash = (hash ^ text[position]) &* 0x0100_0193
                    position += 1
                }
                if position - start >= 2 { add(Self.number(hash), marks[start], isTitle: isTitle) }
            case .han:
                let next = position + 1
                if next < text.count, marks[next] & Self.region == 0, Script(text[next]) == .han {
                    add(Self.number(scalar << 16 ^ text[next]), marks[position] & marks[next], isTitle: isTitle)
                }
                position += 1
            }
        }
    }

    /// Knuth's multiplicative hash, the upper 20 bits.
    @inline(__always)
    private static func number(_ key: UInt32) -> Int { Int((key &* 2_654_435_761) >> 12) }

    @inline(__always)
    private func slot(of number: Int) -> Int {
        var slot = (number &* 0x9E37_79B1) >> 6 & 0xFFF
        while slots[slot] != .max && found[Int(slots[slot])].number != number { slot = (slot + 1) & 0xFFF }
        return slot
    }

    private mutating func add(_ number: Int, _ mark: UInt8, isTitle: Bool) {
        let slot = slot(of: number)
        var flags: UInt32 = mark & Self.name != 0 ? 1 << 28 : 0
        if mark & Self.behindRegion != 0 { flags |= 1 << 29 }
        if slots[slot] == .max {
            slots[slot] = UInt32(found.count)
            found.append(RequestTerms.Term(bits: UInt32(number) | flags | (isTitle ? 1 << 20 : 1 << 23)))
            return
        }
        let index = Int(slots[slot])
        found[index].bits |= flags
        if isTitle {
            if found[index].inTitle < 7 { found[index].bits += 1 << 20 }
        } else if found[index].inText < 31 {
            found[index].bits += 1 << 23
        }
    }

    private mutating func clear(_ number: Int) {
        // Terms are cleared in the order of their coming, so every chain is walked over slots that may be empty already.
        var slot = (number &* 0x9E37_79B1) >> 6 & 0xFFF
        while slots[slot] != .max {
            slots[slot] = .max
            slot = (slot + 1) & 0xFFF
        }
    }
}
