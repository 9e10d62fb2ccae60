package import Civics
import HTML
package import Reporting

extension IssuePhase {
    fileprivate var tone: Tone {
        switch self {
        case .emerging, .growing: .bad
        case .returning: .warn
        case .steady: .info
        case .fading: .ok
        }
    }
}

/// Many requests about one matter (热点问题), as a line of a list.
package struct IssueLine: Sendable {
    /// The first of its requests: by its number the issue is known.
    package var id: CaseNumber
    package var title: String
    package var life: IssuePhase
    /// From 0; what it is made of stands on the issue's own page.
    package var heat: Double
    package var requests: Int
    package var people: Int
    package var days: ClosedRange<CityDay>
    /// Where most of its requests come from, the most first.
    package var places: [LocalName]
    /// Requests in each of the last weeks, this one last.
    package var weeks: [Int]
    /// The body that answers for the whole of it, once somebody has named one.
    package var owner: LocalName?

    package init(
        id: CaseNumber, title: String, life: IssuePhase, heat: Double, requests: Int, people: Int,
        days: ClosedRange<CityDay>, places: [LocalName], weeks: [Int], owner: LocalName? = nil
    ) {
        self.id = id
        self.title = title
        self.life = life
        self.heat = heat
        self.requests = requests
        self.people = people
        self.days = days
        self.places = places
        self.weeks = weeks
        self.owner = owner
    }
}

extension View {
    func lifeBadge(_ life: IssuePhase) -> HTML { badge(say(life.name), life.tone) }

    /// `6 件，4 人`
    func issueSize(_ issue: IssueLine) -> String {
        let people = count(issue.people)
        return say(
            "\(count(issue.requests)) 件，\(people) 人",
            "\(count(issue.requests)) requests, \(people) \(issue.people == 1 ? "person" : "people")")
    }

    func issueCurve(_ issue: IssueLine) -> HTML {
        let values = issue.weeks.map(String.init).joined(separator: say("、", ", "))
        return Sparkline(
            title: say(
                "近 \(issue.weeks.count) 周每周件数：\(values)",
                "Requests in each of the last \(issue.weeks.count) weeks: \(values)"),
            values: issue.weeks.map(Double.init)
        ).svg
    }
}
