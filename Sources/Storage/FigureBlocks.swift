import Casework
package import Civics

/// Sums of the daily figures over whole weeks and months, so that a year is read from twelve sums and not from 365 days.
///
/// They are made when nobody waits (`Store.sumUpFigures`), of stretches that are over. Whoever changes a figure of such a
/// day takes the mark away that the sum holds, in the same transaction; until it is made anew the days themselves are
/// read. So a sum that is marked is always right, and no write waits for one.
enum FigureBlocks {
    enum Length: Int, CaseIterable {
        case week = 1
        case month = 2

        /// The first day of the block that a day belongs to.
        func start(of day: CityDay) -> CityDay { self == .week ? day.monday : day.firstOfMonth }

        /// The last day of the block that begins on `start`.
        func end(of start: CityDay) -> CityDay {
            let (year, month, _) = start.components
            return start.advanced(by: (self == .week ? 7 : CityDay.daysInMonth(month, of: year)) - 1)
        }
    }

    struct Block: Hashable {
        let length: Length
        let start: CityDay

        var end: CityDay { length.end(of: start) }
    }

    /// How a range of days is read: blocks of one length right after one another, or days.
    struct Run: Hashable {
        /// `nil` for days.
        let length: Length?
        let days: ClosedRange<CityDay>
    }

    /// Takes the marks away from the sums that these days belong to.
    static func spoil(_ days: Set<CityDay>, on connection: some Connection) throws(DatabaseError) {
        for length in Length.allCases {
            // Most days that change have no sum yet: today, and those on which something will be due.
            let last = try connection.first(
                "SELECT max(start) FROM figure_block_made WHERE length = ?", [.integer(length.rawValue)]
            ) { $0.optionalInteger(0).map { CityDay(number: Int($0)) } }
            guard case let last?? = last else { continue }
            for start in Set(days.map { length.start(of: $0) }) where start <= last {
                try connection.execute(
                    "DELETE FROM figure_block_made WHERE length = ? AND start = ?",
                    [.integer(length.rawValue), .integer(start.number)])
            }
        }
    }

    /// The sums that hold and begin in a range of days.
    static func whole(
        in days: ClosedRange<CityDay>, on connection: some Connection
    ) throws(DatabaseError) -> Set<Block> {
        var blocks: Set<Block> = []
        for length in Length.allCases {
            try connection.visit(
                "SELECT start FROM figure_block_made WHERE length = ? AND start BETWEEN ? AND ? AND is_whole = 1",
                [.integer(length.rawValue), .integer(days.lowerBound.number), .integer(days.upperBound.number)]
            ) { row in
                blocks.insert(Block(length: length, start: CityDay(number: row.int(0))))
                return true
            }
        }
        return blocks
    }

    /// Months first, weeks in what is left, days for the rest.
    static func runs(of days: ClosedRange<CityDay>, _ whole: Set<Block>) -> [Run] {
        runs(of: days, by: .month, whole) { gap in
            runs(of: gap, by: .week, whole) { [Run(length: nil, days: $0)] }
        }
    }

    private static func runs(
        of days: ClosedRange<CityDay>, by length: Length, _ whole: Set<Block>,
        rest: (ClosedRange<CityDay>) -> [Run]
    ) -> [Run] {
        var runs: [Run] = []
        var gapFrom = days.lowerBound
        var day = days.lowerBound
        while day <= days.upperBound {
            let block = Block(length: length, start: day)
            guard length.start(of: day) == day, block.end <= days.upperBound, whole.contains(block) else {
                day = length.end(of: length.start(of: day)).advanced(by: 1)
                continue
            }
            if gapFrom < day { runs += rest(gapFrom...day.advanced(by: -1)) }
            if let last = runs.last, last.length == length, last.days.upperBound.advanced(by: 1) == day {
                runs[runs.count - 1] = Run(length: length, days: last.days.lowerBound...block.end)
            } else {
                runs.append(Run(length: length, days: day...block.end))
            }
            day = block.end.advanced(by: 1)
            gapFrom = day
        }
        if gapFrom <= days.upperBound { runs += rest(gapFrom...days.upperBound) }
        return runs
    }
}

