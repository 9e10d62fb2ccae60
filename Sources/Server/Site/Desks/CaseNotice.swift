import Casework
import Civics
import Desks
import Pages

/// What is said after an action: what happens next, and by when.
struct CaseNotice {
    let message: String
    /// What takes the action back, where that can be done.
    let undo: CaseAction?

    /// - Parameters:
    ///   - request: the case as the action left it.
    ///   - people: the names of those it was given to, by their accounts.
    init(
        _ action: CaseAction, _ form: FormFields, _ request: ServiceRequest, people: [String: LocalName],
        _ visit: DeskVisit
    ) {
        let words = NoticeWords(form: form, request: request, people: people, visit: visit)
        message = words.message(action)
        switch action {
        case .merge: undo = .unmerge
        case .pause: undo = .resume
        default: undo = nil
        }
    }
}

private struct NoticeWords {
    let form: FormFields
    let request: ServiceRequest
    let people: [String: LocalName]
    let visit: DeskVisit
    private let page: PageContext

    init(form: FormFields, request: ServiceRequest, people: [String: LocalName], visit: DeskVisit) {
        self.form = form
        self.request = request
        self.people = people
        self.visit = visit
        self.page = visit.words
    }

    func message(_ action: CaseAction) -> String {
        switch action {
        case .classify: say("分类已保存，时限跟着重新算了。", "Category saved; the limits were worked out afresh.")
        case .dispatch:
            say(
                "\(number) 已派给\(lead)，请它\(by(.sign))签收。",
                "\(number) dispatched to \(lead), to sign for it \(by(.sign)).")
        case .sign:
            signed
        case .assign: say("已分给\(handler ?? "")。", "Given to \(handler ?? "").")
        case .adjudicateHelper:
            form[CaseField.decision.rawValue] == "release"
                ? say("已同意退出协办，主办单位继续办。", "The body need not help any more; the lead goes on.")
                : say("已裁定继续协办，不能再退。", "The body has to go on helping, and cannot ask again.")
        case .progress: say("进度已保存，反映人查进度时会看到。", "Progress saved; the person sees it when following the request.")
        case .answerSupervision:
            say("督办答复已送出，等督办人销号。", "Answer sent; the supervisor decides whether to lift the order.")
        case .liftSupervision: say("\(number) 督办已销号。", "Supervision of \(number) lifted.")
        case .draftReply:
            say(
                "答复已送审。请单位负责人\(by(.close))审核办结。",
                "Reply sent for approval; the head of the body is to close it \(by(.close)).")
        case .decideDraft:
            form[CaseField.decision.rawValue] == "approve"
                ? say(
                    "已审核办结。热线\(by(.callBack))回访反映人。",
                    "Approved and closed. The hotline calls the person back \(by(.callBack)).")
                : say("答复已退回修改，仍要\(by(.close))办结。", "Reply sent back; still to be closed \(by(.close)).")
        case .contest:
            say("异议已登记，\(number) 回到派单台重新核实。", "Recorded: \(number) goes to the dispatch desk to be looked at again.")
        case .return:
            say("已退回派单台，等待裁定；裁定前不用办。", "Returned to the dispatch desk; nothing to do before it adjudicates.")
        case .adjudicate: adjudicated
        case .contact:
            say("联系已记录。请\(by(.close))办结。", "Contact recorded. To be closed \(by(.close)).")
        case .extend:
            say(
                "已申请延期，等待审批；批准前仍要\(by(.close))办结。",
                "More time asked for. Until that is decided it is due as before: \(by(.close)).")
        case .decideExtension:
            form[CaseField.decision.rawValue] == "grant"
                ? say("已同意延期，现在要\(by(.close))办结。", "More time granted: now to be closed \(by(.close)).")
                : say("没有同意延期，仍要\(by(.close))办结。", "More time declined: still to be closed \(by(.close)).")
        case .pause:
            say("计时已暂停，反映人会看到原因。等到了请恢复计时。", "Clock paused; the person sees why. Resume it when the wait is over.")
        case .resume: say("计时已恢复，请\(by(.close))办结。", "Clock resumed; to be closed \(by(.close)).")
        case .urge: say("已催办 \(number)，\(lead)马上会看到。", "\(number) urged; \(lead) sees it at once.")
        case .supervise:
            say(
                "\(number) 已列入 \(request.supervisionLevel) 级督办，请\(lead)\(by(.close))办结。",
                "\(number) under supervision, level \(request.supervisionLevel): \(lead) is to close it \(by(.close)).")
        case .merge:
            say(
                "\(number) 已并入 \(request.mergedInto?.description ?? "")，一起办；这位反映人仍单独答复。",
                "\(number) merged into \(request.mergedInto?.description ?? ""); this person is still answered.")
        case .unmerge:
            say("已取消并案，\(number) 回到「\(page.say(request.stage.name))」。", "Merge undone: \(number) is \(stage) again.")
        case .reply:
            say("答复已保存，还没有办结。请\(by(.close))办结。", "Reply saved, not closed yet. To be closed \(by(.close)).")
        case .close:
            say("已办结。热线\(by(.callBack))回访反映人。", "Closed. The hotline calls the person back \(by(.callBack)).")
        case .callBack: calledBack
        case .redo: redone
        case .withdraw: say("\(number) 已撤回，停止办理。", "\(number) withdrawn; handling has ended.")
        case .refuse: refused
        case .archive: say("\(number) 已归档。", "\(number) archived.")
        case .appeal: appealed
        case .decideAppeal:
            form[CaseField.decision.rawValue] == "grant"
                ? say("申诉成立，\(number) 的评价不再计入各率。", "Appeal granted: the rating of \(number) counts in no rate.")
                : say("申诉不成立，\(number) 的评价照常计入。", "Appeal declined: the rating of \(number) goes on counting.")
        case .inspect: inspected
        case .note: say("备注已保存，只有工作人员看得到。", "Note saved; seen by staff only.")
        }
    }

