import ArgumentParser
import Casework
import Civics
import Storage

/// Any clock of any request, as it stood at any moment: computed again from the events up to then.
struct Clocks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the clocks of a request, as they stood at a moment.")
    @OptionGroup var options: StoreOptions
    @Argument(help: "Number of the request.") var number: String
    @Option(help: "The moment in the city's time, as 2026-11-22T10:24; without it, now.") var at: String?

    func run() async throws { print(try await report(now: currentInstant())) }

    /// The clocks at the moment that was asked for, else at `now`, as a table.
    /// - Throws: `ValidationError` that says what was wrong with number or moment.
    func report(now: Instant) async throws -> String {
        guard let number = CaseNumber(number) else {
            throw ValidationError("“\(number)” is no number of a request: its check digit is wrong.")
        }
        let store = try await options.open(usesFigures: false)
        defer { store.close() }
        let zone = store.city.zone
        let moment = try at.map { try Self.moment($0, in: zone) } ?? now
        guard let history = try await store.caseFile(number)?.entries else {
            throw ValidationError("There is no request \(number).")
        }
        guard let request = ServiceRequest(folding: history.filter { $0.at <= moment }) else {
            throw ValidationError("Request \(number) was received at \(zone.minuteText(history[0].at)), after that.")
        }
        return """
            Request \(number) at \(zone.minuteText(moment)): \(request.stage), \(request.version) events
            \(Self.table(request, at: moment, in: store.city))
            """
    }

    private static func moment(_ text: String, in zone: CityZone) throws -> Instant {
        let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " })
        let time = parts.dropFirst().first?.split(separator: ":").map { Int($0) } ?? [0, 0]
        guard (1...2).contains(parts.count), let day = CityDay(String(parts[0])), time.count == 2,
            let hour = time[0], let minute = time[1], (0...23).contains(hour), (0...59).contains(minute)
        else { throw ValidationError("“\(text)” is no moment: write 2026-11-22T10:24.") }
        // The whole minute counts, as a person who names one means it.
        return zone.instant(day, time: Int64((hour * 60 + minute) * 60_000 + 59_999))
    }

    private static func table(_ request: ServiceRequest, at moment: Instant, in city: City) -> String {
        var lines = [["clock", "limit", "started", "deadline", "used", "state", ""]]
        let own = request.clocks(in: city).map { (whose: "", clock: $0) }
        // Bodies that help have clocks of their own.
        let helping = request.coHandlers.flatMap { helper in
            [Clock.Kind.sign, .close].map { (whose: helper.body, clock: request.clock($0, of: helper, in: city)) }
        }
        for (whose, clock) in own + helping {
            var remarks = whose.isEmpty ? [] : [whose]
            if let gap = clock.gap { remarks.append("\(gap)") }
            if let stopped = clock.stoppedAt { remarks.append("stopped \(city.zone.minuteText(stopped))") }
            if clock.kind == .close, whose.isEmpty, let round = request.rounds.last {
                if round.granted > .zero { remarks.append("extended by \(round.granted.hoursAndMinutes)") }
                for pause in round.pauses {
                    let from = city.zone.minuteText(pause.from)
                    let span = pause.to.map { "\(from) – \(city.zone.minuteText($0))" } ?? "since \(from)"
                    remarks.append("paused \(span) (\(pause.reason.rawValue))")
                }
            }
            lines.append([
                "\(clock.kind)", "\(clock.limit)", city.zone.minuteText(clock.startedAt),
                clock.deadline.map { city.zone.minuteText($0) } ?? "—",
                clock.used(at: moment, calendar: city.calendar)?.hoursAndMinutes ?? "—",
                clock.state(at: moment).rawValue, remarks.joined(separator: ", "),
            ])
        }
        let widths = (0..<6).map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths + [0]).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
                .joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

extension TimeSpan {
    fileprivate var hoursAndMinutes: String {
        let minutes = milliseconds / 60_000
        return "\(minutes / 60) h \(minutes % 60) min"
    }
}
