import Civics

/// Reads `handling.yml`: how bodies handle requests, where cities differ.
struct HandlingFile {
    static let file = "handling.yml"

    let rules: HandlingRules

    /// Without `organisations` functions are not checked.
    init?(_ folder: CityFolder, organisations: OrganisationList?) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["approval", "templates"])
        let (approvals, templates) = (root.list("approval"), root.list("templates"))
        guard let approvals, let templates else { return nil }
        rules = HandlingRules(
            approvals: approvals.compactMap { Self.approval($0, organisations) },
            templates: Self.templates(templates, organisations))
    }

    private static func approval(
        _ value: YAMLValue, _ organisations: OrganisationList?
    ) -> HandlingRules.Approval? {
        guard let entry = value.mapping(keys: ["function", "kind", "urgency", "line"]) else { return nil }
        if entry.keys.isEmpty {
            value.fault("an approval without a condition would hold for everything; name at least one")
        }
        return HandlingRules.Approval(
            function: function(entry, organisations), kind: entry.keys.contains("kind") ? entry.choice("kind") : nil,
            urgency: entry.keys.contains("urgency") ? entry.choice("urgency") : nil,
            line: entry.keys.contains("line") ? entry.choice("line") : nil)
    }

    private static func templates(_ list: [YAMLValue], _ organisations: OrganisationList?) -> [ReplyTemplate] {
        var lines: [String: Int] = [:]
        return list.compactMap { value in
            guard let entry = value.mapping(keys: ["id", "title", "function", "kinds", "text"]) else { return nil }
            let (id, title, text) = (entry.text("id"), entry.name("title"), entry.lines("text"))
            let function = function(entry, organisations)
            let kinds = kinds(entry)
            guard let id, let title, let text else { return nil }
            if !isPlainID(id) {
                entry.value("id")?.fault("the id “\(id)” may have letters, digits and hyphens only")
            } else if let line = lines[id] {
                entry.value("id")?.fault("the id “\(id)” stands here and in line \(line)")
            }
            lines[id] = entry.value("id")?.line
            for (language, text) in [("zh", text.zh), ("en", text.en)] {
                let unknown = ReplyTemplate.unknownNames(in: text)
                guard !unknown.isEmpty else { continue }
                let known = ReplyTemplate.Placeholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
                entry.value("text")?.mapping(keys: ["zh", "en"])?.value(language)?
                    .fault("the text names \(listed(unknown)) in braces; known are \(known)")
            }
            return ReplyTemplate(id: id, title: title, text: text, function: function, kinds: kinds)
        }
    }

    private static func kinds(_ entry: YAMLMapping) -> [RequestKind] {
        guard entry.keys.contains("kinds"), let list = entry.list("kinds") else { return [] }
        if list.isEmpty { entry.value("kinds")?.fault("kinds is empty; leave it out to offer the text for every kind") }
        return list.compactMap { value in
            guard let text = value.text else { return nil }
            guard let kind = RequestKind(rawValue: text) else {
                let known = RequestKind.allCases.map(\.rawValue).joined(separator: ", ")
                value.fault("the kind “\(text)” is unknown; it is one of \(known)")
                return nil
            }
            return kind
        }
    }

    /// The function of bodies that an entry names, if it names one.
    private static func function(_ entry: YAMLMapping, _ organisations: OrganisationList?) -> String? {
        guard entry.keys.contains("function"), let function = entry.text("function") else { return nil }
        if let organisations, !organisations.has(function: function) {
            entry.value("function")?.fault("no body has the function “\(function)”")
        }
        return function
    }
}
