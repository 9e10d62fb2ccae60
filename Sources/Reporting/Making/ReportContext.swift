package import Civics

/// What a report needs besides the figures: cases, issues, connections, rules that were cited.
package struct ReportContext: Hashable, Sendable {
    /// The city's day on which it is made. Figures count up to the day before; a period that is not over by then is
    /// reported as running.
    package var today: CityDay
    /// Two as a rule, chosen by whoever asks for the report; the first shown first.
    package var cases: [TypicalCase]
    /// How the cases were chosen, in the language of the report.
    package var caseRule: String
    /// Issues (热点问题) with requests of the period, the hottest first; `nil` where nobody looked for them.
    package var issues: [ReportIssue]?
    /// Issues that rest only in part on the period: the oldest day that was looked at lies within it.
    package var issuesFrom: CityDay?
    /// What went together more often than by chance, the strongest first; `nil` where nobody looked.
    package var connections: [ReportConnection]?
    /// How many requests were looked through for them, the newest of the period.
    package var connectionRequests: Int
    /// Laws and rules that replies of the period named, the most often named first; `nil` where nobody looked.
    package var regulations: [CitedRegulation]?
    /// How many replies were looked through for them, the newest of the period.
    package var regulationReplies: Int
    /// Sections that analysts put into their reports.
    package var annex: [ReportSection]
    /// Whether the figures are made up; the report says so at the top.
    package var isDemonstration: Bool

    package init(
        today: CityDay, cases: [TypicalCase] = [], caseRule: String = "", issues: [ReportIssue]? = nil,
        issuesFrom: CityDay? = nil, connections: [ReportConnection]? = nil, connectionRequests: Int = 0,
        regulations: [CitedRegulation]? = nil,
        regulationReplies: Int = 0,
        annex: [ReportSection] = [], isDemonstration: Bool = false
    ) {
        self.today = today
        self.cases = cases
        self.caseRule = caseRule
        self.issues = issues
        self.issuesFrom = issuesFrom
        self.connections = connections
        self.connectionRequests = connectionRequests
        self.regulations = regulations
        self.regulationReplies = regulationReplies
        self.annex = annex
        self.isDemonstration = isDemonstration
    }
}

/// An issue as a report tells of it: requests about one matter at one place.
package struct ReportIssue: Hashable, Sendable {
    package var title: String
    /// Requests of the period.
    package var count: Int
    /// Different people among them.
    package var people: Int
    package var days: ClosedRange<CityDay>
    /// How it goes, in the language of the report: 上升, 持续 …
    package var phase: String
    /// Of the requests of the period, those that are answered.
    package var closed: Int
    /// The bodies that lead them, the one with the most first.
    package var bodies: [OrganisationID]
    /// What a person wrote about it for the city (批示、措施), where somebody did.
    package var note: String

    package init(
        title: String, count: Int, people: Int, days: ClosedRange<CityDay>, phase: String, closed: Int,
        bodies: [OrganisationID], note: String = ""
    ) {
        self.title = title
        self.count = count
        self.people = people
        self.days = days
        self.phase = phase
        self.closed = closed
        self.bodies = bodies
        self.note = note
    }
}

/// Two things that go together more often than by chance: a category and a town, one category after another.
package struct ReportConnection: Hashable, Sendable {
    package enum Way: Hashable, Sendable {
        /// In the same requests.
        case together
        /// The second within so many days after the first, in the same town.
        case follows(days: Int)
    }

    package var first: String
    package var second: String
    package var way: Way
    package var count: Int
    /// What chance alone would have brought.
    package var expected: Double
    /// How many times more than by chance, with its 95 % interval.
    package var lift: Double
    package var interval: ClosedRange<Double>

    package init(
        first: String, second: String, way: Way, count: Int, expected: Double, lift: Double,
        interval: ClosedRange<Double>
    ) {
        self.first = first
        self.second = second
        self.way = way
        self.count = count
        self.expected = expected
        self.lift = lift
        self.interval = interval
    }
}

/// A law, rule or policy that replies name: 《物业管理条例》.
package struct CitedRegulation: Hashable, Sendable {
    package var title: String
    package var replies: Int
    /// The categories of the requests that were answered with it, the most frequent first.
    package var categories: [CategoryCode]

    package init(title: String, replies: Int, categories: [CategoryCode]) {
        self.title = title
        self.replies = replies
        self.categories = categories
    }
}
