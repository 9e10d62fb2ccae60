import Civics

/// The places of `regions.csv`. Rows with faults are kept as far as they go, so that what refers to them is not reported
/// as well.
struct RegionList {
    static let file = "regions.csv"

    private(set) var regions: [Region] = []
    /// Every id in the file with its level and parent, also of rows with faults elsewhere.
    private var declared: [RegionID: (line: Int, level: Level?, parent: RegionID?)] = [:]

    /// `nil`, reported, when the file can't be read. `root` is the code that `city.yml` gives.
    init?(_ folder: CityFolder, root: String?) {
        let columns = ["id", "parent", "level", "name", "name_en", "code"]
        guard let table = folder.table(of: Self.file, columns: columns) else { return nil }
        for id in table.unreadable { declared[id] = (0, nil, nil) }
        var codes: [String: Int] = [:]
        for row in table.rows {
            let level: Level? = row.choice("level")
            let parent = row.text("parent")
            let (zh, en, code) = (row.required("name"), row.required("name_en"), row.text("code"))
            if !code.isEmpty, let earlier = codes.updateValue(row.line, forKey: code) {
                row.fault("the code “\(code)” stands in line \(earlier) already")
            }
            guard let id = row.id("id") else { continue }
            if let earlier = declared[id] {
                row.fault("the id “\(id)” stands in line \(earlier.line) already")
                continue
            }
            declared[id] = (row.line, level, parent.isEmpty ? nil : parent)
            guard let level else { continue }
            regions.append(
                Region(
                    id: id, parent: parent.isEmpty ? nil : parent, level: level, name: LocalName(zh: zh, en: en),
                    code: code.isEmpty ? nil : code))
        }
        checkParents(folder.faults)
        checkRoot(folder.faults, root)
    }

    func has(_ id: RegionID) -> Bool { declared[id] != nil }
    func level(of id: RegionID) -> Level? { declared[id]?.level }

    /// Whether `inner` is `outer` or lies below it; `nil` where the way up from `inner` doesn't reach the city.
    func region(_ outer: RegionID, covers inner: RegionID) -> Bool? {
        var next: RegionID? = inner
        for _ in Level.allCases {
            guard let id = next else { return nil }
            if id == outer { return true }
            if level(of: id) == .city { return false }
            next = declared[id]?.parent
        }
        return nil
    }

    /// A region lies under one of a higher level, not always the next: some cities have towns and no districts.
    private func checkParents(_ faults: FaultList) {
        for region in regions {
            guard let line = declared[region.id]?.line else { continue }
            guard let parent = region.parent else {
                if region.level != .city { faults.add(Self.file, line, "only the city has no parent") }
                continue
            }
            if region.level == .city {
                faults.add(Self.file, line, "the city has no parent, but “\(parent)” stands here")
            } else if !has(parent) {
                faults.add(Self.file, line, "the parent “\(parent)” is not in this file")
            } else if let above = level(of: parent), above >= region.level {
                let (outer, inner) = (above.rawValue, region.level.rawValue)
                faults.add(Self.file, line, "a \(inner) can't lie under a \(outer) (“\(parent)”)")
            }
        }
    }

    private func checkRoot(_ faults: FaultList, _ root: String?) {
        let cities = regions.filter { $0.level == .city }
        if cities.isEmpty { faults.add(Self.file, nil, "no row has the level city") }
        for city in cities.dropFirst() {
            faults.add(Self.file, declared[city.id]?.line, "a second city; a folder is one city")
        }
        if let root, let city = cities.first, city.id != root {
            faults.add(
                Self.file, declared[city.id]?.line,
                "the city's id “\(city.id)” is not the code “\(root)” of \(CitySettings.file)")
        }
    }
}
