import Civics
import Desks
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Reporting
import Storage

/// The archive of reports, and one of them: as it is kept, or as it would be now.
struct ReportsController: Controller {
    let house: House

    private static let perPage = 50

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/reports", use: list)
        desk.get("/reports/new", use: empty)
        desk.post("/reports/new", use: make)
        desk.get("/reports/weekly/{week}", use: weekly)
        desk.get("/reports/{order}", use: show)
        desk.post("/reports/{order}/draft", use: keep)
        desk.get("/reports/{order}/versions/{version}", use: version)
        desk.get("/reports/{order}/versions/{version}/changes", use: changes)
        for format in ReportPlan.Format.allCases {
            desk.get("/reports/{order}/versions/{version}/file.\(format.rawValue)") { try await file(format, $0, $1) }
        }
        for action in ReportAction.allCases {
            desk.post("/reports/{order}/versions/{version}/\(action.rawValue)") { try await act(action, $0, $1) }
        }
    }

    // MARK: The archive

    @Sendable
    private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let desk = visit.desks.reports
        let kind = visit.query["kind"].flatMap { ReportKind(rawValue: $0) }
        let year = visit.query["year"].flatMap { Int($0) }
        let isWaiting = visit.query["view"] == "waiting"
        let number = max(0, min(10_000, visit.query["page"].flatMap { Int($0) } ?? 0))
        var filter = StoredReportFilter()
        filter.kind = kind?.rawValue
        filter.year = year
        if isWaiting {
            filter.lastActs = ReportLife.Act.allCases.filter { [.draft, .reviewed].contains($0.state) }.map(\.rawValue)
        }
        let kept = try await desk.list(filter, limit: Self.perPage, offset: number * Self.perPage, visit.operation)
        let names = try await ActorNames(accounts: kept.flatMap { $0.entries.map(\.account) }, visit)
        let waiting = try await desk.waiting(visit.operation)
        let mayDraft = Access.isAllowed(.draftReports, role: visit.actor.role, relation: .none)
        let model = ReportsPage.Model(
            kind: kind, year: year, isWaiting: isWaiting, items: kept.map { item($0, names, visit) },
            total: try await desk.count(filter, visit.operation), years: try await desk.years(visit.operation),
            drafts: waiting.drafts, reviewed: waiting.reviewed,
            live: number == 0 && !isWaiting ? try await live(kind, visit) : [], mayDraft: mayDraft, page: number,
            perPage: Self.perPage)
        let path = SitePath.reports(kind: kind, year: year, isWaiting: isWaiting, page: number)
        return house.answer(ReportsPage(model, in: try await visit.page(at: path)))
    }

    private func item(_ report: KeptReport, _ names: ActorNames, _ visit: DeskVisit) -> ReportsPage.Item {
        let life = report.life
        let signed = life.issue ?? life.review ?? life.made
        return ReportsPage.Item(
            face: ReportFace(report.order, in: visit.city), version: report.version, state: life.state,
            by: names.name(signed.account), at: signed.at, replacedBy: life.replacedBy)
    }

    /// The last whole period of each kind and the one that runs, of the whole city, where they are not kept.
    private func live(_ kind: ReportKind?, _ visit: DeskVisit) async throws -> [ReportFace] {
        var faces: [ReportFace] = []
        for kind in ReportKind.allCases.filter({ kind == nil || kind == $0 }) {
            guard let length = kind.length else { continue }
            for period in try await visit.desks.reports.periods(length, limit: 2, visit.operation) {
                let order = ReportOrder(period)
                guard try await visit.desks.reports.versions(of: order, visit.operation).isEmpty else { continue }
                faces.append(ReportFace(order, in: visit.city))
            }
        }
        return faces
    }

    // MARK: A new one

    @Sendable
    private func empty(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try drafter(request, context)
        return house.answer(try await form(FormFields(), visit))
    }

    @Sendable
    private func make(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try drafter(request, context)
        let fields = try await visit.form()
        var faults: [FormFault] = []
        let period = period(fields, &faults)
        let scope = ReportScope(fields["scope"] ?? "").flatMap { $0.isKnown(in: visit.city) ? $0 : nil }
        if scope == nil { faults.append(FormFault("scope", .unknown)) }
        guard faults.isEmpty, let period, let scope else {
            return house.answer(try await form(fields, faults: faults, visit), status: .unprocessableContent)
        }
        let order = ReportOrder(period, scope)
        do {
            let report = try await visit.desks.reports.draft(
                order, key: Once.key(fields["once"] ?? "", "draft", fields, account: visit.actor.account),
                visit.operation)
            return house.lead(
                to: .reportVersion(order, report.version),
                saying: visit.words.say("草稿已生成。", "The draft is made."))
        } catch ReportRefusal.kept {
            return house.lead(to: .report(order), saying: visit.words.say(ReportRefusal.kept.text))
        } catch let refusal as ReportRefusal {
            return house.answer(try await form(fields, refusal: refusal, visit), status: .conflict)
        } catch DeskError.notFound {
            faults = [FormFault("period", .unknown)]
            return house.answer(try await form(fields, faults: faults, visit), status: .unprocessableContent)
        }
    }

    /// The chosen period; days of one's own go before it.
    private func period(_ fields: FormFields, _ faults: inout [FormFault]) -> CityPeriod? {
        let (from, to) = (fields["from"] ?? "", fields["to"] ?? "")
        guard from.isEmpty, to.isEmpty else {
            if CityDay(from) == nil { faults.append(FormFault("from", from.isEmpty ? .missing : .malformed)) }
            if CityDay(to) == nil { faults.append(FormFault("to", to.isEmpty ? .missing : .malformed)) }
            guard faults.isEmpty else { return nil }
            guard case .days(let days)? = CityPeriod("\(from)..\(to)"), days.count <= FiguresController.longest else {
                faults.append(FormFault("to", .malformed))
                return nil
            }
            return .days(days)
        }
        guard let text = fields["period"], !text.isEmpty else {
            faults.append(FormFault("period", .missing))
            return nil
        }
        let period = CityPeriod(text)
        if period == nil { faults.append(FormFault("period", .unknown)) }
        return period
    }

    private func form(
        _ fields: FormFields, faults: [FormFault] = [], refusal: ReportRefusal? = nil, _ visit: DeskVisit
    ) async throws -> NewReportPage {
        let lengths: [(ReportKind, Int)] = [(.weekly, 26), (.monthly, 24), (.quarterly, 12), (.annual, 10)]
        var periods: [(kind: ReportKind, periods: [CityPeriod])] = []
        for (kind, most) in lengths {
            guard let length = kind.length else { continue }
            let found = try await visit.desks.reports.periods(length, limit: most, visit.operation)
            if !found.isEmpty { periods.append((kind, found)) }
        }
        func typed(_ name: String) -> String { CleanText.cleaned(String((fields[name] ?? "").prefix(120))) ?? "" }
        let model = NewReportPage.Model(
            periods: periods, scopes: NewReportPage.Model.scopes(of: visit.city), period: typed("period"),
            from: typed("from"), to: typed("to"), scope: typed("scope"), faults: faults, refusal: refusal,
            once: DeskVisit.once())
        return NewReportPage(model, in: try await visit.page(at: .newReport))
    }

    // MARK: One

    /// Where weekly reports stood before there were others.
    @Sendable
    private func weekly(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let week = context.parameters.get("week").flatMap({ CityWeek($0) }) else { throw Problem.notFound }
        return Response(
            status: .movedPermanently, headers: [.location: SitePath.report(ReportOrder(.week(week))).description])
    }

    /// The version that holds: the one that was issued, else the one in the making, else the report as it would be now.
    @Sendable
    private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let order = try context.reportOrder()
        let versions = try await visit.desks.reports.versions(of: order, visit.operation)
        let holding =
            versions.last { $0.life.state == .issued } ?? versions.last { $0.life.state != .dropped }
        if let holding { return house.answer(try await KeptReportReading(visit).page(holding, versions)) }
        return house.answer(try await livePage(order, visit))
    }

    private func livePage(
        _ order: ReportOrder, refusal: ReportRefusal? = nil, _ visit: DeskVisit
    ) async throws -> ReportPage {
        guard order.period.days.lowerBound <= visit.today else { throw Problem.notFound }
        if let length = order.period.length {
            let periods = try await visit.desks.reports.periods(
                length, limit: FiguresController.longest, visit.operation)
            guard periods.contains(order.period) else { throw Problem.notFound }
        }
        let page = try await visit.page(at: .report(order))
        let document = try await visit.desks.advice.report(
            order, in: page.language, isDemonstration: visit.desks.isDemonstration, visit.operation)
        let mayKeep = Access.isAllowed(.draftReports, role: visit.actor.role, relation: .none)
        let around = try await KeptReportReading(visit).neighbours(of: order)
        let model = ReportPage.Model(
            face: ReportFace(order, in: visit.city), document: document,
            standing: .live(at: visit.now, mayKeep: mayKeep, once: DeskVisit.once()), previous: around.previous,
            next: around.next, refusal: refusal)
        return ReportPage(model, in: page)
    }

    @Sendable
    private func keep(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try drafter(request, context)
        let order = try context.reportOrder()
        let fields = try await visit.form()
        do {
            let report = try await visit.desks.reports.draft(
                order, key: Once.key(fields["once"] ?? "", "draft", fields, account: visit.actor.account),
                visit.operation)
            return house.lead(
                to: .reportVersion(order, report.version), saying: visit.words.say("已留存为草稿。", "Kept as a draft."))
        } catch ReportRefusal.kept {
            return house.lead(to: .report(order), saying: visit.words.say(ReportRefusal.kept.text))
        } catch let refusal as ReportRefusal {
            return house.answer(try await livePage(order, refusal: refusal, visit), status: .conflict)
        }
    }

    @Sendable
    private func version(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let (report, versions) = try await found(visit)
        return house.answer(try await KeptReportReading(visit).page(report, versions))
    }

    @Sendable
    private func changes(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let (report, _) = try await found(visit)
        let page = try await visit.page(at: .reportChanges(report.order, report.version))
        let comparison = try await visit.desks.reports.comparison(of: report, in: page.language, visit.operation)
        let model = ReportChangesPage.Model(
            face: ReportFace(report.order, in: visit.city), version: report.version, state: report.life.state,
            madeAt: report.life.made.at, comparison: comparison)
        return house.answer(ReportChangesPage(model, in: page))
    }

    private func file(
        _ format: ReportPlan.Format, _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let (report, _) = try await found(visit)
        let document = try await visit.desks.reports.document(of: report, in: request.language, visit.operation)
        return Response(try await reportFile(document, format), format, named: report.fileName(format))
    }

    // MARK: Acts

    private func act(
        _ action: ReportAction, _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let fields = try await visit.form()
        let (report, _) = try await found(visit)
        let reason = String((CleanText.cleaned(fields["reason"] ?? "") ?? "").prefix(500))
        let seen = fields["seen"].flatMap { Int($0) } ?? -1
        do {
            let result = try await visit.desks.reports.take(
                action.step(reason), with: report.order, version: report.version, seen: seen,
                key: Once.key(
                    fields["once"] ?? "", "\(report.order)/\(report.version)/\(action.rawValue)", fields,
                    account: visit.actor.account), visit.operation)
            return house.lead(
                to: .reportVersion(result.order, result.version), saying: visit.words.say(action.done))
        } catch let refusal as ReportRefusal {
            let (report, versions) = try await found(visit)
            let page = try await KeptReportReading(visit).page(
                report, versions, refusal: refusal, typed: action.needsReason ? (action, reason) : nil)
            return house.answer(page, status: refusal == .reasonMissing ? .unprocessableContent : .conflict)
        }
    }

    // MARK: Ground

    private func drafter(_ request: Request, _ context: SiteContext) throws -> DeskVisit {
        let visit = try DeskVisit(house, request, context)
        guard Access.isAllowed(.draftReports, role: visit.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.draftReports)
        }
        return visit
    }

    /// The version in the address, among all versions of its report.
    private func found(_ visit: DeskVisit) async throws -> (report: KeptReport, versions: [KeptReport]) {
        let order = try visit.context.reportOrder()
        let versions = try await visit.desks.reports.versions(of: order, visit.operation)
        guard let number = visit.context.parameters.get("version").flatMap({ Int($0) }),
            let report = versions.first(where: { $0.version == number })
        else { throw Problem.notFound }
        return (report, versions)
    }
}

