import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import TestSupport
import Testing

@testable import Server

/// Files on pages and over the API.
struct AttachmentPageTests {
    private static let photo = MadeFiles.jpeg(MadeFiles.segment(0xE1, MadeFiles.exif(orientation: 6)))
    private static let notTaken = Array("<html><script>alert(1)</script>".utf8)

    private func ask(
        _ test: TestHouse, _ files: [(name: String, bytes: [UInt8])], _ changes: [String: String] = [:]
    ) async throws -> Answer {
        let fields = PortalPageTests.good.map { ($0.0, changes[$0.0] ?? $0.1) }
        return try await test.send("/ask", fields, files)
    }

    private func requests(_ test: TestHouse) async throws -> [RequestPage.Item] {
        try await test.desks.advice.requests(
            RequestFilter(), OperationContext(actor: TestActor.dispatcher, now: test.now)
        ).items
    }

    // MARK: The portal

    @Test
    func aRequestIsMadeWithItsPicturesAndTheyAreSeenAgain() async throws {
        let test = try await TestHouse()
        let made = try await ask(test, [("照片.jpg", Self.photo), ("通知.pdf", MadeFiles.pdf())])
        #expect(made.status == 303, "\(made.text)")
        let number = try #require(try await requests(test).first).row.number
        let request = try #require(try await test.desks.store.request(number))
        #expect(request.version == 3 && request.attachments.map(\.attachment.type) == [.jpeg, .pdf])
        let page = try await test.visit("/follow/\(number)", made.cookies)
        #expect(page.text.contains("照片.jpg") && page.text.contains("/follow/\(number)/attachments/2"))

        let file = try await test.visit("/follow/\(number)/attachments/2", made.cookies)
        #expect(file.status == 200 && !MadeFiles.holds(file.bytes, MadeFiles.place))
        #expect(file.headers[.contentType] == "image/jpeg")
        #expect(
            file.headers[.contentDisposition]?.hasPrefix("inline; filename=\"__.jpg\"; filename*=UTF-8''%e7%85%a7")
                == true)
        #expect(file.headers[.xContentTypeOptions] == "nosniff")
        #expect(file.headers[.contentSecurityPolicy]?.hasPrefix("sandbox; default-src 'none'") == true)
        #expect(file.headers[.cacheControl] == "private, no-store")
        let letter = try await test.visit("/follow/\(number)/attachments/3", made.cookies)
        #expect(letter.headers[.contentDisposition]?.hasPrefix("attachment;") == true)
        for path in [
            "/follow/\(number)/attachments/1", "/follow/\(number)/attachments/9", "/follow/\(number)/attachments/x",
        ] {
            #expect(try await test.visit(path, made.cookies).status == 404)
        }
        #expect(try await test.visit("/follow/\(number)/attachments/2").status == 404, "not without the code")
    }

    @Test
    func aFileThatIsNotTakenIsToldAndTheRestOfTheFormIsStillThere() async throws {
        let test = try await TestHouse()
        for (name, bytes, words) in [
            ("photo.jpg", Self.notTaken, "不看文件名，看内容"), ("leer.pdf", [], "这个文件是空的"),
            ("gross.jpg", [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: 21 << 20), "太大了"),
            ("broken.png", Array(MadeFiles.png().dropLast(12)), "不完整或者损坏"),
        ] {
            let answer = try await ask(test, [("good.jpg", Self.photo), (name, bytes)])
            #expect(answer.status == 422)
            #expect(answer.text.contains(words) && answer.text.contains(name), "\(name)")
            #expect(answer.text.contains("半夜打桩") && answer.text.contains("19900001234"))
            #expect(answer.text.contains("刚才选的文件没有保存"))
        }
        let many = try await ask(
            test,
            (0..<6).map { ("\($0).jpg", MadeFiles.jpeg(MadeFiles.segment(0xE2, Array("ICC_PROFILE\0\($0)".utf8)))) })
        #expect(many.status == 422 && many.text.contains("一次最多 5 个"))
        #expect(try await requests(test).isEmpty)
        #expect(test.house.uploads.held == 0)
    }

    @Test
    func aFaultInTheFormKeepsNoFileAndSaysSo() async throws {
        let test = try await TestHouse()
        let answer = try await ask(test, [("good.jpg", Self.photo)], ["title": ""])
        #expect(answer.status == 422 && answer.text.contains("刚才选的文件没有保存"))
    }

    @Test
    func aFormWithoutFilesGoesOnAsBefore() async throws {
        let test = try await TestHouse()
        #expect(try await ask(test, []).status == 303)
        #expect(try await test.submit("/ask", PortalPageTests.good).status == 303, "also one that is not multipart")
        #expect(try await requests(test).count == 2)
    }

    @Test
    func theSameFormSentTwiceMakesOneRequestWithItsFilesOnce() async throws {
        let test = try await TestHouse()
        let fields = PortalPageTests.good + [("once", "the-same")]
        for _ in 0..<2 { #expect(try await test.send("/ask", fields, [("a.jpg", Self.photo)]).status == 303) }
        let items = try await requests(test)
        #expect(items.count == 1 && items[0].row.version == 2)
        // With another file it is another form.
        #expect(try await test.send("/ask", fields, [("a.jpg", MadeFiles.jpeg())]).status == 422)
    }

    @Test
    func aScriptThatSendsAFormIsToldWhereToGoOn() async throws {
        let test = try await TestHouse()
        let answer = try await test.send("/ask", PortalPageTests.good, [("a.jpg", Self.photo)], [.formSending: "1"])
        #expect(answer.status == 200 && answer.headers[.formLocation] == "/ask/done" && answer.location == nil)
        #expect(!answer.cookies.isEmpty)
    }

    @Test
    func moreIsAddedLaterAndARequestThatIsOverTakesNoMore() async throws {
        let test = try await TestHouse()
        let made = try await ask(test, [])
        let number = try #require(try await requests(test).first).row.number
        let path = "/follow/\(number)/attachments"
        let added = try await test.send(path, [("once", "1")], [("a.jpg", Self.photo)], [.cookie: made.cookies])
        #expect(added.status == 303 && added.location == "/follow/\(number)")
        let again = try await test.send(path, [("once", "2")], [("a.jpg", Self.photo)], [.cookie: made.cookies])
        #expect(again.status == 422 && again.text.contains("这个文件已经在了"))
        let nothing = try await test.send(path, [("once", "3")], [], [.cookie: made.cookies])
        #expect(nothing.status == 422 && nothing.text.contains("请先选文件"))
        let wrong = try await test.send(path, [], [("a.jpg", Self.notTaken)], [.cookie: made.cookies])
        #expect(wrong.status == 422 && wrong.text.contains("看内容"))
        #expect(
            try await test.send(path, [], [("a.jpg", Self.photo)]).status == 303, "to the form that asks for the code")
        _ = try await test.submit("/follow/\(number)/withdraw", [], made.cookies)
        let late = try await test.send(path, [], [("b.jpg", MadeFiles.jpeg())], [.cookie: made.cookies])
        #expect(late.status == 422)
        #expect(try await test.desks.store.request(number)?.attachments.count == 1)
        #expect(!(try await test.visit("/follow/\(number)", made.cookies).text.contains("补充照片")))
    }

    /// The link of a message is for rating: with it no files come or go.
    @Test
    func theLinkOfAMessageOpensNoFiles() async throws {
        let test = try await TestHouse(at: "2026-11-20 15:00")
        let number = try await test.store.answered("2026-11-18")
        let code = "follow=\(number).\(test.desks.store.vault.queryCode(for: number.rawValue))"
        let path = "/follow/\(number)/attachments"
        #expect(try await test.send(path, [], [("窗外.jpg", Self.photo)], [.cookie: code]).status == 303)
        let request = try #require(try await test.desks.store.request(number))
        let file = "\(path)/\(try #require(request.attachments.first).version)"
        #expect(try await test.visit(file, code).status == 200)

        let link = "follow=\(number).\(test.desks.service.ratingLink(to: request).text)"
        let page = try await test.visit("/follow/\(number)", link)
        #expect(page.status == 200 && !page.text.contains("窗外.jpg") && !page.text.contains("multipart"))
        #expect(try await test.visit(file, link).status == 404)
        #expect(try await test.send(path, [], [("b.jpg", MadeFiles.jpeg())], [.cookie: link]).status == 404)
    }

    @Test
    func aPageOfAnotherSiteCannotAddFiles() async throws {
        let test = try await TestHouse()
        let answer = try await test.send(
            "/ask", PortalPageTests.good, [("a.jpg", Self.photo)], [.secFetchSite: "cross-site"])
        #expect(answer.status == 403)
    }

    @Test
    func aBodyThatIsFarTooLargeIsNotRead() async throws {
        let test = try await TestHouse()
        let answer = try await test.send("/ask", PortalPageTests.good, [], [.contentLength: "999999999"])
        #expect(answer.status == 413)
    }

    // MARK: The desks

    @Test
    func staffAddFilesAndSeeThemOnTheCase() async throws {
        let test = try await TestHouse()
        _ = try await ask(test, [("照片.jpg", Self.photo)])
        let number = try #require(try await requests(test).first).row.number
        try await test.store.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 10:10")
        test.pass(.minutes(30))
        let cookie = try await test.session("handler", .handler, CaseLife.lead)
        let path = "/desk/cases/\(number)/attachments"
        let added = try await test.send(
            path, [("shown", "staff"), ("once", "1")], [("现场.png", MadeFiles.png())], [.cookie: cookie])
        #expect(added.status == 303 && added.location == "/desk/cases/\(number)")
        let page = try await test.visit("/desk/cases/\(number)", cookie)
        #expect(page.text.contains("照片.jpg") && page.text.contains("现场.png") && page.text.contains("内部"))
        #expect(try await test.visit("\(path)/2", cookie).headers[.contentType] == "image/jpeg")
        let refused = try await test.send(path, [], [("a.jpg", Self.notTaken)], [.cookie: cookie])
        #expect(refused.status == 422 && refused.text.contains("看内容") && refused.text.contains("半夜打桩"))
        let stranger = try await test.session("stranger", .handler, CaseLife.stranger)
        #expect(try await test.visit("\(path)/2", stranger).status == 404)
        #expect(try await test.send(path, [], [("a.jpg", Self.photo)], [.cookie: stranger]).status == 404)
        #expect(try await test.visit("\(path)/2").status != 200)
    }

    @Test
    func filesOfAProtectedPersonAreClearedByTheHotline() async throws {
        let test = try await TestHouse()
        _ = try await ask(test, [("我家.jpg", Self.photo)], ["who": "protected"])
        let number = try #require(try await requests(test).first).row.number
        try await test.store.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 10:10")
        test.pass(.minutes(30))
        let handler = try await test.session("handler", .handler, CaseLife.lead)
        let agent = try await test.session("agent", .hotlineAgent, "fs-hotline")
        let path = "/desk/cases/\(number)/attachments/2"
        #expect(try await test.visit(path, handler).status == 404)
        #expect(!(try await test.visit("/desk/cases/\(number)", handler).text.contains("我家")))
        #expect(try await test.visit("/desk/cases/\(number)", agent).text.contains("\(path)/clear"))
        #expect(try await test.submit("\(path)/clear", [], handler).status == 403)
        #expect(try await test.submit("\(path)/clear", [], agent).status == 303)
        let file = try await test.visit(path, handler)
        #expect(file.status == 200)
        #expect(file.headers[.contentDisposition]?.contains("\(number)-2.jpg") == true)
        #expect(!(try await test.visit("/desk/cases/\(number)", handler).text.contains("我家")))
    }

    @Test
    func theAgentTakesInWhatThePersonBrings() async throws {
        let test = try await TestHouse()
        let clerk = try await test.session("clerk", .windowClerk, "440605-government-service")
        let fields = [
            ("phone", "19900001234"), ("name", "李明"), ("line", "public"), ("title", "房东不退押金"),
            ("text", "合同到期后房东一直不退押金，带来了合同。"), ("place", "440605011"), ("kind", "help"), ("urgency", "ordinary"),
            ("step", "save"), ("once", "intake-1"),
        ]
        let refused = try await test.send("/desk/intake", fields, [("合同.pdf", Self.notTaken)], [.cookie: clerk])
        #expect(refused.status == 422 && refused.text.contains("房东不退押金"))
        let saved = try await test.send("/desk/intake", fields, [("合同.pdf", MadeFiles.pdf())], [.cookie: clerk])
        #expect(saved.status == 200, "\(saved.text)")
        let number = try #require(try await requests(test).first).row.number
        #expect(try await test.desks.store.request(number)?.attachments.map(\.attachment.body) == [nil])
    }

    // MARK: The API

    @Test
    func programsAddAndReadFiles() async throws {
        let test = try await TestHouse()
        let made = try await test.post("/requests", APIRequestTests.nightWork)
        let (number, code) = (made.json["number"]?.text ?? "", made.json["queryCode"]?.text ?? "")
        let path = "/api/v1/requests/\(number)/attachments"
        let headers: HTTPFields = [.queryCode: code, .idempotencyKey: "one"]
        let added = try await test.send(path, [], [("a.jpg", Self.photo)], headers)
        #expect(added.status == 200 && added.json["version"]?.integer == 2, "\(added.text)")
        let replayed = try await test.send(path, [], [("a.jpg", Self.photo)], headers)
        #expect(replayed.headers[.idempotentReplayed] == "true")
        #expect(try await test.send(path, [], [("a.jpg", MadeFiles.jpeg())], headers).status == 422)
        let own = try await test.get("/requests/\(number)", code: code)
        guard case .array(let files)? = own.json["attachments"] else { throw DeskError.notFound }
        #expect(files.count == 1 && files[0]["name"]?.text == "a.jpg" && files[0]["mediaType"]?.text == "image/jpeg")
        let file = try await test.get("/requests/\(number)/attachments/2", code: code)
        #expect(file.headers[.contentType] == "image/jpeg" && file.bytes.starts(with: [0xFF, 0xD8]))
        #expect(try await test.get("/requests/\(number)/attachments/2").status == 401)
        #expect(try await test.get("/requests/\(number)/attachments/2", code: "WRONG9").status == 404)

        let staff = try await APIRequestTests.Staff(test)
        #expect(try await test.get("/requests/\(number)/attachments/2", token: staff.stranger).status == 404)
        #expect(try await test.get("/requests/\(number)/attachments/2", token: staff.agent).status == 200)
        let internally = try await test.send(
            path, [("internal", "true")], [("b.pdf", MadeFiles.pdf())],
            [.authorization: "Bearer \(staff.agent)", .idempotencyKey: "two"])
        #expect(internally.status == 200)
        #expect(try await test.get("/requests/\(number)/attachments/3", code: code).status == 404)
    }

    @Test
    func programsAreToldWhatIsWrongWithEachFile() async throws {
        let test = try await TestHouse()
        let made = try await test.post("/requests", APIRequestTests.nightWork)
        let (number, code) = (made.json["number"]?.text ?? "", made.json["queryCode"]?.text ?? "")
        let path = "/api/v1/requests/\(number)/attachments"
        let headers: HTTPFields = [.queryCode: code, .idempotencyKey: "one"]
        let answer = try await test.send(path, [], [("a.jpg", Self.notTaken), ("b.pdf", [])], headers)
        #expect(answer.status == 422 && answer.fields == ["files", "files"])
        #expect(answer.text.contains("wrong-type") && answer.text.contains("a.jpg"))
        #expect(try await test.send(path, [], [], headers).status == 422)
        #expect(try await test.post("/requests/\(number)/attachments", "{}", code: code).status == 415)
        let broken = try await test.send(
            .post, path, [.contentType: "multipart/form-data; boundary=X", .queryCode: code, .idempotencyKey: "k"],
            body: RequestBody(buffer: ByteBuffer(string: "--X\r\n")))
        #expect(broken.status == 400 && broken.code == "unreadable")
        let unknown = try await test.send(path, [], [("a.jpg", Self.photo)], [.queryCode: code])
        #expect(unknown.status == 400 && unknown.code == "idempotency-key-missing")
    }
}

extension TestHouse {
    /// Submits a form with files as a browser does; its files stand in the field `files`.
    func send(
        _ path: String, _ fields: [(String, String)], _ files: [(name: String, bytes: [UInt8])],
        _ more: HTTPFields = [:]
    ) async throws -> Answer {
        let parts =
            fields.map { MultipartTests.field($0.0, $0.1) } + files.map { MultipartTests.file($0.name, $0.bytes) }
        let bytes = MultipartTests.body(parts, boundary: "----boundary")
        var headers = more
        headers[.contentType] = "multipart/form-data; boundary=----boundary"
        if headers[.secFetchSite] == nil { headers[.secFetchSite] = "same-origin" }
        let (pieces, source) = AsyncStream.makeStream(of: ByteBuffer.self)
        for start in stride(from: 0, to: bytes.count, by: 60_000) {
            source.yield(ByteBuffer(bytes: bytes[start..<min(start + 60_000, bytes.count)]))
        }
        source.finish()
        return try await send(.post, path, headers, body: RequestBody(asyncSequence: pieces))
    }
}
