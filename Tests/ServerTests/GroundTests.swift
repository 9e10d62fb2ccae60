import Civics
import Dispatch
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Reporting
import TestSupport
import Testing

@testable import Server

/// What holds for every address: errors, sizes, headers, limits.
struct GroundTests {
    private struct Secret: Error { let password = "hunter2" }

    @Test
    func whatNobodyExpectedIsLoggedAndNotShown() async throws {
        let test = try await TestHouse()
        let log = test.log
        let logger = Logger(label: "test") { _ in LogLines(form: .json, write: log.write) }
        let context = SiteContext(source: Source(logger: logger), peer: .unknown)
        let request = Request(
            head: HTTPRequest(method: .get, scheme: "http", authority: "door.test", path: "/api/v1/x?code=ABC234"),
            body: RequestBody(buffer: ByteBuffer()))
        let response = test.door.answers.answer(to: Secret(), request, context)
        let body = BodyCollector()
        try await response.body.write(body)
        let text = String(decoding: body.bytes, as: UTF8.self)
        #expect(response.status == .internalServerError)
        #expect(!text.contains("hunter2"))
        #expect(text.contains(context.trace.description))
        let line = try #require(log.all.first)
        #expect(line.contains("hunter2") && line.contains(context.trace.description))
        #expect(!line.contains("ABC234"), "queries can hold codes and stay out of the log")
    }

    private struct Source: RequestContextSource { let logger: Logger }

    @Test
    func aProblemOfTheAPIIsADocumentAndNamesTheRequest() async throws {
        let test = try await TestHouse()
        let answer = try await test.get("/nothing-here")
        #expect(answer.status == 404)
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect(answer.code == "not-found")
        #expect(answer.json["status"]?.integer == 404)
        let id = try #require(answer.headers[.requestID])
        #expect(answer.json["instance"]?.text == "urn:onedoor:request:\(id)")
    }

    @Test
    func aProblemOfAPageIsAPage() async throws {
        let test = try await TestHouse()
        let answer = try await test.send(.get, "/nothing-here", [.acceptLanguage: "en"])
        #expect(answer.status == 404)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.text.contains("There is no such page"))
        #expect(answer.text.contains(try #require(answer.headers[.requestID])))
    }

    @Test
    func problemsSpeakTheLanguageOfTheReader() async throws {
        let test = try await TestHouse()
        let chinese = try await test.get("/nothing")
        let english = try await test.get("/nothing", [.acceptLanguage: "en-GB,zh;q=0.3"])
        #expect(chinese.json["title"]?.text?.contains("没有") == true)
        #expect(english.json["title"]?.text?.contains("nothing here") == true)
    }

    @Test
    func anotherMethodIsToldWhichOnesThereAre() async throws {
        let test = try await TestHouse()
        let answer = try await test.send(.delete, "/api/v1/requests")
        #expect(answer.status == 405)
        #expect(answer.headers[.allow]?.contains("POST") == true)
    }

