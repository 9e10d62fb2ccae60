package import Civics
package import HTML

/// A hint on a reply, in one sentence; a grave one says what must not go out.
package struct ReplyHintText: Hashable, Sendable {
    package var text: LocalName
    package var isGrave: Bool

    package init(_ text: LocalName, isGrave: Bool = false) {
        self.text = text
        self.isGrave = isGrave
    }
}

/// Hints on a reply: a part of the case's page, fetched again as one types.
package struct ReplyHintsFragment: View, Sendable {
    package let context: PageContext
    package let hints: [ReplyHintText]

    package init(_ hints: [ReplyHintText], in context: PageContext) {
        self.context = context
        self.hints = hints
    }

    package func render() -> HTML {
        guard !hints.isEmpty else {
            return """
                <p class="meta">\(Icon.check)\(say("看上去都写到了。", "It seems to have everything."))</p>
                """
        }
        return """
            <p class="meta">\(say("发出前再看看（只是提醒）：", "Before it goes out (hints only):"))</p>
            <ul>\(hints.map { hint in
                "<li\(if: hint.isGrave, " class=\"is-grave\"")>\(if: hint.isGrave, Icon.alert.html)\(say(hint.text))</li>" as HTML
            })</ul>
            """
    }
}
