import Casework
import Civics
import Desks
import Foundation
import Simulation
import Storage
import TestSupport
import Testing

/// Clocks computed from events equal the deadlines stored in work lists, at every event of a simulated year with its
/// holidays, swapped days, pauses, extensions, redos and rectifications; and both equal what somebody finds who goes
/// through the city's time minute by minute.
///
/// A quarter is played by default, from the middle of September to the middle of December, with the week of the national
/// holiday and its swapped days; `ONEDOOR_MEASURE=1` plays the year.
@Suite struct YearOfClocksTests {
    private static let isWhole = ProcessInfo.processInfo.environment["ONEDOOR_MEASURE"] == "1"

    @Test(.timeLimit(.minutes(10))) func clocksOfEventsAreTheDeadlinesOfWorkLists() async throws {
        let begin = ContinuousClock.now
        let city = TestCity.foshan
        let house = try await TestStore(city: city)
        try await house.store.database.expectBulk()
        let perDay = Self.isWhole ? 24 : 8
        let (from, days) = Self.isWhole ? (CityDay("2026-01-01")!, 365) : (CityDay("2026-09-14")!, 91)
        var year = PlayedYear(city)
        var chunk: [SimulatedStep] = []
        var inChunk: Set<Int> = []
        let end = city.zone.startOfDay(from.advanced(by: days))
        for step in CitySimulator(city: city, from: from, days: days, perDay: perDay, seed: 365, end: end) {
            // No case twice in one transaction, so that the columns are seen after every event.
            if inChunk.contains(step.ordinal)
                || city.zone.day(of: step.at) != chunk.last.map({ city.zone.day(of: $0.at) })
            {
                try await year.write(chunk, to: house.store)
                chunk = []
                inChunk = []
            }
            chunk.append(step)
            inChunk.insert(step.ordinal)
        }
        try await year.write(chunk, to: house.store)
        year.compareWithHand()
        try await year.comparePast(house.store)
        let seen = year.counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        print("a \(Self.isWhole ? "year" : "quarter") of clocks: \(seen); \(ContinuousClock.now - begin)")
        #expect(year.faults.isEmpty, "\(year.faults.prefix(10))")
        for what in ["paused", "resumed", "extension-decided", "redone", "rectification-opened", "returned"] {
            #expect(year.counts[what, default: 0] > 0, "nothing was \(what)")
        }
        #expect(year.counts["rows compared", default: 0] > 4_000)
        #expect(year.counts["worked out by hand", default: 0] > 200)
        #expect(year.counts["past moments", default: 0] > 100)
    }
}

/// Plays steps into a store and beside it, and compares after each transaction.
private struct PlayedYear {
    let city: City
    private(set) var counts: [String: Int] = [:]
    private(set) var faults: [String] = []
    private var numbers: [Int: CaseNumber] = [:]
    private var keys: [Int: PersonKey] = [:]
    private var requests: [Int: ServiceRequest] = [:]
    /// Clocks that were seen at some moment, to be worked out by hand afterwards.
    private var samples: [(ordinal: Int, at: Instant, request: ServiceRequest)] = []
    private let hand: TimeByHand

    init(_ city: City) {
        self.city = city
        hand = TimeByHand(city.calendar)
    }

    mutating func write(_ steps: [SimulatedStep], to store: Store) async throws {
        guard !steps.isEmpty else { return }
        var prepared: [PreparedCommand] = []
        for step in steps {
            var command = step.command
            if let main = step.main, let into = numbers[main] {
                if case .answerWith(_, let body, let reply) = command {
                    command = .answerWith(into, body: body, reply: reply)
                } else {
                    command = .merge(into: into)
                }
            }
            let person = step.person.map { PersonDetails(name: $0.name, phone: $0.phone) }
            var one = try store.prepare(
                OutsideCommand(
                    number: numbers[step.ordinal], command: command, person: person, at: step.at, actor: "tester",
                    isTold: false), key: keys[step.ordinal], entropy: .system)
            if let key = one.person?.key { keys[step.ordinal] = key }
            one.grams = nil
            prepared.append(one)
        }
        let commands = prepared
        let outcomes = try await store.bulk { batch in
            try commands.map { command -> (state: ServiceRequest?, failure: String?) in
                do {
                    return (try batch.state(of: batch.perform(command).number), nil)
                } catch let failure as CommandFailure {
                    return (nil, "\(failure)")
                }
            }
        }
        for (step, (command, outcome)) in zip(steps, zip(commands, outcomes)) {
            guard let state = outcome.state else {
                faults.append("\(step.ordinal) \(outcome.failure ?? ""): \(step.command)")
                continue
            }
            numbers[step.ordinal] = state.number
            let before = requests[step.ordinal]
            requests[step.ordinal] = try follow(command, before: before, number: state.number)
            count("commands")
            if step.ordinal % 7 == state.version % 7 { samples.append((step.ordinal, step.at, state)) }
        }
        try await compare(steps.map(\.ordinal), steps.last?.at, store)
    }

