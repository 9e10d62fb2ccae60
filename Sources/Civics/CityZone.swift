import Foundation

/// The city's clock: turns moments into days and times of day and back. Built once from the system's zone data into
/// a table, so that looking up costs a binary search and no lock.
package struct CityZone: Hashable, Sendable {
    package let identifier: String
    private let starts: [Int64]
    private let offsets: [Int64]

    /// `nil` when the system knows no zone of this name.
    package init?(_ identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        var date = Date(timeIntervalSince1970: 0)
        let end = Date(timeIntervalSince1970: 2_840_140_800)  // 2060
        var starts: [Int64] = [.min]
        var offsets = [Int64(zone.secondsFromGMT(for: date)) * 1000]
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next < end, next > date {
            starts.append(Int64(next.timeIntervalSince1970 * 1000))
            offsets.append(Int64(zone.secondsFromGMT(for: next)) * 1000)
            date = next
        }
        self.starts = starts
        self.offsets = offsets
    }

    private func offset(at instant: Int64) -> Int64 {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= instant { low = middle } else { high = middle }
        }
        return offsets[low]
    }

    package func day(of instant: Instant) -> CityDay { local(instant).day }

    /// The city's day, and the milliseconds since its midnight.
    package func local(_ instant: Instant) -> (day: CityDay, time: Int64) {
        let wall = instant.milliseconds + offset(at: instant.milliseconds)
        let day = wall >= 0 ? wall / 86_400_000 : (wall - 86_399_999) / 86_400_000
        return (CityDay(number: Int(day)), wall - day * 86_400_000)
    }

    /// The moment at `time` milliseconds after midnight of `day`. A time that the city's clocks skip in spring is read
    /// with the offset before the change; one that comes twice in autumn means its first coming.
    package func instant(_ day: CityDay, time: Int64 = 0) -> Instant {
        let wall = Int64(day.number) * 86_400_000 + time
        let before = offset(at: wall - 86_400_000)
        let guess = wall - before
        let there = offset(at: guess)
        if there == before { return Instant(milliseconds: guess) }
        let second = wall - there
        return Instant(milliseconds: offset(at: second) == there ? second : guess)
    }

    package func startOfDay(_ day: CityDay) -> Instant { instant(day) }

    /// `2026-11-18 10:24` in the city's time.
    package func minuteText(_ instant: Instant) -> String {
        let (day, time) = local(instant)
        return "\(day) \(padded(Int(time / 3_600_000), 2)):\(padded(Int(time / 60_000 % 60), 2))"
    }

    /// `2026-11-18T10:24:05.000+08:00` (RFC 3339).
    package func timestamp(_ instant: Instant) -> String {
        let (day, time) = local(instant)
        let shift = offset(at: instant.milliseconds) / 60_000
        let hours = padded(Int(time / 3_600_000), 2)
        let minutes = padded(Int(time / 60_000 % 60), 2)
        let seconds = padded(Int(time / 1000 % 60), 2)
        let sign = shift < 0 ? "-" : "+"
        let zone = "\(sign)\(padded(Int(abs(shift) / 60), 2)):\(padded(Int(abs(shift) % 60), 2))"
        return "\(day)T\(hours):\(minutes):\(seconds).\(padded(Int(time % 1000), 3))\(zone)"
    }
}
