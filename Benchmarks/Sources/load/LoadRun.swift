import CEpoll
import Glibc

/// Drives all connections from one thread.
final class LoadRun {
    private let options: Options
    private let source: any CallSource
    private let acknowledged: AcknowledgedFile?
    private let epoll: Int32
    private var sockets: [Socket]
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private(set) var tally: Tally
    /// The server could not be reached for longer than was allowed.
    private(set) var gaveUp = false

    private var start: UInt64 = 0
    private var countFrom: UInt64 = 0
    private var end: UInt64 = 0
    private var isStopping = false
    private var hasMore = true
    private var unreachableSince: UInt64?
    /// Life cycles that were due, and those begun (or dropped), where a rate is given.
    private var due = 0.0
    private var idle: [Int] = []

    init(_ options: Options, source: any CallSource, acknowledged: AcknowledgedFile?) {
        self.options = options
        self.source = source
        self.acknowledged = acknowledged
        epoll = epoll_create1(0)
        sockets = Array(repeating: Socket(), count: options.connections)
        tally = Tally(calls: source.callCount)
    }

    deinit { buffer.deallocate() }

    private var isPaced: Bool { options.phases[0].rate != nil }

    func run() throws(LoadFault) {
        start = monotonicNanoseconds()
        countFrom = start
        switch options.mode {
        case .check: end = start + 600_000_000_000
        case .lifeCycles:
            if !isPaced { countFrom += UInt64(options.warmUpSeconds * 1e9) }
            end = countFrom + UInt64(options.phases.reduce(0) { $0 + $1.seconds } * 1e9)
        }
        for index in sockets.indices { try sockets[index].connect(port: options.port, epoll: epoll, index: index) }
        var events = [epoll_event](repeating: epoll_event(), count: 512)
        var shown = 0
        var stoppedAt: UInt64 = 0
        var pacedAt = start
        while true {
            let ready = epoll_wait(epoll, &events, Int32(events.count), isPaced ? 1 : 20)
            for index in 0..<Int(max(0, ready)) {
                try handle(Int(events[index].data.u64), events[index].events)
            }
            let now = monotonicNanoseconds()
            if !isStopping, stopRequested != 0 || now >= end || !hasMore {
                isStopping = true
                stoppedAt = now
                end = min(end, now)
            }
            if isStopping {
                if !sockets.contains(where: \.isBusy) { break }
                let patience = UInt64((options.reconnectSeconds + 30) * 1e9)
                if now - stoppedAt > patience { throw LoadFault("calls were still without an answer after the end") }
            } else if isPaced {
                pace(from: pacedAt, to: now)
                pacedAt = now
            }
            try reconnect(now)
            if gaveUp { break }
            if options.showsSeconds {
                let second = Int((now - start) / 1_000_000_000)
                while shown < second {
                    show(shown)
                    shown += 1
                }
            }
        }
        tally.countedNanoseconds = end > countFrom ? end - countFrom : 0
        for index in sockets.indices { sockets[index].close() }
        close(epoll)
    }

    // MARK: One connection

    private func handle(_ index: Int, _ events: UInt32) throws(LoadFault) {
        if sockets[index].state == .connecting {
            let error = sockets[index].connectionError()
            if error != 0 || events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 {
                lose(index)
                return
            }
            guard events & EPOLLOUT.rawValue != 0 else { return }
            sockets[index].state = .open
            unreachableSince = nil
            if sockets[index].isBusy {
                tally.sentAgain += 1
                if !sockets[index].send() { lose(index) }
            } else {
                beginNext(on: index)
            }
            return
        }
        guard sockets[index].state == .open else { return }
        if events & EPOLLOUT.rawValue != 0, sockets[index].isBusy, !sockets[index].send() { return lose(index) }
        if events & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 {
            let isOpen = sockets[index].receive(buffer)
            read(index)
            if !isOpen, sockets[index].state == .open { lose(index) }
        }
    }

    private func read(_ index: Int) {
        guard sockets[index].isBusy else { return }
        // Taken out of the socket while it is read, so that nothing is copied.
        var received: [UInt8] = []
        swap(&received, &sockets[index].received)
        let isDone = received.withUnsafeBytes { bytes in
            switch Answer.parse(bytes) {
            case .incomplete: return false
            case .broken:
                sample(bytes)
                lose(index)
            case .complete(let answer): take(answer, bytes, index)
            }
            return true
        }
        if isDone { received.removeAll(keepingCapacity: true) }
        swap(&received, &sockets[index].received)
    }

