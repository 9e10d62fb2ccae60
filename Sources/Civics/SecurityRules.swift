/// What a city asks of those who sign in, how long it keeps what they did and looked at, and what it calls unusual
/// (`security.yml`). Figures are those of practice under GB/T 22239-2019, level 3, unless a city says otherwise.
package struct SecurityRules: Hashable, Sendable {
    package var version: String
    package var secondFactor: SecondFactorRules
    package var password: PasswordRules
    package var lockOut: LockOut
    package var records: RecordRules
    package var unusualLooks: UnusualLooks
    /// How long a wish to be forgotten can be taken back before it is carried out.
    package var coolingOff: TimeSpan

    package init(
        version: String, secondFactor: SecondFactorRules, password: PasswordRules, lockOut: LockOut,
        records: RecordRules, unusualLooks: UnusualLooks, coolingOff: TimeSpan
    ) {
        self.version = version
        self.secondFactor = secondFactor
        self.password = password
        self.lockOut = lockOut
        self.records = records
        self.unusualLooks = unusualLooks
        self.coolingOff = coolingOff
    }
}

/// Whether a role needs a second factor (双因素) besides the password.
package enum FactorDemand: String, CaseIterable, Comparable, Sendable {
    case off, optional, required

    private var strength: Int {
        switch self {
        case .off: 0
        case .optional: 1
        case .required: 2
        }
    }

    package static func < (a: FactorDemand, b: FactorDemand) -> Bool { a.strength < b.strength }
}

/// The second factor: codes of the time (TOTP, RFC 6238).
package struct SecondFactorRules: Hashable, Sendable {
    package var roles: [Role: FactorDemand]
    /// In demonstration data nobody is asked for more than this.
    package var demonstration: FactorDemand
    /// By how many steps of thirty seconds a telephone's clock may differ (RFC 6238 §5.2 advises one).
    package var drift: Int

    package init(roles: [Role: FactorDemand], demonstration: FactorDemand, drift: Int) {
        self.roles = roles
        self.demonstration = demonstration
        self.drift = drift
    }

    package func demand(of role: Role, isDemonstration: Bool) -> FactorDemand {
        let demand = roles[role] ?? .off
        return isDemonstration ? min(demand, demonstration) : demand
    }
}

package struct PasswordRules: Hashable, Sendable {
    package var shortest: Int
    /// Of small letters, capital letters, digits and others: how many kinds it must have.
    package var kinds: Int
    /// How many passwords before the present one may not come again.
    package var earlier: Int
    /// After how long it must be changed; `nil` for never. Not asked in demonstration data.
    package var renewal: TimeSpan?
    /// How long a password that an administrator gave may wait for its first use.
    package var initial: TimeSpan

    package init(shortest: Int, kinds: Int, earlier: Int, renewal: TimeSpan?, initial: TimeSpan) {
        self.shortest = shortest
        self.kinds = kinds
        self.earlier = earlier
        self.renewal = renewal
        self.initial = initial
    }
}

/// How often a wrong password or code may be tried, and for how long a name is locked then.
package struct LockOut: Hashable, Sendable {
    /// Three to five.
    package var failures: Int
    package var window: TimeSpan
    package var lock: TimeSpan

    package init(failures: Int, window: TimeSpan, lock: TimeSpan) {
        self.failures = failures
        self.window = window
        self.lock = lock
    }
}

/// How long is kept who looked at personal data, and what was done with accounts: six months at least.
package struct RecordRules: Hashable, Sendable {
    package var looks: TimeSpan
    package var accountActs: TimeSpan

    package init(looks: TimeSpan, accountActs: TimeSpan) {
        self.looks = looks
        self.accountActs = accountActs
    }
}

/// From when on looks at personal data are pointed out to the auditor.
package struct UnusualLooks: Hashable, Sendable {
    /// More cases than this by one account within an hour.
    package var inAnHour: Int
    /// Milliseconds since midnight; where it ends before it begins, it goes over midnight.
    package var nightFrom: Int64
    package var nightTo: Int64
    /// More looks than this, by one account on one day, at who asked in cases in which it has done nothing.
    package var unrelatedInADay: Int

    package init(inAnHour: Int, nightFrom: Int64, nightTo: Int64, unrelatedInADay: Int) {
        self.inAnHour = inAnHour
        self.nightFrom = nightFrom
        self.nightTo = nightTo
        self.unrelatedInADay = unrelatedInADay
    }

    /// - Parameter time: of the city's day, in milliseconds since midnight.
    package func isNight(_ time: Int64) -> Bool {
        nightFrom <= nightTo ? nightFrom <= time && time < nightTo : time >= nightFrom || time < nightTo
    }
}

extension SecurityRules {
    /// What GB/T 22239-2019 asks at level 3 and practice has made of it: for staff a second factor, five failures in
    /// five minutes, records of six months (of looks three years, as PIPL asks of its assessments).
    package static let standard = SecurityRules(
        version: "GB/T 22239-2019",
        secondFactor: SecondFactorRules(
            roles: Dictionary(uniqueKeysWithValues: Role.withAccounts.map { ($0, .required) }),
            demonstration: .optional, drift: 1),
        password: PasswordRules(shortest: 8, kinds: 2, earlier: 3, renewal: .days(90), initial: .hours(72)),
        lockOut: LockOut(failures: 5, window: .minutes(5), lock: .minutes(15)),
        records: RecordRules(looks: .days(1095), accountActs: .days(1095)),
        unusualLooks: UnusualLooks(
            inAnHour: 30, nightFrom: 22 * 3_600_000, nightTo: 6 * 3_600_000, unrelatedInADay: 5),
        coolingOff: .days(7))
}

extension Role {
    /// All who act for a body of the city.
    package static let staff = withAccounts.filter { $0 != .enterpriseAgent }
    /// All who sign in: residents need no account.
    package static let withAccounts = allCases.filter { $0 != .resident }
}
