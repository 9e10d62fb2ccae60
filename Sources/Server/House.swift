import Civics
import Desks
import Hummingbird
import NIOCore
import Storage

/// What all controllers share, and the order in which a request passes through the server.
struct House: Sendable {
    let desks: Desks
    /// `nil` where this server sends no messages.
    let telling: Telling?
    let configuration: ServerConfiguration
    let assets: AssetFiles
    let admission: Admission
    let identity: Identity
    let watch: DeadlineWatch
    let live: LiveHub
    let uploads: UploadMemory
    let routes = RouteList()
    let startedAt: Instant
    /// Bodies below which there are no others.
    let lowestBodies: Set<OrganisationID>
    let now: @Sendable () -> Instant

    init(
        _ desks: Desks, _ configuration: ServerConfiguration, telling: Telling? = nil, assets: AssetFiles,
        now: @escaping @Sendable () -> Instant
    ) {
        self.desks = desks
        self.configuration = configuration
        self.telling = telling
        self.assets = assets
        self.admission = Admission(configuration, now: now)
        self.identity = Identity(desks, configuration, now: now)
        self.watch = DeadlineWatch(seconds: configuration.deadlineSeconds)
        self.uploads = UploadMemory(most: configuration.uploadMemory)
        self.startedAt = now()
        let city = desks.city
        self.live = LiveHub(city: city, limits: configuration.live)
        desks.store.feed.listen { [live] in live.hear($0) }
        self.lowestBodies = Set(city.organisations.map(\.id)).subtracting(city.organisations.compactMap(\.parent))
        self.now = now
    }

    /// Who asks, when, in which request; everybody without sign-in or token is a resident.
    func operation(_ context: SiteContext) -> OperationContext {
        OperationContext(actor: context.actor ?? .resident, now: now(), requestID: context.trace.description)
    }

    /// The whole server without its socket.
    func frontDoor() -> FrontDoor<RouterResponder<SiteContext>> {
        let headers = SecurityHeaders(isBehindTLS: configuration.isBehindTLS)
        let answers = ErrorAnswers(page: errorAnswer, headers: headers, routes: routes)
        let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
        router.addMiddleware {
            headers
            answers
        }
        let table = RouteTable(router: router, list: routes)
        addFiles(to: table)
        addAPI(to: table)
        addPages(to: table)
        return FrontDoor(
            inner: router.buildResponder(), watch: watch, answers: answers, concurrency: configuration.concurrency,
            writesAccessLog: configuration.writesAccessLog)
    }

    private var apiControllers: [any Controller] {
        [
            RequestsController(house: self), AttachmentsAPI(house: self),
            CityController(house: self), FiguresController(house: self),
            ReportsAPI(house: self), BoardAPIController(house: self), ExplorerAPIController(house: self),
            OpenAPIController(house: self),
        ]
    }

    /// Files and the answers to whoever watches over the server: no session, no limits.
    private func addFiles(to table: RouteTable) {
        FilesController(house: self).addRoutes(to: table.group())
        HealthController(house: self).addRoutes(to: table.group())
    }

    private func addAPI(to table: RouteTable) {
        let api = table.group("/api/v1")
            .add(middleware: TokenReading(identity: identity, admission: admission))
            .add(middleware: RateLimiting(admission: admission))
            .add(middleware: Compression())
        for controller in apiControllers { controller.addRoutes(to: api) }
    }

    private func addPages(to table: RouteTable) {
        let pages = table.group()
            .add(middleware: CrossSiteGuard())
            .add(middleware: FormSending())
            .add(middleware: SessionReading(identity: identity, live: live))
            .add(middleware: RateLimiting(admission: admission))
            .add(middleware: Compression())
        for controller in pageControllers { controller.addRoutes(to: pages) }
    }
}

/// A part of the server's addresses; `addRoutes` reads like a table.
protocol Controller: Sendable {
    func addRoutes(to routes: RouterGroup<SiteContext>)
}
