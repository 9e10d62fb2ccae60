import ArgumentParser
import Civics
import Desks
import Foundation
import Storage

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the whole journal: digests, seals, and texts against their digests.")
    @OptionGroup var options: StoreOptions

    func run() async throws {
        try await options.withDesks(usesFigures: false) { desks in
            let result = try await desks.administration.check(at: currentInstant())
            print(
                """
                \(result.events) events of \(result.cases) cases, \(result.seals) seals, \
                \(result.texts) texts and \(result.files) files read against their digests; \
                \(result.reportActs) acts on \(result.reports) versions of reports
                """)
            guard let fault = result.fault else {
                print("The journal is whole, and so are the reports.")
                guard let last = try await desks.store.lastReportAct() else { return }
                // Whoever notes it elsewhere sees later that no act up to it was taken away.
                return print("Last act on a report: \(last.seq), \(hexadecimal(last.digest))")
            }
            print("FAULT: \(fault)")
            throw ExitCode.failure
        }
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make all projections and figures anew from the journal, and compare them with those before.")
    @OptionGroup var options: StoreOptions

    func run() async throws {
        try await options.withDesks(usesFigures: false) { desks in
            let start = ContinuousClock.now
            let result = try await desks.store.rebuild()
            print("\(result.events) events of \(result.cases) cases in \(ContinuousClock.now - start)")
            guard !result.differing.isEmpty else { return print("Everything is byte for byte as it was.") }
            print("These had differed from the journal and are right now: \(result.differing.joined(separator: ", "))")
            throw ExitCode(2)
        }
    }
}

struct SealJournal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "Seal the events since the last seal; note the digest somewhere else.")
    @OptionGroup var options: StoreOptions

    func run() async throws {
        try await options.withDesks(usesFigures: false) { desks in
            guard let seal = try await desks.store.seal(at: currentInstant()) else {
                return print("Nothing happened since the last seal.")
            }
            print("Seal \(seal.number), events \(seal.firstSeq) to \(seal.lastSeq): \(hexadecimal(seal.digest))")
        }
    }
}

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy database and master key into a new folder, while the server goes on.")
    @OptionGroup var options: StoreOptions
    @Argument(help: "Folder that does not hold a store yet.") var folder: String

    func run() async throws {
        try await options.withDesks(usesFigures: false) { desks in
            try await desks.administration.backup(
                to: folder, keyFile: options.keyFile, at: currentInstant())
            print("Backed up to \(folder). Whoever has this folder can read it: keep it as safe as the data.")
        }
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup in place of a data folder that has no store, and check its journal.")
    @OptionGroup var options: StoreOptions
    @Argument(help: "Folder that `onedoor backup` made.") var folder: String

    func run() async throws {
        try Store.restore(from: folder, to: options.data)
        try await options.withDesks(usesFigures: false) { desks in
            let result = try await desks.administration.check(at: currentInstant())
            if let fault = result.fault {
                print("FAULT: \(fault)")
                throw ExitCode.failure
            }
            print("Restored \(result.cases) cases; the journal is whole.")
        }
    }
}

struct CheckCity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-city", abstract: "Read a city's folder and name every fault with file and line.")
    @OptionGroup var options: CityOptions

    func run() throws {
        let city = try options.load()
        print(
            """
            \(city.name.zh) \(city.name.en): \(city.regions.count) regions, \(city.organisations.count) bodies, \
            \(city.categories.count) categories, \(city.duties.count) duties, calendar \
            \(city.calendar.years.keys.min() ?? 0)–\(city.calendar.years.keys.max() ?? 0). No fault.
            """)
    }
}
