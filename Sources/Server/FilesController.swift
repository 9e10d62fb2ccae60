import Hummingbird

/// Style sheets, scripts, drawings.
struct FilesController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/assets/{name}", use: asset)
    }

    @Sendable
    private func asset(_ request: Request, _ context: SiteContext) async throws -> Response {
        try house.assets.response(
            to: request, name: context.parameters.require("name"), version: try request.queryFields()["v"])
    }
}
