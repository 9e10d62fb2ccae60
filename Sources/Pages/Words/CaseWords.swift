package import Casework
package import Civics

/// Words for where a case stands and what happens to it.
extension ServiceRequest.Stage {
    package var name: LocalName {
        switch self {
        case .awaitingDispatch: LocalName(zh: "待派单", en: "To be dispatched")
        case .awaitingSigning: LocalName(zh: "待签收", en: "To be signed for")
        case .awaitingAdjudication: LocalName(zh: "退回待裁定", en: "Returned, to be decided")
        case .inProgress: LocalName(zh: "办理中", en: "In progress")
        case .paused: LocalName(zh: "暂停", en: "Paused")
        case .closed: LocalName(zh: "已办结", en: "Closed")
        case .calledBack: LocalName(zh: "已回访", en: "Called back")
        case .refused: LocalName(zh: "不予受理", en: "Not accepted")
        case .withdrawn: LocalName(zh: "已撤回", en: "Withdrawn")
        case .merged: LocalName(zh: "已并案", en: "Merged")
        case .archived: LocalName(zh: "已归档", en: "Archived")
        }
    }
}

extension Clock.Kind {
    package var name: LocalName {
        switch self {
        case .dispatch: LocalName(zh: "派单", en: "Dispatch")
        case .sign: LocalName(zh: "签收", en: "Sign")
        case .contact: LocalName(zh: "首次联系", en: "First contact")
        case .close: LocalName(zh: "办结", en: "Close")
        case .callBack: LocalName(zh: "回访", en: "Call back")
        case .supervision: LocalName(zh: "督办答复", en: "Answer to the supervisor")
        }
    }
}

extension ReturnReason {
    package var name: LocalName {
        switch self {
        case .notOurDuty: LocalName(zh: "不是本单位职责", en: "Not our duty")
        case .wrongPlace: LocalName(zh: "属地有误", en: "Wrong place")
        case .factsMissing: LocalName(zh: "要素不全，无法办理", en: "Facts missing, cannot be handled")
        case .duplicate: LocalName(zh: "重复派单", en: "Dispatched twice")
        }
    }
}

extension ContactMeans {
    package var name: LocalName {
        switch self {
        case .phone: LocalName(zh: "电话", en: "Phone")
        case .visit: LocalName(zh: "上门", en: "Visit")
        case .message: LocalName(zh: "短信", en: "Message")
        case .relay: LocalName(zh: "热线转告", en: "Through the hotline")
        }
    }
}

extension PauseReason {
    package var name: LocalName {
        switch self {
        case .inspection: LocalName(zh: "等检测、鉴定", en: "Waiting for tests or expert findings")
        case .waitingForPerson: LocalName(zh: "等反映人补充", en: "Waiting for the person")
        case .proceedings: LocalName(zh: "等诉讼、仲裁结果", en: "Waiting for court or arbitration")
        case .forceMajeure: LocalName(zh: "不可抗力", en: "Force majeure")
        }
    }
}

extension SupervisionReason {
    package var name: LocalName {
        switch self {
        case .refusal: LocalName(zh: "推诿", en: "Passed on without cause")
        case .overdue: LocalName(zh: "超时", en: "Overdue")
        case .unresolved: LocalName(zh: "没有解决", en: "Not solved")
        case .badEffect: LocalName(zh: "影响不好", en: "Bad effect")
        case .repeated: LocalName(zh: "反复发生", en: "Comes again and again")
        }
    }
}
