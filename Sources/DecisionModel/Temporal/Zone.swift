import Foundation
import Synchronization

/// The zone of a time or of a date and time: none (a local time), an offset from UTC, or a region of the IANA time
/// zone database. The offset of a region is worked out when the value is made.
package struct Zone: Hashable, Sendable {
    private static let localCode: Int16 = -2
    private static let offsetCode: Int16 = -1

    /// Seconds east of UTC; 0 for a local time.
    let seconds: Int32
    /// The number of the region, or one of the two codes above.
    private let code: Int16

    private init(seconds: Int32, code: Int16) {
        self.seconds = seconds
        self.code = code
    }

    init(region: ZoneRegion, seconds: Int) { self.init(seconds: Int32(seconds), code: region.number) }

    /// 18 hours.
    static let greatestOffset = 18 * 3600

    package static let local = Zone(seconds: 0, code: localCode)
    package static let utc = Zone(seconds: 0, code: offsetCode)

    /// `nil` when the offset is more than 18 hours either way.
    package init?(offset seconds: Int) {
        guard abs(seconds) <= Zone.greatestOffset else { return nil }
        self.init(seconds: Int32(seconds), code: Zone.offsetCode)
    }

    package var isLocal: Bool { code == Zone.localCode }

    /// FEEL's `time offset`: the offset from UTC; `nil` for a local time.
    package var offset: DaysAndTimeDuration? {
        isLocal ? nil : DaysAndTimeDuration(unchecked: Int(seconds), nanosecond: 0)
    }

    /// FEEL's `timezone`: the identifier of the region, `Europe/Paris`; `nil` for anything but a region.
    package var identifier: String? { region?.identifier }

    var region: ZoneRegion? { code >= 0 ? ZoneRegion(number: code) : nil }
}

extension Zone: CustomStringConvertible {
    /// What follows the time in its text: nothing, `Z`, `+08:00`, `+02:45:55` or `@Asia/Shanghai`.
    package var description: String {
        if let identifier { return "@" + identifier }
        if isLocal { return "" }
        if seconds == 0 { return "Z" }
        let size = abs(Int(seconds))
        let minutes = (seconds < 0 ? "-" : "+") + padded(size / 3600, 2) + ":" + padded(size / 60 % 60, 2)
        return size % 60 == 0 ? minutes : minutes + ":" + padded(size % 60, 2)
    }
}

/// A zone as it is written, before the offset of a region is known.
enum ZoneDesignator {
    case local
    /// Seconds east of UTC.
    case offset(Int)
    case region(ZoneRegion)
}

/// A region of the IANA time zone database. Regions are numbered in the order in which they are first met, so that a
/// time carries two bytes and no reference.
struct ZoneRegion: Sendable {
    let number: Int16

    init(number: Int16) { self.number = number }

    private struct Registry: Sendable {
        var numbers: [String: Int16] = [:]
        var zones: [TimeZone] = []
        var identifiers: [String] = []
    }

    private static let registry = Mutex(Registry())

    /// `nil` when the database has no such region.
    init?(identifier: String) {
        if let known = ZoneRegion.registry.withLock({ $0.numbers[identifier] }) {
            number = known
            return
        }
        guard ZoneRegion.isWellFormed(identifier), let zone = TimeZone(identifier: identifier) else { return nil }
        let added = ZoneRegion.registry.withLock { registry -> Int16? in
            if let known = registry.numbers[identifier] { return known }
            guard let next = Int16(exactly: registry.zones.count) else { return nil }
            registry.numbers[identifier] = next
            registry.zones.append(zone)
            registry.identifiers.append(identifier)
            return next
        }
        guard let added else { return nil }
        number = added
    }

    /// Only names of the database, not the other things from which a `TimeZone` can be made (`GMT+3`).
    private static func isWellFormed(_ identifier: String) -> Bool {
        (!identifier.hasPrefix("GMT") || identifier == "GMT")
            && identifier.utf8.count <= 64
            && identifier.utf8.allSatisfy { byte in
                (97...122).contains(byte | 0x20) || (48...57).contains(byte) || byte == UInt8(ascii: "/")
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
            }
    }

    var identifier: String { ZoneRegion.registry.withLock { $0.identifiers[Int(number)] } }

    private var zone: TimeZone { ZoneRegion.registry.withLock { $0.zones[Int(number)] } }

    /// The offset in seconds at a moment, given in seconds since 1970 UTC. The rules of the database reach from the
    /// nineteenth century to 2037; any moment outside counts as the same moment of a year between 2000 and 2399, or as
    /// one of the year 1800, since the calendar repeats itself every 400 years.
    func offset(atInstant second: Int) -> Int { ZoneRegion.offset(of: zone, atInstant: second) }

    private static func offset(of zone: TimeZone, atInstant second: Int) -> Int {
        let cycle = 146_097 * 86_400
        let start = 946_684_800
        var held = second
        if held >= start + cycle {
            held = start + (held - start) % cycle
        } else if held < -5_364_662_400 {
            held = -5_364_662_400
        }
        return zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(held)))
    }

    /// The offset in seconds at a local time, given in seconds since 1970-01-01T00:00:00 local time. A local time that
    /// is there twice means the first; one that the clocks leap over has the offset from before the leap.
    func offset(atLocal second: Int) -> Int {
        let zone = zone
        let before = ZoneRegion.offset(of: zone, atInstant: second - 86_400)
        if ZoneRegion.offset(of: zone, atInstant: second - before) == before { return before }
        let after = ZoneRegion.offset(of: zone, atInstant: second + 86_400)
        return ZoneRegion.offset(of: zone, atInstant: second - after) == after ? after : before
    }

    /// The offset outside summer time, as of 2020: what a time without a day goes by.
    var standardOffset: Int {
        let day = Date(timeIntervalSince1970: 1_577_836_800)
        return zone.secondsFromGMT(for: day) - Int(zone.daylightSavingTimeOffset(for: day))
    }
}
