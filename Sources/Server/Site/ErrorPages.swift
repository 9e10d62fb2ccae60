import Casework
import Civics
import Desks
import HTML
import HTTPTypes
import Hummingbird
import NIOCore
import Pages

extension House {
    /// The page for a problem, without asking the database anything: it may be the database that is in trouble. Whoever
    /// must sign in first is led there, and comes back afterwards.
    @Sendable
    func errorAnswer(_ problem: Problem, _ request: Request, _ context: SiteContext) -> Response {
        if problem.code == Problem.signInNeeded.code, [.get, .head].contains(request.method) {
            return Response(
                status: .seeOther, headers: [.location: SitePath.signIn(back: request.uri.string).description])
        }
        let page = PageContext(
            language: request.language, isLargeType: request.isLargeType,
            city: CityFace(desks.city, isDemonstration: desks.isDemonstration), now: now(), path: .home,
            location: SitePath.home.description, requestID: context.trace.description,
            staff: context.actor.map { staff($0, in: request.language) }, assets: assets.index)
        let status = ErrorPage.Status(problem.status)
        let detail = Self.saidByThePage.contains(problem.code) ? nil : page.say(problem.title)
        let faults = problem.faults.map { page.say($0.message) }
        let model = ErrorPage.Model(
            status, detail: faults.first ?? detail, back: back(from: request), retryAfterSeconds: problem.retryAfter)
        return Response(status: problem.status, html: ErrorPage(model, in: page).render())
    }

    /// Problems for which the page has words of its own.
    private static let saidByThePage: Set = [
        "not-found", "internal", "overloaded", "too-large", "too-many-requests", "method-not-allowed", "unreadable",
        "not-allowed",
    ]

    /// The page of this site that the request came from.
    private func back(from request: Request) -> String? {
        guard request.method == .post, let referrer = request.headers[.referer], let host = request.head.authority,
            let here = ["https://\(host)", "http://\(host)"].first(where: { referrer.hasPrefix("\($0)/") })
        else { return nil }
        return String(referrer.dropFirst(here.count))
    }
}

extension ErrorPage.Status {
    init(_ status: HTTPResponse.Status) {
        switch status.code {
        case 401: self = .forbidden
        case 412: self = .conflict
        case 415: self = .badRequest
        case 500...: self = status.code == 503 ? .unavailable : .internalError
        default: self = Self(rawValue: status.code) ?? .badRequest
        }
    }
}

extension Response {
    init(status: HTTPResponse.Status, headers: HTTPFields = [:], html: HTML) {
        var headers = headers
        headers[.contentType] = "text/html; charset=utf-8"
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: html.bytes)))
    }
}
