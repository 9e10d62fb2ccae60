import Civics
import Desks
import Pages
import Storage

/// Acts with accounts, in words.
struct ActWords {
    private let acts: [AccountAct]
    private let names: ActorNames
    private let city: City

    init(_ acts: [AccountAct], _ visit: DeskVisit) async throws {
        self.acts = acts
        self.names = try await ActorNames(accounts: acts.map(\.actor), visit)
        self.city = visit.city
    }

    var lines: [AccountActLine] { acts.map(line) }

    func line(_ act: AccountAct) -> AccountActLine {
        let kind = AccountActKind(rawValue: act.kind)
        return AccountActLine(
            at: act.at, actor: act.actor.isEmpty ? "" : names.name(act.actor), account: act.account,
            what: kind?.name ?? LocalName(zh: act.kind, en: act.kind), detail: detail(act.detail),
            tone: kind.map(Self.tone) ?? .usual)
    }

    /// Role and body before and after; the rest as it was written.
    private func detail(_ text: String) -> LocalName? {
        if text.isEmpty { return nil }
        if let change = AccountChange(text) {
            let (before, after) = (place(change.before), place(change.after))
            return before == after
                ? nil : LocalName(zh: "\(before.zh) → \(after.zh)", en: "\(before.en) → \(after.en)")
        }
        if let placed = AccountChange("\(text)>\(text)") { return place(placed.after) }
        return LocalName(zh: text, en: text)
    }

    private func place(_ place: AccountChange.Place) -> LocalName {
        let body =
            city.organisation(place.organisation).map { LocalName(zh: $0.shortName, en: $0.name.en) }
            ?? LocalName(zh: place.organisation, en: place.organisation)
        return LocalName(zh: "\(body.zh) \(place.role.name.zh)", en: "\(place.role.name.en), \(body.en)")
    }

    private static func tone(_ kind: AccountActKind) -> AccountActLine.ActTone {
        switch kind {
        case .signInFailed, .codeWrong, .locked, .signedInByRecoveryCode, .factorReset, .factorRemoved: .watch
        case .factorSet: .good
        case .signedIn, .signedOut, .added, .changed, .disabled, .enabled, .passwordGiven, .passwordChanged,
            .recoveryCodesRenewed, .sessionEnded, .sessionsEnded, .tokenIssued, .tokensWithdrawn:
            .usual
        }
    }
}

extension AccountActKind {
    var name: LocalName {
        switch self {
        case .signedIn: LocalName(zh: "登录", en: "Signed in")
        case .signedInByRecoveryCode: LocalName(zh: "用备用码登录", en: "Signed in by recovery code")
        case .signInFailed: LocalName(zh: "密码错", en: "Wrong password")
        case .codeWrong: LocalName(zh: "验证码错", en: "Wrong code")
        case .locked: LocalName(zh: "锁定", en: "Locked")
        case .signedOut: LocalName(zh: "退出", en: "Signed out")
        case .added: LocalName(zh: "新增账号", en: "Account added")
        case .changed: LocalName(zh: "改姓名、岗位或单位", en: "Name, role or body changed")
        case .disabled: LocalName(zh: "停用", en: "Shut out")
        case .enabled: LocalName(zh: "恢复", en: "Let in again")
        case .passwordGiven: LocalName(zh: "给初始密码", en: "First password given")
        case .passwordChanged: LocalName(zh: "自己改密码", en: "Changed the password")
        case .factorSet: LocalName(zh: "设置第二因素", en: "Set up the second factor")
        case .factorRemoved: LocalName(zh: "关闭第二因素", en: "Turned the second factor off")
        case .factorReset: LocalName(zh: "重设第二因素", en: "Second factor reset")
        case .recoveryCodesRenewed: LocalName(zh: "换备用码", en: "Made new recovery codes")
        case .sessionEnded: LocalName(zh: "结束一处登录", en: "Ended a session")
        case .sessionsEnded: LocalName(zh: "结束登录", en: "Ended sessions")
        case .tokenIssued: LocalName(zh: "发接口令牌", en: "API token issued")
        case .tokensWithdrawn: LocalName(zh: "收回接口令牌", en: "API tokens withdrawn")
        }
    }
}
