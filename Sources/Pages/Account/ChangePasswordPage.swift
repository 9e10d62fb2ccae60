package import Civics
package import HTML

/// A new password of one's own.
package struct ChangePasswordPage: Page {
    /// Why it has to be changed, where it has.
    package enum Reason: Hashable, Sendable {
        /// It was given by an administrator.
        case initial
        case old(days: Int)
    }

    package enum Fault: Hashable, Sendable {
        case wrongPassword
        case code(CodeFault)
        case tooShort, tooLong, tooFewKinds, holdsName, usedBefore, controlCharacter
        /// Typed twice, and not the same.
        case different
    }

    package struct Model: Sendable {
        package var place: AccountPlace
        package var reason: Reason?
        package var faults: [Fault]
        package var rules: PasswordRules
        package var asksForCode: Bool
        package var lockedUntil: Instant?
        package var back: String?

        package init(
            place: AccountPlace, reason: Reason? = nil, faults: [Fault] = [], rules: PasswordRules,
            asksForCode: Bool = false, lockedUntil: Instant? = nil, back: String? = nil
        ) {
            self.place = place
            self.reason = reason
            self.faults = faults
            self.rules = rules
            self.asksForCode = asksForCode
            self.lockedUntil = lockedUntil
            self.back = back
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("修改密码", "Change the password") }

    package func render() -> HTML {
        accountFrame(
            model.place, title: title,
            main: """
                \(errorSummary(model.faults.map { (field(of: $0), words($0)) }))
                \(model.lockedUntil.map { locked(until: $0) })
                \(reason)
                <form class="account-form" method="post" action="\(SitePath.accountPassword())">
                \(model.back.map { "<input type=\"hidden\" name=\"back\" value=\"\($0)\">" })
                <input type="hidden" name="username" value="\(context.staff?.account ?? "")" autocomplete="username">
                \(textField(
                    Field("present", say("现在的密码", "Present password"), error: error("present")), value: "",
                    attributes: "type=\"password\" autocomplete=\"current-password\" required"))
                \(textField(
                    Field("password", say("新密码", "New password"), hint: rule, error: error("password")), value: "",
                    attributes: "type=\"password\" autocomplete=\"new-password\" required"))
                \(textField(
                    Field("again", say("再输一次新密码", "New password again"), error: error("again")), value: "",
                    attributes: "type=\"password\" autocomplete=\"new-password\" required"))
                \(if: model.asksForCode, codeField(
                    say("验证码", "Code"),
                    hint: say("手机上的六位验证码，或者一个备用码", "Six digits from your phone, or a recovery code"),
                    error: error("code"), isFirst: false))
                <div class="form-foot"><button class="btn btn-primary">\(say("修改密码", "Change the password"))</button></div>
                </form>
                """,
            aside: model.place == .door ? leaveForm : nil)
    }

    private func locked(until: Instant) -> HTML {
        notice(
            .bad, say("错的次数太多，到 \(moment(until)) 再试。", "Too many failures; try again after \(moment(until))."))
    }

    private var reason: HTML {
        let text =
            switch model.reason {
            case nil:
                say("改了以后，在别处登录的会全部退出。", "Afterwards every other session of this account ends.")
            case .initial:
                say(
                    "您现在用的是管理员给的初始密码。请换成只有您自己知道的，再开始工作。",
                    "You have signed in with a password that an administrator gave you. Choose one that only you know, then go on."
                )
            case .old(let days):
                say(
                    "这个密码用了超过 \(days) 天，本市要求定期更换。",
                    "This password is older than \(days) days; the city asks for a new one.")
            }
        return "<p>\(text)</p>"
    }

    private var rule: String {
        let rules = model.rules
        let earlier =
            rules.earlier == 0
            ? "" : say("不能是最近 \(rules.earlier) 个用过的。", " Not one of your last \(rules.earlier).")
        return say(
            "至少 \(rules.shortest) 位，含大写字母、小写字母、数字、符号中的 \(rules.kinds) 种，不含账号名。\(earlier)",
            "At least \(rules.shortest) characters, of \(rules.kinds) kinds among capitals, small letters, digits and signs, without the account's name.\(earlier)"
        )
    }

    private func field(of fault: Fault) -> String {
        switch fault {
        case .wrongPassword: "present"
        case .code: "code"
        case .different: "again"
        case .tooShort, .tooLong, .tooFewKinds, .holdsName, .usedBefore, .controlCharacter: "password"
        }
    }

    private func error(_ field: String) -> String? {
        model.faults.first { self.field(of: $0) == field }.map { words($0) }
    }

    private func words(_ fault: Fault) -> String {
        switch fault {
        case .wrongPassword: say("现在的密码不对。", "The present password is wrong.")
        case .code(let fault): words(Optional(fault)) ?? ""
        case .tooShort: say("新密码太短。", "The new password is too short.")
        case .tooLong: say("新密码太长。", "The new password is too long.")
        case .tooFewKinds:
            say("新密码的字符种类太少。", "The new password has too few kinds of characters.")
        case .holdsName: say("新密码里有账号名。", "The new password holds the account's name.")
        case .usedBefore: say("这个密码用过，请换一个。", "This password was used before; choose another one.")
        case .controlCharacter: say("新密码里有不能输入的字符。", "The new password holds characters that cannot be typed.")
        case .different: say("两次输入的新密码不一样。", "The two new passwords are not the same.")
        }
    }
}
