/// Words that stand in braces in phrases and come from lists: places and things, times, persons.
enum Word: Int, CaseIterable, Sendable {
    case street, crossing, number, estate, flat, shop, eatery, factory, company, school, park, hospital, busLine,
        vehicle, industry, grade, trade, kin
    case lateNight, early, clock, since, duration, recent, times, someone, me, home, we

    /// Facts are the same in every text about one matter; the others are chosen anew each time.
    var isFact: Bool { rawValue <= Self.kin.rawValue }

    private static let chinese = [
        "路", "路2", "号", "小区", "楼", "店", "餐", "厂", "司", "校", "园", "院", "线", "车", "行业", "年级", "工种", "亲",
        "夜", "早", "钟", "始", "久", "日", "次", "姓", "我", "我家", "我们",
    ]

    init?(token: String) {
        let index = Self.chinese.firstIndex(of: token) ?? Self.allCases.firstIndex { "\($0)" == token }
        guard let index else { return nil }
        self = Self.allCases[index]
    }

    /// The list from which the word comes when somebody speaks.
    func list(_ voice: Voice) -> PhraseList {
        switch self {
        case .street: .street
        case .crossing: .crossing
        case .number: .number
        case .estate: .estate
        case .flat: .flat
        case .shop: .shop
        case .eatery: .eatery
        case .factory: .factory
        case .company: .company
        case .school: .school
        case .park: .park
        case .hospital: .hospital
        case .busLine: .busLine
        case .vehicle: .vehicle
        case .industry: .industry
        case .grade: .grade
        case .trade: .trade
        case .lateNight: .lateNight
        case .early: .early
        case .clock: .clock
        case .since: .since
        case .duration: .duration
        case .recent: .recent
        case .times: .times
        case .someone: .someone
        case .kin: voice.choose(.kinSelf, .kinRecord, .kinEnterprise)
        case .me: voice.choose(.meSelf, .meRecord, .meEnterprise)
        case .home: voice.choose(.homeSelf, .homeRecord, .homeEnterprise)
        case .we: voice.choose(.weSelf, .weRecord, .weEnterprise)
        }
    }
}

/// What stands in braces and is known from the case: where, who, about what.
enum Reference: Int, CaseIterable, Sendable {
    case region, town, district, city, hotline, body, handler, handledOn, topic, wish, fragment, heading, deed, basis

    private static let chinese = [
        "村", "镇", "区", "市", "热线", "单位", "经办", "办日", "题", "求", "片", "类", "事", "法",
    ]

    init?(token: String) {
        let index = Self.chinese.firstIndex(of: token) ?? Self.allCases.firstIndex { "\($0)" == token }
        guard let index else { return nil }
        self = Self.allCases[index]
    }
}

/// Who speaks: the person, an agent who writes down what a caller says, or an enterprise.
enum Voice: UInt8, Sendable {
    case person, record, enterprise

    func choose<T>(_ person: T, _ record: T, _ enterprise: T) -> T {
        switch self {
        case .person: person
        case .record: record
        case .enterprise: enterprise
        }
    }
}

/// How a person writes.
enum Style: UInt8, Sendable {
    case plain, terse, angry, elderly, official, enterprise, record, enterpriseRecord

    var voice: Voice {
        switch self {
        case .plain, .terse, .angry, .elderly, .official: .person
        case .enterprise, .enterpriseRecord: .enterprise
        case .record: .record
        }
    }
}
