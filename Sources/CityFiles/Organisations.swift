import Civics

/// The bodies of `organisations.csv`.
struct OrganisationList {
    static let file = "organisations.csv"
    /// Unclear requests go to the district's government or the city's, and the city's hotline dispatches: these must be.
    static let government = "government"
    static let hotline = "hotline"

    private(set) var organisations: [Organisation] = []
    private var declared: [OrganisationID: (line: Int, region: RegionID, parent: OrganisationID?)] = [:]
    private var functions: Set<String> = []
    private var places: [String: Int] = [:]
    /// Whether all rows could be read: what is missing otherwise may stand in the others.
    private let isComplete: Bool

    /// `nil`, reported, when the file can't be read. Without `regions` nothing is checked against them.
    init?(_ folder: CityFolder, regions: RegionList?) {
        let columns = ["id", "parent", "region", "level", "function", "name", "short_name", "name_en"]
        guard let table = folder.table(of: Self.file, columns: columns) else { return nil }
        isComplete = table.unreadable.isEmpty
        for id in table.unreadable { declared[id] = (0, "", nil) }
        for row in table.rows { add(row, regions) }
        checkParents(folder.faults, regions)
        if let regions, isComplete { checkPresence(folder.faults, regions) }
    }

    func has(_ id: OrganisationID) -> Bool { declared[id] != nil }

    func has(function: String) -> Bool { !isComplete || functions.contains(function) }

    func has(function: String, in region: RegionID) -> Bool {
        !isComplete || places["\(region)/\(function)"] != nil
    }

    private mutating func add(_ row: CityRow, _ regions: RegionList?) {
        let level: Level? = row.choice("level")
        let parent = row.text("parent")
        let (zh, short, en) = (row.required("name"), row.required("short_name"), row.required("name_en"))
        let (region, function) = (row.id("region"), row.id("function"))
        if let regions, let region {
            if !regions.has(region) {
                row.fault("the region “\(region)” is not in \(RegionList.file)")
            } else if let there = regions.level(of: region), let level, there != level {
                row.fault("the level is \(level.rawValue), but “\(region)” is a \(there.rawValue)")
            }
        }
        if let function { functions.insert(function) }
        if let region, let function, let earlier = places.updateValue(row.line, forKey: "\(region)/\(function)") {
            row.fault("the function “\(function)” in “\(region)” stands in line \(earlier) already")
        }
        guard let id = row.id("id") else { return }
        if let earlier = declared[id] {
            row.fault("the id “\(id)” stands in line \(earlier.line) already")
            return
        }
        declared[id] = (row.line, region ?? "", parent.isEmpty ? nil : parent)
        guard let level, let region, let function else { return }
        organisations.append(
            Organisation(
                id: id, parent: parent.isEmpty ? nil : parent, region: region, level: level, function: function,
                name: LocalName(zh: zh, en: en), shortName: short))
    }

    private func checkParents(_ faults: FaultList, _ regions: RegionList?) {
        for body in organisations {
            guard let line = declared[body.id]?.line else { continue }
            guard let parent = body.parent else {
                if body.level != .city { faults.add(Self.file, line, "only a body of the city may have no parent") }
                continue
            }
            guard let above = declared[parent] else {
                faults.add(Self.file, line, "the parent “\(parent)” is not in this file")
                continue
            }
            if liesBelowItself(body.id) {
                faults.add(Self.file, line, "“\(body.id)” lies below itself")
            } else if let regions, regions.has(above.region),
                regions.region(above.region, covers: body.region) == false
            {
                faults.add(
                    Self.file, line, "the parent “\(parent)” is a body of “\(above.region)”, not of “\(body.region)”")
            }
        }
    }

    private func liesBelowItself(_ id: OrganisationID) -> Bool {
        var seen: Set<OrganisationID> = []
        var next = declared[id]?.parent
        while let above = next, seen.insert(above).inserted {
            if above == id { return true }
            next = declared[above]?.parent
        }
        return false
    }

    private func checkPresence(_ faults: FaultList, _ regions: RegionList) {
        for region in regions.regions where region.level <= .district {
            var needed = [Self.government]
            if region.level == .city { needed.append(Self.hotline) }
            for function in needed where !has(function: function, in: region.id) {
                faults.add(Self.file, nil, "the \(region.level.rawValue) “\(region.id)” has no body for \(function)")
            }
        }
    }
}
