package import Civics
package import Storage

/// What stands out about a look at personal data.
package enum LookMark: String, CaseIterable, Sendable {
    /// One of more cases within an hour than is usual.
    case many
    case night
    /// At who asked, in a case in which the account has done nothing.
    case unrelated
}

/// Which looks an auditor wants to see.
package struct LookQuery: Hashable, Sendable {
    package var days: ClosedRange<CityDay>
    package var account: String?
    package var number: CaseNumber?
    package var kind: AccessKind?
    /// Only those that stand out.
    package var isUnusualOnly: Bool

    package init(
        days: ClosedRange<CityDay>, account: String? = nil, number: CaseNumber? = nil, kind: AccessKind? = nil,
        isUnusualOnly: Bool = false
    ) {
        self.days = days
        self.account = account
        self.number = number
        self.kind = kind
        self.isUnusualOnly = isUnusualOnly
    }
}

package struct ReviewedLook: Hashable, Sendable {
    package let look: Look
    package let marks: Set<LookMark>
}

/// The looks of one account in a period.
package struct AccountLooks: Hashable, Sendable {
    package let account: String
    package fileprivate(set) var looks = 0
    /// The most cases within an hour, and when that hour ended.
    package fileprivate(set) var mostInAnHour = 0
    package fileprivate(set) var mostAt: Instant?
    package fileprivate(set) var atNight = 0
    /// Looks at who asked, in cases in which the account has done nothing; and the most of them on one day.
    package fileprivate(set) var unrelated = 0
    package fileprivate(set) var mostUnrelatedInADay = 0

    /// What the city's thresholds point out.
    package func marks(_ rules: UnusualLooks) -> Set<LookMark> {
        var marks: Set<LookMark> = []
        if mostInAnHour > rules.inAnHour { marks.insert(.many) }
        if atNight > 0 { marks.insert(.night) }
        if mostUnrelatedInADay > rules.unrelatedInADay { marks.insert(.unrelated) }
        return marks
    }
}

/// A page of looks, and what stands out in the whole period.
package struct LookReview: Sendable {
    package let looks: [ReviewedLook]
    /// Where the next page begins; `nil` at the end.
    package let next: LookCursor?
    package let total: Int
    /// Accounts with something that stands out, those with most first.
    package let unusual: [AccountLooks]
}

/// The place of the last look of a page.
package struct LookCursor: Hashable, Sendable {
    package let at: Instant
    package let place: Int64

    package init(at: Instant, place: Int64) {
        self.at = at
        self.place = place
    }
}

/// Judges looks in the order of time, as they come.
struct LookJudge {
    private let rules: UnusualLooks
    private let zone: CityZone
    private(set) var accounts: [String: AccountLooks] = [:]
    private var hours: [String: Hour] = [:]
    private var unrelatedToday: [String: (day: CityDay, count: Int)] = [:]

    /// The cases that an account looked at within the last hour.
    private struct Hour {
        var looks: [(at: Instant, number: CaseNumber)] = []
        var first = 0
        var cases: [CaseNumber: Int] = [:]

        mutating func add(_ number: CaseNumber, at: Instant) {
            looks.append((at, number))
            cases[number, default: 0] += 1
            while looks[first].at <= at - .hours(1) {
                let old = looks[first].number
                cases[old] = cases[old].flatMap { $0 > 1 ? $0 - 1 : nil }
                first += 1
            }
            if first > 4096 {
                looks.removeFirst(first)
                first = 0
            }
        }
    }

    init(_ rules: UnusualLooks, zone: CityZone) {
        self.rules = rules
        self.zone = zone
    }