    /// What the rules make of the command, without the store.
    private mutating func follow(
        _ prepared: PreparedCommand, before: ServiceRequest?, number: CaseNumber
    ) throws -> ServiceRequest? {
        let events: [RequestEvent]
        if case .receive(let receipt) = prepared.command {
            events = try ServiceRequest.decide(receive: receipt, in: city)
        } else {
            events = try before?.decide(prepared.command, at: prepared.at, in: city) ?? []
        }
        var request = before
        for event in events {
            count(String(event.typeName.dropFirst("request.".count).dropLast(2)))
            if request == nil {
                request = ServiceRequest(number, first: event, at: prepared.at)
            } else {
                request?.evolve(event, at: prepared.at)
            }
        }
        return request
    }

    private struct Columns: Sendable {
        let number: CaseNumber
        let kind, deadline, yellow, red, close, order: Int64?
    }

    private mutating func compare(_ ordinals: [Int], _ last: Instant?, _ store: Store) async throws {
        let known = ordinals.compactMap { numbers[$0]?.rawValue }
        let rows = try await store.database.read { connection in
            try known.compactMap { number in
                try connection.first(
                    """
                    SELECT clock, clock_deadline, clock_yellow, clock_red, close_deadline, supervision_deadline
                    FROM request WHERE case_id = ?
                    """, [.integer(number)]
                ) { row in
                    Columns(
                        number: CaseNumber(rawValue: number), kind: row.optionalInteger(0),
                        deadline: row.optionalInteger(1), yellow: row.optionalInteger(2), red: row.optionalInteger(3),
                        close: row.optionalInteger(4), order: row.optionalInteger(5))
                }
            }
        }
        let columns = Dictionary(rows.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        for ordinal in ordinals {
            guard let request = requests[ordinal], let row = columns[request.number] else { continue }
            count("rows compared")
            let next = request.nextClock(in: city)
            let close = request.clock(.close, in: city)
            check(row.kind, next.map { Int64($0.kind.rawValue) }, "clock", request)
            check(row.deadline, next?.deadline?.milliseconds ?? .max, "clock_deadline", request)
            check(row.yellow, next?.yellowAt?.milliseconds, "clock_yellow", request)
            check(row.red, next?.redAt?.milliseconds, "clock_red", request)
            check(row.close, close?.deadline?.milliseconds, "close_deadline", request)
            if let order = request.clock(.supervision, in: city)?.deadline {
                check(row.order, order.milliseconds, "supervision_deadline", request)
            }
            // The colours at the next midnight are those that the columns give.
            if let last, let next, let deadline = next.deadline, next.leftAtPause == nil {
                let midnight = city.zone.startOfDay(city.zone.day(of: last).advanced(by: 1))
                let shown = Clock.state(
                    at: midnight, deadline: Instant(milliseconds: row.deadline ?? 0),
                    yellowAt: row.yellow.map { Instant(milliseconds: $0) },
                    redAt: row.red.map { Instant(milliseconds: $0) })
                if next.stoppedAt == nil, next.state(at: midnight) != shown {
                    faults.append("\(request.number) at midnight: \(shown), deadline \(deadline)")
                }
                count("midnights")
            }
        }
    }

    private mutating func check(_ stored: Int64?, _ computed: Int64?, _ what: String, _ request: ServiceRequest) {
        if stored != computed {
            faults.append("\(request.number) v\(request.version) \(what): \(stored ?? -1), not \(computed ?? -1)")
        }
    }

    private mutating func count(_ what: String) { counts[what, default: 0] += 1 }

    /// Deadlines of the sample, found minute by minute.
    mutating func compareWithHand() {
        let step = max(1, samples.count / 400)
        for index in stride(from: 0, to: samples.count, by: step) {
            let request = samples[index].request
            for clock in request.clocks(in: city) {
                let round = clock.kind == .close ? request.rounds.last : nil
                let found = hand.end(
                    of: clock.limit, extended: round?.granted ?? .zero, from: clock.startedAt,
                    pauses: round?.pauses.map { ($0.from, $0.to) } ?? [])
                compare(clock, found, "\(request.number) v\(request.version)")
            }
            for helper in request.coHandlers {
                let pauses = request.rounds.last?.pauses.filter { $0.from >= helper.since } ?? []
                for kind in [Clock.Kind.sign, .close] {
                    let clock = request.clock(kind, of: helper, in: city)
                    let found = hand.end(
                        of: clock.limit, extended: .zero, from: clock.startedAt,
                        pauses: clock.kind == .close ? pauses.map { ($0.from, $0.to) } : [])
                    compare(clock, found, "\(request.number) v\(request.version), \(helper.body)")
                    count("helpers' clocks by hand")
                }
            }
        }
    }

    private mutating func compare(_ clock: Clock, _ found: TimeByHand.End, _ whose: String) {
        count("worked out by hand")
        let computed: TimeByHand.End =
            if let deadline = clock.deadline { .at(deadline) } else if clock.gap != nil { .unknown } else { .paused }
        if computed != found { faults.append("\(whose) \(clock.kind): \(computed), by hand \(found)") }
    }

    /// What was seen at a moment is what the journal gives for that moment when all is over.
    mutating func comparePast(_ store: Store) async throws {
        let step = max(1, samples.count / 300)
        for index in stride(from: 0, to: samples.count, by: step) {
            let (ordinal, moment, seen) = samples[index]
            guard let number = numbers[ordinal], let file = try await store.caseFile(number) else { continue }
            // Several commands of one millisecond are told apart by their versions only.
            guard file.entries.first(where: { $0.at > moment })?.version ?? seen.version + 1 == seen.version + 1,
                let past = ServiceRequest(folding: file.entries.filter { $0.at <= moment })
            else { continue }
            count("past moments")
            if past.clocks(in: city) != seen.clocks(in: city) { faults.append("\(number) at \(moment.milliseconds)") }
        }
    }
}

/// Working time as one goes through it: day after day, minute after minute, knowing nothing but the list of days and the
/// opening hours. Slow and plain on purpose; it shares nothing with `WorkingCalendar`.
private struct TimeByHand {
    enum End: Equatable {
        case at(Instant)
        case paused
        case unknown
    }

