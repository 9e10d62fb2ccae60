package import HTML
import QRCode

/// Setting up a second factor: the secret as a QR code and as text, and the first code.
package struct SecondFactorPage: Page {
    package struct Model: Sendable {
        package var place: AccountPlace
        /// In groups of four; `nil` before it was made.
        package var secret: String?
        /// What the QR code says.
        package var address: String?
        package var fault: CodeFault?
        /// The city asks it of this role, and one cannot go on without.
        package var isRequired: Bool
        /// What is set up takes the place of one that is in use.
        package var replaces: Bool
        package var back: String?

        package init(
            place: AccountPlace, secret: String? = nil, address: String? = nil, fault: CodeFault? = nil,
            isRequired: Bool = false, replaces: Bool = false, back: String? = nil
        ) {
            self.place = place
            self.secret = secret
            self.address = address
            self.fault = fault
            self.isRequired = isRequired
            self.replaces = replaces
            self.back = back
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("设置第二因素", "Set up the second factor") }

    package func render() -> HTML {
        accountFrame(
            model.place, title: title, main: model.secret.map { steps($0) } ?? start,
            aside: model.place == .door ? leaveForm : nil)
    }

    private var back: HTML? {
        model.back.map { "<input type=\"hidden\" name=\"back\" value=\"\($0)\">" }
    }

    private var start: HTML {
        """
        <p>\(say(
            "除了密码，再用手机上的验证器应用证明是您本人。别人即使知道了密码也进不来。",
            "Besides the password, an authenticator app on your phone shows that it is you. Whoever learns the password alone does not get in."))</p>
        \(if: model.isRequired, notice(
            .info, say("本市要求您的岗位设置第二因素。", "The city asks a second factor of your role."),
            "\(say("设置一次，大约两分钟。", "It is set up once and takes about two minutes."))"))
        <form method="post" action="\(SitePath.accountFactor())">\(back)
        <div class="form-foot"><button class="btn btn-primary">\(say("开始设置", "Begin"))</button></div></form>
        """
    }

    private func steps(_ secret: String) -> HTML {
        let platform = say(context.city.platform)
        let change: HTML? =
            model.replaces
            ? notice(
                .info,
                say("现在用的手机在新的验证码通过以前一直有效。", "The phone in use stays valid until a code of the new one was right."))
            : nil
        return """
            \(errorSummary(words(model.fault).map { [("code", $0)] } ?? []))
            \(change)
            <ol class="setup">
            <li><p><b>\(say("打开手机上的验证器应用", "Open an authenticator app on your phone"))</b><br>\
            <span class="muted">\(say(
                "任何支持 TOTP 的应用都可以，例如手机自带的密码应用。没有联网也能用。",
                "Any app that knows TOTP will do, such as the phone's own password app. It works without a network."))</span></p></li>
            <li><p><b>\(say("扫描这个二维码", "Scan this code"))</b></p>
            \(model.address.flatMap { qrCode($0, title: say("「\(platform)」的设置二维码", "Set-up code for \(platform)")) })
            <details class="fold"><summary>\(say("扫不了？手工输入密钥", "Cannot scan? Type the key"))</summary>
            <p><code class="secret">\(secret)</code></p>
            <p class="meta">\(say("类型：基于时间（TOTP），六位，30 秒。", "Type: time-based (TOTP), six digits, 30 seconds."))\
            \(model.address.map { "<br><a href=\"\($0)\">\(say("在这台手机上直接打开", "Open it on this phone"))</a>" })</p></details></li>
            <li><form method="post" action="\(SitePath.accountFactorConfirmation)">\(back)
            \(codeField(
                say("输入应用现在显示的六位验证码", "Enter the six digits it shows now"), error: words(model.fault)))
            <div class="form-foot"><button class="btn btn-primary">\(say("确认并启用", "Confirm and turn on"))</button></div>
            </form></li>
            </ol>
            """
    }
}

extension View {
    /// A QR code as a picture; `nil` for a text that is too long for one.
    func qrCode(_ text: String, title: String) -> HTML? {
        guard let code = QRCode(text) else { return nil }
        let quiet = QRCode.quietZone
        let side = code.size + 2 * quiet
        // Dark modules of a row that stand beside each other are one stroke.
        var strokes = ""
        for row in 0..<code.size {
            var column = 0
            while column < code.size {
                let start = column
                while column < code.size, code.isDark(row: row, column: column) { column += 1 }
                if column > start {
                    strokes += "M\(start + quiet) \(row + quiet)h\(column - start)v1h-\(column - start)z"
                }
                column += 1
            }
        }
        return """
            <svg class="qr" viewBox="0 0 \(side) \(side)" role="img" shape-rendering="crispEdges">\
            <title>\(title)</title><path class="qr-ground" d="M0 0h\(side)v\(side)H0z"/>\
            <path class="qr-ink" d="\(strokes)"/></svg>
            """
    }
}

/// The recovery codes of a second factor, shown once.
package struct RecoveryCodesPage: Page {
    package struct Model: Sendable {
        package var place: AccountPlace
        package var codes: [String]
        /// The second factor was set up just now; otherwise only the codes are new.
        package var isFirst: Bool
        package var next: String

        package init(place: AccountPlace, codes: [String], isFirst: Bool, next: String) {
            self.place = place
            self.codes = codes
            self.isFirst = isFirst
            self.next = next
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("收好备用码", "Keep the recovery codes") }

    package func render() -> HTML {
        accountFrame(
            model.place, title: title,
            main: """
                \(notice(
                    .ok,
                    model.isFirst
                        ? say("第二因素已启用。", "The second factor is on.")
                        : say("备用码已更换，旧的全部作废。", "The recovery codes are new; all old ones are void."),
                    HTML(
                        text: say(
                            "下次登录，密码之后还要手机上的验证码。手机丢了，用下面任意一个代替，每个只能用一次。",
                            "From the next sign-in on, a code of your phone is asked for after the password. If you lose the phone, use one of these instead; each works once."))))
                <ul class="codes">\(model.codes.map { "<li><code>\($0)</code></li>" as HTML })</ul>
                \(notice(
                    .warn, say("这些备用码只显示这一次。", "These codes are shown this once."),
                    HTML(
                        text: say(
                            "打印出来或抄下来，和手机分开放。离开这一页就看不到了，以后可以换一批新的。",
                            "Print them or write them down, and keep them apart from the phone. They cannot be seen again, but you can make new ones."))))
                <div class="form-foot row"><a class="btn btn-primary" href="\(model.next)">\
                \(say("收好了，继续", "I have kept them, go on"))</a></div>
                """)
    }
}