    /// - Parameter counts: `false` for what lies before the period, which only fills the first hour.
    mutating func judge(_ look: Look, counts: Bool = true) -> Set<LookMark> {
        // What the house or the person does by themselves stands out to nobody.
        guard ![Actor.resident, .system, .console].contains(where: { $0.account == look.account }) else { return [] }
        var hour = hours[look.account] ?? Hour()
        hours[look.account] = nil
        // A search that found nothing is a case of its own: fishing in numbers is what is looked for.
        hour.add(look.number ?? CaseNumber(rawValue: -look.place), at: look.at)
        let inAnHour = hour.cases.count
        hours[look.account] = hour
        guard counts else { return [] }
        var account = accounts[look.account] ?? AccountLooks(account: look.account)
        var marks: Set<LookMark> = []
        account.looks += 1
        if inAnHour > account.mostInAnHour {
            account.mostInAnHour = inAnHour
            account.mostAt = look.at
        }
        if inAnHour > rules.inAnHour { marks.insert(.many) }
        if rules.isNight(zone.local(look.at).time) {
            account.atNight += 1
            marks.insert(.night)
        }
        if !look.isRelated {
            marks.insert(.unrelated)
            account.unrelated += 1
            let day = zone.day(of: look.at)
            let before = unrelatedToday[look.account].flatMap { $0.day == day ? $0.count : nil } ?? 0
            unrelatedToday[look.account] = (day, before + 1)
            account.mostUnrelatedInADay = max(account.mostUnrelatedInADay, before + 1)
        }
        accounts[look.account] = account
        return marks
    }
}

extension Administration {
    /// Days that are looked through at once.
    package static let longestReview = 31
    private static let reviewPart = 5000

    /// Who looked at what, with what stands out; for auditors.
    /// - Parameter before: the last look of the page before.
    package func review(
        _ query: LookQuery, before: LookCursor? = nil, limit: Int = 100, _ context: OperationContext
    ) async throws -> LookReview {
        var kept: [ReviewedLook] = []
        var total = 0
        // Of a long list the newest are wanted: as many as the page has, and one more, before the cursor.
        let accounts = try await visitLooks(query, context) { look in
            total += 1
            if let before, (look.look.at, look.look.place) >= (before.at, before.place) { return }
            kept.append(look)
            if kept.count > 4 * (limit + 1) { kept.removeFirst(kept.count - limit - 1) }
        }
        let hasMore = kept.count > limit
        let shown = Array(kept.suffix(limit).reversed())
        let rules = rules.unusualLooks
        let unusual = accounts.filter { !$0.marks(rules).isEmpty }
            .sorted { ($0.unrelated + $0.atNight + $0.mostInAnHour) > ($1.unrelated + $1.atNight + $1.mostInAnHour) }
        return LookReview(
            looks: shown,
            next: hasMore ? shown.last.map { LookCursor(at: $0.look.at, place: $0.look.place) } : nil, total: total,
            unusual: unusual)
    }

    /// Visits the looks that a query finds, in the order of time, however many there are.
    /// - Returns: sums of all accounts in the period, whatever else the query asks for.
    @discardableResult
    package func visitLooks(
        _ query: LookQuery, _ context: OperationContext, _ visit: (ReviewedLook) async throws -> Void
    ) async throws -> [AccountLooks] {
        guard Access.isAllowed(.viewAccessLog, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewAccessLog)
        }
        let zone = store.city.zone
        let start = zone.startOfDay(query.days.lowerBound)
        var filter = LookFilter()
        filter.from = start - .hours(1)
        filter.to = zone.startOfDay(query.days.upperBound.advanced(by: 1))
        filter.account = query.account
        var judge = LookJudge(rules.unusualLooks, zone: zone)
        var after: (at: Instant, place: Int64)?
        while true {
            let part = try await store.looks(
                filter, after: after, needingReason: AccessKind.needingReason.map(\.rawValue), limit: Self.reviewPart)
            for look in part {
                let isInside = look.at >= start
                let marks = judge.judge(look, counts: isInside)
                guard isInside, query.number == nil || query.number == look.number,
                    query.kind == nil || query.kind?.rawValue == look.what,
                    !query.isUnusualOnly || !marks.isEmpty
                else { continue }
                try await visit(ReviewedLook(look: look, marks: marks))
            }
            guard part.count == Self.reviewPart, let last = part.last else { break }
            after = (last.at, last.place)
            try Task.checkCancellation()
        }
        return Array(judge.accounts.values)
    }
}
