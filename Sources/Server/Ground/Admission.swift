import Civics
import Desks
import HTTPTypes
import Hummingbird

/// Lets in as much as everybody may ask for.
final class Admission: Sendable {
    enum Purpose: CaseIterable, Sendable {
        /// Trying a query code.
        case follow
        case signIn
        case submit
    }

    private let now: @Sendable () -> Instant
    private let trustsForwardedFor: Bool
    private let addresses: TokenBuckets<ClientAddress>?
    private let accounts: TokenBuckets<String>?
    private let purposes: [Purpose: TokenBuckets<ClientAddress>]

    init(_ configuration: ServerConfiguration, now: @escaping @Sendable () -> Instant) {
        self.now = now
        self.trustsForwardedFor = configuration.trustsForwardedFor
        self.addresses = configuration.rates.map { TokenBuckets($0.address) }
        self.accounts = configuration.rates.map { TokenBuckets($0.account) }
        self.purposes =
            configuration.rates.map { rates in
                [
                    .follow: TokenBuckets(rates.follow), .signIn: TokenBuckets(rates.signIn),
                    .submit: TokenBuckets(rates.submit),
                ]
            } ?? [:]
    }

    /// Counts a request: by account where there is one, else by address.
    func admit(_ request: Request, _ context: SiteContext) throws(Problem) {
        let wait: Int?
        if let actor = context.actor {
            wait = accounts?.take(actor.account, at: now())
        } else {
            wait = addresses?.take(address(of: request, context), at: now())
        }
        if let wait { throw .tooMany(retryAfter: wait) }
    }

    /// Counts a try at something that could be guessed or flooded; `nil`, or the seconds to wait.
    func wait(for purpose: Purpose, _ request: Request, _ context: SiteContext) -> Int? {
        purposes[purpose]?.take(address(of: request, context), at: now())
    }

    /// What was tried was right: it does not count.
    func forgive(_ purpose: Purpose, _ request: Request, _ context: SiteContext) {
        purposes[purpose]?.giveBack(address(of: request, context), at: now())
    }

    /// The client's address: that of the connection, or what a trusted proxy says.
    func address(of request: Request, _ context: SiteContext) -> ClientAddress {
        guard trustsForwardedFor, let last = request.headers[values: .forwardedFor].last?.split(separator: ",").last
        else { return context.peer }
        return ClientAddress(last.filter { $0 != " " }) ?? context.peer
    }
}

/// Applies the limits on requests as such.
struct RateLimiting: RouterMiddleware {
    typealias Context = SiteContext

    let admission: Admission

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        try admission.admit(request, context)
        return try await next(request, context)
    }
}
