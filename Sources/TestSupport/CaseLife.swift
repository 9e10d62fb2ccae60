package import Casework
package import Civics

/// A request whose life is told command by command, in memory: decided by the rules, then taken in.
///
///     var life = CaseLife("2026-11-18 10:24")
///     try life.dispatch("2026-11-18 11:00")
///     try life.sign("2026-11-18 14:00")
package struct CaseLife {
    package private(set) var request: ServiceRequest
    package private(set) var events: [(event: RequestEvent, at: Instant)]
    package let city: City

    /// The body that leads unless a test says otherwise, and one that helps.
    package static let lead = "440605-housing"
    package static let helper = "440605-urban-management"
    /// A body that has nothing to do with the request.
    package static let stranger = "440606-industry"

    /// A request received at this time of the city.
    package init(_ time: String, _ receipt: Receipt = .test(), city: City = TestCity.foshan) throws(Refusal) {
        let events = try ServiceRequest.decide(receive: receipt, in: city)
        let moment = at(time, in: city)
        guard let number = CaseNumber(day: city.zone.day(of: moment), serial: 1),
            let request = ServiceRequest(number, first: events[0], at: moment)
        else { fatalError("no receipt") }
        self.city = city
        self.request = request
        self.events = [(events[0], moment)]
    }

    /// Gives a command; its events are taken in when the rules allow it.
    @discardableResult
    package mutating func give(_ command: RequestCommand, _ time: String) throws(Refusal) -> [RequestEvent] {
        try give(command, at: at(time, in: city))
    }

    @discardableResult
    package mutating func give(_ command: RequestCommand, at moment: Instant) throws(Refusal) -> [RequestEvent] {
        let new = try request.decide(command, at: moment, in: city)
        for event in new {
            request.evolve(event, at: moment)
            events.append((event, moment))
        }
        return new
    }

    package mutating func dispatch(
        _ time: String, lead: OrganisationID = CaseLife.lead, helpers: [OrganisationID] = []
    ) throws(Refusal) {
        try give(.dispatch(Dispatch(lead: lead, coHandlers: helpers)), time)
    }

    package mutating func sign(_ time: String, by body: OrganisationID = CaseLife.lead) throws(Refusal) {
        try give(.sign(body: body, handler: nil), time)
    }

    package mutating func returnToDispatcher(_ time: String, by body: OrganisationID = CaseLife.lead) throws(Refusal) {
        try give(.return(body: body, reason: .notOurDuty, note: nil), time)
    }

    package mutating func close(_ time: String, by body: OrganisationID = CaseLife.lead) throws(Refusal) {
        try give(.close(body: body, reply: "reply"), time)
    }

    package mutating func callBack(
        _ time: String, solved: Bool? = true, _ satisfaction: Satisfaction? = .satisfied, reached: Bool = true
    ) throws(Refusal) {
        let answer = CallBack(
            reached: reached, solved: solved, satisfaction: satisfaction, channel: .phone, comment: nil)
        try give(.callBack(answer), time)
    }
}

extension Receipt {
    /// A complaint of a resident of Guicheng about night work on a building site, with the limits that the city gives it:
    /// dispatch 24 hours, sign and contact 1 working day, close 15 working days.
    package static func test(
        kind: RequestKind = .complaint, urgency: Urgency = .ordinary, line: ServiceLine = .public,
        category: CategoryCode = "010501", place: RegionID = "440605011", channel: Channel = .web,
        isProtected: Bool = false, title: String = "title", text: String = "text", limits: ServiceLimits? = nil,
        city: City = TestCity.foshan
    ) -> Receipt {
        guard let limits = limits ?? city.limits.limits(kind: kind, urgency: urgency, line: line) else {
            fatalError("no limits")
        }
        return Receipt(
            channel: channel, line: line, kind: kind, urgency: urgency, category: category, place: place,
            isProtected: isProtected, person: 0, title: title, text: text, limits: limits)
    }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
package struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
