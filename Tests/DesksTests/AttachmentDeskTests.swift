import Casework
import Civics
import Desks
import Storage
import TestSupport
import Testing

/// Files at the desks: what is taken, and who sees what.
@Suite struct AttachmentDeskTests {
    private static let rules = TestCity.foshan.attachments
    private static let when = "2026-11-18 12:00"
    private static let photo = NewFile(name: "我家阳台.jpg", type: .jpeg, bytes: MadeFiles.jpeg())
    private static let handler = TestActor.handler(CaseLife.lead)

    // MARK: What is taken

    @Test func aPictureIsTakenWithoutItsPlace() throws {
        let bytes = MadeFiles.jpeg(MadeFiles.segment(0xE1, MadeFiles.exif(orientation: 1)))
        let file = try FileCheck.check(name: "IMG_0001.JPG", bytes: bytes, in: Self.rules)
        #expect(file.name == "IMG_0001.JPG" && file.type == .jpeg)
        #expect(!MadeFiles.holds(file.bytes, MadeFiles.place))
    }

    @Test(arguments: [
        ("a.pdf", [UInt8]?.some([]), AttachmentFault.empty),
        ("a.jpg", Array("<script>alert(1)</script>".utf8), .unknownType),
        ("a.exe", Array("MZ".utf8), .unknownType), ("a.jpg", nil, .tooLarge(limit: 20 << 20)),
        ("a.png", Array(MadeFiles.png().dropLast(12)), .broken(.png)),
        ("a.docx", MadeFiles.document + [UInt8](repeating: 0, count: 6 << 20), .unknownType),
    ])
    func whatIsNotTakenIsToldWhy(name: String, bytes: [UInt8]?, fault: AttachmentFault) {
        #expect(throws: fault) { try FileCheck.check(name: name, bytes: bytes, in: Self.rules) }
    }

