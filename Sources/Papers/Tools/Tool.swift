internal import Foundation
import Synchronization

/// A program of the system that turns bytes into other bytes. It is started with its input, no network, no open files
/// of ours and a deadline; whatever happens, it is gone afterwards.
struct Tool: Hashable, Sendable {
    /// What it is called where it is missing.
    let name: String
    /// As it is called in a shell.
    let command: String
    /// The Debian package that brings it.
    let package: String
    let seconds: Int

    /// HTML to PDF, by a script of ours. Debian's Python has it; others on the path may not.
    static let weasyprint = Tool(name: "weasyprint", command: "python3", package: "weasyprint", seconds: 120)
    /// SVG to PNG.
    static let rsvg = Tool(name: "rsvg-convert", command: "rsvg-convert", package: "librsvg2-bin", seconds: 20)

    /// With this status a script of ours says that what it needs is not installed (`EX_UNAVAILABLE` of sysexits.h).
    private static let unavailable: Int32 = 69

    /// Where the program lies, in the system's own folder or by `PATH`; `nil` where it is not installed.
    private var path: String? {
        let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/bin"
        return (["/usr/bin"] + folders.split(separator: ":")).map { "\($0)/\(command)" }
            .first { access($0, X_OK) == 0 }
    }

    /// What it makes of `input`.
    ///
    /// Input and output are files, so that nobody waits for a full pipe. A thread of its own looks after the process, so
    /// that its place is free as soon as it ends; when the task around it is cancelled, the process is ended.
    func run(_ arguments: [String], input: [UInt8]) async throws(PaperFault) -> [UInt8] {
        guard let path else { throw .missing(tool: name, package: package) }
        let files = (input: try NamelessFile(input), output: try NamelessFile(), errors: try NamelessFile())
        guard await Bench.take() else { throw .busy(tool: name) }
        let process: pid_t
        do {
            process = try start(path, arguments, files.input, files.output, files.errors)
        } catch {
            Bench.leave()
            throw error
        }
        guard let status = await end(of: process) else { throw .tooSlow(tool: name, seconds: seconds) }
        guard status != Self.unavailable else { throw .missing(tool: name, package: package) }
        guard status == 0 else {
            let said = String(decoding: try files.errors.bytes(), as: UTF8.self)
            let lines = said.split(whereSeparator: \.isNewline).suffix(3).joined(separator: " / ")
            throw .failed(tool: name, status: status, says: String(lines.suffix(600)))
        }
        return try files.output.bytes()
    }

    private func start(
        _ path: String, _ arguments: [String], _ input: NamelessFile, _ output: NamelessFile, _ errors: NamelessFile
    ) throws(PaperFault) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.descriptor, 0)
        posix_spawn_file_actions_adddup2(&actions, output.descriptor, 1)
        posix_spawn_file_actions_adddup2(&actions, errors.descriptor, 2)
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in open.compactMap({ Int32($0) }) where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that what it starts can be ended with it.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var process = pid_t()
        let words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        let settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for text in words + settings { free(text) } }
        let code = posix_spawn(&process, path, &actions, &attributes, words, settings)
        guard code == 0 else {
            throw .failed(tool: name, status: code, says: String(cString: strerror(code)))
        }
        return process
    }

    /// Nothing of our own settings but where programs and fonts lie; no way to the network; and the beginning of 1970
    /// for whoever would write the time of making into a file.
    private var environment: [String] {
        let names = ["PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "TMPDIR"]
        let kept = names.compactMap { (name: String) -> String? in
            getenv(name).map { "\(name)=\(String(cString: $0))" }
        }
        let nowhere = ["http_proxy", "https_proxy", "ftp_proxy"].map { "\($0)=http://127.0.0.1:9" }
        return kept + nowhere + ["LANG=C.UTF-8", "SOURCE_DATE_EPOCH=0", "PYTHONHASHSEED=0"]
    }

    /// Waits for the process and gives its status; a signal counts as 128 and its number, as in a shell. `nil` where it took
    /// too long or nobody waits any more: it is ended then, with all that it started.
    private func end(of process: pid_t) async -> Int32? {
        let isCancelled = Cancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Int32?, Never>) in
                let deadline = ContinuousClock.now + .seconds(seconds)
                Thread.detachNewThread {
                    var pause: UInt32 = 2_000
                    var status = Self.status(of: process, WNOHANG)
                    while status == nil, ContinuousClock.now < deadline, !isCancelled.isSaid {
                        usleep(pause)
                        pause = min(pause * 2, 50_000)
                        status = Self.status(of: process, WNOHANG)
                    }
                    if status == nil {
                        kill(-process, SIGKILL)
                        _ = Self.status(of: process, 0)
                    }
                    Bench.leave()
                    continuation.resume(returning: status)
                }
            }
        } onCancel: {
            isCancelled.say()
        }
    }

    private static func status(of process: pid_t, _ options: Int32) -> Int32? {
        var status: Int32 = 0
        var result: pid_t
        repeat { result = waitpid(process, &status, options) } while result < 0 && errno == EINTR
        guard result != 0 else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}

