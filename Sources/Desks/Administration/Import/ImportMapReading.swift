import CityFiles
import Civics
import Foundation
import Tabular
import Yams

/// Reads an import map and gathers everything that is wrong with it.
final class ImportMapReading {
    private let path: String
    private let city: City
    private var faults: [CityFault] = []

    init(path: String, city: City) {
        self.path = path
        self.city = city
    }

    func map() throws(CityFaults) -> ImportMap {
        let map = root().flatMap(map(from:))
        guard let map, faults.isEmpty else {
            throw CityFaults(faults.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
        }
        return map
    }

    private func map(from root: Mapping) -> ImportMap? {
        let known = [
            "format", "sheet", "source", "channel", "columns", "dates", "kind", "category", "place", "close_on",
        ]
        allow(known, in: root)
        let format = choice("format", of: TableFormat.self, in: root, default: .auto)
        let source = text("source", in: root)
        if let source, !source.utf8.allSatisfy({ Self.idBytes.contains($0) }) || source.utf8.count > 64 {
            fault(root["source"], "source must be letters, digits and hyphens, 64 at most, not “\(source)”")
        }
        let channel = choice("channel", of: Channel.self, in: root, default: .importFile)
        let columns = columns(in: root)
        let dates = dates(in: root)
        let kind = values(
            "kind", in: root, known: RequestKind.allCases.map { ($0.rawValue, $0) }, needsDefault: true)
        let category = values("category", in: root, known: knownCategories, needsDefault: true)
        let place = values("place", in: root, known: knownRegions, needsDefault: false)
        let closeOn = closeOn(in: root, columns: columns)
        guard let format, let source, let channel, let kind, let category, let place else { return nil }
        return ImportMap(
            path: path, format: format, sheet: sheet(in: root, format: format), source: source, channel: channel,
            columns: columns, dates: dates, kind: kind, category: category, place: place, closeOn: closeOn)
    }

    // MARK: The parts of a map

    private func sheet(in root: Mapping, format: TableFormat) -> TableSheet {
        guard let entry = root["sheet"], let name = text("sheet", in: root) else { return .first }
        if format == .csv { fault(entry, "a CSV file has no sheets; leave “sheet” out") }
        // `sheet: 2` is the second one, `sheet: "2"` the one with that name.
        guard entry.value.scalar?.style == .plain, let number = Int(name) else { return .named(name) }
        if number < 1 { fault(entry, "sheets are numbered from 1") }
        return .number(number)
    }

    private func columns(in root: Mapping) -> [ImportField: [MappedColumn]] {
        guard let columns = mapping("columns", in: root) else { return [:] }
        allow(ImportField.allCases.map(\.rawValue), in: columns)
        var found: [ImportField: [MappedColumn]] = [:]
        for field in ImportField.allCases {
            guard let entry = columns[field.rawValue] else { continue }
            let nodes = entry.value.sequence.map(Array.init) ?? [entry.value]
            let names = nodes.compactMap { node -> MappedColumn? in
                guard let name = node.scalar?.string.trimmingCharacters(in: .whitespaces), !name.isEmpty else {
                    fault(entry, "\(field.rawValue) must name a column, or a list of columns")
                    return nil
                }
                return MappedColumn(name: name, line: node.mark?.line ?? entry.line)
            }
            if names.count > 1 && [.received, .replied, .closed].contains(field) {
                fault(entry, "\(field.rawValue) is a time and must name one column")
            }
            found[field] = names
        }
        for field in [ImportField.id, .text, .received] where columns[field.rawValue] == nil {
            faults.append(CityFault(file: path, line: columns.line, message: "columns lacks \(field.rawValue)"))
        }
        if let reply = columns["reply"], columns["replied"] == nil {
            fault(reply, "a reply needs its time: columns lacks replied")
        }
        return found
    }

    private func dates(in root: Mapping) -> [DatePattern] {
        guard let entry = root["dates"] else {
            faults.append(CityFault(file: path, line: root.line, message: "the key dates is missing"))
            return []
        }
        let nodes = entry.value.sequence.map(Array.init) ?? [entry.value]
        if nodes.isEmpty { fault(entry, "dates must name at least one way of writing them") }
        return nodes.compactMap { node in
            let text = node.scalar?.string ?? ""
            guard let pattern = DatePattern(text) else {
                fault(
                    node, entry,
                    "“\(text)” is no date pattern; write yyyy, M or MM, d or dd, H or HH, m or mm, s or ss, "
                        + "with at least year, month and day")
                return nil
            }
            return pattern
        }
    }

    private func closeOn(in root: Mapping, columns: [ImportField: [MappedColumn]]) -> ImportField? {
        guard let entry = root["close_on"] else { return columns[.closed] == nil ? nil : .closed }
        guard let field = ImportField(rawValue: entry.value.scalar?.string ?? ""), field == .replied || field == .closed
        else {
            fault(entry, "close_on must be replied or closed")
            return nil
        }
        if columns[field] == nil { fault(entry, "close_on is \(field.rawValue), which columns lacks") }
        return field
    }

    private func values<Value: Hashable & Sendable>(
        _ key: String, in root: Mapping, known: [(String, Value)], needsDefault: Bool
    ) -> ValueMap<Value>? {
        guard let section = mapping(key, in: root) else { return nil }
        allow(["default", "column", "values"], in: section)
        let names = Dictionary(known, uniquingKeysWith: { first, _ in first })
        var map = ValueMap<Value>()
        if let entry = section["default"], let text = text("default", in: section) {
            map.fallback = names[text]
            if map.fallback == nil { fault(entry, "the city knows no \(key) “\(text)”") }
        }
        if section["column"] != nil {
            map.column = text("column", in: section).map {
                MappedColumn(name: $0, line: section["column"]?.line ?? section.line)
            }
            map.values = names
        }
        if section["default"] == nil && (needsDefault || section["column"] == nil) {
            faults.append(CityFault(file: path, line: section.line, message: "\(key) lacks a default"))
        }
        if let entry = section["values"] {
            if map.column == nil { fault(entry, "\(key) has values but no column") }
            guard let values = entry.value.mapping else {
                fault(entry, "values must be a mapping (value in the file: \(key))")
                return nil
            }
            for (from, to) in values {
                guard let value = from.scalar?.string, let name = to.scalar?.string, let known = names[name] else {
                    fault(from, entry, "the city knows no \(key) “\(to.scalar?.string ?? "")”")
                    continue
                }
                map.values[value.trimmingCharacters(in: .whitespaces)] = known
            }
        }
        return map
    }

    /// Codes, and the names of leaves that only one of them has.
    private var knownCategories: [(String, CategoryCode)] {
        city.categories.map { ($0.code, $0.code) }
            + Self.unique(city.categories.flatMap { [($0.level3.zh, $0.code), ($0.level3.en, $0.code)] })
    }

    /// Ids, official codes, and the names that only one region has.
    private var knownRegions: [(String, RegionID)] {
        city.regions.map { ($0.id, $0.id) } + city.regions.compactMap { region in region.code.map { ($0, region.id) } }
            + Self.unique(city.regions.flatMap { [($0.name.zh, $0.id), ($0.name.en, $0.id)] })
    }

    private static func unique(_ pairs: [(String, String)]) -> [(String, String)] {
        Dictionary(grouping: pairs, by: \.0).compactMap { name, found in
            Set(found.map(\.1)).count == 1 && !name.isEmpty ? found[0] : nil
        }
    }

    private static let idBytes = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-".utf8)

    // MARK: YAML

    /// A key's line and value.
    private struct Entry {
        let line: Int
        let value: Node
    }

    private struct Mapping {
        let line: Int
        let entries: [(key: String, entry: Entry)]

        subscript(key: String) -> Entry? { entries.first { $0.key == key }?.entry }
    }

    private func root() -> Mapping? {
        guard let data = FileManager.default.contents(atPath: path) else {
            faults.append(CityFault(file: path, line: nil, message: "the map can't be read"))
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            faults.append(CityFault(file: path, line: nil, message: "the map holds bytes that are not UTF-8"))
            return nil
        }
        do {
            guard let node = try compose(yaml: text) else {
                faults.append(CityFault(file: path, line: nil, message: "the map is empty"))
                return nil
            }
            return mapping(node, line: node.mark?.line ?? 1, what: "the map")
        } catch let error as YamlError {
            faults.append(
                CityFault(file: path, line: Self.line(of: error), message: "not YAML: \(Self.problem(error))"))
        } catch {
            faults.append(CityFault(file: path, line: nil, message: "not YAML: \(error)"))
        }
        return nil
    }

    private static func line(of error: YamlError) -> Int? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }

