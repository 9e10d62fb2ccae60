package import Casework
package import Civics
package import Storage

/// What one look of the rules of supervision came to.
package struct EscalationResult: Hashable, Sendable {
    package var looked = 0
    /// Done, by rule.
    package var done: [String: Int] = [:]
    /// Left, because somebody else was faster.
    package var overtaken = 0

    package var count: Int { done.values.reduce(0, +) }
}

/// The city's rules of supervision at work (系统催办、自动督办): finds the requests on which one has come to hold, and carries
/// it out as the system's own command, each rule at most once in a round, whoever else does the same at the same time.
package struct Escalation: Sendable {
    /// Requests looked at between two writes.
    private static let step = 200

    let store: Store
    private var city: City { store.city }

    package init(store: Store) { self.store = store }

    private var countsSame: Bool { city.supervision.rules.contains { $0.when.same != nil } }

    /// Looks at what has come due, and acts.
    /// - Parameter most: requests looked at; the rest is left to the next time.
    @discardableResult
    package func act(at now: Instant, most: Int = 2_000) async throws -> EscalationResult {
        var result = EscalationResult()
        guard !city.supervision.rules.isEmpty else { return result }
        let force = try await store.rulesInForce(at: now)
        while result.looked < most, !Task.isCancelled {
            let found = try await store.toLookAt(
                until: now, limit: min(Self.step, most - result.looked), countsSame: countsSame)
            guard !found.isEmpty else { break }
            result.looked += found.count
            try await actOn(found, force, now, &result)
        }
        return result
    }

    private func actOn(
        _ found: [(request: ServiceRequest, same: Int)], _ force: [String: Instant], _ now: Instant,
        _ result: inout EscalationResult
    ) async throws {
        var later: [(number: CaseNumber, version: Int, at: Instant?)] = []
        // Given together, so that they are committed together.
        try await withThrowingTaskGroup(of: (ServiceRequest, DueAction, isDone: Bool).self) { group in
            for (request, same) in found {
                guard
                    let due = request.dueAction(at: now, in: city, same: same, inForceSince: { force[$0.id] })
                else {
                    later.append((request.number, request.version, nextLook(at: request, after: now)))
                    continue
                }
                group.addTask { (request, due, try await carryOut(due, on: request, at: now)) }
            }
            for try await (request, due, isDone) in group {
                if isDone {
                    result.done[due.rule.id, default: 0] += 1
                } else {
                    result.overtaken += 1
                    later.append((request.number, request.version, now + .minutes(1)))
                }
            }
        }
        try await store.lookAgain(later)
    }

    /// `false` when the request has moved on since it was looked at, or does not take it.
    private func carryOut(_ due: DueAction, on request: ServiceRequest, at now: Instant) async throws -> Bool {
        do {
            let outcome = try await store.perform(
                OutsideCommand(
                    number: request.number, command: due.command, at: now, actor: Actor.system.account,
                    expectedVersion: request.version))
            return outcome.isNew
        } catch CommandFailure.versionConflict {
            return false
        } catch CommandFailure.refused {
            return false
        }
    }

    /// When to look again at what nothing is done about now: not before the city works, where it is held back until then.
    private func nextLook(at request: ServiceRequest, after now: Instant) -> Instant? {
        let change = request.nextLook(after: now, holding: false, in: city)
        guard !request.mayBeToldNow(now, in: city) else { return change }
        let opening = city.calendar.nextOpening(from: now) ?? now + .days(1)
        return request.nextLook(after: now, in: city) == nil ? nil : min(opening, change ?? opening)
    }

    /// What would be done now, and to which requests; nothing is done.
    /// - Parameter since: takes all rules as in force from then on; without it, as they are in force in this store.
    package func preview(at now: Instant, since: Instant? = nil, most: Int = 10_000) async throws -> [PlannedAction] {
        let force = try await store.rulesKnown()
        // What was looked at before, by other rules or in vain, counts as well where the rules are only tried.
        let found = try await store.toLookAt(until: since == nil ? now : nil, limit: most, countsSame: countsSame)
        return found.compactMap { request, same in
            request.dueAction(at: now, in: city, same: same, inForceSince: { since ?? force[$0.id] }).map {
                PlannedAction(number: request.number, lead: request.lead, action: $0)
            }
        }
    }
}

/// What a rule would do.
package struct PlannedAction: Hashable, Sendable {
    package let number: CaseNumber
    package let lead: OrganisationID?
    package let action: DueAction
}

extension Desks {
    package var escalation: Escalation { Escalation(store: store) }
}
