import Casework
import Civics
import Pages
import Reporting

/// Pages about accounts, full and empty.
extension DeskSamples {
    private var staffAccounts: [StaffAccount] {
        [
            StaffAccount(
                id: words("agent2036"), name: local(LocalName(zh: "林敏仪", en: "Lin Minyi")), role: .hotlineAgent,
                body: local(Home.body("hotline")), organisation: "hotline", factor: .on, sessions: 2, tokens: 1),
            StaffAccount(
                id: words("handler3012"), name: local(LocalName(zh: "黄伟杰", en: "Huang Weijie")), role: .handler,
                body: local(Home.body("nanhai-housing")), organisation: "nanhai-housing",
                lockedUntil: SampleCity.at(11, 18, 11, 7), initialUntil: SampleCity.at(11, 17, 11, 7)),
            StaffAccount(
                id: words("old1"), name: local(LocalName(zh: "陈婉婷", en: "Chen Wanting")), role: .windowClerk,
                body: local(Home.body("nanhai-gov")), organisation: "nanhai-gov", isDisabled: true,
                initialUntil: SampleCity.at(11, 19, 11, 7), factor: .none(isRequired: false)),
        ]
    }

    private var acts: [AccountActLine] {
        [
            AccountActLine(
                at: now, actor: words("系统管理员 9001"), account: words("agent2036"),
                what: local(LocalName(zh: "改姓名、岗位或单位", en: "Name, role or body changed")),
                detail: local(LocalName(zh: "热线 → 住建", en: "Hotline → housing"))),
            AccountActLine(
                at: now, actor: "", account: "", what: local(LocalName(zh: "密码错", en: "Wrong password")), tone: .watch),
            AccountActLine(
                at: now, actor: words("a"), account: words("a"),
                what: local(LocalName(zh: "设置第二因素", en: "Set up the second factor")), tone: .good),
        ]
    }

    /// Accounts as administrators keep them, and the records that auditors read.
    var accountKeeping: [(name: String, page: any Page)] {
        let bodies = ChoiceGroup.bodies(of: city)
        let accounts = staffAccounts
        func form(_ account: StaffAccount) -> AccountForm {
            AccountForm(
                id: account.id, name: account.name.zh, nameEn: account.name.en, role: account.role,
                organisation: account.organisation)
        }
        func one(_ account: StaffAccount, _ change: (inout AccountPage.Model) -> Void = { _ in }) -> AccountPage {
            var model = AccountPage.Model(account: account, form: form(account), bodies: bodies, acts: acts)
            change(&model)
            return AccountPage(model, in: context(.staffAccount(account.id), role: .administrator))
        }
        let kinds = [NamedChoice("signed-in", local(LocalName(zh: "登录", en: "Signed in")))]
        let days = SampleCity.day(11, 12)...SampleCity.day(11, 18)
        return [
            (
                "accounts",
                AccountsPage(
                    .init(
                        accounts: accounts, total: 412, found: 103, query: words("热线"), role: .hotlineAgent,
                        after: "a", next: words("z")),
                    in: context(.accounts(), role: .administrator))
            ),
            (
                "accounts, none found",
                AccountsPage(
                    .init(accounts: [], total: 412, found: 0, query: words("xyz")),
                    in: context(.accounts(), role: .administrator))
            ),
            (
                "new account",
                NewAccountPage(
                    .init(
                        form: AccountForm(id: words("lin.min"), name: words("林敏")), bodies: bodies,
                        faults: [FormFault("id", .malformed), FormFault("role", .unknown)], problem: .nameTaken,
                        initialHours: 72), in: context(.newAccount, role: .administrator))
            ),
            ("account", one(accounts[0])), ("account, disabled", one(accounts[2]) { $0.acts = [] }),
            (
                "account with faults",
                one(accounts[1]) {
                    $0.faults = [FormFault("name", .missing), FormFault("organisation", .unknown)]
                    $0.problem = .lastAdministrator
                }
            ),
            (
                "own account in administration",
                one(accounts[0]) {
                    $0.isOwn = true
                    $0.problem = .ownAccount
                }
            ),
            (
                "first password",
                GivenSecretPage(
                    .init(
                        account: words("lin.min"), name: local(LocalName(zh: "林敏", en: "Lin Min")),
                        secret: .password("Kmq4-7wxp-Ht9d", until: SampleCity.at(11, 21, 9, 0))),
                    in: context(.newAccount, role: .administrator))
            ),
            (
                "token",
                GivenSecretPage(
                    .init(
                        account: words("lin.min"), name: local(LocalName(zh: "林敏", en: "Lin Min")),
                        secret: .token(String(repeating: "9f3c41ab", count: 8))),
                    in: context(.newAccount, role: .administrator))
            ),
            (
                "account records",
                AccountActsPage(
                    .init(
                        acts: acts, days: days, account: words("agent2036"), kind: "signed-in", kinds: kinds,
                        after: "9", next: "3", keptDays: 1095), in: context(.accountActs(nil), role: .auditor))
            ),
            (
                "account records, none",
                AccountActsPage(
                    .init(acts: [], days: days, kinds: kinds, keptDays: 1095),
                    in: context(.accountActs(nil), role: .auditor))
            ),
        ]
    }

    var looks: [(name: String, page: any Page)] {
        let days = SampleCity.day(11, 12)...SampleCity.day(11, 18)
        let rules = SecurityRules.standard.unusualLooks
        let kinds = [NamedChoice("reporter", local(LocalName(zh: "姓名和电话", en: "Name and telephone")))]
        let number = DeskSamples.number(SampleCity.day(11, 18), 1286)
        func line(_ number: CaseNumber?, _ marks: [LookLine.Mark]) -> LookLine {
            LookLine(
                at: now, account: words("agent2036"), who: words("热线坐席"), body: words("热线"), number: number,
                what: local(LocalName(zh: "姓名和电话", en: "Name and telephone")), marks: marks)
        }
        let unusual = LooksPage.Unusual(
            account: words("agent2036"), who: words("热线坐席"), body: words("热线"), looks: 1204, mostInAnHour: 44,
            mostAt: now, atNight: 3, unrelated: 12, mostUnrelatedInADay: 9, marks: LookLine.Mark.allCases)
        return [
            (
                "looks",
                LooksPage(
                    .init(
                        query: LooksQuery(
                            days: days, account: words("agent2036"), number: number, kind: "reporter",
                            isUnusualOnly: true), typedNumber: words("261118-01286-4"), kinds: kinds,
                        looks: [line(number, LookLine.Mark.allCases), line(nil, [])], total: 1204,
                        unusual: [unusual], rules: rules, after: "a_b", next: "c_d", keptDays: 1095, longest: 31),
                    in: context(.looks(nil), role: .auditor))
            ),
            (
                "looks, none",
                LooksPage(
                    .init(
                        query: LooksQuery(days: days), kinds: kinds, looks: [], total: 0, unusual: [], rules: rules,
                        keptDays: 1095, longest: 31), in: context(.looks(nil), role: .auditor))
            ),
        ]
    }

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