    @Test
    func browsersAreToldWhatToAllow() async throws {
        let test = try await TestHouse { $0.isBehindTLS = true }
        let answer = try await test.send(.get, "/nothing")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.headers[.referrerPolicy] == "same-origin")
        let policy = try #require(answer.headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(answer.headers[.strictTransportSecurity] != nil)
        let plain = try await TestHouse().send(.get, "/nothing")
        #expect(plain.headers[.strictTransportSecurity] == nil)
    }

    // MARK: Sizes

    @Test
    func tenMegabytesAreRefusedByWhatTheClientSays() async throws {
        let test = try await TestHouse()
        let answer = try await test.post("/requests", "{}", [.contentLength: "10485760"])
        #expect(answer.status == 413)
        #expect(answer.code == "too-large")
        #expect(answer.json["detail"]?.text?.contains("1024 KiB") == true)
    }

    @Test
    func tenMegabytesAreRefusedByWhatTheClientSends() async throws {
        let test = try await TestHouse()
        let (chunks, source) = AsyncStream.makeStream(of: ByteBuffer.self)
        for _ in 0..<160 { source.yield(ByteBuffer(repeating: 0x20, count: 65_536)) }
        source.finish()
        let answer = try await test.send(
            .post, "/api/v1/requests", [.contentType: "application/json", .idempotencyKey: "k"],
            body: RequestBody(asyncSequence: chunks))
        #expect(answer.status == 413)
    }

    @Test
    func anotherContentTypeIsToldWhichOneIsTaken() async throws {
        let test = try await TestHouse()
        let answer = try await test.post("/requests", "title=x", [.contentType: "application/x-www-form-urlencoded"])
        #expect(answer.status == 415)
        #expect(answer.json["title"]?.text?.contains("application/json") == true)
    }

    // MARK: Time and load

    @Test
    func workThatIsLateIsCancelledAndAnswered() async throws {
        let watch = DeadlineWatch(seconds: 30, grace: 3600)
        let answer = Task {
            await watch.race {
                try? await Task.sleep(for: .seconds(60))
                return Response(status: Task.isCancelled ? .serviceUnavailable : .ok)
            } late: {
                Response(status: .gatewayTimeout)
            }
        }
        while watch.count == 0 { await Task.yield() }
        watch.sweep(at: DispatchTime.now().uptimeNanoseconds + 60_000_000_000)
        #expect(await answer.value.status == .serviceUnavailable)
        #expect(watch.count == 0)
    }

    @Test
    func workThatDoesNotHeedTheDeadlineIsLeftToItself() async throws {
        let watch = DeadlineWatch(seconds: 30)
        let (stream, release) = AsyncStream.makeStream(of: Void.self)
        let answer = Task {
            await watch.race {
                await Task.detached { for await _ in stream {} }.value
                return Response(status: .ok)
            } late: {
                Response(status: .serviceUnavailable)
            }
        }
        while watch.count == 0 { await Task.yield() }
        let now = DispatchTime.now().uptimeNanoseconds
        watch.sweep(at: now + 31_000_000_000)
        watch.sweep(at: now + 60_000_000_000)
        #expect(await answer.value.status == .serviceUnavailable)
        release.finish()
    }

    @Test
    func whoSendsSomethingLargeOverASlowLineHasMoreTime() async throws {
        let watch = DeadlineWatch(seconds: 30, grace: 3600)
        let (stream, release) = AsyncStream.makeStream(of: Void.self)
        let (started, begin) = AsyncStream.makeStream(of: Void.self)
        // Of the beginning, not of now: on a busy machine much time can lie between.
        let begun = DispatchTime.now().uptimeNanoseconds
        let answer = Task {
            await watch.race {
                // Two minutes' worth.
                DeadlineWatch.extend(forBytes: 120 * 32 * 1024)
                begin.yield()
                for await _ in stream {}
                return Response(status: Task.isCancelled ? .serviceUnavailable : .ok)
            } late: {
                Response(status: .gatewayTimeout)
            }
        }
        for await _ in started { break }
        watch.sweep(at: begun + 100_000_000_000)
        release.finish()
        #expect(await answer.value.status == .ok)
    }

    @Test
    func tooManyAtATimeAreSentAway() async throws {
        let test = try await TestHouse { $0.concurrency = 0 }
        let answer = try await test.get("/regions")
        #expect(answer.status == 503)
        #expect(answer.headers[.retryAfter] == "1")
        #expect(answer.code == "overloaded")
    }

    @Test
    func whoAsksTooOftenIsToldWhenToComeBack() async throws {
        let test = try await TestHouse { $0.rates?.address = RateLimit(burst: 5, perMinute: 60) }
        for _ in 0..<5 { #expect(try await test.get("/regions?under=fs").status != 429) }
        let answer = try await test.get("/regions?under=fs")
        #expect(answer.status == 429)
        #expect(answer.headers[.retryAfter] == "1")
        #expect(try await test.send(.get, "/api/v1/regions", from: .v4(1)).status == 200)
        test.pass(.minutes(1))
        #expect(try await test.get("/regions?under=fs").status != 429)
    }

    @Test
    func whatAClientClaimsToBeCountsOnlyWhereAProxyIsTrusted() async throws {
        for trusts in [false, true] {
            let test = try await TestHouse {
                $0.rates?.address = RateLimit(burst: 1, perMinute: 1)
                $0.trustsForwardedFor = trusts
            }
            _ = try await test.get("/categories", [.forwardedFor: "1.1.1.1, 203.0.113.1"])
            let second = try await test.get("/categories", [.forwardedFor: "203.0.113.2"])
            #expect((second.status == 200) == trusts)
        }
    }

    // MARK: Answers

    @Test
    func longAnswersAreCompressedForWhoeverTakesThat() async throws {
        let test = try await TestHouse()
        let plain = try await test.get("/categories")
        let packed = try await test.get("/categories", [.acceptEncoding: "br, gzip;q=0.8"])
        #expect(plain.headers[.contentEncoding] == nil)
        #expect(packed.headers[.contentEncoding] == "gzip")
        #expect(packed.headers[.vary] == "Accept-Encoding")
        #expect(packed.headers[.contentLength] == String(packed.bytes.count))
        #expect(packed.bytes.count * 2 < plain.bytes.count)
        #expect(packed.bytes.starts(with: [0x1F, 0x8B]))
        #expect(try await test.get("/categories", [.acceptEncoding: "gzip;q=0"]).headers[.contentEncoding] == nil)
    }

    @Test
    func healthIsToldToWhoeverAsks() async throws {
        let test = try await TestHouse()
        #expect(try await test.send(.get, "/healthz").status == 200)
        let ready = try await test.send(.get, "/readyz")
        #expect(ready.json["status"]?.text == "ready")
        #expect(ready.json["waitingCommands"]?.integer == 0)
        #expect(try await test.send(.head, "/healthz").bytes.isEmpty)
    }

    @Test
    func theAccessLogNamesTheRouteAndNothingOfTheAddress() async throws {
        let test = try await TestHouse { $0.writesAccessLog = true }
        _ = try await test.get("/requests/261118-00001-0?code=ABC234", code: "ABC234")
        let line = try #require(test.log.all.last)
        #expect(line.contains(#""route":"/api/v1/requests/{number}""#))
        #expect(line.contains(#""method":"GET""#) && line.contains(#""status":"404""#))
        #expect(!line.contains("261118") && !line.contains("ABC234"))
    }

    @Test(arguments: [
        ("en", Language.english), ("zh-CN,zh;q=0.9,en;q=0.8", .chinese), ("fr, en;q=0.5, zh;q=0.4", .english),
        ("zh-TW", .chinese), ("en;q=0, zh;q=0.1", .chinese),
    ])
    func theFirstLanguageThatThereIsIsTaken(header: String, language: Language) {
        #expect(AcceptLanguage.best(header) == language)
    }

    @Test(arguments: ["fr", "", "*", ";;;,,,q=", "zh;q=banana0"])
    func otherLanguagesSayNothing(header: String) {
        #expect([nil, .chinese].contains(AcceptLanguage.best(header)))
    }

    @Test
    func aLineBreakInAValueDoesNotForgeALineOfTheLog() {
        let log = TestLog()
        var logger = Logger(label: "test") { _ in LogLines(form: .text, write: log.write) }
        logger.logLevel = .info
        logger.info("one\ntwo", metadata: ["a": "b\r\nc"])
        #expect(log.all.count == 1)
        #expect(log.all[0].dropLast().allSatisfy { !$0.isNewline })
    }
}
