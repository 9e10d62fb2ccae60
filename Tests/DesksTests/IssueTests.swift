import Casework
import Civics
import Desks
import Insight
import Storage
import TestSupport
import Testing

/// What many ask at once, found in a city's own store, and what people decide about it.
@Suite struct IssueTests {
    private static let smell = [
        "联安社区工厂偷排刺鼻气味", "联安社区夜里塑料味熏人", "联安社区塑料厂夜里偷排，味道刺鼻", "投诉联安社区工厂夜里排刺鼻气味",
    ]
    private static let lamps = ["丹灶客运站门口路灯不亮", "丹灶客运站路灯坏了一个月", "丹灶客运站晚上路灯全灭"]

    /// Two matters at two places, and one that nobody shares.
    private func city() async throws -> (house: TestStore, numbers: [CaseNumber]) {
        let house = try await TestStore()
        var numbers: [CaseNumber] = []
        for (index, title) in (Self.smell + Self.lamps + ["公积金提取需要什么材料"]).enumerated() {
            let text = "\(title)，已经有一段时间了，希望尽快处理。"
            numbers.append(
                try await house.receive(
                    "2026-11-\(10 + index) 09:00", .test(title: title, text: text),
                    person: PersonDetails(name: "某", phone: "1990000\(1000 + index)")))
        }
        return (house, numbers)
    }

    private func analyst(_ time: String) -> OperationContext {
        context(TestActor.staff("analyst7001", .analyst, "fs-gov"), time)
    }

    @Test func requestsAboutOneMatterAtOnePlaceAreOneIssue() async throws {
        let (house, numbers) = try await city()
        let desks = house.desks
        let now = analyst("2026-11-18 10:00")
        #expect(try desks.advice.issues(now).reading == nil)
        try await desks.issueBoard.begin(at: now.now)
        let (issues, reading) = try desks.advice.issues(now)
        #expect(reading?.requests == 8)
        let smell = try #require(issues.first { $0.requests.contains(numbers[0]) })
        #expect(Set(smell.requests) == Set(numbers[0..<4]))
        #expect(smell.id == numbers[0] && smell.issue.people == 4)
        #expect(!issues.contains { $0.requests.contains(numbers[7]) })
        // One more joins without the others being read again.
        let late = try await house.receive(
            "2026-11-18 11:00", .test(title: "联安社区塑料厂夜里又偷排刺鼻气味", text: "联安社区塑料厂夜里又偷排，味道刺鼻。"))
        try await desks.issueBoard.follow(at: at("2026-11-18 11:01"))
        try await desks.issueBoard.publish(at: at("2026-11-18 11:01"))
        #expect(try desks.advice.issue(of: late, now).id == numbers[0])
    }

    @Test func whatPeopleDecideHoldsAlsoAfterARestart() async throws {
        let (house, numbers) = try await city()
        let now = analyst("2026-11-18 10:00")
        try await house.desks.issueBoard.begin(at: now.now)
        let advice = house.desks.advice
        try await advice.decide(.title, on: numbers[0], text: "联安塑料厂异味", now)
        try await advice.decide(.owner, on: numbers[0], text: CaseLife.lead, now)
        try await advice.decide(.part, on: numbers[0], other: numbers[3], now)
        try await advice.decide(.join, on: numbers[0], other: numbers[4], now)
        try await advice.decide(.act, on: numbers[0], text: "已约谈厂方", now)
        try await house.reopen()
        try await house.desks.issueBoard.begin(at: now.now)
        let issue = try house.desks.advice.issue(of: numbers[0], now)
        #expect(issue.title == "联安塑料厂异味" && issue.owner == CaseLife.lead)
        #expect(issue.requests.contains(numbers[4]) && !issue.requests.contains(numbers[3]))
        #expect(issue.decisions.map(\.kind) == [.title, .owner, .part, .join, .act])
    }

    @Test func onlyWhoSupervisesOrAdvisesDecides() async throws {
        let (house, numbers) = try await city()
        let time = "2026-11-18 10:00"
        try await house.desks.issueBoard.begin(at: at(time))
        for role in Role.allCases {
            let who = context(TestActor.staff("somebody", role, "fs-gov"), time)
            let mayDecide = [.supervisor, .analyst].contains(role)
            if mayDecide {
                try await house.desks.advice.decide(.act, on: numbers[0], text: "约谈", who)
            } else {
                await #expect(throws: DeskError.notAllowed(.decideIssues), "\(role)") {
                    try await house.desks.advice.decide(.act, on: numbers[0], text: "约谈", who)
                }
            }
        }
    }

    @Test func whatMakesNoSenseIsNotDecided() async throws {
        let (house, numbers) = try await city()
        let now = analyst("2026-11-18 10:00")
        try await house.desks.issueBoard.begin(at: now.now)
        let advice = house.desks.advice
        await #expect(throws: DeskError.invalid([FieldFault("owner", .unknown)])) {
            try await advice.decide(.owner, on: numbers[0], text: "nobody", now)
        }
        // A request of the same issue can't be joined, one of another can't be parted.
        await #expect(throws: DeskError.invalid([FieldFault("other", .unknown)])) {
            try await advice.decide(.join, on: numbers[0], other: numbers[1], now)
        }
        await #expect(throws: DeskError.invalid([FieldFault("request", .unknown)])) {
            try await advice.decide(.part, on: numbers[0], other: numbers[5], now)
        }
        await #expect(throws: DeskError.notFound) {
            try await advice.decide(.act, on: numbers[7], text: "没有这个问题", now)
        }
        #expect(try await house.store.issueDecisions().isEmpty)
    }

    /// The same text from another town is found at intake, by the dispatcher and not by a body it does not concern.
    @Test func nearlyTheSameTextIsFoundWhereverItComesFrom() async throws {
        let (house, numbers) = try await city()
        try await house.desks.issueBoard.begin(at: at("2026-11-18 10:00"))
        let text = "\(Self.smell[0])，已经有一段时间了，希望尽快处理！"
        let elsewhere = "440604"
        let found = try await house.desks.service.similar(
            to: Self.smell[0], text: text, at: elsewhere, context(TestActor.dispatcher, "2026-11-18 10:00"))
        #expect(found.first?.item.row.number == numbers[0])
        #expect((found.first?.likeness ?? 0) > 0.8)
        let own = try await house.desks.service.similar(
            to: Self.smell[0], text: text, at: elsewhere, excluding: numbers[0],
            context(TestActor.dispatcher, "2026-11-18 10:00"))
        #expect(!own.contains { $0.item.row.number == numbers[0] })
        let handler = try await house.desks.service.similar(
            to: Self.smell[0], text: text, at: elsewhere, context(TestActor.handler(CaseLife.lead), "2026-11-18 10:00"))
        #expect(handler.isEmpty)
    }

    @Test func forgottenPeopleAreNotReadForIssues() async throws {
        let (house, numbers) = try await city()
        for number in numbers[0...2] { try await house.give(.withdraw, number, "2026-11-18 09:30") }
        try await house.store.forget(numbers[1], at: at("2026-11-18 09:40"))
        let now = analyst("2026-11-18 10:00")
        try await house.desks.issueBoard.begin(at: now.now)
        #expect(try house.desks.advice.issues(now).reading?.requests == 7)
    }

    @Test func trainingWithTooLittleSaysSo() async throws {
        let (house, _) = try await city()
        await #expect(throws: Training.Fault.tooLittle(texts: 0, categories: 0)) {
            try await house.desks.administration.trainCategories(champion: nil)
        }
    }
}
