import Civics
import Insight
import Testing

@Suite struct IssueIndexTests {
    @Test func complaintsAboutOneMatterAtOnePlaceAreOneIssue() async {
        let (requests, truth) = CityOfComplaints.mixed(seed: 1)
        var index = IssueIndex(zone: CityOfComplaints.zone)
        await index.load(requests)
        let issues = index.issues()
        #expect(pairwiseF1(issues, truth) > 0.9)
        #expect(Set(issues.prefix(3).map { $0.place ?? "" }) == ["翠屏花园", "望江府"])
    }

    @Test func requestsThatComeOneByOneFormNearlyTheSameIssues() {
        let (requests, truth) = CityOfComplaints.mixed(seed: 2)
        var index = IssueIndex(zone: CityOfComplaints.zone)
        for request in requests { index.add(request) }
        #expect(pairwiseF1(index.issues(), truth) > 0.85)
    }

    @Test func aFurtherComplaintJoinsItsIssueAtOnce() async throws {
        let (requests, _) = CityOfComplaints.mixed(seed: 3)
        var index = IssueIndex(zone: CityOfComplaints.zone)
        await index.load(requests)
        let known = try #require(index.issues().first { $0.requests.contains("i1-0") })
        let change = index.add(
            IssueRequest(
                id: "new", person: "x", title: "翠屏花园电梯又停了", text: "翠屏花园三栋电梯困住老人，电梯维保没人来，高层住户只能爬楼。",
                at: CityOfComplaints.moment(88)))
        #expect(change == .joined(known.number))
        let issue = try #require(index.issues().first { $0.number == known.number })
        #expect(issue.requests.last == "new")
        #expect(issue.requests.count == known.requests.count + 1)
    }

    @Test func somethingNewFoundsAnIssue() async {
        let (requests, _) = CityOfComplaints.mixed(seed: 3)
        var index = IssueIndex(zone: CityOfComplaints.zone)
        await index.load(requests)
        let change = index.add(
            IssueRequest(
                id: "new", person: "x", title: "图书馆周末能否延长开放", text: "建议市图书馆周六周日开到晚上九点。",
                at: CityOfComplaints.moment(88)))
        #expect(change == .founded(requests.count))
    }

    @Test func theSameRequestsFormTheSameIssues() async {
        let (requests, _) = CityOfComplaints.mixed(seed: 4)
        var first = IssueIndex(zone: CityOfComplaints.zone)
        var second = IssueIndex(zone: CityOfComplaints.zone)
        await first.load(requests)
        await second.load(requests)
        #expect(first.issues().map(\.requests) == second.issues().map(\.requests))
        #expect(first.issues().map(\.title) == second.issues().map(\.title))
    }

    @Test func peopleJoinAndPartIssuesByHand() async throws {
        let (requests, _) = CityOfComplaints.mixed(seed: 5)
        var index = IssueIndex(zone: CityOfComplaints.zone)
        await index.load(requests)
        let before = index.issues()
        let a = try #require(before.first { $0.requests.contains("i0-0") })
        let b = try #require(before.first { $0.requests.contains("i2-0") })
        let other = try #require(a.requests.first { $0 != "i0-0" })
        let after = index.issues(
            joined: [("i0-0", "i2-0"), ("i0-0", "nobody")], parted: [(request: "i0-0", from: other)])
        let joined = try #require(after.first { $0.requests.contains(other) })
        #expect(Set(joined.requests) == Set(a.requests + b.requests).subtracting(["i0-0"]))
        #expect(!after.contains { $0.requests.contains("i0-0") })
        #expect(index.issues(least: 1, parted: [(request: "i0-0", from: other)]).contains { $0.requests == ["i0-0"] })
        #expect(joined.heat.count > a.heat.count)
    }

    @Test func theNeighbourOfAnIssueIsTheOtherMatterOfItsPlaceOrTheSameMatterElsewhere() async throws {
        let (requests, _) = CityOfComplaints.mixed(seed: 6)
        var index = IssueIndex(zone: CityOfComplaints.zone)
        await index.load(requests)
        let issues = index.issues(least: 1)
        let issue = try #require(issues.first { $0.requests.contains("i0-0") })
        let near = index.near(issue.number)
        #expect(!near.isEmpty)
        #expect(near.allSatisfy { $0.issue != issue.number })
        #expect(near == near.sorted { $0.strength > $1.strength })
        #expect(index.near(-1).isEmpty)
        #expect(index.near(1_000_000).isEmpty)
    }

    @Test func nothingBroken() async {
        var index = IssueIndex(zone: CityOfComplaints.zone)
        #expect(index.issues().isEmpty)
        await index.load([])
        #expect(index.issues().isEmpty)
        let texts = [
            "", " ", "\u{0}\u{1}\u{7F}\u{200B}", "a", "A7县", "Hello world, the lamp is broken", "路", "。。。！！！", "😀😀😀😀",
            String(repeating: "小区", count: 170_000), String(repeating: "\u{E000}", count: 50), "й́ключ ひらがな 한국어",
        ]
        for (number, text) in texts.enumerated() {
            for other in texts {
                index.add(
                    IssueRequest(
                        id: "\(number)", person: "", title: text, text: other,
                        at: Instant(milliseconds: Int64(number) * 86_400_000), likes: -5, dislikes: .max))
            }
        }
        await index.load([])
        #expect(index.issues(least: 1).reduce(0) { $0 + $1.requests.count } == texts.count * texts.count)
        #expect(index.issues().allSatisfy { $0.heat.points.isFinite })
    }

    @Test func randomBytesDoNoHarm() {
        var city = CityOfComplaints(seed: 99)
        var index = IssueIndex(zone: CityOfComplaints.zone)
        for number in 0..<400 {
            let bytes = (0..<city.below(200)).map { _ in UInt8(truncatingIfNeeded: city.below(256)) }
            let text = String(decoding: bytes, as: UTF8.self)
            index.add(
                IssueRequest(
                    id: "\(number)", person: "\(city.below(9))", title: String(text.prefix(20)), text: text,
                    at: Instant(milliseconds: Int64(city.below(1_000_000)) * 1_000_000 - 400_000_000_000)))
        }
        #expect(index.issues(least: 1).reduce(0) { $0 + $1.requests.count } == 400)
    }
}
