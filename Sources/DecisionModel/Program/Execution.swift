/// One evaluation under way: what it has found wrong, what it may still spend, what time it is.
package final class Execution {
    let limits: Limits
    /// Whether faults are put into words, or only counted.
    let collectsDiagnostics: Bool
    /// Whether some input may be unknown.
    let reckonsWithUnknowns: Bool
    /// The moment that `now()` gives.
    let moment: FEELDateTime
    package private(set) var diagnostics: [Diagnostic] = []
    @exclusivity(unchecked) package private(set) var faultCount = 0
    @exclusivity(unchecked) private var steps = 0
    @exclusivity(unchecked) private var nesting = 0
    /// The element of the model that is being evaluated.
    @exclusivity(unchecked) var element: ElementProgram?
    /// Takes down which rules hit; nil if nobody asked.
    @exclusivity(unchecked) var trace: Trace?

    package init(
        limits: Limits = .standard, moment: FEELDateTime, collectsDiagnostics: Bool = true,
        reckonsWithUnknowns: Bool = false
    ) {
        self.limits = limits
        self.moment = moment
        self.collectsDiagnostics = collectsDiagnostics
        self.reckonsWithUnknowns = reckonsWithUnknowns
    }

    /// At most so many faults are put into words.
    private static let mostDiagnostics = 200

    /// Notes that something is wrong, and gives null, which is what FEEL makes of faults.
    @discardableResult
    func fault(
        _ code: Diagnostic.Code, _ range: TextRange = .nowhere, _ message: @autoclosure () -> String
    ) -> FEELValue {
        faultCount += 1
        guard collectsDiagnostics, diagnostics.count < Execution.mostDiagnostics else { return .null }
        var place = element?.place ?? Place()
        if range != .nowhere { place.range = range }
        diagnostics.append(Diagnostic(.warning, code, message(), at: place))
        return .null
    }

    /// Forgets what was found since an earlier count, because it turned out not to matter.
    func forgetFaults(since count: Int, diagnostics number: Int) {
        faultCount = count
        diagnostics.removeLast(diagnostics.count - number)
    }

    /// Begins anew, as if nothing had been evaluated yet.
    func restart() {
        faultCount = 0
        steps = 0
        nesting = 0
        isExhausted = false
        if !diagnostics.isEmpty { diagnostics = [] }
    }

    // MARK: Limits

    /// Whether there is still something to spend; a loop that gets false stops.
    @inline(__always)
    func spend(_ count: Int = 1) -> Bool {
        steps += count
        return steps <= limits.steps || refuse("more than \(limits.steps) steps")
    }

    private func refuse(_ message: String) -> Bool {
        if !isExhausted { fault(.limit, .nowhere, message) }
        isExhausted = true
        return false
    }

    /// Whether a limit has stopped this evaluation: its result is then worth nothing.
    package private(set) var isExhausted = false

    /// Stops because a list would become too long.
    func refuseList() -> Bool { isExhausted ? false : refuse("a list of more than \(limits.listLength) elements") }

    /// Whether a list of this length may be made.
    func allows(listLength: Int) -> Bool {
        spend(listLength)
            && (listLength <= limits.listLength || refuse("a list of more than \(limits.listLength) elements"))
    }

    func allows(stringLength: Int) -> Bool {
        spend(stringLength >> 4)
            && (stringLength <= limits.stringLength
                || refuse("a string of more than \(limits.stringLength) characters"))
    }

    /// What a function gives. Where calls nest deep, each may wrap what the next one gave.
    @inline(__always)
    func returned(_ value: FEELValue) -> FEELValue { nesting > 200 ? handedOn(value) : value }

    /// Runs something that nests, unless it nests too deep.
    @inline(__always)
    func nested(_ depth: Int, _ range: TextRange, _ body: () -> FEELValue) -> FEELValue {
        nesting += depth
        defer { nesting -= depth }
        guard nesting <= limits.nesting else {
            return fault(.limit, range, "calls nest too deep")
        }
        guard spend(depth) else { return .null }
        return body()
    }
}
