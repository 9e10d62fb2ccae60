import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import ServiceLifecycle

/// The stream of events (`text/event-stream`) that tells an open page what has changed, and the numbers beside the
/// navigation. Events hold no texts and nothing of anybody: they say which lists to look at again.
struct LiveController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/live", use: stream)
        desk.get("/live/counts", use: counts)
    }

    @Sendable
    private func stream(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        guard !request.isFromAnotherSite else { throw Problem.crossSite }
        guard let scope = LiveScope(visit.actor), let session = house.identity.sessionDigest(of: request) else {
            throw DeskError.notSignedIn
        }
        let number = try visit.query["case"].map { text throws(Problem) in
            guard let number = CaseNumber(text) else { throw .notFound }
            return number
        }
        if let number { _ = try await visit.desks.request(number, visit.operation) }
        let since = request.headers[.lastEventID] ?? visit.query["since"]
        let seat = try house.live.seat(
            for: LiveVisitor(account: visit.actor.account, scope: scope, session: session), watching: number,
            // A mark that cannot be read is of no run that there was.
            since: since.map { LiveMark($0) ?? LiveMark(run: 0, count: .max) })
        seat.listener.onEnd { context.closeConnection(after: .seconds(1)) }
        let pace = house.configuration.live.pace
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store", .accelBuffering: "no"],
            body: ResponseBody { writer in
                let listener = seat.listener
                try await withGracefulShutdownHandler {
                    guard context.hasSocket else { return try await Self.write(listener, at: pace, to: &writer) }
                    _ = try await request.body.consumeWithInboundCloseHandler { _ in
                        try await Self.write(listener, at: pace, to: &writer)
                    } onInboundClosed: {
                        listener.end(.gone)
                    }
                } onGracefulShutdown: {
                    listener.end(.shutdown)
                }
            })
    }

    /// Writes pieces until the end. After each event there is a pause, so that much that happens at once is one event.
    private static func write(
        _ listener: LiveListener, at pace: TimeSpan, to writer: inout any ResponseBodyWriter
    ) async throws {
        // Something at once, so that the browser knows that the line stands.
        try await writer.write(ByteBuffer(string: ":\n\n"))
        while true {
            let piece = await listener.next()
            switch piece {
            case .tidings(let tidings, let mark):
                try await writer.write(ByteBuffer(bytes: LiveText.event(tidings, mark)))
                try? await Task.sleep(for: .milliseconds(pace.milliseconds))
            case .beat: try await writer.write(ByteBuffer(string: ":\n\n"))
            case .end(let end):
                if end == .session { try await writer.write(ByteBuffer(string: LiveText.sessionEnd)) }
                return try await writer.finish(nil)
            }
        }
    }

    /// How much waits at the places of the navigation, as it stands on pages.
    @Sendable
    private func counts(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let counts = try await house.deskCounts(visit.operation)
        return Response(status: .ok) { json in
            json.object {
                $0.member("mark", context.liveMark.description)
                $0.name("counts")
                $0.object { json in
                    for (place, count) in counts.waiting.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                        json.name(text: place.rawValue)
                        json.value(visit.words.count(count))
                    }
                }
            }
        }
    }
}

/// The lines of the stream.
enum LiveText {
    static let sessionEnd = "event: end\ndata: session\n\n"

    /// `{"lists":["dispatch"],"case":true}`, with the mark as the event's number.
    static func event(_ tidings: LiveTidings, _ mark: LiveMark) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.name("lists")
            $0.array(LiveLists.names.filter { tidings.lists.contains($0.list) }) { json, list in json.value(list.name) }
            $0.member("case", tidings.isCaseChanged)
        }
        return Array("id: \(mark)\nevent: changed\ndata: ".utf8) + json.bytes + Array("\n\n".utf8)
    }
}
