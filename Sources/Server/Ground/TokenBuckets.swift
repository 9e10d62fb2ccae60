import Civics
import Synchronization

/// How much somebody may ask for: `burst` at once, and `perMinute` lastingly.
package struct RateLimit: Hashable, Sendable {
    package var burst: Int
    package var perMinute: Int

    package init(burst: Int, perMinute: Int) {
        self.burst = burst
        self.perMinute = perMinute
    }
}

/// Token buckets, one for each key; a key that has not been seen has a full one.
final class TokenBuckets<Key: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: Instant
    }

    private let limit: RateLimit
    private let capacity: Int
    private let buckets = Mutex<[Key: Bucket]>([:])

    /// - Parameter capacity: keys remembered. Beyond it those whose buckets are full are forgotten, and if none is, all:
    ///   who floods the table from many addresses gains one burst, not the server's memory.
    init(_ limit: RateLimit, capacity: Int = 100_000) {
        self.limit = limit
        self.capacity = capacity
    }

    /// Takes a token; where there is none, says after how many seconds there will be.
    func take(_ key: Key, at now: Instant) -> Int? {
        buckets.withLock { buckets in
            var bucket = refilled(buckets[key], at: now)
            guard bucket.tokens >= 1 else {
                buckets[key] = bucket
                return max(1, Int(((1 - bucket.tokens) * 60 / Double(limit.perMinute)).rounded(.up)))
            }
            bucket.tokens -= 1
            if buckets.count >= capacity, buckets[key] == nil { prune(&buckets, at: now) }
            buckets[key] = bucket
            return nil
        }
    }

    /// Gives a token back: what was tried was right.
    func giveBack(_ key: Key, at now: Instant) {
        buckets.withLock { buckets in
            guard buckets[key] != nil else { return }
            var bucket = refilled(buckets[key], at: now)
            bucket.tokens = min(Double(limit.burst), bucket.tokens + 1)
            buckets[key] = bucket
        }
    }

    /// Keys remembered.
    var count: Int { buckets.withLock { $0.count } }

    private func refilled(_ bucket: Bucket?, at now: Instant) -> Bucket {
        guard let bucket else { return Bucket(tokens: Double(limit.burst), at: now) }
        let passed = Double(max(0, (now - bucket.at).milliseconds))
        let tokens = bucket.tokens + passed * Double(limit.perMinute) / 60_000
        return Bucket(tokens: min(Double(limit.burst), tokens), at: max(now, bucket.at))
    }

    private func prune(_ buckets: inout [Key: Bucket], at now: Instant) {
        buckets = buckets.filter { refilled($0.value, at: now).tokens < Double(limit.burst) }
        if buckets.count >= capacity { buckets.removeAll() }
    }
}
