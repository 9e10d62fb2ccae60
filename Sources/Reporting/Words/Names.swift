import Civics

/// The field's fixed words in both languages, as reports use them.
extension RequestKind {
    var reportName: LocalName {
        switch self {
        case .enquiry: LocalName(zh: "咨询", en: "enquiries")
        case .help: LocalName(zh: "求助", en: "calls for help")
        case .complaint: LocalName(zh: "投诉", en: "complaints")
        case .report: LocalName(zh: "举报", en: "reports of wrongdoing")
        case .suggestion: LocalName(zh: "建议", en: "suggestions")
        case .praise: LocalName(zh: "表扬", en: "praise")
        }
    }
}

extension Channel {
    var reportName: LocalName {
        switch self {
        case .web: LocalName(zh: "网页", en: "website")
        case .mobile: LocalName(zh: "手机应用", en: "mobile app")
        case .miniProgram: LocalName(zh: "小程序", en: "mini-program")
        case .mailbox: LocalName(zh: "市长信箱", en: "mayor’s mailbox")
        case .phone: LocalName(zh: "电话", en: "phone")
        case .hall: LocalName(zh: "大厅", en: "service halls")
        case .kiosk: LocalName(zh: "自助机", en: "kiosks")
        case .importFile: LocalName(zh: "导入", en: "imported files")
        }
    }
}