    private var refused: String {
        if request.contestedAt != nil {
            return say(
                "\(number) 再次核实后不予受理，这是最后的决定。反映人查进度时会看到。",
                "\(number) not accepted after a second look; that is final. Following it, the person sees it.")
        }
        let until = request.contestDeadline(in: visit.city).map {
            say("，\(page.moment($0)) 前可以提一次异议", ", and may contest it once until \(page.moment($0))")
        }
        return say(
            "\(number) 不予受理。反映人查进度时会看到依据和正确的渠道\(until ?? "")。",
            "\(number) not accepted. Following it, the person sees the ground and the right channel\(until ?? "").")
    }

    private var adjudicated: String {
        guard request.isDesignated, request.lead != nil else {
            return say("已接受退回，\(number) 回到待派，请重新派单。", "Return accepted: \(number) is to be dispatched afresh.")
        }
        return say(
            "已指定\(lead)办理，请它\(by(.sign))签收，不能再退回。",
            "\(lead) designated, to sign for it \(by(.sign)); it cannot be returned again.")
    }

    private var signed: String {
        let given = handler.map { say("，分给\($0)", " and given to \($0)") } ?? ""
        if let helper {
            let end = request.clock(.close, of: helper, in: visit.city).deadline
            return say(
                "\(number) 已签收\(given)。请\(by(end))把协办情况答复主办单位。",
                "\(number) signed for\(given). Reply to the lead \(by(end)).")
        }
        return say(
            "\(number) 已签收\(given)。请\(by(.contact))联系反映人，\(by(.close))办结。",
            "\(number) signed for\(given). Be in touch with the person \(by(.contact)), and close it \(by(.close)).")
    }

    private var calledBack: String {
        switch request.stage {
        case .closed:
            if request.hasGivenUpCalling(in: visit.city) {
                return say(
                    "已记下没有联系上。拨满 \(visit.city.limits.callBackAttempts) 次，\(number) 不再拨打，也不计入任何率；反映人仍可以自己评价。",
                    "Not reached: recorded. After \(visit.city.limits.callBackAttempts) calls \(number) is not called any more and "
                        + "counts in no rate; the person can still rate it.")
            }
            return say(
                "已记下没有联系上。\(number) 还在待回访里，请\(by(.callBack))再打一次。",
                "Not reached: recorded. \(number) stays in the queue; call again \(by(.callBack)).")
        case .calledBack where request.callBack?.satisfaction?.isBad == true:
            return say(
                "\(number) 的回访结果已保存。反映人不满意，督办台会看到。",
                "Answers for \(number) saved. The person is not satisfied; the supervision desk sees it.")
        case .calledBack: return say("\(number) 的回访结果已保存。", "Answers for \(number) saved.")
        default: return redone
        }
    }

    private var appealed: String {
        let by = request.openAppeal.flatMap {
            visit.city.quality.appeals.decideWithin.end(from: $0.at, in: visit.city.calendar)
        }
        return say(
            "申诉已提交，由督办员\(by.map { "在\(page.moment($0)) 前" } ?? "")裁定；裁定前评价照常计入。",
            "Appeal submitted; a supervisor decides\(by.map { " by \(page.moment($0))" } ?? ""). Until then the rating counts."
        )
    }

    private var inspected: String {
        if !request.stage.isEnded { return redone }
        return request.rounds.last?.inspection?.isPassed == false
            ? say("抽查结果已保存：\(number) 不合格。", "Findings saved: \(number) failed.")
            : say("抽查结果已保存：\(number) 合格。", "Findings saved: \(number) passed.")
    }

    private var redone: String {
        let isRectification = request.rounds.last?.cause == .rectification
        guard request.lead != nil else {
            return say(
                "\(number) 回到派单台，单独派单办理，要\(by(.close))办结。",
                "\(number) goes to the dispatch desk to be handled on its own, to be closed \(by(.close)).")
        }
        return isRectification
            ? say(
                "\(number) 已退回\(lead)整改，要\(by(.close))办结，之后再回访。",
                "\(number) sent back to \(lead) to be put right \(by(.close)); then the person is called again.")
            : say(
                "\(number) 已发回\(lead)重办，要\(by(.close))办结。",
                "\(number) sent back to \(lead), to be closed \(by(.close)).")
    }

    // MARK: Words

    private func say(_ chinese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
        page.say(chinese(), english())
    }

    private var number: String { request.number.description }
    private var stage: String { page.say(request.stage.name).lowercased() }

    private var lead: String {
        request.lead.map { page.say(visit.rows.body($0)) } ?? say("承办单位", "the body")
    }

    /// The part of the actor's body, where it helps.
    private var helper: ServiceRequest.CoHandler? {
        let body = Access.body(of: visit.actor, for: request, in: visit.city)
        return body == request.lead ? nil : request.coHandlers.first { $0.body == body }
    }

    /// Who handles it in the actor's body.
    private var handler: String? {
        let handler = helper.map(\.handler) ?? request.handler
        return handler.map { people[$0].map { page.say($0) } ?? $0 }
    }

    private func by(_ kind: Clock.Kind) -> String { by(request.clock(kind, in: visit.city)?.deadline) }

    /// `在 11月20日 15:00 前`; where the calendar has a gap, as soon as possible.
    private func by(_ deadline: Instant?) -> String {
        guard let deadline else {
            return say("尽快", "as soon as possible")
        }
        if deadline < visit.now { return say("尽快（已过期限）", "at once (overdue)") }
        return say("在\(page.moment(deadline)) 前", "by \(page.moment(deadline))")
    }
}
