/// For each part of each column the rules that it satisfies, as bits: finding the rules that hit is then one look-up for
/// each column and an intersection.
final class TableIndex: Sendable {
    final class Column: Sendable {
        let partition: ColumnPartition
        /// For each part, then for each word: the rules whose test the part passes.
        let masks: [UInt64]
        /// The rules whose test null passes.
        let nullMask: [UInt64]

        fileprivate init(partition: ColumnPartition, masks: [UInt64], nullMask: [UInt64]) {
            self.partition = partition
            self.masks = masks
            self.nullMask = nullMask
        }
    }

    /// Nil where a column could not be cut: its tests are then evaluated.
    let columns: [Column?]
    let words: Int
    /// Rules that there are.
    let all: [UInt64]

    /// Nil if no column can be cut.
    init?(_ rules: [DecisionTableNode.Rule], types: [FEELType]) {
        let words = (rules.count + 63) / 64
        guard words > 0, !types.isEmpty else { return nil }
        self.words = words
        var all = [UInt64](repeating: 0, count: words)
        for index in rules.indices { all[index >> 6] |= 1 << UInt64(index & 63) }
        self.all = all
        columns = types.indices.map { index in
            guard rules.allSatisfy({ index < $0.tests.count }) else { return nil }
            return Column.make(rules.map { $0.tests[index] }, type: types[index], words: words)
        }
        guard columns.contains(where: { $0 != nil }) else { return nil }
    }
}

extension TableIndex.Column {
    /// Nil if the column cannot be cut.
    fileprivate static func make(_ tests: [Program.Tests], type: FEELType, words: Int) -> TableIndex.Column? {
        guard let partition = ColumnPartition.cut(by: tests, type: type),
            partition.count * tests.count <= 1 << 22
        else { return nil }
        let run = Execution(moment: .epoch, collectsDiagnostics: false)
        let frame = Frame(count: (tests.map(\.slotCount).max() ?? 0) + 1)
        func mask(_ value: FEELValue?) -> [UInt64] {
            var mask = [UInt64](repeating: 0, count: words)
            guard let value else { return mask }
            for (index, test) in tests.enumerated() where test.evaluate(value, frame, run).isTrue {
                mask[index >> 6] |= 1 << UInt64(index & 63)
            }
            return mask
        }
        return TableIndex.Column(
            partition: partition, masks: partition.representatives.flatMap { mask($0) }, nullMask: mask(.null))
    }
}
