/// Turns expressions into nodes: names become slots, types are looked up, constants are folded.
struct Compiler {
    /// The variables of one function body.
    final class Body {
        let parent: Body?
        var slotCount = 0
        /// Where the value stands that a cell tests; one place for all cells.
        var testSlot: Int?
        /// Slots that some node reads.
        var readSlots: Set<Int> = []
        /// Innermost last.
        var blocks: [[(name: String, slot: Int)]] = [[]]

        init(parent: Body?) { self.parent = parent }

        func newSlot() -> Int {
            slotCount += 1
            return slotCount - 1
        }

        func define(_ name: String) -> Int {
            let slot = newSlot()
            blocks[blocks.count - 1].append((name, slot))
            return slot
        }
    }

    /// A filter that we are inside of.
    struct Filter {
        let body: ObjectIdentifier
        let slot: Int
        /// The block in which the filter was opened: names of blocks further in come before entries of its element.
        let block: Int
    }

    private(set) var body: Body
    var filters: [Filter] = []
    let types: TypeTable
    /// What was found wrong, without where the expression stands.
    private(set) var diagnostics: [Diagnostic] = []

    init(body: Body = Body(parent: nil), types: TypeTable) {
        self.body = body
        self.types = types
    }

    mutating func note(
        _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ message: String, _ range: TextRange
    ) {
        diagnostics.append(Diagnostic(severity, code, message, at: Place(range: range)))
    }

    // MARK: Scopes

    mutating func block<Result>(_ content: (inout Compiler) -> Result) -> Result {
        body.blocks.append([])
        defer { body.blocks.removeLast() }
        return content(&self)
    }

    /// The same compiler for the body of a function within.
    func within(_ body: Body) -> Compiler {
        var compiler = self
        compiler.body = body
        return compiler
    }

    /// Begins a filter, whose element has the slot that is given back.
    mutating func openFilter() -> Int {
        let slot = body.define("item")
        filters.append(Filter(body: ObjectIdentifier(body), slot: slot, block: body.blocks.count - 1))
        return slot
    }

    mutating func closeFilter() { filters.removeLast() }

    mutating func inner<Result>(_ content: (inout Compiler) -> Result) -> (Result, Body) {
        let outer = body
        let inner = Body(parent: outer)
        body = inner
        defer { body = outer }
        return (content(&self), inner)
    }

    // MARK: Names

    struct Variable {
        let hops: Int
        let slot: Int
        let body: Body
        let block: Int
    }

    /// The variable of this name that is innermost.
    func find(_ name: String) -> Variable? {
        var hops = 0
        var current: Body? = body
        while let found = current {
            for (block, variables) in found.blocks.enumerated().reversed() {
                if let variable = variables.last(where: { $0.name.hasSameScalars(as: name) }) {
                    return Variable(hops: hops, slot: variable.slot, body: found, block: block)
                }
            }
            hops += 1
            current = found.parent
        }
        return nil
    }

    private func hops(to target: ObjectIdentifier) -> Int {
        var hops = 0
        var current: Body? = body
        while let found = current, ObjectIdentifier(found) != target {
            hops += 1
            current = found.parent
        }
        return hops
    }

    private func node(slot: Int, hops: Int, _ range: TextRange) -> Node {
        var owner = body
        for _ in 0..<hops { owner = owner.parent ?? owner }
        owner.readSlots.insert(slot)
        return hops == 0 ? LocalNode(slot: slot, range) : OuterNode(hops: hops, slot: slot, range)
    }

