import Civics
import Storage

/// A message made up, ready for its carrier.
struct OutgoingMessage: Sendable {
    enum Content: Sendable {
        /// To the telephone of whoever brought the request.
        case person(phone: String, text: String, language: String)
        /// To a body of the city, or to those of its people who are named.
        case staff(body: String, accounts: [String], subject: String, text: String)
        /// To programs: what happened to which request, and nothing of anybody.
        case systems
    }

    let message: StoredMessage
    let content: Content
    /// Of the request, as it is now.
    let urgency: Urgency
    /// When it is sent.
    let sentAt: Instant

    var identifier: String { message.identifier }
}

/// What a carrier says of a try.
enum SendResult: Hashable, Sendable {
    case sent
    /// Not now: by this reason, and not before so long, where the other side says so.
    case temporary(String, retryAfter: TimeSpan? = nil)
    /// Never: the other side will not take it.
    case permanent(String)
}

/// Something that takes messages out of the house.
protocol Carrier: Sendable {
    /// Why nothing can be sent this way at all, such as a missing secret; `nil` when it can.
    var fault: String? { get }

    func send(_ message: OutgoingMessage) async -> SendResult

    /// The same of a report to somebody who asked for it.
    func send(_ letter: ReportLetter) async -> SendResult
}

extension Carrier {
    /// Most carriers take no reports; no subscription goes by them.
    func send(_ letter: ReportLetter) async -> SendResult { .permanent("no-address") }
}

/// A way on which nothing goes out.
struct NoCarrier: Carrier {
    var fault: String? { nil }
    func send(_ message: OutgoingMessage) async -> SendResult { .sent }
}
