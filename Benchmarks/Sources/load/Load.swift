import Glibc

/// Sends load to a OneDoor server and tells how it answered.
///
///     load life-cycles --port 8080 --dispatcher TOKEN --handlers BODY=TOKEN,… --places 440605011001,… --categories 010101,…
///     load check --port 8080 --dispatcher TOKEN --acknowledged FILE
@main
struct Load {
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGTERM) { _ in stopRequested = 1 }
        signal(SIGINT) { _ in stopRequested = 1 }
        do throws(LoadFault) {
            let options = try Options(CommandLine.arguments.dropFirst())
            switch options.mode {
            case .lifeCycles:
                let acknowledged = try options.acknowledged.map { path throws(LoadFault) in try AcknowledgedFile(path) }
                let source = LifeCycleSource(options)
                let run = LoadRun(options, source: source, acknowledged: acknowledged)
                try run.run()
                acknowledged?.close()
                let report = Report(run.tally, names: LifeCycleStep.allCases.map(\.rawValue), options)
                print(report.text)
                try options.json.map { path throws(LoadFault) in try write(report.json, to: path) }
                if run.gaveUp { throw LoadFault("the server did not come back within \(options.reconnectSeconds) s") }
            case .check:
                guard let path = options.acknowledged else { throw LoadFault("check needs --acknowledged") }
                let source = CheckSource(try readAcknowledged(path), token: options.dispatcher)
                let run = LoadRun(options, source: source, acknowledged: nil)
                try run.run()
                print("\(source.checked) requests looked up, \(source.lost.count) with something lost")
                for line in source.lost.prefix(20) { print("LOST: \(line)") }
                let everythingThere = source.lost.isEmpty && source.checked == source.total
                if !everythingThere { exit(1) }
            }
        } catch {
            tell("load: \(error.reason)")
            exit(2)
        }
    }
}

/// Set by SIGTERM and SIGINT: calls under way are finished, no new ones begun.
nonisolated(unsafe) var stopRequested: sig_atomic_t = 0

/// Something that keeps the measurement from being one.
struct LoadFault: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }

    static func system(_ doing: String) -> LoadFault {
        LoadFault("\(doing): \(String(cString: strerror(errno)))")
    }
}

/// Nanoseconds since the machine started.
func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// A line on standard error: what happens on the way, apart from the results.
func tell(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
}

func write(_ text: String, to path: String) throws(LoadFault) {
    guard let file = fopen(path, "w") else { throw .system("writing \(path)") }
    fputs(text, file)
    fclose(file)
}
