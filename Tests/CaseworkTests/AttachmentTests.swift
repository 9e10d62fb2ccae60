import Casework
import Civics
import TestSupport
import Testing

/// Files of a request, as the journal knows them.
@Suite struct AttachmentTests {
    static let photo = file("photo")

    static func file(
        _ digest: String, _ type: MediaType = .jpeg, size: Int = 1000, body: OrganisationID? = nil,
        isInternal: Bool = false
    ) -> Casework.Attachment {
        Casework.Attachment(digest: digest, type: type, size: size, name: "name", body: body, isInternal: isInternal)
    }

    /// A city that takes letters and nothing else.
    static let cityOfLetters: City = {
        let city = TestCity.foshan
        return City(
            root: city.root, name: city.name, platform: city.platform, hotline: city.hotline,
            emergency: city.emergency, calendar: city.calendar, limits: city.limits, scores: city.scores,
            attachments: AttachmentRules(perCase: 3, perSubmission: 2, limits: [.pdf: 1000]), regions: city.regions,
            organisations: city.organisations, categories: city.categories, duties: city.duties, sampleAccounts: [])
    }()

    private func life(isProtected: Bool = false) throws -> CaseLife {
        var life = try CaseLife("2026-11-18 10:24", .test(isProtected: isProtected))
        try life.dispatch("2026-11-18 11:00")
        return life
    }

    @Test func severalFilesAreAnEventEach() throws {
        var life = try life()
        let events = try life.give(.attach([Self.photo, Self.file("letter", .pdf)]), "2026-11-18 12:00")
        #expect(events.count == 2)
        #expect(life.request.attachments.map(\.version) == [3, 4])
        #expect(life.request.attachments.map(\.attachment.type) == [.jpeg, .pdf])
        #expect(life.request.attachments.allSatisfy { $0.at == at("2026-11-18 12:00") })
    }

    @Test func whatIsThereAlreadyIsLeftOutOfWhatIsAdded() throws {
        var life = try life()
        try life.give(.attach([Self.photo]), "2026-11-18 12:00")
        try life.give(.attach([Self.photo, Self.file("b"), Self.file("b")]), "2026-11-18 12:10")
        #expect(life.request.attachments.map(\.attachment.digest) == ["photo", "b"])
        // The same picture for other readers is another matter.
        try life.give(.attach([Self.file("photo", body: CaseLife.lead, isInternal: true)]), "2026-11-18 12:20")
        #expect(life.request.attachments.count == 3)
    }

    @Test func aFullRequestTakesAllOfASubmissionOrNothing() throws {
        var life = try CaseLife("2026-11-18 10:24", city: Self.cityOfLetters)
        try life.give(.attach([Self.file("a", .pdf), Self.file("b", .pdf)]), "2026-11-18 11:00")
        #expect(throws: Refusal.tooManyAttachments) {
            try life.give(.attach([Self.file("c", .pdf), Self.file("d", .pdf)]), "2026-11-18 11:10")
        }
        #expect(life.request.attachments.count == 2)
        try life.give(.attach([Self.file("c", .pdf, size: 1000)]), "2026-11-18 11:20")
        #expect(life.request.attachments.count == 3)
    }

    @Test func whatAProtectedPersonAddsIsKeptBackUntilTheHotlineHasLookedAtIt() throws {
        var life = try life(isProtected: true)
        try life.give(.attach([Self.photo, Self.file("b", body: CaseLife.lead)]), "2026-11-18 12:00")
        #expect(life.request.attachments.map { life.request.isKeptBack($0) } == [true, false])
        try life.give(.clearAttachment(version: 3), "2026-11-18 12:10")
        #expect(life.request.attachments.map { life.request.isKeptBack($0) } == [false, false])
    }

    @Test func whoBecomesProtectedLaterIsProtectedInTheirFilesToo() throws {
        var life = try life()
        try life.give(.attach([Self.photo]), "2026-11-18 12:00")
        #expect(!life.request.isKeptBack(life.request.attachments[0]))
        let limits = try #require(life.city.limits.limits(kind: .report, urgency: .ordinary, line: .public))
        try life.give(
            .classify(
                Classification(
                    kind: .report, urgency: .ordinary, category: "010501", place: "440605011", limits: limits)),
            "2026-11-18 13:00")
        #expect(life.request.isKeptBack(life.request.attachments[0]))
    }

    @Test func filesMoveNoClockAndNoFigure() throws {
        var life = try life()
        let (clocks, facts) = (life.request.clocks(in: life.city), FigureFacts(life.request, in: life.city))
        try life.give(.attach([Self.photo]), "2026-11-18 12:00")
        #expect(life.request.clocks(in: life.city) == clocks)
        #expect(FigureFacts(life.request, in: life.city).facts == facts.facts)
        #expect(life.request.stage == .awaitingSigning)
    }
}
