import Civics
import Foundation
package import Logging
import Synchronization

/// Writes the log to standard error: lines for people on a terminal, JSON lines for machines otherwise.
package struct LogLines: LogHandler {
    package enum Form: Sendable {
        case text, json
    }

    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private let form: Form
    private let write: @Sendable ([UInt8]) -> Void

    package init(
        level: Logger.Level = .info, form: Form, write: @escaping @Sendable ([UInt8]) -> Void = LogLines.standardError
    ) {
        self.logLevel = level
        self.form = form
        self.write = write
    }

    /// Makes every `Logger` of the process write here, in the form that fits where standard error leads.
    package static func bootstrap(level: Logger.Level) {
        let form: Form = isatty(STDERR_FILENO) == 1 ? .text : .json
        LoggingSystem.bootstrap { _ in LogLines(level: level, form: form) }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var all = metadata
        if let more = event.metadata { all.merge(more) { $1 } }
        // The web framework numbers requests too; ours is the one that people see.
        all["hb.request.id"] = nil
        let fields = all.sorted { $0.key < $1.key }
        write(form == .json ? json(event, fields) : text(event, fields))
    }

    private func json(_ event: LogEvent, _ fields: [(key: String, value: Logger.MetadataValue)]) -> [UInt8] {
        var line = JSONWriter()
        line.object {
            $0.member("at", Self.timestamp())
            $0.member("level", event.level.rawValue)
            $0.member("message", "\(event.message)")
            if let error = event.error { $0.member("error", String(reflecting: error)) }
            for (key, value) in fields {
                $0.name(text: key)
                $0.value("\(value)")
            }
        }
        return line.bytes + [0x0A]
    }

    private func text(_ event: LogEvent, _ fields: [(key: String, value: Logger.MetadataValue)]) -> [UInt8] {
        var line = "\(Self.timestamp()) \(event.level.rawValue) \(event.message)"
        if let error = event.error { line += " error=\(String(reflecting: error))" }
        for (key, value) in fields { line += " \(key)=\(value)" }
        // A line break in a value must not look like the next line of the log.
        return Array(line.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }) + [0x0A]
    }

    private static func timestamp() -> String {
        utc.timestamp(Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)))
    }

    private static let utc = CityZone("UTC")!
    private static let lock = Mutex(())

    /// Whole lines, one at a time.
    @Sendable
    package static func standardError(_ line: [UInt8]) {
        lock.withLock { _ in
            var rest = line[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
    }
}
