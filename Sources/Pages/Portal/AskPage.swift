package import Civics
package import HTML

/// A new request (我要反映): where, what, who, check and submit; works without JavaScript, better with `portal.js`.
///
/// The form posts to `/ask` with `step`: `places` shows the places under the chosen one, `review` shows everything once
/// more, `submit` submits. All steps keep what was typed.
package struct AskPage: Page {
    package enum Step: String, CaseIterable, Sendable {
        case places, review, submit
    }

    /// What is promised for a kind of request, by the city's limits.
    package struct Promise: Sendable {
        package var dispatch: TimeLimit
        package var contact: TimeLimit
        package var close: TimeLimit
        /// The day of the answer if the request were submitted now; `nil` where the calendar has a gap.
        package var answerBy: CityDay?

        package init(dispatch: TimeLimit, contact: TimeLimit, close: TimeLimit, answerBy: CityDay?) {
            self.dispatch = dispatch
            self.contact = contact
            self.close = close
            self.answerBy = answerBy
        }
    }

    package struct Model: Sendable {
        package var form: AskForm
        package var faults: [(field: AskForm.Field, fault: AskForm.Fault)]
        package var districts: [Region]
        /// Under the chosen district.
        package var towns: [Region]
        /// Under the chosen town.
        package var villages: [Region]
        /// For residents, of ordinary urgency.
        package var promises: [RequestKind: Promise]
        /// Whether the form has been checked and is shown once more before it is submitted.
        package var isReview: Bool
        /// Names this form, so that sending it twice makes one request.
        package var once: String
        /// Where files are chosen; `nil` where none are taken.
        package var files: FilePart?

        package init(
            form: AskForm = AskForm(), faults: [(field: AskForm.Field, fault: AskForm.Fault)] = [],
            districts: [Region], towns: [Region] = [], villages: [Region] = [],
            promises: [RequestKind: Promise] = [:], isReview: Bool = false, once: String = "",
            files: FilePart? = nil
        ) {
            self.form = form
            self.faults = faults
            self.districts = districts
            self.towns = towns
            self.villages = villages
            self.promises = promises
            self.isReview = isReview
            self.once = once
            self.files = files
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String {
        model.faults.isEmpty
            ? say("我要反映", "Make a request") : say("还要改一下 · 我要反映", "Please mend · Make a request")
    }

    var form: AskForm { model.form }

    package func render() -> HTML {
        citizenPage(
            title: title, scripts: ["portal.js"] + (model.files == nil ? [] : ["files.js"]),
            main: """
                <form class="wrap ask-page" method="post" action="\(SitePath.ask())"\(if: model.files != nil, filesAttributes) novalidate data-draft \
                data-places="\(SitePath.places(under: nil))"\(if: isUntouched, " data-untouched")>
                <input type="hidden" name="once" value="\(model.once)">
                <div class="ask-top">
                \(crumbs([(say("首页", "Home"), .home)], here: say("我要反映", "Make a request")))
                <h1>\(say("我要反映", "Make a request"))</h1>
                <p class="soft read">\(say(
                    "四步，大约 3 分钟。不用登录，也可以不留姓名。",
                    "Four parts, about 3 minutes. No sign-in, and you may stay anonymous."))\
                <span data-script hidden>\(say(
                    "填到一半可以离开，草稿留在这台设备上 7 天（不含姓名和电话）。",
                    " You may leave halfway: a draft stays on this device for 7 days, without name and telephone."))</span></p>
                \(errorSummary(
                    model.faults.map { ($0.field.rawValue, words($0.fault, of: $0.field)) }
                        + (model.files?.errors(in: self) ?? [])))
                <div class="notice draft-notice" data-draft-notice hidden>\(Icon.document)<div><b>\(say(
                    "接着上次的草稿写。", "Your draft is back."))</b> <button class="link-btn" type="button" data-draft-drop>\(say(
                        "不要草稿，重新写", "Drop it and start afresh"))</button></div></div>
                </div>
                <div class="ask-parts">
                \(placePart)
                \(matterPart)
                \(personPart)
                \(checkPart)
                </div>
                \(aside)
                </form>
                """)
    }

    private var isUntouched: Bool {
        form == AskForm() && model.faults.isEmpty && model.files?.faults.isEmpty != false
    }

    /// The head of a part: its number in a circle, its name.
    func partHead(_ number: Int, _ heading: String) -> HTML {
        "<h2 id=\"part-\(number)-heading\"><span class=\"n\">\(number)</span>\(heading)</h2>"
    }

    func fault(_ field: AskForm.Field) -> String? {
        model.faults.first { $0.field == field }.map { words($0.fault, of: field) }
    }

    var partNames: [String] {
        [
            say("事情在哪里", "Where it is"), say("什么事", "What it is about"), say("您是谁", "Who you are"),
            say("核对并提交", "Check and submit"),
        ]
    }

    private var aside: HTML {
        let emergency = EmergencyNumbers(context.city.emergency).list
        return """
            <aside class="aside" aria-label="\(say("步骤和帮助", "Parts and help"))">
            <ol>\(partNames.enumerated().map { index, name in
                "<li><a href=\"#part-\(index + 1)\"><span>\(index + 1)</span><span>\(name)</span></a></li>" as HTML
            })</ol>
            <div class="panel stack-8"><h2 class="h-aside">\(say("不方便打字？", "Rather speak?"))</h2>
            <p class="soft">\(markup(
            "拨打 \(hotlineLink)，话务员替您填，全天 24 小时。", "Call \(hotlineLink): an agent writes it down, day and night."))</p>
            <p class="soft">\(say(
            "有人正受伤、着火或被侵害，请先打 \(emergency.zh)。",
            "If somebody is hurt, in a fire or under attack, call \(emergency.en) first."))</p></div>
            </aside>
            """
    }

    /// What is wrong with a field, and what to do.
    private func words(_ fault: AskForm.Fault, of field: AskForm.Field) -> String {
        switch (fault, field) {
        case (.missing, .district): say("选一个区", "Choose a district")
        case (.missing, .town): say("选到镇街，才知道派给谁", "Choose a town or street, so that we know whom to send it to")
        case (.missing, .kind): say("选一项您希望我们做什么", "Choose what you want us to do")
        case (.missing, .title): say("用一句话说是什么事", "Say in one sentence what it is about")
        case (.missing, .text): say("写一写详细情况", "Describe the matter")
        case (.missing, .who): say("选谁可以看到您的姓名和电话", "Choose who may see your name and telephone")
        case (.missing, .name): say("写上怎么称呼您，或者选「不留姓名电话」", "Say what to call you, or choose to stay anonymous")
        case (.missing, .phone): say("留一个能找到您的电话，或者选「不留姓名电话」", "Leave a telephone number, or choose to stay anonymous")
        case (.missing, .enterprise): say("写上企业名称", "Give the name of the enterprise")
        case (.missing, _): say("这里要填", "Please fill this in")
        case (.tooLong(let excess), _):
            say("太长了，请删去 \(excess) 个字", "Too long: please take out \(excess) character\(excess == 1 ? "" : "s")")
        case (.unknown, .district), (.unknown, .town), (.unknown, .village):
            say("这个地点不在所选的范围里，请重新选", "This place does not lie in the one chosen above; please choose again")
        case (.unknown, _): say("请从给出的几项里选", "Please choose one of those offered")
        case (.notAPhone(let digits), _):
            say("手机号是 11 位，现在有 \(digits) 位；固定电话请带区号", "This has \(digits) digits; a mobile number has 11")
        }
    }
}