extension SiteContext {
    /// The report in the address.
    func reportOrder() throws(Problem) -> ReportOrder {
        guard let text = parameters.get("order")?.removingPercentEncoding, let order = ReportOrder(text) else {
            throw .notFound
        }
        return order
    }
}

extension ReportAction {
    fileprivate func step(_ reason: String) -> ReportStep {
        switch self {
        case .remake: .remake
        case .review: .review
        case .issue: .issue
        case .correct: .correct(reason: reason)
        case .drop: .drop(reason: reason)
        case .sendBack: .sendBack(reason: reason)
        }
    }

    /// What is said afterwards: what happened, and what comes next.
    fileprivate var done: LocalName {
        switch self {
        case .remake: LocalName(zh: "已按现在的数据重新生成，请审核。", en: "Made anew from today's figures; review it.")
        case .review: LocalName(zh: "审核通过，等别人签发。", en: "Reviewed; somebody else issues it.")
        case .issue:
            LocalName(
                zh: "已签发，从现在起一个字也不会变；订阅的会收到。", en: "Issued: it does not change any more, and subscribers are sent it.")
        case .correct:
            LocalName(
                zh: "更正草稿已生成，审核、签发后代替原来的一版。",
                en: "A correction is drafted; reviewed and issued, it replaces the earlier version.")
        case .drop: LocalName(zh: "已作废。", en: "Given up.")
        case .sendBack: LocalName(zh: "已退回，成为草稿。", en: "Sent back: it is a draft again.")
        }
    }
}

extension Response {
    /// A report as a file to save.
    init(_ bytes: [UInt8], _ format: ReportPlan.Format, named name: String) {
        self.init(
            status: .ok,
            headers: [
                .contentType: format.contentType, .contentDisposition: "attachment; filename=\"\(name)\"",
                .contentSecurityPolicy: "sandbox; default-src 'none'; style-src 'unsafe-inline'",
                .cacheControl: "private, no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
