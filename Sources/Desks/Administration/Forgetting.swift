import Casework
package import Civics
import Storage

/// Why nobody was forgotten.
package enum ForgettingRefused: Error, Hashable, Sendable {
    /// These are still being dealt with: whoever answers them has to know whom.
    case open([CaseNumber])
    case unknown(CaseNumber)
}

extension Administration {
    /// All requests of the person behind a telephone number, the oldest first.
    package func requests(ofPhone phone: String) async throws -> [CaseNumber] {
        var filter = RequestFilter()
        filter.phone = phone
        var numbers: [CaseNumber] = []
        var cursor: RequestCursor?
        repeat {
            let page = try await store.page(filter, order: .newest, after: cursor, limit: 200)
            numbers += page.items.map(\.row.number)
            cursor = page.next
        } while cursor != nil
        return numbers.reversed()
    }

    /// Forgets the people behind these requests: keys, names, telephones, texts and search terms are destroyed; events,
    /// seals and figures stay. All of them or, when one is still open, nobody.
    /// - Returns: `false` when old pages still stand in the log that another process holds open.
    /// - Throws: `ForgettingRefused`.
    @discardableResult
    package func forget(_ numbers: [CaseNumber], at now: Instant) async throws -> Bool {
        var open: [CaseNumber] = []
        for number in numbers {
            guard let request = try await store.request(number) else { throw ForgettingRefused.unknown(number) }
            if !request.stage.isEnded { open.append(number) }
        }
        guard open.isEmpty else { throw ForgettingRefused.open(open) }
        for number in numbers { try await store.forget(number, at: now) }
        try await store.logAccess(
            account: Actor.system.account, numbers: numbers, what: AccessKind.forgotten.rawValue, at: now)
        return try await store.sweepForgotten()
    }
}
