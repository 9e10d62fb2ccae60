import Casework
import Civics
import HTML

/// How a request stands now, said in one line and three answers.
extension FollowPage {
    var nowSection: HTML {
        """
        <section class="now" aria-label="\(say("现在的情况", "How it stands"))">
        <p class="now-line">\(nowLine)</p>
        \(model.clock.map { clock($0) })
        <dl class="now-cells">
        <div><dt>\(say("现在谁在办", "Who has it"))</dt><dd>\(holder)</dd></div>
        <div><dt>\(say("接下来", "What comes next"))</dt><dd>\(next)</dd></div>
        <div><dt>\(say("您可以做", "What you can do"))</dt><dd>\(yours)</dd></div>
        </dl>
        </section>
        """
    }

    private var isLate: Bool { model.clock?.state == .overdue }

    private var lead: String { model.lead ?? say("承办单位", "the body in charge") }

    /// `11月25日`, for sentences.
    private var answerDay: String? {
        model.answerBy.map { day(context.city.zone.day(of: $0)) }
    }

    private var nowLine: String {
        let promise = answerDay.map { say("，最迟 \($0)答复您", ", answer by \($0) at the latest") } ?? ""
        let late = isLate ? model.clock?.left.map { span($0) } : nil
        switch model.stage {
        case .awaitingDispatch where model.isContested:
            return say("您的异议收到了：热线正在重新核实。", "You contested it: the hotline is looking at it once more.")
        case .awaitingDispatch where model.isRectifying:
            return say(
                "您不满意：热线正在找单位重新办\(promise)。",
                "You were not satisfied: the hotline is finding a body to do it again\(promise).")
        case .awaitingDispatch:
            return say("已收到：热线正在核对，找负责的单位。", "Received: the hotline is finding the body in charge.")
        case .awaitingSigning:
            return say("已派给\(lead)，等它签收\(promise)。", "Sent to \(lead), to be signed for\(promise).")
        case .awaitingAdjudication:
            return say("热线正在定由谁来办\(promise)。", "The hotline is deciding who does it\(promise).")
        case .inProgress:
            if let late {
                return say("还没有按时答复您，已经超了 \(late)。", "You should have had an answer \(late) ago.")
            }
            if model.isRectifying {
                return say(
                    "您不满意，\(lead)正在整改\(promise)。", "You were not satisfied: \(lead) is putting it right\(promise).")
            }
            return say("正在办：\(lead)正在办理\(promise)。", "In progress: \(lead) is working on it\(promise).")
        case .paused: return say("暂停计时，等条件具备后继续办。", "Paused until the work can go on.")
        case .closed where model.isRectified:
            return say("已经整改，重新答复了您，请看答复并评价。", "Put right and answered again. Please read the answer and rate it.")
        case .closed: return say("已经答复您，请看答复并评价。", "Answered. Please read the answer and rate it.")
        case .calledBack where model.rating?.satisfaction?.isBad == true:
            return say("您不满意，督办台会核查。", "You were not satisfied: the supervision desk looks into it.")
        case .calledBack: return say("已经办结。谢谢您的评价。", "Closed. Thank you for your rating.")
        case .refused where model.refusal?.isFinal == true:
            return say("重新核实过了，仍然没有受理，原因见下。", "Looked at once more, it is still not accepted; the reason stands below.")
        case .refused: return say("这件诉求没有受理，原因见下。", "This request was not accepted; the reason stands below.")
        case .withdrawn: return say("您已经撤回这件诉求。", "You have withdrawn this request.")
        case .merged:
            return say("和同样的诉求一起办，会单独答复您。", "Handled together with others like it; you get an answer of your own.")
        case .archived: return say("已经归档。", "Filed.")
        }
    }

    private func clock(_ reading: ClockReading) -> HTML {
        let begin = day(context.city.zone.day(of: reading.startedAt))
        let total = limit(reading.limit)
        return """
            <div class="now-bar">
            <div class="row">\(clockBadge(reading))<span>\(say("一共 \(total)", "\(total) in all"))</span></div>
            \(clockBar(reading))
            <div class="row"><span>\(say("\(begin)起算", "since \(begin)"))</span>\
            \(reading.deadline.map { "<span>\(moment($0))</span>" })</div>
            </div>
            """
    }

