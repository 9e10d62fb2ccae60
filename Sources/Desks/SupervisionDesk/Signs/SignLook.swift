import Casework
import Civics
import Storage
import Synchronization

/// Looks through one day of the city for signs (苗头) that somebody works for the figures instead of the people.
///
/// What is read grows with the requests of that day and not with those of the city: it is found by the facts of the day,
/// and each request's own journal.
struct SignLook {
    let store: Store
    let day: CityDay
    private var city: City { store.city }
    private var rules: SignRules { store.city.quality.signs }

    init(store: Store, day: CityDay) {
        self.store = store
        self.day = day
    }

    /// The day whose closings are old enough that nobody expects a call to be answered any more.
    private var settled: CityDay { day.advanced(by: -rules.unreached.afterDays) }

    func keep() async throws {
        let notes = Box(SignNotes())
        try await lookAtCallersWhoAskAgain(notes)
        try await lookAtPeopleNotReached(notes)
        try await lookAtRatings(notes)
        try await lookAtClosings(notes)
        try await lookAtPauses(notes)
        try await store.keep(notes.value, of: day, closings: settled, rules: rules)
    }

    private func lookAtCallersWhoAskAgain(_ notes: Box<SignNotes>) async throws {
        let pairs = try await store.askedAgain(
            on: day, withinDays: rules.askedAgain.withinDays, digits: rules.askedAgain.categoryDigits)
        notes.change { notes in
            var counted: Set<CaseNumber> = []
            for pair in pairs where counted.insert(pair.earlier).inserted {
                notes.note(.init(.askedAgain, day, pair.body, pair.earlier, other: pair.again))
                notes.count(.askedAgain, day, pair.body, hits: 1)
            }
        }
    }

    private func lookAtPeopleNotReached(_ notes: Box<SignNotes>) async throws {
        let closings = try await store.reached(ofClosings: settled)
        notes.change { notes in
            for closing in closings {
                notes.count(.unreached, settled, closing.body, base: 1, hits: closing.isReached ? 0 : 1)
                if !closing.isReached { notes.note(.init(.unreached, settled, closing.body, closing.number)) }
            }
        }
    }

    // MARK: Ratings

    private struct Rating: Sendable {
        let number: CaseNumber
        let at: Instant
        let satisfaction: Satisfaction
    }

    /// Who took the rating, for which body.
    private struct Giver: Hashable, Sendable {
        let body: OrganisationID
        let source: String
    }

    private func lookAtRatings(_ notes: Box<SignNotes>) async throws {
        let found = Box<[Giver: [Rating]]>([:])
        let (zone, day) = (city.zone, day)
        try await store.visitHistories(.calledBack, on: day) { history in
            guard let body = history.request.lead else { return }
            for entry in history.entries where zone.day(of: entry.at) == day {
                guard case .calledBack(let answer) = entry.event, answer.reached, let grade = answer.satisfaction else {
                    continue
                }
                let source = entry.actor == Actor.resident.account ? answer.channel.rawValue : entry.actor
                found.change {
                    $0[Giver(body: body, source: source), default: []].append(
                        Rating(number: history.request.number, at: entry.at, satisfaction: grade))
                }
            }
        }
        notes.change { notes in
            for (giver, ratings) in found.value {
                let top = ratings.count { $0.satisfaction == .verySatisfied }
                notes.count(.topGrades, day, giver.body, base: ratings.count, hits: top)
                let good = ratings.filter { !$0.satisfaction.isBad && $0.satisfaction != .fairlySatisfied }
                let burst = Self.burst(good, rules.ratingBurst, at: \.at)
                notes.count(.ratingBurst, day, giver.body, base: ratings.count, hits: burst.count)
                for rating in burst { notes.note(.init(.ratingBurst, day, giver.body, rating.number)) }
            }
        }
    }

    /// Those that stand so close together that a window holds as many as the rule says.
    private static func burst<T>(_ list: [T], _ rule: SignRules.Burst, at: (T) -> Instant) -> [T] {
        guard rule.atLeast > 1, list.count >= rule.atLeast else { return [] }
        let sorted = list.sorted { at($0) < at($1) }
        let span = TimeSpan.minutes(rule.withinMinutes)
        var isIn = [Bool](repeating: false, count: sorted.count)
        for last in (rule.atLeast - 1)..<sorted.count {
            let first = last - rule.atLeast + 1
            if at(sorted[last]) - at(sorted[first]) <= span { for index in first...last { isIn[index] = true } }
        }
        return zip(sorted, isIn).filter(\.1).map(\.0)
    }

