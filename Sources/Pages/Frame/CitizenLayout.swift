package import HTML
import Civics
import Reporting

/// The places of the citizens' navigation.
private enum CitizenPlace: CaseIterable {
    case ask, follow, figures

    var path: SitePath {
        switch self {
        case .ask: .ask()
        case .follow: .follow
        case .figures: .figures
        }
    }

    /// The place a page belongs to; pages outside the navigation belong to none.
    init?(_ path: SitePath) {
        switch path {
        case .ask, .askDone: self = .ask
        case .follow, .followCase, .rating, .withdrawal, .ownData, .forgetting, .forgettingCancellation: self = .follow
        case .figures, .publishedReports, .publishedReport, .publishedFile: self = .figures
        default: return nil
        }
    }

    func name(_ language: Language) -> String {
        switch self {
        case .ask: language.say("我要反映", "Make a request")
        case .follow: language.say("我要查询", "Follow a request")
        case .figures: language.say("城市数据", "City figures")
        }
    }
}

extension View {
    /// A page for everybody: head with navigation, `main`, foot.
    package func citizenPage(
        title: String, styles: [String] = ["portal.css"], scripts: [String] = [], main: HTML
    ) -> HTML {
        document(
            title: title, bodyClass: "citizen", styles: styles, scripts: scripts,
            body: """
                \(demonstrationBanner)
                \(siteHead)
                <main id="main">
                \(context.flash.map { "<div class=\"wrap flash-top\">\(flashBar($0))</div>" })\(main)
                </main>
                \(siteFoot)
                """)
    }

    /// Sign-in and error pages: the same frame without a place in the navigation.
    package func plainPage(title: String, main: HTML) -> HTML {
        citizenPage(title: title, main: "<div class=\"wrap\">\(main)</div>")
    }

    private var siteHead: HTML {
        let place = CitizenPlace(context.path)
        let links = CitizenPlace.allCases.map { item in
            "<a href=\"\(item.path)\"\(current(item == place))>\(item.name(language))</a>" as HTML
        }
        let door: HTML =
            context.staff == nil
            ? "<a class=\"btn\" href=\"\(SitePath.signIn())\">\(say("工作人员登录", "Staff sign-in"))</a>"
            : "<a class=\"btn\" href=\"\(SitePath.desk)\">\(say("工作台", "My desk"))</a>"
        return """
            <header class="site-head">
            <div class="wrap">
            <a class="brand" href="\(SitePath.home)">\(mark)<span>\(say(context.city.platform))</span></a>
            <nav class="site-nav" aria-label="\(say("主导航", "Main"))">\(links)</nav>
            <div class="site-tools">\(largeTypeLink)\(languageLink)\(door)</div>
            <details class="menu">
            <summary>\(Icon.menu)\(say("菜单", "Menu"))</summary>
            <nav aria-label="\(say("菜单", "Menu"))">\(links)\(largeTypeLink)\(languageLink)\(door)</nav>
            </details>
            </div>
            </header>
            """
    }

    private var siteFoot: HTML {
        let hotline = hotlineLink
        return """
            <footer class="site-foot">
            <div class="wrap stack-16">
            <p class="row"><span>\(markup(
                "人工服务：\(hotline)，全天 24 小时",
                "Talk to a person: \(hotline), day and night"))</span>
            <a href="\(SitePath.figures)">\(say("城市数据", "City figures"))</a>
            <a href="\(SitePath.accessibility)">\(say("无障碍说明", "Accessibility"))</a>
            <a href="\(SitePath.privacy)">\(say("隐私与个人信息", "Privacy and personal data"))</a></p>
            <p class="meta">\(emergencyNote)</p>
            </div>
            </footer>
            """
    }

    /// The hotline's number as something to press.
    package var hotlineLink: HTML {
        "<a class=\"strong\" href=\"tel:\(context.city.hotline)\">\(context.city.hotline)</a>"
    }

    /// What this site is not for.
    package var emergencyNote: String {
        let numbers = EmergencyNumbers(context.city.emergency).explained
        return say(
            "紧急情况请直接拨打 \(numbers.zh)。本站不代替紧急求助。",
            "In an emergency call at once: \(numbers.en). This site does not stand in for them.")
    }
}