    private static func problem(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _): "\(keys.joined(separator: ", ")) stands twice in the same mapping"
        default: "\(error)"
        }
    }

    private func mapping(_ node: Node, line: Int, what: String) -> Mapping? {
        guard let mapping = node.mapping else {
            faults.append(CityFault(file: path, line: line, message: "\(what) must be a mapping (key: value)"))
            return nil
        }
        return Mapping(
            line: line,
            entries: mapping.map { key, value in
                (key.scalar?.string ?? "", Entry(line: key.mark?.line ?? line, value: value))
            })
    }

    private func mapping(_ key: String, in parent: Mapping) -> Mapping? {
        guard let entry = parent[key] else {
            faults.append(CityFault(file: path, line: parent.line, message: "the key \(key) is missing"))
            return nil
        }
        return mapping(entry.value, line: entry.line, what: key)
    }

    private func allow(_ known: [String], in mapping: Mapping) {
        for (key, entry) in mapping.entries where !known.contains(key) {
            fault(entry, "the key “\(key)” is unknown; known are \(known.joined(separator: ", "))")
        }
    }

    private func text(_ key: String, in mapping: Mapping) -> String? {
        guard let entry = mapping[key] else {
            faults.append(CityFault(file: path, line: mapping.line, message: "the key \(key) is missing"))
            return nil
        }
        guard let text = entry.value.scalar?.string.trimmingCharacters(in: .whitespaces), !text.isEmpty else {
            fault(entry, "\(key) must be a single value")
            return nil
        }
        return text
    }

    private func choice<T: RawRepresentable & CaseIterable>(
        _ key: String, of type: T.Type, in mapping: Mapping, default fallback: T
    ) -> T? where T.RawValue == String {
        guard let entry = mapping[key] else { return fallback }
        guard let text = text(key, in: mapping) else { return nil }
        guard let choice = T(rawValue: text) else {
            let known = T.allCases.map(\.rawValue).joined(separator: ", ")
            fault(entry, "the \(key) “\(text)” is unknown; it is one of \(known)")
            return nil
        }
        return choice
    }

    private func fault(_ entry: Entry?, _ message: String) {
        faults.append(CityFault(file: path, line: entry?.line, message: message))
    }

    private func fault(_ node: Node, _ entry: Entry, _ message: String) {
        faults.append(CityFault(file: path, line: node.mark?.line ?? entry.line, message: message))
    }
}
