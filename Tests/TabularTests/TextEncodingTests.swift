import Foundation
import Testing

@testable import Tabular

@Suite struct TextEncodingTests {
    static let text = "编号,标题\r\n1,路灯不亮🏮\r\n2,“镕”字与㐀𠀀\r\n"

    static let variants: [(name: String, bytes: [UInt8], encoding: TextEncoding)] = [
        ("UTF-8", Array(text.utf8), .utf8),
        ("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8WithMark),
        ("UTF-16 little endian", [0xFF, 0xFE] + text.utf16(isBigEndian: false), .utf16LittleEndian),
        ("UTF-16 big endian", [0xFE, 0xFF] + text.utf16(isBigEndian: true), .utf16BigEndian),
        ("GB18030", text.gb18030, .gb18030),
    ]

    /// Small blocks put every kind of character across the end of one.
    @Test(arguments: variants.indices, [64, 65, 67, 256 << 10])
    func theSameTableComesOutOfEveryEncoding(variant: Int, blockSize: Int) throws {
        let variant = Self.variants[variant]
        let reading = try Reading(csv: variant.bytes, blockSize: blockSize)
        #expect(reading.encoding == variant.encoding)
        #expect(reading.header == ["编号", "标题"])
        #expect(reading.fields == [["1", "路灯不亮🏮"], ["2", "“镕”字与㐀𠀀"]])
        #expect(reading.faults.isEmpty)
    }

    @Test func aLongGB18030FileIsDecodedAcrossAllItsBlocks() throws {
        let row = "市民反映道路积水，一直无人处理𠀀a"
        let rows = (0..<40_000).map { "\($0),\(row.prefix(1 + $0 % 17))" }
        let reading = try Reading(csv: ("编号,内容\n" + rows.joined(separator: "\n")).gb18030)
        #expect(reading.encoding == .gb18030)
        #expect(reading.faults.isEmpty)
        #expect(reading.fields.map { $0.joined(separator: ",") } == rows)
    }

    @Test func oneBrokenByteInALongUTF8FileCostsOneRow() throws {
        var bytes = Array("编号,内容\n".utf8)
        for row in 1...90_010 {
            bytes += Array("\(row),市民反映路灯不亮".utf8)
            if row == 90_000 { bytes.removeLast() }
            bytes.append(0x0A)
        }
        let reading = try Reading(csv: bytes)
        #expect(reading.encoding == .utf8)
        #expect(reading.rows.count == 90_009)
        let fault = try #require(reading.faults.first)
        #expect(reading.faults.count == 1)
        #expect(fault.line == 90_001)
        #expect(fault.reason == "there are bytes that are not UTF-8 in column “内容”")
        #expect(fault.fields == ["90000", "市民反映路灯不\u{FFFD}"])
        #expect(reading.lines == Array(2...90_011))
    }

    /// As GB18030 the accents would pair up with letters and look faultless.
    @Test func oneBrokenByteAmongAccentedLettersDoesNotMakeChinese() throws {
        let reading = try Reading(csv: Array("name\nGarçon\nCafé\nNaïve\nBr".utf8) + [0xC3] + Array("lée\n".utf8))
        #expect(reading.encoding == .utf8)
        #expect(reading.fields == [["Garçon"], ["Café"], ["Naïve"]])
        #expect(reading.faults.map(\.line) == [5])
    }

    @Test func aBrokenByteInGB18030CostsOneRow() throws {
        var bytes = "编号,内容\n1,路灯不亮\n2,路灯".gb18030
        bytes += [0xFF] + "不亮\n3,井盖丢失\n".gb18030
        let reading = try Reading(csv: bytes)
        #expect(reading.encoding == .gb18030)
        #expect(reading.fields == [["1", "路灯不亮"], ["3", "井盖丢失"]])
        #expect(reading.faults.map(\.line) == [3])
        #expect(reading.faults.first?.reason == "there are bytes that are not GB18030 in column “内容”")
    }

    @Test func aHalfPairInUTF16CostsOneRow() throws {
        let bytes: [UInt8] =
            [0xFF, 0xFE] + "a,b\n1,".utf16(isBigEndian: false) + [0x3D, 0xD8] + "x\n2,y\n".utf16(isBigEndian: false)
        let reading = try Reading(csv: bytes)
        #expect(reading.fields == [["2", "y"]])
        #expect(reading.faults.map(\.line) == [2])
        let cut = try Reading(csv: [0xFF, 0xFE] + "a\n1\n2".utf16(isBigEndian: false) + [0x33])
        #expect(cut.fields == [["1"]])
        #expect(cut.faults.map(\.line) == [3])
    }

    @Test func aCharacterCutOffByTheEndOfTheFileIsReported() throws {
        let utf8 = try Reading(csv: Array("内容\n路灯\n井盖".utf8.dropLast()))
        #expect(utf8.encoding == .utf8)
        #expect(utf8.fields == [["路灯"]])
        #expect(utf8.faults.map(\.line) == [3])
        let gb18030 = try Reading(csv: Array("内容\n路灯\n井盖".gb18030.dropLast()))
        #expect(gb18030.encoding == .gb18030)
        #expect(gb18030.fields == [["路灯"]])
        #expect(gb18030.faults.map(\.line) == [3])
    }

    /// Thousands of broken bytes at the front must not decide for the whole file.
    @Test func garbageBeforeALongUTF8TextDoesNotTurnIt() throws {
        var bytes = Array("内容\n".utf8) + [UInt8](repeating: 0xFF, count: 300_000) + [0x0A]
        for _ in 0..<50_000 { bytes += Array("路灯不亮\n".utf8) }
        let reading = try Reading(csv: bytes)
        #expect(reading.encoding == .utf8)
        #expect(reading.rows.count == 50_000)
        #expect(reading.faults.map(\.line) == [2])
    }

    @Test func randomBytesNeitherCrashNorHang() throws {
        var random = SeededGenerator(state: 20_261_118)
        for _ in 0..<300 {
            var bytes = (0..<Int.random(in: 1...2000, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { bytes = Array("a,b\n".utf8) + bytes }
            do {
                let reading = try Reading(csv: bytes, blockSize: 64)
                #expect(reading.lines == reading.lines.sorted())
            } catch let fault as TableFault {
                #expect(!fault.description.isEmpty)
            }
        }
    }
}
