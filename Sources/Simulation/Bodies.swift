import Civics

/// How a body works; hidden from everybody, and what makes the figures of bodies differ.
struct BodyQuality: Sendable {
    /// Share of the usual time that it takes, in percent.
    let pace: Int
    /// Added to the chance that a matter is solved, in permille.
    let care: Int

    init(seed: UInt64, body: Int) {
        var generator = SeededGenerator(seed: seed ^ 0x424F_4459, stream: UInt64(body))
        switch generator.below(100) {
        case ..<18: (pace, care) = (generator.between(45, 65), generator.between(50, 110))
        case ..<66: (pace, care) = (generator.between(72, 95), generator.between(-20, 50))
        case ..<90: (pace, care) = (generator.between(98, 118), generator.between(-90, 0))
        default: (pace, care) = (generator.between(125, 150), generator.between(-230, -120))
        }
    }
}

/// The bodies of a city by number, and who answers for what.
struct Bodies {
    struct Responsible {
        var lead: Int32 = unknown
        var first: Int32 = none
        var second: Int32 = none
    }

    static let unknown: Int32 = -2
    static let none: Int32 = -1

    let ids: [OrganisationID]
    let qualities: [BodyQuality]
    /// Names of the people of each body, `Staff.perBody` for one.
    let staff: [String]
    /// Where calls are taken and requests dispatched.
    let hotline: Int32
    private let index: [OrganisationID: Int32]
    /// Of each category, which of the duties holds; the same duty gives the same bodies.
    private let dutyOfCategory: [Int]
    /// Duty × place, filled as they come up.
    private var known: [Responsible]
    private let places: Int
    /// The government of each place, or of the nearest one above that has one.
    private let governments: [Int32]

    init(city: City, seed: UInt64, isChinese: Bool) {
        ids = city.organisations.map(\.id)
        qualities = city.organisations.indices.map { BodyQuality(seed: seed, body: $0) }
        staff = city.organisations.flatMap { Staff.names(of: $0, isChinese: isChinese) }
        let index = Dictionary(
            city.organisations.enumerated().map { ($1.id, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        self.index = index
        var duties: [String: Int] = [:]
        dutyOfCategory = city.categories.map { category in
            let key = city.duty(for: category.code)?.category ?? "-"
            if let known = duties[key] { return known }
            let number = duties.count
            duties[key] = number
            return number
        }
        places = city.regions.count
        known = Array(repeating: Responsible(), count: duties.count * places)
        func find(_ function: String, from region: RegionID) -> Int32 {
            var next: RegionID? = region
            while let id = next {
                if let body = city.organisation(function: function, in: id) { return index[body.id] ?? Self.none }
                next = city.region(id)?.parent
            }
            return Self.none
        }
        governments = city.regions.map { find("government", from: $0.id) }
        let desk = find("hotline", from: city.root)
        let government = find("government", from: city.root)
        hotline = desk >= 0 ? desk : government >= 0 ? government : city.organisations.isEmpty ? Self.none : 0
    }

    /// Lead and co-handling bodies; where no duty holds, the government of the place, then any.
    mutating func responsible(category: Int, place: Int, in city: City) -> Responsible {
        let slot = dutyOfCategory[category] * places + place
        if known[slot].lead != Self.unknown { return known[slot] }
        var found = Responsible(lead: Self.none)
        let answer = city.responsible(for: city.categories[category].code, at: city.regions[place].id)
        found.lead = answer.flatMap { index[$0.lead.id] } ?? government(of: place)
        if found.lead < 0, !ids.isEmpty { found.lead = 0 }
        for body in answer?.co ?? [] {
            guard let number = index[body.id], number != found.lead, number != found.first else { continue }
            if found.first < 0 { found.first = number } else if found.second < 0 { found.second = number }
        }
        known[slot] = found
        return found
    }

    func government(of place: Int) -> Int32 { governments[place] }
}
