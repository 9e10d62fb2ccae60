import Civics
import Desks
import Hummingbird
import Pages
import Reporting

/// How good the suggestions are.
struct SuggestionsController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/suggestions", use: show)
    }

    @Sendable
    private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let days = visit.today.advanced(by: -29)...visit.today
        let kept = try await visit.desks.administration.keptCategories(days, visit.operation)
        let model = SuggestionsPage.Model(
            trained: visit.desks.trained.map { SuggestionsPage.Trained($0, CutNames(city: visit.city)) }, kept: kept,
            days: days)
        return house.answer(SuggestionsPage(model, in: try await visit.page(at: .suggestions)))
    }
}

extension SuggestionsPage.Trained {
    /// As many of the weakest categories as one reads.
    private static let mostRows = 30

    init(_ record: TrainingRecord, _ names: CutNames) {
        let learnedOn = names.city.zone.day(of: Instant(milliseconds: record.at))
        let rules = names.city.scores.inForce(on: learnedOn)
        // Of a handful of requests nothing can be said.
        let known = record.labels.filter { $0.rows >= rules.showFrom }
        let weakest = known.sorted { ($0.f1, $0.label) < ($1.f1, $1.label) }.prefix(Self.mostRows)
        self.init(
            at: Instant(milliseconds: record.at), requests: record.learned, macroF1: record.macroF1,
            accuracy: Rate(Double(record.right), of: record.rows), calibrationError: record.calibrationError,
            rows: weakest.map { label in
                SuggestionsPage.Row(
                    name: names.category(label.label), found: Rate(Double(label.right), of: label.rows),
                    right: Rate(Double(label.right), of: label.given), f1: label.f1)
            },
            bins: record.bins.map { bin in
                SuggestionsPage.Bin(
                    probability: bin.from...bin.to,
                    right: Rate((bin.shareRight * Double(bin.rows)).rounded(), of: bin.rows))
            })
    }
}
