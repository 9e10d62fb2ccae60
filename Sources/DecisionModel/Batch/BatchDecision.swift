import Dispatch

/// Makes one decision for very many subjects at once.
///
///     let batch = try model.batch(for: "Discount")
///     let result = try batch.evaluate([.init(.integers(ages)), .init(.booleans(isMember), unknown: mask)])
///     result[17]      // the answer for subject 17
///
/// The answers are those that `DecisionModel.settling` and `evaluate` give for each subject alone. Where the facts can be
/// cut into parts (see `ColumnPartition`) and there are not too many combinations of parts, the answer of each combination
/// is worked out once and then looked up; otherwise subjects are taken one by one.
package struct BatchDecision: Sendable {
    /// The names of the inputs, in the order in which the columns are given.
    package let inputs: [String]
    private let model: DecisionModel
    private let name: String
    private let moment: FEELDateTime
    /// Nil if the decision cannot be looked up.
    private let lookUp: LookUp?
    fileprivate init(_ model: DecisionModel, _ element: ElementProgram, moment: FEELDateTime) {
        self.model = model
        self.moment = moment
        name = element.name
        let elements = model.graph.inputs(of: element)
        inputs = elements.map(\.name)
        let domains = FactDomains(model.graph, of: element)
        let partitions = elements.compactMap { domains.partition(of: $0) }
        lookUp = LookUp(
            elements.count == partitions.count ? partitions : [], inputs, BatchAnswers(model, element.name, moment))
    }

    /// - Parameter threads: how many processors to use.
    package func evaluate(_ columns: [BatchColumn], threads: Int = 2) throws(BatchFault) -> BatchResult {
        guard columns.count == inputs.count else {
            throw BatchFault(message: "the decision takes \(inputs.count) columns, not \(columns.count)")
        }
        guard let count = columns.first?.count, columns.allSatisfy({ $0.count == count }) else {
            throw BatchFault(message: "the columns are not of one length")
        }
        guard let lookUp, let readers = lookUp.readers(of: columns) else {
            var table = AnswerTable()
            let answers = BatchAnswers(model, name, moment)
            let codes = (0..<count).map { row in
                table.code(answers.answer(inputs, columns.map { $0.value(at: row) }))
            }
            return BatchResult(codes: codes, answers: table.answers)
        }
        return lookUp.result(readers, count, threads)
    }
}

/// Answers for single subjects.
private struct BatchAnswers {
    private let model: DecisionModel
    private let name: String
    private let moment: FEELDateTime

    init(_ model: DecisionModel, _ name: String, _ moment: FEELDateTime) {
        self.model = model
        self.name = name
        self.moment = moment
    }

    /// The answer for facts of which nil is not known.
    func answer(_ inputs: [String], _ values: [FEELValue?]) -> FEELValue {
        var facts = Facts()
        for (name, value) in zip(inputs, values) {
            if let value { facts.values[name] = value } else { facts.unknown.insert(name) }
        }
        if facts.unknown.isEmpty {
            return (try? model.evaluate(name, with: facts, moment: moment))?.value ?? .null
        }
        guard case .settled(let value)? = try? model.settling(name, with: facts, moment: moment) else {
            return .unknown(UnknownFacts(facts.unknown))
        }
        return value
    }
}

/// The answers of all combinations of parts.
private struct LookUp: Sendable {
    private let partitions: [ColumnPartition]
    private let strides: [Int]
    /// For each combination a position in `answers`.
    private let codes: [Int32]
    private let answers: [FEELValue]

    /// Combinations up to this number are worked out.
    private static let mostCombinations = 1 << 16

    /// Nil if there is nothing to combine, or too much.
    init?(_ partitions: [ColumnPartition], _ inputs: [String], _ source: BatchAnswers) {
        guard !partitions.isEmpty else { return nil }
        var total = 1
        var strides: [Int] = []
        for partition in partitions {
            strides.append(total)
            total *= PartReader.count(of: partition)
            guard total <= LookUp.mostCombinations else { return nil }
        }
        self.partitions = partitions
        self.strides = strides
        var table = AnswerTable()
        codes = (0..<total).map { combination in
            let values = zip(partitions, strides).map { partition, stride in
                PartReader.representative(
                    of: combination / stride % PartReader.count(of: partition), in: partition)
            }
            return table.code(source.answer(inputs, values))
        }
        answers = table.answers
    }

    func readers(of columns: [BatchColumn]) -> [PartReader]? {
        var readers: [PartReader] = []
        for (partition, column) in zip(partitions, columns) {
            guard let reader = PartReader(partition, column) else { return nil }
            readers.append(reader)
        }
        return readers
    }

    func result(_ readers: [PartReader], _ count: Int, _ threads: Int) -> BatchResult {
        let workers = max(1, min(threads, count / 65_536 + 1))
        let share = (count + workers - 1) / workers / 64 * 64 + 64
        let found = [Int32](unsafeUninitializedCapacity: count) { buffer, initialized in
            nonisolated(unsafe) let output = buffer
            codes.withUnsafeBufferPointer { codes in
                nonisolated(unsafe) let codes = codes
                DispatchQueue.concurrentPerform(iterations: workers) { worker in
                    let rows = min(worker * share, count)..<min((worker + 1) * share, count)
                    LookUp.fill(output, rows, readers, strides, codes)
                }
            }
            initialized = count
        }
        return BatchResult(codes: found, answers: answers)
    }

    /// Fills in the answers of some rows, a block at a time so that it stays in the cache.
    private static func fill(
        _ output: UnsafeMutableBufferPointer<Int32>, _ rows: Range<Int>, _ readers: [PartReader], _ strides: [Int],
        _ answers: UnsafeBufferPointer<Int32>
    ) {
        let size = 2048
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: size) { combinations in
            var start = rows.lowerBound
            while start < rows.upperBound {
                let block = start..<min(start + size, rows.upperBound)
                for index in 0..<block.count { combinations[index] = 0 }
                for (reader, stride) in zip(readers, strides) { reader.add(block, Int32(stride), to: combinations) }
                for index in 0..<block.count {
                    output[block.lowerBound &+ index] = answers[Int(combinations[index])]
                }
                start = block.upperBound
            }
        }
    }
}

/// The different answers, each with its number.
private struct AnswerTable {
    private(set) var answers: [FEELValue] = []
    private var strings: [String: Int32] = [:]
    private static let unsettled = FEELValue.unknown(UnknownFacts([]))

    mutating func code(_ answer: FEELValue) -> Int32 {
        let answer = answer.isUnknown ? AnswerTable.unsettled : answer
        // The literal tells all answers apart that differ in kind or value, and more.
        let key = answer.kind.rawValue + answer.literal
        if let code = strings[key] { return code }
        let code = Int32(answers.count)
        answers.append(answer)
        strings[key] = code
        return code
    }
}

extension DecisionModel {
    package func batch(for decision: String, moment: FEELDateTime? = nil) throws(NoSuchElement) -> BatchDecision {
        let element = try self.decision(named: decision)
        return BatchDecision(self, element, moment: moment ?? Clock.now)
    }
}