    private func take(_ answer: Answer, _ bytes: UnsafeRawBufferPointer, _ index: Int) {
        let now = monotonicNanoseconds()
        let took = now - sockets[index].startedAt
        let isSuccess = (200...299).contains(answer.status)
        let second = second(now)
        if isSuccess {
            if now >= countFrom, now <= end { tally.calls[sockets[index].call].add(took) }
            tally.seconds[second].calls.add(took)
        } else {
            tally.otherStatuses[answer.status, default: 0] += 1
            if answer.hasRetryAfter, answer.status == 503 { tally.retryAfter += 1 }
            tally.seconds[second].refused += 1
            if answer.status != 503 { sample(bytes) }
        }
        sockets[index].isBusy = false
        let verdict = source.answered(
            on: index, answer, bytes, request: &sockets[index].request, tally: &tally, acknowledged: acknowledged)
        if case .finished = verdict {
            tally.seconds[second].finished += 1
            if now >= countFrom, now <= end { tally.finished += 1 }
        }
        if answer.closes {
            // What comes next goes out when the connection stands again.
            if case .next(let call) = verdict, !isStopping { makeBusy(index, call: call, now) }
            lose(index)
            return
        }
        if case .next(let call) = verdict {
            if isStopping { return }
            makeBusy(index, call: call, now)
            if !sockets[index].send() { lose(index) }
        } else {
            beginNext(on: index)
        }
    }

    private func makeBusy(_ index: Int, call: Int, _ now: UInt64) {
        sockets[index].call = call
        sockets[index].startedAt = now
        sockets[index].sent = 0
        sockets[index].isBusy = true
    }

    /// Starts a chain, or lets the connection wait for the next one due.
    private func beginNext(on index: Int) {
        if isStopping || !hasMore { return }
        if isPaced { return idle.append(index) }
        begin(on: index)
    }

    private func begin(on index: Int) {
        guard let call = source.begin(on: index, request: &sockets[index].request) else {
            hasMore = false
            return
        }
        let now = monotonicNanoseconds()
        tally.seconds[second(now)].begun += 1
        makeBusy(index, call: call, now)
        if !sockets[index].send() { lose(index) }
    }

    // MARK: Pace and faults

    /// Begins as many chains as have become due.
    private func pace(from last: UInt64, to now: UInt64) {
        due += rate(at: now) * Double(now - last) / 1e9
        while due >= 1 {
            due -= 1
            if let index = takeIdle() {
                begin(on: index)
            } else {
                tally.seconds[second(now)].withoutConnection += 1
            }
        }
    }

    /// A connection that waits for something to do; those that have ended since are passed over.
    private func takeIdle() -> Int? {
        while let index = idle.popLast() {
            if sockets[index].state == .open, !sockets[index].isBusy { return index }
        }
        return nil
    }

    private func rate(at now: UInt64) -> Double {
        var passed = Double(now - start) / 1e9
        for phase in options.phases {
            if passed < phase.seconds { return phase.rate ?? 0 }
            passed -= phase.seconds
        }
        return 0
    }

    /// A connection has ended: what was not answered is sent again later under its key, or given up.
    private func lose(_ index: Int) {
        let wasBusy = sockets[index].isBusy
        let wasConnecting = sockets[index].state == .connecting
        sockets[index].close()
        let now = monotonicNanoseconds()
        sockets[index].retryAt = now + 50_000_000
        if wasConnecting, unreachableSince == nil { unreachableSince = now }
        guard wasBusy else { return }
        if !wasConnecting { tally.broken += 1 }
        if options.reconnectSeconds == 0 { sockets[index].isBusy = false }
    }

    private func reconnect(_ now: UInt64) throws(LoadFault) {
        if let since = unreachableSince, Double(now - since) / 1e9 > max(options.reconnectSeconds, 5) {
            gaveUp = true
            if options.reconnectSeconds == 0 { throw LoadFault("nothing answers on port \(options.port)") }
            return
        }
        for index in sockets.indices where sockets[index].state == .closed && sockets[index].retryAt <= now {
            if isStopping, !sockets[index].isBusy { continue }
            try sockets[index].connect(port: options.port, epoll: epoll, index: index)
        }
    }

    private func second(_ now: UInt64) -> Int {
        let second = Int((now - start) / 1_000_000_000)
        while tally.seconds.count <= second { tally.seconds.append(Tally.Second()) }
        return second
    }

    private func sample(_ bytes: UnsafeRawBufferPointer) {
        if tally.samples.count < 3 { tally.samples.append(String(decoding: bytes.prefix(600), as: UTF8.self)) }
    }

    private func show(_ second: Int) {
        guard second < tally.seconds.count else { return }
        tell(Report.line(second, tally.seconds[second]))
    }
}
