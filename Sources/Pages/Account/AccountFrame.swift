import HTML

/// Whether a page about one's own account stands inside the desks, or on the way to them.
package enum AccountPlace: Hashable, Sendable {
    case desk
    /// Something is still to be done before the desks open.
    case door
}

extension View {
    /// The frame of a page about one's own account.
    func accountFrame(_ place: AccountPlace, title: String, main: HTML, aside: HTML? = nil) -> HTML {
        switch place {
        case .desk:
            deskPage(
                title: title,
                main: """
                    \(deskHead(title))
                    <div class="desk-body account">\(main)\(aside)</div>
                    """)
        case .door:
            citizenPage(
                title: title,
                main: """
                    <div class="wrap find account">
                    <div class="find-box"><h1>\(title)</h1>\(main)</div>
                    \(aside)
                    </div>
                    """)
        }
    }

    /// Where a code of the second factor is typed.
    func codeField(_ label: String, hint: String? = nil, error: String? = nil, isFirst: Bool = true) -> HTML {
        textField(
            Field("code", label, hint: hint, error: error), value: "",
            attributes: """
                inputmode="text" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" \
                maxlength="20" required\(if: isFirst, " autofocus")
                """, style: "input input-code")
    }

    /// Leaves the sign-in that is under way.
    var leaveForm: HTML {
        """
        <form method="post" action="\(SitePath.signOut)"><button class="link-btn">\
        \(say("退出，换个账号登录", "Leave, and sign in with another account"))</button></form>
        """
    }
}

/// What was wrong with a code.
package enum CodeFault: Hashable, Sendable {
    case wrong
    /// It was right, but is used up.
    case used
}

extension View {
    func words(_ fault: CodeFault?) -> String? {
        switch fault {
        case nil: nil
        case .wrong:
            say(
                "验证码不对。一直不对的话，请把手机时间设成自动。",
                "The code is wrong. If it keeps being wrong, set the phone's clock to automatic.")
        case .used:
            say(
                "这个验证码已经用过，请等下一个（三十秒一换）。",
                "This code has been used. Wait for the next one; it changes every thirty seconds.")
        }
    }
}
