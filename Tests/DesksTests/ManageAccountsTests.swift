import Civics
import Desks
import Storage
import TestSupport
import Testing

/// Accounts of staff, kept by administrators.
@Suite struct ManageAccountsTests {
    private let now = "2026-11-18 09:00"
    private var administrator: OperationContext { context(TestActor.administrator, now) }

    private func house(administrators: [String] = ["admin9001"]) async throws -> TestStore {
        let house = try await TestStore()
        for id in administrators {
            try await KnownPassword.save(in: house, account: id, role: .administrator, body: "fs-gov")
        }
        return house
    }

    private func acts(_ house: TestStore) async throws -> [String] {
        try await house.store.accountActs(AccountActFilter(), limit: 100).map {
            "\($0.act.actor) \($0.act.kind) \($0.act.account) \($0.act.detail)"
        }.reversed()
    }

    @Test func aNewAccountHasAPasswordForOneSignIn() async throws {
        let house = try await house()
        let administration = house.desks.administration
        let password = try await administration.addAccount(
            "lin.min", name: LocalName(zh: "林敏", en: "Lin Min"), role: .dispatcher, organisation: "fs-hotline",
            administrator)
        let entered = try await administration.signIn(account: "lin.min", password: password, at: at(now))
        #expect(entered.due == .password(isInitial: true))
        let line = try await administration.account("lin.min", administrator)
        #expect(line.role == .dispatcher && line.initialUntil == at("2026-11-21 09:00") && line.sessions == 1)
        await #expect(throws: AccountRefused.nameTaken) {
            try await administration.addAccount(
                "lin.min", name: LocalName(zh: "林敏", en: "Lin"), role: .handler, organisation: CaseLife.lead,
                administrator)
        }
        #expect(try await acts(house).first == "admin9001 added lin.min dispatcher@fs-hotline")
    }

    @Test func whatCannotBeAnAccountIsSaidFieldByField() async throws {
        let house = try await house()
        do {
            _ = try await house.desks.administration.addAccount(
                "张三", name: LocalName(zh: "", en: String(repeating: "a", count: 61)), role: .resident,
                organisation: "nowhere", administrator)
            Issue.record("it was made")
        } catch DeskError.invalid(let faults) {
            #expect(
                faults.map { "\($0.field) \($0.reason)" }
                    == ["id tooShort", "name missing", "nameEn tooLong", "role unknown", "organisation unknown"])
        }
    }

    @Test(arguments: Role.allCases.filter { $0 != .administrator })
    func nobodyElseKeepsAccounts(role: Role) async throws {
        let house = try await house()
        try await KnownPassword.save(in: house, account: "handler3012")
        let somebody = context(TestActor.staff("somebody", role, "fs-gov"), now)
        let administration = house.desks.administration
        let refused = DeskError.notAllowed(.manageAccounts)
        await #expect(throws: refused) { try await administration.accounts(somebody) }
        await #expect(throws: refused) { try await administration.account("handler3012", somebody) }
        await #expect(throws: refused) { try await administration.setDisabled(true, account: "handler3012", somebody) }
        await #expect(throws: refused) { try await administration.givePassword(to: "handler3012", somebody) }
        await #expect(throws: refused) { try await administration.resetFactor(of: "handler3012", somebody) }
        await #expect(throws: refused) { try await administration.endSessions(of: "handler3012", somebody) }
        await #expect(throws: refused) { try await administration.issueAPIToken(account: "handler3012", somebody) }
        await #expect(throws: refused) { try await administration.withdrawAPITokens(of: "handler3012", somebody) }
        await #expect(throws: refused) {
            try await administration.changeAccount(
                "handler3012", name: LocalName(zh: "a", en: "a"), role: .administrator, organisation: "fs-gov",
                somebody)
        }
        await #expect(throws: refused) {
            try await administration.addAccount(
                "newone", name: LocalName(zh: "a", en: "a"), role: .administrator, organisation: "fs-gov", somebody)
        }
        #expect(try await acts(house).isEmpty)
    }

    @Test func anotherRoleOrBodyEndsTheSessionsAndIsWrittenDownWithBeforeAndAfter() async throws {
        let house = try await house()
        try await KnownPassword.save(in: house)
        let token = try await KnownPassword.open(house, at: at(now))
        let administration = house.desks.administration
        let name = LocalName(zh: "黄伟杰", en: "Huang Weijie")
        // The name alone ends nothing.
        try await administration.changeAccount(
            "handler3012", name: LocalName(zh: "黄伟", en: "Huang Wei"), role: .handler, organisation: CaseLife.lead,
            administrator)
        #expect(try await administration.session(token: token, at: at(now)) != nil)
        try await administration.changeAccount(
            "handler3012", name: name, role: .headOfBody, organisation: CaseLife.helper, administrator)
        #expect(try await administration.session(token: token, at: at(now)) == nil)
        let detail = "handler@\(CaseLife.lead)>headOfBody@\(CaseLife.helper)"
        #expect(try await acts(house).last == "admin9001 changed handler3012 \(detail)")
        let change = try #require(AccountChange(detail))
        #expect(change.before.role == .handler && change.after.organisation == CaseLife.helper)
        #expect(AccountChange("Firefox · Windows · 10.1.2.3") == nil)
    }

    @Test func nobodyShutsThemselvesOutOrChangesTheirOwnRole() async throws {
        let house = try await house(administrators: ["admin9001", "admin9002"])
        let administration = house.desks.administration
        await #expect(throws: AccountRefused.ownAccount) {
            try await administration.setDisabled(true, account: "admin9001", administrator)
        }
        await #expect(throws: AccountRefused.ownAccount) {
            try await administration.givePassword(to: "admin9001", administrator)
        }
        await #expect(throws: AccountRefused.ownAccount) {
            try await administration.resetFactor(of: "admin9001", administrator)
        }
        await #expect(throws: AccountRefused.ownAccount) {
            try await administration.changeAccount(
                "admin9001", name: LocalName(zh: "岑", en: "Cen"), role: .auditor, organisation: "fs-gov",
                administrator)
        }
    }

    /// Two administrators who shut each other out at the same time leave one.
    @Test func theHouseIsNeverWithoutAnAdministratorWhoMaySignIn() async throws {
        let house = try await house(administrators: ["admin9001", "admin9002"])
        let administration = house.desks.administration
        let second = context(TestActor.staff("admin9002", .administrator, "fs-gov"), now)
        let first = administrator
        async let one = Result { try await administration.setDisabled(true, account: "admin9002", first) }
        async let other = Result { try await administration.setDisabled(true, account: "admin9001", second) }
        let failures = await [one, other].compactMap { result -> AccountRefused? in
            if case .failure(let error) = result { error as? AccountRefused } else { nil }
        }
        #expect(failures == [.lastAdministrator])
        #expect(try await house.store.accounts().filter { !$0.isDisabled }.count == 1)
        // From the console even the last one can be shut out: whoever sits there can let another in.
        let left = try #require(try await house.store.accounts().first { !$0.isDisabled })
        try await administration.setDisabled(
            true, account: left.id, OperationContext(actor: .console, now: at(now)))
        #expect(try await acts(house).last == "console disabled \(left.id) ")
    }

    @Test func theLastAdministratorKeepsTheRole() async throws {
        let house = try await house()
        let other = context(TestActor.staff("console-like", .administrator, "fs-gov"), now)
        await #expect(throws: AccountRefused.lastAdministrator) {
            try await house.desks.administration.changeAccount(
                "admin9001", name: LocalName(zh: "岑", en: "Cen"), role: .auditor, organisation: "fs-gov", other)
        }
        #expect(try await house.store.account("admin9001")?.role == .administrator)
    }

    @Test func onlyAuditorsAndAdministratorsReadWhatWasDone() async throws {
        let house = try await house()
        _ = try await house.desks.administration.issueAPIToken(account: "admin9001", administrator)
        for role in Role.allCases {
            let reader = context(TestActor.staff("reader", role, "fs-gov"), now)
            if [.auditor, .administrator].contains(role) {
                let acts = try await house.desks.administration.accountActs(AccountActFilter(), reader)
                #expect(acts.map(\.act.kind) == ["token-issued"])
            } else {
                await #expect(throws: DeskError.notAllowed(.viewAccountActs), "\(role)") {
                    try await house.desks.administration.accountActs(AccountActFilter(), reader)
                }
            }
        }
    }

    /// What was typed into the wrong field, a password perhaps, does not stand in the records.
    @Test func aNameThatNobodyHasIsNotWrittenDown() async throws {
        let house = try await house()
        await #expect(throws: DeskError.wrongPassword) {
            try await house.desks.administration.signIn(account: "my-secret-password", password: "x", at: at(now))
        }
        #expect(try await acts(house) == [" sign-in-failed  "])
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
