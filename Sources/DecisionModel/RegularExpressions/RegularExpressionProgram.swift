/// A regular expression as steps for the matcher.
struct RegularExpressionProgram: Sendable {
    enum Step: Sendable {
        case scalar(Unicode.Scalar)
        /// One scalar of a set, given by its place in `sets`.
        case set(Int)
        case start
        case end
        case jump(Int)
        /// To the first step, and if that fails to the second. The number counts the branches.
        case branch(Int, Int, number: Int)
        /// Keeps the position as the beginning (even) or the end (odd) of a group.
        case keep(Int)
        case backReference(Int)
        /// Keeps the position under a number of its own; and fails where it has not changed since.
        case markLoop(Int)
        case requireProgress(Int)
        case found
    }

    private(set) var steps: [Step] = []
    private(set) var sets: [ScalarSet] = []
    private(set) var branches = 0
    /// The capturing groups, without the match as a whole.
    private(set) var groups = 0
    /// Loops that need to be watched, as a pattern with back-references can be in one place in different states.
    private(set) var loops = 0
    private(set) var hasBackReferences = false
    let isMultiline: Bool
    let ignoresCase: Bool

    static let mostSteps = 50_000

    init(
        _ syntax: RegularExpressionSyntax, options: RegularExpressionOptions
    ) throws(RegularExpressionError) {
        isMultiline = options.isMultiline
        ignoresCase = options.ignoresCase
        survey(syntax)
        try emit(.keep(0))
        try compile(syntax)
        try emit(.keep(1))
        try emit(.found)
    }

    /// What every match begins with, where that is plain.
    enum Beginning {
        case anything, inputStart
        case scalar(Unicode.Scalar)
        case set(Int)
    }

    var beginning: Beginning {
        for step in steps {
            switch step {
            case .keep: continue
            case .start: return isMultiline ? .anything : .inputStart
            case .scalar(let scalar): return .scalar(scalar)
            case .set(let place): return .set(place)
            default: return .anything
            }
        }
        return .anything
    }

    private mutating func survey(_ syntax: RegularExpressionSyntax) {
        switch syntax {
        case .group(let inner, let number):
            groups = max(groups, number)
            survey(inner)
        case .sequence(let parts), .alternatives(let parts): for part in parts { survey(part) }
        case .repetition(let inner, _, _, _): survey(inner)
        case .backReference: hasBackReferences = true
        case .scalars, .start, .end: break
        }
    }

    private mutating func emit(_ step: Step) throws(RegularExpressionError) {
        guard steps.count < RegularExpressionProgram.mostSteps else { throw .tooLarge }
        steps.append(step)
    }

    private mutating func compile(_ syntax: RegularExpressionSyntax) throws(RegularExpressionError) {
        switch syntax {
        case .scalars(let set):
            if let single = set.single {
                try emit(.scalar(single))
            } else {
                try emit(.set(place(of: set)))
            }
        case .start: try emit(.start)
        case .end: try emit(.end)
        case .backReference(let number): try emit(.backReference(number))
        case .sequence(let parts): for part in parts { try compile(part) }
        case .group(let inner, let number):
            try emit(.keep(2 * number))
            try compile(inner)
            try emit(.keep(2 * number + 1))
        case .alternatives(let parts):
            var jumps: [Int] = []
            for part in parts.dropLast() {
                let branch = try reserveBranch()
                try compile(part)
                jumps.append(steps.count)
                try emit(.jump(0))
                set(branch, first: branch + 1, second: steps.count)
            }
            if let last = parts.last { try compile(last) }
            for jump in jumps { steps[jump] = .jump(steps.count) }
        case .repetition(let inner, let least, let most, let isReluctant):
            try compile(inner, least: least, most: most, isReluctant: isReluctant)
        }
    }

    private mutating func compile(
        _ inner: RegularExpressionSyntax, least: Int, most: Int?, isReluctant: Bool
    ) throws(RegularExpressionError) {
        for _ in 0..<least {
            let before = steps.count
            try compile(inner)
            if steps.count == before { return }
        }
        if let most {
            var branches: [Int] = []
            for _ in least..<most {
                branches.append(try reserveBranch())
                let before = steps.count
                try compile(inner)
                if steps.count == before { break }
            }
            for branch in branches { set(branch, inside: branch + 1, outside: steps.count, isReluctant) }
        } else {
            let branch = try reserveBranch()
            if hasBackReferences {
                loops += 1
                let loop = loops - 1
                try emit(.markLoop(loop))
                try compile(inner)
                try emit(.requireProgress(loop))
            } else {
                try compile(inner)
            }
            try emit(.jump(branch))
            set(branch, inside: branch + 1, outside: steps.count, isReluctant)
        }
    }

    private mutating func reserveBranch() throws(RegularExpressionError) -> Int {
        try emit(.branch(0, 0, number: branches))
        branches += 1
        return steps.count - 1
    }

    private mutating func set(_ branch: Int, inside: Int, outside: Int, _ isReluctant: Bool) {
        if isReluctant {
            set(branch, first: outside, second: inside)
        } else {
            set(branch, first: inside, second: outside)
        }
    }

    private mutating func set(_ branch: Int, first: Int, second: Int) {
        guard case .branch(_, _, let number) = steps[branch] else { return }
        steps[branch] = .branch(first, second, number: number)
    }

    /// Copies of a repeated part share their sets, as long as these come one after the other.
    private mutating func place(of set: ScalarSet) -> Int {
        for place in sets.indices.suffix(8) where sets[place] == set { return place }
        sets.append(set)
        return sets.count - 1
    }
}