    // MARK: Closings

    private struct Closing: Sendable {
        let number: CaseNumber
        let body: OrganisationID
        let account: String
        let at: Instant
        /// Left of the time there was; `nil` where the deadline is not known.
        let left: TimeSpan?
        /// The first contact of the round came just before it, without a word.
        let isHasty: Bool
    }

    private func lookAtClosings(_ notes: Box<SignNotes>) async throws {
        let found = Box<[Closing]>([])
        let (city, day, rules) = (city, day, rules)
        try await store.visitHistories(.closed, on: day) { history in
            let closings = Self.closings(of: history, on: day, rules, in: city)
            found.change { $0 += closings }
        }
        let soon = found.value.filter { closing in
            closing.left.map { $0 >= .zero && $0 <= rules.bulkClosingBefore } ?? false
        }
        let byAccount = Dictionary(grouping: soon) { "\($0.body)\t\($0.account)" }
        notes.change { notes in
            for closing in found.value {
                notes.count(.hastyContact, day, closing.body, base: 1, hits: closing.isHasty ? 1 : 0)
                if closing.isHasty { notes.note(.init(.hastyContact, day, closing.body, closing.number)) }
            }
            for (subject, closings) in byAccount {
                let burst = Self.burst(closings, rules.bulkClosing, at: \.at)
                guard !burst.isEmpty else { continue }
                notes.count(.bulkClosing, day, subject, base: closings.count, hits: burst.count)
                for closing in burst { notes.note(.init(.bulkClosing, day, subject, closing.number)) }
            }
        }
    }

    private static func closings(
        of history: CaseHistory, on day: CityDay, _ rules: SignRules, in city: City
    ) -> [Closing] {
        guard let body = history.request.lead else { return [] }
        return history.request.rounds.compactMap { round in
            guard let closedAt = round.closedAt, city.zone.day(of: closedAt) == day,
                let entry = history.entries.last(where: { $0.event == .closed && $0.at == closedAt })
            else { return nil }
            let contacts = history.entries.filter { entry in
                guard entry.at >= round.startedAt, entry.at <= closedAt, case .contacted = entry.event else {
                    return false
                }
                return true
            }
            var isHasty = false
            if let first = contacts.first, case .contacted(_, _, nil) = first.event {
                isHasty = closedAt - first.at <= rules.hastyContact.within
            }
            return Closing(
                number: history.request.number, body: body, account: entry.actor, at: closedAt,
                left: history.request.closeClock(round, in: city).deadline.map { $0 - closedAt }, isHasty: isHasty)
        }
    }

    // MARK: Pauses

    private func lookAtPauses(_ notes: Box<SignNotes>) async throws {
        let found = Box<[(number: CaseNumber, body: OrganisationID, isLate: Bool)]>([])
        let (city, day, rules) = (city, day, rules)
        try await store.visitHistories(.paused, on: day) { history in
            guard let body = history.request.lead else { return }
            for round in history.request.rounds {
                for (index, pause) in round.pauses.enumerated() where city.zone.day(of: pause.from) == day {
                    // The deadline as it stood when the pause began.
                    var then = round
                    then.pauses = Array(round.pauses[..<index])
                    then.closedAt = nil
                    let left = history.request.closeClock(then, in: city).deadline.map { $0 - pause.from }
                    let isLate = left.map { $0 <= rules.latePause.within } ?? false
                    found.change { $0.append((history.request.number, body, isLate)) }
                }
            }
        }
        notes.change { notes in
            for pause in found.value {
                notes.count(.latePause, day, pause.body, base: 1, hits: pause.isLate ? 1 : 0)
                if pause.isLate { notes.note(.init(.latePause, day, pause.body, pause.number)) }
            }
        }
    }
}

/// A value that a visit of the database's own thread adds to.
private final class Box<Value: Sendable>: Sendable {
    private let held: Mutex<Value>

    init(_ value: Value) { held = Mutex(value) }

    var value: Value { held.withLock { $0 } }

    func change(_ change: (inout Value) -> Void) { held.withLock { change(&$0) } }
}
