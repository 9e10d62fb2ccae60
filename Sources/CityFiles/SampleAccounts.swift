import Civics

/// Reads `accounts.yml`, which a city need not have: accounts that exist in demonstration data only.
struct AccountFile {
    static let file = "accounts.yml"
    /// As for real staff: a demonstration must not show weaker passwords than the platform takes.
    static let shortestPassword = 12

    let accounts: [SampleAccount]

    init?(_ folder: CityFolder, organisations: OrganisationList?) {
        guard folder.has(Self.file) else {
            accounts = []
            return
        }
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["accounts"])
        var lines: [String: Int] = [:]
        accounts = (root.list("accounts") ?? []).compactMap { Self.account($0, organisations, &lines) }
    }

    private static func account(
        _ value: YAMLValue, _ organisations: OrganisationList?, _ lines: inout [String: Int]
    ) -> SampleAccount? {
        guard let entry = value.mapping(keys: ["id", "name", "role", "organisation", "password"]) else { return nil }
        let (id, name, body) = (entry.text("id"), entry.name("name"), entry.text("organisation"))
        if let id, !isPlainID(id) {
            entry.value("id")?.fault("the id “\(id)” has other signs than ASCII letters, digits and hyphens")
        }
        if let id, let earlier = lines.updateValue(value.line, forKey: id) {
            entry.value("id")?.fault("the id “\(id)” stands in line \(earlier) already")
        }
        let role: Role? = entry.choice("role")
        if !entry.keys.contains("role") { entry.fault("the key role is missing") }
        if role == .resident || role == .enterpriseAgent {
            entry.value("role")?.fault("sample accounts are for staff; residents and enterprises need none")
        }
        if let organisations, let body, !organisations.has(body) {
            entry.value("organisation")?.fault("the body “\(body)” is not in \(OrganisationList.file)")
        }
        let password = entry.text("password")
        if let password, password.count < shortestPassword {
            entry.value("password")?.fault("the password has fewer than \(shortestPassword) signs")
        }
        guard let id, let name, let role, let body, let password else { return nil }
        return SampleAccount(id: id, name: name, role: role, organisation: body, password: password)
    }
}
