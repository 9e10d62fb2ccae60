import Hummingbird
import NIOCore
import Pages

extension House {
    /// The page for a problem.
    @Sendable
    func errorPage(_ problem: Problem, _ request: Request, _ context: SiteContext) -> ByteBuffer {
        ByteBuffer()
    }

    var pageControllers: [any Controller] { [] }
    var apiControllers: [any Controller] { [] }
}
