import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Synchronization

/// Who is behind a request: a session's cookie on pages, a bearer token on the API. Of both only digests are stored.
final class Identity: Sendable {
    /// How long a token's account is remembered: an account switched off keeps the API no longer than that.
    private static let tokenLifetime = TimeSpan(milliseconds: 10_000)

    private let desks: Desks
    private let configuration: ServerConfiguration
    private let now: @Sendable () -> Instant
    private let tokens = Mutex<[String: (actor: Actor, until: Instant)]>([:])

    init(_ desks: Desks, _ configuration: ServerConfiguration, now: @escaping @Sendable () -> Instant) {
        self.desks = desks
        self.configuration = configuration
        self.now = now
    }

    // MARK: Sessions

    /// Browsers take a name with `__Host-` from this very host, over TLS only.
    private var cookieName: String { configuration.isBehindTLS ? "__Host-session" : "session" }

    /// Whose session the request comes in; `nil` without one, or when it has ended.
    func signedIn(of request: Request) async throws -> SignedIn? {
        guard let token = sessionToken(of: request) else { return nil }
        return try await desks.administration.session(
            token: token, at: now(), isSeen: !request.isAutomatic, idle: configuration.idleTimeout,
            longest: configuration.longestSession)
    }

    func hasSessionCookie(_ request: Request) -> Bool { sessionToken(of: request) != nil }

    /// What is stored of the token that a request came with.
    func sessionDigest(of request: Request) -> [UInt8]? { sessionToken(of: request).map(Administration.digest) }

    func start(_ token: [UInt8], on response: inout Response) {
        response.setCookie(cookieName, TokenText.text(token), maxAge: nil, isSecure: configuration.isBehindTLS)
    }

    func end(_ request: Request, on response: inout Response) async throws {
        if let token = sessionToken(of: request) { try await desks.administration.signOut(token: token, at: now()) }
        response.setCookie(cookieName, "", maxAge: 0, isSecure: configuration.isBehindTLS)
    }

    func sessionToken(of request: Request) -> [UInt8]? {
        request.cookie(cookieName).flatMap(TokenText.bytes)
    }

    // MARK: Tokens

    /// The account of a token as it stands after `Bearer`; `nil` for one that is not ours.
    func tokenActor(_ text: String) async throws -> Actor? {
        let now = now()
        let known = tokens.withLock { tokens -> Actor? in
            guard let found = tokens[text] else { return nil }
            if found.until > now { return found.actor }
            tokens[text] = nil
            return nil
        }
        if let known { return known }
        guard let bytes = TokenText.bytes(text), let actor = try await desks.administration.actor(apiToken: bytes)
        else { return nil }
        tokens.withLock { tokens in
            if tokens.count >= 10_000 { tokens.removeAll() }
            tokens[text] = (actor, now + Self.tokenLifetime)
        }
        return actor
    }
}

/// 32 random bytes, written as 64 hexadecimal digits.
enum TokenText {
    static func text(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        for byte in bytes { digits += [Hexadecimal.digits[Int(byte >> 4)], Hexadecimal.digits[Int(byte & 15)]] }
        return String(decoding: digits, as: UTF8.self)
    }

    /// `nil` for anything but 64 hexadecimal digits.
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = Hexadecimal.value(digits[index]), let low = Hexadecimal.value(digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}

/// Tells later steps who is signed in.
struct SessionReading: RouterMiddleware {
    typealias Context = SiteContext

    let identity: Identity
    let live: LiveHub

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard let signedIn = try await identity.signedIn(of: request) else { return try await next(request, context) }
        var context = context
        context.signedIn = signedIn
        // Until all that is asked at the door is done, nobody has come in.
        if signedIn.due == nil { context.actor = signedIn.actor }
        context.liveMark = live.mark
        return try await next(request, context)
    }
}

extension Request {
    /// Whether a page asks by itself, because something has changed: nobody need be sitting there.
    var isAutomatic: Bool { headers[.liveRefresh] != nil || uri.path == SitePath.live().path }
}

/// Tells later steps whose token it is; a wrong token is refused even where none is needed.
struct TokenReading: RouterMiddleware {
    typealias Context = SiteContext

    let identity: Identity
    let admission: Admission

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard let header = request.headers[.authorization] else { return try await next(request, context) }
        var context = context
        if header.hasPrefix("Bearer "), let actor = try await identity.tokenActor(String(header.dropFirst(7))) {
            context.actor = actor
            return try await next(request, context)
        }
        try admission.admit(request, context)
        throw Problem.wrongToken
    }
}
