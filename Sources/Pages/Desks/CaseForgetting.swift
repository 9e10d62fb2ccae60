package import Civics
import HTML

extension CasePage {
    /// How it stands with the person's wish to be forgotten, for those who write it down for them.
    package enum Forgetting: Hashable, Sendable {
        /// It could be written down, and would be carried out then.
        case possible(on: CityDay)
        case open
        case waiting(since: Instant, on: CityDay, by: String)
        case done(at: Instant)
    }

    func forgettingSection(_ forgetting: Forgetting) -> HTML {
        """
        <section><h2>\(say("要求销毁个人信息", "Wish to be forgotten"))</h2>\(content(forgetting))</section>
        """
    }

    private func content(_ forgetting: Forgetting) -> HTML {
        switch forgetting {
        case .open:
            return
                "<p class=\"muted\">\(say("办结以后才能记：办的人要能联系到反映人。", "Only once it is closed: whoever answers must be able to reach the person."))</p>"
        case .done(let at):
            return "<p>\(say("\(moment(at)) 已按要求销毁。", "Destroyed as wished, \(moment(at))."))</p>"
        case .waiting(let since, let day, let by):
            return """
                <p>\(badge(say("\(self.day(day)) 销毁", "to be destroyed \(self.day(day))"), .warn))<br>\
                <span class="meta">\(say("\(by) \(moment(since)) 记下", "written down by \(by), \(moment(since))"))</span></p>
                <form method="post" action="\(SitePath.caseForgettingCancellation(row.number))">\
                <button class="btn">\(say("撤回", "Take it back"))</button></form>
                """
        case .possible(let day):
            return """
                <details class="fold"><summary>\(say("反映人来电要求销毁", "The person asks for it"))</summary>
                <form class="fold-form" method="post" action="\(SitePath.caseForgetting(row.number))">
                <p>\(say(
                    "先核对是本人：请对方说出查询码，或者挂断后回拨登记的电话。销毁的是姓名、电话和所有文字，经过和统计不变。\(self.day(day)) 0:00 销毁，之前可以撤回。",
                    "Make sure it is them: have them tell the query code, or call back the number on file. Name, telephone and all texts are destroyed; what was done and the figures stay. It is done at the beginning of \(self.day(day)) and can be taken back until then."))</p>
                <label class="choice"><input type="checkbox" name="checked" value="1" required>\
                <span>\(say("已核对是本人", "I have made sure it is them"))</span></label>
                <p><button class="btn btn-danger">\(say("记下要求", "Write it down"))</button></p></form></details>
                """
        }
    }
}
