/// Durations counted in buckets of at most 1.6 % width, so that counting costs nothing and percentiles are exact to
/// that.
struct Histogram {
    private var counts = [Int](repeating: 0, count: 64 * 64)
    private(set) var count = 0
    private(set) var longest: UInt64 = 0

    mutating func add(_ nanoseconds: UInt64) {
        counts[Self.bucket(nanoseconds)] += 1
        count += 1
        longest = max(longest, nanoseconds)
    }

    mutating func add(_ other: Histogram) {
        for index in counts.indices { counts[index] += other.counts[index] }
        count += other.count
        longest = max(longest, other.longest)
    }

    /// The duration in milliseconds that a share of all does not exceed; 0 where there is none.
    func milliseconds(at share: Double) -> Double {
        guard count > 0 else { return 0 }
        let wanted = Int((Double(count) * share).rounded(.up))
        var seen = 0
        for (bucket, number) in counts.enumerated() where number > 0 {
            seen += number
            if seen >= wanted { return Double(min(Self.upperBound(of: bucket), longest)) / 1e6 }
        }
        return Double(longest) / 1e6
    }

    /// 64 buckets for each power of two from 64 ns on; below that one for each nanosecond.
    private static func bucket(_ value: UInt64) -> Int {
        guard value >= 64 else { return Int(value) }
        let power = 63 - value.leadingZeroBitCount
        return min(64 * 64 - 1, (power - 5) * 64 + Int(value >> UInt64(power - 6)) - 64)
    }

    private static func upperBound(of bucket: Int) -> UInt64 {
        guard bucket >= 64 else { return UInt64(bucket) }
        let power = bucket / 64 + 5
        return (UInt64(bucket % 64 + 65) << UInt64(power - 6)) - 1
    }
}
