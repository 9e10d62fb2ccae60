import Civics

/// The field's fixed words in both languages, as reports use them.
extension RequestKind {
    var reportNames: (one: LocalName, many: LocalName) {
        func names(_ chinese: String, _ one: String, _ many: String) -> (LocalName, LocalName) {
            (LocalName(zh: chinese, en: one), LocalName(zh: chinese, en: many))
        }
        return switch self {
        case .enquiry: names("咨询", "enquiry", "enquiries")
        case .help: names("求助", "call for help", "calls for help")
        case .complaint: names("投诉", "complaint", "complaints")
        case .report: names("举报", "report of wrongdoing", "reports of wrongdoing")
        case .suggestion: names("建议", "suggestion", "suggestions")
        case .praise: names("表扬", "message of praise", "messages of praise")
        }
    }
}

extension Channel {
    var reportName: LocalName {
        switch self {
        case .web: LocalName(zh: "网页", en: "website")
        case .mobile: LocalName(zh: "手机应用", en: "mobile app")
        case .miniProgram: LocalName(zh: "小程序", en: "mini-program")
        case .mailbox: LocalName(zh: "市长信箱", en: "mayor's mailbox")
        case .phone: LocalName(zh: "电话", en: "phone")
        case .hall: LocalName(zh: "大厅", en: "service halls")
        case .kiosk: LocalName(zh: "自助机", en: "kiosks")
        case .importFile: LocalName(zh: "导入", en: "imported files")
        }
    }
}

extension Measure {
    /// The name in the working behind a number.
    var reportName: LocalName {
        switch self {
        case .received: LocalName(zh: "受理", en: "received")
        case .dispatched: LocalName(zh: "派单", en: "dispatched")
        case .contactedInTime: LocalName(zh: "按时联系", en: "contacted in time")
        case .contactDue: LocalName(zh: "应联系", en: "contact due")
        case .closed: LocalName(zh: "办结", en: "closed")
        case .due: LocalName(zh: "到期", en: "due")
        case .closedInTime: LocalName(zh: "按时办结", en: "closed in time")
        case .calledBack: LocalName(zh: "有效回访", en: "reached by call-back")
        case .solved: LocalName(zh: "已解决", en: "solved")
        case .satisfied: LocalName(zh: "满意", en: "satisfied")
        case .fairlySatisfied: LocalName(zh: "基本满意", en: "fairly satisfied")
        case .dissatisfied: LocalName(zh: "不满意", en: "dissatisfied")
        case .redone: LocalName(zh: "重办", en: "done again")
        case .returned: LocalName(zh: "退回", en: "returned")
        case .handlingMinutes: LocalName(zh: "办理用时（工作分钟）", en: "working minutes of handling")
        case .refused: LocalName(zh: "不予受理", en: "refused")
        case .withdrawn: LocalName(zh: "撤回", en: "withdrawn")
        case .ratingExcluded: LocalName(zh: "申诉成立不计", en: "left out after an appeal")
        case .inspected: LocalName(zh: "抽查", en: "inspected")
        case .inspectionPassed: LocalName(zh: "抽查合格", en: "passed inspection")
        case .paused: LocalName(zh: "暂停计时", en: "clock paused")
        }
    }
}

/// The names of places, bodies and categories in one language. What the city no longer knows (a merged district, a
/// category taken out of use) keeps its figures and says what it is.
struct Names {
    let language: Language
    let city: City
    private let fields: [String: LocalName]

    init(_ city: City, _ language: Language) {
        self.city = city
        self.language = language
        self.fields = Dictionary(
            city.categories.map { ($0.field, $0.level1) }, uniquingKeysWith: { first, _ in first })
    }

    func region(_ id: String) -> String {
        if let region = city.region(id) { return language.say(region.name) }
        return language.say("已不在册的地区 \(id)", "place no longer listed, \(id)")
    }

    /// The short name in tables and Chinese sentences; English has the full one only.
    func body(_ id: String) -> String {
        if let body = city.organisation(id) { return language.say(body.shortName, body.name.en) }
        return language.say("已不在册的单位 \(id)", "body no longer listed, \(id)")
    }

    func field(_ code: String) -> String {
        if let name = fields[code] { return language.say(name) }
        if code.isEmpty { return language.say("未分类", "not classified") }
        return language.say("已停用的领域 \(code)", "field no longer used, \(code)")
    }

    func category(_ code: String) -> String {
        if let category = city.category(code) { return language.say(category.level3) }
        if code.isEmpty { return language.say("未分类", "not classified") }
        return language.say("已停用的类别 \(code)", "category no longer used, \(code)")
    }

    /// A category of any level, by its two, four or six digits.
    func categories(_ code: String) -> String { city.categoryName(code).map { language.say($0) } ?? category(code) }

    func channel(_ id: String) -> String {
        Channel(rawValue: id).map { language.say($0.reportName) } ?? id
    }

    func measure(_ measure: Measure) -> String { language.say(measure.reportName) }

    /// In English by number: one complaint, two complaints.
    func kind(_ id: String, _ number: Int) -> String {
        guard let kind = RequestKind(rawValue: id) else { return id }
        return language.say(number == 1 ? kind.reportNames.one : kind.reportNames.many)
    }
}
