package import Civics
package import Tabular

/// A request as a row of an imported file tells it, ready to be turned into events.
package struct ImportRecord: Sendable {
    /// The line of the file the row begins in (in a workbook, its row).
    package let line: Int
    /// The kind of file, by the map's `source`.
    package let source: String
    /// The row's own id, unique within its source.
    package let id: String
    package let channel: Channel
    package let kind: RequestKind
    package let category: CategoryCode
    package let place: RegionID
    /// At most 100 characters on one line; from the beginning of the text where the file has no title.
    package let title: String
    /// At most 20,000 characters; LF is the only line break.
    package let text: String
    package let received: Instant
    /// Empty when the file doesn't tell.
    package let caller: String
    package let phone: String
    package let reply: String?
    /// Never before `received`.
    package let replied: Instant?
    /// When the request was closed, if it was; never before `received`.
    package let closed: Instant?
    package let tags: [String]
    /// What was put right or guessed while reading the row: to be reported, though the row is loaded.
    package let warnings: [RowFault]

    /// The same for the same row of the same kind of file, whenever it is loaded again.
    package var idempotencyKey: String { "\(source)/\(id)" }
}
