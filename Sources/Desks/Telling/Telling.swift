package import Civics
import Casework
import Foundation
import Reporting
package import Storage
import Synchronization

/// Tells people, bodies and programs what has happened (告知): makes messages of what the outbox holds and sends them.
///
/// What is to be told is written with the event, in one transaction, so that nothing is forgotten. A message is taken under
/// a lease, sent, and noted; where the process ends between sending and noting, it is sent once more when the lease has
/// ended, with the same identifier (at least once). Two processes on one store never hold the same lease. Messages to one
/// reader of one request keep their order.
package final class Telling: Sendable {
    /// A way and how it stands.
    package struct WayState: Hashable, Sendable {
        package let way: MessageWay
        /// Why nothing goes out this way at all: `no-secret`, `short-secret`, `no-address`.
        package let fault: String?
        /// The other side asked not to be sent to before then, or could not be reached.
        package let heldUntil: Instant?
    }

    private let store: Store
    private let composing: Composing
    private let letters: ReportLetters
    private let carriers: [String: any Carrier]
    private let http: HTTPPost
    /// 0 to 1, for the waits between tries.
    private let chance: @Sendable () -> Double
    private let held = Mutex<[String: Instant]>([:])
    private var plan: MessagePlan { store.city.messages }

    /// Entries of the outbox that are worked on in one transaction.
    private static let entriesAtOnce = 200
    /// Messages that are sent at the same time by one way.
    private static let messagesAtOnce = 32

    /// - Parameters:
    ///   - folder: of the data; folders of messages that do not begin with a slash lie in it.
    ///   - isDemonstration: nothing leaves the house then: every message becomes a file in `messages`.
    ///   - file: makes the files of reports that are sent.
    package convenience init(
        store: Store, folder: String, secrets: MessageSecrets, isDemonstration: Bool, file: @escaping ReportFiling
    ) {
        let http = HTTPPost()
        var carriers: [String: any Carrier] = [:]
        for way in store.city.messages.ways {
            carriers[way.name] =
                isDemonstration
                ? MessageFiles(folder: MessageFolder(path: "\(folder)/messages"), zone: store.city.zone)
                : Self.carrier(of: way, folder: folder, secrets: secrets, zone: store.city.zone, http: http)
        }
        self.init(store: store, carriers: carriers, file: file, http: http) { Double.random(in: 0..<1) }
    }

    init(
        store: Store, carriers: [String: any Carrier], file: @escaping ReportFiling = { document, _ in document.json },
        http: HTTPPost = HTTPPost(),
        chance: @escaping @Sendable () -> Double
    ) {
        self.store = store
        self.composing = Composing(store: store)
        self.letters = ReportLetters(store: store, file: file)
        self.carriers = carriers
        self.http = http
        self.chance = chance
    }

    /// Lets go of connections. What is under way is tried again by whoever comes after.
    package func close() { http.close() }

    package var ways: [MessageWay] { plan.ways }

    package var states: [WayState] {
        let held = held.withLock { $0 }
        return plan.ways.map { way in
            WayState(way: way, fault: carriers[way.name]?.fault, heldUntil: held[way.name])
        }
    }

    private static func carrier(
        of way: MessageWay, folder: String, secrets: MessageSecrets, zone: CityZone, http: HTTPPost
    ) -> any Carrier {
        func path(_ name: String) -> String { name.hasPrefix("/") ? name : "\(folder)/\(name)" }
        func signed(_ address: String, _ make: (SignedPost) -> any Carrier) -> any Carrier {
            guard let url = URL(string: address) else { return FaultyCarrier(fault: "no-address") }
            switch secrets.secret(of: way.name) {
            case .fault(let fault): return FaultyCarrier(fault: fault)
            case .found(let secret):
                return make(SignedPost(url: url, secret: secret, timeout: way.timeout, http: http))
            }
        }
        switch way.carrier {
        case .smsGateway(let url, _): return signed(url) { SMSGateway(post: $0) }
        case .webhook(let url): return signed(url) { Webhook(post: $0, zone: zone) }
        case .mailFiles(let folder, let from, let accounts, let bodies):
            return MailFiles(
                folder: MessageFolder(path: path(folder)), from: from, accounts: accounts, bodies: bodies, zone: zone)
        case .files(let folder): return MessageFiles(folder: MessageFolder(path: path(folder)), zone: zone)
        case .none: return NoCarrier()
        }
    }
}

