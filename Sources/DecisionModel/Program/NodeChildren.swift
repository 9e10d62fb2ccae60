// Walks through compiled expressions: for checks, and to find out what a decision depends on.

extension Node {
    /// The nodes that are evaluated as parts of this one, function bodies included.
    var children: [Node] {
        switch self {
        case let node as ElementNameNode: [node.element, node.otherwise]
        case let node as ArithmeticNode: [node.left, node.right]
        case let node as NegationNode: [node.operand]
        case let node as ComparisonNode: [node.left, node.right]
        case let node as ConjunctionNode: [node.left, node.right]
        case let node as DisjunctionNode: [node.left, node.right]
        case let node as BetweenNode: [node.value, node.low, node.high]
        case let node as InstanceNode: [node.value]
        case let node as ConditionalNode: [node.condition, node.consequence, node.alternative]
        case let node as PathNode: [node.operand]
        case let node as FilterNode: [node.operand, node.condition]
        case let node as ListNode: node.items
        case let node as ContextNode: node.entries.map(\.value) + (node.result.map { [$0] } ?? [])
        case let node as RangeNode: [node.start, node.end].compactMap { $0 }
        case let node as IterationNode: node.iterators.flatMap(\.nodes) + [node.body]
        case let node as QuantifiedNode: node.iterators.flatMap(\.nodes) + [node.condition]
        case let node as MembershipNode: [node.value] + node.tests.nodes
        case let node as CellNode: [node.value] + node.tests.nodes
        case let node as TestNode: [node.value] + [node.test.node]
        case let node as FunctionNode: [node.lambda.body]
        case let node as ExternalFunctionNode: [node.mapping]
        case let node as BuiltInCallNode: node.arguments
        case let node as CallNode: [node.callee] + node.arguments
        case let node as TypedNode: [node.operand]
        case let node as DecisionTableNode: node.parts
        default: []
        }
    }

    /// Visits this node and all below it.
    func visit(_ body: (Node) -> Void) {
        var open = [self]
        while let node = open.popLast() {
            body(node)
            open += node.children
        }
    }
}

extension IteratorProgram {
    fileprivate var nodes: [Node] { [domain] + (end.map { [$0] } ?? []) }
}

extension Program.Test {
    var node: Node {
        switch self {
        case .comparison(_, let node), .expression(let node, _): node
        }
    }
}

extension Program.Tests {
    var nodes: [Node] { tests.map(\.node) }
}

extension DecisionTableNode {
    fileprivate var parts: [Node] {
        inputs.map(\.expression) + inputs.flatMap { $0.allowedValues?.nodes ?? [] }
            + outputs.flatMap { $0.allowedValues + ($0.defaultValue.map { [$0] } ?? []) }
            + rules.flatMap { $0.tests.flatMap(\.nodes) + $0.outputs }
    }
}
