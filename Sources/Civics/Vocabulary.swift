/// The four doors of the city (门、网、端、线).
package enum Door: String, CaseIterable, Sendable {
    case hall, web, kiosk, line
}

/// How a request came in: the four doors with their sub-kinds.
package enum Channel: String, CaseIterable, Sendable {
    case web
    case mobile
    case miniProgram = "mini-program"
    /// The mayor's mailbox (市长信箱).
    case mailbox
    case phone
    case hall
    case kiosk
    case importFile = "import"

    package var door: Door {
        switch self {
        case .web, .mobile, .miniProgram, .mailbox, .importFile: .web
        case .phone: .line
        case .hall: .hall
        case .kiosk: .kiosk
        }
    }
}

/// What the person wants (GB/T 33358-2016, kinds of request).
package enum RequestKind: String, CaseIterable, Sendable {
    /// 咨询
    case enquiry
    /// 求助
    case help
    /// 投诉
    case complaint
    /// 举报: the reporter is always protected.
    case report
    /// 建议
    case suggestion
    /// 表扬、感谢
    case praise
}

/// 一般、紧急、特急.
package enum Urgency: String, CaseIterable, Sendable {
    case ordinary
    /// Hard to handle if delayed.
    case urgent
    /// Also with serious consequences.
    case critical
}

/// The public line, or the enterprise line with its own limits (企业专线).
package enum ServiceLine: String, CaseIterable, Sendable {
    case `public`
    case enterprise
}

/// Levels of government that answer requests (市、区、镇街、村居).
package enum Level: String, CaseIterable, Comparable, Sendable {
    case city, district, town, village

    /// 0 for the city, 3 for the village.
    package var depth: Int {
        switch self {
        case .city: 0
        case .district: 1
        case .town: 2
        case .village: 3
        }
    }

    package static func < (a: Level, b: Level) -> Bool { a.depth < b.depth }
}

/// What the person said when asked after closing. No answer is its own value and never counts as satisfied.
package enum Satisfaction: String, CaseIterable, Sendable {
    case verySatisfied = "very-satisfied"
    case satisfied
    /// 基本满意; counts with the weight in `scores.yml`.
    case fairlySatisfied = "fairly-satisfied"
    case dissatisfied
    case veryDissatisfied = "very-dissatisfied"

    package var isBad: Bool { self == .dissatisfied || self == .veryDissatisfied }
}

/// Grounds on which a request is not accepted (不予受理), each with its right channel.
package enum RefusalGround: String, CaseIterable, Sendable {
    /// A matter for 110, 119, 120 or 122.
    case emergencyLine = "emergency-line"
    /// In litigation, arbitration, discipline, reconsideration or petition.
    case inProceedings = "in-proceedings"
    /// The same request again with no new fact.
    case noNewFact = "no-new-fact"
    case secretOrPrivacy = "secret-or-privacy"
    case outsideGovernment = "outside-government"
    case unlawful
}

/// What a staff member or visitor may act as.
package enum Role: String, CaseIterable, Sendable {
    case resident
    case enterpriseAgent
    case hotlineAgent
    case windowClerk
    case dispatcher
    case handler
    case headOfBody
    case supervisor
    case analyst
    case auditor
    case administrator
}
