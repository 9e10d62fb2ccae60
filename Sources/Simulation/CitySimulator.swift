import Casework
package import Civics

/// A city's days, made up from a seed: who asks for what, where and when, and what the bodies of the city make of it.
///
///     let simulator = CitySimulator(city: foshan, from: day, days: 90, perDay: 300, seed: 7, end: now)
///     for step in simulator { … }
///
/// Steps come in strict order of time, and of ordinal within a moment; each is a command that the rules accept when it
/// is carried out then. The same city, arguments and seed give the same steps to the byte on every platform. Only the
/// open cases and the arrivals of one day are held, so that a million requests take no more memory than a week's.
///
/// What is made up: the rhythm of hours, weekdays, holidays and seasons; storms and issues that grow in one place;
/// people who come again; the hidden quality of each body. What is not: categories, places, duties, limits and the
/// working calendar, which are the city's. A year without a calendar is taken to have no holidays.
package struct CitySimulator: Sequence, IteratorProtocol {
    let city: City
    let seed: UInt64
    let rhythm: DayRhythm
    let demand: Demand
    let people: People
    let isChinese: Bool
    /// Kind × urgency × line.
    let limits: [ServiceLimits]
    var bodies: Bodies
    var writer: TextWriter
    var recent = RecentMatters()
    /// Cases with which others are handled, by ordinal.
    var mains: [Int: MainCase] = [:]

    private let end: Int64
    private var arrivals: Arrivals
    private var agenda = Agenda()
    private var cases: [OpenCase] = []
    private var freeSlots: [Int32] = []
    private var ordinals = 0
    /// What follows from the action in hand.
    private var planned: [(action: CaseAction, at: Int64)] = []

    /// - Parameters:
    ///   - from: The first day on which requests come in.
    ///   - days: How many such days. None for 0 or less.
    ///   - perDay: Requests on an average day; more come on Mondays and in storms, fewer on holidays.
    ///   - end: Nothing happens after this moment, so that the last cases stay open; `nil` lets every case run to its
    ///     end, some of them months after the last day.
    package init(city: City, from: CityDay, days: Int, perDay: Int, seed: UInt64, end: Instant? = nil) {
        let isChinese = city.categories.contains { Explanation.isChinese($0) }
        let text = CityText(city: city, isChinese: isChinese)
        self.city = city
        self.seed = seed
        self.isChinese = isChinese
        self.end = end?.milliseconds ?? .max
        rhythm = DayRhythm(calendar: city.calendar)
        demand = Demand(city: city, subjects: text.subjects)
        people = People(city: city, seed: seed, isChinese: isChinese)
        bodies = Bodies(city: city, seed: seed, isChinese: isChinese)
        writer = TextWriter(book: text.book, subjects: text.subjects, names: text.names, isChinese: isChinese)
        let last = city.limits.rules.last?.limits
        limits = RequestKind.allCases.flatMap { kind in
            Urgency.allCases.flatMap { urgency in
                ServiceLine.allCases.compactMap { line in
                    city.limits.limits(kind: kind, urgency: urgency, line: line) ?? last
                }
            }
        }
        // Nothing can be asked of a city without categories, places or limits.
        let isEmpty = city.categories.isEmpty || city.regions.isEmpty || limits.isEmpty
        arrivals = Arrivals(rhythm: rhythm, seed: seed, perDay: isEmpty ? 0 : perDay, from: from, days: days)
    }

    /// The next step; `nil` when nothing more happens.
    package mutating func next() -> SimulatedStep? {
        while true {
            let arrival = arrivals.peek()
            if let entry = agenda.first, entry.at <= arrival?.at ?? .max {
                guard entry.at <= end else { return nil }
                if let step = performFirst() { return step }
            } else if let arrival {
                guard arrival.at <= end else { return nil }
                arrivals.take()
                return receive(arrival)
            } else {
                return nil
            }
        }
    }

    /// Cases that are held now.
    var openCases: Int { cases.count - freeSlots.count }

    /// Plans an action for the case in hand, never before `now`.
    mutating func plan(_ action: CaseAction, at: Int64, now: Int64) { planned.append((action, Swift.max(at, now))) }

    private mutating func performFirst() -> SimulatedStep? {
        let entry = agenda.removeFirst()
        guard let action = entry.action else { return nil }
        var open = cases[Int(entry.slot)]
        open.pending -= 1
        let step = perform(action, &open, now: entry.at)
        finish(open, slot: entry.slot)
        return step
    }

    private mutating func receive(_ arrival: Arrivals.Arrival) -> SimulatedStep {
        let ordinal = ordinals
        ordinals += 1
        let slot = freeSlots.popLast() ?? Int32(cases.count)
        let (open, step) = receive(arrival, ordinal: ordinal, slot: slot)
        if Int(slot) == cases.count { cases.append(open) }
        finish(open, slot: slot)
        return step
    }

    /// Takes what was planned for a case on the agenda, and frees its place when nothing is to come.
    private mutating func finish(_ finished: OpenCase, slot: Int32) {
        var open = finished
        for plan in planned {
            agenda.insert(.init(at: plan.at, ordinal: open.ordinal, plan: open.plans, action: plan.action, slot: slot))
            open.plans &+= 1
            open.pending += 1
        }
        planned.removeAll(keepingCapacity: true)
        if open.pending == 0 {
            if open.isOpen {
                open.stage = .ended
                tell(.given, of: open)
            }
            freeSlots.append(slot)
        }
        cases[Int(slot)] = open
    }

    /// The case of a duplicate's target, if it is still being handled.
    func isHandled(_ target: (ordinal: Int, slot: Int32)) -> Bool {
        guard target.slot >= 0 else { return false }
        let open = cases[Int(target.slot)]
        return open.ordinal == target.ordinal && open.isHandled
    }

    func limits(_ open: OpenCase) -> ServiceLimits { limits(open.kind, open.urgency, open.line) }

    func limits(_ kind: RequestKind, _ urgency: Urgency, _ line: ServiceLine) -> ServiceLimits {
        let row = Self.index(kind) * Urgency.allCases.count + Self.index(urgency)
        return limits[row * ServiceLine.allCases.count + (line == .enterprise ? 1 : 0)]
    }

    private static func index(_ kind: RequestKind) -> Int {
        switch kind {
        case .enquiry: 0
        case .help: 1
        case .complaint: 2
        case .report: 3
        case .suggestion: 4
        case .praise: 5
        }
    }

    private static func index(_ urgency: Urgency) -> Int {
        switch urgency {
        case .ordinary: 0
        case .urgent: 1
        case .critical: 2
        }
    }
}
