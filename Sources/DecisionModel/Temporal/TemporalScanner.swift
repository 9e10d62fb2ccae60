/// Reads the lexical forms of dates, times and durations from the bytes of a text. Each part either is read whole, or
/// gives `nil` and leaves the scanner anywhere.
struct TemporalScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// A number of `least` to `most` digits.
    private mutating func number(_ least: Int, _ most: Int) -> (value: Int, digits: Int)? {
        var value = 0
        let start = position
        while position < bytes.count, bytes[position] &- 48 < 10, position - start < most {
            value = value * 10 + Int(bytes[position] &- 48)
            position += 1
        }
        return position - start < least ? nil : (value, position - start)
    }

    /// `-?yyyy-mm-dd`, more digits for a year past 9999 only.
    mutating func date() -> FEELDate? {
        let negative = skip("-")
        let start = position
        guard let (year, digits) = number(4, 9), digits == 4 || bytes[start] != UInt8(ascii: "0"),
            skip("-"), let (month, _) = number(2, 2), skip("-"), let (day, _) = number(2, 2)
        else { return nil }
        return FEELDate(year: negative ? -year : year, month: month, day: day)
    }

    /// `hh:mm:ss(.s+)?` in nanoseconds; 24:00:00 is allowed and is the whole day.
    mutating func timeOfDay() -> Int? {
        guard let (hour, _) = number(2, 2), skip(":"), let (minute, _) = number(2, 2), skip(":"),
            let (second, _) = number(2, 2)
        else { return nil }
        var nanosecond = 0
        if skip(".") {
            guard let fraction = fraction(), fraction.digits > 0 else { return nil }
            nanosecond = fraction.nanosecond
        }
        guard hour <= 24, minute < 60, second < 60 else { return nil }
        let sum = ((hour * 60 + minute) * 60 + second) * 1_000_000_000 + nanosecond
        return sum <= FEELTime.nanosecondsOfDay ? sum : nil
    }

    /// The digits after a point. Past the ninth only zeros are allowed: nothing is lost silently.
    private mutating func fraction() -> (nanosecond: Int, digits: Int)? {
        guard let (value, digits) = number(0, 9) else { return nil }
        var nanosecond = value
        for _ in digits..<9 { nanosecond *= 10 }
        while position < bytes.count, bytes[position] &- 48 < 10 {
            guard bytes[position] == 48 else { return nil }
            position += 1
        }
        return (nanosecond, digits)
    }

    /// Nothing, `Z`, `±hh:mm`, `±hh:mm:ss` or `@Zone/Id`, up to the end of the text.
    mutating func zone() -> ZoneDesignator? {
        if isAtEnd { return .local }
        if skip("Z") { return isAtEnd ? .offset(0) : nil }
        if skip("@") {
            let name = String(decoding: bytes[position...], as: UTF8.self)
            position = bytes.count
            return ZoneRegion(identifier: name).map { .region($0) }
        }
        let negative = skip("-")
        guard negative || skip("+"), let (hour, _) = number(2, 2), skip(":"), let (minute, _) = number(2, 2),
            minute < 60
        else { return nil }
        var second = 0
        if skip(":") {
            guard let (value, _) = number(2, 2), value < 60 else { return nil }
            second = value
        }
        let offset = (hour * 60 + minute) * 60 + second
        guard isAtEnd, offset <= Zone.greatestOffset else { return nil }
        return .offset(negative ? -offset : offset)
    }

    /// `-?PnYnM`, in months.
    mutating func yearsAndMonths() -> Int? {
        let negative = skip("-")
        guard skip("P") else { return nil }
        var months = 0
        var found = false
        if let value = component("Y") {
            let (product, overflow) = value.multipliedReportingOverflow(by: 12)
            guard !overflow else { return nil }
            months = product
            found = true
        }
        if let value = component("M") {
            let (sum, overflow) = months.addingReportingOverflow(value)
            guard !overflow else { return nil }
            months = sum
            found = true
        }
        guard found, isAtEnd else { return nil }
        return negative ? -months : months
    }

    /// `-?PnDTnHnMn(.n*)?S`, in nanoseconds.
    mutating func daysAndTime() -> Int128? {
        let negative = skip("-")
        guard skip("P") else { return nil }
        var seconds: Int128 = 0
        var nanosecond = 0
        var found = false
        if let days = component("D") {
            seconds = Int128(days) * 86_400
            found = true
        }
        if skip("T") {
            found = false
            for (unit, size) in [("H", 3600), ("M", 60)] as [(Unicode.Scalar, Int128)] {
                guard let value = component(unit) else { continue }
                seconds += Int128(value) * size
                found = true
            }
            if let (value, digits) = number(0, 18), digits > 0 {
                if skip(".") {
                    guard let fraction = fraction() else { return nil }
                    nanosecond = fraction.nanosecond
                }
                guard skip("S") else { return nil }
                seconds += Int128(value)
                found = true
            }
        }
        guard found, isAtEnd else { return nil }
        let sum = seconds * 1_000_000_000 + Int128(nanosecond)
        return negative ? -sum : sum
    }

    /// A number of at most 18 digits with its unit; where another unit follows, nothing is read.
    private mutating func component(_ unit: Unicode.Scalar) -> Int? {
        let start = position
        if let (value, _) = number(1, 18), skip(unit) { return value }
        position = start
        return nil
    }
}
