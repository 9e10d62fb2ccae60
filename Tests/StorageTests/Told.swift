import Synchronization

/// Keeps what it was told, from whatever thread.
final class Told: Sendable {
    private let kept = Mutex<[Int]>([])

    func note(_ value: Int) { kept.withLock { $0.append(value) } }
    var values: [Int] { kept.withLock(\.self) }
}
