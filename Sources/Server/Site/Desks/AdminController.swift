import Civics
import Desks
import Hummingbird
import Pages
import Storage

/// Whether the house is in order; for administrators.
struct AdminController: Controller {
    let house: House
    /// When the server was started.
    let startedAt: Instant

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/admin", use: health)
        for action in DeadLetterAction.allCases {
            desk.post("/admin/messages/\(action.rawValue)") { try await deadLetters(action, $0, $1) }
        }
    }

    /// What is to become of messages that could not be sent.
    private func deadLetters(
        _ action: DeadLetterAction, _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let form = try await visit.form()
        let (way, reason) = (form["way"] ?? "", form["reason"] ?? "")
        let administration = visit.desks.administration
        let words = visit.words
        switch action {
        case .again:
            let number = try await administration.tryAgain(by: way, reason: reason, visit.operation)
            return house.lead(
                to: .admin, saying: words.say("\(number) 条消息马上再试。", "\(number) messages are tried again at once."))
        case .giveUp:
            let number = try await administration.giveUp(by: way, reason: reason, visit.operation)
            return house.lead(to: .admin, saying: words.say("\(number) 条消息不再发送。", "\(number) messages are given up."))
        }
    }

    @Sendable
    private func health(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let health = try await visit.desks.administration.health(visit.operation)
        let city = visit.city
        let model = AdminPage.Model(
            journal: journal(health.lastCheck), lastSeal: health.lastSeal.map { seal($0, in: city.zone) },
            unsealedDays: health.unsealedDays, engine: "SQLite", databaseBytes: health.size?.used ?? 0,
            freeBytes: health.size?.free, cases: health.cases,
            lastBackup: health.lastBackup.map { AdminPage.Backup(at: $0.at, fault: $0.fault) },
            version: Platform.version, startedAt: startedAt,
            calendarYears: Array(city.calendar.years.keys),
            waitingReports: try await reportGaps(visit), limitsVersion: city.limits.version,
            accounts: health.accounts, locked: health.lockedAccounts, waitingWishes: health.waitingWishes,
            messages: try await messages(visit))
        return house.answer(AdminPage(model, in: try await visit.page(at: .admin)))
    }

    /// Reports that are not drafted because the working calendar lacks their year.
    private func reportGaps(_ visit: DeskVisit) async throws -> [AdminPage.WaitingReport] {
        try await visit.desks.reports.calendarGaps(visit.operation).sorted { $0.key < $1.key }.map {
            AdminPage.WaitingReport(year: $0.key, face: ReportFace($0.value, in: visit.city))
        }
    }

    private func messages(_ visit: DeskVisit) async throws -> AdminPage.Messages {
        let (counts, letters) = try await visit.desks.administration.messages(visit.operation)
        return AdminPage.Messages(
            waiting: counts.waiting, due: counts.due, dueSince: counts.dueSince, sentToday: counts.sent,
            droppedToday: counts.dropped,
            ways: (house.telling?.states ?? []).map { state in
                AdminPage.Messages.Way(
                    name: state.way.name, kind: state.way.carrier.name, fault: state.fault.map { MessageReason($0) },
                    heldUntil: state.heldUntil)
            },
            deadLetters: letters.map {
                AdminPage.Messages.DeadLetters(
                    way: $0.way, reason: MessageReason($0.reason), count: $0.count, latest: $0.latest,
                    examples: $0.examples)
            },
            mayManage: Access.isAllowed(.manageMessages, role: visit.actor.role, relation: .none))
    }

    private func journal(_ check: UpkeepRecord?) -> AdminPage.JournalState {
        guard let check else { return .notChecked }
        return check.fault.map { .broken(fault: $0, at: check.at) } ?? .verified(entries: check.events, at: check.at)
    }

    /// A seal made at midnight closes the day that ends then.
    private func seal(_ seal: Seal, in zone: CityZone) -> AdminPage.Seal {
        AdminPage.Seal(
            day: zone.day(of: Instant(milliseconds: seal.at.milliseconds - 1)),
            entries: Int(seal.lastSeq - seal.firstSeq + 1), digest: TokenText.text(seal.digest))
    }
}
