import Casework
import Civics
import Reporting
import Storage
import TestSupport
import Testing

@testable import Desks

/// Reports that are drafted on time by themselves, once, whatever happens.
@Suite struct TimelyReportTests {
    private static func city(_ change: (inout ReportPlan) -> Void = { _ in }) -> City {
        TestCity.foshan.reporting { plan in
            plan.drafts = [.init(.weekly, of: [.city], at: 30_600_000)]
            change(&plan)
        }
    }

    private func round(_ house: ReportHouse, _ time: String) async throws -> [String] {
        try await house.reports.draftDue(at: at(time)).made.map(\.description)
    }

    @Test func aWeekIsDraftedOnMondayMorningOnce() async throws {
        let house = try await ReportHouse(city: Self.city())
        #expect(try await round(house, "2026-11-16 08:29") == [])
        #expect(try await round(house, "2026-11-16 08:30") == ["2026-W46"])
        #expect(try await round(house, "2026-11-16 08:31") == [])
        let report = try await house.report()
        #expect(report.life.state == .draft && report.life.made.account == "system")
        // The clock steps back, and comes again.
        #expect(try await round(house, "2026-11-16 08:00") == [])
        #expect(try await round(house, "2026-11-16 08:30") == [])
        // A restart.
        try await house.house.reopen()
        #expect(try await round(house, "2026-11-16 09:00") == [])
        #expect(try await house.store.countReports(StoredReportFilter()) == 1)
    }

    @Test func twoProcessesDraftItOnce() async throws {
        let house = try await ReportHouse(city: Self.city())
        let second = try await Store.open(folder: house.house.folder, city: house.store.city)
        defer { second.close() }
        let other = Desks(store: second, isDemonstration: true).reports
        let mine = house.reports
        async let here = mine.draftDue(at: at("2026-11-16 09:00"))
        async let there = other.draftDue(at: at("2026-11-16 09:00"))
        let (first, last) = (try await here, try await there)
        #expect(first.made.count + last.made.count == 1)
        #expect(first.failed.isEmpty && last.failed.isEmpty)
        #expect(try await house.store.countReports(StoredReportFilter()) == 1)
        #expect(try await house.store.verify().fault == nil)
    }

    @Test func aServerThatWasDownMakesUpForWhatItMissed() async throws {
        let house = try await ReportHouse(city: Self.city())
        #expect(try await round(house, "2026-12-02 03:00") == ["2026-W46", "2026-W47", "2026-W48"])
        // What a person gave up is not made again behind their back.
        try await house.take(.drop(reason: "不需要"), as: TestActor.analyst, "2026-12-02 09:00")
        #expect(try await round(house, "2026-12-02 10:00") == [])
    }

    @Test func aPersonWhoWasFasterIsNotDisturbed() async throws {
        let house = try await ReportHouse(city: Self.city())
        try await house.draft("2026-11-16 08:00")
        #expect(try await round(house, "2026-11-16 09:00") == [])
    }

    @Test func oneReportThatCannotBeMadeDoesNotHoldUpTheOthers() async throws {
        let house = try await ReportHouse(
            city: Self.city { $0.drafts = [.init(.weekly, of: [.town("nowhere"), .city], at: 0)] })
        let found = try await house.reports.draftDue(at: at("2026-11-16 09:00"))
        #expect(found.made.map(\.description) == ["2026-W46"])
        #expect(found.failed.map(\.order.description) == ["2026-W46@town:nowhere"])
        let rested = try await house.reports.draftDue(
            at: at("2026-11-16 09:01"), resting: [ReportOrder("2026-W46@town:nowhere")!])
        #expect(rested.failed.isEmpty)
    }

    @Test func aYearWithoutACalendarIsSaidAndNothingIsDrafted() async throws {
        let house = try await ReportHouse(city: Self.city { $0.drafts = [.init(.annual, of: [.city], at: 0)] })
        let found = try await house.reports.draftDue(at: at("2027-01-04 09:00"))
        #expect(found.made.isEmpty && found.gaps.mapValues(\.description) == [2027: "2026"])
        let gaps = try await house.reports.calendarGaps(context(TestActor.administrator, "2027-01-04 09:00"))
        #expect(gaps == found.gaps)
    }

    // MARK: Subscribers

    private static func subscription(_ id: String, _ moment: ReportPlan.Subscription.Moment) -> ReportPlan.Subscription
    {
        ReportPlan.Subscription(
            id: id, name: LocalName(zh: id, en: id), kinds: [.weekly], scopes: [.city], formats: [.json, .html],
            moment: moment, language: "zh-Hans")
    }

    private struct Post {
        let house: ReportHouse
        let office = TestCarrier()
        let bus = TestCarrier()
        let telling: Telling

        init(
            isRated: Bool = false,
            file: @escaping ReportFiling = { document, format in Array("\(format) ".utf8) + document.json }
        ) async throws {
            let city = TimelyReportTests.city {
                $0.subscriptions = [
                    TimelyReportTests.subscription("office", .issue), TimelyReportTests.subscription("bus", .draft),
                ]
            }.telling {
                $0.ways = [
                    MessageWay(
                        name: "report-office",
                        carrier: .mailFiles(
                            folder: "mail", from: "a@b.example", accounts: "o@b.example", bodies: "o@b.example")),
                    MessageWay(name: "report-bus", carrier: .webhook(url: "https://bus.example")),
                ]
            }
            house = try await ReportHouse(city: city, isRated: isRated)
            telling = Telling(
                store: house.store, carriers: ["report-office": office, "report-bus": bus], file: file, chance: { 0 })
        }

