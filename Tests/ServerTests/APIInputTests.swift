import Civics
import HTTPTypes
import Hummingbird
import NIOCore
import TestSupport
import Testing

@testable import Server

/// What the API makes of bad input: a message that names the field, and nothing half-written.
struct APIInputTests {
    private func refused(_ json: String, _ fields: Set<String>, status: Int = 422) async throws {
        let test = try await TestHouse()
        let answer = try await test.post("/requests", json)
        #expect(answer.status == status, "\(json): \(answer.text)")
        #expect(Set(answer.fields) == fields, "\(json): \(answer.text)")
        let token = try await test.token("dispatcher", .dispatcher, "fs-hotline")
        #expect(try await test.get("/requests", token: token).json.items.isEmpty)
    }

    @Test(
        arguments: [
            ("{}", ["kind", "place", "title", "text"]),
            (#"{"kind":"moan","place":"440605011","title":"标题标题","text":"内容内容内容"}"#, ["kind"]),
            (#"{"kind":"help","place":"atlantis","title":"标题标题","text":"内容内容内容"}"#, ["place"]),
            (#"{"kind":"help","place":"440605011","title":"题","text":"短"}"#, ["title", "text"]),
            (#"{"kind":"help","place":"440605011","title":"标题标题","text":"内容内容内容","phone":"call me"}"#, ["phone"]),
            (#"{"kind":"help","place":"440605011","title":"标题\u0007标题","text":"内容内容内容"}"#, ["title"]),
            (#"{"kind":"help","place":"440605011","title":["标题"],"text":5}"#, ["title", "text"]),
            (#"{"kind":"help","place":"440605011","title":"标题标题","text":"内容内容内容","urgency":"critical"}"#, ["urgency"]),
            (#"{"kind":"help","place":"440605011","title":"标题标题","text":"内容内容内容","channel":"phone"}"#, ["channel"]),
            (
                #"{"kind":"help","line":"enterprise","place":"440605011","title":"标题标题","text":"内容内容内容"}"#,
                ["enterprise"]
            ),
            (
                #"{"kind":"help","line":"enterprise","enterprise":"甲公司","creditCode":"914406000000000001","place":"440605011","title":"标题标题","text":"内容内容内容"}"#,
                ["creditCode"]
            ),
            (#"["a"]"#, ["", "kind", "place", "title", "text"]),
        ] as [(String, Set<String>)])
    func fieldsThatCannotBeTakenAreNamed(json: String, fields: Set<String>) async throws {
        try await refused(json, fields)
    }

    @Test(arguments: ["{", "not json", #"{"kind":"help",}"#, "{\"title\":\"a\nb\"}"])
    func whatIsNoJSONIsRefusedWithThePlace(json: String) async throws {
        let answer = try await TestHouse().post("/requests", json)
        #expect(answer.status == 400)
        #expect(answer.code == "unreadable")
        #expect(answer.json["detail"]?.text?.contains("1") == true)
    }

    @Test
    func aNameThatComesTwiceIsRefused() async throws {
        try await refused(#"{"kind":"help","kind":"praise"}"#, ["kind"], status: 400)
    }

    @Test
    func brokenUTF8IsRefused() async throws {
        let test = try await TestHouse()
        var bytes = ByteBuffer(string: #"{"title":""#)
        bytes.writeBytes([0xE6, 0xB5, 0x22, 0x7D])
        let answer = try await test.send(
            .post, "/api/v1/requests", [.contentType: "application/json", .idempotencyKey: "k"],
            body: RequestBody(buffer: bytes))
        #expect(answer.status == 400)
        #expect(answer.text.contains("bad-encoding"))
    }

    @Test
    func emojiAndRareCharactersAreKept() async throws {
        let test = try await TestHouse()
        let title = "路灯💡坏了 𠮷野家 👩‍👩‍👧‍👦"
        let json = #"{"kind":"help","place":"440605011","title":"\#(title)","text":"三天没人修😤，请尽快。"}"#
        let made = try await test.post("/requests", json)
        #expect(made.status == 201)
        let own = try await test.get(
            "/requests/\(made.json["number"]?.text ?? "")", code: made.json["queryCode"]?.text ?? "")
        #expect(own.json["title"]?.text == title)
    }

    @Test(arguments: [
        "/requests?limit=0", "/requests?limit=many", "/requests?stage=lost", "/requests?from=2026-02-30",
        "/requests?from=2026-12-01&to=2026-11-01", "/requests?after=%21", "/requests?kind=moan",
        "/requests?lead=nobody",
        "/requests?place=atlantis", "/requests?open=perhaps", "/figures?measure=luck", "/figures?by=colour",
        "/figures?from=2000-01-01&to=2026-01-01", "/figures?from=never", "/regions?under=atlantis",
    ])
    func aQueryThatMeansNothingIsRefused(path: String) async throws {
        let test = try await TestHouse()
        let answer = try await test.get(path, token: try await test.token("d", .dispatcher, "fs-hotline"))
        #expect(answer.status == 422, "\(answer.text)")
        #expect(!answer.fields.isEmpty)
    }

    @Test(arguments: ["/requests?q=%E4%BD", "/figures?from=%zz"])
    func aQueryThatCannotBeReadIsRefused(path: String) async throws {
        let test = try await TestHouse()
        let answer = try await test.get(path, token: try await test.token("d", .dispatcher, "fs-hotline"))
        #expect(answer.status == 400)
    }

    @Test(arguments: [
        "/requests/1", "/requests/261118-00001-99", "/requests/..%2f..", "/requests/%00", "/reports/weekly/2026-W99",
    ])
    func anAddressOfNothingIsNotFound(path: String) async throws {
        let test = try await TestHouse()
        #expect(try await test.get(path, token: try await test.token("s", .supervisor, "fs-gov")).status == 404)
    }

    @Test(
        arguments: [
            ("dispatch", "{}", ["lead"]), ("dispatch", #"{"lead":"nobody","co":["nobody"]}"#, ["lead", "co[0]"]),
            ("adjudicate", "{}", ["decision"]), ("adjudicate", #"{"decision":"designate"}"#, ["body"]),
            ("merge", #"{"into":"261118"}"#, ["into"]), ("merge", "{}", ["into"]), ("refuse", "{}", ["ground"]),
            ("note", "{}", ["note"]), ("classify", #"{"category":"zzz","place":"atlantis"}"#, ["category", "place"]),
            ("urge", #"{"notes":"x"}"#, ["notes"]), ("decide-extension", #"{"decision":"maybe"}"#, ["decision"]),
        ] as [(String, String, Set<String>)])
    func fieldsOfACommandAreNamed(action: String, json: String, fields: Set<String>) async throws {
        let test = try await TestHouse()
        let token = try await test.token("dispatcher", .dispatcher, "fs-hotline")
        let made = try await test.post("/requests", APIRequestTests.nightWork)
        let number = made.json["number"]?.text ?? ""
        let answer = try await test.post("/requests/\(number)/\(action)", json, token: token)
        #expect(answer.status == 422, "\(answer.text)")
        #expect(Set(answer.fields) == fields, "\(answer.text)")
        let file = try await test.get("/requests/\(number)", token: token)
        #expect(file.json["version"]?.integer == 1)
    }
}
