import Casework
import Civics
import Desks
import Foundation
import Reporting
import Simulation
import Storage
import TestSupport
import Testing

/// A sign that is seen everywhere is seen by nobody: a month in which nobody works for the figures shows none of the
/// seven signs of gaming, by the thresholds of Foshan's `quality.yml`.
///
/// The city of the simulation has slow bodies and quick ones, people who come again, calls that nobody answers, days on
/// which much is closed; none of its people cheats. A district's share of its requests is played by default;
/// `ONEDOOR_MEASURE=1` plays five times as many.
@Suite struct OrdinaryMonthTests {
    private static let isWhole = ProcessInfo.processInfo.environment["ONEDOOR_MEASURE"] == "1"
    private static let month = CityDay("2026-09-01")!...CityDay("2026-09-30")!

    @Test(.timeLimit(.minutes(10)), arguments: [11, 12] as [UInt64])
    func anOrdinaryMonthShowsNoSignOfGaming(seed: UInt64) async throws {
        let city = TestCity.foshan
        let house = try await TestStore(city: city)
        let steps = CitySimulator(
            city: city, from: CityDay("2026-08-24")!, days: 50, perDay: Self.isWhole ? 300 : 60, seed: seed,
            end: at("2026-10-13 00:00"))
        _ = try await house.desks.administration.simulate(steps, seed: seed)
        let now = "2026-10-13 06:00"
        try await house.desks.supervision.lookForSigns(at: at(now), daysBack: 45)
        let report = try await house.desks.supervision.signs(Self.month, context(TestActor.supervisor, now))
        #expect(report.daysMissing == 0, "every day of the month was looked through")
        #expect(report.findings.isEmpty, "\(report.findings.map { "\($0.sign) \($0.subject) \($0.hits)/\($0.base)" })")
        // There was enough to see: every sign that counts against a base had one.
        let counts = try await house.store.signCounts(Self.month)
        for sign in [Sign.topGrades, .unreached, .hastyContact, .latePause, .ratingBurst] {
            #expect(counts[sign]?.isEmpty == false, "nothing of \(sign) was looked at")
        }
        let closed = try await house.desks.supervision.board(
            BoardQuery(.body, scope: .city, period: .days(Self.month)), context(TestActor.supervisor, now)
        ).whole.closed
        #expect(closed > (Self.isWhole ? 5_000 : 1_000))
        print("an ordinary month: \(closed) closings, \(report.findings.count) findings")
    }
}
