import Civics
import Desks
import Hummingbird
import Reporting
import Storage

/// The reports that are kept: a list, one with what was done with it, and its files. Signing needs a person at a desk.
struct ReportsAPI: Controller {
    static let mostPerPage = 200

    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/reports", use: list)
        routes.get("/reports/{order}", use: holding)
        routes.get("/reports/{order}/versions/{version}", use: version)
        for format in ReportPlan.Format.allCases {
            routes.get("/reports/{order}/versions/{version}/file.\(format.rawValue)") {
                try await file(format, $0, $1)
            }
        }
    }

    @Sendable
    private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        var fields = FieldReader(try request.queryFields())
        var filter = StoredReportFilter()
        filter.kind = fields.choice("kind", ReportKind.self)?.rawValue
        filter.scope = fields.text("scope", most: 80)
        filter.year = fields.integer("year", in: 1900...2200)
        let state = fields.choice("state", ReportStateCode.self)
        filter.lastActs =
            state.map { code in ReportLife.Act.allCases.filter { $0.state == code.state }.map(\.rawValue) } ?? []
        let limit = fields.integer("limit", in: 1...Self.mostPerPage) ?? 50
        let offset = fields.integer("offset", in: 0...1_000_000) ?? 0
        try fields.finish()
        let caller = try operation(context)
        let reports = try await house.desks.reports.list(filter, limit: limit, offset: offset, caller)
        let total = try await house.desks.reports.count(filter, caller)
        return Response(status: .ok) { json in
            json.object {
                $0.member("total", total)
                $0.name("items")
                $0.array(reports) { json, report in json.object { head(report, to: &$0) } }
            }
        }
    }

    /// The version that holds: the one that was issued, else the one in the making.
    @Sendable
    private func holding(_ request: Request, _ context: SiteContext) async throws -> Response {
        let versions = try await versions(context)
        guard
            let report = versions.last(where: { $0.life.state == .issued })
                ?? versions.last(where: { $0.life.state != .dropped })
        else { throw Problem.notFound }
        return try await answer(report, request, context)
    }

    @Sendable
    private func version(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await answer(try await found(context), request, context)
    }

    private func file(
        _ format: ReportPlan.Format, _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        let report = try await found(context)
        let document = try await house.desks.reports.document(
            of: report, in: request.language, try operation(context))
        return Response(try await reportFile(document, format), format, named: report.fileName(format))
    }

    private func answer(_ report: KeptReport, _ request: Request, _ context: SiteContext) async throws -> Response {
        let document = try await house.desks.reports.document(
            of: report, in: request.language, try operation(context))
        return Response(status: .ok) { json in
            json.object {
                head(report, to: &$0)
                $0.name("acts")
                $0.array(report.entries) { json, entry in
                    json.object {
                        $0.member("act", entry.act.rawValue)
                        $0.member("at", house.desks.city.zone.timestamp(entry.at))
                        $0.member("account", entry.account)
                        $0.member("reason", ifPresent: entry.reason.isEmpty ? nil : entry.reason)
                    }
                }
                $0.name("document")
                ReportJSON.write(document, to: &$0)
            }
        }
    }

    private func head(_ report: KeptReport, to json: inout JSONWriter) {
        let life = report.life
        let zone = house.desks.city.zone
        json.member("report", "\(report.order)")
        json.member("version", report.version)
        json.member("kind", report.order.kind.rawValue)
        json.member("scope", "\(report.order.scope)")
        json.member("from", report.order.period.days.lowerBound.description)
        json.member("to", report.order.period.days.upperBound.description)
        json.member("state", ReportStateCode(life.state).rawValue)
        json.member("madeAt", zone.timestamp(life.made.at))
        json.member("reviewedBy", ifPresent: life.review?.account)
        json.member("issuedBy", ifPresent: life.issue?.account)
        json.member("issuedAt", ifPresent: life.issue.map { zone.timestamp($0.at) })
        if let corrects = life.corrects { json.member("corrects", corrects) }
        if let replacedBy = life.replacedBy { json.member("replacedBy", replacedBy) }
        json.member("reason", ifPresent: life.reason.isEmpty ? nil : life.reason)
        json.member("digest", report.documents.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    /// - Throws: `Problem.signInNeeded` without a token.
    private func operation(_ context: SiteContext) throws(Problem) -> OperationContext {
        guard context.actor != nil else { throw .signInNeeded }
        return house.operation(context)
    }

    private func versions(_ context: SiteContext) async throws -> [KeptReport] {
        try await house.desks.reports.versions(of: try context.reportOrder(), try operation(context))
    }

    private func found(_ context: SiteContext) async throws -> KeptReport {
        let versions = try await versions(context)
        guard let number = context.parameters.get("version").flatMap({ Int($0) }),
            let report = versions.first(where: { $0.version == number })
        else { throw Problem.notFound }
        return report
    }
}

/// The states of a report as the API calls them.
enum ReportStateCode: String, CaseIterable {
    case draft, reviewed, issued, replaced, dropped

    init(_ state: ReportLife.State) {
        self =
            switch state {
            case .draft: .draft
            case .reviewed: .reviewed
            case .issued: .issued
            case .replaced: .replaced
            case .dropped: .dropped
            }
    }

    var state: ReportLife.State {
        switch self {
        case .draft: .draft
        case .reviewed: .reviewed
        case .issued: .issued
        case .replaced: .replaced
        case .dropped: .dropped
        }
    }
}
