import Civics

/// Reads `handling.yml`: how bodies handle requests, where cities differ.
struct HandlingFile {
    static let file = "handling.yml"

    let rules: HandlingRules

    /// Without `organisations` functions are not checked.
    init?(_ folder: CityFolder, organisations: OrganisationList?) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["approval"])
        guard let list = root.list("approval") else { return nil }
        let approvals = list.compactMap { value -> HandlingRules.Approval? in
            guard let entry = value.mapping(keys: ["function", "kind", "urgency", "line"]) else { return nil }
            if entry.keys.isEmpty {
                value.fault("an approval without a condition would hold for everything; name at least one")
            }
            var function: String?
            if entry.keys.contains("function") {
                function = entry.text("function")
                if let function, let organisations, !organisations.has(function: function) {
                    entry.value("function")?.fault("no body has the function “\(function)”")
                }
            }
            return HandlingRules.Approval(
                function: function, kind: entry.keys.contains("kind") ? entry.choice("kind") : nil,
                urgency: entry.keys.contains("urgency") ? entry.choice("urgency") : nil,
                line: entry.keys.contains("line") ? entry.choice("line") : nil)
        }
        rules = HandlingRules(approvals: approvals)
    }
}
