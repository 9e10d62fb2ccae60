import Foundation
import Synchronization

/// A web server of a few lines on a port of its own: takes one request a connection and answers as it is told.
final class LittleServer: Sendable {
    enum Behaviour: Sendable {
        case answer(Int, headers: String = "", body: String = "")
        /// Takes the request and says nothing.
        case hang
        /// Ends the connection without an answer.
        case hangUp
        /// Sends a byte of the head now and then, and never ends it.
        case dribble
    }

    struct Received: Sendable {
        let head: String
        let body: [UInt8]

        func header(_ name: String) -> String? {
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }
    }

    let port: Int
    private let socket: Int32
    private let requests = Mutex<[Received]>([])
    private let behaviour: Mutex<[Behaviour]>

    var received: [Received] { requests.withLock { $0 } }
    var address: String { "http://127.0.0.1:\(port)/messages" }

    /// The behaviours in turn; the last one for ever.
    init(_ behaviour: Behaviour...) {
        self.behaviour = Mutex(behaviour)
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.socket = socket
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        port = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
                guard bind(socket, plain, size) == 0, listen(socket, 64) == 0 else { fatalError("no port") }
                _ = getsockname(socket, plain, &size)
            }
            return Int(UInt16(bigEndian: pointer.pointee.sin_port))
        }
        Thread.detachNewThread { [self] in run() }
    }

    /// Takes no more connections. The thread that accepts them closes the socket itself: its number, free too soon, would
    /// be that of another server, whose requests this one would then take.
    func close() { shutdown(socket, Int32(SHUT_RDWR)) }

    private func run() {
        defer { _ = Foundation.close(socket) }
        while true {
            let connection = accept(socket, nil, nil)
            guard connection >= 0 else { return }
            Thread.detachNewThread { [self] in serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        defer { _ = Foundation.close(connection) }
        guard let request = read(connection) else { return }
        requests.withLock { $0.append(request) }
        switch behaviour.withLock({ $0.count > 1 ? $0.removeFirst() : $0[0] }) {
        case .answer(let status, let headers, let body):
            write(
                "HTTP/1.1 \(status) X\r\n\(headers)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)",
                connection)
        case .hang: waitForTheOtherEnd(connection)
        case .hangUp: return
        case .dribble:
            write("HTTP/1.1 200 OK\r\nX: ", connection)
            for _ in 0..<200 {
                guard write("x", connection) else { return }
                usleep(50_000)
            }
        }
    }

    private func read(_ connection: Int32) -> Received? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                let request = Received(head: head, body: Array(bytes[end.upperBound...]))
                if request.body.count >= request.header("Content-Length").flatMap({ Int($0) }) ?? 0 { return request }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    @discardableResult
    private func write(_ text: String, _ connection: Int32) -> Bool {
        Array(text.utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) } >= 0
    }

    private func waitForTheOtherEnd(_ connection: Int32) {
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
    }
}
