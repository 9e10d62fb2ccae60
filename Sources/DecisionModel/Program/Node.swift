/// A part of a compiled expression. Names are resolved to slots, constants are folded; what is left to do is to evaluate.
class Node: @unchecked Sendable {
    let range: TextRange

    init(_ range: TextRange) { self.range = range }

    func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        preconditionFailure("a node without a meaning")
    }

    /// The value, where it is known without evaluating.
    var constant: FEELValue? { nil }
}

final class ConstantNode: Node, @unchecked Sendable {
    let value: FEELValue

    init(_ value: FEELValue, _ range: TextRange) {
        self.value = value
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue { value }
    override var constant: FEELValue? { value }
}

/// Something that cannot be evaluated: gives null, and says why each time.
final class FaultNode: Node, @unchecked Sendable {
    let code: Diagnostic.Code
    let message: String

    init(_ code: Diagnostic.Code, _ message: String, _ range: TextRange) {
        self.code = code
        self.message = message
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue { run.fault(code, range, message) }
}

final class LocalNode: Node, @unchecked Sendable {
    let slot: Int

    init(slot: Int, _ range: TextRange) {
        self.slot = slot
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue { frame.slots[slot] }
}

final class OuterNode: Node, @unchecked Sendable {
    let hops: Int
    let slot: Int

    init(hops: Int, slot: Int, _ range: TextRange) {
        self.hops = hops
        self.slot = slot
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue { frame.outer(hops).slots[slot] }
}

/// A name inside of a filter: an entry of the element if the element has one of that name, otherwise a variable.
final class ElementNameNode: Node, @unchecked Sendable {
    let name: String
    let element: Node
    let otherwise: Node

    init(_ name: String, element: Node, otherwise: Node, _ range: TextRange) {
        self.name = name
        self.element = element
        self.otherwise = otherwise
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        if case .context(let context) = element.evaluate(frame, run), let value = context[name] { return value }
        return otherwise.evaluate(frame, run)
    }
}

/// A name that is only an entry of elements: null for an element that has no such entry.
final class AbsentEntryNode: Node, @unchecked Sendable {
    let name: String

    init(_ name: String, _ range: TextRange) {
        self.name = name
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        run.fault(.unknownName, range, "nothing here is called \"\(name)\"")
    }
}
