import HTTPTypes
import Hummingbird
import NIOCore

/// Sends pages compressed to whoever takes that.
struct Compression: RouterMiddleware {
    typealias Context = SiteContext

    /// Bytes below which compressing gains nothing.
    private static let least = 1024
    /// Fast rather than small: a page of 50 KiB takes half a millisecond.
    private static let level: Int32 = 1

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        guard Self.isText(response), response.headers[.contentEncoding] == nil,
            (response.body.contentLength ?? 0) > Self.least, Self.isTaken(by: request)
        else { return response }
        let collector = BodyCollector()
        try await response.body.write(collector)
        guard let packed = Gzip.compress(collector.bytes, level: Self.level) else {
            return Response(
                status: response.status, headers: response.headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: collector.bytes)))
        }
        var headers = response.headers
        headers[.contentEncoding] = "gzip"
        headers[.vary] = "Accept-Encoding"
        headers[.contentLength] = nil
        return Response(
            status: response.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: packed)))
    }

    /// `Accept-Encoding: gzip, deflate;q=0.5`; `gzip;q=0` says no.
    static func isTaken(by request: Request) -> Bool {
        (request.headers[.acceptEncoding] ?? "").split(separator: ",").contains { part in
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard pieces.first == "gzip" else { return false }
            return !pieces.dropFirst().contains { $0.hasPrefix("q=0") && Double($0.dropFirst(2)) == 0 }
        }
    }

    private static func isText(_ response: Response) -> Bool {
        guard let type = response.headers[.contentType] else { return false }
        return type.hasPrefix("text/") || type.hasPrefix("application/json") || type.hasPrefix("image/svg")
    }
}

/// Takes a body in.
final class BodyCollector: ResponseBodyWriter {
    private(set) var bytes: [UInt8] = []

    func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
