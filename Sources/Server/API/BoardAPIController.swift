import Civics
import Desks
import Hummingbird
import Pages
import Reporting
import Storage

/// The board for programs: every line, with numerators, denominators and intervals.
struct BoardAPIController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/board", use: board)
    }

    @Sendable
    private func board(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard context.actor != nil else { throw Problem.signInNeeded }
        let operation = house.operation(context)
        let (address, _) = try BoardAsked.address(try request.queryFields(), house, operation)
        let board = try await house.desks.supervision.board(address.query, operation)
        let order = address.order ?? .usual(board.rules)
        let names = BoardNames(city: house.desks.city).names(of: board)
        let writer = BoardJSON(board: board, names: names, places: order.places(in: board))
        let lines = order.sorted(board, names: names.mapValues { request.language.say($0) })
        return Response(status: .ok) { writer.write(lines, to: &$0) }
    }
}

/// How a board looks in answers of the API.
struct BoardJSON {
    let board: Board
    let names: [String: LocalName]
    let places: [String: ClosedRange<Int>]

    func write(_ lines: [BoardLine], to json: inout JSONWriter) {
        json.object {
            $0.member("by", board.query.cut.rawValue)
            $0.member("period", board.query.period.description)
            $0.member("from", board.days.lowerBound.description)
            $0.member("to", board.days.upperBound.description)
            $0.member("rules", board.rules.version.description)
            $0.name("weights")
            $0.array(ScoredRate.allCases.filter { board.rules.weights[$0] != nil }) { json, rate in
                json.object {
                    $0.member("rate", rate.rawValue)
                    $0.member("weight", board.rules.weights[rate] ?? 0)
                }
            }
            $0.name("whole")
            write(board.whole, to: &$0)
            if let before = board.before {
                $0.name("before")
                write(before, to: &$0)
            }
            if let before = board.yearBefore {
                $0.name("yearBefore")
                write(before, to: &$0)
            }
            $0.name("lines")
            $0.array(lines) { write($1, to: &$0) }
        }
    }

    private func write(_ before: BoardBefore, to json: inout JSONWriter) {
        json.object {
            $0.member("from", before.days.lowerBound.description)
            $0.member("to", before.days.upperBound.description)
            $0.name("whole")
            write(before.whole, to: &$0)
        }
    }

    private func write(_ line: BoardLine, to json: inout JSONWriter) {
        json.object {
            $0.member("id", ifPresent: line.value)
            if let name = line.value.flatMap({ names[$0] }) { $0.name(name) }
            if let place = line.value.flatMap({ places[$0] }) {
                $0.member("placeFrom", place.lowerBound)
                $0.member("placeTo", place.upperBound)
            }
            $0.member("dispatched", line.dispatched)
            $0.member("closed", line.closed)
            $0.member("open", line.open)
            $0.member("overdue", line.overdue)
            $0.member("excluded", line.excluded)
            if let score = line.composite {
                $0.name("score")
                $0.object {
                    $0.member("value", score.value)
                    $0.member("low", score.interval.lowerBound)
                    $0.member("high", score.interval.upperBound)
                    $0.member("least", score.least)
                }
            }
            $0.name("rates")
            $0.array(ScoredRate.allCases) { write($1, line.rate($1), to: &$0) }
        }
    }

    /// What rests on too little has its numbers and no value.
    private func write(_ kind: ScoredRate, _ rate: Rate, to json: inout JSONWriter) {
        json.object {
            $0.member("rate", kind.rawValue)
            $0.member("numerator", rate.numerator)
            $0.member("denominator", rate.denominator)
            guard rate.denominator >= max(1, board.rules.showFrom), let value = rate.value, let interval = rate.interval
            else { return }
            $0.member("value", value)
            $0.member("low", interval.lowerBound)
            $0.member("high", interval.upperBound)
        }
    }
}
