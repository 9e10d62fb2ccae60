/// The figures of a run, for people and for programs.
struct Report {
    private let tally: Tally
    private let names: [String]
    private let options: Options

    init(_ tally: Tally, names: [String], _ options: Options) {
        self.tally = tally
        self.names = names
        self.options = options
    }

    private var countedSeconds: Double { Double(tally.countedNanoseconds) / 1e9 }
    private var perSecond: Double { countedSeconds > 0 ? Double(tally.finished) / countedSeconds : 0 }

    private var all: Histogram {
        tally.calls.reduce(into: Histogram()) { $0.add($1) }
    }

    var text: String {
        var lines = [
            "\(tally.finished) life cycles in \(Self.fixed(countedSeconds, 1)) s: \(Self.fixed(perSecond, 1)) a second, "
                + "\(options.connections) connections"
        ]
        lines.append("call         answered      p50 ms    p95 ms    p99 ms    max ms")
        for (name, calls) in zip(names + ["all"], tally.calls + [all]) {
            lines.append(
                Self.left(name, 12) + Self.right(String(calls.count), 9)
                    + [0.5, 0.95, 0.99, 1].map { Self.right(Self.fixed(calls.milliseconds(at: $0), 2), 10) }.joined())
        }
        lines.append(
            "acknowledged \(tally.acknowledged) commands (\(tally.receipts) receipts), sent again \(tally.sentAgain), "
                + "connections broken \(tally.broken)")
        let other = tally.otherStatuses.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        lines.append("other answers: \(other.isEmpty ? "none" : other.joined(separator: ", "))")
        if tally.otherStatuses[503] != nil {
            lines.append("of the 503, with Retry-After: \(tally.retryAfter)")
        }
        lines += tally.samples.map { "sample of an unexpected answer:\n\($0)" }
        return lines.joined(separator: "\n")
    }

    var json: String {
        let calls = zip(names + ["all"], tally.calls + [all]).map { name, calls in
            #""\#(name)":{"count":\#(calls.count),"p50":\#(calls.milliseconds(at: 0.5)),"#
                + #""p95":\#(calls.milliseconds(at: 0.95)),"p99":\#(calls.milliseconds(at: 0.99)),"#
                + #""max":\#(calls.milliseconds(at: 1))}"#
        }
        let statuses = tally.otherStatuses.map { #""\#($0.key)":\#($0.value)"# }
        let seconds = tally.seconds.map { second in
            #"{"begun":\#(second.begun),"finished":\#(second.finished),"refused":\#(second.refused),"#
                + #""withoutConnection":\#(second.withoutConnection),"answered":\#(second.calls.count),"#
                + #""p99":\#(second.calls.milliseconds(at: 0.99))}"#
        }
        return #"{"perSecond":\#(perSecond),"finished":\#(tally.finished),"acknowledged":\#(tally.acknowledged),"#
            + #""receipts":\#(tally.receipts),"sentAgain":\#(tally.sentAgain),"broken":\#(tally.broken),"#
            + #""retryAfter":\#(tally.retryAfter),"otherStatuses":{\#(statuses.joined(separator: ","))},"#
            + #""calls":{\#(calls.joined(separator: ","))},"seconds":[\#(seconds.joined(separator: ","))]}"# + "\n"
    }

    /// One second of the run, as it is shown while it goes on.
    static func line(_ number: Int, _ second: Tally.Second) -> String {
        "second \(right(String(number), 4)): begun \(right(String(second.begun), 5)), "
            + "finished \(right(String(second.finished), 5)), refused \(right(String(second.refused), 5)), "
            + "no connection \(right(String(second.withoutConnection), 5)), "
            + "p99 \(right(fixed(second.calls.milliseconds(at: 0.99), 1), 8)) ms"
    }

    private static func fixed(_ value: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let whole = Int((value * scale).rounded())
        let text = String(whole % Int(scale))
        return "\(whole / Int(scale))." + String(repeating: "0", count: digits - text.count) + text
    }

    private static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
