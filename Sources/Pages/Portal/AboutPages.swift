import Civics
package import HTML

/// What becomes of personal data here (隐私与个人信息).
package struct PrivacyPage: Page {
    package let context: PageContext

    package init(in context: PageContext) {
        self.context = context
    }

    package var title: String { say("隐私与个人信息", "Privacy and personal data") }

    package func render() -> HTML {
        citizenPage(
            title: title,
            main: """
                <div class="wrap"><div class="text-page">
                \(crumbs([(say("首页", "Home"), .home)], here: title))
                <h1>\(title)</h1>
                <p>\(say(
                    "只收办事要用的，用完按期限删掉，谁看过都有记录。",
                    "We take what is needed to deal with your request, keep it no longer than needed, and log every look at it."))</p>
                <h2>\(say("收什么", "What is taken"))</h2>
                <p>\(say(
                    "地点、事由、您写的内容；姓名和电话由您决定留不留。不要写身份证号和银行卡号。",
                    "Place, matter and what you write. Name and telephone only if you leave them. Please write no identity or bank card numbers."))</p>
                <h2>\(say("谁看得到", "Who sees it"))</h2>
                <ul>
                <li>\(say("热线和承办单位，为了办这件事。", "The hotline and the body in charge, to deal with the matter."))</li>
                <li>\(say(
                    "您选了保护身份，或者是举报：只有热线看得到您是谁。",
                    "If you chose protection, or report wrongdoing: the hotline alone sees who you are."))</li>
                <li>\(say("被反映的人和公众：任何情况下都看不到。", "Those you write about and the public: never."))</li>
                </ul>
                <h2>\(say("怎么存", "How it is kept"))</h2>
                <p>\(say(
                    "姓名、电话和正文加密存放，每个人一把钥匙；办理经过另外记账，里面没有您的姓名和电话。",
                    "Names, telephones and texts are encrypted, with a key for each person. The record of what was done holds neither name nor telephone."))</p>
                <p>\(say(
                    "草稿存在您自己的设备上，7 天后删除，不含姓名和电话。",
                    "Drafts stay on your own device for 7 days and hold neither name nor telephone."))</p>
                <h2>\(say("您可以做什么", "What you can do"))</h2>
                <ul>
                <li>\(say(
                    "在进度页上看到谁看过您的个人信息。",
                    "See on your request's page who has looked at your name and telephone."))</li>
                <li>\(say(
                    "在进度页的「您的个人信息」里带走一份，或者在办结后要求销毁。销毁就是毁掉您的那把钥匙，之后谁也读不出来。",
                    "From the same page take a copy along, or, once the request is closed, have your data destroyed: your key is destroyed, and after that nobody can read them."))</li>
                <li>\(markup(
                    "不方便上网，或者要更正：拨打 \(hotlineLink)，话务员替您办。",
                    "Without the web, or to have something corrected: call \(hotlineLink), and an agent does it for you."))</li>
                </ul>
                <h2>\(say("这个网站的小文件", "Cookies"))</h2>
                <p>\(say(
                    "只用来记住语言、字号、查询和登录状态，不用来跟踪，不给第三方。",
                    "They remember language, type size, the request you follow and a sign-in. No tracking, nothing for third parties."))</p>
                </div></div>
                """)
    }
}

/// How accessible the site is, and where to turn (无障碍说明).
package struct AccessibilityPage: Page {
    package let context: PageContext

    package init(in context: PageContext) {
        self.context = context
    }

    package var title: String { say("无障碍说明", "Accessibility") }

    package func render() -> HTML {
        citizenPage(
            title: title,
            main: """
                <div class="wrap"><div class="text-page">
                \(crumbs([(say("首页", "Home"), .home)], here: title))
                <h1>\(title)</h1>
                <p>\(say(
                    "这个网站按 WCAG 2.2 AA 和 GB/T 37668-2019 的要求做，让每个人都能用。",
                    "This site is made to meet WCAG 2.2 AA and GB/T 37668-2019, so that everybody can use it."))</p>
                <h2>\(say("您可以这样用", "How you can use it"))</h2>
                <ul>
                <li>\(markup(
                    "字太小：点页首的「大字版」，或者<a href=\"\(SitePath.large(on: true, back: SitePath.accessibility.description))\">现在换成大字</a>。",
                    "Type too small: choose “Larger type” in the head, or <a href=\"\(SitePath.large(on: true, back: SitePath.accessibility.description))\">switch now</a>."))</li>
                <li>\(say(
                    "只用键盘：按 Tab 移动，每一页第一个是「跳到正文」。",
                    "Keyboard only: Tab moves; the first stop of every page leads to its content."))</li>
                <li>\(say(
                    "读屏：每个输入框有名称，每张图有文字说明和数据表。",
                    "Screen readers: every field has its name, every chart a description and a table."))</li>
                <li>\(say("没有 JavaScript，所有功能照样能用。", "Without JavaScript everything still works."))</li>
                <li>\(say("放大到 400%，内容不会丢。", "At 400% zoom nothing is lost."))</li>
                </ul>
                <h2>\(say("还有不方便的地方", "If something does not work for you"))</h2>
                <p>\(markup(
                    "拨打 \(hotlineLink)，话务员替您办；也请<a href=\"\(SitePath.ask(about: say("网站无障碍建议", "Accessibility of the site"), kind: .suggestion))\">告诉我们</a>，我们来改。",
                    "Call \(hotlineLink) and an agent does it for you; and please <a href=\"\(SitePath.ask(about: say("网站无障碍建议", "Accessibility of the site"), kind: .suggestion))\">tell us</a>, so that we mend it."))</p>
                </div></div>
                """)
    }
}
