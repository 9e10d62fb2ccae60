import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

@testable import Server

/// A page that listens: what it has been sent so far.
final class LiveLine: Sendable {
    private let text = Mutex("")
    private let work = Mutex<Task<Void, any Error>?>(nil)
    let status: Int
    let headers: HTTPFields

    /// - Parameter blocks: takes the first piece and then nothing more, as a reader does who has fallen asleep.
    init(_ response: Response, blocks: Bool = false) {
        self.status = response.status.code
        self.headers = response.headers
        work.withLock { $0 = Task { try await response.body.write(Writer(line: self, blocks: blocks)) } }
    }

    var all: String { text.withLock { $0 } }
    /// The events, without comments.
    var events: [String] {
        all.split(separator: "\n\n").map(String.init).filter { !$0.hasPrefix(":") }
    }

    /// Waits until so many events have come, and gives all there are; fewer after five seconds.
    func events(_ count: Int) async throws -> [String] {
        for _ in 0..<500 where events.count < count { try await Task.sleep(for: .milliseconds(10)) }
        return events
    }

    /// Waits until the server has ended the stream.
    func end() async throws { try await work.withLock { $0 }?.value }

    /// The reader goes away.
    func cut() async {
        let task = work.withLock { $0 }
        task?.cancel()
        _ = await task?.result
    }

    private final class Writer: ResponseBodyWriter {
        let line: LiveLine
        let blocks: Bool
        var isFirst = true

        init(line: LiveLine, blocks: Bool) {
            self.line = line
            self.blocks = blocks
        }

        func write(_ buffer: ByteBuffer) async throws {
            if blocks, !isFirst { return try await Task.sleep(for: .seconds(3600)) }
            isFirst = false
            line.text.withLock { $0 += String(buffer: buffer) }
        }

        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
