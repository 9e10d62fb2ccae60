import Civics

/// Reads `security.yml`: what is asked of those who sign in, how long records are kept, and what counts as unusual.
struct SecurityFile {
    static let file = "security.yml"

    let rules: SecurityRules

    init?(_ folder: CityFolder) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow([
            "version", "second_factor", "password", "lock_out", "records", "unusual_looks", "forgetting",
        ])
        let version = root.day("version")
        let (factor, password) = (Self.secondFactor(root), Self.password(root))
        let (lockOut, records) = (Self.lockOut(root), Self.records(root))
        let unusual = Self.unusualLooks(root)
        let cooling = root.mapping("forgetting", keys: ["cooling_days"])?.whole("cooling_days", in: 0...60)
        guard let version, let factor, let password, let lockOut, let records, let unusual, let cooling else {
            return nil
        }
        rules = SecurityRules(
            version: version.description, secondFactor: factor, password: password, lockOut: lockOut,
            records: records, unusualLooks: unusual, coolingOff: .days(cooling))
    }

    private static func secondFactor(_ root: YAMLMapping) -> SecondFactorRules? {
        guard let factor = root.mapping("second_factor", keys: ["roles", "demonstration", "drift"]) else { return nil }
        let demonstration: FactorDemand? = factor.demand("demonstration")
        let drift = factor.whole("drift", in: 0...2)
        guard let list = factor.mapping("roles", keys: Role.withAccounts.map(\.rawValue)) else { return nil }
        var roles: [Role: FactorDemand] = [:]
        for role in Role.withAccounts { roles[role] = list.demand(role.rawValue) }
        guard let demonstration, let drift, roles.count == Role.withAccounts.count else { return nil }
        return SecondFactorRules(roles: roles, demonstration: demonstration, drift: drift)
    }

    private static func password(_ root: YAMLMapping) -> PasswordRules? {
        let keys = ["shortest", "kinds", "earlier", "renew_after_days", "initial_hours"]
        guard let password = root.mapping("password", keys: keys) else { return nil }
        // GB/T 22239 practice: eight characters of two kinds at least.
        let shortest = password.whole("shortest", in: 8...64)
        let kinds = password.whole("kinds", in: 2...4)
        let earlier = password.whole("earlier", in: 0...24)
        let renewal = password.whole("renew_after_days", in: 0...3650)
        let initial = password.whole("initial_hours", in: 1...720)
        guard let shortest, let kinds, let earlier, let renewal, let initial else { return nil }
        return PasswordRules(
            shortest: shortest, kinds: kinds, earlier: earlier, renewal: renewal == 0 ? nil : .days(renewal),
            initial: .hours(initial))
    }

    private static func lockOut(_ root: YAMLMapping) -> LockOut? {
        guard let lock = root.mapping("lock_out", keys: ["failures", "within_minutes", "for_minutes"]) else {
            return nil
        }
        let failures = lock.whole("failures", in: 3...5)
        let window = lock.whole("within_minutes", in: 1...1440)
        let length = lock.whole("for_minutes", in: 1...1440)
        guard let failures, let window, let length else { return nil }
        return LockOut(failures: failures, window: .minutes(window), lock: .minutes(length))
    }

    /// GB/T 22239: records of what people did are kept for six months at least.
    private static func records(_ root: YAMLMapping) -> RecordRules? {
        guard let records = root.mapping("records", keys: ["looks_days", "account_acts_days"]) else { return nil }
        let looks = records.whole("looks_days", in: 184...36_500)
        let acts = records.whole("account_acts_days", in: 184...36_500)
        guard let looks, let acts else { return nil }
        return RecordRules(looks: .days(looks), accountActs: .days(acts))
    }

    private static func unusualLooks(_ root: YAMLMapping) -> UnusualLooks? {
        guard let looks = root.mapping("unusual_looks", keys: ["in_an_hour", "night", "unrelated_in_a_day"]) else {
            return nil
        }
        let inAnHour = looks.whole("in_an_hour", in: 1...100_000)
        let unrelated = looks.whole("unrelated_in_a_day", in: 0...100_000)
        var night: (from: Int64, to: Int64)?
        if let value = looks.value("night"), let text = value.text {
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(CitySettings.timeOfDay)
            if ends.count == 2, let from = ends[0], let to = ends[1], from != to {
                night = (from, to)
            } else {
                value.fault("“\(text)” is no night; write 22:00-06:00")
            }
        }
        guard let inAnHour, let unrelated, let night else { return nil }
        return UnusualLooks(inAnHour: inAnHour, nightFrom: night.from, nightTo: night.to, unrelatedInADay: unrelated)
    }
}

extension YAMLMapping {
    /// `nil`, reported, also where the key is missing.
    fileprivate func demand(_ key: String) -> FactorDemand? {
        guard value(key) != nil else { return nil }
        return choice(key)
    }
}
