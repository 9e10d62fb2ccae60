package import Casework
package import Civics
import HTML

/// What the person who made a request is told of its events, in plain words. Notes among staff are not among them.
extension FollowPage {
    package struct Step: Sendable {
        package enum What: Sendable {
            case submitted(Channel)
            /// `isAfterContest` where the person had contested a refusal, and was right.
            case dispatched(lead: String, coHandlers: [String], isAfterContest: Bool = false)
            case signed(body: String)
            case returned(body: String, reason: ReturnReason)
            /// The return was not accepted: the body has to do it.
            case designated(body: String)
            case contacted(body: String, means: ContactMeans)
            case extended(until: Instant?)
            /// What was done so far, in the body's own words.
            case progressed(body: String, text: String)
            case paused(PauseReason)
            case resumed
            case urged
            case supervised
            /// Handled with others about the same matter. Which ones is theirs, and not told.
            case merged
            case unmerged
            case replied(body: String)
            /// Answered with the request it was merged into.
            case answeredTogether(body: String)
            /// A bad rating is being put right.
            case rectification(until: Instant?)
            /// With what the person said about it.
            case contested(said: String?)
            case closed(body: String)
            case calledBack(Satisfaction?)
            case redone
            case withdrawn
            case refused(RefusalGround, explanation: String?, isFinal: Bool = false)
            case archived
            /// `body` is `nil` for the person.
            case attached(body: String?)
        }

        package var at: Instant
        package var what: What

        package init(at: Instant, _ what: What) {
            self.at = at
            self.what = what
        }
    }

    func item(_ step: Step) -> TimelineItem {
        let (heading, note) = words(for: step.what)
        return TimelineItem(
            .done, at: step.at, "\(heading)", notes: note.map { ["<p>\($0)</p>"] } ?? [])
    }
}

extension View {
    /// What happened, as the person is told of it, and what there is to know besides.
    func words(for what: FollowPage.Step.What) -> (heading: String, note: String?) {
        switch what {
        case .submitted(let channel): return (submitted(by: channel), nil)
        case .dispatched(let lead, let others, let isAfterContest):
            let helpers = others.joined(separator: say("、", ", "))
            return (
                isAfterContest
                    ? say("重新核实后受理，派给\(lead)", "Accepted after all and sent to \(lead)")
                    : say("派给\(lead)", "Sent to \(lead)"),
                others.isEmpty ? nil : say("\(helpers)协办。", "With the help of \(helpers).")
            )
        case .signed(let body): return (say("\(body)签收，开始办理", "\(body) signed for it and started"), nil)
        case .returned(let body, let reason):
            return (
                say("\(body)说明不归它办", "\(body) says it is not theirs"),
                say(
                    "理由：\(say(reason.name))。热线核对后定，您的答复时限不变。",
                    "Reason: \(say(reason.name).lowercased()). The hotline decides; your deadline stays.")
            )
        case .designated(let body):
            return (say("热线裁定由\(body)办理", "The hotline decided: \(body) has to do it"), nil)
        case .contacted(let body, let means): return contacted(body, means)
        case .extended(let until):
            let day = until.map { self.day(context.city.zone.day(of: $0)) }
            return (
                day.map { say("办理时限延到 \($0)", "The deadline is now \($0)") }
                    ?? say("办理时限延长", "The deadline was extended"),
                say("只能延一次。", "This can happen once.")
            )
        case .progressed(let body, let text): return (say("\(body)办理进度", "Progress at \(body)"), text)
        case .answeredTogether(let body):
            return (
                say("\(body)答复办结", "\(body) answered and closed it"),
                say(
                    "和反映同一件事的诉求一起办的，这是给您的答复。",
                    "Handled together with others about the same matter; this is the answer to you.")
            )
        case .rectification(let until):
            let day = until.map { self.day(context.city.zone.day(of: $0)) }
            return (
                say("您不满意，退回整改", "You were not satisfied: it is being put right"),
                day.map {
                    say("最迟 \($0)改好，重新答复您，再请您评价。", "By \($0) you get a new answer, and are asked again.")
                } ?? say("改好后重新答复您，再请您评价。", "You get a new answer, and are asked again.")
            )
        case .contested(let said):
            return (say("您不同意，请热线再核实一次", "You disagreed: it is looked at once more"), said)
        case .paused(let reason):
            return (say("暂停计时：\(say(reason.name))", "Paused: \(say(reason.name).lowercased())"), nil)
        case .resumed: return (say("继续办理，恢复计时", "Work and clock go on"), nil)
        case .urged: return (say("热线催办了一次", "The hotline urged the body"), nil)
        case .supervised: return (say("转入督办", "Put under supervision"), nil)
        case .merged:
            return (
                say("和反映同一件事的诉求一起办", "Handled together with others about the same matter"),
                say("单独答复您，别人看不到您是谁。", "You get an answer of your own; the others do not learn who you are.")
            )
        case .unmerged: return (say("改为单独办理", "Handled on its own again"), nil)
        case .replied(let body): return (say("\(body)写好了答复", "\(body) wrote the answer"), nil)
        case .closed(let body): return (say("\(body)答复办结", "\(body) answered and closed it"), nil)
        case .calledBack(let satisfaction):
            return (
                satisfaction.map { say("您评价：\(say($0.name))", "You rated it: \(say($0.name).lowercased())") }
                    ?? say("回访过您", "You were called back"), nil
            )
        case .redone:
            return (say("退回重办", "To be done again"), say("重新计时，由原单位再办。", "The clock starts again with the same body."))
        case .withdrawn: return (say("您撤回了诉求", "You withdrew the request"), nil)
        case .refused(let ground, let explanation, let isFinal):
            let name = say(ground.name)
            return (
                isFinal
                    ? say("重新核实后，仍不予受理：\(name)", "Looked at once more, still not accepted: \(name.lowercased())")
                    : say("不予受理：\(name)", "Not accepted: \(name.lowercased())"), explanation
            )
        case .archived: return (say("归档", "Filed"), nil)
        case .attached(let body):
            return (body.map { say("\($0)附上了文件", "\($0) added a file") } ?? say("您附上了文件", "You added a file"), nil)
        }
    }

