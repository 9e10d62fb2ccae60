import Foundation

/// Holds a thread up until it is opened.
final class Gate: Sendable {
    private let arrived = DispatchSemaphore(value: 0)
    private let opened = DispatchSemaphore(value: 0)

    func waitUntilOpen() {
        arrived.signal()
        opened.wait()
    }

    /// Returns when somebody waits.
    func untilWaitedAt() async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [arrived] in
                arrived.wait()
                continuation.resume()
            }
        }
    }

    func open() { opened.signal() }
}
