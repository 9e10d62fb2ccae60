package import Civics
import Reporting
package import Storage

/// A sign (苗头): something that is worth a look. It is no verdict, and costs nobody a point.
package struct SignFinding: Hashable, Sendable {
    package let sign: Sign
    package let body: OrganisationID
    /// Of closings by one account; `nil` for signs that speak of the body.
    package let account: String?
    package let hits: Int
    /// Of how many; 0 where a number by itself is the sign.
    package let base: Int
    /// Of the whole city, where it is compared with that.
    package let cityShare: Double?
    /// Of the top grades: how many were asked about again, of how many closings.
    package let askedAgain: Rate?

    /// By which its requests are asked for.
    package var subject: String { account.map { "\(body)\t\($0)" } ?? body }

    /// `nil` where there is nothing to divide by.
    package var share: Double? { base > 0 ? Double(hits) / Double(base) : nil }
}

/// All signs of a period.
package struct SignReport: Sendable {
    package let days: ClosedRange<CityDay>
    package let findings: [SignFinding]
    /// Days of the period that have not been looked through yet.
    package let daysMissing: Int
    package let rules: SignRules
}

extension SupervisionDesk {
    /// As many days back as are looked through by themselves.
    private static let daysBack = 35

    /// Looks through the days that are over and were not looked through yet, or by other rules, the latest first.
    /// - Returns: how many days were looked through.
    @discardableResult
    package func lookForSigns(at now: Instant, daysBack: Int = SupervisionDesk.daysBack) async throws -> Int {
        let today = city.zone.day(of: now)
        let days = today.advanced(by: -daysBack)...today.advanced(by: -1)
        let looked = try await store.daysLooked(days, rules: city.quality.signs)
        let first = try await store.database.read { try StoredFigures(connection: $0).firstDay() }
        var count = 0
        for day in days.reversed() where !looked.contains(day) && first.map({ day >= $0 }) == true {
            try Task.checkCancellation()
            try await SignLook(store: store, day: day).keep()
            count += 1
        }
        return count
    }

    /// The signs of some days, those of a kind together, the strongest first.
    package func signs(_ days: ClosedRange<CityDay>, _ context: OperationContext) async throws -> SignReport {
        try requireSigns(context)
        let rules = city.quality.signs
        let counts = try await store.signCounts(days)
        let looked = try await store.daysLooked(days, rules: rules)
        let (closings, firstDay) = try await store.database.read { connection in
            (
                try FigureStore.table([.closed], .body, days, on: connection),
                try StoredFigures(connection: connection).firstDay()
            )
        }
        let judge = SignJudge(rules: rules, counts: counts) { closings[.closed, $0] }
        let today = city.zone.day(of: context.now)
        let missing = days.filter { day in
            day < today && firstDay.map { day >= $0 } == true && !looked.contains(day)
        }
        return SignReport(days: days, findings: judge.findings, daysMissing: missing.count, rules: rules)
    }

    /// The requests that speak for a sign, the latest first, at most so many; with the other one where there is one.
    ///
    /// That two requests are of the same caller is personal data: the look is logged.
    package func evidence(
        for sign: Sign, of subject: String, _ days: ClosedRange<CityDay>, limit: Int = 200, _ context: OperationContext
    ) async throws -> [(item: RequestPage.Item, other: RequestPage.Item?)] {
        try requireSigns(context)
        let sign = sign == .topGrades ? Sign.askedAgain : sign
        let cases = try await store.signCases(sign, of: subject, days, limit: limit)
        let items = try await store.rows(cases.flatMap { [$0.number] + [$0.other].compactMap(\.self) })
        let byNumber = Dictionary(items.map { ($0.row.number, $0) }, uniquingKeysWith: { first, _ in first })
        if sign == .askedAgain { try await store.logHistory(items, context) }
        return cases.compactMap { one in
            byNumber[one.number].map { ($0, one.other.flatMap { byNumber[$0] }) }
        }
    }

