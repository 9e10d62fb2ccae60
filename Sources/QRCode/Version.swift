/// One of the sizes of a QR code, with how its codewords are shared out at level M (ISO/IEC 18004, table 9).
struct Version: Sendable {
    let number: Int
    /// Codewords for correction in each block.
    let correction: Int
    /// Codewords of data in each block.
    let blocks: [Int]
    /// Centres of the alignment patterns, on both axes (annex E).
    let alignment: [Int]

    var size: Int { 17 + 4 * number }
    private var dataCodewords: Int { blocks.reduce(0, +) }
    /// Bits of the number of bytes.
    private var countBits: Int { number < 10 ? 8 : 16 }
    private var mostBytes: Int { (dataCodewords * 8 - 4 - countBits) / 8 }

    private init(_ number: Int, _ correction: Int, _ blocks: [Int], _ alignment: [Int]) {
        self.number = number
        self.correction = correction
        self.blocks = blocks
        self.alignment = alignment
    }

    private static let all = [
        Version(1, 10, [16], []),
        Version(2, 16, [28], [6, 18]),
        Version(3, 26, [44], [6, 22]),
        Version(4, 18, [32, 32], [6, 26]),
        Version(5, 24, [43, 43], [6, 30]),
        Version(6, 16, [27, 27, 27, 27], [6, 34]),
        Version(7, 18, [31, 31, 31, 31], [6, 22, 38]),
        Version(8, 22, [38, 38, 39, 39], [6, 24, 42]),
        Version(9, 22, [36, 36, 36, 37, 37], [6, 26, 46]),
        Version(10, 26, [43, 43, 43, 43, 44], [6, 28, 50]),
    ]

    /// `nil` where none of them is large enough.
    static func smallest(for count: Int) -> Version? { all.first { $0.mostBytes >= count } }

    /// Data and correction of all blocks, interleaved as they are placed.
    func codewords(of bytes: [UInt8]) -> [UInt8] {
        let data = dataCodewords(of: bytes)
        var start = 0
        let blocks = blocks.map { count in
            defer { start += count }
            return Array(data[start..<start + count])
        }
        let corrections = blocks.map { ReedSolomon.correction(of: $0, count: correction) }
        return Self.interleaved(blocks) + Self.interleaved(corrections)
    }

    /// Mode, count and bytes, filled up to the version's room.
    private func dataCodewords(of bytes: [UInt8]) -> [UInt8] {
        var bits = BitList()
        bits.append(0b0100, count: 4)
        bits.append(bytes.count, count: countBits)
        for byte in bytes { bits.append(Int(byte), count: 8) }
        let room = dataCodewords
        bits.append(0, count: min(4, room * 8 - bits.count))
        var filled = bits.bytes
        var filler: UInt8 = 0xEC
        while filled.count < room {
            filled.append(filler)
            filler ^= 0xEC ^ 0x11
        }
        return filled
    }

    /// The first of every block, the second of every block, and so on; shorter blocks run out first.
    private static func interleaved(_ blocks: [[UInt8]]) -> [UInt8] {
        let longest = blocks.map(\.count).max() ?? 0
        return (0..<longest).flatMap { index in blocks.compactMap { index < $0.count ? $0[index] : nil } }
    }
}

/// Bits in the order in which they are read.
private struct BitList {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0

    mutating func append(_ value: Int, count: Int) {
        for place in (0..<count).reversed() {
            if self.count % 8 == 0 { bytes.append(0) }
            if value >> place & 1 == 1 { bytes[bytes.count - 1] |= 0x80 >> UInt8(self.count % 8) }
            self.count += 1
        }
    }
}

/// Codewords by which a reader finds and mends errors: the remainder of a division in GF(256) with the polynomial
/// x⁸ + x⁴ + x³ + x² + 1.
enum ReedSolomon {
    static func correction(of data: [UInt8], count: Int) -> [UInt8] {
        let divisor = divisor(of: count)
        var remainder = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ remainder.removeFirst()
            remainder.append(0)
            for index in 0..<count { remainder[index] ^= product(divisor[index], factor) }
        }
        return remainder
    }

    /// Coefficients of (x − 1)(x − 2)(x − 4)…, the highest left out: it is always 1.
    private static func divisor(of degree: Int) -> [UInt8] {
        var coefficients = [UInt8](repeating: 0, count: degree)
        coefficients[degree - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in 0..<degree {
                coefficients[index] = product(coefficients[index], root)
                if index + 1 < degree { coefficients[index] ^= coefficients[index + 1] }
            }
            root = product(root, 2)
        }
        return coefficients
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var result = 0
        for place in (0..<8).reversed() {
            result = result << 1 ^ (result >> 7) * 0x11D
            result ^= (Int(right) >> place & 1) * Int(left)
        }
        return UInt8(result)
    }
}
