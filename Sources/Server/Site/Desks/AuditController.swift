import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Reporting
import Storage
import Tabular

/// Who looked at which personal data, and what was done with accounts; for auditors.
struct AuditController: Controller {
    let house: House

    private static let perPage = 100

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/looks", use: looks)
        desk.get("/looks.csv", use: looksFile)
        desk.get("/account-records", use: acts)
        desk.get("/account-records.csv", use: actsFile)
    }

    // MARK: Looks

    @Sendable
    private func looks(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let asked = LooksAsked(visit)
        let after = visit.query["after"]
        let cursor = after.flatMap { PlaceText.cursor($0) }
        let administration = visit.desks.administration
        let review = try await administration.review(
            asked.query, before: cursor, limit: Self.perPage, visit.operation)
        let people = try await LookPeople(review.looks.map(\.look.account) + review.unusual.map(\.account), visit)
        let rules = visit.city.security
        let model = LooksPage.Model(
            query: asked.shown, typedNumber: asked.typedNumber,
            kinds: AccessKind.allCases.map { NamedChoice($0.rawValue, $0.name) },
            looks: review.looks.map { people.line($0) }, total: review.total,
            unusual: review.unusual.map { people.line($0, rules.unusualLooks) }, rules: rules.unusualLooks,
            after: cursor == nil ? nil : after, next: review.next.map { PlaceText.text($0) },
            keptDays: Int(rules.records.looks.milliseconds / 86_400_000), longest: Administration.longestReview)
        return house.answer(LooksPage(model, in: try await visit.page(at: .looks(asked.shown, after: after))))
    }

    /// All that a query finds, written as it is read: there is no limit to how many.
    @Sendable
    private func looksFile(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        // Asked before the answer begins: afterwards nothing but breaking off could be said.
        guard Access.isAllowed(.viewAccessLog, role: visit.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewAccessLog)
        }
        let query = LooksAsked(visit).query
        let words = visit.words
        let head = [
            words.say("时间", "time"), words.say("账号", "account"), words.say("岗位", "role"), words.say("单位", "body"),
            words.say("单号", "request"), words.say("看了什么", "what"), words.say("突出", "stands out"),
        ]
        return .csv(named: "looks-\(query.days.lowerBound)-\(query.days.upperBound)") { file in
            try await file.write(head)
            var people = try await LookPeople([], visit)
            try await visit.desks.administration.visitLooks(query, visit.operation) { look in
                try await people.add(look.look.account, visit)
                let line = people.line(look)
                try await file.write([
                    visit.city.zone.timestamp(line.at), line.account, line.who, line.body,
                    line.number?.description ?? "", words.say(line.what),
                    line.marks.map { words.say($0.name) }.joined(separator: words.say("、", ", ")),
                ])
            }
        }
    }

    // MARK: Acts

    @Sendable
    private func acts(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let (shown, filter) = asked(visit)
        let after = visit.query["after"].flatMap { Int64($0) }
        let found = try await visit.desks.administration.accountActs(
            filter, before: after, limit: Self.perPage + 1, visit.operation)
        let page = Array(found.prefix(Self.perPage))
        let kept = visit.city.security.records.accountActs
        let model = AccountActsPage.Model(
            acts: try await ActWords(page.map(\.act), visit).lines, days: shown.days, account: shown.account,
            kind: shown.kind, kinds: AccountActKind.allCases.map { NamedChoice($0.rawValue, $0.name) },
            after: after.map { String($0) },
            next: found.count > page.count ? page.last.map { String($0.place) } : nil,
            keptDays: Int(kept.milliseconds / 86_400_000))
        return house.answer(AccountActsPage(model, in: try await visit.page(at: .accountActs(shown))))
    }

    @Sendable
    private func actsFile(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        guard Access.isAllowed(.viewAccountActs, role: visit.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewAccountActs)
        }
        let (shown, filter) = asked(visit)
        let words = visit.words
        let head = [
            words.say("时间", "time"), words.say("谁", "who"), words.say("做了什么", "what"), words.say("账号", "account"),
            words.say("详情", "details"),
        ]
        return .csv(named: "accounts-\(shown.days.lowerBound)-\(shown.days.upperBound)") { file in
            try await file.write(head)
            var before: Int64?
            while true {
                let part = try await visit.desks.administration.accountActs(
                    filter, before: before, limit: 1000, visit.operation)
                for line in try await ActWords(part.map(\.act), visit).lines {
                    try await file.write([
                        visit.city.zone.timestamp(line.at), line.actor, words.say(line.what), line.account,
                        line.detail.map { words.say($0) } ?? "",
                    ])
                }
                guard part.count == 1000, let last = part.last else { return }
                before = last.place
            }
        }
    }

    private func asked(_ visit: DeskVisit) -> (shown: AccountActsQuery, filter: AccountActFilter) {
        let days = visit.days(visit.query, usual: .week)
        let account = String((visit.query["account"] ?? "").filter { !$0.isWhitespace }.prefix(64))
        let kind = visit.query["kind"].flatMap(AccountActKind.init(rawValue:))
        var filter = AccountActFilter()
        filter.from = visit.city.zone.startOfDay(days.lowerBound)
        filter.to = visit.city.zone.startOfDay(days.upperBound.advanced(by: 1))
        if !account.isEmpty { filter.account = account }
        if let kind { filter.kinds = [kind.rawValue] }
        return (AccountActsQuery(days: days, account: account, kind: kind?.rawValue ?? ""), filter)
    }
}

