import TestSupport
import Testing

@testable import Server

struct JSONTests {
    @Test(arguments: [
        (#"{"a":1}"#, JSONValue.object([JSONValue.Member(name: "a", value: .integer(1))])),
        (#" [ true , false , null ] "#, .array([.bool(true), .bool(false), .null])),
        (#""佛山 \u4f5b \ud83d\ude00 \"\\\/\b\f\n\r\t""#, .string("佛山 佛 😀 \"\\/\u{8}\u{C}\n\r\t")),
        ("-0", .integer(0)), ("9223372036854775807", .integer(.max)),
        ("9223372036854775808", .number(9.223372036854775808e18)),
        ("1.5e3", .number(1500)), ("{}", .object([])), ("[]", .array([])), ("\u{FEFF}[]", .array([])),
    ])
    func whatIsValidIsRead(text: String, value: JSONValue) throws {
        #expect(try JSONParser.parse(text) == value)
    }

    @Test(arguments: [
        ("", JSONFault.Reason.empty), ("   ", .empty), ("{", .unexpectedEnd), (#"{"a"}"#, .unexpectedByte),
        (#"{"a":1,}"#, .unexpectedByte), ("[1,]", .unexpectedByte), ("[1 2]", .unexpectedByte), ("tru", .unexpectedEnd),
        ("truE", .unexpectedByte), ("01", .badNumber), ("1.", .unexpectedEnd), ("-", .unexpectedEnd),
        ("+1", .unexpectedByte),
        ("1e999", .badNumber), (#""a"#, .unexpectedEnd), (#""\x""#, .badEscape), (#""\ud800""#, .badEscape),
        (#""\ud800\u0041""#, .badEscape), (#""\u00g0""#, .badEscape), ("\"a\nb\"", .controlCharacter),
        ("1 2", .trailingText),
        (#"{"a":1,"a":2}"#, .duplicateName("a")), ("NaN", .unexpectedByte), ("'a'", .unexpectedByte),
    ])
    func whatIsBrokenIsRefusedWithAReason(text: String, reason: JSONFault.Reason) {
        #expect(throws: JSONFault.self) { try JSONParser.parse(text) }
        do {
            _ = try JSONParser.parse(text)
        } catch {
            #expect(error.reason == reason)
        }
    }

    @Test
    func brokenUTF8IsRefused() {
        let bytes: [UInt8] = [0x22, 0xE4, 0xBD, 0x22]
        #expect(throws: JSONFault.self) { try bytes.withUnsafeBytes { try JSONParser.parse($0) } }
        let escaped: [UInt8] = [0x22, 0x5C, 0x6E, 0xFF, 0x22]
        #expect(throws: JSONFault.self) { try escaped.withUnsafeBytes { try JSONParser.parse($0) } }
    }

    @Test
    func nestingBeyondTheLimitEndsInAFaultAndNotInAStackOverflow() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONFault(reason: .tooDeep, line: 1, column: JSONParser.deepest + 1)) {
            try JSONParser.parse(deep)
        }
        let allowed =
            String(repeating: "[", count: JSONParser.deepest) + String(repeating: "]", count: JSONParser.deepest)
        #expect(throws: Never.self) { try JSONParser.parse(allowed) }
    }

    @Test
    func anObjectOfManyThousandMembersIsRefusedBeforeItCostsAnything() {
        let members = (0..<80_000).map { "\"m\($0)\":1" }.joined(separator: ",")
        let started = ContinuousClock.now
        do {
            _ = try JSONParser.parse("{\(members)}")
            Issue.record("it was taken")
        } catch {
            #expect(error.reason == .tooManyMembers)
        }
        #expect(ContinuousClock.now - started < .seconds(2))
    }

    @Test
    func aFaultNamesItsLineAndByte() {
        #expect(throws: JSONFault(reason: .unexpectedByte, line: 3, column: 8)) {
            try JSONParser.parse("{\n  \"a\": 1,\n  \"b\": x\n}")
        }
    }

    /// Bytes of every kind in every place: whatever comes, it is a value or a fault.
    @Test
    func noBytesCanBreakTheParser() {
        let seeds = [#"{"a":[1,-2.5e3,"x\u4f5b\ud83d\ude00",true,null],"b":{"c":"佛"}}"#, "[[[]]]", #""\\""#]
        var numbers = SeededNumbers(seed: 7)
        for seed in seeds {
            for _ in 0..<3000 {
                var bytes = Array(seed.utf8)
                for _ in 0...Int(numbers.next() % 3) {
                    let place = Int(numbers.next() % UInt64(bytes.count))
                    bytes[place] = UInt8(truncatingIfNeeded: numbers.next())
                }
                bytes = Array(bytes.prefix(1 + Int(numbers.next() % UInt64(bytes.count))))
                _ = bytes.withUnsafeBytes { buffer in Result { try JSONParser.parse(buffer) } }
            }
        }
    }

    @Test
    func whatIsWrittenReadsBackTheSame() throws {
        var json = JSONWriter()
        json.object {
            $0.member("text", "引号\" 反斜杠\\ 换行\n 控制\u{1} 表情😀")
            $0.member("count", -3)
            $0.member("share", 0.25)
            $0.member("nothing", Double.nan)
            $0.member("flag", true)
            $0.member("absent", ifPresent: nil as String?)
            $0.name("list")
            $0.array([1, 2]) { $0.value($1) }
            $0.name("empty")
            $0.object { _ in }
        }
        let value = try json.bytes.withUnsafeBytes { try JSONParser.parse($0) }
        #expect(value["text"] == .string("引号\" 反斜杠\\ 换行\n 控制\u{1} 表情😀"))
        #expect(value["count"] == .integer(-3))
        #expect(value["share"] == .number(0.25))
        #expect(value["nothing"] == .null)
        #expect(value["flag"] == .bool(true))
        #expect(value["absent"] == nil)
        #expect(value["list"] == .array([.integer(1), .integer(2)]))
        #expect(value["empty"] == .object([]))
    }
}
