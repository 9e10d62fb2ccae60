import HTTPTypes
import Hummingbird

/// Refuses what another site makes a browser send here with the cookies of this one (CSRF): browsers say in
/// `Sec-Fetch-Site` where a request comes from, older ones in `Origin`. A form without either comes from no browser that
/// has cookies to abuse, but neither from a page of ours, and is refused too. The API does not take cookies.
struct CrossSiteGuard: RouterMiddleware {
    typealias Context = SiteContext

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard [.get, .head, .options].contains(request.method) || Self.isFromHere(request) else {
            throw Problem.crossSite
        }
        return try await next(request, context)
    }

    static func isFromHere(_ request: Request) -> Bool {
        if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = request.headers[.origin], let host = request.head.authority else { return false }
        return ["http://\(host)", "https://\(host)"].contains { $0.lowercased() == origin.lowercased() }
    }
}

extension Request {
    /// A page of another site makes the browser ask; older browsers do not say.
    var isFromAnotherSite: Bool {
        headers[.secFetchSite].map { $0 != "same-origin" && $0 != "none" } ?? false
    }
}
