package import Casework
package import Civics

/// A command with its texts sealed, ready for the writer.
package struct PreparedCommand: Sendable {
    /// `nil` for a receipt: the number is given on writing.
    package var number: CaseNumber?
    /// With digests in place of texts.
    package var command: RequestCommand
    package var at: Instant
    /// Account, or who else acts (`resident`, `system`).
    package var actor: String
    /// Refuses the command when the case has moved on since the caller saw it.
    package var expectedVersion: Int?
    /// Whether the actor may, seen the case as it stands when the command is carried out.
    package var permit: Permit?
    /// Sealed texts, with their digests to find the event they belong to.
    package var contents: [(part: ContentPart, digest: ContentDigest, sealed: [UInt8])]
    /// Files that come with a receipt; the events of an `attach` are in the command.
    package var attachments: [Attachment] = []
    /// Sealed files, by their digests.
    package var files: [ContentDigest: [UInt8]] = [:]
    /// With a receipt.
    package var person: SealedPerson?
    /// Title and text as terms for the search index, with a receipt.
    package var grams: String?
    package var idempotency: IdempotencyKey?
    /// Whether the person and the bodies are told of it; not of what happened elsewhere long ago, or is made up.
    package var isTold: Bool

    package init(
        number: CaseNumber?, command: RequestCommand, at: Instant, actor: String, expectedVersion: Int? = nil,
        permit: Permit? = nil, contents: [(part: ContentPart, digest: ContentDigest, sealed: [UInt8])] = [],
        person: SealedPerson? = nil, grams: String? = nil, idempotency: IdempotencyKey? = nil, isTold: Bool = true
    ) {
        self.number = number
        self.command = command
        self.at = at
        self.actor = actor
        self.expectedVersion = expectedVersion
        self.permit = permit
        self.contents = contents
        self.person = person
        self.grams = grams
        self.idempotency = idempotency
        self.isTold = isTold
    }
}

/// Says why an actor may not do something with a case; `nil` when they may.
package typealias Permit = @Sendable (ServiceRequest) -> Denial?

/// How little a case lets an actor do.
package enum Denial: Hashable, Sendable {
    /// They may not even know of it.
    case hidden
    case notAllowed
}

/// Names a command from outside, so that it is carried out once however often it comes.
package struct IdempotencyKey: Hashable, Sendable {
    /// Who gave the key: an account, a visitor, an import.
    package var source: String
    package var key: String
    /// Of what was asked; the same key with another content is a mistake of the caller.
    package var fingerprint: Int64

    package init(source: String, key: String, fingerprint: Int64) {
        self.source = source
        self.key = key
        self.fingerprint = fingerprint
    }
}

/// What became of a command.
package struct CommandOutcome: Sendable {
    package let number: CaseNumber
    package let version: Int
    /// Where the case stands now; `nil` when the command had been carried out before.
    package let stage: ServiceRequest.Stage?
    /// `false` when the command had been carried out before and nothing was done now.
    package let isNew: Bool
    /// The case has ended, and others are merged into it that may have to be answered.
    package let hasMerged: Bool
}

/// Why a command was not carried out.
package enum CommandFailure: Error, Hashable, Sendable {
    case refused(Refusal)
    case denied(Denial)
    /// The case has moved on since the caller saw it.
    case versionConflict(current: Int)
    /// The idempotency key was used for something else.
    case keyReused
    /// Too much is waiting; try again after that many seconds.
    case overloaded(retryAfter: Int)
    case shuttingDown
}

/// A case as the writer knows it.
struct LoadedCase: Sendable {
    var state: ServiceRequest
    var digest: [UInt8]
    /// What stands in the projections; `nil` for a new case.
    var projected: Projected?

    struct Projected: Sendable {
        let facts: FigureFacts
        let coHandlers: CoHandlers
        let standing: CaseStanding
        let secondLooks: SecondLooks

        init(_ state: ServiceRequest, in city: City) {
            facts = FigureFacts(state, in: city)
            coHandlers = CoHandlers(state, in: city)
            standing = CaseStanding(state)
            secondLooks = SecondLooks(state, in: city)
        }
    }
}

