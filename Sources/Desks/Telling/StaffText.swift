import Casework
import Civics
import Reporting

/// The words in which a body, or one of its people, is told: what to do with which request, and by when. Mails are read
/// on many screens, so neither what the request is about nor who asked stands in them.
struct StaffText: Sendable {
    let facts: NoticeFacts
    /// The body it goes to; `nil` where a person of it was named.
    let body: OrganisationID?
    let language: Language
    let city: City

    var subject: String {
        let what =
            switch facts.notice {
            case .redone: language.say("退回重办", "to be done again")
            case .rectification: language.say("差评整改", "a bad rating to be put right")
            case .urged: language.say("催办", "urged on")
            case .supervised:
                language.say("督办（\(facts.supervisionLevel) 级）", "supervised, level \(facts.supervisionLevel)")
            case .assigned: language.say("分给您办理", "yours to handle")
            case _ where isHelper: language.say("请协办", "your help is asked for")
            default: language.say("请签收办理", "to be signed for")
            }
        return language.say(
            "【\(city.platform.zh)】诉求 \(facts.number)：\(what)", "\(city.platform.en): request \(facts.number), \(what)")
    }

    var text: String {
        var lines = [sentence]
        if let moment = facts.answerBy {
            lines.append(language.say("办结期限：\(minute(moment))", "To be closed by: \(minute(moment))"))
        }
        if facts.notice == .supervised, let moment = facts.superviseBy {
            lines.append(
                language.say("答复督办期限：\(minute(moment))", "To be answered to the supervisor by: \(minute(moment))"))
        }
        lines.append("\(city.messages.site)/desk/cases/\(facts.number)")
        lines.append(language.say("这是系统自动发出的，请不要回复。", "Sent by the system; please do not reply."))
        return lines.joined(separator: "\n\n")
    }

    private var isHelper: Bool { body.map { facts.helpers.contains($0) } ?? false }

    private var sentence: String {
        let number = facts.number
        switch facts.notice {
        case .redone:
            return language.say(
                "诉求 \(number) 经回访没有办好，退回贵单位重办。", "Request \(number) was found undone and has to be done again.")
        case .rectification:
            return language.say(
                "诉求 \(number) 得了差评，请贵单位核实整改。", "Request \(number) was rated badly; look into it and put it right.")
        case .urged: return language.say("诉求 \(number) 被催办，请抓紧办理。", "Request \(number) is urged on; please hurry.")
        case .supervised:
            return language.say(
                "诉求 \(number) 已列入督办（\(facts.supervisionLevel) 级），请按督办要求办理。",
                "Request \(number) is under supervision, level \(facts.supervisionLevel).")
        case .assigned: return language.say("诉求 \(number) 分给您办理。", "Request \(number) is yours to handle.")
        default:
            let until =
                facts.signBy.map { language.say("\(minute($0)) 前", "by \(minute($0))") } ?? language.say("尽快", "soon")
            guard isHelper else {
                return language.say(
                    "诉求 \(number) 派给贵单位主办，请在 \(until)签收。", "Request \(number) is yours; please sign for it \(until).")
            }
            let lead = facts.lead.map { language.say($0.name) } ?? ""
            return language.say(
                "诉求 \(number) 由\(lead)主办，请贵单位协办，并在 \(until)签收。",
                "Request \(number) is led by \(lead); your help is asked for. Please sign for it \(until).")
        }
    }

    private func minute(_ instant: Instant) -> String { city.zone.minuteText(instant) }
}
