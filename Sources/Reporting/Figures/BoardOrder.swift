package import Civics

/// A column of the board, by which its lines can be sorted.
package enum BoardColumn: String, CaseIterable, Sendable {
    case name, dispatched, closed, open, overdue, composite, response
    case onTime = "on-time"
    case solved, satisfied
    case firstTime = "first-time"
    case inspection, excluded

    package var rate: ScoredRate? {
        switch self {
        case .response: .response
        case .onTime: .onTime
        case .solved: .solved
        case .satisfied: .satisfied
        case .firstTime: .firstTime
        case .inspection: .inspection
        default: nil
        }
    }
}

/// In which order a board is read, and who takes which place in it.
package struct BoardOrder: Hashable, Sendable {
    package var column: BoardColumn
    package var isDescending: Bool

    package init(_ column: BoardColumn, isDescending: Bool) {
        self.column = column
        self.isDescending = isDescending
    }

    /// The best of the composite score first; where there is none, of the rate closed in time.
    package static func usual(_ rules: ScoreRules) -> BoardOrder {
        BoardOrder(rules.weights.isEmpty ? .onTime : .composite, isDescending: true)
    }

    /// What places are given by: the column, where that is a rate or the score; else the usual one.
    package func ranked(_ rules: ScoreRules) -> BoardColumn {
        column == .composite || column.rate != nil ? column : Self.usual(rules).column
    }

    /// The lines in order. Of a rate or the score those come first that can take a place, then those that rest on too
    /// little for one, last what cannot be shown, whichever way it is sorted. Of equal ones the larger number dispatched
    /// comes first.
    ///
    /// - Parameter names: by which lines are sorted by name.
    package func sorted(_ board: Board, names: [String: String]) -> [BoardLine] {
        func name(_ line: BoardLine) -> String { line.value.flatMap { names[$0] ?? $0 } ?? "" }
        if column == .name {
            let lines = board.lines.sorted { (name($0), $0.value ?? "") < (name($1), $1.value ?? "") }
            return isDescending ? lines.reversed() : lines
        }
        let takesPart = Set(places(in: board, by: column).keys)
        func group(_ line: BoardLine, _ key: Double?) -> Int {
            guard key != nil else { return 2 }
            let isRanked = column != .composite && column.rate == nil || takesPart.contains(line.value ?? "")
            return isRanked ? 0 : 1
        }
        return board.lines.map { line in
            let key = key(line, board.rules)
            return (line: line, key: key, group: group(line, key))
        }.sorted { a, b in
            if a.group != b.group { return a.group < b.group }
            if let x = a.key, let y = b.key, x != y { return isDescending ? x > y : x < y }
            return (b.line.dispatched, a.line.value ?? "") < (a.line.dispatched, b.line.value ?? "")
        }.map(\.line)
    }

    private func key(_ line: BoardLine, _ rules: ScoreRules) -> Double? {
        switch column {
        case .name: return nil
        case .dispatched: return Double(line.dispatched)
        case .closed: return Double(line.closed)
        case .open: return Double(line.open)
        case .overdue: return Double(line.overdue)
        case .excluded: return Double(line.excluded)
        case .composite: return line.composite?.value
        case .response, .onTime, .solved, .satisfied, .firstTime, .inspection:
            guard let rate = column.rate.map({ line.rate($0) }), rate.denominator >= max(1, rules.showFrom) else {
                return nil
            }
            return rate.value
        }
    }

    /// The places that lines may hold, by value; whoever rests on too little takes none.
    package func places(in board: Board) -> [String: ClosedRange<Int>] { places(in: board, by: ranked(board.rules)) }

    private func places(in board: Board, by column: BoardColumn) -> [String: ClosedRange<Int>] {
        let rankFrom = max(1, board.rules.rankFrom)
        let intervals = board.lines.map { line -> ClosedRange<Double>? in
            if let rate = column.rate.map({ line.rate($0) }) {
                return rate.denominator >= rankFrom ? rate.interval : nil
            }
            return line.composite.flatMap { $0.least >= rankFrom ? $0.interval : nil }
        }
        var places: [String: ClosedRange<Int>] = [:]
        for (line, place) in zip(board.lines, Ranking(intervals: intervals).places) {
            if let value = line.value { places[value] = place }
        }
        return places
    }
}
