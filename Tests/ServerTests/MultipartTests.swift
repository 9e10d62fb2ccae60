import Civics
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Server

/// Reading `multipart/form-data`, whole, in pieces, and broken.
struct MultipartTests {
    /// A body with its parts, as browsers write them.
    static func body(_ parts: [(head: String, content: [UInt8])], boundary: String = "X", ends: Bool = true) -> [UInt8]
    {
        var bytes: [UInt8] = []
        for part in parts { bytes += Array("--\(boundary)\r\n\(part.head)\r\n\r\n".utf8) + part.content + [13, 10] }
        return bytes + (ends ? Array("--\(boundary)--\r\n".utf8) : [])
    }

    static func field(_ name: String, _ value: String) -> (head: String, content: [UInt8]) {
        ("Content-Disposition: form-data; name=\"\(name)\"", Array(value.utf8))
    }

    static func file(_ name: String, _ content: [UInt8], field: String = "files") -> (head: String, content: [UInt8]) {
        ("Content-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\nContent-Type: image/jpeg", content)
    }

    static let limits = SubmissionLimits(fields: 10_000, file: 1000, files: 3)

    private func read(
        _ bytes: [UInt8], boundary: String = "X", pieces: Int? = nil, _ limits: SubmissionLimits = limits,
        memory: UploadMemory = UploadMemory(most: 1 << 20)
    ) throws -> SubmittedForm {
        var reader = SubmissionReader(boundary: boundary, limits, in: UploadMemory.Share(of: memory))
        let size = pieces ?? max(1, bytes.count)
        for start in stride(from: 0, to: bytes.count, by: size) {
            try reader.read(bytes[start..<min(start + size, bytes.count)])
        }
        return try reader.finish()
    }

    private static let awkward: [UInt8] = Array("\r\n--\r\n--Y\r\n-X--X--\r\n\u{0}\u{FF}".utf8) + [0xFF, 0x0D]
    private static let whole = body([
        field("title", "路灯不亮\r\n第二行"), file("照片 1.jpg", awkward), field("empty", ""), file("", []),
        file("b.jpg", Array(repeating: 7, count: 1000)), field("title", "twice"),
    ])

    @Test(arguments: [nil, 1, 2, 3, 5, 7, 64, 100])
    func aFormIsReadWhateverThePiecesItComesIn(pieces: Int?) throws {
        let form = try read(Self.whole, pieces: pieces)
        #expect(form.fields.all("title") == ["路灯不亮\r\n第二行", "twice"] && form.fields["empty"] == "")
        #expect(form.files.map(\.name) == ["照片 1.jpg", "b.jpg"], "a file input that nothing was chosen in is no file")
        #expect(form.files.map(\.bytes) == [Self.awkward, Array(repeating: 7, count: 1000)])
    }

    @Test
    func whatComesBeforeAndAfterIsForNobody() throws {
        let body = Array("preamble\r\n".utf8) + Self.body([Self.field("a", "1")]) + Array("epilogue --X\r\n".utf8)
        #expect(try read(body).fields["a"] == "1")
        #expect(try read(Self.body([])).fields.pairs.isEmpty)
        let padded = Array("--X  \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--X--".utf8)
        #expect(try read(padded).fields["a"] == "1")
    }

    @Test
    func aFileThatIsTooLargeIsDroppedAndTheRestIsRead() throws {
        let memory = UploadMemory(most: 1 << 20)
        let body = Self.body([
            Self.file("large.jpg", Array(repeating: 1, count: 1001)), Self.field("title", "kept"),
            Self.file("small.jpg", [1, 2]),
        ])
        let form = try read(body, pieces: 100, memory: memory)
        #expect(form.files.map { $0.bytes?.count } == [nil, 2])
        #expect(form.fields["title"] == "kept")
        #expect(memory.held == 0, "what was held is given back")
    }

