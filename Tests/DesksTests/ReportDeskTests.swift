import Casework
import Civics
import Reporting
import Storage
import TestSupport
import Testing

@testable import Desks

/// A city with a week behind it, whose reports are drafted, reviewed, issued and corrected.
struct ReportHouse {
    static let order = ReportOrder("2026-W46")!
    static let second = TestActor.staff("analyst7002", .analyst, "fs-gov")

    let house: TestStore
    let number: CaseNumber
    var store: Store { house.store }
    var reports: ReportDesk { house.desks.reports }

    /// - Parameter isRated: whether somebody said that they are satisfied, so that the report cites their case.
    init(city: City = TestCity.foshan, isRated: Bool = false) async throws {
        house = try await TestStore(city: city)
        number = try await house.answered(
            "2026-11-10", .test(title: "海八路工地半夜打桩", text: "每晚11点后还在打桩。"), reply: "已责令夜间停工")
        if isRated {
            let answer = CallBack(reached: true, solved: true, satisfaction: .satisfied, channel: .phone, comment: nil)
            try await house.give(.callBack(answer), number, "2026-11-11 09:00")
        }
    }

    /// One more request of the week, so that its figures are others.
    func change() async throws { try await house.receive("2026-11-12 09:00") }

    @discardableResult
    func draft(_ time: String = "2026-11-16 09:00") async throws -> KeptReport {
        try await reports.draft(Self.order, context(TestActor.analyst, time))
    }

    @discardableResult
    func take(
        _ step: ReportStep, _ version: Int = 1, seen: Int? = nil, as actor: Actor = TestActor.analyst,
        _ time: String = "2026-11-16 10:00", key: String? = nil
    ) async throws -> KeptReport {
        let seen = if let seen { seen } else { try await report(version).life.acts }
        return try await reports.take(
            step, with: Self.order, version: version, seen: seen,
            key: key.map { IdempotencyKey(source: "page/\(actor.account)", key: $0, fingerprint: 1) },
            context(actor, time))
    }

    /// Drafted, reviewed by an analyst, issued by a supervisor.
    @discardableResult
    func issued() async throws -> KeptReport {
        try await draft()
        try await take(.review)
        return try await take(.issue, as: TestActor.supervisor)
    }

    func report(_ version: Int = 1) async throws -> KeptReport {
        let versions = try await reports.versions(of: Self.order, context(TestActor.analyst, "2026-11-16 10:00"))
        return try #require(versions.first { $0.version == version })
    }

    func document(_ report: KeptReport, _ language: Language = .chinese) async throws -> ReportDocument {
        try await reports.document(of: report, in: language, context(TestActor.analyst, "2026-11-16 10:00"))
    }

    /// The bytes of all documents of a version.
    func bytes(_ report: KeptReport) async throws -> [[UInt8]] {
        var bytes: [[UInt8]] = []
        for language in Language.allCases {
            bytes.append(try #require(try await store.paper(of: report.id, in: language.rawValue)).bytes)
        }
        return bytes
    }
}

@Suite struct ReportDeskTests {
    @Test func aDraftHoldsBothLanguagesFromTheSameFigures() async throws {
        let house = try await ReportHouse()
        let report = try await house.draft()
        #expect(report.life.state == .draft && report.version == 1 && report.life.made.account == "analyst7001")
        let (zh, en) = (try await house.document(report), try await house.document(report, .english))
        #expect(zh.language == .chinese && en.language == .english)
        #expect(zh.restsOnSameFigures(as: en))
        #expect(try await house.store.verify().fault == nil)
    }

    @Test func aReportGoesFromDraftToIssuedBySignaturesOfTwo() async throws {
        let house = try await ReportHouse()
        try await house.draft()
        let reviewed = try await house.take(.review)
        #expect(reviewed.life.state == .reviewed && reviewed.life.review?.account == "analyst7001")
        let issued = try await house.take(.issue, as: TestActor.supervisor, "2026-11-16 11:00")
        #expect(issued.life.state == .issued && issued.life.issue?.account == "supervisor9001")
        #expect(issued.entries.map(\.act) == [.made, .reviewed, .issued])
        #expect(issued.entries.map(\.at) == [at("2026-11-16 09:00"), at("2026-11-16 10:00"), at("2026-11-16 11:00")])
        #expect(try await house.store.verify().fault == nil)
    }

