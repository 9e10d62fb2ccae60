import Civics
import Desks
import Hummingbird
import Reporting
import Storage

/// Answers to free queries of the figures for programs: the same parameters as the page, strictly read.
struct ExplorerAPIController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/explore", use: explore)
    }

    @Sendable
    private func explore(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard context.actor != nil else { throw Problem.signInNeeded }
        let operation = house.operation(context)
        let city = house.desks.city
        let asked = ExplorerAsked(
            try request.queryFields(), today: city.zone.day(of: operation.now), of: city)
        // A page shows the rest; a program would take it for what it asked.
        guard asked.problems.isEmpty else { throw Problem.notAnswered(asked.problems, of: city) }
        let result = try await house.desks.advice.explore(asked, operation)
        let writer = ExplorerJSON(result: result, names: ExplorerNames(city, request.language))
        return Response(status: .ok) { writer.write(to: &$0) }
    }
}

extension Problem {
    fileprivate static func notAnswered(_ problems: [ExplorerProblem], of city: City) -> Problem {
        func words(_ language: Language) -> String {
            let names = ExplorerNames(city, language)
            return problems.map { names.words($0) }.joined(separator: language.say("", " "))
        }
        return Problem(
            .badRequest, "not-answered",
            LocalName(zh: "这样问没有数字可答", en: "No figures answer this"),
            detail: LocalName(zh: words(.chinese), en: words(.english)))
    }
}

/// How an answer looks in the API: what must not be shown has its numbers and no value.
private struct ExplorerJSON {
    let result: ExplorerResult
    let names: ExplorerNames

    private var query: ExplorerQuery { result.query }

    func write(to json: inout JSONWriter) {
        json.object {
            $0.name("measures")
            $0.strings(query.measures.map(\.code))
            $0.member("rows", ifPresent: query.rows?.rawValue)
            $0.member("columns", ifPresent: query.columns?.rawValue)
            $0.member("period", query.period.description)
            $0.member("from", ifPresent: result.days?.lowerBound.description)
            $0.member("to", ifPresent: result.days?.upperBound.description)
            $0.member("comparedFrom", ifPresent: result.comparedDays?.lowerBound.description)
            $0.member("comparedTo", ifPresent: result.comparedDays?.upperBound.description)
            $0.member("rules", result.rules.version.description)
            if query.hasColumns {
                $0.name("heads")
                $0.strings(result.columns)
            }
            $0.name("whole")
            write(result.total, to: &$0)
            $0.name("lines")
            $0.array(result.lines) { write($1, to: &$0) }
        }
    }

    private func write(_ line: ExplorerResult.Line, to json: inout JSONWriter) {
        json.object {
            $0.member("id", ifPresent: line.value)
            if let value = line.value, let rows = query.rows { $0.member("name", names.value(value, of: rows)) }
            if let places = line.places {
                $0.member("placeFrom", places.lowerBound)
                $0.member("placeTo", places.upperBound)
            }
            $0.name("cells")
            $0.array(line.cells.enumerated()) { write($1.element, result.measure(at: $1.offset), to: &$0) }
        }
    }

    private func write(_ cell: ExplorerResult.Cell, _ measure: ExplorerMeasure, to json: inout JSONWriter) {
        json.object {
            if let value = result.shown(cell.now, measure) { $0.member("value", value) }
            if let denominator = cell.now.denominator {
                $0.member("numerator", cell.now.numerator)
                $0.member("denominator", denominator)
            }
            if result.shown(cell.now, measure) != nil, let interval = cell.now.rate(measure)?.interval {
                $0.member("low", interval.lowerBound)
                $0.member("high", interval.upperBound)
            }
            if let before = cell.before.flatMap({ result.shown($0, measure) }) { $0.member("before", before) }
        }
    }
}