        func send(_ time: String) async throws {
            for way in telling.ways { while try await telling.send(by: way, at: at(time)) > 0 {} }
        }
    }

    @Test func subscribersAreSentWhatTheyAskedForWhenTheyAskedForIt() async throws {
        let post = try await Post(isRated: true)
        #expect(try await post.house.reports.draftDue(at: at("2026-11-16 08:30")).made.count == 1)
        try await post.send("2026-11-16 08:31")
        #expect(post.bus.letters.map(\.identifier) == ["report-1.draft.report-bus"])
        #expect(post.bus.letters[0].files.isEmpty)
        #expect(post.office.letters.isEmpty)
        try await post.house.take(.review)
        try await post.house.take(.issue, as: TestActor.supervisor, "2026-11-16 11:00")
        try await post.send("2026-11-16 11:01")
        try await post.send("2026-11-16 11:02")
        let letter = try #require(post.office.letters.first)
        #expect(post.office.letters.count == 1 && post.bus.letters.count == 1)
        #expect(letter.files.map(\.name) == ["2026-W46.json", "2026-W46.html"])
        #expect(letter.subject.contains("已签发") && letter.text.contains("/desk/reports/2026-W46"))
        // What leaves the house holds no case.
        for file in letter.files { #expect(!String(decoding: file.bytes, as: UTF8.self).contains("海八路")) }
    }

    @Test func aCorrectionIsSentAndSaysWhy() async throws {
        let post = try await Post()
        try await post.house.issued()
        try await post.send("2026-11-16 11:00")
        try await post.house.take(.correct(reason: "漏了一件"), 1)
        try await post.house.take(.review, 2)
        try await post.house.take(.issue, 2, as: TestActor.supervisor)
        try await post.send("2026-11-16 12:00")
        let letter = try #require(post.office.letters.last)
        #expect(post.office.letters.count == 2)
        #expect(letter.subject.contains("更正") && letter.text.contains("漏了一件"))
        #expect(letter.files.map(\.name) == ["2026-W46-v2.json", "2026-W46-v2.html"])
    }

    @Test func whatWasCorrectedBeforeItWentOutIsNotSentAnyMore() async throws {
        let post = try await Post()
        post.office.fault = "no-secret"
        try await post.house.issued()
        try await post.house.take(.correct(reason: "r"), 1)
        try await post.house.take(.review, 2)
        try await post.house.take(.issue, 2, as: TestActor.supervisor)
        post.office.fault = nil
        try await post.send("2026-11-16 12:00")
        #expect(post.office.letters.map(\.report.version) == [2])
    }

    @Test func aDraftThatWasMadeAnewIsNotSentAgain() async throws {
        let post = try await Post()
        try await post.house.draft()
        try await post.send("2026-11-16 09:01")
        try await post.house.change()
        try await post.house.take(.remake)
        try await post.send("2026-11-16 10:01")
        #expect(post.bus.letters.count == 1)
    }

    @Test func aReportThatDoesNotGetThroughIsTriedAgainUnderTheSameIdentifier() async throws {
        let post = try await Post()
        post.office.answer(.temporary("disk"), .temporary("disk"))
        try await post.house.issued()
        try await post.send("2026-11-16 11:00")
        try await post.send("2026-11-16 11:00")
        #expect(post.office.letters.count == 1)
        try await post.send("2026-11-16 11:01")
        try await post.send("2026-11-16 11:03")
        #expect(post.office.letters.count == 3)
        #expect(Set(post.office.letters.map(\.identifier)).count == 1)
        try await post.send("2026-11-16 12:00")
        #expect(post.office.letters.count == 3)
    }

    @Test func whatIsRefusedForGoodIsADeadLetterThatCanBeTriedAgain() async throws {
        let post = try await Post()
        post.office.answer(.permanent("http-410"))
        try await post.house.issued()
        try await post.send("2026-11-16 11:00")
        let letters = try await post.house.store.deadLetters()
        #expect(letters.map(\.way) == ["report-office"] && letters[0].reason == "http-410")
        // It names no request, for it is about none.
        #expect(letters[0].examples.isEmpty)
        let again = try await post.house.store.reviveDeadLetters(
            by: "report-office", reason: "http-410", at: at("2026-11-16 12:00"))
        #expect(again == 1)
        try await post.send("2026-11-16 12:00")
        #expect(post.office.letters.count == 2)
    }

    @Test func aFileThatCannotBeMadeIsSaidAndTriedAgain() async throws {
        struct NoPrinter: Error {}
        let post = try await Post(file: { _, _ in throw NoPrinter() })
        try await post.house.issued()
        try await post.send("2026-11-16 11:00")
        #expect(post.office.letters.isEmpty)
        let reason = try await post.house.store.database.read {
            try $0.first("SELECT reason FROM message WHERE way = 'report-office'") { $0.text(0) }
        }
        #expect(reason?.hasPrefix("file-not-made: NoPrinter") == true)
        // A program needs no file.
        #expect(post.bus.letters.count == 0)
    }

    @Test func nobodyIsToldTwiceByTwoProcesses() async throws {
        let post = try await Post()
        let other = Telling(
            store: post.house.store, carriers: ["report-office": post.office, "report-bus": post.bus], chance: { 0 })
        try await post.house.issued()
        let way = try #require(post.telling.ways.first { $0.name == "report-office" })
        let one = post.telling
        async let here = one.send(by: way, at: at("2026-11-16 11:00"))
        async let there = other.send(by: way, at: at("2026-11-16 11:00"))
        #expect(try await here + there == 1)
        #expect(post.office.letters.count == 1)
    }
}
