package import Casework
package import Civics
package import Simulation
import Storage
import Synchronization

/// How a simulation came out.
package struct SimulationResult: Sendable {
    package var requests = 0
    package var commands = 0
    /// Commands that the rules refused; a sound simulation has none.
    package var refused: [Refusal: Int] = [:]
}

extension Administration {
    /// Plays a city's days into the store, through the same commands as real ones. Each of the city's days is sealed.
    /// The same steps and seed into an empty store give the same journal, byte for byte.
    /// - Parameter progress: requests received so far, and the moment the play has come to.
    package func simulate(
        _ steps: some Sequence<SimulatedStep>, seed: UInt64, progress: (Int, Instant) -> Void = { _, _ in }
    ) async throws -> SimulationResult {
        try await store.database.expectBulk()
        let zone = store.city.zone
        var play = SimulatedPlay(store: store, seed: seed)
        var waiting: Task<ChunkOutcome, any Error>?
        var result = SimulationResult()
        var iterator = steps.makeIterator()
        var next = iterator.next()
        while next != nil {
            // One chunk is written while the next is made and sealed.
            var chunk: [SealedStep] = []
            var last: Instant?
            while let step = next, chunk.count < Self.chunk {
                var sealed = try play.seal(step)
                last = step.at
                next = iterator.next()
                let day = zone.day(of: step.at)
                if next.map({ zone.day(of: $0.at) != day }) ?? true {
                    sealed.endsDayAt = zone.startOfDay(day.advanced(by: 1))
                }
                chunk.append(sealed)
            }
            if let outcome = try await waiting?.value { result.add(outcome) }
            let sealed = chunk
            let numbers = play.numbers
            let store = self.store
            waiting = Task { try await store.bulk { batch in try numbers.write(sealed, in: batch) } }
            if let last { progress(play.received, last) }
        }
        if let outcome = try await waiting?.value { result.add(outcome) }
        return result
    }

    /// Steps in one transaction: a case that has several of them is written once.
    private static let chunk = 30_000
}

extension SimulationResult {
    fileprivate mutating func add(_ chunk: ChunkOutcome) {
        requests += chunk.requests
        commands += chunk.commands
        refused.merge(chunk.refused, uniquingKeysWith: +)
    }
}

private struct ChunkOutcome: Sendable {
    var requests = 0
    var commands = 0
    var refused: [Refusal: Int] = [:]
}

/// A step with its texts sealed.
private struct SealedStep: Sendable {
    let ordinal: Int
    let main: Int?
    let command: PreparedCommand
    /// The last step of a day is followed by the day's seal.
    var endsDayAt: Instant?
}

/// Seals steps: everything that is secret follows from the seed.
private struct SimulatedPlay {
    let store: Store
    let seed: UInt64
    let numbers = NumberBook()
    private(set) var received = 0
    private var sealed = 0

    init(store: Store, seed: UInt64) {
        self.store = store
        self.seed = seed
    }

    mutating func seal(_ step: SimulatedStep) throws -> SealedStep {
        // The person's key follows from seed and case, so that it need not be remembered for later steps.
        let person = Entropy.seeded(seed, ordinal: step.ordinal * 2)
        sealed += 1
        var entropy = Entropy.seeded(seed, ordinal: sealed * 2 + 1)
        var key: PersonKey?
        var details: PersonDetails?
        if case .receive = step.command {
            received += 1
            entropy = person
            details = step.person.map {
                PersonDetails(
                    name: $0.name, phone: $0.phone, enterprise: $0.enterprise ?? "", creditCode: $0.creditCode ?? "")
            }
        } else {
            key = PersonKey(from: person)
        }
        let actor =
            step.actor.role == .resident || step.actor.role == .enterpriseAgent
            ? Actor.resident.account : step.actor.account
        let prepared = try store.prepare(
            OutsideCommand(command: step.command, person: details, at: step.at, actor: actor, isTold: false), key: key,
            entropy: entropy)
        return SealedStep(ordinal: step.ordinal, main: step.main, command: prepared)
    }
}

/// Which number each simulated case was given. Only the one task that writes a chunk touches it at a time.
private final class NumberBook: Sendable {
    private let numbers = Mutex<[Int64]>([])

    func write(_ steps: [SealedStep], in batch: Batch) throws -> ChunkOutcome {
        try numbers.withLock { numbers in
            var outcome = ChunkOutcome()
            for step in steps {
                try Self.write(step, in: batch, &numbers, &outcome)
                if let end = step.endsDayAt { try batch.seal(at: end) }
            }
            return outcome
        }
    }

    private static func write(
        _ step: SealedStep, in batch: Batch, _ numbers: inout [Int64], _ outcome: inout ChunkOutcome
    ) throws {
        var command = step.command
        let isReceipt = if case .receive = command.command { true } else { false }
        if isReceipt {
            while numbers.count <= step.ordinal { numbers.append(0) }
        } else {
            guard numbers.indices.contains(step.ordinal), numbers[step.ordinal] != 0 else { return }
            command.number = CaseNumber(rawValue: numbers[step.ordinal])
        }
        if let main = step.main, numbers.indices.contains(main) {
            let number = CaseNumber(rawValue: numbers[main])
            switch command.command {
            case .answerWith(_, let body, let reply): command.command = .answerWith(number, body: body, reply: reply)
            default: command.command = .merge(into: number)
            }
        }
        do {
            let done = try batch.perform(command)
            if isReceipt {
                numbers[step.ordinal] = done.number.rawValue
                outcome.requests += 1
            }
            outcome.commands += 1
        } catch CommandFailure.refused(let refusal) {
            outcome.refused[refusal, default: 0] += 1
        }
    }
}
