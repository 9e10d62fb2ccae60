import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// For whoever watches over the server.
struct HealthController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/healthz", use: alive)
        routes.get("/readyz", use: ready)
    }

    /// The process answers.
    @Sendable
    private func alive(_ request: Request, _ context: SiteContext) async throws -> Response {
        Response(status: .ok, json: { $0.object { $0.member("status", "alive") } })
    }

    /// The database answers, and neither commands nor messages are piling up.
    @Sendable
    private func ready(_ request: Request, _ context: SiteContext) async throws -> Response {
        _ = try await house.desks.store.database.read { try Settings.value("city", on: $0) }
        let live = house.live.count
        let waiting = house.desks.store.writer.depth
        let now = house.now()
        let messages = try await house.desks.store.messageCounts(since: now, at: now)
        return Response(status: .ok) { json in
            json.object {
                $0.member("status", "ready")
                $0.member("waitingCommands", waiting)
                $0.member("livePages", live)
                $0.member("waitingMessages", messages.waiting)
                $0.member("messagesBehindSeconds", Int(messages.dueSince.map { (now - $0).milliseconds / 1000 } ?? 0))
                $0.member("deadMessages", messages.dead)
            }
        }
    }
}

extension Response {
    /// A JSON answer.
    init(
        status: HTTPResponse.Status, headers: HTTPFields = [:], json write: (inout JSONWriter) throws -> Void
    ) rethrows {
        var json = JSONWriter()
        try write(&json)
        var headers = headers
        headers.append(HTTPField(name: .contentType, value: "application/json"))
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }
}
