import Casework
import Civics

import Simulation

/// Carries out steps by the rules and keeps what they made.
struct Replay {
    private(set) var requests: [Int: ServiceRequest] = [:]
    private(set) var receipts: [Receipt] = []
    private(set) var persons: [SimulatedPerson] = []
    private(set) var times: [Instant] = []
    /// Steps that the rules did not accept.
    private(set) var refusals: [String] = []
    private(set) var commands: [String: Int] = [:]
    /// FNV-1a over all that happened: case, moment, actor, canonical bytes of the events.
    private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    let city: City

    init(_ steps: some Sequence<SimulatedStep>, in city: City) {
        self.city = city
        for step in steps { carryOut(step) }
    }

    private mutating func carryOut(_ step: SimulatedStep) {
        add(
            "\(step.ordinal) \(step.at.milliseconds) \(step.actor.role.rawValue) \(step.actor.organisation ?? "") \(step.actor.name)"
        )
        do {
            let events: [RequestEvent]
            if case .receive(let receipt) = step.command {
                guard step.ordinal == receipts.count, let person = step.person else {
                    return refusals.append("\(step.ordinal): not the next case, or nobody asks")
                }
                receipts.append(receipt)
                persons.append(person)
                times.append(step.at)
                add(
                    "\(person.key) \(person.name) \(person.phone) \(person.enterprise ?? "") \(person.creditCode ?? "")"
                )
                events = try ServiceRequest.decide(receive: receipt, in: city)
                let number = CaseNumber(rawValue: Int64(step.ordinal))
                requests[step.ordinal] = events.first.flatMap { ServiceRequest(number, first: $0, at: step.at) }
            } else {
                guard let request = requests[step.ordinal] else { return refusals.append("\(step.ordinal): no case") }
                events = try request.decide(step.command, at: step.at, in: city)
                for event in events { requests[step.ordinal]?.evolve(event, at: step.at) }
            }
            for event in events {
                commands[event.typeName, default: 0] += 1
                add(event.typeName)
                event.fields.bytes.forEach { add(byte: $0) }
            }
        } catch {
            refusals.append("\(step.ordinal): \(error)")
        }
    }

    private mutating func add(_ text: String) { text.utf8.forEach { add(byte: $0) } }
    private mutating func add(byte: UInt8) { digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

    func share(_ count: Int, of total: Int) -> Double { Double(count) / Double(max(total, 1)) }
}
