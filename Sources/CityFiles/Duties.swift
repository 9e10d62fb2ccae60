import Civics

/// Who answers for which category: `duties.csv` (职责清单).
struct DutyList {
    static let file = "duties.csv"

    private(set) var duties: [Duty] = []

    /// `nil`, reported, when the file can't be read. Nothing is checked against a list that could not be read itself.
    init?(_ folder: CityFolder, categories: CategoryList?, regions: RegionList?, organisations: OrganisationList?) {
        let columns = ["category", "level", "lead", "co"]
        guard let table = folder.table(of: Self.file, columns: columns) else { return nil }
        var lines: [String: Int] = [:]
        for row in table.rows {
            let level: Level? = row.choice("level")
            let lead = row.id("lead")
            let listing = row.text("co")
            let co =
                listing.isEmpty ? [] : listing.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            check(co, lead: lead, row)
            for function in [lead].compactMap(\.self) + co where !function.isEmpty {
                check(function, at: level, row, regions, organisations)
            }
            let category = row.required("category")
            if category.isEmpty { continue }
            if let earlier = lines.updateValue(row.line, forKey: category) {
                row.fault("the category “\(category)” stands in line \(earlier) already")
                continue
            }
            if let categories, !categories.lines.keys.contains(where: { $0.hasPrefix(category) }) {
                row.fault("no category of \(CategoryList.file) is “\(category)” or begins with it")
            }
            guard let level, let lead else { continue }
            duties.append(Duty(category: category, level: level, lead: lead, co: co))
        }
        if let categories, table.unreadable.isEmpty { checkCoverage(categories, lines, folder.faults) }
    }

    private func check(_ co: [String], lead: String?, _ row: CityRow) {
        if co.contains("") { row.fault("co has a semicolon too many") }
        for (index, function) in co.enumerated() where !function.isEmpty {
            if function == lead {
                row.fault("“\(function)” is both lead and co")
            } else if co[..<index].contains(function) {
                row.fault("“\(function)” stands twice in co")
            }
        }
    }

    /// A duty at a level needs a body with its function in every region of that level.
    private func check(
        _ function: String, at level: Level?, _ row: CityRow, _ regions: RegionList?, _ bodies: OrganisationList?
    ) {
        guard let regions, let bodies else { return }
        guard bodies.has(function: function) else {
            row.fault("no body of \(OrganisationList.file) has the function “\(function)”")
            return
        }
        guard let level else { return }
        let without = regions.regions.filter { $0.level == level && !bodies.has(function: function, in: $0.id) }
        if !without.isEmpty {
            row.fault("no body has the function “\(function)” in the \(level.rawValue) \(listed(without.map(\.id)))")
        }
    }

    private func checkCoverage(_ categories: CategoryList, _ duties: [String: Int], _ faults: FaultList) {
        for (code, line) in categories.lines
        where !(1...code.count).contains(where: { duties[String(code.prefix($0))] != nil }) {
            faults.add(CategoryList.file, line, "no row of \(Self.file) says who answers for “\(code)”")
        }
    }
}
