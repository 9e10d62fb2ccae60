/// The characters that a model knows, numbered from 1; 0 is every other.
struct Alphabet: Sendable {
    /// Sorted, so that the same texts give the same numbers.
    let characters: [UInt32]
    private let numbers: [UInt16]

    /// At most 65,535 of `characters` in the basic plane are kept.
    init(_ characters: some Sequence<UInt32>) {
        let sorted = Array(Set(characters.filter { (1...0xFFFF).contains($0) })).sorted()
        self.characters = sorted
        var numbers = [UInt16](repeating: 0, count: 0x10000)
        for (index, character) in sorted.enumerated() { numbers[Int(character)] = UInt16(index + 1) }
        self.numbers = numbers
    }

    /// Whether a character can be a feature: Chinese ones only. Latin letters and digits are names of places and
    /// things, of which the next request has others.
    static func counts(_ character: UInt32) -> Bool { Script(character) == .han }

    @inline(__always)
    func number(_ character: UInt32) -> UInt16 { character > 0xFFFF ? 0 : numbers[Int(character)] }

    func number(all scalars: some Collection<UInt32>, into result: inout [UInt16]) {
        result.removeAll(keepingCapacity: true)
        result.reserveCapacity(scalars.count)
        for scalar in scalars { result.append(number(scalar)) }
    }
}
