import Foundation

/// The secrets that requests to others are signed with. They are never in the city's folder: each is in the environment
/// (`ONEDOOR_SECRET_SMS` for the way `sms`) or in a file of the folder of secrets (`sms.secret`), without the blanks and
/// line ends around it.
package struct MessageSecrets: Sendable {
    private let folder: String?
    private let environment: [String: String]

    /// Shorter ones could be tried out.
    private static let shortest = 16

    package init(folder: String?, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.folder = folder
        self.environment = environment
    }

    enum Finding: Hashable, Sendable {
        case found([UInt8])
        /// `no-secret` or `short-secret`.
        case fault(String)
    }

    func secret(of way: String) -> Finding {
        let variable = "ONEDOOR_SECRET_" + way.uppercased().replacing("-", with: "_")
        let file = folder.flatMap { try? String(contentsOfFile: "\($0)/\(way).secret", encoding: .utf8) }
        guard let text = environment[variable] ?? file else { return .fault("no-secret") }
        let secret = Array(text.trimmingCharacters(in: .whitespacesAndNewlines).utf8)
        return secret.count < Self.shortest ? .fault("short-secret") : .found(secret)
    }
}