/// One transaction's work: commands are decided one after another on fresh state, events and texts are written at once,
/// and the projections of all cases touched once at the end.
package final class Batch {
    private let connection: any Connection
    private let city: City
    /// Cases by number, from this batch and, where the connection can tell that nobody else wrote, from those before.
    private(set) var loaded: [CaseNumber: LoadedCase]
    private var touched: [CaseNumber] = []
    private var isTouched: Set<CaseNumber> = []
    private var series: [Int: Int] = [:]
    /// Who has how much to do, as of now in this transaction.
    private(set) var loads: HandlerLoads

    init(_ connection: any Connection, city: City, loaded: [CaseNumber: LoadedCase], loads: HandlerLoads) {
        self.connection = connection
        self.city = city
        self.loaded = loaded
        self.loads = loads
    }

    /// Carries out one command. When it throws, nothing of it remains.
    package func perform(_ prepared: PreparedCommand) throws -> CommandOutcome {
        if let key = prepared.idempotency, let earlier = try earlier(key) { return earlier }
        guard let number = prepared.number else { return try receive(prepared) }
        guard var current = try load(number) else { throw CommandFailure.refused(.unknownCase) }
        if let denial = prepared.permit?(current.state) { throw CommandFailure.denied(denial) }
        if let expected = prepared.expectedVersion, expected != current.state.version {
            throw CommandFailure.versionConflict(current: current.state.version)
        }
        if case .merge(let into) = prepared.command { try requireAnswering(into) }
        let prepared = try withoutTextsIfForgotten(prepared, number)
        let events: [RequestEvent]
        do throws(Refusal) {
            events = try current.state.decide(prepared.command, at: prepared.at, in: city)
        } catch {
            throw CommandFailure.refused(error)
        }
        let before = current.state
        for event in try events.map({ try giving($0, by: prepared) }) {
            current.digest = try write(event, of: number, version: current.state.version + 1, current.digest, prepared)
            current.state.evolve(event, at: prepared.at)
        }
        loads.move(from: before, to: current.state)
        return try finish(prepared, number, current)
    }

    /// A body that signs without saying who handles it gives it to whoever has the least to do; who signs by doing
    /// something has it.
    private func giving(_ event: RequestEvent, by prepared: PreparedCommand) throws -> RequestEvent {
        guard case .signed(let body, nil) = event else { return event }
        let isPlain = if case .sign = prepared.command { true } else { false }
        let handler = try loads.least(of: body, before: isPlain ? nil : prepared.actor) {
            try Store.loads(of: body, on: connection)
        }
        return .signed(body: body, handler: handler)
    }

    /// Texts and files are sealed before the command's turn comes. If the person was forgotten in the meantime, by
    /// whichever process, nothing may be kept that was sealed with the destroyed key: texts are left out, and files are
    /// refused, as they are all that their command is for.
    private func withoutTextsIfForgotten(_ prepared: PreparedCommand, _ number: CaseNumber) throws -> PreparedCommand {
        guard !prepared.contents.isEmpty else { return prepared }
        let isKnown = try connection.integer(
            "SELECT wrapped_key IS NOT NULL FROM person WHERE id = ?", [.integer(number.rawValue)])
        guard isKnown == 0 else { return prepared }
        guard prepared.files.isEmpty else { throw CommandFailure.refused(.personForgotten) }
        var bare = prepared
        bare.command = prepared.command.replacingTexts { _, _ in "" }
        bare.contents = []
        return bare
    }

    /// Writes the projections of everything touched, and says what has changed. Call once, at the end.
    func flush() throws -> [CaseChange] {
        var cells = FigureCells()
        var facts = FactChanges()
        var changes: [CaseChange] = []
        // In the order of their keys, so that neighbours are written together.
        for number in touched.sorted() {
            guard let entry = loaded[number] else { continue }
            let new = LoadedCase.Projected(entry.state, in: city)
            try RequestRow.write(entry.state, facts: new.facts, in: city, on: connection)
            try new.coHandlers.write(of: number, after: entry.projected?.coHandlers, on: connection)
            try new.secondLooks.write(of: number, after: entry.projected?.secondLooks, on: connection)
            FigureFacts.difference(from: entry.projected?.facts, to: new.facts, cells: &cells) { fact, sign in
                facts.note(fact, sign, of: number)
            }
            changes.append(CaseChange(number, from: entry.projected?.standing, to: new.standing))
            loaded[number]?.projected = new
        }
        try facts.write(on: connection)
        try FigureStore.add(cells, on: connection)
        for (day, last) in series.sorted(by: { $0.key < $1.key }) {
            try connection.execute(
                "INSERT INTO number_series VALUES (?, ?) ON CONFLICT (day_key) DO UPDATE SET last = excluded.last",
                [.integer(day), .integer(last)])
        }
        touched = []
        isTouched = []
        series = [:]
        return changes
    }

    /// Seals all events since the last seal, those of this batch among them.
    package func seal(at: Instant) throws { _ = try Store.seal(at: at, on: connection) }

    /// The state of a case as of now, in this transaction.
    package func state(of number: CaseNumber) throws -> ServiceRequest? { try load(number)?.state }

    private func receive(_ prepared: PreparedCommand) throws -> CommandOutcome {
        guard case .receive(var receipt) = prepared.command, let person = prepared.person else {
            throw CommandFailure.refused(.unknownCase)
        }
        let number = try nextNumber(on: city.zone.day(of: prepared.at))
        receipt.person = number.rawValue
        let events: [RequestEvent]
        do throws(Refusal) {
            events = try ServiceRequest.decide(receive: receipt, in: city)
        } catch {
            throw CommandFailure.refused(error)
        }
        guard let event = events.first, var state = ServiceRequest(number, first: event, at: prepared.at) else {
            throw CommandFailure.refused(.unknownCase)
        }
        // Decided before anything is written: a receipt whose files are refused leaves nothing.
        let additions = try additions(prepared, to: state)
        var digest = try write(event, of: number, version: 1, Journal.start, prepared)
        try connection.execute(
            "INSERT INTO person (id, wrapped_key, sealed, phone_index) VALUES (?, ?, ?, ?)",
            [
                .integer(number.rawValue), .blob(person.wrappedKey), .blob(person.sealed),
                .optional(person.phoneIndex),
            ])
        if let grams = prepared.grams {
            try connection.execute(
                "INSERT INTO search (rowid, grams) VALUES (?, ?)", [.integer(number.rawValue), .text(grams)])
        }
        for event in additions {
            digest = try write(event, of: number, version: state.version + 1, digest, prepared)
            state.evolve(event, at: prepared.at)
        }
        series[number.dayKey] = number.serial
        return try finish(prepared, number, LoadedCase(state: state, digest: digest, projected: nil))
    }

    /// The events of the files that come with a receipt.
    private func additions(_ prepared: PreparedCommand, to state: ServiceRequest) throws -> [RequestEvent] {
        guard !prepared.attachments.isEmpty else { return [] }
        do throws(Refusal) {
            return try state.decide(.attach(prepared.attachments), at: prepared.at, in: city)
        } catch {
            throw CommandFailure.refused(error)
        }
    }

    private func write(
        _ event: RequestEvent, of number: CaseNumber, version: Int, _ previous: [UInt8], _ prepared: PreparedCommand
    ) throws -> [UInt8] {
        let digest = try Journal.append(
            event, to: number, version: version, after: previous, at: prepared.at, actor: prepared.actor,
            on: connection)
        for (part, digest) in event.contents {
            guard let content = prepared.contents.first(where: { $0.part == part && $0.digest == digest }) else {
                continue
            }
            try connection.execute(
                "INSERT INTO content VALUES (?, ?, ?, ?)",
                [.integer(number.rawValue), .integer(version), .integer(part.rawValue), .blob(content.sealed)])
        }
        if case .attached(let file) = event, let sealed = prepared.files[file.digest] {
            try AttachmentStore.keep(sealed, file.digest, of: number, on: connection)
        }
        if prepared.isTold, let notice = event.notice(in: city), city.messages.tells(notice) {
            try Outbox.add(notice, of: number, version: version, at: prepared.at, on: connection)
        }
        return digest
    }

    private func finish(
        _ prepared: PreparedCommand, _ number: CaseNumber, _ entry: LoadedCase
    ) throws -> CommandOutcome {
        if let key = prepared.idempotency {
            try connection.execute(
                "INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .text(key.source), .text(key.key), .integer(key.fingerprint), .integer(number.rawValue),
                    .integer(entry.state.version), .integer(prepared.at.milliseconds),
                ])
        }
        loaded[number] = entry
        if isTouched.insert(number).inserted { touched.append(number) }
        return CommandOutcome(
            number: number, version: entry.state.version, stage: entry.state.stage, isNew: true,
            hasMerged: try hasMerged(entry.state))
    }

    private func hasMerged(_ state: ServiceRequest) throws -> Bool {
        guard state.version > 1, state.stage.isEnded else { return false }
        return try connection.integer(
            "SELECT EXISTS (SELECT 1 FROM request WHERE merged_into = ?)", [.integer(state.number.rawValue)]) != 0
    }

    private func earlier(_ key: IdempotencyKey) throws -> CommandOutcome? {
        let found = try connection.first(
            "SELECT fingerprint, case_id, case_version FROM idempotency WHERE source = ? AND key = ?",
            [.text(key.source), .text(key.key)]
        ) { (fingerprint: $0.integer(0), number: CaseNumber(rawValue: $0.integer(1)), version: $0.int(2)) }
        guard let found else { return nil }
        guard found.fingerprint == key.fingerprint else { throw CommandFailure.keyReused }
        return CommandOutcome(number: found.number, version: found.version, stage: nil, isNew: false, hasMerged: false)
    }

    private func load(_ number: CaseNumber) throws -> LoadedCase? {
        if let known = loaded[number] { return known }
        let entries = try Journal.entries(of: number, on: connection)
        guard let last = entries.last, let state = ServiceRequest(folding: entries) else { return nil }
        let entry = LoadedCase(state: state, digest: last.digest, projected: .init(state, in: city))
        loaded[number] = entry
        return entry
    }

    /// A request is merged into one that is, or was, answered: not into one that was itself merged, withdrawn or refused.
    private func requireAnswering(_ number: CaseNumber) throws {
        guard let other = try load(number)?.state else { throw CommandFailure.refused(.unknownCase) }
        guard !other.stage.isEnded || other.stage == .closed || other.stage == .calledBack else {
            throw CommandFailure.refused(.caseEnded)
        }
    }

    private func nextNumber(on day: CityDay) throws -> CaseNumber {
        guard let first = CaseNumber(day: day, serial: 1) else { throw CommandFailure.refused(.timeBeforeLastEvent) }
        let last =
            try series[first.dayKey]
            ?? Int(
                connection.integer("SELECT last FROM number_series WHERE day_key = ?", [.integer(first.dayKey)]))
        guard let number = CaseNumber(day: day, serial: last + 1) else {
            throw CommandFailure.overloaded(retryAfter: 3600)
        }
        return number
    }
}
