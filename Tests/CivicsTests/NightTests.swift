import Civics
import Testing

@Suite struct NightTests {
    private func rules(_ from: Int64, _ to: Int64) -> UnusualLooks {
        UnusualLooks(inAnHour: 1, nightFrom: from * 3_600_000, nightTo: to * 3_600_000, unrelatedInADay: 1)
    }

    @Test func aNightGoesOverMidnight() {
        let night = rules(22, 6)
        #expect([22, 23, 0, 5].allSatisfy { night.isNight($0 * 3_600_000) })
        #expect([6, 12, 21].allSatisfy { !night.isNight($0 * 3_600_000) })
        #expect(!night.isNight(22 * 3_600_000 - 1) && !night.isNight(6 * 3_600_000))
    }

    @Test func orLiesWithinADay() {
        let noon = rules(12, 14)
        #expect(noon.isNight(13 * 3_600_000) && !noon.isNight(11 * 3_600_000) && !noon.isNight(14 * 3_600_000))
    }
}
