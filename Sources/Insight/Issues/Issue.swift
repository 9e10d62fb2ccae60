package import Civics

/// One matter that several people brought up at one place (热点问题).
package struct Issue: Sendable {
    /// The number of its first request. It stays when others join.
    package let number: Int
    /// The title of the request that says best what all say.
    package let title: String
    /// Where it is, as people call it; `nil` if they name no place.
    package let place: String?
    /// Phrases that its titles share, those that say most first; only for the hottest `Issue.withWords` issues.
    package private(set) var words: [String] = []
    package let from: Instant
    package let to: Instant
    /// The requests, the oldest first.
    package let requests: [String]
    /// Different people.
    package let people: Int
    package let likes: Int
    package let dislikes: Int
    package let heat: IssueHeat
    package let life: IssueLife
    /// Requests in each week (Monday to Sunday) from the first to the present one.
    package let course: [Int]

    init(number: Int, _ records: [IssueRecord], _ group: IssueGroup, terms: [RequestTerms], today: CityDay) {
        let byTime = records.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        self.number = number
        from = byTime[0].at
        to = byTime[byTime.count - 1].at
        requests = byTime.map(\.id)
        let named = Set(records.map(\.person).filter { !$0.isEmpty })
        people = named.count + records.count { $0.person.isEmpty }
        likes = records.reduce(0) { $0 + Int($1.likes) }
        dislikes = records.reduce(0) { $0 + Int($1.dislikes) }
        let days = byTime.map(\.day)
        course = Self.course(days, until: today)
        life = IssueLife(days, today: today)
        heat = IssueHeat(
            requests: records.count, people: people, likes: likes, dislikes: dislikes,
            severe: records.count { $0.isSevere }, days: days, today: today)
        title = IssueLabel.title(records, terms, group)
        place = IssueLabel.place(records)
    }

    static let withWords = 200

    mutating func addWords(_ records: [IssueRecord]) { words = IssueLabel.words(records) }

    private static func course(_ days: [CityDay], until today: CityDay) -> [Int] {
        guard let first = days.first?.monday else { return [] }
        let end = max(today, days.last ?? today)
        var weeks = [Int](repeating: 0, count: (end.number - first.number) / 7 + 1)
        for day in days { weeks[(day.number - first.number) / 7] += 1 }
        return weeks
    }
}
