import Casework
import Civics
import Crypto

/// What figures and deadlines were computed with, of the city's files and of this version's rules. It is kept beside
/// them: figures are kept up by differences, so they go wrong where the rules change and nothing is counted anew.
struct CityMarks: Equatable, Sendable {
    /// Raised whenever `FigureFacts`, `Clock`, `Bigrams` or a column of the projections gets another meaning.
    private static let definitions = 8

    /// A line of a file that matters; a place has a line of its own, so that a new one is no change of the others.
    struct Item: Hashable, Comparable, Sendable {
        let file: String
        let name: String

        static func < (left: Item, right: Item) -> Bool { (left.file, left.name) < (right.file, right.name) }
    }

    private static let definitionItem = Item(file: "OneDoor", name: "definitions of figures")

    private(set) var values: [Item: String] = [:]

    init(of city: City) {
        add("city.yml", "zone", city.zone.identifier)
        let hours = city.calendar.hours.map { "\($0.lowerBound / 60_000)-\($0.upperBound / 60_000)" }
        add("city.yml", "working_hours", hours.joined(separator: " "))
        for (year, days) in city.calendar.years {
            add("holidays.yml", String(year), Self.digest(of: days))
        }
        add("limits.yml", "warning", "\(city.limits.yellow) \(city.limits.red)")
        add("limits.yml", "callback", "\(city.limits.callBack) \(city.limits.callBackAttempts)")
        add("limits.yml", "co_handling", "\(city.limits.coHandlingShare)")
        for region in city.regions {
            let district = city.ancestor(of: region.id, at: .district) ?? ""
            let town = city.ancestor(of: region.id, at: .town) ?? ""
            add("regions.csv", region.id, "\(district)/\(town)")
        }
        values[Self.definitionItem] = String(Self.definitions)
    }

    /// Those that were stored; empty for a store that has none yet.
    init(on connection: any Connection) throws {
        for (item, value) in try connection.rows(
            "SELECT file, item, value FROM city_mark", [],
            { (Item(file: $0.text(0), name: $0.text(1)), $0.text(2)) })
        { values[item] = value }
    }

    func write(on connection: any Connection) throws {
        try connection.execute("DELETE FROM city_mark")
        for (item, value) in values.sorted(by: { $0.key < $1.key }) {
            try connection.execute(
                "INSERT INTO city_mark VALUES (?, ?, ?)", [.text(item.file), .text(item.name), .text(value)])
        }
    }

    /// What is not as it was, where requests may have been counted by it: everything that changed or is gone. A place
    /// that is new has no requests yet; a year that is new counts where `isAwaited` says so.
    func changes(since old: CityMarks, isAwaited: (Int) throws -> Bool) rethrows -> [Item] {
        // A store of before this was kept.
        guard !old.values.isEmpty else { return [Self.definitionItem] }
        var changes = old.values.filter { values[$0.key] != $0.value }.map(\.key)
        for item in values.keys where item.file == "holidays.yml" && old.values[item] == nil {
            if try Int(item.name).map(isAwaited) ?? false { changes.append(item) }
        }
        return changes.sorted()
    }

    private mutating func add(_ file: String, _ name: String, _ value: String) {
        values[Item(file: file, name: name)] = value
    }

    private static func digest(of year: CalendarYear) -> String {
        let days = year.daysOff.map { "-\($0.number)" }.sorted() + year.daysWorked.map { "+\($0.number)" }.sorted()
        let digest = SHA256.hash(data: Array(days.joined(separator: " ").utf8))
        return digest.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension Store {
    /// Compares the city with what the stored figures were counted with, and writes down what is new and changes none.
    /// - Throws: `StorageError.cityChanged`.
    func requireSameCity(on connection: any Connection) throws {
        let (old, new) = (try CityMarks(on: connection), CityMarks(of: city))
        guard old != new else { return }
        let isEmpty = try connection.first("SELECT 1 FROM event LIMIT 1") { _ in true } == nil
        if !isEmpty {
            let changes = try new.changes(since: old) { try isAwaited($0, on: connection) }
            guard changes.isEmpty else {
                throw StorageError.cityChanged(changes.map { "\($0.file): \($0.name)" })
            }
        }
        try new.write(on: connection)
    }

    /// Whether a request has met the gap that a year without a calendar was: has a deadline that is not known, or went
    /// on in that year; or may have, in a round of handling that was prolonged and is over.
    private func isAwaited(_ year: Int, on connection: any Connection) throws -> Bool {
        guard let first = CityDay(year: year, month: 1, day: 1) else { return false }
        let start = city.zone.startOfDay(first)
        return try connection.integer(
            """
            SELECT EXISTS (SELECT 1 FROM event WHERE at >= ?) OR EXISTS (
              SELECT 1 FROM request r WHERE stage <> ? AND (
                clock IS NOT NULL AND clock_deadline = ? OR (dispatched_at IS NOT NULL OR returns > 0) AND close_deadline IS NULL
                OR redos > 0 AND received_at >= ? AND EXISTS (
                  SELECT 1 FROM event e WHERE e.case_id = r.case_id AND e.type LIKE '%extension%')))
            """,
            [
                .integer(start.milliseconds), .integer(ServiceRequest.Stage.paused.rawValue),
                .integer(RequestRow.noDeadline), .integer((start - .days(400)).milliseconds),
            ]) != 0
    }
}
