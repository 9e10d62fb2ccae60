import Civics
package import Storage

extension RequestFilter {
    /// Narrows a list to what somebody typed to find: the number of a request, as people write it, or words.
    package mutating func find(_ typed: String?) {
        guard let typed, !typed.isEmpty else { return }
        number = CaseNumber(typed)
        if number == nil { words = typed }
    }
}
