package import Civics
import HTML

extension AdminPage {
    /// How telling people and bodies goes on.
    package struct Messages: Hashable, Sendable {
        package struct Way: Hashable, Sendable {
            /// As `messages.yml` calls it.
            package var name: String
            package var kind: LocalName
            /// Why nothing goes out by it.
            package var fault: MessageReason?
            package var heldUntil: Instant?

            package init(name: String, kind: LocalName, fault: MessageReason? = nil, heldUntil: Instant? = nil) {
                self.name = name
                self.kind = kind
                self.fault = fault
                self.heldUntil = heldUntil
            }
        }

        /// Messages that could not be sent, of one way and for one reason.
        package struct DeadLetters: Hashable, Sendable {
            package var way: String
            package var reason: MessageReason
            package var count: Int
            package var latest: Instant
            package var examples: [CaseNumber]

            package init(way: String, reason: MessageReason, count: Int, latest: Instant, examples: [CaseNumber]) {
                self.way = way
                self.reason = reason
                self.count = count
                self.latest = latest
                self.examples = examples
            }
        }

        package var waiting: Int
        /// Of these, those whose time has come, and since when the first of them waits beyond it.
        package var due: Int
        package var dueSince: Instant?
        package var sentToday: Int
        package var droppedToday: Int
        /// Empty where this server sends nothing.
        package var ways: [Way]
        package var deadLetters: [DeadLetters]
        /// Whether the reader may let dead letters be tried again, or give them up.
        package var mayManage: Bool

        package init(
            waiting: Int = 0, due: Int = 0, dueSince: Instant? = nil, sentToday: Int = 0, droppedToday: Int = 0,
            ways: [Way] = [], deadLetters: [DeadLetters] = [], mayManage: Bool = false
        ) {
            self.waiting = waiting
            self.due = due
            self.dueSince = dueSince
            self.sentToday = sentToday
            self.droppedToday = droppedToday
            self.ways = ways
            self.deadLetters = deadLetters
            self.mayManage = mayManage
        }
    }

    var messages: HTML {
        let demonstration = say(
            "演示不外发：每条消息写成数据文件夹 messages 里的一个文件。",
            "A demonstration sends nothing out: each message becomes a file in the folder messages of the data.")
        return """
            <section class="block" aria-labelledby="messages-heading"><div class="card-head">\
            <h2 id="messages-heading">\(say("消息", "Messages"))</h2>\
            \(if: context.city.isDemonstration, "<span class=\"meta\">\(demonstration)</span>")</div>
            <div class="health">
            <section aria-label="\(say("收发情况", "How sending goes"))"><dl class="pairs">\
            <dt>\(say("等着发", "Waiting"))</dt><dd>\(waiting)</dd>\
            <dt>\(say("今天发出", "Sent today"))</dt><dd>\(count(model.messages.sentToday))</dd>\
            <dt>\(say("今天不用再发", "Not needed today"))</dt><dd>\(count(model.messages.droppedToday))</dd></dl></section>
            <section aria-label="\(say("发送方式", "Ways"))"><dl class="pairs">\(ways)</dl></section>
            </div>
            <div class="dead-letters">\(deadLetters)</div>
            </section>
            """
    }

    private var waiting: HTML {
        let messages = model.messages
        guard messages.due > 0, let since = messages.dueSince else { return HTML(text: count(messages.waiting)) }
        let late = context.now - since
        let tone: Tone = late > .minutes(10) ? .warn : .neutral
        return """
            \(count(messages.waiting)) \(badge(say(
                "\(count(messages.due)) 条到时未发，最早 \(moment(since))",
                "\(count(messages.due)) due, the first since \(moment(since))"), tone))
            """
    }

    private var ways: HTML {
        guard !model.messages.ways.isEmpty else {
            return """
                <dt>\(say("方式", "Ways"))</dt><dd>\(say("这个服务不发消息", "this server sends no messages"))</dd>
                """
        }
        return model.messages.ways.map { way in
            "<dt>\(say(way.kind)) <code>\(way.name)</code></dt><dd>\(state(of: way))</dd>" as HTML
        }.joined()
    }

    private func state(of way: Messages.Way) -> HTML {
        if let fault = way.fault {
            return "\(badge(say("发不了", "Cannot send"), .bad, icon: .alert)) \(say(fault.name))"
        }
        if let until = way.heldUntil, until > context.now {
            return badge(say("\(timeOfDay(until)) 再试", "trying again at \(timeOfDay(until))"), .warn)
        }
        return badge(say("正常", "Working"), .ok, icon: .check)
    }

    private var deadLetters: HTML {
        let letters = model.messages.deadLetters
        let heading = say("发不出去的消息", "Messages that could not be sent")
        guard !letters.isEmpty else {
            return "<p class=\"muted\">\(say("没有发不出去的消息。", "There are no messages that could not be sent."))</p>"
        }
        let columns = [
            Column(text: say("方式", "Way")), Column(text: say("原因", "Reason")),
            Column(text: say("条数", "Messages"), isNumber: true), Column(text: say("最近一次", "Latest")),
            Column(text: say("诉求", "Requests")), Column(text: say("怎么办", "What to do")),
        ]
        return table(
            caption: heading, columns: model.messages.mayManage ? columns : Array(columns.dropLast()),
            rows: letters.map { letter in
                .cells([
                    "<code>\(letter.way)</code>", HTML(text: say(letter.reason.name)),
                    HTML(text: count(letter.count)), "<span class=\"nowrap\">\(moment(letter.latest))</span>",
                    "<ul class=\"plain\">\(letter.examples.map { examples($0) })</ul>", choices(letter),
                ])
            }, asCards: true, style: "table-flush")
    }

    private func examples(_ number: CaseNumber) -> HTML {
        "<li><a href=\"\(SitePath.caseFile(number))\">\(number.description)</a></li>"
    }

    private func choices(_ letter: Messages.DeadLetters) -> HTML {
        func form(_ action: DeadLetterAction, _ words: String) -> HTML {
            """
            <form method="post" action="\(SitePath.deadLetters(action))">\
            <input type="hidden" name="way" value="\(letter.way)">\
            <input type="hidden" name="reason" value="\(letter.reason.code)"><button class="btn btn-sm">\(words)</button></form>
            """
        }
        return """
            <div class="row row-tight">\(form(.again, say("再试一次", "Try again")))\
            \(form(.giveUp, say("不再发送", "Give up")))</div>
            """
    }
}
