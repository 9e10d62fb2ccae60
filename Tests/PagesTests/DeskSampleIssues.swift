import Casework
import Civics
import Pages
import Reporting

/// The pages of what many ask at once, and of how good the suggestions are.
extension DeskSamples {
    private func issue(_ serial: Int, _ title: String, _ life: IssuePhase, owner: LocalName? = nil) -> IssueLine {
        IssueLine(
            id: Self.number(At.day(10, 16), serial), title: words(title), life: life, heat: 73.6, requests: 29,
            people: 28, days: At.day(10, 16)...At.day(11, 22),
            places: [local(Home.name("大沥镇", "Dali Town"))], weeks: [0, 0, 0, 0, 1, 2, 4, 5, 6, 11, 3, 0],
            owner: owner.map(local))
    }

    private var alerts: [RiseAlert] {
        (1...7).map { number in
            RiseAlert(
                category: local(Home.category("010301")), place: local(Home.name("南海区", "Nanhai District")),
                requests: 10 + number, expected: 3.4,
                figure: FigureQuery(
                    .received, .districtField, first: "nanhai", second: "01", days: At.day(11, 22)...At.day(11, 22)))
        }
    }

    var issuePages: [(name: String, page: any Page)] {
        let hottest = issue(34, "联安社区夜里塑料味熏人", .growing, owner: Home.name("南海生态环境分局", "Nanhai Ecology"))
        let other = issue(35, "太平里夜里塑料味熏人", .fading)
        let member = work[0]
        let full = IssuePage.Model(
            issue: hottest,
            heat: [
                IssuePage.HeatPart(
                    LocalName(zh: "件数", en: "Requests"), points: 27.2,
                    basis: LocalName(zh: "29 件", en: "29 requests"))
            ], words: [words("塑料味熏人")], firstWeek: At.day(9, 7),
            towns: [(local(Home.name("大沥镇", "Dali Town")), 28), (local(Home.name("桂城街道", "Guicheng")), 1)],
            members: [member, work[1]], near: [other], bodies: [choice("housing")], owner: "housing",
            decisions: [
                IssuePage.Decision(
                    at: SampleCity.at(11, 18, 9, 12), by: "Analyst 7001",
                    words: LocalName(zh: words("已约谈两家塑料厂"), en: words("Two factories were called in")))
            ], mayDecide: true, faults: [FormFault("note", .tooShort)])
        var bare = full
        bare.mayDecide = false
        bare.decisions = []
        bare.near = []
        bare.towns = []
        return [
            (
                "issues",
                IssuesPage(
                    .init(
                        counts: [.growing: 1, .fading: 1], issues: [hottest, other], total: 131, alerts: alerts,
                        read: (2270, At.day(10, 15))), in: context(.issues(life: nil), role: .analyst))
            ),
            (
                "issues, none",
                IssuesPage(
                    .init(
                        life: .returning, counts: [:], issues: [], total: 0, alerts: [], read: (12, At.day(11, 1))),
                    in: context(.issues(life: "returning"), role: .supervisor))
            ),
            (
                "issues, still reading",
                IssuesPage(
                    .init(counts: [:], issues: [], total: 0, alerts: [], read: nil),
                    in: context(.issues(life: nil), role: .analyst))
            ),
            ("issue", IssuePage(full, in: context(.issue(hottest.id), role: .analyst))),
            ("issue, to be read only", IssuePage(bare, in: context(.issue(hottest.id), role: .auditor))),
        ]
    }

    var connectionPages: [(name: String, page: any Page)] {
        let days = At.day(10, 25)...At.day(11, 23)
        let pair = ConnectionsPage.Pair(
            first: local(Home.category("010301")), second: local(Home.name("大沥镇", "Dali Town")), together: 28,
            expected: 4.2, lift: 6.7, interval: 4.4...9.6,
            requests: ConnectedRequests(category: "0103", town: "dali", body: nil, days: days), isOutsideDuties: true)
        var sequence = pair
        sequence.requests = nil
        sequence.isOutsideDuties = false
        let caller = ConnectionsPage.Caller(
            requests: (1...8).map { Self.number(At.day(10, 28), $0) }, days: At.day(10, 28)...At.day(11, 20),
            sameIssue: 6)
        let conditions = ConnectedRequests(category: "0103", town: "dali", body: "housing", days: days)
        return [
            (
                "connections",
                ConnectionsPage(
                    .init(
                        days: days, requests: 2270, isCut: true, pairs: [pair], sequences: [sequence], window: 7,
                        callers: [caller]), in: context(.connections(), role: .analyst))
            ),
            (
                "connections, none",
                ConnectionsPage(
                    .init(days: days, requests: 0, isCut: false, pairs: [], sequences: [], window: 7, callers: []),
                    in: context(.connections(), role: .auditor))
            ),
            (
                "requests of a connection",
                ConnectedRequestsPage(
                    .init(
                        conditions: conditions, names: [local(Home.category("010301"))],
                        found: FoundRequests(rows: work, total: ListCount(63), after: "a", next: "b")),
                    in: context(.connected(conditions), role: .analyst))
            ),
            (
                "requests of a connection, none",
                ConnectedRequestsPage(
                    .init(conditions: conditions, names: [], found: FoundRequests(rows: [], total: ListCount(0))),
                    in: context(.connected(conditions), role: .supervisor))
            ),
        ]
    }

    var suggestionPages: [(name: String, page: any Page)] {
        let days = At.day(10, 25)...At.day(11, 23)
        let trained = SuggestionsPage.Trained(
            at: SampleCity.at(11, 18, 9, 12), requests: 1358, macroF1: 0.563, accuracy: Rate(256, of: 340),
            calibrationError: 0.185,
            rows: [
                SuggestionsPage.Row(
                    name: local(Home.category("010301")), found: Rate(2, of: 6), right: Rate(0, of: 0), f1: 0)
            ], bins: [SuggestionsPage.Bin(probability: 0.5...0.6, right: Rate(27, of: 27))])
        return [
            (
                "suggestions",
                SuggestionsPage(
                    .init(trained: trained, kept: Rate(1636, of: 1697), days: days),
                    in: context(.suggestions, role: .administrator))
            ),
            (
                "suggestions, untrained",
                SuggestionsPage(
                    .init(trained: nil, kept: Rate(0, of: 0), days: days),
                    in: context(.suggestions, role: .administrator))
            ),
        ]
    }
}
