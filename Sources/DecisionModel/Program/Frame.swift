/// The variables of one running function body (or decision), and through `parent` those of the bodies around it.
///
/// A frame is written only while its body runs. A function definition keeps a copy, which nobody writes any more; that is
/// why a frame can be part of a value.
final class Frame: @unchecked Sendable {
    @exclusivity(unchecked) var slots: [FEELValue]
    let parent: Frame?

    init(slots: [FEELValue], parent: Frame?) {
        self.slots = slots
        self.parent = parent
    }

    convenience init(count: Int, parent: Frame? = nil) {
        self.init(slots: [FEELValue](repeating: .null, count: count), parent: parent)
    }

    /// The variables as they are now.
    func snapshot() -> Frame { Frame(slots: slots, parent: parent) }

    /// The frame so many bodies further out.
    @inline(__always)
    func outer(_ hops: Int) -> Frame {
        var frame = self
        for _ in 0..<hops {
            guard let parent = frame.parent else { return frame }
            frame = parent
        }
        return frame
    }
}