    @Test func whatWasIssuedDoesNotChangeByAByte() async throws {
        let house = try await ReportHouse()
        let report = try await house.issued()
        let before = try await house.bytes(report)
        try await house.change()
        for step in [ReportStep.remake, .review, .sendBack(reason: "r"), .drop(reason: "r")] {
            await #expect(throws: ReportRefusal.frozen) { try await house.take(step) }
        }
        #expect(try await house.bytes(report) == before)
        #expect(try await house.report().documents == report.documents)
    }

    @Test func aDraftIsMadeAnewUntilItIsReviewedAndAfterItWasSentBack() async throws {
        let house = try await ReportHouse()
        let first = try await house.draft()
        try await house.change()
        let again = try await house.take(.remake)
        #expect(again.documents != first.documents && again.id == first.id)
        try await house.take(.review)
        await #expect(throws: ReportRefusal.notDraft) { try await house.take(.remake) }
        let back = try await house.take(.sendBack(reason: "第二节的数不对"), as: TestActor.supervisor)
        #expect(back.life.state == .draft && back.life.reason == "第二节的数不对")
        #expect(try await house.take(.remake).life.state == .draft)
    }

    @Test func aCorrectionIsANewVersionAndTheOldOneSaysByWhichAndWhy() async throws {
        let house = try await ReportHouse()
        let old = try await house.issued()
        let before = try await house.bytes(old)
        try await house.change()
        let draft = try await house.take(.correct(reason: "11月12日漏了一件"), 1)
        #expect(draft.version == 2 && draft.life.corrects == 1 && draft.life.state == .draft)
        // Until it is issued, the old one holds.
        #expect(try await house.report(1).life.state == .issued)
        await #expect(throws: ReportRefusal.underWay) { try await house.take(.correct(reason: "r"), 1) }
        try await house.take(.review, 2)
        try await house.take(.issue, 2, as: TestActor.supervisor)
        let replaced = try await house.report(1)
        #expect(replaced.life.state == .replaced && replaced.life.replacedBy == 2)
        #expect(replaced.life.reason == "11月12日漏了一件")
        #expect(try await house.bytes(replaced) == before)
        #expect(try await house.report(2).life.state == .issued)
        #expect(try await house.report(2).documents != replaced.documents)
        #expect(try await house.store.verify().fault == nil)
    }

    @Test func aCorrectionThatIsGivenUpLeavesRoomForAnother() async throws {
        let house = try await ReportHouse()
        try await house.issued()
        try await house.take(.correct(reason: "r"), 1)
        try await house.take(.drop(reason: "没有错"), 2)
        #expect(try await house.report(1).life.state == .issued)
        #expect(try await house.take(.correct(reason: "有错"), 1).version == 3)
    }

    @Test func aReportThatWasGivenUpCanBeMadeAgainAndOneThatIsKeptCannot() async throws {
        let house = try await ReportHouse()
        try await house.draft()
        await #expect(throws: ReportRefusal.kept) { try await house.draft() }
        try await house.take(.drop(reason: "日期选错了"))
        #expect(try await house.draft().version == 2)
    }

    @Test func whoReviewedDoesNotIssueWhateverTheirRole() async throws {
        let house = try await ReportHouse()
        try await house.draft()
        try await house.take(.review, as: TestActor.supervisor)
        await #expect(throws: ReportRefusal.ownReview) { try await house.take(.issue, as: TestActor.supervisor) }
        let other = TestActor.staff("supervisor9002", .supervisor, "fs-gov")
        #expect(try await house.take(.issue, as: other).life.state == .issued)
    }

