internal import Foundation

/// Learns a `TextModel` from texts somebody has sorted already.
///
///     let model = try Training().model(from: closedCases)
///
/// The same texts in the same order give the same model, byte for byte.
package struct Training: Sendable {
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// There is no usable text, or all have the same category.
        case tooLittle(texts: Int, categories: Int)

        package var description: String {
            switch self {
            case .tooLittle(let texts, let categories):
                """
                Nothing can be learned from \(texts) texts of \(categories) categories; at least two categories with \
                two texts each are needed.
                """
            }
        }
    }

    /// A gram must stand in this many texts to become a feature.
    package var leastTexts = 3
    /// A category, kind, urgency or body must have this many texts to be told from others.
    package var leastExamples = 3
    var options = LinearMachine.Options()
    /// Taken for one over the temperature instead of what is found by asking about texts not learned from.
    var givenSharpness: Float?

    package init() {}

    package func model(from texts: [TrainingText]) throws(Fault) -> TextModel {
        let set = TrainingSet(texts, leastTexts: leastTexts)
        let tasks = HeadTasks(set.texts, leastExamples: leastExamples).tasks
        let categories = tasks.first { $0.question == .category(within: nil) }?.labels.count ?? 0
        guard categories > 1, !set.features.keys.isEmpty else {
            throw .tooLittle(texts: set.texts.count, categories: categories)
        }
        var heads: [TextModel.Head] = []
        var columns = PackedWeights(featureCount: set.features.keys.count)
        for task in tasks {
            guard task.labels.count > 1 else {
                heads.append(
                    TextModel.Head(
                        question: task.question, labels: task.labels, firstColumn: columns.scales.count, biases: [],
                        sharpness: 1))
                continue
            }
            let weights = weights(task, from: set, inside: Array(task.rows.indices))
            heads.append(
                TextModel.Head(
                    question: task.question, labels: task.labels, firstColumn: columns.scales.count,
                    biases: weights.biases,
                    sharpness: sharpness(task, from: set)))
            columns.add(weights)
        }
        let packed = columns.packed
        return TextModel(
            alphabet: set.alphabet, words: set.words, features: set.features, starts: packed.starts,
            entries: packed.entries, scales: columns.scales, heads: heads, trainedOn: set.texts.count)
    }

    /// What some of a head's rows teach, `inside` being places in the task's list. Each text teaches twice: as a whole,
    /// and by its beginning alone, as short as others write.
    private func weights(_ task: HeadTask, from set: TrainingSet, inside: [Int]) -> LinearMachine.Weights {
        let whole = inside.map { (row: set.rows[task.rows[$0]], answer: task.answers[$0]) }
        let openings = inside.compactMap { index in
            set.openings[task.rows[index]].map { (row: $0, answer: task.answers[index]) }
        }
        let all = whole + openings
        return LinearMachine.train(
            all.map(\.row), labels: all.map(\.answer), labelCount: task.labels.count,
            featureCount: set.features.keys.count, options: options)
    }

    /// What makes a head's scores probabilities, found on texts it was not trained on.
    private func sharpness(_ task: HeadTask, from set: TrainingSet) -> Float {
        if let givenSharpness { return givenSharpness }
        guard task.rows.count >= 30 else { return 1 }
        let folds = Folds(answers: task.answers, count: 3)
        var scores: [(scores: [Float], answer: Int)] = []
        for fold in 0..<folds.count {
            let (inside, outside) = folds.split(fold)
            let weights = weights(task, from: set, inside: inside)
            let places = weights.places(featureCount: set.features.keys.count)
            for index in outside {
                scores.append((weights.scores(of: set.rows[task.rows[index]], places: places), task.answers[index]))
            }
        }
        return Calibration.sharpness(scores)
    }
}

/// Texts read as numbers, all by one alphabet, word list and table of features.
struct TrainingSet {
    /// Without those that say nothing or have no category.
    let texts: [TrainingText]
    let alphabet: Alphabet
    let words: WordList
    let features: FeatureTable
    let rows: [FeatureRow]
    /// What each text would be if it ended after its title and first sentence; `nil` where it is as short anyway.
    let openings: [FeatureRow?]

    /// Characters of a view.
    private static let openingLength = 60

    init(_ given: [TrainingText], leastTexts: Int) {
        var texts: [TrainingText] = []
        var plains: [PlainText] = []
        for text in given where !text.category.isEmpty {
            let plain = PlainText(text.request)
            guard !plain.isEmpty else { continue }
            texts.append(text)
            plains.append(plain)
        }
        let alphabet = Self.alphabet(of: plains, least: leastTexts)
        let words = CutWords(plains, alphabet: alphabet).list
        var view = TextView()
        var grams = GramCounts()
        var short: [GramRow?] = []
        let counted = plains.map { plain in
            view.read(plain, alphabet: alphabet, words: words)
            grams.count(view.characters)
            let whole = grams.row
            if view.characters.count > Self.openingLength * 3 / 2 {
                grams.count(Array(view.characters.prefix(Self.openingLength)))
                short.append(grams.row)
            } else {
                short.append(nil)
            }
            return whole
        }
        let features = FeatureTable(counting: counted, least: leastTexts)
        rows = counted.map { features.row(of: $0) }
        openings = short.map { $0.map { features.row(of: $0) } }
        self.texts = texts
        self.alphabet = alphabet
        self.words = words
        self.features = features
    }

    private static func alphabet(of plains: [PlainText], least: Int) -> Alphabet {
        var counts: [UInt32: Int] = [:]
        for plain in plains {
            for scalar in Set(plain.scalars) where Alphabet.counts(scalar) { counts[scalar, default: 0] += 1 }
        }
        return Alphabet(counts.filter { $0.value >= least }.keys)
    }
}