/// Two programs at a time: each may take hundreds of megabytes. Whoever comes then waits their turn.
private enum Bench {
    private struct Places {
        var free = 2
        var waiting: [(number: Int, turn: CheckedContinuation<Bool, Never>)] = []
        var next = 0
        /// Those that were cancelled before they had begun to wait.
        var gone: Set<Int> = []
    }

    private static let mostWaiting = 32
    private static let places = Mutex(Places())

    /// `false` where too many wait already, and where the task was cancelled while it waited.
    static func take() async -> Bool {
        let number = places.withLock { places in
            places.next += 1
            return places.next
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { turn in
                let answer: Bool? = places.withLock { places in
                    if places.gone.remove(number) != nil || places.waiting.count >= mostWaiting { return false }
                    guard places.free > 0 else {
                        places.waiting.append((number, turn))
                        return nil
                    }
                    places.free -= 1
                    return true
                }
                if let answer { turn.resume(returning: answer) }
            }
        } onCancel: {
            let turn = places.withLock { places -> CheckedContinuation<Bool, Never>? in
                guard let index = places.waiting.firstIndex(where: { $0.number == number }) else {
                    places.gone.insert(number)
                    return nil
                }
                return places.waiting.remove(at: index).turn
            }
            turn?.resume(returning: false)
        }
    }

    /// Gives the place to whoever waits longest.
    static func leave() {
        let turn = places.withLock { places -> CheckedContinuation<Bool, Never>? in
            guard !places.waiting.isEmpty else {
                places.free += 1
                return nil
            }
            return places.waiting.removeFirst().turn
        }
        turn?.resume(returning: true)
    }
}

/// Said once by whoever cancels, asked by the thread that waits.
private final class Cancellation: Sendable {
    private let said = Atomic(false)

    var isSaid: Bool { said.load(ordering: .relaxed) }

    func say() { said.store(true, ordering: .relaxed) }
}

/// A file without a name, gone with the last who has it open.
private final class NamelessFile {
    private let file: UnsafeMutablePointer<FILE>
    var descriptor: Int32 { fileno(file) }

    init(_ content: [UInt8] = []) throws(PaperFault) {
        guard let file = tmpfile() else { throw Self.fault }
        self.file = file
        _ = fcntl(fileno(file), F_SETFD, FD_CLOEXEC)
        guard fwrite(content, 1, content.count, file) == content.count, fflush(file) == 0,
            lseek(fileno(file), 0, SEEK_SET) == 0
        else { throw Self.fault }
    }

    deinit { fclose(file) }

    func bytes() throws(PaperFault) -> [UInt8] {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        guard size >= 0 else { throw Self.fault }
        var read = 0
        var content = [UInt8](repeating: 0, count: size)
        while read < size {
            let count = content.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + read, size - read, off_t(read))
            }
            guard count > 0 else { throw Self.fault }
            read += count
        }
        return content
    }

    private static var fault: PaperFault {
        .broken("A file for the work of a moment cannot be had: \(String(cString: strerror(errno)))")
    }
}
