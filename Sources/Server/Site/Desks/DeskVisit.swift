import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Storage

/// Lets staff in; everybody else is led to the sign-in page, and from there back to where they wanted to go.
struct StaffGate: RouterMiddleware {
    typealias Context = SiteContext

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        if context.actor?.isStaff == true { return try await next(request, context) }
        if let due = context.signedIn?.due {
            let back = request.method == .get ? request.uri.string : nil
            return Response(status: .seeOther, headers: [.location: due.path(back: back).description])
        }
        let path = request.uri.path
        // A part of a page that a script asks for: the sign-in page would come to stand inside the page.
        if request.isAutomatic || [SitePath.intakeSimilar, .intakeCaller].contains(where: { $0.path == path }) {
            return Response(status: .unauthorized)
        }
        guard request.method == .post else { throw DeskError.notSignedIn }
        // The session has ended while a form was filled in: back to the page that the form stood on.
        let parts = path.split(separator: "/")
        let isStep = parts.count == 4 && parts[1] == "cases" || parts.count > 3 && parts[1] == "reports"
        let back = "/" + (isStep ? parts.dropLast() : parts).joined(separator: "/")
        return Response(status: .seeOther, headers: [.location: SitePath.signIn(back: back).description])
    }
}

extension RouterGroup<SiteContext> {
    /// The addresses below `/desk`, for staff only.
    var desk: RouterGroup<SiteContext> { group("/desk").add(middleware: StaffGate()) }
}

/// A request of somebody who is signed in to the desks, with what its answer is made of.
struct DeskVisit {
    let house: House
    let request: Request
    let context: SiteContext
    let operation: OperationContext
    /// The fields of the query.
    let query: FormFields

    /// - Throws: `DeskError.notSignedIn`, `InvalidInput` for a query that cannot be read.
    init(_ house: House, _ request: Request, _ context: SiteContext) throws {
        self.house = house
        self.request = request
        self.context = context
        self.operation = try house.staffOperation(context)
        self.query = try request.queryFields()
    }

    /// Only the lists of the page are asked for, by the page itself: what is beside them can be left out.
    var wantsListsOnly: Bool { request.headers[.liveRefresh] == "lists" }
    var desks: Desks { house.desks }
    var city: City { house.desks.city }
    var actor: Actor { operation.actor }
    var now: Instant { operation.now }
    var today: CityDay { city.zone.day(of: now) }
    var rows: CaseRows { CaseRows(city: city, now: now) }

    /// The context of a page of the desks. A page that answers a submission stands for the address it leads back to.
    func page(at path: SitePath) async throws -> PageContext {
        var page = try await house.page(request, context, at: path)
        if request.method == .post { page.location = path.description }
        return page
    }

    /// Words and dates of the reader's language, where there is no page.
    var words: PageContext {
        PageContext(
            language: request.language, city: CityFace(city, isDemonstration: desks.isDemonstration), now: now,
            path: .desk, requestID: context.trace.description, assets: house.assets.index)
    }

    func form() async throws -> FormFields {
        try await request.form(upTo: house.configuration.bodyLimit)
    }

    /// The case in the address.
    func number() throws(Problem) -> CaseNumber { try context.number() }

    /// The names of those of these accounts that there are.
    func people(_ accounts: [String?]) async throws -> [String: LocalName] {
        try await desks.people(Set(accounts.compactMap(\.self))).mapValues(\.name)
    }

    /// What somebody typed into a search, cut to a length that is still a search.
    static func search(_ text: String?) -> String? {
        let words = CleanText.cleaned(text ?? "") ?? ""
        return words.isEmpty ? nil : String(words.prefix(100))
    }

    /// Where a page of a list begins; a cursor that cannot be read is the first page.
    static func cursor(_ text: String?) -> RequestCursor? { text.flatMap { CursorText.cursor($0) } }

    /// A page of requests, as a list shows it.
    func found(_ page: RequestPage, of total: BoundedCount, after: String?) -> FoundRequests {
        FoundRequests(
            rows: page.items.map { rows.row($0) }, total: ListCount(total),
            after: Self.cursor(after) == nil ? nil : after, next: page.next.map { CursorText.text($0) })
    }

    /// A fresh key for the forms of a page, so that each is carried out once.
    static func once() -> String { TokenText.text(Entropy.system.bytes(16)) }

    /// The days of a page: those of the query, the other way round where they were given so, else the usual ones.
    func days(_ query: FormFields, usual: Period) -> ClosedRange<CityDay> {
        guard let from = query["from"].flatMap({ CityDay($0) }), let to = query["to"].flatMap({ CityDay($0) }) else {
            return usual.days(until: today)
        }
        let last = max(from, to)
        return max(min(from, to), last.advanced(by: 1 - FiguresController.longest))...last
    }
}

extension ListCount {
    init(_ count: BoundedCount) { self.init(count.value, isMore: count.isMore) }
}
