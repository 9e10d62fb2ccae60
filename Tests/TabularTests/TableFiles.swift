import CZip
import Foundation
import Tabular
import Testing

@testable import Tabular

/// A folder of a test's own, gone when the test is.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "tabular-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    func gzip(_ name: String, _ members: [[UInt8]]) throws -> String {
        let file = path + "/" + name
        for member in members {
            let gz = try #require(gzopen(file, "ab"))
            #expect(gzwrite(gz, member, UInt32(member.count)) == Int32(member.count))
            #expect(gzclose(gz) == Z_OK)
        }
        return file
    }
}

/// All that a reader brings: rows and faults, in order.
struct Reading {
    var header: [String] = []
    var encoding: TextEncoding?
    var rows: [TableRow] = []
    var faults: [RowFault] = []
    /// The lines of rows and faults as they came.
    var lines: [Int] = []

    init(
        _ path: String, format: TableFormat = .auto, sheet: TableSheet = .first, limits: TableLimits = TableLimits(),
        blockSize: Int = 256 << 10
    ) throws {
        let reader = try TableReader(path: path, format: format, sheet: sheet, limits: limits, blockSize: blockSize)
        header = reader.header.names
        encoding = reader.encoding
        while let row = try reader.next() {
            switch row {
            case .success(let row):
                rows.append(row)
                lines.append(row.line)
            case .failure(let fault):
                faults.append(fault)
                lines.append(fault.line)
            }
        }
    }

    /// Reads CSV given as bytes.
    init(
        csv bytes: some Sequence<UInt8>, limits: TableLimits = TableLimits(), blockSize: Int = 256 << 10
    ) throws {
        let folder = try Folder()
        try self.init(folder.file("t.csv", bytes), limits: limits, blockSize: blockSize)
    }

    init(csv text: String, limits: TableLimits = TableLimits(), blockSize: Int = 256 << 10) throws {
        try self.init(csv: text.utf8, limits: limits, blockSize: blockSize)
    }

    var fields: [[String]] { rows.map(\.fields) }
}

extension String {
    /// GB18030 by another converter than the reader's.
    var gb18030: [UInt8] {
        Array(data(using: String.Encoding(rawValue: 0x8000_0632)) ?? Data())
    }

    func utf16(isBigEndian: Bool) -> [UInt8] {
        utf16.flatMap { unit in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? pair : pair.reversed()
        }
    }
}

/// A small generator with a seed, so that a failing case can be made again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    // SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
