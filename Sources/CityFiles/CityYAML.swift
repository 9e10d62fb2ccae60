import Civics
import Yams

/// A value of one of the city's YAML files that is not a mapping, with its line. All values are taken as the text that
/// stands there, so that `110` stays a telephone number and `off` a word.
struct YAMLValue {
    let file: String
    let line: Int
    let what: String
    fileprivate let node: Node
    fileprivate let faults: FaultList

    func fault(_ message: String) { faults.add(file, line, message) }

    var text: String? {
        guard let text = node.scalar?.string else {
            fault("\(what) must be a single value")
            return nil
        }
        if text.isEmpty {
            fault("\(what) is empty")
            return nil
        }
        if let reason = CityFiles.fault(inText: text) {
            fault("\(what) \(reason)")
            return nil
        }
        return text
    }

    /// A text of several lines.
    var lines: String? {
        guard var text = node.scalar?.string else {
            fault("\(what) must be a text")
            return nil
        }
        while text.last?.isNewline == true { text.removeLast() }
        if text.allSatisfy(\.isWhitespace) {
            fault("\(what) is empty")
            return nil
        }
        for line in text.split(separator: "\n") {
            if let reason = CityFiles.fault(inText: String(line)) {
                fault("\(what) has a line that \(reason)")
                return nil
            }
        }
        return text
    }

    /// A mapping with no other keys than these.
    func mapping(keys: [String]) -> YAMLMapping? {
        guard let mapping = YAMLMapping(self) else { return nil }
        mapping.allow(keys)
        return mapping
    }
}

/// A mapping of one of the city's YAML files.
struct YAMLMapping {
    let file: String
    let line: Int
    /// The keys in the order of the file.
    let keys: [String]
    private let values: [String: YAMLValue]
    private let faults: FaultList

    /// `nil`, reported, when the value is no mapping. Any key is taken; see `allow`.
    init?(_ value: YAMLValue) {
        guard let mapping = value.node.mapping else {
            value.fault("\(value.what) must be a mapping (key: value)")
            return nil
        }
        var keys: [String] = []
        var values: [String: YAMLValue] = [:]
        for (keyNode, node) in mapping {
            guard let key = keyNode.scalar?.string else {
                value.faults.add(value.file, keyNode.mark?.line ?? value.line, "a key must be a single word")
                continue
            }
            keys.append(key)
            values[key] = YAMLValue(
                file: value.file, line: keyNode.mark?.line ?? value.line, what: key, node: node, faults: value.faults)
        }
        file = value.file
        line = value.line
        self.keys = keys
        self.values = values
        faults = value.faults
    }

    /// Reports every key that is not in the list.
    func allow(_ known: [String]) {
        for key in keys where !known.contains(key) {
            values[key]?.fault("the key “\(key)” is unknown; known are \(known.joined(separator: ", "))")
        }
    }

    func fault(_ message: String) { faults.add(file, line, message) }

    /// How many faults all files have so far: what is built on faulty values need not be reported again.
    var faultCount: Int { faults.faults.count }

    /// The value of a key; `nil`, reported, when it is missing.
    func value(_ key: String) -> YAMLValue? {
        guard let value = values[key] else {
            fault("the key \(key) is missing")
            return nil
        }
        return value
    }

    func text(_ key: String) -> String? { value(key)?.text }

    func mapping(_ key: String, keys: [String]) -> YAMLMapping? { value(key)?.mapping(keys: keys) }

    func list(_ key: String) -> [YAMLValue]? {
        guard let value = value(key) else { return nil }
        guard let sequence = value.node.sequence else {
            value.fault("\(key) must be a list")
            return nil
        }
        return sequence.map {
            YAMLValue(
                file: file, line: $0.mark?.line ?? value.line, what: "an entry of \(key)", node: $0, faults: faults)
        }
    }

    /// A name in the city's languages: `{ zh: 佛山市, en: Foshan }`.
    func name(_ key: String) -> LocalName? {
        guard let names = mapping(key, keys: ["zh", "en"]) else { return nil }
        let (zh, en) = (names.text("zh"), names.text("en"))
        guard let zh, let en else { return nil }
        return LocalName(zh: zh, en: en)
    }

