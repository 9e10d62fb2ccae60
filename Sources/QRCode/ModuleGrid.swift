/// The square of modules while it is being filled.
struct ModuleGrid: Sendable {
    let size: Int
    private(set) var modules: [Bool]
    /// Modules that belong to patterns, format and version; no data stand there.
    private var isReserved: [Bool]

    init(version: Version) {
        size = version.size
        modules = [Bool](repeating: false, count: size * size)
        isReserved = modules
        drawTiming()
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] { drawFinder(row, column) }
        let centres = version.alignment
        for row in centres {
            for column in centres {
                let isAtFinder =
                    (row == 6 && (column == 6 || column == size - 7)) || (row == size - 7 && column == 6)
                if !isAtFinder { drawAlignment(row, column) }
            }
        }
        drawFormat(mask: 0)
        if version.number >= 7 { drawVersion(version.number) }
    }

    subscript(row: Int, column: Int) -> Bool { modules[row * size + column] }

    /// Lays the bits of the codewords in columns of two, from the right, up and down in turn.
    mutating func place(_ codewords: [UInt8]) {
        var index = 0
        for pair in 0..<(size - 1) / 2 {
            // The column of the vertical timing pattern is left out.
            let right = size - 1 - 2 * pair - (size - 1 - 2 * pair <= 6 ? 1 : 0)
            let isUpward = pair % 2 == 0
            for step in 0..<size {
                let row = isUpward ? size - 1 - step : step
                for column in [right, right - 1] where !isReserved[row * size + column] {
                    guard index < codewords.count * 8 else { continue }
                    modules[row * size + column] = codewords[index / 8] >> UInt8(7 - index % 8) & 1 == 1
                    index += 1
                }
            }
        }
    }

    /// Turns over the data modules of a mask's pattern, and writes which mask it is.
    mutating func apply(mask: Int) {
        for row in 0..<size {
            for column in 0..<size where !isReserved[row * size + column] {
                let isTurned =
                    switch mask {
                    case 0: (row + column) % 2 == 0
                    case 1: row % 2 == 0
                    case 2: column % 3 == 0
                    case 3: (row + column) % 3 == 0
                    case 4: (row / 2 + column / 3) % 2 == 0
                    case 5: row * column % 2 + row * column % 3 == 0
                    case 6: (row * column % 2 + row * column % 3) % 2 == 0
                    default: ((row + column) % 2 + row * column % 3) % 2 == 0
                    }
                if isTurned { modules[row * size + column].toggle() }
            }
        }
        drawFormat(mask: mask)
    }

    // MARK: Patterns

    private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return }
        modules[row * size + column] = isDark
        isReserved[row * size + column] = true
    }

    private mutating func drawTiming() {
        for index in 0..<size {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
    }

    /// With the light line around it.
    private mutating func drawFinder(_ centreRow: Int, _ centreColumn: Int) {
        for row in -4...4 {
            for column in -4...4 {
                let ring = max(abs(row), abs(column))
                set(centreRow + row, centreColumn + column, ring != 2 && ring != 4)
            }
        }
    }

    private mutating func drawAlignment(_ centreRow: Int, _ centreColumn: Int) {
        for row in -2...2 {
            for column in -2...2 {
                set(centreRow + row, centreColumn + column, max(abs(row), abs(column)) != 1)
            }
        }
    }

    /// Level and mask with their BCH code, twice.
    private mutating func drawFormat(mask: Int) {
        let bits = Self.format(mask: mask)
        func isDark(_ place: Int) -> Bool { bits >> place & 1 == 1 }
        for place in 0...5 { set(place, 8, isDark(place)) }
        set(7, 8, isDark(6))
        set(8, 8, isDark(7))
        set(8, 7, isDark(8))
        for place in 9..<15 { set(8, 14 - place, isDark(place)) }
        for place in 0..<8 { set(8, size - 1 - place, isDark(place)) }
        for place in 8..<15 { set(size - 15 + place, 8, isDark(place)) }
        set(size - 8, 8, true)
    }

    /// The version with its Golay code, twice.
    private mutating func drawVersion(_ number: Int) {
        let bits = Self.version(number)
        for place in 0..<18 {
            let isDark = bits >> place & 1 == 1
            set(place / 3, size - 11 + place % 3, isDark)
            set(size - 11 + place % 3, place / 3, isDark)
        }
    }

    /// 15 bits: level M (`00`), mask, ten of correction; masked with `101010000010010`.
    static func format(mask: Int) -> Int {
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        return (mask << 10 | rest) ^ 0x5412
    }

    /// 18 bits: version, twelve of correction.
    static func version(_ number: Int) -> Int {
        var rest = number
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        return number << 12 | rest
    }

    // MARK: How well it reads

    /// What makes a code hard to read, in points (ISO/IEC 18004, 7.8.3): long runs, blocks, look-alikes of finder
    /// patterns, and too much or too little ink.
    var penalty: Int {
        var points = 0
        for line in 0..<size {
            points += Self.penalty((0..<size).map { self[line, $0] })
            points += Self.penalty((0..<size).map { self[$0, line] })
        }
        for row in 0..<size - 1 {
            for column in 0..<size - 1 {
                let isDark = self[row, column]
                if isDark == self[row, column + 1], isDark == self[row + 1, column], isDark == self[row + 1, column + 1]
                {
                    points += 3
                }
            }
        }
        let dark = modules.count { $0 }
        // Each whole five per cent away from half.
        points += abs(dark * 20 - modules.count * 10) / modules.count * 10
        return points
    }

    private static let lookalikes = [
        [true, false, true, true, true, false, true, false, false, false, false],
        [false, false, false, false, true, false, true, true, true, false, true],
    ]

    private static func penalty(_ line: [Bool]) -> Int {
        var points = 0
        var run = 0
        for (index, isDark) in line.enumerated() {
            run = index > 0 && isDark == line[index - 1] ? run + 1 : 1
            if run == 5 { points += 3 } else if run > 5 { points += 1 }
        }
        for start in 0...(line.count - 11) where lookalikes.contains(Array(line[start..<start + 11])) { points += 40 }
        return points
    }
}
