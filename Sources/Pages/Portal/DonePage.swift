package import Civics
package import HTML

/// What stands after a request has been submitted: number, query code, what happens next and by when.
package struct DonePage: Page {
    package struct Model: Sendable {
        package var number: CaseNumber
        /// Shown here and nowhere else: with it the request can be followed without signing in.
        package var queryCode: String
        package var kind: RequestKind
        package var dispatch: TimeLimit
        package var contact: TimeLimit
        package var answerBy: CityDay?
        /// Whether a name and telephone were left, so that somebody can get in touch.
        package var isReachable: Bool

        package init(
            number: CaseNumber, queryCode: String, kind: RequestKind, dispatch: TimeLimit, contact: TimeLimit,
            answerBy: CityDay?, isReachable: Bool
        ) {
            self.number = number
            self.queryCode = queryCode
            self.kind = kind
            self.dispatch = dispatch
            self.contact = contact
            self.answerBy = answerBy
            self.isReachable = isReachable
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("收到了 · \(model.number)", "Received · \(model.number)") }

    package func render() -> HTML {
        citizenPage(
            title: title, scripts: ["portal.js"],
            main: """
                <div class="wrap done" data-drop-draft>
                <h1>\(Icon.check)<span>\(say("收到了", "We have received it"))</span></h1>
                <p class="soft read">\(say(
                    "请记下单号和查询码。查进度、评价、撤回都要用它们；查询码只显示这一次。",
                    "Please keep the number and the code: you need both to follow, rate or withdraw. The code is shown this once."))</p>
                <dl class="ticket">
                <div><dt>\(say("单号", "Number"))</dt><dd>\(model.number.description)</dd></div>
                <div><dt>\(say("查询码", "Code"))</dt><dd>\(model.queryCode)</dd></div>
                </dl>
                <p class="row"><button class="btn" type="button" data-print hidden>\(Icon.printer)\
                \(say("打印这一页", "Print this page"))</button>\
                \(buttonLink(say("查看进度", "See progress"), to: .followCase(model.number)))</p>
                <p class="print-only">\(say(context.city.platform)) · \(context.city.hotline)</p>
                <h2>\(say("接下来", "What happens next"))</h2>
                \(timeline(steps))
                </div>
                """)
    }

    private var steps: [TimelineItem] {
        let contact: TimelineItem =
            model.isReachable
            ? TimelineItem(
                .next, time: say("派出后 \(limit(model.contact))内", "Within \(limit(model.contact)) of that"),
                "\(say("联系您了解情况", "We get in touch with you"))")
            : TimelineItem(
                .next, time: say("您没有留电话", "You left no telephone"),
                "\(say("有进展会写在进度页上，请凭单号和查询码查看", "Progress is written on the request's page; look it up with number and code"))"
            )
        return [
            TimelineItem(
                .now, label: say("现在", "Now"), at: context.now,
                "\(say("热线收到了您的\(say(model.kind.name))", "The hotline has your \(say(model.kind.name).lowercased())"))"),
            TimelineItem(
                .next, time: say("\(limit(model.dispatch))内", "Within \(limit(model.dispatch))"),
                "\(say("核对以后派给负责的单位", "It is checked and sent to the body in charge"))"),
            contact,
            TimelineItem(
                .next,
                time: model.answerBy.map { say("最迟 \(day($0))", "By \(day($0)) at the latest") }
                    ?? say("在时限内", "Within the limit"),
                "\(say("答复您结果", "You get the answer"))"),
            TimelineItem(
                .next, time: say("答复之后", "After the answer"),
                "\(say("请您评价；没解决或不满意，可以要求重办", "You rate it; if it is not solved you may ask to have it done again"))"),
        ]
    }
}
