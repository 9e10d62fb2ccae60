import CEpoll
import Glibc

/// A connection to the server on 127.0.0.1: one request at a time, kept open between them.
struct Socket {
    enum State {
        case closed
        case connecting
        case open
    }

    var descriptor: Int32 = -1
    var state = State.closed
    /// The request under way, until its answer is there; empty between requests.
    var request: [UInt8] = []
    var sent = 0
    var received: [UInt8] = []
    var call = 0
    /// When the request was sent for the first time.
    var startedAt: UInt64 = 0
    var isBusy = false
    /// When to try to connect again.
    var retryAt: UInt64 = 0

    /// Begins to connect; whether it succeeds shows when the socket can be written to.
    mutating func connect(port: UInt16, epoll: Int32, index: Int) throws(LoadFault) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw .system("opening a socket") }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        state = .connecting
        if result != 0, errno != EINPROGRESS, errno != ECONNREFUSED { throw .system("connecting to port \(port)") }
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLET.rawValue | EPOLLRDHUP.rawValue
        event.data.u64 = UInt64(index)
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 else { throw .system("epoll_ctl") }
    }

    mutating func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
        state = .closed
        sent = 0
        received.removeAll(keepingCapacity: true)
    }

    /// The error of a connection that was being made; 0 for none.
    func connectionError() -> Int32 {
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length)
        return error
    }

    /// Sends what is left of the request; `false` when the connection has ended.
    mutating func send() -> Bool {
        while sent < request.count {
            let written = request.withUnsafeBytes { write(descriptor, $0.baseAddress! + sent, $0.count - sent) }
            if written < 0 { return errno == EAGAIN }
            sent += written
        }
        return true
    }

    /// Reads what has come; `false` when the connection has ended.
    mutating func receive(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0 { return errno == EAGAIN }
            if count == 0 { return false }
            received.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