    private mutating func name(_ name: String, _ range: TextRange) -> Node {
        let variable = find(name)
        var result: Node
        if let variable {
            result = node(slot: variable.slot, hops: variable.hops, range)
        } else if let builtIn = BuiltIns.named(name) {
            result = ConstantNode(.function(builtIn.asFunction), range)
        } else if filters.isEmpty {
            note(.warning, .unknownName, "nothing here is called \"\(name)\"", range)
            return FaultNode(.unknownName, "nothing here is called \"\(name)\"", range)
        } else {
            result = AbsentEntryNode(name, range)
        }
        for filter in filters {
            if let variable {
                let distance = hops(to: filter.body)
                let isFurtherIn =
                    variable.hops < distance || (variable.hops == distance && variable.block > filter.block)
                if isFurtherIn { continue }
            }
            let element = node(slot: filter.slot, hops: hops(to: filter.body), range)
            result = ElementNameNode(name, element: element, otherwise: result, range)
        }
        return result
    }

    // MARK: Expressions

    mutating func compile(_ expression: Expression) -> Node {
        let range = expression.range
        switch expression.kind {
        case .literal(let value): return ConstantNode(value, range)
        case .name(let name): return self.name(name, range)
        case .negation(let operand): return folded(NegationNode(compile(operand), range))
        case .arithmetic(let sign, let left, let right):
            return folded(ArithmeticNode(sign, compile(left), compile(right), range))
        case .comparison(let sign, let left, let right):
            return ComparisonNode(sign, compile(left), compile(right), range)
        case .conjunction(let left, let right): return ConjunctionNode(compile(left), compile(right), range)
        case .disjunction(let left, let right): return DisjunctionNode(compile(left), compile(right), range)
        case .between(let value, let low, let high):
            return BetweenNode(compile(value), compile(low), compile(high), range)
        case .membership(let value, let tests):
            let compiled = tests.map { test($0) }
            return MembershipNode(
                compile(value), Program.Tests(compiled, isNegated: false, slot: -1, slotCount: 0, text: ""), range)
        case .instance(let value, let type): return InstanceNode(compile(value), self.type(type, range), range)
        case .path(let operand, let name): return PathNode(compile(operand), name, range)
        case .filter(let operand, let condition): return filter(compile(operand), condition, range)
        case .call(let callee, let arguments): return call(callee, arguments, range)
        case .conditional(let condition, let consequence, let alternative):
            return ConditionalNode(compile(condition), compile(consequence), compile(alternative), range)
        case .iteration(let iterators, let result): return iteration(iterators, result, range)
        case .quantified(let isUniversal, let iterators, let condition):
            return block { compiler in
                let iterators = compiler.iterators(iterators)
                return QuantifiedNode(isUniversal: isUniversal, iterators, compiler.compile(condition), range)
            }
        case .list(let items): return folded(ListNode(items.map { compile($0) }, range))
        case .context(let entries): return context(entries, range)
        case .function(let definition): return function(definition, selfName: nil, range)
        case .range(let start, let includesStart, let end, let includesEnd):
            return folded(
                RangeNode(
                    start: start.map { compile($0) }, includesStart: includesStart, end: end.map { compile($0) },
                    includesEnd: includesEnd, range))
        case .test(let sign, let operand):
            return TestNode(.comparison(sign, compile(operand)), of: name("?", range), range)
        case .tests, .anything:
            return FaultNode(.syntax, "unary tests stand where an expression belongs", range)
        }
    }

    /// A constant in place of a node that always gives the same.
    private func folded(_ node: Node) -> Node {
        if let value = node.constant { return ConstantNode(value, node.range) }
        switch node {
        case let node as NegationNode:
            if let value = node.operand.constant, let result = Operators.negation(value) {
                return ConstantNode(result, node.range)
            }
        case let node as ArithmeticNode:
            if case .number? = node.left.constant, case .number? = node.right.constant, let left = node.left.constant,
                let right = node.right.constant, let result = Operators.arithmetic(node.sign, left, right)
            {
                return ConstantNode(result, node.range)
            }
        default: break
        }
        return node
    }

    /// The condition of a filter, in which entries of the element can be named.
    mutating func filter(_ operand: Node, _ condition: Expression, isBoxed: Bool = false, _ range: TextRange) -> Node {
        filter(operand, isBoxed: isBoxed, range) { $0.compile(condition) }
    }

