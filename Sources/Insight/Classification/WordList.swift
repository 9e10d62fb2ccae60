internal import Foundation

/// Words learned from cut texts, with which texts as people write them are cut the same way: the most probable
/// division into known words (unigram model, Viterbi). What is no word of the list is left out. So are, without any
/// list of them, the words that say nothing (的、了、我们), because cut texts don't hold them.
struct WordList: Sendable {
    /// Longer words are rare and no help.
    static let longest = 8

    /// The words, sorted, with the natural logarithm of their share among all words.
    let words: [[UInt16]]
    let scores: [Float]
    /// First and last child of each node; a child is found by its character among its sorted siblings.
    private let trie: WordTrie

    init(words: [[UInt16]], scores: [Float]) {
        self.words = words
        self.scores = scores
        trie = WordTrie(words, scores)
    }

    var isEmpty: Bool { words.isEmpty }

    /// Fills `kept` with the positions of `characters` (0 is a character nobody knows) that belong to a known word, and
    /// `starts` with whether a word begins there.
    func cut(_ characters: [UInt16], into kept: inout [Int32], starts: inout [Bool], with room: inout CutRoom) {
        kept.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        let count = characters.count
        room.prepare(count + 1)
        characters.withUnsafeBufferPointer { characters in
            room.best.withUnsafeMutableBufferPointer { best in
                room.length.withUnsafeMutableBufferPointer { length in
                    trie.walk { trie in
                        for position in 0..<count {
                            let here = best[position]
                            // A character that is no word: as unlikely as one in eight thousand words.
                            if here - 9 > best[position + 1] {
                                best[position + 1] = here - 9
                                length[position + 1] = 0
                            }
                            var node = trie.first(characters[position])
                            var end = position + 1
                            while node != 0 {
                                let score = trie.score(node)
                                if here + score > best[end] {
                                    best[end] = here + score
                                    length[end] = UInt8(end - position)
                                }
                                guard end < count else { break }
                                node = trie.child(of: node, characters[end])
                                end += 1
                            }
                        }
                    }
                    var end = count
                    while end > 0 {
                        let size = Int(length[end])
                        if size == 0 {
                            end -= 1
                            continue
                        }
                        for offset in 1...size {
                            kept.append(Int32(end - offset))
                            starts.append(offset == size)
                        }
                        end -= size
                    }
                }
            }
        }
        kept.reverse()
        starts.reverse()
    }
}

/// What cutting needs besides the text; kept from text to text.
struct CutRoom {
    fileprivate var best: [Float] = []
    fileprivate var length: [UInt8] = []

    fileprivate mutating func prepare(_ count: Int) {
        if best.count < count {
            best = [Float](repeating: 0, count: count)
            length = [UInt8](repeating: 0, count: count)
        }
        for position in 0..<count {
            best[position] = -.greatestFiniteMagnitude
            length[position] = 0
        }
        best[0] = 0
    }
}

/// Sorted words as a tree of characters in flat tables.
private struct WordTrie: Sendable {
    private var roots: [UInt32]
    private var scores: [Float] = [-.infinity]
    /// Open addressing: parent (24 bits), character (16) and child (24) in one number, 0 where free.
    private var edges: [UInt64]

    init(_ words: [[UInt16]], _ values: [Float]) {
        roots = [UInt32](repeating: 0, count: 1 << 16)
        var found: [(key: UInt64, node: UInt32)] = []
        var path: [UInt32] = []
        var last: [UInt16] = []
        for (word, value) in zip(words, values) where !word.isEmpty {
            var shared = 0
            while shared < min(last.count, word.count) && last[shared] == word[shared] { shared += 1 }
            path.removeLast(path.count - shared)
            for depth in shared..<word.count {
                let node = UInt32(scores.count)
                scores.append(-.infinity)
                if depth == 0 {
                    roots[Int(word[0])] = node
                } else {
                    found.append((Self.key(path[depth - 1], word[depth]), node))
                }
                path.append(node)
            }
            scores[Int(path[word.count - 1])] = value
            last = word
        }
        var size = 16
        while size < found.count * 2 { size *= 2 }
        var edges = [UInt64](repeating: 0, count: size)
        for edge in found {
            var slot = Self.slot(edge.key, size - 1)
            while edges[slot] != 0 { slot = (slot + 1) & (size - 1) }
            edges[slot] = edge.key << 24 | UInt64(edge.node)
        }
        self.edges = edges
    }

    @inline(__always)
    private static func key(_ parent: UInt32, _ character: UInt16) -> UInt64 {
        UInt64(parent) << 16 | UInt64(character)
    }

    @inline(__always)
    fileprivate static func slot(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    /// Pointers into the tables, for as long as `body` runs.
    @inline(__always)
    func walk(_ body: (Walk) -> Void) {
        roots.withUnsafeBufferPointer { roots in
            scores.withUnsafeBufferPointer { scores in
                edges.withUnsafeBufferPointer { edges in
                    body(Walk(roots: roots, scores: scores, edges: edges, mask: edges.count - 1))
                }
            }
        }
    }

    struct Walk {
        let roots: UnsafeBufferPointer<UInt32>
        let scores: UnsafeBufferPointer<Float>
        let edges: UnsafeBufferPointer<UInt64>
        let mask: Int

        /// 0 where no word begins with the character.
        @inline(__always)
        func first(_ character: UInt16) -> UInt32 { character == 0 ? 0 : roots[Int(character)] }

        @inline(__always)
        func child(of node: UInt32, _ character: UInt16) -> UInt32 {
            if character == 0 { return 0 }
            let key = WordTrie.key(node, character)
            var slot = WordTrie.slot(key, mask)
            while true {
                let found = edges[slot]
                if found >> 24 == key { return UInt32(truncatingIfNeeded: found & 0xFF_FFFF) }
                if found == 0 { return 0 }
                slot = (slot + 1) & mask
            }
        }

        @inline(__always)
        func score(_ node: UInt32) -> Float { scores[Int(node)] }
    }
}