    /// Texts of several lines in the city's languages.
    func lines(_ key: String) -> LocalName? {
        guard let texts = mapping(key, keys: ["zh", "en"]) else { return nil }
        let (zh, en) = (texts.value("zh")?.lines, texts.value("en")?.lines)
        guard let zh, let en else { return nil }
        return LocalName(zh: zh, en: en)
    }

    func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let value = value(key), let text = value.text else { return nil }
        guard let number = Double(text), range.contains(number) else {
            value.fault("\(key) must be a number from \(range.lowerBound) to \(range.upperBound), not “\(text)”")
            return nil
        }
        return number
    }

    func whole(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = value(key), let text = value.text else { return nil }
        guard let number = Int(text), range.contains(number) else {
            value.fault(
                "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound), not “\(text)”")
            return nil
        }
        return number
    }

    func limit(_ key: String) -> TimeLimit? {
        guard let value = value(key), let text = value.text else { return nil }
        guard let limit = TimeLimit(text) else {
            value.fault(
                "\(key): “\(text)” is no time limit; write “2 hours”, “30 working minutes” or “15 working days”")
            return nil
        }
        return limit
    }

    /// A day written `2026-01-01`.
    func day(_ key: String) -> CityDay? {
        guard let value = value(key), let text = value.text else { return nil }
        guard let day = CityDay(text) else {
            value.fault("\(key): “\(text)” is no day of the calendar; write 2026-01-31")
            return nil
        }
        return day
    }

    /// A list of words, each one of a closed list and there once; empty, reported, when there is none.
    func choices<T: RawRepresentable & CaseIterable & Hashable>(_ key: String) -> [T] where T.RawValue == String {
        guard let list = list(key) else { return [] }
        if list.isEmpty { value(key)?.fault("\(key) is empty") }
        var seen: Set<T> = []
        for item in list {
            guard let text = item.text else { continue }
            guard let choice = T(rawValue: text) else {
                let known = T.allCases.map(\.rawValue).joined(separator: ", ")
                item.fault("\(key): “\(text)” is unknown; known are \(known)")
                continue
            }
            if !seen.insert(choice).inserted { item.fault("\(key): “\(text)” is listed twice") }
        }
        return T.allCases.filter { seen.contains($0) }
    }

    /// One of a closed list of words; `nil` without a report when the key is absent.
    func choice<T: RawRepresentable & CaseIterable>(_ key: String) -> T? where T.RawValue == String {
        guard let value = values[key], let text = value.text else { return nil }
        guard let choice = T(rawValue: text) else {
            let known = T.allCases.map(\.rawValue).joined(separator: ", ")
            value.fault("the \(key) “\(text)” is unknown; it is one of \(known)")
            return nil
        }
        return choice
    }
}

extension CityFolder {
    /// The mapping a YAML file consists of; `nil`, reported, when it can't be read as one.
    func yaml(of file: String) -> YAMLMapping? {
        guard let text = text(of: file) else { return nil }
        do {
            guard let node = try compose(yaml: text) else {
                faults.add(file, nil, "the file is empty")
                return nil
            }
            let line = node.mark?.line ?? 1
            return YAMLMapping(YAMLValue(file: file, line: line, what: "the file", node: node, faults: faults))
        } catch let error as YamlError {
            report(error, in: file, text)
        } catch {
            faults.add(file, nil, "the file can't be read as YAML: \(error)")
        }
        return nil
    }

    private func report(_ error: YamlError, in file: String, _ text: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            // At the end of the file the parser stands on the line after the last.
            let last = text.count(where: \.isNewline) + (text.last?.isNewline == true ? 0 : 1)
            faults.add(file, min(mark.line, last), "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            faults.add(file, context.mark.line, "\(listed(keys)) stands here and once more in the same mapping")
        case .reader(let problem, let offset, _, _):
            let line = offset.map { text.prefix($0).count(where: \.isNewline) + 1 }
            faults.add(file, line, "not YAML: \(problem)")
        default:
            faults.add(file, nil, "the file can't be read as YAML: \(error)")
        }
    }
}
