package import Civics
import Storage

extension Administration {
    /// How long the key of a command is remembered: who sends it again later does it again.
    package static let keyLifetime = TimeSpan.days(7)

    /// Removes what is kept for a while only: keys of commands, tries to sign in, sessions that have ended, old records
    /// of looks and of acts on accounts, what was told to staff and programs. Done at the start of the server and each
    /// day.
    package func tidy(at now: Instant) async throws {
        try await store.forgetKeys(before: now - Self.keyLifetime)
        try await store.forgetSignIns(before: now - .days(1))
        try await store.endSessions(seenBefore: now - .days(1))
        try await store.forgetAccountActs(before: now - rules.records.accountActs)
        try await store.forgetAccesses(before: now - rules.records.looks)
        try await store.forgetMessages(endedBefore: now - .days(store.city.messages.keepDays))
    }
}
