package import Civics

/// A person who comes again and again.
package struct RepeatedCaller: Hashable, Sendable {
    package let person: String
    package let requests: Int
    /// The issue most of the requests belong to, and how many of them do.
    package let issue: Int
    package let sameIssue: Int
    package let from: Instant
    package let to: Instant

    /// Whether it is one unsolved matter rather than a person with many.
    package var insistsOnOne: Bool { sameIssue * 2 > requests && sameIssue >= 3 }
}

extension RepeatedCaller {
    /// Whoever came `least` times or more, the most frequent first. `issue` is the number of the issue a request belongs to.
    package static func find(
        in requests: [(person: String, issue: Int, at: Instant)], least: Int = 3
    ) -> [RepeatedCaller] {
        var byPerson: [String: [(issue: Int, at: Instant)]] = [:]
        for request in requests where !request.person.isEmpty {
            byPerson[request.person, default: []].append((request.issue, request.at))
        }
        var found: [RepeatedCaller] = []
        for (person, requests) in byPerson where requests.count >= least {
            var issues: [Int: Int] = [:]
            for request in requests { issues[request.issue, default: 0] += 1 }
            let times = requests.map(\.at).sorted()
            guard let most = issues.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), let last = times.last else {
                continue
            }
            found.append(
                RepeatedCaller(
                    person: person, requests: requests.count, issue: most.key, sameIssue: most.value, from: times[0],
                    to: last))
        }
        return found.sorted { ($0.requests, $1.person) > ($1.requests, $0.person) }
    }
}
