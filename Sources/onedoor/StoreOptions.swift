import ArgumentParser
import CityFiles
import Civics
import Desks
import Foundation
import Storage

/// Which city, and where its data are.
struct CityOptions: ParsableArguments {
    @Option(help: "Folder of the city.")
    var city = "Cities/foshan"

    func load() throws -> City {
        do {
            return try loadCity(folder: city)
        } catch {
            for fault in error.faults { FileHandle.standardError.write(Data("\(fault)\n".utf8)) }
            throw ExitCode.failure
        }
    }
}

struct StoreOptions: ParsableArguments {
    @OptionGroup var cityOptions: CityOptions

    @Option(help: "Folder of the data: database and, unless --key names another file, the master key.")
    var data = "data"

    @Option(help: "File of the master key (32 bytes). Keep it apart from the data, and back it up.")
    var key: String?

    /// What `onedoor train` made of the city's own requests.
    var categoryModel: String { "\(data)/categories.model" }
    /// What was measured of it.
    var trainingRecord: String { "\(data)/categories.json" }

    var keyFile: String { key ?? "\(data)/master.key" }

    /// - Parameter usesFigures: `false` for what works whatever the city's files say now.
    func open(usesFigures: Bool = true) async throws -> Store {
        try await Store.open(folder: data, city: cityOptions.load(), keyFile: keyFile, usesFigures: usesFigures)
    }

    /// Opens the desks over the store; closes the store when `body` ends.
    func withDesks<T>(usesFigures: Bool = true, _ body: (Desks) async throws -> T) async throws -> T {
        let store = try await open(usesFigures: usesFigures)
        defer { store.close() }
        let isDemonstration = try await store.database.read { try Settings.value("demonstration", on: $0) } == "yes"
        let model = try? ClassifierFile.read(categoryModel)
        if model == nil, FileManager.default.fileExists(atPath: categoryModel) {
            note("\(categoryModel) is no model of this version; categories are suggested by their explanations")
        }
        return try await body(
            Desks(
                store: store, isDemonstration: isDemonstration, model: model,
                trained: try? TrainingRecord.read(trainingRecord)))
    }
}

/// The moment of the call; commands that tell of the past take it as an option instead.
func currentInstant() -> Instant {
    Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
}