    @Test func whatSomebodySignsIsWhatTheySaw() async throws {
        let house = try await ReportHouse()
        let seen = try await house.draft()
        try await house.change()
        try await house.take(.remake, as: ReportHouse.second)
        await #expect(throws: ReportRefusal.overtaken) { try await house.take(.review, seen: seen.life.acts) }
        #expect(try await house.report().life.state == .draft)
    }

    @Test func aFormThatIsSentTwiceIsCarriedOutOnce() async throws {
        let house = try await ReportHouse()
        let seen = try await house.draft()
        for _ in 0..<2 {
            let report = try await house.take(.review, seen: seen.life.acts, key: "once/review")
            #expect(report.life.state == .reviewed && report.life.acts == 2)
        }
        let key = IdempotencyKey(source: "page/analyst7001", key: "once/draft", fingerprint: 7)
        let other = ReportOrder("2026-W46@district:440605")!
        for _ in 0..<2 {
            let report = try? await house.reports.draft(other, key: key, context(TestActor.analyst, "2026-11-16 09:00"))
            if let report { #expect(report.version == 1) }
        }
    }

    @Test func ofTwoAtOnceOneSigns() async throws {
        let house = try await ReportHouse()
        let seen = try await house.draft().life.acts
        let reports = house.reports
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for actor in [TestActor.analyst, ReportHouse.second, TestActor.supervisor] {
                group.addTask {
                    let now = context(actor, "2026-11-16 10:00")
                    let report = try? await reports.take(
                        .review, with: ReportHouse.order, version: 1, seen: seen, now)
                    return report != nil
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count(where: \.self) == 1)
        #expect(try await house.report().entries.map(\.act) == [.made, .reviewed])
    }

    @Test func ofTwoWhoDraftTheSameOneDoes() async throws {
        let house = try await ReportHouse()
        let reports = house.reports
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let now = context(TestActor.analyst, "2026-11-16 09:00")
                    return (try? await reports.draft(ReportHouse.order, now)) != nil
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count(where: \.self) == 1)
        #expect(try await house.store.countReports(StoredReportFilter()) == 1)
    }

    @Test func aReportOfAWeekThatStillRunsIsDraftedAndNotReviewed() async throws {
        let house = try await ReportHouse()
        try await house.draft("2026-11-13 09:00")
        await #expect(throws: ReportRefusal.madeTooEarly) { try await house.take(.review) }
        try await house.take(.remake, as: TestActor.analyst, "2026-11-16 09:00")
        #expect(try await house.take(.review).life.state == .reviewed)
    }

    @Test func aReportOfDaysToComeIsNone() async throws {
        let house = try await ReportHouse()
        await #expect(throws: ReportRefusal.notBegun) {
            try await house.reports.draft(ReportOrder("2026-W48")!, context(TestActor.analyst, "2026-11-16 09:00"))
        }
        await #expect(throws: DeskError.notFound) {
            try await house.reports.draft(
                ReportOrder("2026-W46@district:999")!, context(TestActor.analyst, "2026-11-16 09:00"))
        }
    }

