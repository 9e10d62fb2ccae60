package import Civics
package import HTML

/// The front page: one question, four doors, the city in figures.
package struct HomePage: Page {
    package struct Model: Sendable {
        /// Words people often come with; each starts a request about it.
        package var often: [String]
        /// How soon somebody gets in touch after dispatch, for the first door.
        package var contactLimit: TimeLimit?
        /// `nil` until the first request has come in.
        package var figures: CityFiguresNow?
        package var issues: [SharedIssue]

        package init(
            often: [String] = [], contactLimit: TimeLimit? = nil, figures: CityFiguresNow? = nil,
            issues: [SharedIssue] = []
        ) {
            self.often = often
            self.contactLimit = contactLimit
            self.figures = figures
            self.issues = issues
        }
    }

    /// Something many people have met and that is being dealt with.
    package struct SharedIssue: Sendable {
        package var title: String
        package var people: Int
        package var body: String
        package var answerBy: CityDay?

        package init(title: String, people: Int, body: String, answerBy: CityDay? = nil) {
            self.title = title
            self.people = people
            self.body = body
            self.answerBy = answerBy
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("您想办什么", "What do you need?") }

    package func render() -> HTML {
        citizenPage(
            title: title,
            main: """
                \(question)
                \(entry)
                \(model.figures.map { nowSection($0) })
                \(if: !model.issues.isEmpty, issuesSection)
                \(ways)
                """)
    }

    private var question: HTML {
        """
        <section class="ask-first">
        <div class="wrap">
        <h1><label for="about">\(say("您想办什么？", "What do you need?"))</label></h1>
        <p class="ask-lead" id="about-hint">\(say(
            "用平常话写就行，不必知道归哪个部门管。", "Say it in your own words. You need not know which office is in charge."
        ))</p>
        <form class="ask-form join" method="get" action="\(SitePath.ask())">
        <input class="input" id="about" name="about" maxlength="\(AskForm.titleLimit)" aria-describedby="about-hint" \
        placeholder="\(say("例如：门口的路灯坏了", "A broken street lamp"))" autocomplete="off">
        <button class="btn btn-primary"><span>\(say("说给我们", "Tell us"))</span>\(Icon.arrowRight)</button>
        </form>
        \(if: !model.often.isEmpty, oftenLine)
        \(street)
        </div>
        </section>
        """
    }

    private var oftenLine: HTML {
        """
        <p class="ask-often row row-tight"><span class="muted">\(say("大家常说", "People often ask about"))</span>\
        \(model.often.map { "<a href=\"\(SitePath.ask(about: $0))\">\($0)</a>" })</p>
        """
    }

    private var entry: HTML {
        let soon = model.contactLimit.map { limit($0) }
        return """
            <section class="entry" aria-label="\(say("四个入口", "Four doors"))">
            <div class="wrap">
            <ul class="doors">
            \(door(
                .ask(), say("我要反映", "Make a request"),
                say("咨询、求助、投诉、建议。交给谁办由我们来定", "Ask, get help, complain, suggest. We find out who is in charge")
                    + (soon.map { say("，\($0)内联系您。", " and get in touch within \($0).") } ?? say("。", "."))))
            \(door(
                .follow, say("我要查询", "Follow a request"),
                say("凭单号和查询码，看现在谁在办、何时答复。", "With your number and code, see who has it and when you get an answer.")))
            \(door(
                .ask(kind: .enquiry), say("我要办事", "Apply for a service"),
                say("网上办理正在建设。可以先问：交什么材料、去哪里办。", "Online services are being built. Ask here what to bring and where to go."),
                isBuilding: true))
            \(door(
                .ask(about: say("企业能享受哪些政策", "Policies our enterprise may use"), kind: .enquiry),
                say("惠企政策", "Policies for enterprises"),
                say("政策匹配正在建设。可以先问：企业符合哪些政策。", "Policy matching is being built. Ask here which policies fit."),
                isBuilding: true))
            </ul>
            <form class="lookup" method="post" action="\(SitePath.follow)">
            <p class="lookup-text"><b>\(say("已经反映过？", "Already made a request?"))</b><br>\
            <span class="muted">\(say(
                "提交时给您的单号和查询码，不用登录。",
                "Use the number and code you were given. No sign-in."))</span></p>
            <div><label for="number">\(say("单号", "Number"))</label>\
            <input class="input" id="number" name="number" inputmode="numeric" autocomplete="off" required></div>
            <div><label for="code">\(say("查询码", "Code"))</label>\
            <input class="input" id="code" name="code" autocomplete="off" autocapitalize="characters" required></div>
            <button class="btn">\(say("查看进度", "See progress"))</button>
            </form>
            </div>
            </section>
            """
    }

    private func door(_ path: SitePath, _ name: String, _ text: String, isBuilding: Bool = false) -> HTML {
        """
        <li><a class="door\(if: isBuilding, " door-building")" href="\(path)"><b>\(name)</b><span>\(text)</span>\
        \(Icon.arrowRight)</a></li>
        """
    }

    private func nowSection(_ figures: CityFiguresNow) -> HTML {
        """
        <section class="section" aria-labelledby="now-heading">
        <div class="wrap">
        <div class="section-head"><h2 id="now-heading">\(say(
            "此刻的\(say(context.city.name))",
            "\(say(context.city.name)) now"))</h2>\
        <span class="muted meta">\(say(
            "\(moment(figures.updatedAt)) 更新",
            "updated \(moment(figures.updatedAt))"))</span>\
        <a href="\(SitePath.figures)">\(say("更多数据，每个数怎么算", "More figures, and how each is counted"))</a></div>
        \(cityTiles(figures))
        </div>
        </section>
        """
    }

    private var issuesSection: HTML {
        """
        <section class="section section-on" aria-labelledby="issues-heading">
        <div class="wrap">
        <div class="section-head"><h2 id="issues-heading">\
        \(say("很多人遇到、正在处理的事", "What many people have met and is being dealt with"))</h2></div>
        <ul class="known">\(model.issues.map { issue($0) })</ul>
        </div>
        </section>
        """
    }

    private func issue(_ issue: SharedIssue) -> HTML {
        let until = issue.answerBy.map { day($0) }
        let promise = until.map { say("，\($0)前答复", ", answer by \($0)") } ?? ""
        return """
            <li><div><h3>\(issue.title)</h3>\
            <p>\(say("\(count(issue.people)) 人反映", "\(count(issue.people)) people")) · \
            \(say("\(issue.body)正在处理", "\(issue.body) is on it"))\(promise)</p></div>\
            <a class="btn" href="\(SitePath.ask(about: issue.title))">\(say("我也遇到", "Me too"))\
            <span class="visually-hidden">\(say("：", ": "))\(issue.title)</span></a></li>
            """
    }

    private var ways: HTML {
        """
        <section class="section section-on" aria-labelledby="ways-heading">
        <div class="wrap">
        <div class="section-head"><h2 id="ways-heading">\(say(
            "同一件事，四个地方都能办",
            "One matter, four places to take it"))</h2></div>
        <ul class="ways">
        <li>\(Icon.building)<b>\(say("去大厅", "At a hall"))</b><p>\(say(
            "综合窗口替您填写，当场给您单号。", "The front window writes it down for you and gives you the number."))</p></li>
        <li>\(Icon.globe)<b>\(say("在网上", "Online"))</b><p>\(say(
            "就在本站，手机、电脑一样，全天可用。", "Here, on a phone or a computer, at any hour."))</p>\
        <a href="\(SitePath.ask())">\(say("现在就写", "Write now"))</a></li>
        <li>\(Icon.printer)<b>\(say("用自助机", "At a kiosk"))</b><p>\(say(
            "大厅和社区的自助机，同样给您单号。", "In halls and communities; you get a number just the same."))</p></li>
        <li>\(Icon.phone)<b>\(say("打电话", "By phone"))</b><p>\(say(
            "全天 24 小时，话务员边听边记。", "Day and night; the agent writes while you speak."))</p>\
        <a href="tel:\(context.city.hotline)">\(say(
            "拨打 \(context.city.hotline)",
            "Call \(context.city.hotline)"))</a></li>
        </ul>
        </div>
        </section>
        """
    }

    /// A street of the city with one door open.
    private var street: HTML {
        """
        <svg class="street" viewBox="0 0 420 250" aria-hidden="true"><g class="back">\
        <path d="M262 250V92h44v158M270 108h28M270 124h28M270 140h28M270 156h28M314 250V54h52v196M324 72h32M324 90h32\
        M324 108h32M324 126h32M324 144h32M340 54V34"/><path d="M30 250V150h40v100M38 164h24M38 180h24"/></g>\
        <path class="wall" d="M84 250V168c14-2 24-12 26-30 3-24 16-36 29-36s26 12 29 36c2 18 12 28 26 30v82z"/>\
        <path d="M92 174c14-2 23-12 26-32 3-20 12-30 21-30s18 10 21 30c3 20 12 30 26 32"/>\
        <path d="M128 172h22v16h-22zM139 172v16"/>\
        <path class="wall" d="M194 250v-50h112v50zM186 200h128l-12-16H198z"/>\
        <path d="M210 184v16M224 184v16M238 184v16M252 184v16M266 184v16M280 184v16M294 184v16"/>\
        <path d="M232 250v-38h36v38"/><path class="lit" d="M234 214h16v36h-16z"/><path d="M250 212v38M228 212h44"/>\
        <path class="wall" d="M306 250v-66c11-2 19-9 21-24 2-19 12-28 23-28s21 9 23 28c2 15 10 22 21 24v66z"/>\
        <path d="M313 190c11-2 18-9 21-26 2-15 9-22 16-22s14 7 16 22c3 17 10 24 21 26M341 188h18v14h-18zM350 188v14"/>\
        <path d="M52 250v-44M52 206c-16 4-28-6-24-18-8-10 0-24 12-22 4-12 20-12 24 0 12-2 20 10 13 21 5 12-9 22-25 19z\
        M52 222l10-8"/></svg>
        """
    }
}
