/// Rows dealt out into parts that hold every answer in the same proportion (stratified).
struct Folds {
    let count: Int
    private let parts: [Int]

    /// Deals the rows of each answer in turn, in an order drawn from `seed`.
    init(answers: [Int], count: Int, seed: UInt64 = 0) {
        self.count = max(2, count)
        var parts = [Int](repeating: 0, count: answers.count)
        let order = answers.indices.sorted {
            (CharacterGrams.mix(UInt64($0) ^ seed << 40), $0) < (CharacterGrams.mix(UInt64($1) ^ seed << 40), $1)
        }
        var next: [Int: Int] = [:]
        for index in order {
            // Rare answers don't all begin in the first part.
            let turn = next[answers[index], default: answers[index]]
            parts[index] = turn % self.count
            next[answers[index]] = turn + 1
        }
        self.parts = parts
    }

    /// The rows to learn from and those to be asked about.
    func split(_ fold: Int) -> (inside: [Int], outside: [Int]) {
        (parts.indices.filter { parts[$0] != fold }, parts.indices.filter { parts[$0] == fold })
    }
}
