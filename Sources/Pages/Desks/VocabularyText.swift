package import Casework
package import Civics

/// The words of the desks in both languages: what is counted, where a person should go instead, what a button does.
extension Clock.State {
    package var name: LocalName {
        switch self {
        case .green: LocalName(zh: "从容", en: "On course")
        case .yellow: LocalName(zh: "临近", en: "Due soon")
        case .red: LocalName(zh: "紧迫", en: "Nearly due")
        case .overdue: LocalName(zh: "超时", en: "Overdue")
        case .paused: LocalName(zh: "暂停", en: "Paused")
        case .met: LocalName(zh: "按时", en: "In time")
        case .missed: LocalName(zh: "已超时完成", en: "Done late")
        case .unknown: LocalName(zh: "算不出", en: "Not known")
        }
    }
}

extension PauseReason {
    /// For a badge: `等检测`.
    package var shortName: LocalName {
        switch self {
        case .inspection: LocalName(zh: "等检测", en: "Awaiting test")
        case .waitingForPerson: LocalName(zh: "等补充", en: "Awaiting person")
        case .proceedings: LocalName(zh: "程序中", en: "In proceedings")
        case .forceMajeure: LocalName(zh: "不可抗力", en: "Force majeure")
        }
    }
}

extension RefusalGround {
    /// Where the person should go instead: said to them together with the refusal.
    package func rightChannel(in city: CityFace) -> LocalName {
        switch self {
        case .emergencyLine:
            let numbers = EmergencyNumbers(city.emergency).list
            return LocalName(zh: "请直接拨打 \(numbers.zh)。", en: "Please call \(numbers.en) directly.")
        case .inProceedings:
            return LocalName(
                zh: "请向正在办理的法院、仲裁机构、纪检、复议或信访机关查询。",
                en: "Please ask the court, arbitration, discipline, review or petition body that has the matter.")
        case .noNewFact:
            return LocalName(
                zh: "请查看上一次的答复；有新的情况可以再次反映。",
                en: "Please see the earlier answer; with a new fact you can ask again.")
        case .secretOrPrivacy:
            return LocalName(
                zh: "请向保密部门或有权处理的机关当面反映。",
                en: "Please take it in person to the authority in charge of secrets or of the matter.")
        case .outsideGovernment:
            return LocalName(
                zh: "请与对方协商，或通过调解、仲裁、诉讼解决；法律咨询可拨打 12348。",
                en:
                    "Please settle it with the other side, by mediation, arbitration or in court; call 12348 for legal advice."
            )
        case .unlawful:
            return LocalName(
                zh: "内容违反法律或公序良俗，不能办理。",
                en: "The content is against the law or public order and cannot be handled.")
        }
    }
}

extension Measure {
    /// What is counted, as a noun: `按时办结`, `closed in time`.
    package var name: LocalName {
        switch self {
        case .received: LocalName(zh: "受理", en: "received")
        case .dispatched: LocalName(zh: "派发", en: "dispatched")
        case .contactedInTime: LocalName(zh: "按时联系", en: "contacted in time")
        case .contactDue: LocalName(zh: "应联系", en: "due for contact")
        case .closed: LocalName(zh: "办结", en: "closed")
        case .due: LocalName(zh: "到期", en: "due")
        case .closedInTime: LocalName(zh: "按时办结", en: "closed in time")
        case .calledBack: LocalName(zh: "有效回访", en: "reached by call-back")
        case .solved: LocalName(zh: "已解决", en: "solved")
        case .satisfied: LocalName(zh: "满意", en: "satisfied")
        case .fairlySatisfied: LocalName(zh: "基本满意", en: "fairly satisfied")
        case .dissatisfied: LocalName(zh: "不满意", en: "dissatisfied")
        case .redone: LocalName(zh: "重办", en: "done again")
        case .returned: LocalName(zh: "被退回", en: "returned by bodies")
        case .handlingMinutes: LocalName(zh: "办理用时（分钟）", en: "handling time (minutes)")
        case .refused: LocalName(zh: "不予受理", en: "not accepted")
        case .withdrawn: LocalName(zh: "撤回", en: "withdrawn")
        case .ratingExcluded: LocalName(zh: "申诉成立、不计的评价", en: "ratings left out after an appeal")
        case .inspected: LocalName(zh: "抽查", en: "inspected")
        case .inspectionPassed: LocalName(zh: "抽查合格", en: "passed inspection")
        case .paused: LocalName(zh: "暂停计时", en: "clock paused")
        }
    }
}

extension Door {
    package var name: LocalName {
        switch self {
        case .hall: LocalName(zh: "大厅", en: "Halls")
        case .web: LocalName(zh: "网上", en: "Online")
        case .kiosk: LocalName(zh: "自助机", en: "Kiosks")
        case .line: LocalName(zh: "热线", en: "Hotline")
        }
    }
}

extension CaseAction {
    /// The action as its button says it: a verb, and its object where it is not plain.
    package var name: LocalName {
        switch self {
        case .classify: LocalName(zh: "改分类", en: "Classify")
        case .dispatch: LocalName(zh: "派单", en: "Dispatch")
        case .sign: LocalName(zh: "签收", en: "Sign for it")
        case .assign: LocalName(zh: "分派给人", en: "Give to somebody")
        case .adjudicateHelper: LocalName(zh: "裁定协办退出", en: "Decide on helping")
        case .progress: LocalName(zh: "写办理进度", en: "Note progress")
        case .answerSupervision: LocalName(zh: "答复督办", en: "Answer the supervisor")
        case .liftSupervision: LocalName(zh: "督办销号", en: "Lift supervision")
        case .draftReply: LocalName(zh: "答复送审", en: "Send reply for approval")
        case .decideDraft: LocalName(zh: "审核答复", en: "Decide on the reply")
        case .contest: LocalName(zh: "登记异议", en: "Record a contest")
        case .return: LocalName(zh: "退回派单台", en: "Return to dispatch")
        case .adjudicate: LocalName(zh: "裁定退回", en: "Adjudicate")
        case .contact: LocalName(zh: "记录联系", en: "Record contact")
        case .extend: LocalName(zh: "申请延期", en: "Ask for more time")
        case .decideExtension: LocalName(zh: "审批延期", en: "Decide on more time")
        case .pause: LocalName(zh: "暂停计时", en: "Pause the clock")
        case .resume: LocalName(zh: "恢复计时", en: "Resume the clock")
        case .urge: LocalName(zh: "催办", en: "Urge")
        case .supervise: LocalName(zh: "督办", en: "Supervise")
        case .merge: LocalName(zh: "并案", en: "Merge")
        case .unmerge: LocalName(zh: "取消并案", en: "Undo the merge")
        case .reply: LocalName(zh: "保存答复", en: "Save the reply")
        case .close: LocalName(zh: "办结", en: "Close")
        case .callBack: LocalName(zh: "回访", en: "Call back")
        case .redo: LocalName(zh: "重办", en: "Do it again")
        case .withdraw: LocalName(zh: "撤回诉求", en: "Withdraw")
        case .refuse: LocalName(zh: "不予受理", en: "Do not accept")
        case .archive: LocalName(zh: "归档", en: "Archive")
        case .note: LocalName(zh: "写备注", en: "Add a note")
        case .appeal: LocalName(zh: "申诉评价", en: "Appeal the rating")
        case .decideAppeal: LocalName(zh: "裁定申诉", en: "Decide the appeal")
        case .inspect: LocalName(zh: "抽查", en: "Inspect")
        }
    }
}
