import Foundation
import Testing

@testable import QRCode

struct QRCodeTests {
    /// Codes drawn by another encoder (python-qrcode 8), each with its text, mask and version.
    private struct Known: Sendable, CustomTestStringConvertible {
        let text: String
        let mask: Int
        let version: Int
        let rows: [String]

        var testDescription: String { "version \(version), mask \(mask)" }

        static let all: [Known] = {
            let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("codes.txt")
            let parts = (try? String(contentsOf: path, encoding: .utf8))?.split(separator: "\n\n") ?? []
            return parts.map { part in
                let lines = part.split(separator: "\n").map(String.init)
                let head = lines[0].split(separator: " ").map(String.init)
                return Known(
                    text: head.dropLast(2).joined(separator: " "), mask: Int(head[head.count - 2]) ?? -1,
                    version: Int(head[head.count - 1]) ?? 0, rows: Array(lines.dropFirst()))
            }
        }()
    }

    @Test(arguments: Known.all)
    private func everyModuleIsAsAnotherEncoderDrawsIt(known: Known) throws {
        let code = try #require(QRCode(bytes: Array(known.text.utf8), mask: known.mask))
        #expect(code.size == 17 + 4 * known.version)
        let rows = (0..<code.size).map { row in
            String((0..<code.size).map { code.isDark(row: row, column: $0) ? "#" : "." })
        }
        #expect(zip(rows, known.rows).enumerated().first { $1.0 != $1.1 }?.offset == nil, "the first row that differs")
        #expect(rows.count == known.rows.count)
    }

    @Test
    func everyVersionFromOneToTenIsAmongTheKnownOnes() {
        #expect(Known.all.count == 11)
        #expect(Set(Known.all.map(\.version)).sorted() == Array(1...10))
        #expect(Set(Known.all.map(\.mask)) == Set(0..<8))
    }

    /// The worked example of many textbooks: the data codewords of HELLO WORLD at 1-M and their correction.
    @Test
    func theCorrectionIsThatOfTheTextbook() {
        let data: [UInt8] = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17]
        #expect(ReedSolomon.correction(of: data, count: 10) == [196, 35, 39, 119, 235, 215, 231, 226, 93, 23])
    }

    /// ISO/IEC 18004, tables C.1 and D.1.
    @Test
    func formatAndVersionCarryTheCorrectionOfTheStandard() {
        let formats = [
            0b101010000010010, 0b101000100100101, 0b101111001111100, 0b101101101001011, 0b100010111111001,
            0b100000011001110, 0b100111110010111, 0b100101010100000,
        ]
        #expect((0..<8).map { ModuleGrid.format(mask: $0) } == formats)
        #expect((7...10).map { ModuleGrid.version($0) } == [0x07C94, 0x085BC, 0x09A99, 0x0A4D3])
    }

    @Test(arguments: [(14, 21), (15, 25), (213, 57)])
    func theSmallestVersionThatHasRoomIsTaken(count: Int, size: Int) {
        #expect(QRCode(String(repeating: "a", count: count))?.size == size)
    }

    @Test
    func whatDoesNotFitIsNoCode() {
        #expect(QRCode(String(repeating: "a", count: QRCode.mostBytes + 1)) == nil)
        #expect(QRCode("") != nil)
    }

    @Test
    func ofAllMasksTheOneThatReadsBestIsTaken() throws {
        let bytes = Array("otpauth://totp/OneDoor:lin.min?secret=JBSWY3DPEHPK3PXP".utf8)
        let chosen = try #require(QRCode(bytes: bytes))
        let all = (0..<8).compactMap { QRCode(bytes: bytes, mask: $0) }
        #expect(all.contains(chosen))
        #expect(Set(all).count == 8)
    }
}
