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
