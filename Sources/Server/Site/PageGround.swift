import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Reporting
import Storage

/// What every page controller stands on: the context a page is written in, answers, and the one-time notice.
extension House {
    /// The context of a page; takes up the notice that the request before it left.
    func page(_ request: Request, _ context: SiteContext, at path: SitePath) async throws -> PageContext {
        var page = PageContext(
            language: request.language, isLargeType: request.isLargeType,
            city: CityFace(desks.city, isDemonstration: desks.isDemonstration), now: now(), path: path,
            location: request.uri.string, requestID: context.trace.description,
            flash: request.isAutomatic ? nil : FlashCookie.read(request),
            assets: assets.index)
        if let actor = context.actor {
            page.staff = staff(actor, in: page.language)
            if configuration.live.connections > 0 { page.liveMark = context.liveMark.description }
            page.counts = try await deskCounts(operation(context))
        }
        return page
    }

    /// How much waits for somebody, for the navigation.
    func deskCounts(_ context: OperationContext) async throws -> DeskCounts {
        try await DeskCounting(house: self, context: context).counts
    }

    func staff(_ actor: Actor, in language: Language) -> StaffMember {
        let body = actor.organisation.flatMap { desks.city.organisation($0) }
        return StaffMember(
            account: actor.account, name: language.say(actor.name), role: actor.role,
            body: body.map { language.say($0.name) } ?? "",
            places: DeskPlace.open(to: actor.role))
    }

    /// A page as an answer. The notice it shows is spent.
    func answer(_ page: some Page, status: HTTPResponse.Status = .ok) -> Response {
        var response = Response(status: status, html: page.render())
        if page.context.flash != nil { FlashCookie.clear(on: &response, isSecure: configuration.isBehindTLS) }
        return response
    }

    /// Leads on to another page after something was done, which that page then says.
    func lead(to path: SitePath, saying message: String? = nil) -> Response {
        var response = Response(status: .seeOther, headers: [.location: path.description])
        if let message { FlashCookie.write(message, on: &response, isSecure: configuration.isBehindTLS) }
        return response
    }

    /// Staff only: the operation of who is signed in.
    /// - Throws: `DeskError.notSignedIn`.
    func staffOperation(_ context: SiteContext) throws(DeskError) -> OperationContext {
        guard context.actor?.isStaff == true else { throw .notSignedIn }
        return operation(context)
    }
}

extension DeskPlace {
    /// The places of the desks that a role may enter, after the table of permissions.
    static func open(to role: Role) -> Set<DeskPlace> {
        func may(_ action: Action) -> Bool { Access.isAllowed(action, role: role, relation: .none) }
        var places: Set<DeskPlace> = []
        if may(.intake) { places.insert(.intake) }
        if may(.callBack) { places.insert(.callbacks) }
        if may(.dispatch) { places.formUnion([.dispatch, .returned]) }
        if HandlingDesk.roles.contains(role) { places.insert(.worklist) }
        if SupervisionDesk.roles.contains(role) { places.insert(.supervision) }
        if may(.viewBoard) { places.insert(.board) }
        if may(.decideAppeal) || role == .headOfBody { places.insert(.appeals) }
        if may(.inspect) { places.insert(.inspections) }
        if may(.viewSigns) { places.insert(.signs) }
        if may(.listRequests) { places.formUnion([.advice, .search]) }
        if may(.explore) { places.insert(.explorer) }
        if may(.viewIssues) { places.formUnion([.issues, .connections]) }
        if may(.viewReports) { places.insert(.reports) }
        if may(.manageAccounts) { places.insert(.accounts) }
        if may(.viewAccessLog) { places.insert(.looks) }
        if may(.viewAccountActs) { places.insert(.accountActs) }
        if may(.viewHealth) { places.formUnion([.admin, .suggestions]) }
        return places
    }
}

/// How much waits for somebody, for the navigation: counts over indices of open cases.
private struct DeskCounting {
    let house: House
    let context: OperationContext

    var counts: DeskCounts {
        get async throws {
            let places = DeskPlace.open(to: context.actor.role)
            var counts = DeskCounts()
            if places.contains(.dispatch) {
                let waiting = try await house.desks.dispatch.counts(context)
                counts.waiting[.dispatch] = waiting[.all]
                counts.waiting[.returned] = waiting[.returned]
            }
            if places.contains(.callbacks) {
                var filter = RequestFilter()
                filter.awaitsCall = true
                counts.waiting[.callbacks] = try await house.desks.store.count(filter).value
            }
            if places.contains(.worklist) {
                counts.waiting[.worklist] = try await house.desks.handling.count(.open, context).value
            }
            if places.contains(.supervision) {
                counts.waiting[.supervision] = try await house.desks.supervision.count(.overdue, context).value
                counts.overdue.insert(.supervision)
            }
            if places.contains(.appeals) {
                counts.waiting[.appeals] = try await house.desks.supervision.openAppeals(context)
            }
            if places.contains(.reports) {
                let waiting = try await house.desks.reports.waiting(context)
                if waiting.drafts + waiting.reviewed > 0 {
                    counts.waiting[.reports] = waiting.drafts + waiting.reviewed
                }
            }
            return counts
        }
    }
}
