package import HTML

extension View {
    /// What a person should know here: what it is in bold, then what follows from it and what to do.
    package func notice(_ tone: Tone = .info, icon: Icon? = nil, _ heading: String, _ text: HTML? = nil) -> HTML {
        let chosen =
            icon
            ?? {
                switch tone {
                case .neutral, .info, .paused: .info
                case .ok: .check
                case .warn, .bad: .alert
                }
            }()
        return """
            <div class="notice\(raw: tone.noticeStyle)">\(chosen)<div><b>\(heading)</b>\
            \(text.map { " \($0)" })</div></div>
            """
    }

    /// What has just happened, and how to undo it.
    package func flashBar(_ flash: Flash) -> HTML {
        """
        <div class="flash" role="status">\(Icon.check)<span>\(flash.message)</span>\
        \(flash.undo.map { undo in
            """
            <form class="push" method="post" action="\(undo)"><button class="link-btn" data-key="z" \
            aria-keyshortcuts="z">\(say("撤回", "Undo"))</button> <span class="key">Z</span></form>
            """
        })</div>
        """
    }

    /// A place with nothing in it: why it is empty, and what can be done.
    package func emptyState(_ art: EmptyArt, _ heading: String, _ text: String, actions: [HTML] = []) -> HTML {
        """
        <div class="empty">\(art.html)<h2>\(heading)</h2><p>\(text)</p>\
        \(if: !actions.isEmpty, "<div class=\"row\">\(actions)</div>")</div>
        """
    }

    /// A button that is a link to another page.
    package func buttonLink(_ words: String, to path: SitePath, icon: Icon? = nil, isPrimary: Bool = false) -> HTML {
        "<a class=\"btn\(if: isPrimary, " btn-primary")\" href=\"\(path)\">\(icon?.html)\(words)</a>"
    }

    /// Where the page stands below the front page; the last one is the page itself.
    package func crumbs(_ steps: [(String, SitePath)], here: String) -> HTML {
        """
        <nav aria-label="\(say("所在位置", "You are here"))"><ol class="crumbs">\
        \(steps.map { "<li><a href=\"\($0.1)\">\($0.0)</a></li>" })<li aria-current="page">\(here)</li></ol></nav>
        """
    }
}

/// The drawings of empty places.
package enum EmptyArt: Sendable {
    /// Everything done: an open door.
    case done
    /// Nothing found: a door that is not there.
    case nothingFound
    /// Too little to draw.
    case noFigures

    var html: HTML {
        switch self {
        case .done:
            """
            <svg class="empty-art" viewBox="0 0 96 72" aria-hidden="true"><path class="lintel" d="M18 10h60"/>\
            <path d="M26 70V18h18v52M70 70V18M12 70h72"/><path class="lit" d="M47 18h20v52H47z"/>\
            <path class="leaf" d="M70 18v50l-13 4V24z"/></svg>
            """
        case .nothingFound:
            """
            <svg class="empty-art" viewBox="0 0 96 72" aria-hidden="true"><path class="lintel" d="M30 10h36"/>\
            <path d="M36 70V18h24v52M6 70h84M54 45h.1M74 70c0-6 3-10 3-14M77 62c3-1 5-4 5-7M16 70c0-5-2-7-2-11\
            M14 63c-3-1-4-3-4-6"/></svg>
            """
        case .noFigures:
            """
            <svg class="empty-art" viewBox="0 0 96 72" aria-hidden="true"><path d="M14 8v54h70"/>\
            <path stroke-dasharray="3 4" d="M14 44h70M14 26h70"/><path d="M28 62V52M44 62v-4M60 62v-7"/></svg>
            """
        }
    }
}
