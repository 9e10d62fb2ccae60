import Civics
import Insight
import Testing

@Suite struct IssueHeatTests {
    private func issue(days: [Int], today: Int, people: Int? = nil, likes: Int = 0, text: String = "路灯不亮")
        -> Insight.Issue
    {
        var index = IssueIndex(zone: CityOfComplaints.zone)
        var joined: [(String, String)] = []
        for (number, day) in days.enumerated() {
            index.add(
                IssueRequest(
                    id: "\(number)", person: "p\(number % (people ?? days.count))", title: "翠屏花园\(text)", text: text,
                    at: CityOfComplaints.moment(day), likes: likes))
            joined.append(("0", "\(number)"))
        }
        return index.issues(at: CityOfComplaints.moment(today), least: 1, joined: joined)[0]
    }

    @Test func theHeatIsTheSumOfItsParts() {
        let heat = issue(days: [1, 2, 3], today: 5).heat
        let parts = [heat.count, heat.people, heat.support, heat.severity, heat.growth, heat.recency]
        #expect(abs(parts.reduce(0, +) - heat.points) < 1e-9)
    }

    @Test func manyPeopleAreHotterThanOneWhoInsists() {
        let many = issue(days: [1, 2, 3, 4, 5], today: 6)
        let one = issue(days: [1, 2, 3, 4, 5], today: 6, people: 1)
        #expect(many.heat.points > one.heat.points)
        #expect(many.people == 5)
        #expect(one.people == 1)
        #expect(one.heat.count == many.heat.count)
    }

    @Test func likesHeat() {
        #expect(issue(days: [1], today: 2, likes: 100).heat.support > issue(days: [1], today: 2).heat.support)
    }

    @Test func dangerHeats() {
        #expect(issue(days: [1], today: 2, text: "电线漏电有人受伤").heat.severity == 10)
        #expect(issue(days: [1], today: 2).heat.severity == 0)
    }

    @Test func whatIsLongPastCools() {
        #expect(issue(days: [1], today: 2).heat.recency > 9)
        #expect(issue(days: [1], today: 91).heat.recency < 1)
    }

    @Test(arguments: [
        ([40, 41, 44], 45, IssueLife.emerging), ([1, 8, 15, 22, 40, 41, 42, 43, 44], 45, .growing),
        ([2, 6, 10, 14, 18, 22, 26, 30, 34, 38, 42], 45, .steady), ([1, 5, 6, 7, 8, 9, 10, 11, 12, 40], 45, .fading),
        ([1, 2, 3], 45, .fading), ([1, 2, 44], 45, .returning),
    ]) func anIssueHasALife(days: [Int], today: Int, life: IssueLife) {
        #expect(issue(days: days, today: today).life == life)
    }

    @Test func theCourseCountsEachWeek() {
        let issue = issue(days: [0, 1, 8, 22], today: 30)
        #expect(issue.course.reduce(0, +) == 4)
        // 1 March 2026 is a Sunday, so the first week has one day.
        #expect(issue.course == [1, 1, 1, 0, 1, 0])
    }
}
