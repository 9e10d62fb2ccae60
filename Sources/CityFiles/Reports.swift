import Civics

/// Reads `reports.yml`: which reports are drafted by themselves and when, who is told and sent them, and whether people
/// may read them.
struct ReportFile {
    static let file = "reports.yml"

    let plan: ReportPlan
    /// The ways of its subscriptions, for the plan of messages.
    let ways: [MessageWay]

    init?(
        _ folder: CityFolder, regions: RegionList?, organisations: OrganisationList?, categories: CategoryList?,
        messages: MessageFile?
    ) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["version", "published", "drafts", "catch_up_months", "tell", "subscriptions"])
        let before = root.faultCount
        let scopes = ReportScopes(regions: regions, organisations: organisations, categories: categories)
        let version = root.day("version")
        let published: YesOrNo? = root.value("published") == nil ? nil : root.choice("published")
        let drafts = Self.drafts(root, scopes)
        let catchUp = root.whole("catch_up_months", in: 1...24)
        let told: [Role] = root.choices("tell")
        for role in told where !Role.staff.contains(role) {
            root.value("tell")?.fault("tell: \(role.rawValue) has no desk")
        }
        let subscriptions = ReportSubscriptions(root, scopes, messages?.plan)
        guard root.faultCount == before, let version, let published, let catchUp else { return nil }
        plan = ReportPlan(
            version: version.description, isPublished: published == .yes, drafts: drafts, catchUp: catchUp,
            told: Set(told), subscriptions: subscriptions.list)
        ways = subscriptions.ways
    }

    private enum YesOrNo: String, CaseIterable { case yes, no }

    private static func drafts(_ root: YAMLMapping, _ scopes: ReportScopes) -> [ReportPlan.Draft] {
        var seen: Set<String> = []
        return (root.list("drafts") ?? []).compactMap { item in
            guard let entry = item.mapping(keys: ["kind", "scopes", "at"]) else { return nil }
            if !entry.keys.contains("kind") { entry.fault("the key kind is missing") }
            let kind: ReportKind? = entry.choice("kind")
            if kind == .special {
                entry.value("kind")?.fault("special reports have no period; nobody can draft them by themselves")
            }
            let covered = scopes.read(entry)
            for scope in covered {
                guard let kind, !seen.insert("\(kind.rawValue) \(scope)").inserted else { continue }
                entry.value("scopes")?.fault("the \(kind.rawValue) report of \(scope) is drafted twice")
            }
            var time: Int64?
            if let value = entry.value("at"), let text = value.text {
                time = CitySettings.timeOfDay(text[...]).flatMap { $0 < 86_400_000 ? $0 : nil }
                if time == nil { value.fault("at: “\(text)” is no time of day; write 08:30") }
            }
            guard let kind, let time else { return nil }
            return ReportPlan.Draft(kind, of: covered, at: time)
        }
    }
}

/// Reads scopes, and checks them against the city's other files as far as those could be read.
struct ReportScopes {
    let regions: RegionList?
    let organisations: OrganisationList?
    let categories: CategoryList?

    /// The scopes of an entry, each once; `districts` stands for each district.
    func read(_ entry: YAMLMapping) -> [ReportScope] {
        guard let list = entry.list("scopes") else { return [] }
        if list.isEmpty { entry.value("scopes")?.fault("scopes is empty; write city, districts or district:ID") }
        var scopes: [ReportScope] = []
        func add(_ scope: ReportScope, _ item: YAMLValue) {
            if scopes.contains(scope) {
                item.fault("the scope \(scope) stands here twice")
            } else {
                scopes.append(scope)
            }
        }
        for item in list {
            guard let text = item.text else { continue }
            if text == "districts" {
                for region in regions?.regions ?? [] where region.level == .district { add(.district(region.id), item) }
            } else if let scope = ReportScope(text) {
                if let fault = fault(of: scope) { item.fault(fault) } else { add(scope, item) }
            } else {
                item.fault(
                    "“\(text)” is no scope; write city, districts, district:ID, town:ID, body:ID or category:CODE")
            }
        }
        return scopes
    }

    private func fault(of scope: ReportScope) -> String? {
        switch scope {
        case .city: return nil
        case .district(let id):
            guard let regions else { return nil }
            return regions.regions.contains { $0.id == id && $0.level == .district }
                ? nil : "there is no district “\(id)”"
        case .town(let id):
            guard let regions else { return nil }
            return regions.regions.contains { $0.id == id && $0.level == .town } ? nil : "there is no town “\(id)”"
        case .body(let id):
            guard let organisations else { return nil }
            return organisations.has(id) ? nil : "there is no body “\(id)”"
        case .category(let code):
            guard let categories else { return nil }
            let isKnown =
                [2, 4, 6].contains(code.utf8.count) && categories.categories.contains { $0.code.hasPrefix(code) }
            return isKnown ? nil : "there is no category “\(code)”"
        }
    }
}

/// The subscriptions of `reports.yml`, each with the way of its messages.
private struct ReportSubscriptions {
    private(set) var list: [ReportPlan.Subscription] = []
    private(set) var ways: [MessageWay] = []

    private enum Tongue: String, CaseIterable {
        case chinese = "zh-Hans"
        case english = "en"
    }

    init(_ root: YAMLMapping, _ scopes: ReportScopes, _ messages: MessagePlan?) {
        for item in root.list("subscriptions") ?? [] {
            let keys = ["id", "name", "kinds", "scopes", "formats", "when", "language", "mail", "webhook"]
            guard let entry = item.mapping(keys: keys) else { continue }
            guard let id = entry.text("id") else { continue }
            if !isPlainID(id) {
                entry.value("id")?.fault("“\(id)” has other signs than ASCII letters, digits and hyphens")
            }
            if list.contains(where: { $0.id == id }) { entry.value("id")?.fault("the id “\(id)” stands here twice") }
            let kinds: [ReportKind] = entry.choices("kinds")
            let formats: [ReportPlan.Format] = entry.choices("formats")
            for key in ["when", "language"] where !entry.keys.contains(key) { entry.fault("the key \(key) is missing") }
            let moment: ReportPlan.Subscription.Moment? = entry.choice("when")
            let language: Tongue? = entry.choice("language")
            let covered = scopes.read(entry)
            let way = Self.way("report-\(id)", entry)
            if let messages, messages.ways.contains(where: { $0.name == "report-\(id)" }) {
                entry.value("id")?.fault("messages.yml has a way “report-\(id)” already")
            }
            guard let name = entry.name("name"), let moment, let language, let way else { continue }
            list.append(
                ReportPlan.Subscription(
                    id: id, name: name, kinds: Set(kinds), scopes: Set(covered), formats: formats, moment: moment,
                    language: language.rawValue))
            ways.append(way)
        }
    }

    private static func way(_ name: String, _ entry: YAMLMapping) -> MessageWay? {
        switch (entry.keys.contains("mail"), entry.keys.contains("webhook")) {
        case (true, false):
            guard let mail = entry.mapping("mail", keys: ["to", "from", "folder"]) else { return nil }
            let to = MessageFile.mailAddress("to", mail)
            let from = MessageFile.mailAddress("from", mail)
            guard let folder = MessageFile.folder(mail), let to, let from else { return nil }
            return MessageWay(
                name: name, carrier: .mailFiles(folder: folder, from: from, accounts: to, bodies: to))
        case (false, true):
            guard let url = MessageFile.url("webhook", entry) else { return nil }
            return MessageWay(name: name, carrier: .webhook(url: url), timeout: TimeSpan(milliseconds: 10_000))
        default:
            entry.fault("a subscription goes either by mail or by webhook")
            return nil
        }
    }
}