    private func submitted(by channel: Channel) -> String {
        switch channel {
        case .web, .mobile, .miniProgram: say("您在网上提交", "You made it online")
        case .mailbox: say("您写信给市长信箱", "You wrote to the mayor's mailbox")
        case .phone: say("您打电话来，话务员记下", "You called and the agent wrote it down")
        case .hall: say("您在大厅提交", "You made it at a hall")
        case .kiosk: say("您在自助机上提交", "You made it at a kiosk")
        case .importFile: say("从原来的系统转来", "Taken over from an earlier system")
        }
    }

    private func contacted(_ body: String, _ means: ContactMeans) -> (heading: String, note: String?) {
        switch means {
        case .phone: (say("\(body)打电话向您了解情况", "\(body) called you"), nil)
        case .visit: (say("\(body)到现场查看", "\(body) came to look"), nil)
        case .message: (say("\(body)给您发了消息", "\(body) sent you a message"), nil)
        case .relay:
            (
                say("热线替\(body)联系您", "The hotline got in touch for \(body)"),
                say("您的身份没有告诉承办单位。", "The body was not told who you are.")
            )
        }
    }
}

extension FollowPage {
    private var ratingPromise: String {
        model.rectification.map { limit in
            say(
                "不满意的，退回整改，\(self.limit(limit))内改好。",
                "If you are not satisfied, it is put right within \(self.limit(limit)).")
        }
            ?? say(
                "没解决或不满意，可以要求重办，由热线核实。",
                "If it is not solved you may ask to have it done again; the hotline checks.")
    }

    /// What is still to come, as far as it can be said.
    var comingItems: [TimelineItem] {
        let answer = model.answerBy.map { at in
            TimelineItem(
                .next, label: say("最迟", "By"), at: at, "\(say("答复您结果", "You get the answer"))",
                notes: [
                    "<p>\(say("如果要延期，会先告诉您原因和新的日期，只能延一次。", "If more time is needed you are told why and until when; this can happen once."))</p>"
                ])
        }
        let rate = TimelineItem(
            .next, label: say("答复之后", "After the answer"), "\(say("请您评价", "You rate it"))",
            notes: [
                "<p>\(ratingPromise)</p>"
            ])
        func now(_ heading: String) -> TimelineItem {
            TimelineItem(.now, label: say("现在", "Now"), "\(heading)")
        }
        let lead = model.lead ?? say("承办单位", "the body in charge")
        switch model.stage {
        case .awaitingDispatch where model.isContested:
            return [now(say("热线正在重新核实", "The hotline is looking at it once more"))]
        case .awaitingDispatch:
            return [now(say("热线正在核对，找负责的单位", "The hotline is finding the body in charge"))]
                + [answer, rate].compactMap(\.self)
        case .awaitingSigning:
            return [now(say("等\(lead)签收", "Waiting for \(lead) to sign for it"))] + [answer, rate].compactMap(\.self)
        case .awaitingAdjudication:
            return [now(say("热线正在定由谁来办", "The hotline is deciding who does it"))] + [answer, rate].compactMap(\.self)
        case .inProgress:
            return [
                now(
                    model.isRectifying
                        ? say("\(lead)正在整改", "\(lead) is putting it right")
                        : say("\(lead)正在办理", "\(lead) is working on it"))
            ] + [answer, rate].compactMap(\.self)
        case .paused: return [now(say("暂停计时", "The clock is paused")), rate]
        case .closed:
            return [
                TimelineItem(.now, label: say("现在", "Now"), "\(say("请您评价", "Please rate it"))"),
                TimelineItem(.next, "\(say("热线回访", "The hotline calls you back"))"),
            ]
        case .merged: return [now(say("和同样的诉求一起办", "Handled together with others like it")), rate]
        case .calledBack, .refused, .withdrawn, .archived: return []
        }
    }
}
