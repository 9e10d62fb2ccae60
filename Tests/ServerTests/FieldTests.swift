import Civics
import Testing

@testable import Server

struct FormFieldTests {
    @Test
    func aFormIsDecoded() throws {
        let form = try FormFields(
            "title=%E8%B7%AF%E7%81%AF+%E5%9D%8F%E4%BA%86&co=a&co=b&empty=&bare&a%3Db=c%26d&&x=1=2")
        #expect(form["title"] == "路灯 坏了")
        #expect(form.all("co") == ["a", "b"])
        #expect(form["empty"] == "")
        #expect(form["bare"] == "")
        #expect(form["a=b"] == "c&d")
        #expect(form["x"] == "1=2")
        #expect(form["missing"] == nil)
    }

    @Test(arguments: [
        ("name=%E4%BD", "name"), ("name=%FF", "name"), ("phone=%zz", "phone"), ("text=100%", "text"), ("t=%4", "t"),
    ])
    func whatIsBrokenNamesItsField(text: String, field: String) {
        do {
            _ = try FormFields(text)
            Issue.record("it was taken")
        } catch {
            #expect(error.kind == .unreadable)
            #expect(error.faults.map(\.field) == [field])
        }
    }

    @Test
    func tooManyFieldsAreRefused() {
        let text = (0...FormFields.most).map { "f\($0)=1" }.joined(separator: "&")
        #expect(throws: InvalidInput.self) { try FormFields(text) }
    }
}

struct FieldReaderTests {
    private func json(_ text: String) throws -> FieldReader { FieldReader(try JSONParser.parse(text)) }

    private func faults(_ fields: inout FieldReader) -> [String: InputFault.Code] {
        do {
            try fields.finish()
            return [:]
        } catch {
            return Dictionary(error.faults.map { ($0.field, $0.code) }, uniquingKeysWith: { first, _ in first })
        }
    }

    @Test
    func allFaultsAreNamedAtOnce() throws {
        var fields = try json(
            #"{"title":"","kind":"moan","urgency":3,"level":9,"protected":"yes","place":"a\u0000b","long":"xxxx","unheard":1}"#
        )
        _ = fields.requiredText("title", most: 100)
        _ = fields.requiredText("text", most: 100)
        _ = fields.choice("kind", RequestKind.self)
        _ = fields.choice("urgency", Urgency.self)
        _ = fields.integer("level", in: 1...3)
        _ = fields.flag("protected")
        _ = fields.text("place", most: 60)
        _ = fields.text("long", most: 3)
        #expect(
            faults(&fields) == [
                "title": .missing, "text": .missing, "kind": .unknown, "urgency": .wrongType, "level": .outOfRange,
                "protected": .wrongType, "place": .controlCharacter, "long": .tooLong, "unheard": .unknownField,
            ])
    }

    @Test
    func anUnknownValueNamesTheOnesThereAre() throws {
        var fields = try json(#"{"kind":"moan"}"#)
        _ = fields.choice("kind", RequestKind.self)
        #expect(fields.faults.first?.message.en.contains("complaint") == true)
    }

    @Test(arguments: ["[1]", "\"text\"", "null", "3"])
    func whatIsNoObjectIsRefused(text: String) throws {
        var fields = try json(text)
        #expect(faults(&fields) == ["": .wrongType])
    }

    @Test
    func aFormWritesFlagsAndNumbersAsText() throws {
        var fields = FieldReader(try FormFields("solved=yes&reached=0&level=2&co=a&co=&co=b"))
        #expect(fields.flag("solved") == true)
        #expect(fields.flag("reached") == false)
        #expect(fields.integer("level", in: 1...3) == 2)
        #expect(fields.texts("co", most: 5, each: 10) == ["a", "b"])
        #expect(faults(&fields).isEmpty)
    }

    @Test
    func aListThatIsTooLongIsOneFaultAndNotThousands() throws {
        let list = repeatElement("1", count: 10_000).joined(separator: ",")
        var fields = try json(#"{"co":[\#(list)],"lead":["a",2,"c"]}"#)
        #expect(fields.texts("co", most: 10, each: 60).isEmpty)
        #expect(fields.texts("lead", most: 10, each: 60) == ["a", "c"])
        #expect(faults(&fields) == ["co": .tooLong, "lead[1]": .wrongType])
    }

    @Test
    func aFieldOfAFormThatComesTwiceIsRefused() throws {
        var fields = FieldReader(try FormFields("title=a&title=b"))
        _ = fields.text("title", most: 10)
        #expect(faults(&fields) == ["title": .repeated])
    }

    @Test(arguments: ["2026-02-30", "2026-13-01", "18.11.2026", "２０２６-11-18", "2026-1-1", "tomorrow"])
    func noDayOfTheCalendarIsRefused(text: String) throws {
        var fields = FieldReader(FormFields([("day", text)]))
        #expect(fields.day("day") == nil)
        #expect(faults(&fields) == ["day": .malformed])
    }

    @Test
    func aCaseNumberWithAWrongDigitIsRefused() throws {
        var fields = FieldReader(FormFields([("into", "261118-00001-9"), ("other", "261118-00001-0")]))
        let numbers = [fields.caseNumber("into"), fields.caseNumber("other")]
        #expect(numbers.compactMap(\.self).count <= 1)
        #expect(faults(&fields).values.allSatisfy { $0 == .malformed })
    }

    @Test
    func lengthIsCountedInCharactersOfUnicodeNotInBytes() throws {
        var fields = FieldReader(
            FormFields([("title", String(repeating: "灯", count: 100)), ("more", String(repeating: "😀", count: 101))]))
        #expect(fields.text("title", most: 100)?.count == 100)
        #expect(fields.text("more", most: 100) == nil)
        #expect(faults(&fields) == ["more": .tooLong])
    }

    @Test(arguments: [
        ("  路灯\r\n坏了 \t", "路灯\n坏了"), ("a\u{B}b\u{2028}c", "a\nb\nc"), ("一\r二", "一\n二"), ("\u{3000}　", ""),
        ("👩‍👩‍👧 好", "👩‍👩‍👧 好"),
    ])
    func textIsKeptWithoutStraySpacesAndWithOneKindOfLineBreak(text: String, kept: String) {
        #expect(CleanText.cleaned(text) == kept)
    }

    @Test(arguments: ["a\u{0}b", "\u{1B}[31m", "a\u{7F}", "a\u{9F}b"])
    func controlCharactersAreRefused(text: String) {
        #expect(CleanText.cleaned(text) == nil)
    }
}
