import Foundation
import TestSupport
import Testing

/// A file in `Tests/DesksTests/Golden` that says how something is; a difference fails the test.
enum Golden {
    static func expect(_ text: String, toBe name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let path = TestCity.root + "/Tests/DesksTests/Golden/" + name
        if ProcessInfo.processInfo.environment["RENEW_GOLDEN"] != nil {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return
        }
        let kept = try String(contentsOfFile: path, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let now = text.split(separator: "\n", omittingEmptySubsequences: false)
        let changes = now.difference(from: kept).map { change in
            switch change {
            case .remove(_, let line, _): "- \(line)"
            case .insert(_, let line, _): "+ \(line)"
            }
        }
        #expect(
            changes.isEmpty,
            """
            \(name) is not what it was:
            \(changes.joined(separator: "\n"))
            If this is meant, renew the file with RENEW_GOLDEN=1 swift test --filter DesksTests, and read what changed.
            """, sourceLocation: sourceLocation)
    }
}
