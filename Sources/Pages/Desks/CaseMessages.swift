package import Civics
import HTML

extension CasePage {
    /// Something that the person or a body was told, or is to be told.
    package struct Told: Hashable, Sendable {
        package enum State: Hashable, Sendable {
            case sent(at: Instant)
            /// Its time comes then; `failures` tries before did not work, the last by `reason`.
            case waiting(until: Instant, failures: Int, reason: MessageReason)
            case failed(at: Instant, reason: MessageReason)
            case dropped(reason: MessageReason)
        }

        package var notice: Notice
        /// A body, or one of its people; `nil` for the person who asked.
        package var recipient: LocalName?
        package var way: LocalName
        package var state: State

        package init(_ notice: Notice, to recipient: LocalName? = nil, by way: LocalName, _ state: State) {
            self.notice = notice
            self.recipient = recipient
            self.way = way
            self.state = state
        }
    }

    /// What was told to the person and to bodies: when, by which way, and what did not get through.
    var messages: HTML {
        let person = model.told.filter { $0.recipient == nil }
        let staff = model.told.filter { $0.recipient != nil }
        let none: HTML = "<p class=\"muted\">\(say("还没有发过消息。", "Nothing was sent yet."))</p>"
        return """
            <section><h2>\(say("告知反映人", "Told the person"))</h2>\(person.isEmpty ? none : list(person))</section>
            \(if: !staff.isEmpty, "<section><h2>\(say("通知单位", "Told the bodies"))</h2>\(list(staff))</section>")
            """
    }

    private func list(_ told: [Told]) -> HTML {
        "<ul class=\"plain stack-8 told\">\(told.map { line($0) })</ul>"
    }

    private func line(_ told: Told) -> HTML {
        """
        <li><span class="row row-tight"><span>\(say(told.notice.name))</span>\(stateBadge(told.state))</span>\
        <span class="meta">\(told.recipient.map { say("\($0.zh) · ", "\($0.en) · ") } ?? "")\(say(told.way)) · \
        \(detail(told.state))</span></li>
        """
    }

    private func stateBadge(_ state: Told.State) -> HTML {
        switch state {
        case .sent: badge(say("已发", "Sent"), .ok, icon: .check)
        case .waiting(_, 0, _): badge(say("待发", "Waiting"), .info)
        case .waiting: badge(say("再试", "Trying again"), .warn)
        case .failed: badge(say("没发出去", "Not sent"), .bad, icon: .alert)
        case .dropped: badge(say("没有发", "Not needed"))
        }
    }

    private func detail(_ state: Told.State) -> String {
        switch state {
        case .sent(let at): moment(at)
        case .waiting(let until, 0, _): say("\(moment(until)) 起", "from \(moment(until))")
        case .waiting(let until, let failures, let reason):
            say(
                "\(reason.name.zh)，试过 \(failures) 次，\(moment(until)) 再试",
                "\(reason.name.en); tried \(failures) times, again \(moment(until))")
        case .failed(let at, let reason):
            say("\(reason.name.zh)，\(moment(at))", "\(reason.name.en), \(moment(at))")
        case .dropped(let reason): say(reason.name)
        }
    }
}
