import HTTPTypes
import Hummingbird

/// What browsers are told to allow.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = SiteContext

    /// TLS is terminated in front: browsers are told to come by HTTPS only.
    let isBehindTLS: Bool

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        add(to: &response, context)
        return response
    }

    /// Nothing that was made for one person is kept by a cache, unless its own headers say otherwise.
    func add(to response: inout Response, _ context: SiteContext) {
        guard !response.headers.contains(.requestID) else { return }
        response.headers.append(HTTPField(name: .requestID, value: context.trace.description))
        response.headers.append(HTTPField(name: .xContentTypeOptions, value: "nosniff"))
        if !response.headers.contains(.cacheControl) {
            response.headers.append(HTTPField(name: .cacheControl, value: "no-store"))
        }
        if isBehindTLS {
            response.headers.append(HTTPField(name: .strictTransportSecurity, value: "max-age=31536000"))
        }
        guard response.headers[.contentType]?.hasPrefix("text/html") == true else { return }
        response.headers.append(HTTPField(name: .contentSecurityPolicy, value: Self.policy))
        response.headers.append(HTTPField(name: .referrerPolicy, value: "same-origin"))
        response.headers.append(HTTPField(name: .crossOriginOpenerPolicy, value: "same-origin"))
    }

    private static let policy = """
        default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; \
        frame-ancestors 'none'
        """
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("X-Request-ID")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let crossOriginOpenerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let idempotentReplayed = HTTPField.Name("Idempotent-Replayed")!
    static let queryCode = HTTPField.Name("Query-Code")!
    static let lastEventID = HTTPField.Name("Last-Event-ID")!
    /// A script sends a form, and is told in `Form-Location` where to go on.
    static let formSending = HTTPField.Name("Form-Sending")!
    static let formLocation = HTTPField.Name("Form-Location")!
    static let crossOriginResourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
    /// A page asks by itself for what has changed: `lists`, or `page` for all of it.
    static let liveRefresh = HTTPField.Name("Live-Refresh")!
    /// Tells proxies not to hold back what is sent bit by bit.
    static let accelBuffering = HTTPField.Name("X-Accel-Buffering")!
    static let host = HTTPField.Name("Host")!
}