    @Test func onlyThoseSignWhoMay() async throws {
        let house = try await ReportHouse()
        await #expect(throws: DeskError.notAllowed(.draftReports)) {
            try await house.reports.draft(ReportHouse.order, context(TestActor.supervisor, "2026-11-16 09:00"))
        }
        try await house.draft()
        for actor in [TestActor.dispatcher, TestActor.administrator, TestActor.handler(CaseLife.lead)] {
            for step in [ReportStep.remake, .review, .issue, .drop(reason: "r"), .correct(reason: "r")] {
                await #expect(throws: DeskError.self) { try await house.take(step, as: actor) }
            }
        }
        await #expect(throws: DeskError.notAllowed(.issueReports)) { try await house.take(.issue) }
        await #expect(throws: DeskError.notAllowed(.viewReports)) {
            try await house.reports.list(StoredReportFilter(), limit: 1, context(TestActor.agent, "2026-11-16 09:00"))
        }
    }

    @Test func itSaysWhichNumbersAreOthersToday() async throws {
        let house = try await ReportHouse()
        let report = try await house.issued()
        let now = context(TestActor.analyst, "2026-11-17 09:00")
        #expect(try await house.reports.comparison(of: report, in: .chinese, now).changes.isEmpty)
        try await house.change()
        let comparison = try await house.reports.comparison(of: report, in: .chinese, now)
        let received = try #require(
            comparison.changes.first { $0.figure.query.measure == .received && $0.figure.query.cut == .total })
        #expect(received.figure.value == 1 && received.now == 2)
    }

    @Test func whoWaitsForWhomIsCounted() async throws {
        let house = try await ReportHouse()
        func waiting(_ actor: Actor) async throws -> [Int] {
            let counts = try await house.reports.waiting(context(actor, "2026-11-16 10:00"))
            return [counts.drafts, counts.reviewed]
        }
        try await house.draft()
        #expect(try await waiting(TestActor.analyst) == [1, 0])
        #expect(try await waiting(TestActor.supervisor) == [0, 0])
        try await house.take(.review)
        #expect(try await waiting(TestActor.analyst) == [0, 0])
        #expect(try await waiting(TestActor.supervisor) == [0, 1])
        try await house.take(.issue, as: TestActor.supervisor)
        #expect(try await waiting(TestActor.supervisor) == [0, 0])
    }

    // MARK: Forgetting

    @Test func aCaseOfSomebodyWhoIsForgottenGoesOutOfAnIssuedReportAndTheRestStands() async throws {
        let house = try await ReportHouse(isRated: true)
        let report = try await house.issued()
        let before = try await house.document(report)
        #expect(before.citedCases.map(\.number) == [house.number])
        #expect(before.citedCases[0].title.contains("海八路"))
        // Not even the database holds the words outside the sealed part.
        for bytes in try await house.bytes(report) {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("海八路"))
        }
        try await house.house.desks.administration.forget([house.number], at: at("2026-11-20 09:00"))
        for language in Language.allCases {
            let after = try await house.document(report, language)
            let text = String(decoding: after.json, as: UTF8.self)
            #expect(after.citedCases.isEmpty && !text.contains("海八路") && !text.contains("责令夜间停工"))
            #expect(text.contains(language.say("已按反映人的意愿移除", "removed at the wish of the person")))
            #expect(after.figures == (try await house.document(report, language)).figures)
        }
        #expect(try await house.report().documents == report.documents)
        let found = try await house.store.verify()
        #expect(found.fault == nil && found.reports == 1)
    }

    // MARK: Published

    @Test func peopleReadIssuedReportsOfTheWholeCityWithoutCases() async throws {
        let house = try await ReportHouse(isRated: true)
        #expect(try await house.reports.published(limit: 10)?.isEmpty == true)
        try await house.draft()
        await #expect(throws: DeskError.notFound) { try await house.reports.published(ReportHouse.order, in: .english) }
        try await house.take(.review)
        try await house.take(.issue, as: TestActor.supervisor)
        let (report, document) = try await house.reports.published(ReportHouse.order, in: .english)
        #expect(report.version == 1 && document.citedCases.isEmpty)
        #expect(try await house.reports.published(limit: 10)?.map(\.version) == [1])
        // A correction in the making is not seen; once issued it stands in the old one's place.
        try await house.take(.correct(reason: "r"), 1)
        #expect(try await house.reports.published(ReportHouse.order, in: .english).report.version == 1)
        try await house.take(.review, 2)
        try await house.take(.issue, 2, as: TestActor.supervisor)
        #expect(try await house.reports.published(limit: 10)?.map(\.version) == [2])
    }

    @Test func aCityThatPublishesNoneShowsNone() async throws {
        let house = try await ReportHouse(city: TestCity.foshan.reporting { $0.isPublished = false })
        try await house.issued()
        #expect(try await house.reports.published(limit: 10) == nil)
        await #expect(throws: DeskError.notFound) { try await house.reports.published(ReportHouse.order, in: .chinese) }
    }
}
