import Civics
import Crypto
import Desks
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage
import Synchronization
import TestSupport

@testable import Server

/// A server of its own for a test: real desks over a real store in a folder that goes with it, no socket, and a clock
/// that stands still until it is moved.
final class TestHouse {
    let store: TestStore
    let house: House
    let door: FrontDoor<RouterResponder<SiteContext>>
    let log = TestLog()
    private let clock: TestClock

    init(
        at time: String = "2026-11-18 10:00", city: City = TestCity.foshan,
        _ configure: (inout ServerConfiguration) -> Void = { _ in }
    ) async throws {
        var configuration = ServerConfiguration()
        configure(&configuration)
        let clock = TestClock(at(time))
        self.store = try await TestStore(city: city)
        self.house = House(store.desks, configuration, assets: try .bundled()) { clock.now }
        self.door = house.frontDoor()
        self.clock = clock
    }

    var desks: Desks { store.desks }
    var now: Instant { clock.now }

    func pass(_ span: TimeSpan) { clock.pass(span) }

    /// A token for a new account.
    func token(_ account: String, _ role: Role, _ body: OrganisationID) async throws -> String {
        let name = LocalName(zh: account, en: account)
        try await desks.store.save(
            StoredAccount(id: account, name: name, role: role, organisation: body, password: []))
        return TokenText.text(
            try await desks.administration.issueAPIToken(account: account, house.operation(of: TestActor.administrator))
        )
    }

    /// The cookie of a session for a new account.
    func session(_ account: String, _ role: Role, _ body: OrganisationID) async throws -> String {
        let name = LocalName(zh: account, en: account)
        try await desks.store.save(
            StoredAccount(id: account, name: name, role: role, organisation: body, password: []))
        let token = Entropy.system.bytes(32)
        try await desks.store.startSession(
            token: Array(SHA256.hash(data: token)), account: account, at: now)
        return "session=\(TokenText.text(token))"
    }

    /// Opens a page.
    func visit(_ path: String, _ cookie: String? = nil, _ more: HTTPFields = [:]) async throws -> Answer {
        var headers = more
        if let cookie { headers[.cookie] = cookie }
        return try await send(.get, path, headers)
    }

    /// Submits a form as a browser does.
    func submit(
        _ path: String, _ fields: [(String, String)], _ cookie: String? = nil, _ more: HTTPFields = [:],
        from peer: ClientAddress = .v4(0x7F00_0001)
    ) async throws -> Answer {
        var headers = more
        headers[.contentType] = "application/x-www-form-urlencoded"
        if headers[.secFetchSite] == nil { headers[.secFetchSite] = "same-origin" }
        if let cookie { headers[.cookie] = cookie }
        let form = fields.map { "\(Self.escaped($0))=\(Self.escaped($1))" }.joined(separator: "&")
        return try await send(.post, path, headers, body: RequestBody(buffer: ByteBuffer(string: form)), from: peer)
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// Sends a request the way the socket would.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], body: RequestBody? = nil,
        from peer: ClientAddress = .v4(0x7F00_0001)
    ) async throws -> Answer {
        let response = try await respond(method, path, headers, body: body, from: peer)
        let collector = BodyCollector()
        try await response.body.write(collector)
        return Answer(status: response.status.code, headers: response.headers, bytes: collector.bytes)
    }

    /// Opens the stream of what changes.
    func listen(
        _ cookie: String?, to path: String = "/desk/live", _ more: HTTPFields = [:], blocks: Bool = false
    ) async throws -> LiveLine {
        var headers = more
        if let cookie { headers[.cookie] = cookie }
        return LiveLine(try await respond(.get, path, headers), blocks: blocks)
    }

    private func respond(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, body: RequestBody? = nil,
        from peer: ClientAddress = .v4(0x7F00_0001)
    ) async throws -> Response {
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "door.test", path: path, headerFields: headers),
            body: body ?? RequestBody(buffer: ByteBuffer()))
        let log = self.log
        let logger = Logger(label: "test") { _ in LogLines(level: .info, form: .json, write: log.write) }
        return try await door.respond(
            to: request, context: SiteContext(source: TestSource(logger: logger), peer: peer))
    }

    /// A GET of the API.
    func get(_ path: String, token: String? = nil, code: String? = nil, _ more: HTTPFields = [:]) async throws -> Answer
    {
        var headers = more
        if let token { headers[.authorization] = "Bearer \(token)" }
        if let code { headers[.queryCode] = code }
        return try await send(.get, "/api/v1\(path)", headers)
    }

    /// A POST of the API, with a new key unless one is given.
    func post(
        _ path: String, _ json: String = "{}", token: String? = nil, key: String? = nil, code: String? = nil,
        _ more: HTTPFields = [:], from peer: ClientAddress = .v4(0x7F00_0001)
    ) async throws -> Answer {
        var headers = more
        if headers[.contentType] == nil { headers[.contentType] = "application/json" }
        headers[.idempotencyKey] = key ?? "key-\(UInt64.random(in: 0...UInt64.max))"
        if let token { headers[.authorization] = "Bearer \(token)" }
        if let code { headers[.queryCode] = code }
        return try await send(
            .post, "/api/v1\(path)", headers, body: RequestBody(buffer: ByteBuffer(string: json)), from: peer)
    }
}

/// An answer as a client sees it.
struct Answer {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var location: String? { headers[.location] }

    /// What a browser would send back of the cookies that were set here.
    var cookies: String {
        headers[values: .setCookie].compactMap { $0.split(separator: ";").first.map(String.init) }
            .filter { !$0.hasSuffix("=") }.joined(separator: "; ")
    }

    /// The value of a hidden field.
    func hidden(_ name: String) -> String? {
        guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }
    var json: JSONValue { (try? JSONParser.parse(text)) ?? .null }
    /// The code of a problem.
    var code: String? { json["code"]?.text }
    /// The fields that a problem names.
    var fields: [String] {
        guard case .array(let errors)? = json["errors"] else { return [] }
        return errors.compactMap { $0["field"]?.text }
    }
}

extension JSONValue {
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var integer: Int? { if case .integer(let number) = self { Int(number) } else { nil } }
    var items: [JSONValue] { if case .array(let items)? = self["items"] { items } else { [] } }
}

/// The lines that the server wrote to its log.
final class TestLog: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    @Sendable
    func write(_ line: [UInt8]) { lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
}

private final class TestClock: Sendable {
    private let instant: Mutex<Instant>

    init(_ start: Instant) { instant = Mutex(start) }

    var now: Instant { instant.withLock { $0 } }

    func pass(_ span: TimeSpan) { instant.withLock { $0 = $0 + span } }
}

private struct TestSource: RequestContextSource {
    let logger: Logger
}
