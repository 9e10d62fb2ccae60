import Civics
import TestSupport
import Testing

@testable import Server

struct RateLimitTests {
    private let start = at("2026-11-18 10:00")

    @Test
    func whoHasUsedUpTheBurstWaitsUntilATokenHasComeBack() {
        let buckets = TokenBuckets<String>(RateLimit(burst: 3, perMinute: 6))
        #expect((0..<3).allSatisfy { _ in buckets.take("a", at: start) == nil })
        #expect(buckets.take("a", at: start) == 10)
        #expect(buckets.take("a", at: start + .minutes(0) + TimeSpan(milliseconds: 9000)) == 1)
        #expect(buckets.take("a", at: start + TimeSpan(milliseconds: 10_001)) == nil)
        #expect(buckets.take("a", at: start + TimeSpan(milliseconds: 10_002)) != nil)
    }

    @Test
    func oneAddressDoesNotPayForAnother() {
        let buckets = TokenBuckets<String>(RateLimit(burst: 1, perMinute: 1))
        #expect(buckets.take("a", at: start) == nil)
        #expect(buckets.take("a", at: start) != nil)
        #expect(buckets.take("b", at: start) == nil)
    }

    @Test
    func nobodySavesUpMoreThanTheBurst() {
        let buckets = TokenBuckets<String>(RateLimit(burst: 2, perMinute: 60))
        _ = buckets.take("a", at: start)
        let later = start + .hours(5)
        #expect(buckets.take("a", at: later) == nil)
        #expect(buckets.take("a", at: later) == nil)
        #expect(buckets.take("a", at: later) != nil)
    }

    @Test
    func aTryThatWasRightDoesNotCount() {
        let buckets = TokenBuckets<String>(RateLimit(burst: 1, perMinute: 1))
        for _ in 0..<20 {
            #expect(buckets.take("a", at: start) == nil)
            buckets.giveBack("a", at: start)
        }
    }

    @Test
    func aClockThatGoesBackGivesNothingAway() {
        let buckets = TokenBuckets<String>(RateLimit(burst: 1, perMinute: 60))
        #expect(buckets.take("a", at: start) == nil)
        #expect(buckets.take("a", at: start - .hours(1)) != nil)
    }

    @Test
    func aFloodOfAddressesDoesNotFillTheMemory() {
        let buckets = TokenBuckets<Int>(RateLimit(burst: 2, perMinute: 1), capacity: 1000)
        for address in 0..<50_000 { _ = buckets.take(address, at: start) }
        #expect(buckets.count <= 1000)
    }

    @Test
    func addressesAreReadAsProxiesWriteThem() {
        #expect(ClientAddress("203.0.113.7") == .v4(0xCB00_7107))
        #expect(ClientAddress("::ffff:203.0.113.7") == .v4(0xCB00_7107))
        // Whoever has an IPv6 address has 2⁶⁴ of them.
        #expect(ClientAddress("2001:db8::1") == ClientAddress("2001:db8::ffff:ffff"))
        #expect(ClientAddress("2001:db8::1") != ClientAddress("2001:db8:0:1::1"))
        #expect(ClientAddress("unknown") == nil)
    }
}
