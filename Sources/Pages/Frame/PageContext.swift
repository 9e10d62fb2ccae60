package import Civics
package import Reporting

/// What a page needs to know besides its own model: who looks at it, when, in which language, at which address.
package struct PageContext: View, Sendable {
    package var language: Language
    /// Whether the reader has asked for big type (大字版).
    package var isLargeType: Bool
    package var city: CityFace
    /// The moment of the request; "today" on a page is the city's day of this moment.
    package var now: Instant
    /// The place the page has in the navigation.
    package var path: SitePath
    /// The address as it was asked for, path and query: where switching the language leads back to.
    package var location: String
    /// A number to quote when something went wrong.
    package var requestID: String
    package var staff: StaffMember?
    package var counts: DeskCounts
    package var flash: Flash?
    package var assets: AssetIndex
    /// How far the news reach that the page knows of; `nil` where pages do not renew by themselves.
    package var liveMark: String?

    package init(
        language: Language, isLargeType: Bool = false, city: CityFace, now: Instant, path: SitePath,
        location: String? = nil, requestID: String, staff: StaffMember? = nil, counts: DeskCounts = DeskCounts(),
        flash: Flash? = nil, assets: AssetIndex = AssetIndex([:])
    ) {
        self.language = language
        self.isLargeType = isLargeType
        self.city = city
        self.now = now
        self.path = path
        self.location = location ?? path.description
        self.requestID = requestID
        self.staff = staff
        self.counts = counts
        self.flash = flash
        self.assets = assets
    }

    package var context: PageContext { self }

    /// The city's day of `now`.
    package var today: CityDay { city.zone.day(of: now) }
}

/// The city as every page shows it.
package struct CityFace: Sendable {
    package var name: LocalName
    /// What the platform calls itself here (佛山一门).
    package var platform: LocalName
    /// The number to call (12345).
    package var hotline: String
    /// Whom to call in danger.
    package var emergency: [EmergencyService: String]
    package var zone: CityZone
    /// Whether the data are made up; every page then says so.
    package var isDemonstration: Bool

    package init(
        name: LocalName, platform: LocalName, hotline: String, emergency: [EmergencyService: String],
        zone: CityZone, isDemonstration: Bool
    ) {
        self.name = name
        self.platform = platform
        self.hotline = hotline
        self.emergency = emergency
        self.zone = zone
        self.isDemonstration = isDemonstration
    }

    package init(_ city: City, isDemonstration: Bool) {
        self.init(
            name: city.name, platform: city.platform, hotline: city.hotline, emergency: city.emergency,
            zone: city.zone, isDemonstration: isDemonstration)
    }
}

/// Who is signed in, and which places of the navigation are open to them.
package struct StaffMember: Sendable {
    package var account: String
    package var name: String
    package var role: Role
    package var body: String
    package var places: Set<DeskPlace>

    package init(account: String = "", name: String, role: Role, body: String, places: Set<DeskPlace>) {
        self.account = account
        self.name = name
        self.role = role
        self.body = body
        self.places = places
    }
}

/// The places of the desks' navigation.
package enum DeskPlace: String, CaseIterable, Sendable {
    /// 来电登记
    case intake
    /// 回访
    case callbacks
    /// 待派
    case dispatch
    /// 退回裁定
    case returned
    /// 工作清单
    case worklist
    /// 效能看板
    case board
    /// 督办清单
    case supervision
    /// 申诉
    case appeals
    /// 抽查
    case inspections
    /// 苗头
    case signs
    /// 城市运行
    case advice
    /// 数据探索
    case explorer
    /// 热点问题
    case issues
    /// 关联
    case connections
    /// 建议质量
    case suggestions
    /// 诉求查询
    case search
    /// 报告
    case reports
    /// 系统状况
    case admin
    /// 账号
    case accounts
    /// 查看记录
    case looks
    /// 账号记录
    case accountActs = "account-acts"
}

/// How much waits at the places of the navigation; a place without a count shows none.
package struct DeskCounts: Sendable {
    package var waiting: [DeskPlace: Int]
    /// Places whose count means that something is overdue.
    package var overdue: Set<DeskPlace>

    package init(waiting: [DeskPlace: Int] = [:], overdue: Set<DeskPlace> = []) {
        self.waiting = waiting
        self.overdue = overdue
    }
}

/// What has just happened, said on the page that follows, and how to undo it.
package struct Flash: Sendable {
    package var message: String
    /// A form posts here when the person changes their mind.
    package var undo: SitePath?

    package init(_ message: String, undo: SitePath? = nil) {
        self.message = message
        self.undo = undo
    }
}

/// The digests of the asset files, so that a file's address changes with its content.
package struct AssetIndex: Sendable {
    private let digests: [String: String]

    /// `digests` by file name.
    package init(_ digests: [String: String]) {
        self.digests = digests
    }

    package func path(_ name: String) -> SitePath {
        .asset(name, digest: digests[name])
    }
}
