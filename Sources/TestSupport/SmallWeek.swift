import Casework
package import Civics
package import Storage

/// The week of 16 November 2026 in a small city, told request by request: what two bodies did, so that every figure can
/// be counted by hand. Enquiries are to be contacted within one working day and closed within two.
package struct SmallWeek {
    package static let shunde = "440606-housing"
    package static let period = CityPeriod.week(CityWeek("2026-W47")!)

    /// The requests by their names, `a` to `g`.
    package private(set) var numbers: [String: CaseNumber] = [:]
    private let house: TestStore

    package init(in house: TestStore) async throws {
        self.house = house
        // In time with everything; asked about, solved and satisfied. An enquiry: it counts in all but "solved".
        try await tell("a", .enquiry, contact: "2026-11-16 09:30", close: "2026-11-16 10:00")
        try await answer("a", "2026-11-17 09:00", true, .satisfied)
        // Solved, fairly satisfied.
        try await tell("b", .complaint, contact: "2026-11-16 09:30", close: "2026-11-16 10:00")
        try await answer("b", "2026-11-17 09:00", true, .fairlySatisfied)
        // Not contacted in time, not solved, no grade.
        try await tell("c", .complaint, close: "2026-11-18 10:00")
        try await answer("c", "2026-11-19 09:00", false, nil)
        // An enquiry answered a day late, and nobody picks up the telephone.
        try await tell("d", .enquiry, contact: "2026-11-16 09:30", close: "2026-11-19 10:00")
        try await answer("d", "2026-11-20 09:00", nil, nil, reached: false)
        // Sent back and closed again on the same day: two closings, one of them in vain.
        try await tell("e", .complaint, contact: "2026-11-16 09:30", close: "2026-11-16 10:00")
        try await house.give(.redo(note: nil), numbers["e"]!, "2026-11-16 11:00")
        try await house.give(.close(body: CaseLife.lead, reply: "reply"), numbers["e"]!, "2026-11-16 15:00")
        // Shunde: dissatisfied, which the supervisor takes out after an appeal; and one that is still open and late.
        try await tell("f", .enquiry, contact: "2026-11-16 09:30", close: "2026-11-16 10:00", lead: Self.shunde)
        try await answer("f", "2026-11-17 09:00", false, .fairlySatisfied)
        let appeal = RequestCommand.appeal(body: Self.shunde, ground: "malicious-rating", note: "note")
        try await house.give(appeal, numbers["f"]!, "2026-11-17 10:00")
        try await house.give(.decideAppeal(grant: true, note: nil), numbers["f"]!, "2026-11-18 10:00")
        try await tell("g", .enquiry, contact: "2026-11-16 09:30", close: nil, lead: Self.shunde)
    }

    private mutating func tell(
        _ name: String, _ kind: RequestKind, contact: String? = nil, close: String?,
        lead: OrganisationID = CaseLife.lead
    ) async throws {
        let place = lead == Self.shunde ? "440606005" : "440605011"
        let number = try await house.receive("2026-11-16 09:00", .test(kind: kind, place: place))
        try await house.give(.dispatch(Dispatch(lead: lead)), number, "2026-11-16 09:10")
        try await house.give(.sign(body: lead, handler: nil), number, "2026-11-16 09:20")
        if let contact { try await house.give(.contact(body: lead, means: .phone, note: "n"), number, contact) }
        if let close { try await house.give(.close(body: lead, reply: "reply"), number, close) }
        numbers[name] = number
    }

    private func answer(
        _ name: String, _ time: String, _ solved: Bool?, _ grade: Satisfaction?, reached: Bool = true
    ) async throws {
        let answer = CallBack(reached: reached, solved: solved, satisfaction: grade, channel: .phone, comment: nil)
        try await house.give(.callBack(answer), numbers[name]!, time)
    }

    /// The names of the requests on a page, in the order of the alphabet.
    package func names(_ page: RequestPage) -> String {
        page.items.compactMap { item in numbers.first { $0.value == item.row.number }?.key }.sorted().joined()
    }
}