    @Test func eachTypeHasItsOwnLimit() {
        let small = AttachmentRules(perCase: 9, perSubmission: 5, limits: [.pdf: 50, .jpeg: 10_000])
        #expect(throws: AttachmentFault.tooLarge(limit: 50)) {
            try FileCheck.check(name: "a.pdf", bytes: MadeFiles.pdf(), in: small)
        }
        #expect(throws: AttachmentFault.typeNotTaken(.png)) {
            try FileCheck.check(name: "a.png", bytes: MadeFiles.png(), in: small)
        }
        #expect(throws: Never.self) { try FileCheck.check(name: "a.pdf", bytes: MadeFiles.jpeg(), in: small) }
    }

    @Test(arguments: [
        ("photo.JPG", MediaType.jpeg, "photo.JPG"), ("photo.jpeg", .jpeg, "photo.jpeg"),
        ("invoice.exe", .pdf, "invoice.exe.pdf"), ("通知", .pdf, "通知.pdf"), ("", .png, "file.png"),
        (".jpg", .jpeg, ".jpg.jpg"), ("a.b.mov", .mov, "a.b.mov"), ("page.html", .webp, "page.html.webp"),
    ])
    func aNameEndsAsItsContentIs(name: String, type: MediaType, fitting: String) {
        #expect(FileNames.fitting(name, type) == fitting)
    }

    // MARK: Who sees what

    private func house(isProtected: Bool = false) async throws -> (house: TestStore, number: CaseNumber, code: String) {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 10:00", .test(isProtected: isProtected))
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 11:00")
        let code = house.store.vault.queryCode(for: number.rawValue)
        _ = try await house.desks.service.attach(
            [Self.photo], to: number, code: code, context(.resident, "2026-11-18 11:30"))
        return (house, number, code)
    }

    private func lines(_ house: TestStore, _ number: CaseNumber, _ actor: Actor) async throws -> [AttachmentLine] {
        let file = try await house.desks.caseFile(number, context(actor, Self.when))
        return house.desks.attachments(of: file, actor)
    }

    @Test func whoSeesTheCaseSeesItsFiles() async throws {
        let (house, number, _) = try await house()
        for actor in [Self.handler, TestActor.dispatcher, TestActor.agent, TestActor.supervisor] {
            #expect(try await lines(house, number, actor).map(\.name) == ["我家阳台.jpg"])
            let file = try await house.desks.file(3, of: number, context(actor, Self.when))
            #expect(file.bytes == MadeFiles.jpeg() && file.type == .jpeg)
        }
        await #expect(throws: DeskError.notFound) {
            try await house.desks.file(3, of: number, context(TestActor.handler(CaseLife.stranger), Self.when))
        }
        await #expect(throws: DeskError.notFound) {
            try await house.desks.file(2, of: number, context(TestActor.dispatcher, Self.when))
        }
    }

    @Test func theBodySeesNothingOfAProtectedPersonBeforeTheHotlineHasLooked() async throws {
        let (house, number, _) = try await house(isProtected: true)
        #expect(try await lines(house, number, Self.handler).isEmpty)
        await #expect(throws: DeskError.notFound) {
            try await house.desks.file(3, of: number, context(Self.handler, Self.when))
        }
        #expect(try await lines(house, number, TestActor.agent).map(\.isKeptBack) == [true])
        await #expect(throws: DeskError.notAllowed(.clearAttachment)) {
            try await house.desks.act(.clearAttachment(version: 3), on: number, context(Self.handler, Self.when))
        }
        try await house.desks.act(.clearAttachment(version: 3), on: number, context(TestActor.agent, Self.when))
        let seen = try await lines(house, number, Self.handler)
        #expect(seen.count == 1 && seen[0].name == nil, "the name of a file can say who somebody is")
        let file = try await house.desks.file(3, of: number, context(Self.handler, Self.when))
        #expect(file.name == "\(number)-3.jpg")
    }

    @Test func aLookAtWhatThePersonAddedIsWrittenDownOncePerHour() async throws {
        let (house, number, _) = try await house()
        for time in ["2026-11-18 12:00", "2026-11-18 12:01", "2026-11-18 12:59", "2026-11-18 13:01"] {
            _ = try await house.desks.file(3, of: number, context(Self.handler, time))
        }
        _ = try await house.desks.file(3, of: number, context(TestActor.agent, "2026-11-18 12:02"))
        let looks = try await house.store.accesses(to: number).filter { $0.what == AccessKind.files.rawValue }
        #expect(looks.map(\.account).sorted() == [TestActor.agent.account, Self.handler.account, Self.handler.account])
    }

    @Test func aLookAtWhatABodyAddedIsNobodysSecret() async throws {
        let (house, number, _) = try await house()
        let letter = NewFile(name: "通知.pdf", type: .pdf, bytes: MadeFiles.pdf())
        _ = try await house.desks.attach([letter], to: number, isInternal: true, context(Self.handler, Self.when))
        _ = try await house.desks.file(4, of: number, context(TestActor.agent, Self.when))
        #expect(try await house.store.accesses(to: number).isEmpty)
    }

    @Test func thePersonSeesTheirOwnFilesAndWhatWasAddedForThem() async throws {
        let (house, number, code) = try await house(isProtected: true)
        let before = NewFile(name: "整改前.png", type: .png, bytes: MadeFiles.png())
        let after = NewFile(name: "整改后.pdf", type: .pdf, bytes: MadeFiles.pdf())
        _ = try await house.desks.attach([before], to: number, isInternal: true, context(Self.handler, Self.when))
        _ = try await house.desks.attach([after], to: number, isInternal: false, context(Self.handler, Self.when))
        let file = try await house.desks.service.follow(number, code: code)
        #expect(house.desks.service.attachments(of: file).map(\.name) == ["我家阳台.jpg", "整改后.pdf"])
        #expect(try await house.desks.service.file(3, of: file).bytes == MadeFiles.jpeg())
        await #expect(throws: DeskError.notFound) { try await house.desks.service.file(4, of: file) }
        await #expect(throws: DeskError.notFound) {
            _ = try await house.desks.service.attach(
                [before], to: number, code: "WRONG9", context(.resident, Self.when))
        }
    }

    @Test func whatStaffAddIsTheirBodysAndWhatThePersonGaveIsThePersons() async throws {
        let (house, number, _) = try await house()
        let paper = NewFile(name: "租约.pdf", type: .pdf, bytes: MadeFiles.pdf())
        _ = try await house.desks.attach(
            [paper], to: number, forPerson: true, isInternal: false, context(TestActor.agent, Self.when))
        let view = NewFile(name: "现场.png", type: .png, bytes: MadeFiles.png())
        _ = try await house.desks.attach([view], to: number, isInternal: false, context(Self.handler, Self.when))
        let request = try #require(try await house.store.request(number))
        #expect(request.attachments.map(\.attachment.body) == [nil, nil, CaseLife.lead])
        await #expect(throws: DeskError.notAllowed(.intake)) {
            try await house.desks.attach(
                [view], to: number, forPerson: true, isInternal: false, context(Self.handler, Self.when))
        }
        await #expect(throws: DeskError.notFound) {
            try await house.desks.attach(
                [view], to: number, isInternal: false, context(TestActor.handler(CaseLife.stranger), Self.when))
        }
        let auditor = TestActor.staff("auditor", .auditor, "fs-gov")
        await #expect(throws: DeskError.notAllowed(.attach)) {
            try await house.desks.attach([view], to: number, isInternal: true, context(auditor, Self.when))
        }
    }
}
