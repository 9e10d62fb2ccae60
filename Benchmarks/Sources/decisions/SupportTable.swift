/// The table that is measured: a made-up support for residents, over age, income and status.
enum SupportTable {
    static let statuses = ["resident", "student", "worker", "retired"]

    struct Rule {
        let ages: ClosedRange<Int>
        let incomeBelow: Int
        /// Nil for any.
        let statuses: [String]?
        let level: String
    }

    /// The same rules are made in `decisions.py`.
    static func rules(_ count: Int) -> [Rule] {
        (0..<count).map { index in
            let low = 18 + index * 7 % 60
            return Rule(
                ages: low...(low + 12), incomeBelow: 1000 + index * 500,
                statuses: index % 3 == 0 ? nil : [statuses[index % 4], statuses[(index + 1) % 4]],
                level: "level \(index)")
        }
    }

    /// The table as a DMN file.
    static func model(rules count: Int) -> [UInt8] {
        var xml = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:support" name="support">
            """
        for (name, type) in [("Age", "number"), ("Income", "number"), ("Status", "string")] {
            xml += "<inputData id=\"\(name)\" name=\"\(name)\">"
            xml += "<variable name=\"\(name)\" typeRef=\"\(type)\"/></inputData>"
        }
        xml += "<decision id=\"d\" name=\"Support\"><variable name=\"Support\" typeRef=\"string\"/>"
        for name in ["Age", "Income", "Status"] {
            xml += "<informationRequirement><requiredInput href=\"#\(name)\"/></informationRequirement>"
        }
        xml += "<decisionTable hitPolicy=\"FIRST\">"
        for (name, type) in [("Age", "number"), ("Income", "number"), ("Status", "string")] {
            xml += "<input><inputExpression typeRef=\"\(type)\"><text>\(name)</text></inputExpression></input>"
        }
        xml += "<output><defaultOutputEntry><text>\"none\"</text></defaultOutputEntry></output>"
        for rule in rules(count) {
            let status = rule.statuses.map { $0.map { "\"\($0)\"" }.joined(separator: ", ") } ?? "-"
            xml += "<rule><inputEntry><text>[\(rule.ages.lowerBound)..\(rule.ages.upperBound)]</text></inputEntry>"
            xml += "<inputEntry><text>&lt; \(rule.incomeBelow)</text></inputEntry>"
            xml += "<inputEntry><text>\(status)</text></inputEntry>"
            xml += "<outputEntry><text>\"\(rule.level)\"</text></outputEntry></rule>"
        }
        return Array((xml + "</decisionTable></decision></definitions>").utf8)
    }
}
