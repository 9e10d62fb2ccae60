import Casework
import Civics
import Desks
import Foundation
import NIOCore
import NIOPosix
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Server

/// The server with its socket. One after another: the signal to end is for the whole process.
@Suite(.serialized)
struct ServeTests {
    @Test
    func aTakenPortIsSaidPlainly() async throws {
        let taken = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup).bind(
            host: "127.0.0.1", port: 0
        ).get()
        let port = try #require(taken.localAddress?.port)
        var configuration = ServerConfiguration()
        configuration.port = port
        let store = try await TestStore()
        let failure = await #expect(throws: ServeFailure.self) {
            try await serve(store.desks, configuration: configuration)
        }
        #expect(failure?.description.contains("127.0.0.1:\(port)") == true)
        try await taken.close()
    }

    @Test
    func whatIsBeingWorkedOnIsFinishedBeforeTheServerEnds() async throws {
        let store = try await TestStore()
        let desks = store.desks
        var configuration = ServerConfiguration()
        configuration.port = 0
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let server = Task { [configuration] in
            try await serve(desks, configuration: configuration) { listening.yield($0) }
        }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())

        let healthy = try await Line(port).exchange(["GET /healthz HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n"]
        )
        #expect(healthy.hasPrefix("HTTP/1.1 200 OK"))
        #expect(healthy.hasSuffix(#"{"status":"alive"}"#))

        // Half of a request has come when the signal arrives; the other half follows.
        let body = APIRequestTests.nightWork
        let head = """
            POST /api/v1/requests HTTP/1.1\r\nHost: door\r\nContent-Type: application/json\r\nIdempotency-Key: last\r
            Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n
            """
        let answer = try await Line(port).exchange([head, body]) {
            kill(getpid(), SIGTERM)
            try await Task.sleep(for: .milliseconds(300))
        }
        #expect(answer.hasPrefix("HTTP/1.1 201 Created"), "\(answer)")
        try await server.value
        let page = try await desks.advice.requests(
            .init(), OperationContext(actor: TestActor.dispatcher, now: at("2026-11-18 10:00")))
        #expect(page.items.count == 1)
        await #expect(throws: (any Error).self) { try await Line(port).exchange(["GET / HTTP/1.1\r\n\r\n"]) }
    }

    @Test
    func openPagesDoNotHoldUpTheEndAndReadersWhoLeaveAreNotMissed() async throws {
        let store = try await TestStore()
        let desks = store.desks
        let dispatcher = TestActor.dispatcher
        try await desks.store.save(
            StoredAccount(
                id: dispatcher.account, name: dispatcher.name, role: dispatcher.role, organisation: "fs-hotline",
                password: []))
        let token = Entropy.system.bytes(32)
        try await desks.store.startSession(
            token: Administration.digest(token), account: dispatcher.account,
            at: Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)))
        var configuration = ServerConfiguration()
        configuration.port = 0
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let server = Task { [configuration] in
            try await serve(desks, configuration: configuration) { listening.yield($0) }
        }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        let ask = "GET /desk/live HTTP/1.1\r\nHost: door\r\nCookie: session=\(TokenText.text(token))\r\n\r\n"

        // Twenty pages open and close again: their places are free at once, without anything having been written to them.
        for _ in 0..<20 {
            let head = try await Line(port).exchange([ask], readsOnce: true)
            #expect(head.hasPrefix("HTTP/1.1 200 OK"))
        }
        var listeners = ""
        for _ in 0..<100 {
            listeners = try await Line(port).exchange([
                "GET /readyz HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n"
            ])
            if listeners.contains(#""livePages":0"#) { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(listeners.contains(#""livePages":0"#), "\(listeners)")

        let begun = ContinuousClock.now
        let stream = try await Line(port).exchange([ask, ""]) {
            _ = try await desks.store.perform(
                OutsideCommand(command: .receive(.test()), at: at("2026-11-18 10:00"), actor: "resident"))
            try await Task.sleep(for: .milliseconds(300))
            kill(getpid(), SIGTERM)
        }
        try await server.value
        #expect(ContinuousClock.now - begun < .seconds(10), "the heart-beat would come after twenty")
        #expect(stream.contains(#"{"lists":["dispatch"],"case":false}"#), "\(stream)")
    }

    @Test
    func whatIsNoHTTPIsRefusedAndTheServerGoesOn() async throws {
        let store = try await TestStore()
        let desks = store.desks
        var configuration = ServerConfiguration()
        configuration.port = 0
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let server = Task { [configuration] in
            try await serve(desks, configuration: configuration) { listening.yield($0) }
        }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        let headers = (0..<500).map { "X-\($0): y\r\n" }.joined()
        for nonsense in [
            "\u{0}\u{1}\u{2}nonsense\r\n\r\n", "GET /healthz HTTP/9.9\r\n\r\n", "GET\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: door\r\n\(headers)\r\n",
            "GET /healthz HTTP/1.1\r\nHost: door\r\nX: \(String(repeating: "y", count: 100_000))\r\n\r\n",
            "POST /api/v1/requests HTTP/1.1\r\nHost: door\r\nContent-Length: -1\r\n\r\n",
            "POST /api/v1/requests HTTP/1.1\r\nHost: door\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        ] {
            let answer = (try? await Line(port).exchange([nonsense])) ?? ""
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(nonsense.prefix(40)): \(answer.prefix(80))")
        }
        let healthy = try await Line(port).exchange(["GET /healthz HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n"]
        )
        #expect(healthy.hasPrefix("HTTP/1.1 200 OK"))
        kill(getpid(), SIGTERM)
        try await server.value
    }
}

/// A plain connection.
private struct Line {
    let port: Int

    init(_ port: Int) { self.port = port }

    /// Writes the pieces, with `between` after the first, and reads until the other side ends the connection, or once.
    func exchange(_ pieces: [String], readsOnce: Bool = false, between: @Sendable () async throws -> Void = {})
        async throws -> String
    {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(.seconds(5))
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            for (index, piece) in pieces.enumerated() {
                try await outbound.write(ByteBuffer(string: piece))
                if index == 0, pieces.count > 1 {
                    try await Task.sleep(for: .milliseconds(200))
                    try await between()
                }
            }
            var answer = ByteBuffer()
            for try await part in inbound {
                answer.writeImmutableBuffer(part)
                if readsOnce { break }
            }
            return String(buffer: answer)
        }
    }
}
