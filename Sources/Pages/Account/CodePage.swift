package import HTML

/// The second step of signing in: the code of the second factor.
package struct CodePage: Page {
    package struct Model: Sendable {
        package var fault: CodeFault?
        /// The page to go to afterwards.
        package var back: String?
        /// Minutes until one must begin again.
        package var minutes: Int

        package init(fault: CodeFault? = nil, back: String? = nil, minutes: Int) {
            self.fault = fault
            self.back = back
            self.minutes = minutes
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("输入验证码", "Enter the code") }

    package func render() -> HTML {
        let platform = say(context.city.platform)
        return accountFrame(
            .door, title: title,
            main: """
                \(errorSummary(words(model.fault).map { [("code", $0)] } ?? []))
                <p>\(say(
                    "密码对了。再打开手机上的验证器应用，输入「\(platform)」现在的六位验证码。",
                    "The password is right. Now open the authenticator app on your phone and enter the six digits it shows for \(platform)."))</p>
                <form method="post" action="\(SitePath.signInCode())">
                \(model.back.map { "<input type=\"hidden\" name=\"back\" value=\"\($0)\">" })
                \(codeField(say("验证码", "Code"), error: words(model.fault)))
                <div class="form-foot"><button class="btn btn-primary btn-block">\(say("登录", "Sign in"))</button></div>
                <p class="meta form-foot">\(say(
                    "\(model.minutes) 分钟内没有完成要重新登录。", "After \(model.minutes) minutes you have to begin again."))</p>
                </form>
                """,
            aside: """
                <section class="help" aria-labelledby="no-phone">
                <h2 id="no-phone">\(say("手机不在身边", "Without the phone"))</h2>
                <ul class="plain">
                <li>\(say("用一个备用码", "Use a recovery code"))<br><span class="muted">\(say(
                    "在上面同一格里输入十位备用码，每个只能用一次。",
                    "Type one of your ten-character codes into the same field. Each works once."))</span></li>
                <li>\(say("备用码也没有", "No recovery code either"))<br><span class="muted">\(say(
                    "请管理员重设您的第二因素，再用密码登录。",
                    "Ask your administrator to reset your second factor, then sign in with the password."))</span></li>
                </ul>
                <div class="form-foot">\(leaveForm)</div>
                </section>
                """)
    }
}
