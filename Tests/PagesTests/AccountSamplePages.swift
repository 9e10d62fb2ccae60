import Casework
import Civics
import Pages
import Reporting

/// Pages about accounts, full and empty.
extension DeskSamples {
    var ownAccount: [(name: String, page: any Page)] {
        func session(_ id: String, _ client: String, isCurrent: Bool) -> OwnAccountPage.Session {
            OwnAccountPage.Session(
                id: id, since: SampleCity.at(11, 18, 8, 30), seenAt: now, client: client, isCurrent: isCurrent)
        }
        let here = session("00aa", "Firefox · Windows · 10.1.2.3", isCurrent: true)
        let off = OwnAccountPage.Model(
            account: words("dispatcher1107"), passwordAt: nil, demand: .optional, isRelaxed: true, sessions: [here])
        let on = OwnAccountPage.Model(
            account: words("dispatcher1107"), passwordAt: SampleCity.at(9, 1, 8, 0),
            renewBy: SampleCity.at(11, 30, 8, 0), demand: .optional, factorSince: SampleCity.at(9, 1, 8, 0),
            codesLeft: 1, asksForCode: true, fault: (.codes, .wrong), lockedUntil: SampleCity.at(11, 18, 11, 7),
            sessions: [
                here, session("00ab", words("Chrome · Android · 10.9.9.9"), isCurrent: false),
                session("00ac", "", isCurrent: false),
            ])
        let secret = SecondFactorPage.Model(
            place: .desk, secret: "JBSW Y3DP EHPK 3PXP", address: "otpauth://totp/OneDoor:a?secret=JBSWY3DPEHPK3PXP",
            fault: .wrong, replaces: true)
        return [
            ("own account", OwnAccountPage(off, in: context(.account))),
            ("own account, second factor on", OwnAccountPage(on, in: context(.account))),
            (
                "own account, no second factor",
                OwnAccountPage(
                    .init(account: "a", passwordAt: nil, demand: .off, sessions: [here]), in: context(.account))
            ),
            (
                "own password",
                ChangePasswordPage(
                    .init(place: .desk, rules: SecurityRules.standard.password), in: context(.accountPassword()))
            ),
            ("second factor", SecondFactorPage(secret, in: context(.accountFactor()))),
            (
                "recovery codes",
                RecoveryCodesPage(
                    .init(place: .desk, codes: ["2345A-BCDEF"], isFirst: false, next: "/account"),
                    in: context(.account))
            ),
        ]
    }
}
