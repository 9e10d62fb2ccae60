import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Reporting
import Storage
import Tabular

/// The board, the same as a table for spreadsheets, and the requests behind its numbers.
struct BoardController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/board", use: board)
        desk.get("/board.csv", use: export)
        desk.get("/board/requests", use: requests)
    }

    @Sendable
    private func board(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let (address, scopes) = try BoardAsked.address(visit.query, house, visit.operation)
        let board = try await visit.desks.supervision.board(address.query, visit.operation)
        let names = BoardNames(city: visit.city)
        var model = BoardPage.Model(
            address: address, board: board, names: names.names(of: board),
            scopes: names.scopes(of: scopes, and: address.query.scope), cuts: BoardScopes.cuts(in: address.query.scope),
            below: names.below(board), versions: visit.city.scores.versions.map(\.version))
        if Access.isAllowed(.decideAppeal, role: visit.actor.role, relation: .none) {
            model.openAppeals = try await visit.desks.supervision.openAppeals(visit.operation)
        }
        if Access.isAllowed(.viewSigns, role: visit.actor.role, relation: .none) {
            let report = try await visit.desks.supervision.signs(board.days, visit.operation)
            model.signs = Sign.allCases.compactMap { sign in
                let count = report.findings.count { $0.sign == sign }
                return count > 0 ? BoardPage.SignLine(sign, count: count) : nil
            }
        }
        return house.answer(BoardPage(model, in: try await visit.page(at: .board(address))))
    }

    /// All lines, however many: they are written while they are sent.
    @Sendable
    private func export(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let (address, _) = try BoardAsked.address(visit.query, house, visit.operation)
        let board = try await visit.desks.supervision.board(address.query, visit.operation)
        let table = BoardTable(board, order: address.order, language: request.language, city: visit.city)
        let name = "board-\(address.query.cut.rawValue)-\(board.days.lowerBound)-\(board.days.upperBound).csv"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\"",
                .cacheControl: "no-store",
            ],
            body: ResponseBody { writer in
                // The mark by which spreadsheets know UTF-8.
                try await writer.write(ByteBuffer(bytes: [0xEF, 0xBB, 0xBF]))
                for chunk in table.chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
                try await writer.finish(nil)
            })
    }

    @Sendable
    private func requests(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        guard let number = BoardNumber(query: { visit.query[$0] }) else { throw Problem.noFigure }
        let after = visit.query["after"]
        let (found, total) = try await visit.desks.supervision.requests(
            behind: number, after: DeskVisit.cursor(after), visit.operation)
        let names = BoardNames(city: visit.city)
        let model = BoardNumberPage.Model(
            number: number, line: number.value.map { names.name(of: $0, number.cut) },
            scope: number.scope == .city ? nil : names.name(of: number.scope),
            found: visit.found(found, of: total, after: after))
        return house.answer(
            BoardNumberPage(model, in: try await visit.page(at: .boardRequests(number, after: after))))
    }
}

/// What somebody asks of the board, for pages and programs alike.
enum BoardAsked {
    /// The address, with what is not said as it is usual for whoever asks.
    /// - Throws: `Problem` for what no board can be, `DeskError.notAllowed`.
    static func address(
        _ query: FormFields, _ house: House, _ operation: OperationContext
    ) throws -> (address: BoardAddress, scopes: BoardScopes) {
        let scopes = try house.desks.supervision.boardScopes(operation)
        let city = house.desks.city
        // On the first of a month, the month that is over.
        let yesterday = city.zone.day(of: operation.now).advanced(by: -1)
        let usual = CityPeriod(.month, containing: yesterday)
        guard let address = BoardAddress(query: { query[$0] }, usual: scopes.usual, period: usual),
            address.query.period.days.count < FiguresController.longest, isKnown(address.query.scope, in: city)
        else { throw Problem.noBoard }
        return (address, scopes)
    }

    private static func isKnown(_ scope: BoardScope, in city: City) -> Bool {
        switch scope {
        case .city: true
        case .district(let district): city.region(district)?.level == .district
        case .under(let body): city.organisation(body) != nil
        }
    }
}

extension Problem {
    static var noBoard: Problem {
        Problem(
            .badRequest, "no-board",
            LocalName(zh: "没有这样的看板", en: "There is no such board"),
            detail: LocalName(
                zh: "期间写成 2026-11、2026-W47、2026-Q4、2026 或 2026-11-01..2026-11-18；单位和区用城市列表里的编号。",
                en: """
                    A period is 2026-11, 2026-W47, 2026-Q4, 2026 or 2026-11-01..2026-11-18; bodies and districts are named by \
                    the city's lists.
                    """))
    }
}

/// The names of what the board compares, and where its lines lead.
struct BoardNames {
    let city: City

    func name(of value: String, _ cut: BoardCut) -> LocalName {
        let names = CutNames(city: city)
        let unknown = LocalName(zh: value, en: value)
        return switch cut {
        case .body: city.organisation(value)?.name ?? unknown
        case .district, .town: city.region(value)?.name ?? unknown
        case .field: names.field(value)
        case .category: names.category(value)
        }
    }

    func name(of scope: BoardScope) -> LocalName {
        switch scope {
        case .city: LocalName(zh: "全市", en: "Whole city")
        case .district(let district): city.region(district)?.name ?? LocalName(zh: district, en: district)
        case .under(let body):
            city.organisation(body).map {
                LocalName(zh: "\($0.name.zh)和下级", en: "\($0.name.en) and below")
            } ?? LocalName(zh: body, en: body)
        }
    }

    func names(of board: Board) -> [String: LocalName] {
        Dictionary(
            board.lines.compactMap(\.value).map { ($0, name(of: $0, board.query.cut)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The parts of the city that somebody may choose, the one that is shown among them.
    func scopes(of scopes: BoardScopes, and shown: BoardScope) -> [(scope: BoardScope, name: LocalName)] {
        var list: [BoardScope] = [scopes.usual]
        if !scopes.isOwnOnly {
            list = [.city] + city.regions(under: city.root).filter { $0.level == .district }.map { .district($0.id) }
        }
        if !list.contains(shown) { list.append(shown) }
        return list.map { ($0, name(of: $0)) }
    }

    /// From a body to those below it, from a district to its bodies.
    func below(_ board: Board) -> [String: BoardQuery] {
        var below: [String: BoardQuery] = [:]
        let parents = Set(city.organisations.compactMap(\.parent))
        for value in board.lines.compactMap(\.value) {
            switch board.query.cut {
            case .body where parents.contains(value) && board.query.scope != .under(value):
                below[value] = BoardQuery(.body, scope: .under(value), period: board.query.period)
            case .district: below[value] = BoardQuery(.town, scope: .district(value), period: board.query.period)
            default: break
            }
        }
        return below
    }
}
