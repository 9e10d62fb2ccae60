import Civics
import Desks
import Hummingbird
import Reporting
import Storage

/// What the mass of requests says: daily figures, which are open to everybody, and the reports made of them.
struct FiguresController: Controller {
    /// Days that one answer may span.
    static let longest = 3660

    let house: House
    private var city: City { house.desks.city }

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/figures", use: figures)
        routes.get("/reports/weekly/{week}", use: weekly)
    }

    /// The sum of a measure over days, by the values of a cut, or day by day.
    @Sendable
    private func figures(_ request: Request, _ context: SiteContext) async throws -> Response {
        var fields = FieldReader(try request.queryFields())
        let measure = Self.named("measure", &fields, Codes.measure) ?? .received
        let by = fields.text("by", most: 40)
        let isDaily = by == "day"
        let cut = by == nil || isDaily ? .total : Codes.cut(by ?? "")
        if cut == nil { fields.add("by", .unknown) }
        let today = city.zone.day(of: house.now())
        let to = fields.day("to") ?? today
        let from = fields.day("from") ?? to.advanced(by: -29)
        if from > to || from.distance(to: to) >= Self.longest { fields.add("from", .outOfRange) }
        try fields.finish()
        let days = from...to
        let (sums, daily) = try await house.desks.store.database.read { connection in
            isDaily
                ? ([], try FigureStore.byDay(measure, days, on: connection))
                : (try FigureStore.sums(measure, cut ?? .total, days, on: connection), [])
        }
        return Response(status: .ok) { json in
            json.object {
                $0.member("measure", Codes.code(measure))
                $0.member("by", by ?? Codes.code(.total))
                $0.member("from", from.description)
                $0.member("to", to.description)
                $0.name("values")
                if isDaily {
                    $0.array(zip(days, daily)) { json, value in
                        json.object {
                            $0.member("day", value.0.description)
                            $0.member("amount", value.1)
                        }
                    }
                } else {
                    $0.array(sums) { json, sum in
                        json.object {
                            $0.member("first", sum.first)
                            $0.member("second", sum.second)
                            $0.member("amount", sum.amount)
                        }
                    }
                }
            }
        }
    }

    /// The weekly report as a document: its sections with every figure's numerator and denominator.
    @Sendable
    private func weekly(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard context.actor != nil else { throw Problem.signInNeeded }
        guard let week = context.parameters.get("week").flatMap({ CityWeek($0) }) else { throw Problem.notFound }
        let report = try await house.desks.advice.report(
            ReportOrder(.week(week)), in: request.language, isDemonstration: house.desks.isDemonstration,
            house.operation(context))
        return Response(status: .ok) { ReportJSON.write(report, to: &$0) }
    }

    private static func named<T>(_ name: String, _ fields: inout FieldReader, _ read: (String) -> T?) -> T? {
        guard let text = fields.text(name, most: 40) else { return nil }
        let value = read(text)
        if value == nil { fields.add(name, .unknown) }
        return value
    }
}