    @Test
    func moreFilesThanAreTakenAreDroppedAndCounted() throws {
        let body = Self.body((0..<5).map { Self.file("\($0).jpg", [UInt8($0)]) })
        #expect(try read(body).files.map { $0.bytes == nil } == [false, false, false, true, true])
    }

    @Test
    func fieldsHaveABoundTogether() {
        let body = Self.body([
            Self.field("a", String(repeating: "x", count: 6000)), Self.field("b", String(repeating: "x", count: 6000)),
        ])
        #expect(throws: Problem.self) { try read(body) }
    }

    @Test
    func moreThanTheServerHoldsIsToldToComeLater() throws {
        let memory = UploadMemory(most: 1500)
        let body = Self.body([
            Self.file("a.jpg", Array(repeating: 1, count: 900)), Self.file("b.jpg", Array(repeating: 1, count: 900)),
        ])
        do {
            _ = try read(body, memory: memory)
            Issue.record("it was taken")
        } catch let problem as Problem {
            #expect(problem.status == .serviceUnavailable && problem.retryAfter == 10)
        }
        #expect(memory.held == 0)
        #expect(
            try read(Self.body([Self.file("a.jpg", Array(repeating: 1, count: 900))]), memory: memory).files.count == 1)
    }

    // MARK: Names

    @Test(arguments: [
        (#"filename="a.jpg""#, "a.jpg"), ("filename=a.jpg", "a.jpg"),
        (#"filename="%22quoted%22.jpg""#, "\"quoted\".jpg"),
        (#"filename="a\"b.jpg""#, "a\"b.jpg"), (#"filename="C:\Users\me\照片.jpg""#, "照片.jpg"),
        (#"filename="../../etc/passwd""#, "passwd"), (#"filename="x.jpg"; filename*=UTF-8''%E7%85%A7.jpg"#, "照.jpg"),
        (#"filename*=utf-8'zh'%E7%85%A7%E7%89%87.jpg"#, "照片.jpg"), ("filename=\"a\u{202E}gpj.exe\"", "agpj.exe"),
        ("filename=\"a\u{200B}b\u{7}.jpg\"", "ab.jpg"),
        ("filename=\"\(String(repeating: "长", count: 300)).jpg\"", String(repeating: "长", count: 96) + ".jpg"),
        (#"FILENAME="a.jpg""#, "a.jpg"), (#"filename = "a.jpg" "#, "a.jpg"), (#"filename="a;b.jpg"; x=y"#, "a;b.jpg"),
    ])
    func aFilesNameIsReadAndCleaned(parameter: String, name: String) throws {
        let part = ("Content-Disposition: form-data; name=\"files\"; \(parameter)", [UInt8](repeating: 1, count: 3))
        #expect(try read(Self.body([part])).files.map(\.name) == [name])
    }

    @Test
    func headsMayBeWrittenInManyWays() throws {
        for head in [
            "content-disposition:form-data;name=\"a\"", "CONTENT-DISPOSITION: Form-Data; name=a",
            "Content-Disposition: form-data;\r\n name=\"a\"",
            "X-Other: y\r\nContent-Disposition: form-data; name=\"a\"",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=UTF-8",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: 8bit",
            "Content-Disposition: form-data; name=\"a\";",
        ] {
            #expect(try read(Self.body([(head, [0x31])])).fields["a"] == "1", "\(head)")
        }
    }

    // MARK: Broken

    @Test(arguments: [
        ("Content-Disposition: form-data", MultipartFault.badHead),
        ("Content-Disposition: attachment; name=a", .badHead),
        ("Content-Disposition: form-data; name=\"\"", .badHead), ("Content-Disposition: form-data; name=\"a", .badHead),
        ("Content-Disposition: form-data; name", .badHead), ("no colon here", .badHead), ("", .badHead),
        ("Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b", .badHead),
        ("Content-Disposition: form-data; name=a\r\nContent-Type: multipart/mixed; boundary=Y", .unsupported),
        ("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64", .unsupported),
        ("Content-Disposition: form-data; name=a\r\nContent-Type: text/plain; charset=gb2312", .badEncoding),
        ("Content-Disposition: form-data; name=a; filename*=gb2312''%D5%D5.jpg", .badEncoding),
        ("Content-Disposition: form-data; name=a; filename*=UTF-8''%E7%85.jpg", .badEncoding),
        ("Content-Disposition: form-data; name=a; filename*=UTF-8''%zz.jpg", .badEncoding),
        ("Content-Disposition: form-data; name=a; filename*=nothing", .badEncoding),
        ("Content-Disposition: form-data; name=\"\(String(repeating: "n", count: 300))\"", .badHead),
        ("X: \(String(repeating: "y", count: 9000))\r\nContent-Disposition: form-data; name=a", .headTooLong),
    ])
    func aPartThatCannotBeReadIsNamedAsSuch(head: String, fault: MultipartFault) {
        for pieces in [nil, 50] {
            #expect(throws: fault, "\(head.prefix(80))") { try read(Self.body([(head, [0x31])]), pieces: pieces) }
        }
    }

    @Test
    func aTextThatIsNoUTF8IsRefused() {
        let name = ("Content-Disposition: form-data; name=a", [UInt8](arrayLiteral: 0xD5, 0xD5))
        #expect(throws: MultipartFault.badEncoding) { try read(Self.body([name])) }
        var head = Self.body([Self.field("aa", "1")])
        head[head.firstIndex(of: UInt8(ascii: "a"))!] = 0xFF
        #expect(throws: MultipartFault.badEncoding) { try read(head) }
    }

    @Test
    func everyTruncationIsFound() {
        let body = Self.body([Self.field("a", "1"), Self.file("b.jpg", [1, 2, 3])])
        // The last line break is not needed.
        for length in 0..<(body.count - 2) {
            #expect(throws: MultipartFault.unfinished, "\(length)") { try read(Array(body.prefix(length))) }
        }
        #expect(throws: MultipartFault.unfinished) { try read(Self.body([Self.field("a", "1")]), boundary: "Y") }
    }

    @Test
    func tooManyPartsAreRefused() {
        let parts = (0...MultipartParser.mostParts).map { Self.field("a\($0)", "") }
        #expect(throws: MultipartFault.tooManyParts) {
            try read(Self.body(parts), SubmissionLimits(fields: 1 << 20, file: 1, files: 1))
        }
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=X", "X"), ("Multipart/Form-Data; charset=utf-8; boundary=\"a b+c\"", "a b+c"),
        ("multipart/form-data; BOUNDARY=----WebKitFormBoundary7MA4", "----WebKitFormBoundary7MA4"),
    ])
    func theBoundaryIsRead(type: String, boundary: String) throws {
        #expect(try MultipartParser.boundary(of: type) == boundary)
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=\"ends with a space \"", "multipart/form-data; boundary=\u{4F5B}",
        "multipart/form-data; boundary=\(String(repeating: "b", count: 71))",
    ])
    func withoutABoundaryNothingIsRead(type: String) {
        #expect(throws: MultipartFault.noBoundary) { try MultipartParser.boundary(of: type) }
    }

    @Test
    func otherTypesAreNotMultipart() throws {
        #expect(try MultipartParser.boundary(of: "application/x-www-form-urlencoded") == nil)
        #expect(try MultipartParser.boundary(of: "multipart/mixed; boundary=X") == nil)
        #expect(try MultipartParser.boundary(of: "") == nil)
    }

    /// Whatever comes, the answer is a form or a fault.
    @Test
    func nonsenseNeverBringsItDown() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var bytes = Self.whole
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place..<min(bytes.count - 1, place + 9))
                default: bytes.insert(contentsOf: Array("\r\n--X\r\n".utf8), at: place)
                }
                if bytes.isEmpty { break }
            }
            guard !bytes.isEmpty else { continue }
            let form = try? read(bytes, pieces: Int.random(in: 1...200, using: &random))
            #expect((form?.files.count ?? 0) < 100)
        }
    }
}
