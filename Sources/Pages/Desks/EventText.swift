package import Casework
package import Civics
import HTML

/// The names that the sentences about events need.
package struct CaseNames: Hashable, Sendable {
    package var bodies: [OrganisationID: LocalName]
    package var categories: [CategoryCode: LocalName]
    /// Whom requests were given to, by their accounts.
    package var people: [String: LocalName]
    /// Rules of supervision.
    package var rules: [String: LocalName]
    /// Of appeals and of inspections, by code.
    package var grounds: [String: LocalName]
    package var checks: [String: LocalName]

    package init(
        bodies: [OrganisationID: LocalName] = [:], categories: [CategoryCode: LocalName] = [:],
        people: [String: LocalName] = [:], rules: [String: LocalName] = [:], grounds: [String: LocalName] = [:],
        checks: [String: LocalName] = [:]
    ) {
        self.bodies = bodies
        self.categories = categories
        self.people = people
        self.rules = rules
        self.grounds = grounds
        self.checks = checks
    }

    /// All names of a city; what the city no longer knows keeps its identifier.
    package init(_ city: City, people: [String: LocalName] = [:]) {
        self.init(
            bodies: Dictionary(city.organisations.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }),
            categories: Dictionary(
                city.categories.map { ($0.code, $0.level3) }, uniquingKeysWith: { first, _ in first }),
            people: people,
            rules: Dictionary(
                city.supervision.rules.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }),
            grounds: Dictionary(
                city.quality.appeals.grounds.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first }),
            checks: Dictionary(
                city.quality.sampling.checks.map { ($0.code, $0.question) }, uniquingKeysWith: { first, _ in first }))
    }

    package func body(_ id: OrganisationID) -> LocalName { bodies[id] ?? LocalName(zh: id, en: id) }
    /// A name that a body wrote down for somebody without an account stays as it is.
    package func person(_ handler: String) -> LocalName { people[handler] ?? LocalName(zh: handler, en: handler) }
    package func category(_ code: CategoryCode) -> LocalName { categories[code] ?? LocalName(zh: code, en: code) }
    package func ground(_ code: String) -> LocalName { grounds[code] ?? LocalName(zh: code, en: code) }
    package func check(_ code: String) -> LocalName { checks[code] ?? LocalName(zh: code, en: code) }
}

