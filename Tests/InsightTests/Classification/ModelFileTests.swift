import Testing

@testable import Insight

@Suite struct ModelFileTests {
    private let bytes: [UInt8]

    init() throws { bytes = try TextModelTests.model.get().bytes }

    @Test func aModelIsReadAsItWasWritten() throws {
        let model = try TextModelTests.model.get()
        let read = try TextModel(bytes: bytes)
        #expect(read.bytes == bytes)
        for text in TownTexts.texts(30, seed: 4) { #expect(read.suggest(text.request) == model.suggest(text.request)) }
    }

    @Test func whatIsNoModelIsRefused() {
        #expect(throws: ModelFault.notAModel) { try TextModel(bytes: []) }
        #expect(throws: ModelFault.notAModel) { try TextModel(bytes: Array("title,category\n".utf8)) }
        #expect(throws: ModelFault.notAModel) { try TextModel(bytes: ModelFile.mark) }
    }

    @Test func aModelOfAnotherVersionIsRefused() {
        var bytes = bytes
        bytes[ModelFile.mark.count] = 99
        #expect(throws: ModelFault.otherVersion(99)) { try TextModel(bytes: bytes) }
    }

    @Test func everyChangedByteIsNoticed() {
        for position in stride(from: ModelFile.mark.count + 8, to: bytes.count, by: 211) {
            var bytes = bytes
            bytes[position] ^= 0x10
            #expect(throws: ModelFault.damaged) { try TextModel(bytes: bytes) }
        }
    }

    @Test func aModelCutShortIsRefused() {
        for length in stride(from: ModelFile.headerSize, to: bytes.count, by: 509) {
            #expect(throws: ModelFault.self) { try TextModel(bytes: Array(bytes[..<length])) }
        }
    }

    @Test func aForgedModelNeverCrashesTheReader() {
        var state: UInt64 = 11
        func draw(_ range: Int) -> Int {
            state = CharacterGrams.mix(state)
            return Int(state % UInt64(range))
        }
        for _ in 0..<300 {
            var forged = bytes
            for _ in 0..<1 + draw(4) {
                forged[ModelFile.headerSize + draw(forged.count - ModelFile.headerSize)] = UInt8(draw(256))
            }
            // With a checksum that fits, so that the parts themselves are looked at.
            let checksum = Checksum.of(forged[ModelFile.headerSize...])
            for index in 0..<8 {
                forged[ModelFile.mark.count + 8 + index] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt64(index)))
            }
            guard let model = try? TextModel(bytes: forged) else { continue }
            _ = model.suggest(RequestText(title: "路灯不亮", text: "井盖丢失，工地夜间施工噪声"))
        }
    }
}