/// The amounts of a cell, measure by measure, as a sum keeps them: for each measure its number in one byte and its
/// amount in four, the lowest first.
enum BlockAmounts {
    static func bytes(_ amounts: [(measure: Int, amount: Int)]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(amounts.count * 5)
        for (measure, amount) in amounts where amount != 0 {
            bytes.append(UInt8(truncatingIfNeeded: measure))
            let word = UInt32(bitPattern: Int32(clamping: amount))
            for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        return bytes
    }

    static func visit(_ bytes: [UInt8], _ visit: (_ measure: Int, _ amount: Int) -> Void) {
        var at = 0
        while at + 5 <= bytes.count {
            var word: UInt32 = 0
            for index in (1...4).reversed() { word = word << 8 | UInt32(bytes[at + index]) }
            visit(Int(bytes[at]), Int(Int32(bitPattern: word)))
            at += 5
        }
    }
}

extension Store {
    /// Sums up every week and month that is over and whose sum is missing or holds no more.
    ///
    /// Each is read from one state and written in a transaction of its own; what changed in between takes the mark away
    /// that it is being made, and it is left for the next time.
    /// - Returns: how many were made.
    @discardableResult
    package func sumUpFigures(before today: CityDay) async throws -> Int {
        var made = 0
        for block in try await missingBlocks(before: today) {
            try Task.checkCancellation()
            _ = try await database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO figure_block_made VALUES (?, ?, 0)
                    ON CONFLICT (length, start) DO UPDATE SET is_whole = 0
                    """, [.integer(block.length.rawValue), .integer(block.start.number)])
            }
            let cells = try await database.read { try Self.cells(of: block, on: $0) }
            let isMade = try await database.write { try Self.write(cells, of: block, on: $0) }
            if isMade { made += 1 }
        }
        return made
    }

    private func missingBlocks(before today: CityDay) async throws -> [FigureBlocks.Block] {
        try await database.read { connection in
            let first = try connection.first(
                "SELECT min(day) FROM figure WHERE cut = 0 AND measure = ?", [.integer(Measure.received.rawValue)]
            ) { $0.optionalInteger(0).map { CityDay(number: Int($0)) } }
            guard case let first?? = first, first < today else { return [] }
            // What belongs to a day before the first receipt (there is hardly any) is found by days.
            let whole = try FigureBlocks.whole(in: first.advanced(by: -31)...today, on: connection)
            var missing: [FigureBlocks.Block] = []
            for length in FigureBlocks.Length.allCases {
                var start = length.start(of: first)
                while length.end(of: start) < today {
                    let block = FigureBlocks.Block(length: length, start: start)
                    if !whole.contains(block) { missing.append(block) }
                    start = block.end.advanced(by: 1)
                }
            }
            return missing
        }
    }

    private struct BlockCell: Hashable, Sendable {
        let cut: Int
        let first: String
        let second: String
    }

    private static func cells(
        of block: FigureBlocks.Block, on connection: any Connection
    ) throws -> [BlockCell: [(measure: Int, amount: Int)]] {
        var cells: [BlockCell: [(measure: Int, amount: Int)]] = [:]
        let days: [SQLValue] = [.integer(block.start.number), .integer(block.end.number)]
        for cut in FigureCut.allCases where cut.source.cut == cut && cut.isKeptByDay {
            let daily = DailyFigures(cut)
            for measure in Measure.allCases {
                try connection.visit(
                    "SELECT first, second, sum(amount) FROM (\(daily.query)) GROUP BY first, second",
                    daily.values + [.integer(measure.rawValue)] + days
                ) { row in
                    let cell = BlockCell(cut: cut.rawValue, first: row.text(0), second: row.text(1))
                    cells[cell, default: []].append((measure.rawValue, row.int(2)))
                    return true
                }
            }
        }
        for measure in FigureCut.fineMeasures {
            for (cell, amount) in try fineCells(measure, days, on: connection) {
                cells[cell, default: []].append((measure.rawValue, amount))
            }
        }
        return cells
    }

    /// All cuts that are not kept by day at once: the requests are gone through once for each measure.
    private static func fineCells(
        _ measure: Measure, _ days: [SQLValue], on connection: any Connection
    ) throws -> [BlockCell: Int] {
        var cells: [BlockCell: Int] = [:]
        try connection.visit(
            """
            SELECT r.district, r.town, r.lead, r.category, sum(f.amount)
            FROM fact f JOIN request r ON r.case_id = f.case_id
            WHERE f.measure = ? AND f.day BETWEEN ? AND ? GROUP BY 1, 2, 3, 4
            """, [.integer(measure.rawValue)] + days
        ) { row in
            let (category, amount) = (row.text(3), row.int(4))
            func count(_ cut: FigureCut, _ first: String) {
                cells[BlockCell(cut: cut.rawValue, first: first, second: category), default: 0] += amount
            }
            count(.districtCategory, row.text(0))
            count(.townCategory, row.text(1))
            if !row.text(2).isEmpty { count(.bodyCategory, row.text(2)) }
            return true
        }
        return cells
    }

    /// `false` when a figure of these days has changed since the sum was begun.
    private static func write(
        _ cells: [BlockCell: [(measure: Int, amount: Int)]], of block: FigureBlocks.Block,
        on connection: any Connection
    ) throws -> Bool {
        let key: [SQLValue] = [.integer(block.length.rawValue), .integer(block.start.number)]
        let marked = try connection.execute(
            "UPDATE figure_block_made SET is_whole = 1 WHERE length = ? AND start = ?", key)
        guard marked > 0 else { return false }
        for cut in FigureCut.allCases {
            try connection.execute(
                "DELETE FROM figure_block WHERE cut = ? AND length = ? AND start = ?", [.integer(cut.rawValue)] + key)
        }
        for (cell, amounts) in cells {
            try connection.execute(
                "INSERT INTO figure_block VALUES (?, ?, ?, ?, ?, ?)",
                [.integer(cell.cut)] + key + [
                    .text(cell.first), .text(cell.second), .blob(BlockAmounts.bytes(amounts)),
                ])
        }
        return true
    }
}