extension Telling {
    /// Drops what waits for ways that the city has no more. Done at the start.
    package func begin(at now: Instant) async throws {
        try await store.dropMessages(exceptBy: plan.ways.map(\.name), at: now)
    }

    /// Notes what ran out since it was last asked, and makes messages of all that the outbox holds.
    /// - Returns: how many messages were made.
    @discardableResult
    package func makeMessages(at now: Instant) async throws -> Int {
        if plan.tells(.overdue) {
            let since = try await store.tellingSince(now)
            while try await store.noteOverdue(since: since, until: now, limit: Self.entriesAtOnce) == Self.entriesAtOnce
            {
            }
        }
        var made = 0
        while true {
            let entries = try await store.outbox(limit: Self.entriesAtOnce)
            guard !entries.isEmpty else { return made }
            var turned: [(entry: OutboxEntry, messages: [MessageDraft])] = []
            for entry in entries {
                let drafts = try await drafts(of: entry, at: now)
                turned.append((entry, drafts))
                made += drafts.count
            }
            try await store.turn(turned, at: now)
        }
    }

    private func drafts(of entry: OutboxEntry, at now: Instant) async throws -> [MessageDraft] {
        guard let readers = plan.notices[entry.notice] else { return [] }
        let entries = try await store.journal(of: entry.number)
        guard let request = ServiceRequest(folding: entries.filter { $0.version <= entry.version }) else { return [] }
        let cause = entries.first { $0.version == entry.version }
        var drafts: [MessageDraft] = []
        for audience in entry.notice.audiences {
            for way in (readers[audience] ?? []).compactMap(plan.way) {
                let due = plan.sendable(from: now, by: way, urgency: request.urgency, in: store.city.zone)
                drafts += Self.recipients(of: entry.notice, request, cause, audience).map {
                    MessageDraft(to: audience, $0, by: way.name, dueAt: due)
                }
            }
        }
        return drafts
    }

    private static func recipients(
        of notice: Notice, _ request: ServiceRequest, _ cause: JournalEntry?, _ audience: Audience
    ) -> [String] {
        guard audience == .staff else { return [""] }
        switch notice {
        case .dispatched, .designated: return request.bodies
        case .assigned:
            // Whoever takes it on themselves knows.
            guard let (_, handler) = cause?.event.named, handler != cause?.actor else { return [] }
            return [handler]
        default:
            if case .helperReminded(_, let body) = cause?.event { return [body] }
            return request.lead.map { [$0] } ?? []
        }
    }

    /// Sends what is due by one way, as much as goes at once.
    /// - Returns: how many messages were taken; ask again at once where it is not 0.
    @discardableResult
    package func send(by way: MessageWay, at now: Instant) async throws -> Int {
        guard let carrier = carriers[way.name], carrier.fault == nil,
            held.withLock({ $0[way.name].map { $0 <= now } ?? true }),
            let next = try await store.nextMessage(by: way.name), next <= now
        else { return 0 }
        let lease = Int64.random(in: 1...Int64.max)
        let tries =
            store.city.reports.subscriptions.contains { $0.way == way.name }
            ? try await attemptReports(way, carrier, lease: lease, at: now)
            : try await attemptNotices(way, carrier, lease: lease, at: now)
        rest(way, after: tries, at: now)
        try await store.note(tries.map { ($0.id, $0.outcome) }, lease: lease, at: now)
        return tries.count
    }

