import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Reporting

/// Turns errors into answers: `application/problem+json` for programs, a page for people. What nobody expected is logged
/// with its context and shown without its internals.
struct ErrorAnswers: RouterMiddleware {
    typealias Context = SiteContext

    /// The page for a problem.
    let page: @Sendable (Problem, Request, SiteContext) -> Response
    let headers: SecurityHeaders
    let routes: RouteList

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return answer(to: error, request, context)
        }
    }

    func answer(to error: any Error, _ request: Request, _ context: SiteContext) -> Response {
        var problem: Problem
        if let known = Problem(error) {
            problem = known
        } else {
            log(error, request, context)
            problem = .unexpected
        }
        if problem.status == .notFound, context.endpointPath == nil || context.endpointPath == "NotFound" {
            let allowed = routes.methods(for: request.uri.path)
            if !allowed.isEmpty { problem = .methodNotAllowed(allowed) }
        }
        var response = isForPrograms(request) ? document(problem, request, context) : page(problem, request, context)
        response.headers.append(contentsOf: problem.headers)
        headers.add(to: &response, context)
        return response
    }

    private func log(_ error: any Error, _ request: Request, _ context: SiteContext) {
        context.logger.error(
            "unexpected error",
            metadata: [
                "request": "\(context.trace)", "method": "\(request.method.rawValue)", "route": "\(context.route)",
                "error": "\(String(reflecting: error))",
            ])
    }

    private func isForPrograms(_ request: Request) -> Bool {
        request.isForAPI || request.headers[.accept]?.hasPrefix("application/json") == true
    }

    private func document(_ problem: Problem, _ request: Request, _ context: SiteContext) -> Response {
        Response(
            status: problem.status, headers: [.contentType: "application/problem+json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: problem.json(request.language, trace: context.trace))))
    }
}

extension Request {
    var isForAPI: Bool { uri.path.hasPrefix("/api/") }
}
