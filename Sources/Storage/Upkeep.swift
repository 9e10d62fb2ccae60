package import Civics

/// What was last done to keep the store safe, and how it came out.
package struct UpkeepRecord: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The whole journal was checked (`onedoor verify`).
        case check
        case backup
    }

    package let at: Instant
    /// Events that were read, of a check; 0 otherwise.
    package let events: Int
    /// What was found, or why it failed; `nil` when all was well.
    package let fault: String?

    package init(at: Instant, events: Int = 0, fault: String? = nil) {
        self.at = at
        self.events = events
        self.fault = fault
    }

    fileprivate init?(_ text: String) {
        let parts = text.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let at = Int64(parts[0]), let events = Int(parts[1]) else { return nil }
        self.init(
            at: Instant(milliseconds: at), events: events, fault: parts[2].isEmpty ? nil : String(parts[2]))
    }

    fileprivate var text: String { "\(at.milliseconds)\t\(events)\t\(fault ?? "")" }
}

extension Store {
    package func note(_ record: UpkeepRecord, of kind: UpkeepRecord.Kind) async throws {
        try await database.write { try Settings.set("last \(kind.rawValue)", to: record.text, on: $0) }
    }

    /// `nil` when it was never done here.
    package func lastUpkeep(_ kind: UpkeepRecord.Kind) async throws -> UpkeepRecord? {
        try await database.read { try Settings.value("last \(kind.rawValue)", on: $0) }.flatMap(UpkeepRecord.init)
    }
}