extension View {
    /// What happened, in one sentence for staff. The texts that belong to an event are shown beside it.
    package func sentence(for event: RequestEvent, names: CaseNames) -> String {
        func body(_ id: OrganisationID) -> String { say(names.body(id)) }
        switch event {
        case .received(let receipt):
            return say("受理，\(receipt.channel.name.zh)", "Taken in: \(receipt.channel.name.en.lowercased())")
        case .classified(let new):
            let (kind, urgency, category) = (
                say(new.kind.name), say(new.urgency.name), say(names.category(new.category))
            )
            return say(
                "分类为\(kind)、\(urgency)、\(category)",
                "Classified as \(kind.lowercased()), \(urgency.lowercased()), \(category)")
        case .dispatched(let dispatch):
            let lead = body(dispatch.lead)
            guard !dispatch.coHandlers.isEmpty else { return say("派单：主办 \(lead)", "Dispatched: lead \(lead)") }
            let others = dispatch.coHandlers.map { body($0) }.joined(separator: say("、", ", "))
            return say("派单：主办 \(lead)，协办 \(others)", "Dispatched: lead \(lead), co-handlers \(others)")
        case .signed(let id, let handler):
            guard let handler else { return say("\(body(id))签收", "Signed for by \(body(id))") }
            let person = names.person(handler)
            return say(
                "\(body(id))签收，分给\(person.zh)", "Signed for by \(body(id)), given to \(person.en)")
        case .assigned(let id, let handler):
            let person = names.person(handler)
            return say("\(body(id))分给\(person.zh)", "Given to \(person.en) by \(body(id))")
        case .helperReturned(let id, let reason, _):
            return say(
                "\(body(id))请求退出协办：\(reason.name.zh)",
                "\(body(id)) asks not to help: \(reason.name.en.lowercased())")
        case .helperAdjudicated(let id, let released):
            return released
                ? say("同意\(body(id))退出协办", "\(body(id)) need not help any more")
                : say("裁定\(body(id))继续协办", "\(body(id)) has to go on helping")
        case .progressed(let id, _): return say("\(body(id))写了办理进度", "Progress noted by \(body(id))")
        case .returned(let id, let reason, _):
            return say("\(body(id))退回：\(reason.name.zh)", "Returned by \(body(id)): \(reason.name.en.lowercased())")
        case .adjudicated(let designated):
            guard let designated else {
                return say("裁定：接受退回，重新派单", "Adjudicated: return accepted, to be dispatched afresh")
            }
            return say("裁定：指定 \(body(designated)) 办理", "Adjudicated: \(body(designated)) designated")
        case .contacted(let id, let means, _):
            return say(
                "\(body(id))联系反映人（\(means.name.zh)）",
                "\(body(id)) was in touch with the person (\(means.name.en.lowercased()))")
        case .extensionRequested: return say("申请延期", "More time asked for")
        case .extensionDecided(let granted):
            return granted ? say("批准延期", "More time granted") : say("不同意延期", "More time declined")
        case .paused(let reason, _):
            return say("暂停计时：\(reason.name.zh)", "Clock paused: \(reason.name.en.lowercased())")
        case .resumed: return say("恢复计时", "Clock resumed")
        case .urged: return say("催办", "Urged")
        case .reminded(let rule):
            let name = names.rules[rule] ?? LocalName(zh: rule, en: rule)
            return say("系统按规则催办：\(name.zh)", "By the city's rule: \(name.en)")
        case .helperReminded(let rule, let id):
            let name = names.rules[rule] ?? LocalName(zh: rule, en: rule)
            return say("系统按规则催办协办单位\(body(id))：\(name.zh)", "By the city's rule, to \(body(id)): \(name.en)")
        case .supervisionAnswered(let id, _): return say("\(body(id))答复督办", "\(body(id)) answered the supervisor")
        case .supervisionLifted: return say("督办销号", "Supervision lifted")
        case .answeredWith(let main, _, _):
            return say("随 \(main.description) 一并答复", "Answered together with \(main.description)")
        case .replyDrafted(let id, _, _): return say("\(body(id))的答复送审", "\(body(id)) wrote a reply for approval")
        case .replyApproved: return say("答复审核通过", "Reply approved")
        case .replySentBack: return say("答复审核退回", "Reply sent back by the approver")
        case .rectificationOpened: return say("差评整改，重新计时", "To be put right after a bad rating, on a new clock")
        case .contested: return say("反映人对不予受理有异议", "The person contests that it was not accepted")
        case .supervised(let level, let reason, _), .supervisionOrdered(let level, let reason, _, _):
            return say("\(level) 级督办：\(reason.name.zh)", "Supervised, level \(level): \(reason.name.en.lowercased())")
        case .merged(let into): return say("并入 \(into.description)", "Merged into \(into.description)")
        case .unmerged: return say("取消并案", "Merge undone")
        case .replied(let id, _): return say("\(body(id))写了答复", "Reply by \(body(id))")
        case .closed: return say("办结", "Closed")
        case .calledBack(let callBack): return sentence(for: callBack)
        case .redone: return say("发回重办，重新计时", "To be done again, on a new clock")
        case .appealed(let id, let ground, _):
            let ground = names.ground(ground)
            return say("\(body(id))申诉评价：\(ground.zh)", "\(body(id)) appeals the rating: \(ground.en)")
        case .appealDecided(let granted, _):
            return granted
                ? say("申诉成立：这次评价不计入各率", "Appeal granted: the rating counts in no rate")
                : say("申诉不成立：评价照常计入", "Appeal declined: the rating goes on counting")
        case .inspected(let inspection): return sentence(for: inspection, names: names)
        case .withdrawn: return say("反映人撤回", "Withdrawn by the person")
        case .refused(let ground, _):
            return say("不予受理：\(ground.name.zh)", "Not accepted: \(ground.name.en.lowercased())")
        case .noted: return say("备注", "Note")
        case .attached(let file):
            let by = file.body.map { body($0) } ?? say("反映人", "the person")
            let size = "\(file.type.label), \(fileSize(file.size))"
            return file.isInternal
                ? say("\(by)附上内部文件（\(size)）", "Internal file from \(by) (\(size))")
                : say("\(by)附上文件（\(size)）", "File from \(by) (\(size))")
        case .attachmentCleared(let version):
            return say("附件 \(version) 可以给承办单位看", "File \(version) may be seen by the bodies")
        case .archived: return say("归档", "Archived")
        }
    }

    private func sentence(for inspection: Inspection, names: CaseNames) -> String {
        let what = inspection.isSampled ? say("抽查", "Inspected by lot") : say("查看办理质量", "Inspected")
        guard !inspection.isPassed else { return say("\(what)：合格", "\(what): passed") }
        let failed = inspection.failed.map { say(names.check($0)) }.joined(separator: say("", " "))
        return say("\(what)：不合格。\(failed)——没有做到", "\(what): failed. \(failed) – no")
    }

    private func sentence(for callBack: CallBack) -> String {
        guard callBack.reached else { return say("回访：没有联系上", "Call-back: not reached") }
        let solved: String =
            switch callBack.solved {
            case true?: say("已解决", "solved")
            case false?: say("没有解决", "not solved")
            case nil: say("没说解决没有", "did not say whether it is solved")
            }
        let grade = callBack.satisfaction.map { say($0.name) } ?? say("没有评价", "no grade")
        let aspects = callBack.aspects.map { say($0.name) }.joined(separator: say("、", ", "))
        let about = aspects.isEmpty ? "" : say("（\(aspects)）", " (\(aspects.lowercased()))")
        // Written down at a call, or given by the person themselves.
        return callBack.channel == .phone
            ? say("回访：\(solved)，\(grade)\(about)", "Call-back: \(solved), \(grade.lowercased())\(about)")
            : say("反映人评价：\(solved)，\(grade)\(about)", "Rated by the person: \(solved), \(grade.lowercased())\(about)")
    }
}
