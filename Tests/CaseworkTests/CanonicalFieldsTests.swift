import Casework
import Civics
import TestSupport
import Testing

@Suite struct CanonicalFieldsTests {
    private func read(_ text: String) -> CanonicalFields? { CanonicalFields(text.utf8) }

    @Test(arguments: [
        "{}", #"{"a":"b"}"#, #"{"a":-1,"b":true,"c":false,"d":[],"e":["x","y"],"f":""}"#,
        #"{"n":9223372036854775807,"o":-9223372036854775808,"p":0}"#, #"{"text":"\"quoted\" \\ \u000a\u0009\u001f"}"#,
        "{\"名\":\"佛山 👍 \u{7F}\u{2028}\"}",
    ])
    func whatIsCanonicalIsReadAndWrittenByteForByte(text: String) throws {
        let fields = try #require(read(text))
        #expect(String(decoding: fields.bytes, as: UTF8.self) == text)
    }

    @Test func valuesComeBackAsTheyWere() throws {
        let fields = try #require(read(#"{"a":-12,"b":true,"c":["x","y\"z"],"d":"line\u000aline"}"#))
        #expect(fields["a"] == .number(-12))
        #expect(fields["b"] == .flag(true))
        #expect(fields["c"] == .list(["x", "y\"z"]))
        #expect(fields["d"] == .text("line\nline"))
        #expect(fields["e"] == nil)
    }

    @Test(arguments: [
        "", "{", "}", "[]", "null", #""a""#, " {}", "{} ", "{ }", "{}{}", #"{"a"}"#, #"{"a":}"#, #"{"a":"b",}"#,
        #"{,"a":"b"}"#, #"{"a": "b"}"#, #"{"a":'b'}"#, #"{"a":null}"#, #"{"a":{}}"#, #"{"a":[1]}"#, #"{"a":[["b"]]}"#,
        #"{"a":["b",]}"#, #"{"a":[,]}"#, #"{"a":["b""#, #"{"a":1.5}"#, #"{"a":1e3}"#, #"{"a":01}"#, #"{"a":-0}"#,
        #"{"a":+1}"#, #"{"a":-}"#, #"{"a":--1}"#, #"{"a":9223372036854775808}"#, #"{"a":tru}"#, #"{"a":True}"#,
        // Not in order, and twice.
        #"{"b":1,"a":2}"#, #"{"a":1,"a":2}"#,
        // Escapes that are never written.
        #"{"a":"\n"}"#, #"{"a":"\/"}"#, #"{"a":"\u0041"}"#, #"{"a":"\u00ff"}"#, #"{"a":"\u000A"}"#, #"{"a":"\u0022"}"#,
        #"{"a":"\u00"}"#, #"{"a":"\u+00f"}"#, #"{"a":"\"#, #"{"a":"b"#, #"{"a":"b}"#,
        // A control character as it is.
        "{\"a\":\"\n\"}", "{\"a\":\"x\\\"\n\"}",
    ])
    func whatIsNotCanonicalIsNotRead(text: String) {
        #expect(read(text) == nil)
    }

    @Test func brokenUTF8IsNotRepaired() {
        #expect(CanonicalFields(Array("{\"a\":\"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8)) == nil)
        #expect(CanonicalFields(Array("{\"a\":\"\\\"".utf8) + [0xC3] + Array("\"}".utf8)) == nil)
        #expect(CanonicalFields(Array("{\"".utf8) + [0xE4, 0xBD] + Array("\":1}".utf8)) == nil)
    }

    /// What is read is what would be written: nothing has two readings. Random bytes, and true bodies with a few bytes
    /// changed, removed or put in.
    @Test func hostileBytesAreReadAsTheyStandOrNotAtAll() {
        var random = SeededNumbers(seed: 33_358)
        let bodies = SampleEvents.all.map(\.fields.bytes)
        let alphabet = Array("{}[]\",:\\u00tfrue-0129ab".utf8) + [0, 10, 31, 127, 128, 0xC3, 0xFF]
        var read = 0
        var wrong: [[UInt8]] = []
        for round in 0..<20_000 {
            var bytes: [UInt8]
            if round % 2 == 0 {
                bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random)!
                }
            } else {
                bytes = bodies.randomElement(using: &random)!
                for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes[place] = alphabet.randomElement(using: &random)!
                    case 2: bytes.remove(at: place)
                    default: bytes.insert(alphabet.randomElement(using: &random)!, at: place)
                    }
                }
            }
            guard let fields = CanonicalFields(bytes) else { continue }
            read += 1
            if fields.bytes != bytes { wrong.append(bytes) }
            // Whatever it says, asking what it means ends with an answer.
            for event in SampleEvents.all { _ = try? RequestEvent(typeName: event.typeName, fields: fields) }
        }
        #expect(wrong.isEmpty)
        #expect(read > 100)
    }
}