/// The words of those texts that are cut.
struct CutWords {
    let list: WordList

    /// Empty where fewer than one text in four, or fewer than fifty, are cut.
    init(_ plains: [PlainText], alphabet: Alphabet) {
        let cut = plains.filter(\.looksCut)
        guard cut.count >= 50, cut.count * 4 >= plains.count else {
            list = WordList(words: [], scores: [])
            return
        }
        var counts: [[UInt16]: (texts: Int, times: Int)] = [:]
        var total = 0
        for plain in cut {
            var seen: Set<[UInt16]> = []
            for part in plain.scalars.split(separator: 0x20) where part.count <= WordList.longest {
                let word = part.map { alphabet.number($0) }
                guard !word.contains(0) else { continue }
                total += 1
                counts[word, default: (0, 0)].times += 1
                if seen.insert(word).inserted { counts[word, default: (0, 0)].texts += 1 }
            }
        }
        let words = counts.filter { $0.value.texts >= 2 }.keys.sorted { $0.lexicographicallyPrecedes($1) }
        list = WordList(
            words: words, scores: words.map { Float(logarithm(Double(counts[$0]?.times ?? 1) / Double(max(1, total)))) }
        )
    }
}

/// One head to train: its question, its labels, its rows and what each row answers.
struct HeadTask {
    let question: TextModel.Head.Question
    let labels: [String]
    let rows: [Int]
    let answers: [Int]

    /// `nil` where no label has enough rows. Labels with too few are one, `""`, if `gathersRest`; else their rows are
    /// left out.
    init?(
        _ question: TextModel.Head.Question, rows: [(row: Int, label: String)], least: Int, gathersRest: Bool
    ) {
        var counts: [String: Int] = [:]
        for (_, label) in rows { counts[label, default: 0] += 1 }
        let named = Set(counts.filter { !$0.key.isEmpty && $0.value >= least }.keys)
        guard !named.isEmpty else { return nil }
        let kept = rows.map { (row: $0.row, label: named.contains($0.label) ? $0.label : "") }
            .filter { gathersRest || !$0.label.isEmpty }
        labels = Set(kept.map(\.label)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        self.question = question
        self.rows = kept.map(\.row)
        answers = kept.map { numbers[$0.label] ?? 0 }
    }
}

/// All heads that a set of texts can teach.
struct HeadTasks {
    private(set) var tasks: [HeadTask] = []

    init(_ texts: [TrainingText], leastExamples: Int) {
        addCategories(texts, depth: 0, within: nil, rows: Array(texts.indices), least: leastExamples)
        func add(_ question: TextModel.Head.Question, _ label: (TrainingText) -> String?) {
            let rows = texts.enumerated().compactMap { index, text in
                label(text).flatMap { $0.isEmpty ? nil : (row: index, label: $0) }
            }
            if let task = HeadTask(question, rows: rows, least: leastExamples, gathersRest: false) {
                tasks.append(task)
            }
        }
        add(.kind, \.kind)
        add(.urgency, \.urgency)
        add(.body, \.body)
    }

    private mutating func addCategories(
        _ texts: [TrainingText], depth: Int, within: String?, rows: [Int], least: Int
    ) {
        let labelled = rows.map { row in
            (row: row, label: texts[row].category.count > depth ? texts[row].category[depth] : "")
        }
        guard
            let task = HeadTask(
                .category(within: within), rows: labelled, least: least, gathersRest: within != nil)
        else { return }
        tasks.append(task)
        for label in task.labels where !label.isEmpty {
            let inside = labelled.filter { $0.label == label }.map(\.row)
            addCategories(texts, depth: depth + 1, within: label, rows: inside, least: least)
        }
    }
}

extension LinearMachine.Weights {
    /// For each feature its place among `features`; -1 for those that weigh nothing.
    func places(featureCount: Int) -> [Int32] {
        var places = [Int32](repeating: -1, count: featureCount)
        for (place, feature) in features.enumerated() { places[Int(feature)] = Int32(place) }
        return places
    }

    func scores(of row: FeatureRow, places: [Int32]) -> [Float] {
        var sums = biases
        for (number, value) in zip(row.numbers, row.values) {
            let place = Int(places[Int(number)])
            guard place >= 0 else { continue }
            for label in sums.indices { sums[label] += value * weights[label][place] }
        }
        return sums
    }
}

/// Weights of all columns, feature by feature, without those too small to matter.
struct PackedWeights {
    /// For each column the size of one step.
    private(set) var scales: [Float] = []
    private var byFeature: [[UInt32]]

    init(featureCount: Int) { byFeature = [[UInt32]](repeating: [], count: featureCount) }

    /// Adds a column for each label.
    mutating func add(_ head: LinearMachine.Weights) {
        for weights in head.weights {
            let largest = weights.reduce(Float(0)) { max($0, abs($1)) }
            let scale = largest > 0 ? largest / Float(Int16.max) : 1
            let column = UInt32(scales.count) << 16
            scales.append(scale)
            for (feature, weight) in zip(head.features, weights) {
                let multiple = Int16((weight / scale).rounded())
                if multiple != 0 { byFeature[Int(feature)].append(column | UInt32(UInt16(bitPattern: multiple))) }
            }
        }
    }

    /// All entries in a row, and where each feature's begin.
    var packed: (starts: [UInt32], entries: [UInt32]) {
        var starts: [UInt32] = [0]
        var entries: [UInt32] = []
        for own in byFeature {
            entries += own
            starts.append(UInt32(entries.count))
        }
        return (starts, entries)
    }
}