    private let calendar: WorkingCalendar
    private let open: [Bool]

    init(_ calendar: WorkingCalendar) {
        self.calendar = calendar
        open = (0..<1440).map { minute in
            calendar.hours.contains {
                $0.lowerBound <= Int64(minute) * 60_000 && Int64(minute) * 60_000 < $0.upperBound
            }
        }
    }

    /// `nil` in a year without data.
    private func works(_ day: CityDay) -> Bool? {
        guard let year = calendar.years[day.year] else { return nil }
        if year.daysWorked.contains(day) { return true }
        // 1 January 1970 was a Thursday.
        let weekday = ((day.number % 7) + 7 + 3) % 7
        return weekday < 5 && !year.daysOff.contains(day)
    }

    func end(
        of limit: TimeLimit, extended: TimeSpan, from start: Instant, pauses: [(from: Instant, to: Instant?)]
    ) -> End {
        var left: Int64
        let isWorking: Bool
        switch limit {
        case .elapsed(let span): (left, isWorking) = (span.milliseconds, false)
        case .working(let span): (left, isWorking) = (span.milliseconds, true)
        case .workingDays(let days):
            (left, isWorking) = (Int64(days) * Int64(open.count { $0 }) * 60_000, true)
        }
        left += extended.milliseconds
        guard left > 0 else { return .at(start) }
        var now = start.milliseconds
        var waiting = pauses[...]
        var known: (day: CityDay, works: Bool)?
        while true {
            if let pause = waiting.first, pause.from.milliseconds <= now {
                guard let to = pause.to else { return .paused }
                now = max(now, to.milliseconds)
                waiting = waiting.dropFirst()
                continue
            }
            let (day, time) = calendar.zone.local(Instant(milliseconds: now))
            if isWorking, known?.day != day {
                guard let works = works(day) else { return .unknown }
                known = (day, works)
            }
            var next = now + 60_000 - time % 60_000
            if let pause = waiting.first { next = min(next, pause.from.milliseconds) }
            if !isWorking || (known?.works == true && open[Int(time / 60_000)]) {
                // Used up at this moment, unless the clock is stopped at it.
                if next - now >= left { return .at(Instant(milliseconds: now + left)) }
                left -= next - now
            }
            now = next
        }
    }
}
