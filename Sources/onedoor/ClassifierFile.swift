import Foundation
import Insight

/// Models on disk.
enum ClassifierFile {
    static func read(_ path: String) throws -> TextModel {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw ClassifierFileFault(path: path, reason: "it can't be read")
        }
        do {
            return try TextModel(bytes: [UInt8](data))
        } catch {
            throw ClassifierFileFault(path: path, reason: error.description)
        }
    }

    /// Whole or not at all: nobody ever reads half a model.
    static func write(_ model: TextModel, to path: String) throws {
        do {
            try Data(model.bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw ClassifierFileFault(path: path, reason: "it can't be written")
        }
    }
}

struct ClassifierFileFault: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\(path): \(reason)" }
}