    private var holder: HTML {
        let hotline: HTML = "<b>\(say("\(context.city.hotline) 热线", "The \(context.city.hotline) hotline"))</b>"
        switch model.stage {
        case .awaitingDispatch, .awaitingAdjudication: return hotline
        case .closed, .calledBack, .archived:
            return "<b>\(lead)</b>\(say("办结了这件诉求", "has closed it"))"
        case .refused: return hotline
        case .withdrawn: return "<b>\(say("没有人在办", "Nobody"))</b>"
        case .awaitingSigning, .inProgress, .paused, .merged:
            let helpers = model.coHandlers.joined(separator: say("、", ", "))
            return """
                <b>\(lead)</b>\(say("主办，一直负责到答复您", "leads until you have your answer"))\
                \(if: !helpers.isEmpty, "<br><span class=\"muted\">\(say("协办：\(helpers)", "with \(helpers)"))</span>")
                """
        }
    }

    private var next: HTML {
        let promise =
            answerDay.map { say("最迟 \($0)答复您", "Answer by \($0)") } ?? say("在时限内答复您", "Answer within the limit")
        switch model.stage {
        case .awaitingDispatch where model.isContested:
            let until = model.clock?.deadline.map { moment($0) }
            let words =
                until.map { say("最迟 \($0) 告诉您", "You are told by \($0)") } ?? say("告诉您结果", "You are told")
            return "<b>\(words)</b>\(say("是派给单位办，还是仍不受理", "whether it is taken up after all"))"
        case .awaitingDispatch:
            let until = model.clock?.deadline.map { moment($0) }
            let words =
                until.map { say("最迟 \($0) 派出", "Sent on by \($0)") } ?? say("派给负责的单位", "Sent to the body in charge")
            return "<b>\(words)</b>\(say("派出后有人联系您", "then somebody gets in touch"))"
        case .awaitingSigning: return "<b>\(say("单位签收，联系您", "The body signs and gets in touch"))</b>\(promise)"
        case .awaitingAdjudication:
            return
                "<b>\(say("定下由谁办", "It is decided who does it"))</b>\(say("时限不变。", "The deadline stays. "))\(promise)"
        case .inProgress:
            if isLate {
                return
                    "<b>\(say("尽快答复您", "The answer, as soon as can be"))</b>\(say("超时已经记录，督办台在跟", "The delay is on record and supervised"))"
            }
            return "<b>\(promise)</b>\(say("答复会写在这一页", "The answer will stand on this page"))"
        case .paused:
            return
                "<b>\(say("恢复后继续计时", "The clock goes on afterwards"))</b>\(say("剩下的时间不变", "The time left stays the same"))"
        case .closed:
            return
                "<b>\(say("热线回访您", "The hotline calls you back"))</b>\(say("您先评价了就不再打扰", "unless you have rated it before"))"
        case .calledBack where model.rating?.satisfaction?.isBad == true:
            return
                "<b>\(say("督办台核查", "The supervision desk looks into it"))</b>\(say("需要时再办一次", "and has it done again where needed"))"
        case .calledBack, .archived: return "<b>\(say("没有别的安排", "Nothing more"))</b>"
        case .refused: return "<b>\(say("看看该找谁", "See where to turn instead"))</b>\(say("写在下面的经过里", "It stands below"))"
        case .withdrawn: return "<b>\(say("不再办理", "No further work"))</b>"
        case .merged: return "<b>\(say("一起办，分别答复", "Done together, answered apart"))</b>"
        }
    }

    private var yours: HTML {
        if model.canRate {
            return "<b>\(say("评价这次办理", "Rate how it was handled"))</b><a href=\"#rate\">\(say("去评价", "Rate it"))</a>"
        }
        switch model.stage {
        case .refused where model.refusal?.canContest == true:
            return
                "<b>\(say("不同意，请再核实一次", "Have it looked at once more"))</b><a href=\"#contest\">\(say("去提异议", "I disagree"))</a>"
        case .merged:
            return
                "<b>\(say("等消息就行", "Just wait"))</b>\(markup("想单独办，拨打 \(hotlineLink)", "To have it done on its own, call \(hotlineLink)"))"
        case .awaitingDispatch, .awaitingSigning, .awaitingAdjudication, .inProgress, .paused:
            return "<b>\(say("等消息就行", "Just wait"))</b>\(say("情况变了，打电话补充", "If something changes, call and add it"))"
        case .closed, .calledBack, .archived, .refused, .withdrawn:
            return
                "<b>\(say("还有事，再反映一件", "Make another request"))</b><a href=\"\(SitePath.ask())\">\(say("我要反映", "Start"))</a>"
        }
    }
}
