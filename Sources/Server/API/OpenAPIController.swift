import Desks
import HTTPTypes
import Hummingbird
import NIOCore

/// The description of the API.
struct OpenAPIController: Controller {
    private let document: ByteBuffer

    init(house: House) { document = ByteBuffer(bytes: OpenAPIDocument.bytes(of: house.desks.city)) }

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json", .cacheControl: "public, max-age=300"],
                body: ResponseBody(byteBuffer: document))
        }
    }
}
