package import Casework
package import Civics

/// A command as it comes from outside, with its texts as written.
package struct OutsideCommand: Sendable {
    /// `nil` for a receipt.
    package var number: CaseNumber?
    package var command: RequestCommand
    package var person: PersonDetails?
    /// Files that come with a receipt, or that an `attach` adds.
    package var files: [NewFile]
    package var at: Instant
    package var actor: String
    package var expectedVersion: Int?
    package var permit: Permit?
    package var idempotency: IdempotencyKey?
    package var isTold: Bool

    package init(
        number: CaseNumber? = nil, command: RequestCommand, person: PersonDetails? = nil, files: [NewFile] = [],
        at: Instant, actor: String,
        expectedVersion: Int? = nil, permit: Permit? = nil, idempotency: IdempotencyKey? = nil,
        isTold: Bool = true
    ) {
        self.number = number
        self.command = command
        self.person = person
        self.files = files
        self.at = at
        self.actor = actor
        self.expectedVersion = expectedVersion
        self.permit = permit
        self.idempotency = idempotency
        self.isTold = isTold
    }
}

extension Store {
    /// Carries out a command; returns when it is on disk.
    package func perform(_ outside: OutsideCommand) async throws -> CommandOutcome {
        let key: PersonKey?
        if let number = outside.number, outside.command.hasTexts || !outside.files.isEmpty {
            if let known = knownKey(of: number.rawValue) {
                key = known
            } else {
                key = try await database.read { [self] in try personKey(of: number.rawValue, on: $0) }
            }
        } else {
            key = nil
        }
        let prepared = try prepare(outside, key: key, entropy: .system)
        let outcome = try await writer.perform(prepared)
        if let person = prepared.person, outcome.isNew {
            remember(person.key, wrapped: person.wrappedKey, of: outcome.number.rawValue)
        }
        return outcome
    }

    /// Seals what a command says; the heavy part of it, done outside the writer.
    /// - Parameter key: of the person who brought the case; without it (forgotten) texts are not kept.
    package func prepare(_ outside: OutsideCommand, key: PersonKey?, entropy: Entropy) throws -> PreparedCommand {
        var prepared = PreparedCommand(
            number: outside.number, command: outside.command, at: outside.at, actor: outside.actor,
            expectedVersion: outside.expectedVersion, permit: outside.permit, idempotency: outside.idempotency,
            isTold: outside.isTold)
        if let plain = outside.idempotency?.fingerprint {
            prepared.idempotency?.fingerprint = vault.keyed(fingerprint: plain)
        }
        var key = key
        if case .receive(let receipt) = outside.command {
            let person = try vault.newPerson(outside.person ?? PersonDetails(), entropy: entropy)
            prepared.person = person
            prepared.grams = SearchTerms.of(title: receipt.title, text: receipt.text, outside.person)
            key = person.key
        }
        var failure: (any Error)?
        var contents: [(part: ContentPart, digest: ContentDigest, sealed: [UInt8])] = []
        prepared.command = outside.command.replacingTexts { part, text in
            guard let key else { return "" }
            let digest = key.digest(of: text)
            do {
                contents.append((part, digest, try key.seal(text, entropy: entropy)))
            } catch { failure = error }
            return digest
        }
        if let failure { throw failure }
        prepared.contents = contents
        try prepared.add(outside.files, key: key, entropy: entropy)
        return prepared
    }
}

extension RequestCommand {
    /// Whether the command carries something written.
    var hasTexts: Bool {
        var found = false
        _ = replacingTexts { _, text in
            found = true
            return text
        }
        return found
    }
}