    private func requireSigns(_ context: OperationContext) throws(DeskError) {
        guard Access.isAllowed(.viewSigns, role: context.actor.role, relation: .none) else {
            throw .notAllowed(.viewSigns)
        }
    }
}

/// Which counts make a sign, by the thresholds of `quality.yml`.
struct SignJudge {
    let rules: SignRules
    let counts: [Sign: [String: SignNotes.Count]]
    /// Of a body in the period.
    let closings: (OrganisationID) -> Int

    var findings: [SignFinding] {
        let all =
            askedAgain + topGrades + bursts(.ratingBurst) + unreached + bursts(.bulkClosing)
            + hasty(.latePause, rules.latePause) + hasty(.hastyContact, rules.hastyContact)
        return all.sorted {
            ($0.sign.rawValue, $1.hits, $0.subject) < ($1.sign.rawValue, $0.hits, $1.subject)
        }
    }

    private func counts(of sign: Sign) -> [(subject: String, count: SignNotes.Count)] {
        (counts[sign] ?? [:]).map { ($0.key, $0.value) }
    }

    private var askedAgain: [SignFinding] {
        counts(of: .askedAgain).compactMap { body, count in
            let base = closings(body)
            guard count.hits >= rules.askedAgain.atLeast, share(count.hits, base) >= rules.askedAgain.share else {
                return nil
            }
            return finding(.askedAgain, body, count.hits, base)
        }
    }

    private var topGrades: [SignFinding] {
        counts(of: .topGrades).compactMap { body, count in
            let again = counts[.askedAgain]?[body]?.hits ?? 0
            let closed = closings(body)
            guard count.base >= rules.topGrades.atLeast, share(count.hits, count.base) >= rules.topGrades.share,
                again > 0, share(again, closed) >= rules.topGrades.askedAgainShare
            else { return nil }
            return SignFinding(
                sign: .topGrades, body: body, account: nil, hits: count.hits, base: count.base, cityShare: nil,
                askedAgain: Rate(Double(again), of: closed))
        }
    }

    /// Counted only where a window was full.
    private func bursts(_ sign: Sign) -> [SignFinding] {
        counts(of: sign).compactMap { subject, count in
            guard count.hits > 0 else { return nil }
            let parts = subject.split(separator: "\t", maxSplits: 1).map(String.init)
            return SignFinding(
                sign: sign, body: parts[0], account: parts.count > 1 ? parts[1] : nil, hits: count.hits,
                base: count.base, cityShare: nil, askedAgain: nil)
        }
    }

    private var unreached: [SignFinding] {
        let list = counts(of: .unreached)
        let all = list.reduce(into: SignNotes.Count()) { sum, one in
            sum.base += one.count.base
            sum.hits += one.count.hits
        }
        let cityShare = share(all.hits, all.base)
        return list.compactMap { body, count in
            // With all caution for chance: even the lower end of its interval lies above.
            guard count.base >= rules.unreached.atLeast,
                let low = Rate(Double(count.hits), of: count.base).interval?.lowerBound,
                low > cityShare * rules.unreached.times
            else { return nil }
            return finding(.unreached, body, count.hits, count.base, cityShare: cityShare)
        }
    }

    private func hasty(_ sign: Sign, _ rule: SignRules.Hasty) -> [SignFinding] {
        let list = counts(of: sign)
        let all = list.reduce(into: SignNotes.Count()) { sum, one in
            sum.base += one.count.base
            sum.hits += one.count.hits
        }
        return list.compactMap { body, count in
            guard count.hits >= rule.atLeast, share(count.hits, count.base) >= rule.share else { return nil }
            return finding(sign, body, count.hits, count.base, cityShare: share(all.hits, all.base))
        }
    }

    private func finding(
        _ sign: Sign, _ body: OrganisationID, _ hits: Int, _ base: Int, cityShare: Double? = nil
    ) -> SignFinding {
        SignFinding(
            sign: sign, body: body, account: nil, hits: hits, base: base, cityShare: cityShare, askedAgain: nil)
    }

    private func share(_ hits: Int, _ base: Int) -> Double { base > 0 ? Double(hits) / Double(base) : 0 }
}