    private func attemptNotices(
        _ way: MessageWay, _ carrier: any Carrier, lease: Int64, at now: Instant
    ) async throws -> [Try] {
        let messages = try await store.takeMessages(
            by: way.name, at: now, lease: lease, until: now + plan.retry.lease, limit: Self.messagesAtOnce)
        return try await withThrowingTaskGroup(of: Try.self) { group in
            for message in messages { group.addTask { [self] in try await attempt(message, way, carrier, at: now) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Reports one after another: each may be some megabytes.
    private func attemptReports(
        _ way: MessageWay, _ carrier: any Carrier, lease: Int64, at now: Instant
    ) async throws -> [Try] {
        let messages = try await store.takeReportMessages(
            by: way.name, at: now, lease: lease, until: now + plan.retry.lease, limit: 1)
        var tries: [Try] = []
        for message in messages { tries.append(try await attempt(message, way, carrier, at: now)) }
        return tries
    }

    private func attempt(
        _ message: ReportMessage, _ way: MessageWay, _ carrier: any Carrier, at now: Instant
    ) async throws -> Try {
        let composed: ReportLetters.Result
        do {
            composed = try await letters.compose(message, by: way, at: now)
        } catch let fault as ReportFormatFault {
            return Try(id: message.id, outcome: .dead(reason: "unreadable: \(fault)"))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // A form that cannot be made here may be made when the machine has what it takes.
            let result = SendResult.temporary("file-not-made: \(String("\(error)".prefix(200)))")
            return outcome(of: result, message.id, attempts: message.attempts, way, .ordinary, at: now)
        }
        switch composed {
        case .dropped(let reason): return Try(id: message.id, outcome: .dropped(reason: reason))
        case .letter(let letter):
            return outcome(
                of: await carrier.send(letter), message.id, attempts: message.attempts, way, .ordinary, at: now)
        }
    }

    /// What came of one message.
    private struct Try: Sendable {
        let id: Int64
        let outcome: MessageOutcome
        /// How long the other side asked to be left alone.
        var askedFor: TimeSpan?
    }

    private func attempt(
        _ message: StoredMessage, _ way: MessageWay, _ carrier: any Carrier, at now: Instant
    ) async throws -> Try {
        let composed: Composing.Result
        do {
            composed = try await composing.compose(message, by: way, at: now)
        } catch is StorageError {
            return Try(id: message.id, outcome: .dead(reason: "unreadable"))
        }
        let outgoing: OutgoingMessage
        switch composed {
        case .dropped(let reason): return Try(id: message.id, outcome: .dropped(reason: reason))
        case .message(let made): outgoing = made
        }
        let zone = store.city.zone
        let allowed = plan.sendable(from: now, by: way, urgency: outgoing.urgency, in: zone)
        guard allowed <= now else { return Try(id: message.id, outcome: .postponed(until: allowed)) }
        return outcome(
            of: await carrier.send(outgoing), message.id, attempts: message.attempts, way, outgoing.urgency, at: now)
    }

    /// What follows from what a carrier says of a try.
    private func outcome(
        of result: SendResult, _ id: Int64, attempts: Int, _ way: MessageWay, _ urgency: Urgency, at now: Instant
    ) -> Try {
        switch result {
        case .sent: return Try(id: id, outcome: .sent)
        case .permanent(let reason): return Try(id: id, outcome: .dead(reason: reason))
        case .temporary(let reason, let asked):
            let tries = attempts + 1
            guard tries < plan.retry.attempts else {
                return Try(id: id, outcome: .dead(reason: reason), askedFor: asked)
            }
            let wait = max(plan.retry.wait(after: tries, chance: chance()), asked ?? .zero)
            let at = plan.sendable(from: now + wait, by: way, urgency: urgency, in: store.city.zone)
            return Try(id: id, outcome: .again(at: at, reason: reason), askedFor: asked)
        }
    }

    /// Lets a way rest where the other side asked for it, and for the shortest wait where nothing at all went through: what
    /// waits does not run against a closed door, message by message, and become dead letters for it.
    private func rest(_ way: MessageWay, after tries: [Try], at now: Instant) {
        let asked = tries.compactMap(\.askedFor).max().map { min($0, plan.retry.longest) }
        var failed = 0
        var passed = 0
        for one in tries {
            switch one.outcome {
            case .again: failed += 1
            case .sent, .dead: passed += 1
            case .postponed, .dropped: continue
            }
        }
        guard let span = asked ?? (failed > 0 && passed == 0 ? plan.retry.first : nil) else { return }
        held.withLock { $0[way.name] = now + span }
    }
}
