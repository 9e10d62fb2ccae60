import Casework
import Civics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Desks

/// What goes out over HTTP, against a real server that answers well, badly and not at all.
@Suite struct GatewayTests {
    private static let secret = Array("0123456789abcdef0123456789abcdef".utf8)
    private let now = at("2026-11-18 10:31")

    private func outgoing(_ notice: Notice = .accepted) async throws -> OutgoingMessage {
        let city = try await TellingHouse()
        _ = try await city.house.receive("2026-11-18 09:00")
        try await city.telling.makeMessages(at: at("2026-11-18 09:00"))
        let way = try #require(city.telling.ways.first { $0.name == "sms" })
        _ = try await city.telling.send(by: way, at: now)
        return try #require(city.sms.taken.first)
    }

    private func post(to server: LittleServer, timeout: Int64 = 2000) throws -> SignedPost {
        SignedPost(
            url: try #require(URL(string: server.address)), secret: Self.secret,
            timeout: TimeSpan(milliseconds: timeout), http: HTTPPost())
    }

    /// Worked by hand: `printf '1763433060.{"id":"a"}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef`.
    @Test func theSignatureIsThatOfTheStandardTool() {
        let signature = SignedPost.signature(
            of: Data(#"{"id":"a"}"#.utf8), secret: Self.secret, at: Instant(milliseconds: 1_763_433_060_999))
        #expect(signature == "t=1763433060,v1=0d3f8c70f17f8e6127b0a1be65402f36f79af0c893446adeaedc488515f6ed40")
    }

    @Test func theGatewayGetsNumberTextAndAnIdentifierSigned() async throws {
        let server = LittleServer(.answer(202))
        defer { server.close() }
        let message = try await outgoing()
        let gateway = SMSGateway(post: try post(to: server))
        #expect(await gateway.send(message) == .sent)
        let request = try #require(server.received.first)
        #expect(request.head.hasPrefix("POST /messages HTTP/1.1"))
        #expect(request.header("Idempotency-Key") == message.identifier)
        #expect(request.header("Content-Type") == "application/json")
        #expect(
            request.header("OneDoor-Signature")
                == SignedPost.signature(of: Data(request.body), secret: Self.secret, at: now))
        let json = try JSONDecoder().decode([String: String].self, from: Data(request.body))
        #expect(json["to"] == "19900001234" && json["id"] == message.identifier && json["language"] == "zh-Hans")
        #expect(json["text"]?.hasPrefix("【佛山一门】诉求") == true)
    }

    @Test func aWebhookTellsNothingOfPeopleOrMatters() async throws {
        let server = LittleServer(.answer(204))
        defer { server.close() }
        let message = try await outgoing()
        #expect(await Webhook(post: try post(to: server), zone: TestCity.foshan.zone).send(message) == .sent)
        let json = try JSONDecoder().decode(WebhookBody.self, from: Data(try #require(server.received.first).body))
        #expect(
            json
                == WebhookBody(
                    id: message.identifier, request: message.message.number.description, version: 1, kind: "accepted",
                    at: "2026-11-18T09:00:00.000+08:00"))
    }

    private struct WebhookBody: Decodable, Equatable {
        let id: String
        let request: String
        let version: Int
        let kind: String
        let at: String
    }

    @Test(arguments: [
        (LittleServer.Behaviour.answer(200), SendResult.sent),
        (.answer(299), .sent),
        (.answer(400, body: #"{"code":"UNKNOWN_NUMBER","to":"19900001234"}"#), .permanent("http-400 UNKNOWN_NUMBER")),
        (.answer(401, body: "19900001234 is not welcome"), .permanent("http-401")),
        (.answer(404, body: #"{"code":"to 19900001234"}"#), .permanent("http-404")),
        (.answer(408), .temporary("http-408")),
        (.answer(429, headers: "Retry-After: 120\r\n"), .temporary("http-429", retryAfter: .minutes(2))),
        (
            .answer(503, headers: "Retry-After: Wed, 18 Nov 2026 02:36:00 GMT\r\n"),
            .temporary("http-503", retryAfter: .minutes(5))
        ),
        (.answer(500, headers: "Retry-After: soon\r\n"), .temporary("http-500")),
        // Where it leads on, nobody follows: what is signed for one is not for another.
        (.answer(302, headers: "Location: /elsewhere\r\n"), .temporary("http-302")),
        (.hangUp, .temporary("no-connection")),
    ])
    func everyAnswerHasItsMeaning(behaviour: LittleServer.Behaviour, result: SendResult) async throws {
        let server = LittleServer(behaviour)
        defer { server.close() }
        #expect(await SMSGateway(post: try post(to: server)).send(try await outgoing()) == result)
        #expect(server.received.count == 1)
    }

    @Test(arguments: [LittleServer.Behaviour.hang, .dribble])
    func whoeverDoesNotEndIsNotWaitedFor(behaviour: LittleServer.Behaviour) async throws {
        let server = LittleServer(behaviour)
        defer { server.close() }
        let message = try await outgoing()
        let begun = ContinuousClock.now
        #expect(await SMSGateway(post: try post(to: server, timeout: 250)).send(message) == .temporary("timeout"))
        #expect(ContinuousClock.now - begun < .seconds(60))
    }

    @Test func nobodyAtTheOtherEndIsForTheMoment() async throws {
        let server = LittleServer(.answer(200))
        server.close()
        #expect(await SMSGateway(post: try post(to: server)).send(try await outgoing()) == .temporary("no-connection"))
    }

    @Test func aVeryLongAnswerIsCutOff() async throws {
        let server = LittleServer(.answer(200, body: String(repeating: "x", count: 2_000_000)))
        defer { server.close() }
        #expect(await SMSGateway(post: try post(to: server)).send(try await outgoing()) == .sent)
    }

    @Test func fromTheEventToARealGatewayThatIsDownForAWhile() async throws {
        let server = LittleServer(.answer(500), .answer(429, headers: "Retry-After: 600\r\n"), .answer(200))
        defer { server.close() }
        let house = try await TestStore(
            city: TestCity.foshan.telling { plan in
                plan.ways = [MessageWay(name: "sms", carrier: .smsGateway(url: server.address, numbers: []))]
            })
        let telling = Telling(
            store: house.store, folder: house.folder,
            secrets: MessageSecrets(folder: nil, environment: ["ONEDOOR_SECRET_SMS": "0123456789abcdef"]),
            isDemonstration: false, file: { _, _ in [] })
        #expect(telling.states.map(\.fault) == [nil])
        let number = try await house.receive("2026-11-18 09:00")
        for minute in 0...15 {
            let now = at("2026-11-18 09:00") + .minutes(minute)
            try await telling.makeMessages(at: now)
            try await telling.send(by: telling.ways[0], at: now)
        }
        telling.close()
        #expect(server.received.count == 3)
        #expect(Set(server.received.map { $0.header("Idempotency-Key") }).count == 1)
        #expect(try await house.store.messages(of: number).map(\.state) == [.sent])
    }

    @Test func withoutASecretNothingIsSentAndItIsSaid() async throws {
        let house = try await TestStore()
        try Data("short\n".utf8).write(to: URL(filePath: house.folder + "/bus.secret"))
        func states(_ isDemonstration: Bool) -> [String?] {
            Telling(
                store: house.store, folder: house.folder,
                secrets: MessageSecrets(folder: house.folder, environment: [:]), isDemonstration: isDemonstration,
                file: { _, _ in [] }
            ).states.map(\.fault)
        }
        #expect(states(false) == ["no-secret", nil, "short-secret", nil, "no-secret"])
        // A demonstration sends nothing out and needs no secret.
        #expect(states(true) == [nil, nil, nil, nil, nil])
        try Data(" 0123456789abcdef \n".utf8).write(to: URL(filePath: house.folder + "/sms.secret"))
        #expect(
            MessageSecrets(folder: house.folder, environment: [:]).secret(of: "sms")
                == .found(Array("0123456789abcdef".utf8)))
    }
}
