/// Runs a program over an input: backtracking in the order that XPath asks for, with a stack of its own, and a memory of
/// the branches that were tried in vain at each position, so that none is tried twice.
struct RegularExpressionMatcher {
    private let program: RegularExpressionProgram
    private let input: [Unicode.Scalar]
    private let beginning: RegularExpressionProgram.Beginning
    /// Where the groups begin and end; -1 where they have not matched.
    private var captures: [Int]
    private var loops: [Int]
    private var stack: [Choice] = []
    /// A bit for each branch at each position; empty where there is no use for it or no room.
    private var tried: [UInt64]
    /// The words of `tried` that are not zero.
    private var touched: [Int] = []
    private var stepsLeft: Int

    /// Steps over one input, where it is remembered what was tried and where it can't be.
    private static let mostSteps = (remembering: 200_000_000, forgetting: 10_000_000)
    /// The greatest memory: 32 MiB.
    private static let mostBits = 1 << 28
    /// The most choices left open: about 100 MB.
    private static let mostChoices = 4_000_000

    private enum Choice {
        case resume(step: Int, position: Int)
        case restoreCapture(Int, Int)
        case restoreLoop(Int, Int)
    }

    init(_ program: RegularExpressionProgram, input: [Unicode.Scalar]) {
        self.program = program
        self.input = input
        beginning = program.beginning
        captures = [Int](repeating: -1, count: 2 * (program.groups + 1))
        loops = [Int](repeating: -1, count: program.loops)
        let (bits, overflow) = program.branches.multipliedReportingOverflow(by: input.count + 1)
        let remembers = !program.hasBackReferences && !overflow && bits <= RegularExpressionMatcher.mostBits
        stepsLeft =
            remembers
            ? RegularExpressionMatcher.mostSteps.remembering : RegularExpressionMatcher.mostSteps.forgetting
        tried = remembers ? [UInt64](repeating: 0, count: (bits + 63) / 64) : []
    }

    /// The first match that begins at `start` or after it: the positions where it and its groups begin and end.
    mutating func firstMatch(from start: Int) throws(RegularExpressionError) -> [Int]? {
        for word in touched { tried[word] = 0 }
        touched.removeAll(keepingCapacity: true)
        var position = start
        while position <= input.count {
            switch beginning {
            case .anything: break
            case .inputStart: if position > 0 { return nil }
            case .scalar(let scalar):
                guard let next = input[position...].firstIndex(of: scalar) else { return nil }
                position = next
            case .set(let place):
                guard let next = input[position...].firstIndex(where: program.sets[place].contains) else { return nil }
                position = next
            }
            if try run(from: position) { return captures }
            position += 1
        }
        return nil
    }

    private mutating func run(from start: Int) throws(RegularExpressionError) -> Bool {
        for index in captures.indices { captures[index] = -1 }
        stack.removeAll(keepingCapacity: true)
        var step = 0
        var position = start
        while true {
            stepsLeft -= 1
            if stepsLeft < 0 { throw .tooManySteps }
            var fails = false
            switch program.steps[step] {
            case .scalar(let scalar):
                fails = position == input.count || input[position] != scalar
                position += 1
                step += 1
            case .set(let place):
                fails = position == input.count || !program.sets[place].contains(input[position])
                position += 1
                step += 1
            case .start:
                fails = !isAtStart(position)
                step += 1
            case .end:
                fails = !isAtEnd(position)
                step += 1
            case .jump(let target): step = target
            case .branch(let first, let second, let number):
                if remember(number, position) {
                    guard stack.count < RegularExpressionMatcher.mostChoices else { throw .tooManySteps }
                    stack.append(.resume(step: second, position: position))
                    step = first
                } else {
                    fails = true
                }
            case .keep(let index):
                stack.append(.restoreCapture(index, captures[index]))
                captures[index] = position
                step += 1
            case .markLoop(let loop):
                stack.append(.restoreLoop(loop, loops[loop]))
                loops[loop] = position
                step += 1
            case .requireProgress(let loop):
                fails = loops[loop] == position
                step += 1
            case .backReference(let group):
                if let length = try repeats(group, at: position) { position += length } else { fails = true }
                step += 1
            case .found: return true
            }
            if fails {
                guard let choice = backtrack() else { return false }
                (step, position) = choice
            }
        }
    }

    /// The last choice that is left, after everything since has been taken back.
    private mutating func backtrack() -> (step: Int, position: Int)? {
        while let last = stack.popLast() {
            switch last {
            case .resume(let step, let position): return (step, position)
            case .restoreCapture(let index, let value): captures[index] = value
            case .restoreLoop(let loop, let value): loops[loop] = value
            }
        }
        return nil
    }

    /// False when the branch has been tried at this position before.
    private mutating func remember(_ branch: Int, _ position: Int) -> Bool {
        guard !tried.isEmpty else { return true }
        let bit = branch * (input.count + 1) + position
        let word = bit >> 6
        let mask = UInt64(1) << UInt64(bit & 63)
        guard tried[word] & mask == 0 else { return false }
        if tried[word] == 0 { touched.append(word) }
        tried[word] |= mask
        return true
    }

    private func isAtStart(_ position: Int) -> Bool {
        if position == 0 { return true }
        return program.isMultiline && position < input.count && input[position - 1] == "\n"
    }

    private func isAtEnd(_ position: Int) -> Bool {
        guard program.isMultiline else { return position == input.count }
        return position == input.count ? input.last != "\n" : input[position] == "\n"
    }

    /// The length of what the group has matched, where the same follows here; 0 where it has not matched.
    private mutating func repeats(_ group: Int, at position: Int) throws(RegularExpressionError) -> Int? {
        let start = captures[2 * group]
        let end = captures[2 * group + 1]
        guard start >= 0, end >= start else { return 0 }
        guard position + end - start <= input.count else { return nil }
        stepsLeft -= end - start
        if stepsLeft < 0 { throw .tooManySteps }
        for offset in 0..<(end - start) {
            let first = input[start + offset]
            let second = input[position + offset]
            guard first == second || (program.ignoresCase && CaseVariants.areSame(first, second))
            else { return nil }
        }
        return end - start
    }
}
