import Civics

/// What people ask about, and where: tables of a city, drawn from by month, hour and line.
struct Demand: Sendable {
    /// Month × part of the day × line.
    private let categories: [Shares]
    private let stormCategories: Shares
    private let issueCategories: Shares
    /// Places of the finest level.
    private let leaves: [Int]
    private let allLeaves: Shares
    /// For each leaf, which district it lies in, and for each district its leaves and their weights.
    private let districts: [(leaves: [Int], shares: Shares)]
    private let parents: [Int?]
    private let kinds: [[(RequestKind, Int)]]
    let unclassified: Int?

    init(city: City, subjects: [Subject]) {
        let entries = Array(subjects.enumerated())
        categories = (0..<12).flatMap { month in
            DayRhythm.Part.allCases.flatMap { part in
                ServiceLine.allCases.map { line in
                    Shares(subjects.map { Self.weight($0, month: month, part: part, line: line) })
                }
            }
        }
        stormCategories = Shares(subjects.map { $0.marks.contains(.storm) ? $0.weight * 100 : 1 })
        let grows = entries.contains { $0.element.marks.contains(.issue) }
        issueCategories = Shares(subjects.map { !grows || $0.marks.contains(.issue) ? $0.weight : 0 })
        let index = Dictionary(
            city.regions.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let parents = city.regions.map { region in region.parent.flatMap { index[$0] } }
        self.parents = parents
        var hasChildren = Array(repeating: false, count: parents.count)
        for parent in parents { if let parent { hasChildren[parent] = true } }
        let leaves = city.regions.indices.filter { !hasChildren[$0] }
        self.leaves = leaves
        let weights = leaves.map { Self.population(city.regions[$0]) }
        allLeaves = Shares(weights)
        var groups: [(Int?, [Int], [Int])] = []
        for (leaf, weight) in zip(leaves, weights) {
            let district = city.ancestor(of: city.regions[leaf].id, at: .district).flatMap { index[$0] }
            if let group = groups.firstIndex(where: { $0.0 == district }) {
                groups[group].1.append(leaf)
                groups[group].2.append(weight)
            } else {
                groups.append((district, [leaf], [weight]))
            }
        }
        districts = groups.map { ($0.1, Shares($0.2)) }
        kinds = subjects.map { Self.kinds(usual: $0.usualKind) }
        unclassified = city.categories.firstIndex { $0.code.hasPrefix("99") }
    }

    /// Seasons in percent of the usual, January to December.
    private static let seasons: [(Subject.Marks, [Int])] = [
        (.storm, [20, 25, 50, 110, 160, 190, 150, 170, 150, 60, 30, 20]),
        (.heat, [40, 40, 60, 80, 110, 150, 190, 200, 160, 90, 60, 40]),
        (.school, [70, 60, 110, 130, 160, 150, 140, 150, 120, 70, 60, 60]),
        (.yearEnd, [220, 90, 60, 60, 70, 80, 80, 80, 90, 100, 130, 200]),
        (.cold, [180, 160, 110, 100, 60, 50, 50, 50, 60, 80, 130, 170]),
        (.holiday, [140, 170, 70, 90, 130, 80, 100, 100, 100, 170, 80, 90]),
    ]

    private static func weight(
        _ subject: Subject, month: Int, part: DayRhythm.Part, line: ServiceLine
    ) -> Int {
        var weight = (subject.weight * subject.weight / 8 + 2) * 100
        for (mark, percents) in seasons where subject.marks.contains(mark) { weight = weight * percents[month] / 100 }
        if subject.marks.contains(.night) {
            weight = weight * (part == .night ? 300 : 70) / 100
        } else if subject.marks.contains(.office) {
            weight = weight * (part == .office ? 125 : part == .leisure ? 55 : 25) / 100
        }
        if line == .enterprise {
            if subject.marks.contains(.enterprise) { return weight * 10 }
            return subject.setting == .road || subject.setting == .village ? weight / 4 : 0
        }
        return subject.marks.contains(.enterprise) && subject.setting == .none ? weight / 3 : weight
    }

    /// Where people live is not in the city's folder: communities (社区) are denser than villages, and sizes differ.
    private static func population(_ region: Region) -> Int {
        let share = Int(SeededGenerator.mix(Explanation.hash(region.id)) % 1000)
        let size = 60 + share * share / 4000
        return region.name.zh.hasSuffix("社区") ? size * 2 : size
    }

    /// What is asked in matters of a category whose usual kind this is, in permille.
    private static func kinds(usual: RequestKind) -> [(RequestKind, Int)] {
        switch usual {
        case .enquiry: [(.enquiry, 860), (.help, 80), (.complaint, 60)]
        case .help: [(.help, 740), (.complaint, 150), (.enquiry, 80), (.suggestion, 30)]
        case .complaint: [(.complaint, 750), (.help, 145), (.enquiry, 60), (.report, 25), (.suggestion, 20)]
        case .report: [(.report, 430), (.complaint, 480), (.help, 50), (.enquiry, 40)]
        case .suggestion: [(.suggestion, 620), (.help, 180), (.complaint, 140), (.enquiry, 60)]
        case .praise: [(.praise, 1000)]
        }
    }

    func category(
        month: Int, part: DayRhythm.Part, line: ServiceLine, _ generator: inout SeededGenerator
    ) -> Int {
        let row = ((month - 1) * DayRhythm.Part.allCases.count + part.rawValue) * 2
        let own = categories[row + (line == .enterprise ? 1 : 0)]
        return (own.total > 0 ? own : categories[row]).draw(&generator)
    }

    func stormCategory(_ generator: inout SeededGenerator) -> Int { stormCategories.draw(&generator) }
    func issueCategory(_ generator: inout SeededGenerator) -> Int { issueCategories.draw(&generator) }

    func kind(of category: Int, _ generator: inout SeededGenerator) -> RequestKind {
        var at = generator.below(1000)
        for (kind, share) in kinds[category] {
            at -= share
            if at < 0 { return kind }
        }
        return kinds[category].first?.0 ?? .help
    }

    func leaf(_ generator: inout SeededGenerator) -> Int { leaves[allLeaves.draw(&generator)] }

    /// A place in the district that a storm hits.
    func leaf(hitBy storm: UInt64, _ generator: inout SeededGenerator) -> Int {
        guard !districts.isEmpty, generator.chance(850) else { return leaf(&generator) }
        let district = districts[Int(storm % UInt64(districts.count))]
        return district.leaves[district.shares.draw(&generator)]
    }

    /// The place as it is written down: some requests name only the town, a few only the district.
    func named(_ leaf: Int, _ generator: inout SeededGenerator) -> Int {
        let drawn = generator.below(1000)
        guard drawn < 70, let town = parents[leaf], parents[town] != nil else { return leaf }
        guard drawn < 10, let district = parents[town], parents[district] != nil else { return town }
        return district
    }
}
