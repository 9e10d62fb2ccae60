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
            calendarYears: Array(city.calendar.years.keys), limitsVersion: city.limits.version,
            accounts: health.accounts.map { account in
                AdminPage.Account(
                    id: account.id, name: account.name, role: account.role,
                    body: city.organisation(account.organisation)?.name
                        ?? LocalName(zh: account.organisation, en: account.organisation),
                    lockedUntil: account.lockedUntil, isDisabled: account.isDisabled)
            })
        return house.answer(AdminPage(model, in: try await visit.page(at: .admin)))
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
