import HTTPTypes
import Hummingbird
import Synchronization

/// Where controllers add their routes: passes them on to the router and keeps the list of them.
struct RouteTable: RouterMethods {
    typealias Context = SiteContext

    let router: Router<SiteContext>
    let list: RouteList

    @discardableResult
    func on<Responder: HTTPResponder>(
        _ path: RouterPath, method: HTTPRequest.Method, responder: Responder
    ) -> Self where Responder.Context == SiteContext {
        list.add(RouteList.Route(method: method, path: path.description))
        router.on(path, method: method, responder: responder)
        return self
    }

    /// Holds for all routes added afterwards.
    @discardableResult
    func add(middleware: any MiddlewareProtocol<Request, Response, SiteContext>) -> Self {
        router.add(middleware: middleware)
        return self
    }
}

/// All routes of the server.
final class RouteList: Sendable {
    struct Route: Hashable, Sendable, CustomStringConvertible {
        let method: HTTPRequest.Method
        /// The template: `/follow/{number}`.
        let path: String

        var description: String { "\(method.rawValue) \(path)" }
    }

    private let list = Mutex<[Route]>([])

    /// By path.
    var routes: [Route] {
        list.withLock { $0.sorted { ($0.path, $0.method.rawValue) < ($1.path, $1.method.rawValue) } }
    }

    func add(_ route: Route) { list.withLock { $0.append(route) } }

    /// The methods that are taken at a path.
    func methods(for path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        return routes.filter { route in
            let template = route.path.split(separator: "/")
            return template.count == parts.count && zip(template, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        .map(\.method)
    }
}
