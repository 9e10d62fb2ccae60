import HTML

extension View {
    /// A key as it stands on a button.
    func keyCap(_ key: Character) -> HTML {
        "<span class=\"key\">\(key.uppercased())</span>"
    }

    /// The attributes that tie a key to a button, link or field.
    func keyed(_ key: Character?) -> HTML {
        key.map { " data-key=\"\($0.lowercased())\" aria-keyshortcuts=\"\($0.lowercased())\"" } ?? ""
    }

    /// The foot of a desk: its keys, and to the right what the reader should know besides.
    func keyBar(_ keys: [(keys: String, does: String)], aside: HTML? = nil) -> HTML {
        """
        <div class="toolbar toolbar-foot" role="group" aria-label="\(say("按键", "Keys"))">\
        \(keys.map { entry in
            """
            <span class="hintkeys">\(entry.keys.split(separator: " ").map { "<span class=\"key\">\($0)</span>" })\
            \(entry.does)</span>
            """ as HTML
        })\(aside.map { "<span class=\"push row row-tight\">\($0)</span>" })</div>
        """
    }

    /// What the faces of clocks mean.
    var clockLegend: HTML {
        func face(_ style: StaticString, _ drawing: HTML, _ words: String) -> HTML {
            """
            <span class="clock \(raw: style)"><svg class="clock-face" viewBox="0 0 16 16" aria-hidden="true">\(drawing)\
            </svg>\(words)</span>
            """
        }
        func hand(_ share: Int) -> HTML {
            """
            <circle cx="8" cy="8" r="7" stroke-width="1.5"/><circle cx="8" cy="8" r="2.5" stroke-width="5" \
            pathLength="100" stroke-dasharray="\(share) 100" transform="rotate(-90 8 8)"/>
            """
        }
        return """
            \(face("clock-ok", hand(20), say("从容", "on course")))\
            \(face("clock-warn", hand(85), say("临近到期", "due soon")))\
            \(face(
                "clock-bad",
                #"<circle cx="8" cy="8" r="7" fill="currentColor" stroke-width="1.5"/><path class="clock-mark" d="M8 4.5V9M8 11.3v.2" stroke-width="2"/>"#,
                say("已超时", "overdue")))\
            \(face(
                "clock-paused",
                #"<circle cx="8" cy="8" r="7" stroke-width="1.5"/><path d="M6.2 5.5v5M9.8 5.5v5" stroke-width="1.5"/>"#,
                say("暂停", "paused")))
            """
    }

    /// Finding in a list: a form that keeps the list's other parameters.
    func findForm(_ path: SitePath, keeping hidden: [(String, String)] = [], query: String?, label: String) -> HTML {
        """
        <form role="search" method="get" action="\(path)" class="find">\
        \(hidden.map { hiddenField($0.0, $0.1) })\
        <label class="visually-hidden" for="find">\(label)</label>\
        <input class="input search" id="find" name="q" type="search" value="\(query ?? "")" \
        placeholder="\(say("查找单号、标题、内容", "Number, title or words"))"\(keyed("/"))></form>
        """
    }

    /// The views of a list as tabs.
    func viewTabs(
        _ label: String, _ tabs: [(name: String, count: String?, path: SitePath, isOn: Bool)],
        part: StaticString = "tabs"
    ) -> HTML {
        """
        <nav class="tabs-pad"\(livePart(part)) aria-label="\(label)"><ul class="tabs">\(tabs.map { tab in
            """
            <li><a href="\(tab.path)"\(if: tab.isOn, #" aria-current="page""#)>\(tab.name)\
            \(tab.count.map { " <span class=\"count\">\($0)</span>" })</a></li>
            """ as HTML
        })</ul></nav>
        """
    }
}