/// What the address of the page of looks asks for.
private struct LooksAsked {
    let query: LookQuery
    let shown: LooksQuery
    let typedNumber: String

    init(_ visit: DeskVisit) {
        var days = visit.days(visit.query, usual: .week)
        if days.count > Administration.longestReview {
            days = days.upperBound.advanced(by: 1 - Administration.longestReview)...days.upperBound
        }
        let account = String((visit.query["account"] ?? "").filter { !$0.isWhitespace }.prefix(64))
        let typed = String((visit.query["case"] ?? "").prefix(40))
        // What is no number of a request is the number of none.
        let number = typed.isEmpty ? nil : CaseNumber(typed) ?? CaseNumber(rawValue: -1)
        let kind = visit.query["kind"].flatMap(AccessKind.init(rawValue:))
        let isUnusualOnly = visit.query["unusual"] == "1"
        typedNumber = typed
        query = LookQuery(
            days: days, account: account.isEmpty ? nil : account, number: number, kind: kind,
            isUnusualOnly: isUnusualOnly)
        shown = LooksQuery(
            days: days, account: account, number: CaseNumber(typed), kind: kind?.rawValue ?? "",
            isUnusualOnly: isUnusualOnly)
    }
}

/// Those who looked, with role and body.
private struct LookPeople {
    private var people: [String: Actor]
    private var asked: Set<String>
    private let words: PageContext
    private let city: City

    init(_ accounts: [String], _ visit: DeskVisit) async throws {
        asked = Set(accounts)
        people = try await visit.desks.people(asked)
        words = visit.words
        city = visit.city
    }

    mutating func add(_ account: String, _ visit: DeskVisit) async throws {
        guard asked.insert(account).inserted else { return }
        people.merge(try await visit.desks.people([account])) { _, new in new }
    }

    private func who(_ account: String) -> String {
        for actor in [Actor.resident, .system, .console] where actor.account == account { return words.say(actor.name) }
        return people[account].map { words.say($0.role.name) } ?? words.say("没有这个账号了", "account is gone")
    }

    private func body(_ account: String) -> String {
        guard let id = people[account]?.organisation else { return "" }
        return city.organisation(id).map { words.say($0.shortName, $0.name.en) } ?? id
    }

    func line(_ reviewed: ReviewedLook) -> LookLine {
        let look = reviewed.look
        let kind = AccessKind(rawValue: look.what)
        return LookLine(
            at: look.at, account: look.account, who: who(look.account), body: body(look.account), number: look.number,
            what: kind?.name ?? LocalName(zh: look.what, en: look.what), marks: Self.marks(reviewed.marks))
    }

    func line(_ looks: AccountLooks, _ rules: UnusualLooks) -> LooksPage.Unusual {
        LooksPage.Unusual(
            account: looks.account, who: who(looks.account), body: body(looks.account), looks: looks.looks,
            mostInAnHour: looks.mostInAnHour, mostAt: looks.mostAt, atNight: looks.atNight,
            unrelated: looks.unrelated, mostUnrelatedInADay: looks.mostUnrelatedInADay,
            marks: Self.marks(looks.marks(rules)))
    }

    private static func marks(_ marks: Set<LookMark>) -> [LookLine.Mark] {
        LookMark.allCases.filter(marks.contains).compactMap { LookLine.Mark(rawValue: $0.rawValue) }
    }
}

extension AccessKind {
    var name: LocalName {
        switch self {
        case .reporter: LocalName(zh: "姓名和电话", en: "Name and telephone")
        case .history: LocalName(zh: "同一人的诉求", en: "Requests of the same person")
        case .files: LocalName(zh: "附件", en: "Files")
        case .search: LocalName(zh: "按电话查，没有查到", en: "Search by telephone, nothing found")
        case .export: LocalName(zh: "导出全部数据", en: "Copy of all data")
        case .forgettingWished: LocalName(zh: "要求销毁", en: "Wish to be forgotten")
        case .forgettingCancelled: LocalName(zh: "撤回销毁要求", en: "Wish taken back")
        case .forgotten: LocalName(zh: "已销毁", en: "Forgotten")
        }
    }
}

/// The place of a look as it stands in addresses: `<milliseconds>_<place>` in base 36.
private enum PlaceText {
    static func text(_ cursor: LookCursor) -> String {
        "\(String(cursor.at.milliseconds, radix: 36))_\(String(cursor.place, radix: 36))"
    }

    static func cursor(_ text: String) -> LookCursor? {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, let at = Int64(parts[0], radix: 36), let place = Int64(parts[1], radix: 36) else {
            return nil
        }
        return LookCursor(at: Instant(milliseconds: at), place: place)
    }
}
