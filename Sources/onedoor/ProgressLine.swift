import Foundation

/// Shows how far a long job has come: on a terminal a bar that is redrawn in its line, elsewhere (a log, a pipe) a plain
/// line every few seconds. Writes to standard error, so that standard output stays for results.
///
///     导入 [##########··········]  52 %  65,988 rows  41,200/s  0:02 left
struct ProgressLine {
    private let title: String
    private let unit: String
    private let isTerminal: Bool
    private let start: ContinuousClock.Instant
    private var shown: ContinuousClock.Instant
    private let clock = ContinuousClock()

    /// `unit` names what is counted (`rows`).
    init(_ title: String, unit: String) {
        self.title = title
        self.unit = unit
        isTerminal = isatty(STDERR_FILENO) == 1
        start = clock.now
        shown = start
    }

    /// Cheap enough to call for each row; draws at most ten times a second, plain lines every five seconds.
    ///
    /// `done` and `total` measure the way (bytes of a file), `count` is what people count.
    mutating func update(done: Int, total: Int, count: Int) {
        let now = clock.now
        guard now - shown >= (isTerminal ? .milliseconds(100) : .seconds(5)) else { return }
        shown = now
        let text = text(done: done, total: total, count: count, after: now - start)
        // CR and "erase to the end of the line" (ECMA-48 EL).
        write(isTerminal ? "\r\(text)\u{1B}[K" : text + "\n")
    }

    /// Leaves a last line with the whole count, time and rate.
    func finish(count: Int) {
        let seconds = Self.seconds(clock.now - start)
        let time = seconds < 10 ? String(format: "%.1f s", seconds) : Self.clockText(seconds)
        let text = "\(title): \(Self.grouped(count)) \(unit) in \(time), \(Self.rate(count, seconds))/s"
        write((isTerminal ? "\r\(text)\u{1B}[K" : text) + "\n")
    }

    private func text(done: Int, total: Int, count: Int, after elapsed: Duration) -> String {
        let seconds = Self.seconds(elapsed)
        let share = total > 0 ? min(1, Double(done) / Double(total)) : 0
        var parts = ["\(title) "]
        if isTerminal {
            let filled = Int(share * 20)
            parts.append(
                "[" + String(repeating: "#", count: filled) + String(repeating: "·", count: 20 - filled) + "] ")
        }
        parts.append(String(format: "%3d %%", Int(share * 100)))
        parts.append("  \(Self.grouped(count)) \(unit)  \(Self.rate(count, seconds))/s")
        if share > 0 { parts.append("  \(Self.clockText(seconds / share - seconds)) left") }
        return parts.joined()
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private static func rate(_ count: Int, _ seconds: Double) -> String {
        grouped(seconds > 0 ? Int(Double(count) / seconds) : count)
    }

    /// `1:05`, `2:03:04`.
    private static func clockText(_ seconds: Double) -> String {
        let whole = Int(min(seconds.rounded(.up), 359_999))
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        return hours > 0
            ? String(format: "%d:%02d:%02d", hours, minutes, whole % 60)
            : String(format: "%d:%02d", minutes, whole % 60)
    }

    /// `126,900`.
    private static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
            position -= 3
        }
        return digits
    }
}
