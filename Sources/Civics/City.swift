/// A name in the city's languages.
package struct LocalName: Hashable, Sendable {
    package var zh: String
    package var en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

package typealias RegionID = String
package typealias OrganisationID = String
package typealias CategoryCode = String

/// A city, district, town or street, village or community.
package struct Region: Hashable, Sendable {
    package var id: RegionID
    package var parent: RegionID?
    package var level: Level
    package var name: LocalName
    /// The official division code, where it is known.
    package var code: String?

    package init(id: RegionID, parent: RegionID?, level: Level, name: LocalName, code: String?) {
        self.id = id
        self.parent = parent
        self.level = level
        self.name = name
        self.code = code
    }
}

/// A body that can be responsible for a request.
package struct Organisation: Hashable, Sendable {
    package var id: OrganisationID
    package var parent: OrganisationID?
    package var region: RegionID
    package var level: Level
    /// What the body is for (`housing`, `transport`, `government` …); duties name functions, not bodies.
    package var function: String
    package var name: LocalName
    package var shortName: String

    package init(
        id: OrganisationID, parent: OrganisationID?, region: RegionID, level: Level, function: String, name: LocalName,
        shortName: String
    ) {
        self.id = id
        self.parent = parent
        self.region = region
        self.level = level
        self.function = function
        self.name = name
        self.shortName = shortName
    }
}

/// A leaf of the three-level list of categories.
package struct Category: Hashable, Sendable {
    /// Six digits, two for each level.
    package var code: CategoryCode
    package var level1: LocalName
    package var level2: LocalName
    package var level3: LocalName
    /// What belongs here, in the words people use.
    package var explanation: String
    /// The most usual kind.
    package var kind: RequestKind

    package init(
        code: CategoryCode, level1: LocalName, level2: LocalName, level3: LocalName, explanation: String,
        kind: RequestKind
    ) {
        self.code = code
        self.level1 = level1
        self.level2 = level2
        self.level3 = level3
        self.explanation = explanation
        self.kind = kind
    }

    /// The two digits of the first level.
    package var field: String { String(code.prefix(2)) }
}

/// Who answers for a category: a function at a level of government (`duties.csv`).
package struct Duty: Hashable, Sendable {
    /// A category code or the beginning of one; the longest that fits holds.
    package var category: String
    package var level: Level
    package var lead: String
    package var co: [String]

    package init(category: String, level: Level, lead: String, co: [String]) {
        self.category = category
        self.level = level
        self.lead = lead
        self.co = co
    }
}

/// Whom to call when life or property is in danger; such matters are not taken as requests.
package enum EmergencyService: String, CaseIterable, Sendable {
    case police, fire, ambulance, traffic
}

/// A sample account; exists in demonstration data only.
package struct SampleAccount: Hashable, Sendable {
    package var id: String
    package var name: LocalName
    package var role: Role
    package var organisation: OrganisationID
    package var password: String

    package init(id: String, name: LocalName, role: Role, organisation: OrganisationID, password: String) {
        self.id = id
        self.name = name
        self.role = role
        self.organisation = organisation
        self.password = password
    }
}

/// Everything that makes this city this city. Read from its folder by `CityFiles`, checked, and never changed.
package struct City: Sendable {
    package let root: RegionID
    package let name: LocalName
    /// What the platform calls itself here (佛山一门).
    package let platform: LocalName
    package let hotline: String
    /// At least one service has a number; several can share one.
    package let emergency: [EmergencyService: String]
    package let zone: CityZone
    package let calendar: WorkingCalendar
    package let limits: LimitTable
    package let scores: ScoreTable
    package let quality: QualityRules
    package let advice: AdviceRules
    package let security: SecurityRules
    package let handling: HandlingRules
    package let messages: MessagePlan
    package let attachments: AttachmentRules
    package let supervision: SupervisionRules
    package let reports: ReportPlan
    package let regions: [Region]
    package let organisations: [Organisation]
    package let categories: [Category]
    package let duties: [Duty]
    package let sampleAccounts: [SampleAccount]

    private let regionIndex: [RegionID: Int]
    private let children: [RegionID: [Int]]
    private let organisationIndex: [OrganisationID: Int]
    private let organisationsByPlace: [String: OrganisationID]
    private let categoryIndex: [CategoryCode: Int]
    private let dutyIndex: [String: Int]

    /// The lists must be consistent (every parent, region and function exists); `CityFiles` sees to that.
    package init(
        root: RegionID, name: LocalName, platform: LocalName, hotline: String,
        emergency: [EmergencyService: String], calendar: WorkingCalendar, limits: LimitTable, scores: ScoreTable,
        quality: QualityRules = .none, advice: AdviceRules = .none,
        handling: HandlingRules = HandlingRules(), supervision: SupervisionRules = SupervisionRules(),
        security: SecurityRules = .standard, messages: MessagePlan = .silent,
        attachments: AttachmentRules = .none, reports: ReportPlan = .none, regions: [Region],
        organisations: [Organisation],
        categories: [Category], duties: [Duty], sampleAccounts: [SampleAccount]
    ) {
        self.root = root
        self.name = name
        self.platform = platform
        self.hotline = hotline
        self.emergency = emergency
        self.zone = calendar.zone
        self.calendar = calendar
        self.limits = limits
        self.scores = scores
        self.quality = quality
        self.advice = advice
        self.security = security
        self.handling = handling
        self.attachments = attachments
        self.supervision = supervision
        self.reports = reports
        self.regions = regions
        self.organisations = organisations
        self.categories = categories
        self.duties = duties
        self.sampleAccounts = sampleAccounts
        self.messages = messages
        func index<T>(_ list: [T], _ key: (T) -> String) -> [String: Int] {
            Dictionary(list.enumerated().map { (key($1), $0) }, uniquingKeysWith: { first, _ in first })
        }
        self.regionIndex = index(regions, \.id)
        self.organisationIndex = index(organisations, \.id)
        self.categoryIndex = index(categories, \.code)
        self.dutyIndex = index(duties, \.category)
        self.children = Dictionary(grouping: regions.indices, by: { regions[$0].parent ?? "" })
        self.organisationsByPlace = Dictionary(
            organisations.map { ("\($0.region)/\($0.function)", $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    package func region(_ id: RegionID) -> Region? { regionIndex[id].map { regions[$0] } }
    package func regions(under id: RegionID) -> [Region] { (children[id] ?? []).map { regions[$0] } }
    package func organisation(_ id: OrganisationID) -> Organisation? { organisationIndex[id].map { organisations[$0] } }
    package func category(_ code: CategoryCode) -> Category? { categoryIndex[code].map { categories[$0] } }
    /// The name of a category of any level, by its two, four or six digits; `nil` where none begins so.
    package func categoryName(_ code: String) -> LocalName? {
        guard let first = category(code) ?? categories.first(where: { $0.code.hasPrefix(code) }) else { return nil }
        return code.utf8.count <= 2 ? first.level1 : code.utf8.count <= 4 ? first.level2 : first.level3
    }

    /// The region and all above it, the city first.
    package func path(to id: RegionID) -> [Region] {
        var path: [Region] = []
        var next: RegionID? = id
        while let id = next, let region = region(id) {
            path.append(region)
            next = region.parent
        }
        return path.reversed()
    }

    /// The region's ancestor (or itself) at a level; `nil` when the region lies above that level.
    package func ancestor(of id: RegionID, at level: Level) -> RegionID? {
        var next: RegionID? = id
        while let id = next, let region = region(id) {
            if region.level == level { return id }
            next = region.parent
        }
        return nil
    }

    /// Whether `inner` is `outer` or lies below it.
    package func organisation(_ outer: OrganisationID, covers inner: OrganisationID) -> Bool {
        var next: OrganisationID? = inner
        while let id = next {
            if id == outer { return true }
            next = organisation(id)?.parent
        }
        return false
    }

    /// The body with this function whose region is `region`.
    package func organisation(function: String, in region: RegionID) -> Organisation? {
        organisationsByPlace["\(region)/\(function)"].flatMap { organisation($0) }
    }

    /// The duty that holds for a category: the longest beginning of its code in the list.
    package func duty(for category: CategoryCode) -> Duty? {
        var key = category[...]
        while true {
            if let index = dutyIndex[String(key)] { return duties[index] }
            if key.isEmpty { return nil }
            key = key.dropLast()
        }
    }

    /// Lead and co-handling bodies for a category at a place (职责清单). Where the place is not known finely enough
    /// for the duty's level, the body of the nearest level above answers: unclear goes to the district, then the city.
    package func responsible(for category: CategoryCode, at place: RegionID) -> (
        lead: Organisation, co: [Organisation]
    )? {
        guard let duty = duty(for: category) else { return nil }
        func body(_ function: String) -> Organisation? {
            var next: RegionID? = ancestor(of: place, at: duty.level) ?? place
            while let id = next {
                if let found = organisation(function: function, in: id) { return found }
                next = region(id)?.parent
            }
            return nil
        }
        let district = ancestor(of: place, at: .district) ?? root
        guard let lead = body(duty.lead) ?? organisation(function: "government", in: district) else { return nil }
        return (lead, duty.co.compactMap(body).filter { $0.id != lead.id })
    }
}
