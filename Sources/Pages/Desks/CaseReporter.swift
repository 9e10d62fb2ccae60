import Civics
import HTML

/// Who asked, as far as the reader may see it.
package enum Reporter: Hashable, Sendable {
    /// Nothing was given.
    case anonymous
    /// The reader's body may not see it: the person is protected (身份受保护).
    case hidden
    /// Name and phone with their middles hidden; `mayReveal` where the reader may look, which is logged.
    case masked(name: String, phone: String, mayReveal: Bool)
    /// Looked at just now; the look has been logged.
    case revealed(name: String, phone: String, enterprise: String?)
}

extension View {
    /// Who asked, in one line.
    func reporterLine(_ reporter: Reporter, of number: CaseNumber) -> HTML {
        switch reporter {
        case .anonymous: "<span class=\"muted\">\(say("没有留姓名电话", "Gave neither name nor phone"))</span>"
        case .hidden:
            """
            <span class="masked">\(Icon.lock)\(say("身份受保护，本单位不可见", "Protected: not visible to your body"))</span>
            """
        case .masked(let name, let phone, let mayReveal):
            """
            <span class="masked">\(Icon.lock)\([name, phone].filter { !$0.isEmpty }.joined(separator: " "))</span>\
            \(if: mayReveal, " \(revealButton(number))")
            """
        case .revealed(let name, let phone, let enterprise):
            """
            <b>\(name)</b> <a href="tel:\(phone)">\(phone)</a>\
            \(enterprise.map { "<br>\($0)" })\
            <br><span class="meta">\(say("这次查看已记录", "This look has been logged"))</span>
            """
        }
    }

    private func revealButton(_ number: CaseNumber) -> HTML {
        """
        <form method="post" action="\(SitePath.reveal(number))" class="row-form">\
        \(hiddenField(.back, context.location))<button class="link-btn">\(say("查看（留痕）", "Show (logged)"))</button></form>
        """
    }
}
