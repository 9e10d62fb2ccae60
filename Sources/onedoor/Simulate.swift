import ArgumentParser
import Casework
import Civics
import Desks
import Foundation
import Simulation
import Storage

struct SimulationOptions: ParsableArguments {
    @Option(help: "First day, yyyy-MM-dd; without it the days end today.") var from: String?
    @Option(help: "How many days.") var days = 60
    @Option(help: "Requests on a usual day.") var perDay = 200
    @Option(help: "The same seed gives the same city, byte for byte.") var seed: UInt64 = 1

    /// Plays the days into the store; nothing happens after now.
    func play(into desks: Desks) async throws {
        let now = currentInstant()
        let today = desks.city.zone.day(of: now)
        let first: CityDay
        if let from {
            guard let day = CityDay(from) else { throw ValidationError("“\(from)” is no day: write 2026-11-01.") }
            first = day
        } else {
            first = today.advanced(by: 1 - days)
        }
        let start = ContinuousClock.now
        var line = ProgressLine("Simulating", unit: "requests")
        let steps = CitySimulator(city: desks.city, from: first, days: days, perDay: perDay, seed: seed, end: now)
        let begin = desks.city.zone.startOfDay(first).milliseconds
        let whole = max(1, Int(min(now.milliseconds, begin + Int64(days) * 86_400_000) - begin))
        let result = try await desks.administration.simulate(steps, seed: seed) { requests, at in
            line.update(done: Int(at.milliseconds - begin), total: whole, count: requests)
        }
        line.finish(count: result.requests)
        let took = ContinuousClock.now - start
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        print(
            """
            \(result.requests) requests, \(result.commands) commands in \(String(format: "%.1f", seconds)) s \
            (\(Int(Double(result.requests) / max(seconds, 0.001))) requests/s)
            """)
        for (refusal, count) in result.refused.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            print("refused by a rule: \(refusal.rawValue) \(count)")
        }
    }
}

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a made-up city's days into a store of demonstration data.")
    @OptionGroup var options: StoreOptions
    @OptionGroup var simulation: SimulationOptions

    func run() async throws {
        try await options.withDesks { desks in
            guard desks.isDemonstration else {
                throw ValidationError("This store holds real data. Make another one with `onedoor demo --data FOLDER`.")
            }
            try await simulation.play(into: desks)
        }
    }
}

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a store of demonstration data: a simulated city and the sample accounts.")
    @OptionGroup var options: StoreOptions
    @OptionGroup var simulation: SimulationOptions

    func run() async throws {
        if FileManager.default.fileExists(atPath: Store.databasePath(in: options.data)) {
            print("There is a store in \(options.data) already; nothing was changed.")
            return
        }
        try await options.withDesks { desks in
            try await desks.administration.becomeDemonstration(at: currentInstant())
            let demonstration = Desks(store: desks.store, isDemonstration: true)
            try await simulation.play(into: demonstration)
            try await demonstration.administration.fillQueues(at: currentInstant())
            // What a server would have done at the midnights of these days.
            let now = currentInstant()
            try await desks.store.sumUpFigures(before: desks.city.zone.day(of: now))
            try await demonstration.supervision.drawLots(at: now)
            try await demonstration.supervision.lookForSigns(at: now)
        }
        print("Demonstration data are in \(options.data). The sample accounts are in the city's accounts.yml.")
    }
}
