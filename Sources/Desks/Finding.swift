import Civics
package import Storage

extension RequestFilter {
    /// Narrows a list to what somebody typed: the one request of a number, else those with these words.
    package mutating func find(_ typed: String?) {
        guard let typed, !typed.isEmpty else { return }
        number = CaseNumber(typed)
        if number == nil { words = typed }
    }
}

extension WorkFilter {
    /// Narrows a work list in the same way.
    mutating func find(_ typed: String?) {
        guard let typed, !typed.isEmpty else { return }
        number = CaseNumber(typed)
        if number == nil { words = typed }
    }
}
