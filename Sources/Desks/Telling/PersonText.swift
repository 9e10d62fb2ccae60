import Casework
import Civics
import Reporting

/// The words in which the person is told (SMS): one sentence and where to look, in at most 70 signs of Chinese or 160 of
/// English wherever names and address are of usual length. What the request is about is never said: others may read the
/// telephone. Of a protected person not even the body is named.
struct PersonText: Sendable {
    let facts: NoticeFacts
    let language: Language
    let city: City
    /// The address that the text ends with.
    let link: String

    var text: String {
        if let own = city.messages.texts[facts.notice] { return filled(language.say(own)) }
        return language == .chinese
            ? "【\(city.platform.zh)】诉求\(facts.number)" + chinese
            : "\(city.platform.en): request \(facts.number) " + english
    }

    private var chinese: String {
        let answer = facts.answerBy.map { "，最迟\(day($0))答复" } ?? ""
        let look = "查询\(link)"
        switch facts.notice {
        case .accepted: return "已受理\(facts.dispatchBy.map { "，最迟\(day($0))派出" } ?? "")。\(look)"
        case .dispatched, .designated: return "由\(body)办理\(answer)。\(look)"
        case .overdue: return "未能在\(facts.answerBy.map { day($0) + "前" } ?? "期限内")答复，仍在办，抱歉。\(look)"
        case .extended: return "经批准延期\(facts.answerBy.map { "，改为最迟\(day($0))答复" } ?? "")。\(look)"
        case .paused: return "暂停办理：\(reason)。恢复后告知新期限。\(look)"
        case .resumed: return "恢复办理\(answer)。\(look)"
        case .closed: return "已答复，请评价：\(link)"
        case .redone: return "重新办理\(answer)。\(look)"
        case .rectification: return "按您的评价整改\(answer)。\(look)"
        case .refused: return "不予受理：\(reason)。\(look)"
        case .assigned, .urged, .supervised: return "正在办理\(answer)。\(look)"
        }
    }

    private var english: String {
        let answer = facts.answerBy.map { ", to answer by \(day($0))" } ?? ""
        let look = "See \(link)"
        switch facts.notice {
        case .accepted: return "is in\(facts.dispatchBy.map { "; a body has it by \(day($0))" } ?? ""). \(look)"
        case .dispatched, .designated: return "is with \(body)\(answer). \(look)"
        case .overdue:
            return
                "was to be answered by \(facts.answerBy.map { day($0) } ?? "now"). We are late, and still on it. \(look)"
        case .extended: return "takes longer\(facts.answerBy.map { ": now by \(day($0))" } ?? ""). \(look)"
        case .paused: return "is paused: \(reason). We tell you when it goes on. \(look)"
        case .resumed: return "goes on\(answer). \(look)"
        case .closed: return "is answered. Read the reply and rate it: \(link)"
        case .redone: return "is being done again\(answer). \(look)"
        case .rectification: return "is being put right after your rating\(answer). \(look)"
        case .refused: return "can't be taken: \(reason). \(look)"
        case .assigned, .urged, .supervised: return "is being handled\(answer). \(look)"
        }
    }

    private var body: String {
        guard !facts.isProtected, let lead = facts.lead else { return language.say("有关单位", "the body responsible") }
        return language.say(lead.shortName, lead.name.en)
    }

    private var reason: String {
        if let pause = facts.pauseReason {
            return switch pause {
            case .inspection: language.say("等检测鉴定", "waiting for tests")
            case .waitingForPerson: language.say("等您补充材料", "something is needed from you")
            case .proceedings: language.say("等诉讼仲裁结果", "waiting for a court")
            case .forceMajeure: language.say("不可抗力", "force majeure")
            }
        }
        return switch facts.refusalGround {
        case .emergencyLine: language.say("急事请拨\(emergency)", "for emergencies call \(emergency)")
        case .inProceedings: language.say("在诉讼等程序中，请找受理机关", "it is before a court or authority; ask there")
        case .noNewFact: language.say("没有新情况，以原答复为准", "no new fact; the earlier reply holds")
        case .secretOrPrivacy: language.say("涉密或涉隐私，请找主管机关", "it touches secrets; ask the authority in charge")
        case .outsideGovernment: language.say("不属政府职责，请找相应单位", "not a matter of government")
        case .unlawful: language.say("依法不能受理", "the law forbids it")
        case nil: ""
        }
    }

    private var emergency: String {
        var numbers: [String] = []
        for service in [EmergencyService.police, .fire, .ambulance] {
            if let number = city.emergency[service], !numbers.contains(number) { numbers.append(number) }
        }
        return numbers.joined(separator: language.say("、", ", "))
    }

    /// `11月18日`, `18 Nov`; with the time of day where it is a matter of hours.
    private func day(_ instant: Instant) -> String {
        let day = city.zone.day(of: instant)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = language.say("\(day.month)月\(day.day)日", "\(day.day) \(months[day.month - 1])")
        guard instant - facts.at < .days(1) else { return date }
        let time = city.zone.minuteText(instant).suffix(5)
        return language.say("\(date)\(time)", "\(time) on \(date)")
    }

    /// A city's own text with its places filled. What is put in is never read for places again.
    private func filled(_ text: String) -> String {
        let places = [
            "number": facts.number.description, "link": link, "body": body, "by": facts.by.map { day($0) } ?? "",
            "reason": reason, "platform": language.say(city.platform), "hotline": city.hotline,
        ]
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open] + (places[String(rest[rest.index(after: open)..<close])] ?? "")
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