    mutating func filter(
        _ operand: Node, isBoxed: Bool, _ range: TextRange, condition: (inout Compiler) -> Node
    ) -> Node {
        block { compiler in
            let slot = compiler.openFilter()
            defer { compiler.closeFilter() }
            return FilterNode(operand, condition(&compiler), slot: slot, isBoxed: isBoxed, range)
        }
    }

    mutating func iterators(_ iterators: [Expression.Iterator]) -> [IteratorProgram] {
        iterators.map { iterator in
            let domain = compile(iterator.domain)
            let end = iterator.end.map { compile($0) }
            return IteratorProgram(slot: body.define(iterator.name), domain: domain, end: end)
        }
    }

    private mutating func iteration(
        _ iterators: [Expression.Iterator], _ result: Expression, _ range: TextRange
    ) -> Node {
        block { compiler in
            let iterators = compiler.iterators(iterators)
            return compiler.iteration(iterators, range) { $0.compile(result) }
        }
    }

    mutating func iteration(
        _ iterators: [IteratorProgram], _ range: TextRange, result: (inout Compiler) -> Node
    ) -> Node {
        let partial = body.define("partial")
        let node = result(&self)
        return IterationNode(
            iterators, node, partialSlot: body.readSlots.contains(partial) ? partial : nil, range)
    }

    private mutating func context(_ entries: [(key: String, value: Expression)], _ range: TextRange) -> Node {
        for (index, entry) in entries.enumerated()
        where entries[..<index].contains(where: { $0.key.hasSameScalars(as: entry.key) }) {
            note(.warning, .duplicateName, "the context has two entries \"\(entry.key)\"", range)
            return FaultNode(.duplicateName, "the context has two entries \"\(entry.key)\"", range)
        }
        return block { compiler in
            let compiled = entries.map { key, value in
                let node: Node
                if case .function(let definition) = value.kind, !definition.isExternal {
                    node = compiler.function(definition, selfName: key, value.range)
                } else {
                    node = compiler.compile(value)
                }
                return ContextNode.Entry(key: key, slot: compiler.body.define(key), value: node)
            }
            return ContextNode(compiled, range)
        }
    }

    // MARK: Tests

    /// The tests of a cell; the value that is tested is called `?`.
    mutating func tests(_ expression: Expression, text: String) -> Program.Tests {
        switch expression.kind {
        case .anything:
            return Program.Tests([], isNegated: false, slot: -1, slotCount: body.slotCount, text: text)
        case .tests(let tests, let isNegated):
            return self.tests(tests, isNegated: isNegated, text: text)
        default:
            return tests([expression], isNegated: false, text: text)
        }
    }

    private mutating func tests(_ tests: [Expression], isNegated: Bool, text: String) -> Program.Tests {
        let slot = body.testSlot ?? body.newSlot()
        body.testSlot = slot
        return block { compiler in
            compiler.body.blocks[compiler.body.blocks.count - 1].append(("?", slot))
            let compiled = tests.map { compiler.test($0) }
            let usesValue = compiled.contains { if case .expression(_, true) = $0 { true } else { false } }
            return Program.Tests(
                compiled, isNegated: isNegated, slot: usesValue ? slot : -1, slotCount: compiler.body.slotCount,
                text: text)
        }
    }

    private mutating func test(_ expression: Expression) -> Program.Test {
        if case .test(let sign, let operand) = expression.kind { return .comparison(sign, compile(operand)) }
        let before = body.readSlots
        body.readSlots = []
        let node = compile(expression)
        let usesValue = find("?").map { $0.body.readSlots.contains($0.slot) } ?? false
        body.readSlots.formUnion(before)
        return .expression(node, usesValue: usesValue)
    }

    // MARK: Types

    mutating func type(_ name: TypeName, _ range: TextRange) -> FEELType {
        let type = types.type(name)
        if let missing = type.unresolvedName {
            note(.warning, .unknownType, "there is no type \"\(missing)\"", range)
            return .unresolved(missing)
        }
        return type
    }
}
