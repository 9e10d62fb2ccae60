import Casework
package import Civics
import Storage

/// Why nobody was forgotten.
package enum ForgettingRefused: Error, Hashable, Sendable {
    /// These are still being dealt with: whoever answers them has to know whom.
    case open([CaseNumber])
    case unknown(CaseNumber)
}

/// What became of the wishes to be forgotten that were due.
package struct ForgettingRound: Hashable, Sendable {
    package var forgotten: [CaseNumber] = []
    /// Opened again since the wish, so that somebody has to be answered first; they are tried again each day.
    package var waiting: [CaseNumber] = []
    /// Old pages still stand in the log that another process holds open.
    package var isSwept = true

    package init() {}
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
        for number in numbers {
            do {
                try await forget(number, wish: nil, at: now)
            } catch NotForgotten.open {
                // Opened again in between.
                throw ForgettingRefused.open([number])
            }
        }
        return try await store.sweepForgotten()
    }

    /// Carries out the wishes whose days of grace are over; part of the daily work.
    package func carryOutForgetting(at now: Instant) async throws -> ForgettingRound {
        var round = ForgettingRound()
        for wish in try await store.wishes(dueAt: now) {
            do {
                try await forget(wish.number, wish: wish.id, at: now)
                round.forgotten.append(wish.number)
            } catch NotForgotten.open {
                round.waiting.append(wish.number)
            } catch NotForgotten.wishEnded {
                continue
            }
        }
        if !round.forgotten.isEmpty { round.isSwept = try await store.sweepForgotten() }
        return round
    }

    private func forget(_ number: CaseNumber, wish: Int64?, at now: Instant) async throws {
        try await store.forget(number, wish: wish, at: now)
        try await store.logAccess(
            account: Actor.system.account, numbers: [number], what: AccessKind.forgotten.rawValue, at: now)
    }
}
