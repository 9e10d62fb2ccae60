import Civics

/// A way of writing a time that an import map names: `yyyy-MM-dd HH:mm:ss`, `yyyy/M/d H:mm`, `yyyy年M月d日`.
///
/// `yyyy` is four digits; `MM`, `dd`, `HH`, `mm`, `ss` are two; `M`, `d`, `H`, `m`, `s` one or two. Letters between
/// apostrophes and all other characters stand for themselves. Without hours the time is midnight.
struct DatePattern: Hashable, Sendable {
    /// As the map writes it.
    let text: String
    private let parts: [Part]

    private enum Unit: Hashable { case year, month, day, hour, minute, second }

    private enum Part: Hashable {
        case number(Unit, digits: ClosedRange<Int>)
        case literal([UInt8])
    }

    /// The form in which spreadsheets' own dates are read.
    static let spreadsheet = DatePattern("yyyy-MM-dd HH:mm:ss")!

    /// `nil` when a letter means nothing, a unit comes twice, or year, month or day is missing.
    init?(_ text: String) {
        self.text = text
        var parts: [Part] = []
        var units: Set<Unit> = []
        var rest = Substring(text)
        func literal(_ piece: some StringProtocol) {
            if case .literal(let before)? = parts.last {
                parts[parts.count - 1] = .literal(before + Array(piece.utf8))
            } else {
                parts.append(.literal(Array(piece.utf8)))
            }
        }
        while let first = rest.first {
            if first == "'" {
                let inside = rest.dropFirst().prefix { $0 != "'" }
                rest = rest.dropFirst(inside.count + 1)
                guard rest.popFirst() == "'" else { return nil }
                literal(inside.isEmpty ? "'" : inside)
                continue
            }
            guard first.isASCII && first.isLetter else {
                literal(String(rest.removeFirst()))
                continue
            }
            let run = rest.prefix { $0 == first }
            rest = rest.dropFirst(run.count)
            guard let (unit, digits) = Self.unit(String(run)), units.insert(unit).inserted else { return nil }
            parts.append(.number(unit, digits: digits))
        }
        guard units.isSuperset(of: [.year, .month, .day]) else { return nil }
        self.parts = parts
    }

    private static func unit(_ run: String) -> (Unit, ClosedRange<Int>)? {
        switch run {
        case "yyyy": (.year, 4...4)
        case "M": (.month, 1...2)
        case "MM": (.month, 2...2)
        case "d": (.day, 1...2)
        case "dd": (.day, 2...2)
        case "H": (.hour, 1...2)
        case "HH": (.hour, 2...2)
        case "m": (.minute, 1...2)
        case "mm": (.minute, 2...2)
        case "s": (.second, 1...2)
        case "ss": (.second, 2...2)
        default: nil
        }
    }

    /// The day, and the milliseconds since its midnight. `nil` when the text is written otherwise or names no time of
    /// the calendar; 24:00 and leap seconds are none.
    func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> (day: CityDay, time: Int64)? {
        var at = 0
        var (year, month, day, hour, minute, second) = (0, 0, 0, 0, 0, 0)
        for part in parts {
            switch part {
            case .literal(let expected):
                for byte in expected {
                    guard at < bytes.count, bytes[at] == byte else { return nil }
                    at += 1
                }
            case .number(let unit, let digits):
                var value = 0
                var count = 0
                while count < digits.upperBound, at < bytes.count, (0x30...0x39).contains(bytes[at]) {
                    value = value * 10 + Int(bytes[at] - 0x30)
                    count += 1
                    at += 1
                }
                guard count >= digits.lowerBound else { return nil }
                switch unit {
                case .year: year = value
                case .month: month = value
                case .day: day = value
                case .hour: hour = value
                case .minute: minute = value
                case .second: second = value
                }
            }
        }
        guard at == bytes.count, hour < 24, minute < 60, second < 60,
            let day = CityDay(year: year, month: month, day: day)
        else { return nil }
        return (day, Int64((hour * 60 + minute) * 60 + second) * 1000)
    }
}
