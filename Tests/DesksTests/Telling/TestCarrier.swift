import Civics
import Foundation
import Storage
import Synchronization
import TestSupport

@testable import Desks

/// A carrier that keeps what it is given and answers as it is told.
final class TestCarrier: Carrier, Sendable {
    private struct Memory {
        var taken: [OutgoingMessage] = []
        var letters: [ReportLetter] = []
        var answers: [SendResult] = []
        var otherwise = SendResult.sent
        var fault: String?
        var delay = Duration.zero
    }

    private let memory = Mutex(Memory())

    var fault: String? {
        get { memory.withLock { $0.fault } }
        set { memory.withLock { $0.fault = newValue } }
    }

    var letters: [ReportLetter] { memory.withLock { $0.letters } }
    var taken: [OutgoingMessage] { memory.withLock { $0.taken } }
    var identifiers: [String] { taken.map(\.identifier) }
    var notices: [Notice] { taken.map(\.message.notice) }

    var texts: [String] {
        taken.map { message in
            switch message.content {
            case .person(_, let text, _): text
            case .staff(_, _, let subject, let text): "\(subject)\n\(text)"
            case .systems: ""
            }
        }
    }

    /// The next answers, and the one after them.
    func answer(_ answers: SendResult..., otherwise: SendResult = .sent) {
        memory.withLock {
            $0.answers = answers
            $0.otherwise = otherwise
        }
    }

    func delay(_ delay: Duration) { memory.withLock { $0.delay = delay } }

    func send(_ message: OutgoingMessage) async -> SendResult {
        let delay = memory.withLock { $0.delay }
        if delay > .zero { try? await Task.sleep(for: delay) }
        return memory.withLock { memory in
            memory.taken.append(message)
            return memory.answers.isEmpty ? memory.otherwise : memory.answers.removeFirst()
        }
    }
}

extension TestCarrier {
    func send(_ letter: ReportLetter) async -> SendResult {
        memory.withLock { memory in
            memory.letters.append(letter)
            return memory.answers.isEmpty ? memory.otherwise : memory.answers.removeFirst()
        }
    }
}

/// A city's store with senders whose carriers only remember.
struct TellingHouse {
    let house: TestStore
    let sms = TestCarrier()
    let mail = TestCarrier()
    let bus = TestCarrier()
    let telling: Telling

    init(_ change: (inout MessagePlan) -> Void = { _ in }) async throws {
        try await self.init(house: TestStore(city: TestCity.foshan.telling(change)))
    }

    init(house: TestStore) {
        self.house = house
        telling = Telling(
            store: house.store, carriers: ["sms": sms, "mail": mail, "bus": bus], chance: { 0 })
    }

    /// Another process on the same store, with the same carriers.
    var another: Telling {
        Telling(store: house.store, carriers: ["sms": sms, "mail": mail, "bus": bus], chance: { 0 })
    }

    /// Makes and sends everything that is due at a time of the city.
    func tell(_ time: String) async throws { try await tell(at: at(time)) }

    func tell(at now: Instant) async throws {
        try await telling.makeMessages(at: now)
        for way in telling.ways { while try await telling.send(by: way, at: now) > 0 {} }
    }

    func messages(_ number: CaseNumber, by way: String = "sms") async throws -> [StoredMessage] {
        try await house.store.messages(of: number).filter { $0.way == way }
    }
}
