package import Casework
package import Civics

/// The field's fixed words in both languages.
extension RequestKind {
    package var name: LocalName {
        switch self {
        case .enquiry: LocalName(zh: "咨询", en: "Enquiry")
        case .help: LocalName(zh: "求助", en: "Help")
        case .complaint: LocalName(zh: "投诉", en: "Complaint")
        case .report: LocalName(zh: "举报", en: "Report of wrongdoing")
        case .suggestion: LocalName(zh: "建议", en: "Suggestion")
        case .praise: LocalName(zh: "表扬", en: "Praise")
        }
    }
}

extension Channel {
    package var name: LocalName {
        switch self {
        case .web: LocalName(zh: "网页", en: "Web")
        case .mobile: LocalName(zh: "手机应用", en: "Mobile app")
        case .miniProgram: LocalName(zh: "小程序", en: "Mini-program")
        case .mailbox: LocalName(zh: "市长信箱", en: "Mayor's mailbox")
        case .phone: LocalName(zh: "电话", en: "Phone")
        case .hall: LocalName(zh: "大厅", en: "Service hall")
        case .kiosk: LocalName(zh: "自助机", en: "Kiosk")
        case .importFile: LocalName(zh: "导入", en: "Import")
        }
    }
}

extension Urgency {
    package var name: LocalName {
        switch self {
        case .ordinary: LocalName(zh: "一般", en: "Ordinary")
        case .urgent: LocalName(zh: "紧急", en: "Urgent")
        case .critical: LocalName(zh: "特急", en: "Critical")
        }
    }
}

extension ServiceLine {
    package var name: LocalName {
        switch self {
        case .public: LocalName(zh: "个人", en: "Person")
        case .enterprise: LocalName(zh: "企业", en: "Enterprise")
        }
    }
}

extension Level {
    package var name: LocalName {
        switch self {
        case .city: LocalName(zh: "市", en: "City")
        case .district: LocalName(zh: "区", en: "District")
        case .town: LocalName(zh: "镇街", en: "Town or street")
        case .village: LocalName(zh: "村、社区", en: "Village or community")
        }
    }
}

extension Satisfaction {
    package var name: LocalName {
        switch self {
        case .verySatisfied: LocalName(zh: "非常满意", en: "Very satisfied")
        case .satisfied: LocalName(zh: "满意", en: "Satisfied")
        case .fairlySatisfied: LocalName(zh: "基本满意", en: "Fairly satisfied")
        case .dissatisfied: LocalName(zh: "不满意", en: "Dissatisfied")
        case .veryDissatisfied: LocalName(zh: "非常不满意", en: "Very dissatisfied")
        }
    }
}

extension RatingAspect {
    package var name: LocalName {
        switch self {
        case .efficiency: LocalName(zh: "办理快慢", en: "Speed")
        case .attitude: LocalName(zh: "服务态度", en: "Attitude")
        case .competence: LocalName(zh: "业务水平", en: "Competence")
        case .result: LocalName(zh: "办理结果", en: "Result")
        case .clarity: LocalName(zh: "答复内容", en: "Clarity")
        }
    }
}

extension Role {
    package var name: LocalName {
        switch self {
        case .resident: LocalName(zh: "居民", en: "Resident")
        case .enterpriseAgent: LocalName(zh: "企业经办人", en: "Enterprise agent")
        case .hotlineAgent: LocalName(zh: "话务员", en: "Hotline agent")
        case .windowClerk: LocalName(zh: "窗口人员", en: "Window clerk")
        case .dispatcher: LocalName(zh: "派单员", en: "Dispatcher")
        case .handler: LocalName(zh: "承办员", en: "Handler")
        case .headOfBody: LocalName(zh: "承办单位负责人", en: "Head of body")
        case .supervisor: LocalName(zh: "督办员", en: "Supervisor")
        case .analyst: LocalName(zh: "分析员", en: "Analyst")
        case .auditor: LocalName(zh: "审计员", en: "Auditor")
        case .administrator: LocalName(zh: "管理员", en: "Administrator")
        }
    }
}

extension RefusalGround {
    package var name: LocalName {
        switch self {
        case .emergencyLine: LocalName(zh: "属于紧急求助", en: "A matter for the emergency lines")
        case .inProceedings:
            LocalName(zh: "已进入诉讼、仲裁、纪检、复议或信访程序", en: "In court, arbitration, discipline, review or petition")
        case .noNewFact: LocalName(zh: "同一件事没有新的情况", en: "The same matter without a new fact")
        case .secretOrPrivacy: LocalName(zh: "涉及国家秘密、商业秘密或他人隐私", en: "Touches secrets or another's privacy")
        case .outsideGovernment: LocalName(zh: "不属于政府职责", en: "Outside the duties of government")
        case .unlawful: LocalName(zh: "违反法律或公序良俗", en: "Against the law or public order")
        }
    }
}
