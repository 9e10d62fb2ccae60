import Civics
import Desks
import Hummingbird
import Pages
import Reporting
import Storage

/// The wish of somebody to be forgotten, written down by staff for those who call.
struct CaseForgettingController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.post("/cases/{number}/forgetting", use: wish)
        desk.post("/cases/{number}/forgetting/cancellation", use: cancel)
    }

    @Sendable
    private func wish(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let number = try visit.number()
        let language = request.language
        guard try await visit.form()["checked"] == "1" else {
            return house.lead(
                to: .caseFile(number),
                saying: language.say("没有记：先核对是本人。", "Not written down: make sure first that it is them."))
        }
        do {
            let wish = try await visit.desks.recordForgetting(number, visit.operation)
            let day = visit.words.day(visit.city.zone.day(of: wish.dueAt))
            return house.lead(
                to: .caseFile(number),
                saying: language.say(
                    "记下了，\(day) 0:00 销毁，之前可以撤回。",
                    "Written down: destroyed at the beginning of \(day), and can be taken back until then."))
        } catch is WishRefused {
            // The page says how it stands.
            return house.lead(to: .caseFile(number))
        }
    }

    @Sendable
    private func cancel(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let number = try visit.number()
        guard try await visit.desks.cancelForgetting(number, visit.operation) else {
            return house.lead(to: .caseFile(number))
        }
        return house.lead(
            to: .caseFile(number), saying: request.language.say("已撤回，信息会保留。", "Taken back: the data are kept."))
    }
}
