import Casework
import Civics
import TestSupport
import Testing

/// One story for each rule that says no.
@Suite struct RefusalTests {
    /// Refused before a case can be asked: by the store, which finds no such case, by the service desk, which finds no
    /// limit or no person any more, and by the desks, which know who refused a request before.
    private static let refusedElsewhere: Set<Refusal> = [.unknownCase, .noLimit, .ownRefusal, .personForgotten]

    private typealias Story = (refusal: Refusal, what: String, tell: @Sendable () throws -> Void)

    private static func story(
        _ refusal: Refusal, _ what: String, _ tell: @escaping @Sendable (inout CaseLife) throws -> Void
    ) -> Story {
        (
            refusal, what,
            {
                var life = try CaseLife("2026-11-18 10:24")
                try tell(&life)
            }
        )
    }

    private static func signed(_ life: inout CaseLife) throws {
        try life.dispatch("2026-11-18 11:00", helpers: [CaseLife.helper])
        try life.sign("2026-11-18 14:00")
    }

    private static func closed(_ life: inout CaseLife) throws {
        try signed(&life)
        try life.close("2026-11-20 10:00")
    }

    private static func rated(_ life: inout CaseLife) throws {
        try closed(&life)
        try life.callBack("2026-11-20 11:00", solved: false, .dissatisfied)
    }

    private static let appeal = RequestCommand.appeal(body: CaseLife.lead, ground: "malicious-rating", note: nil)

    private static func classification(_ category: String, _ place: String) -> RequestCommand {
        let limits = TestCity.foshan.limits.limits(kind: .help, urgency: .ordinary, line: .public)!
        return .classify(
            Classification(kind: .help, urgency: .ordinary, category: category, place: place, limits: limits))
    }

    private static let extensionOfADay = RequestCommand.requestExtension(
        ExtensionRequest(amount: .hours(7), reason: "reason"))

    private static let stories: [Story] = [
        story(.alreadyReceived, "a case is received once") { try $0.give(.receive(.test()), "2026-11-18 11:00") },
        (
            .unknownCategory, "nobody answers for a category that does not exist",
            {
                _ = try CaseLife("2026-11-18 10:24", .test(category: "000000"))
            }
        ),
        story(.unknownCategory, "nor after classifying") {
            try $0.give(classification("000000", "440605011"), "2026-11-18 11:00")
        },
        (.unknownPlace, "nor for a place elsewhere", { _ = try CaseLife("2026-11-18 10:24", .test(place: "110101")) }),
        story(.unknownPlace, "nor after classifying") {
            try $0.give(classification("010501", "110101"), "2026-11-18 11:00")
        },
        story(.unknownBody, "a lead that does not exist") { try $0.dispatch("2026-11-18 11:00", lead: "nobody") },
        story(.unknownBody, "a helper that does not exist") {
            try $0.dispatch("2026-11-18 11:00", helpers: ["nobody"])
        },
        story(.unknownBody, "a designated body that does not exist") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.returnToDispatcher("2026-11-18 12:00")
            try $0.give(.adjudicate(designate: "nobody"), "2026-11-18 13:00")
        },
        story(.caseEnded, "nobody signs for a withdrawn request") {
            try $0.give(.withdraw, "2026-11-18 11:00")
            try $0.sign("2026-11-18 12:00")
        },
        story(.caseEnded, "nor is a refused one dispatched") {
            try $0.give(.refuse(ground: .unlawful, note: nil), "2026-11-18 11:00")
            try $0.dispatch("2026-11-18 12:00")
        },
        story(.caseEnded, "a closed one is not withdrawn") {
            try closed(&$0)
            try $0.give(.withdraw, "2026-11-20 11:00")
        },
        story(.caseEnded, "a withdrawn one is not supervised") {
            try $0.give(.withdraw, "2026-11-18 11:00")
            try $0.give(.supervise(level: 1, reason: .refusal, note: nil), "2026-11-18 12:00")
        },
        story(.caseEnded, "an archived one takes no notes") {
            try closed(&$0)
            try $0.give(.archive, "2026-11-20 11:00")
            try $0.give(.note("note"), "2026-11-20 12:00")
        },
        story(.alreadyDispatched, "to change the body it must be returned first") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.dispatch("2026-11-18 12:00", lead: CaseLife.stranger)
        },
        story(.notDispatched, "nobody signs for what was not dispatched") { try $0.sign("2026-11-18 11:00") },
        story(.notDispatched, "nor asks for more time") { try $0.give(extensionOfADay, "2026-11-18 11:00") },
        story(.notDispatched, "nor pauses it") {
            try $0.give(.pause(reason: .inspection, note: nil), "2026-11-18 11:00")
        },
        story(.notDispatched, "nor closes it, nor replies") {
            try $0.give(.reply(body: CaseLife.lead, reply: "reply"), "2026-11-18 11:00")
        },
        story(.awaitingAdjudication, "a returned request is not signed for") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.returnToDispatcher("2026-11-18 12:00")
            try $0.sign("2026-11-18 13:00")
        },
        story(.awaitingAdjudication, "nor dispatched without an adjudication") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.returnToDispatcher("2026-11-18 12:00")
            try $0.dispatch("2026-11-18 13:00", lead: CaseLife.stranger)
        },
        story(.noReturnToAdjudicate, "what was not returned is not adjudicated") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.give(.adjudicate(designate: nil), "2026-11-18 12:00")
        },
        story(.returnAfterDesignation, "a designated body does not return it") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.returnToDispatcher("2026-11-18 12:00")
            try $0.give(.adjudicate(designate: CaseLife.lead), "2026-11-18 13:00")
            try $0.returnToDispatcher("2026-11-18 14:00")
        },
        story(.returnAfterSigning, "who has signed does not return it") {
            try signed(&$0)
            try $0.returnToDispatcher("2026-11-18 15:00")
        },
        // One working day from Wednesday 11:00 ends on Thursday 11:00.
        story(.returnAfterSignLimit, "nor whoever let the limit pass") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.returnToDispatcher("2026-11-19 11:01")
        },
        story(.alreadySigned, "the lead signs once") {
            try signed(&$0)
            try $0.sign("2026-11-18 15:00")
        },
        story(.alreadySigned, "a helper signs once") {
            try signed(&$0)
            try $0.sign("2026-11-18 15:00", by: CaseLife.helper)
            try $0.sign("2026-11-18 16:00", by: CaseLife.helper)
        },
        story(.notSigned, "nobody closes what nobody signed for") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.close("2026-11-18 12:00")
        },
        story(.notSigned, "nor pauses it") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.give(.pause(reason: .inspection, note: nil), "2026-11-18 12:00")
        },
        story(.notHandledByBody, "another body does not sign for it") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.sign("2026-11-18 12:00", by: CaseLife.stranger)
        },
        story(.onlyLeadCloses, "a helper does not close it") {
            try signed(&$0)
            try $0.close("2026-11-18 15:00", by: CaseLife.helper)
        },
        story(.noReply, "nobody closes without an answer") {
            try signed(&$0)
            try $0.give(.close(body: CaseLife.lead, reply: nil), "2026-11-18 15:00")
        },
        story(.extensionUsed, "one extension is all") {
            try signed(&$0)
            try $0.give(extensionOfADay, "2026-11-18 15:00")
            try $0.give(.decideExtension(grant: false), "2026-11-18 16:00")
            try $0.give(extensionOfADay, "2026-11-18 17:00")
        },
        story(.extensionTooLong, "at most as long again: 15 days of 7 hours") {
            try signed(&$0)
            let amount = TimeSpan.hours(15 * 7) + TimeSpan(milliseconds: 1)
            try $0.give(.requestExtension(ExtensionRequest(amount: amount, reason: "reason")), "2026-11-18 15:00")
        },
        story(.extensionTooLong, "no extension by nothing") {
            try signed(&$0)
            try $0.give(.requestExtension(ExtensionRequest(amount: .zero, reason: "reason")), "2026-11-18 15:00")
        },
        // 15 working days from 18 November 11:00: 9 December 11:00.
        story(.extensionAfterDeadline, "more time is asked for in time") {
            try signed(&$0)
            try $0.give(extensionOfADay, "2026-12-09 11:01")
        },
        story(.noExtensionRequested, "what nobody asked for is not granted") {
            try signed(&$0)
            try $0.give(.decideExtension(grant: true), "2026-11-18 15:00")
        },
        story(.noExtensionRequested, "nor decided twice") {
            try signed(&$0)
            try $0.give(extensionOfADay, "2026-11-18 15:00")
            try $0.give(.decideExtension(grant: false), "2026-11-18 16:00")
            try $0.give(.decideExtension(grant: true), "2026-11-18 17:00")
        },
        story(.alreadyPaused, "what stands still is not stopped") {
            try signed(&$0)
            try $0.give(.pause(reason: .inspection, note: nil), "2026-11-18 15:00")
            try $0.give(.pause(reason: .proceedings, note: nil), "2026-11-18 16:00")
        },
        story(.notPaused, "what runs is not resumed") {
            try signed(&$0)
            try $0.give(.resume, "2026-11-18 15:00")
        },
        story(.pauseAfterDeadline, "what is late is not stopped") {
            try signed(&$0)
            try $0.give(.pause(reason: .inspection, note: nil), "2026-12-09 11:01")
        },
        story(.notClosed, "nobody is called back before the answer") {
            try signed(&$0)
            try $0.callBack("2026-11-18 15:00")
        },
        story(.notClosed, "nothing is redone that is not done") {
            try signed(&$0)
            try $0.give(.redo(note: nil), "2026-11-18 15:00")
        },
        story(.notClosed, "nor archived, nor twice") {
            try closed(&$0)
            try $0.give(.archive, "2026-11-20 11:00")
            try $0.give(.archive, "2026-11-20 12:00")
        },
        story(.alreadyCalledBack, "who has answered is not asked again") {
            try closed(&$0)
            try $0.callBack("2026-11-20 11:00")
            try $0.callBack("2026-11-20 12:00")
        },
        story(.callBackIncomplete, "who was reached said something") {
            try closed(&$0)
            try $0.callBack("2026-11-20 11:00", solved: nil, nil)
        },
        story(.mergeIntoItself, "a request is not handled with itself") {
            let number = $0.request.number
            try $0.give(.merge(into: number), "2026-11-18 11:00")
        },
        story(.notMerged, "what stands alone is not set apart") { try $0.give(.unmerge, "2026-11-18 11:00") },
        story(.supervisionLevelNotHigher, "supervision rises") {
            try $0.give(.supervise(level: 2, reason: .overdue, note: nil), "2026-11-18 11:00")
            try $0.give(.supervise(level: 2, reason: .overdue, note: nil), "2026-11-18 12:00")
        },
        story(.supervisionLevelNotHigher, "and ends at level 3") {
            try $0.give(.supervise(level: 4, reason: .overdue, note: nil), "2026-11-18 11:00")
        },
        story(.approvalNeeded, "a report is answered by two persons") {
            $0 = try CaseLife("2026-11-18 10:24", .test(kind: .report))
            try signed(&$0)
            try $0.close("2026-11-18 15:00")
        },
        story(.noDraft, "only what was written is approved") {
            try signed(&$0)
            try $0.give(.decideDraft(body: CaseLife.lead, approver: "b", approve: true, note: nil), "2026-11-18 15:00")
        },
        story(.ownDraft, "nobody approves what they wrote") {
            try signed(&$0)
            try $0.give(.draftReply(body: CaseLife.lead, author: "a", reply: "reply"), "2026-11-18 15:00")
            try $0.give(.decideDraft(body: CaseLife.lead, approver: "a", approve: true, note: nil), "2026-11-18 15:01")
        },
        story(.notSupervised, "without an order there is no answer") {
            try signed(&$0)
            try $0.give(.answerSupervision(body: CaseLife.lead, note: "note"), "2026-11-18 15:00")
        },
        story(.notSupervised, "what was lifted is not lifted again") {
            try $0.give(.supervise(level: 1, reason: .overdue, note: nil), "2026-11-18 11:00")
            try $0.give(.liftSupervision(note: nil), "2026-11-18 12:00")
            try $0.give(.liftSupervision(note: nil), "2026-11-18 12:01")
        },
        story(.alreadyReminded, "a rule urges once in a round") {
            try $0.give(.remind(rule: "late"), "2026-11-18 11:00")
            try $0.give(.remind(rule: "late"), "2026-11-18 12:00")
        },
        story(.notRefused, "what was taken in is not contested") {
            try $0.give(.contest(note: nil), "2026-11-18 11:00")
        },
        story(.contestUsed, "a refusal is contested once") {
            try $0.give(.refuse(ground: .unlawful, note: nil), "2026-11-18 11:00")
            try $0.give(.contest(note: nil), "2026-11-18 12:00")
            try $0.give(.refuse(ground: .unlawful, note: nil), "2026-11-18 13:00")
            try $0.give(.contest(note: nil), "2026-11-18 14:00")
        },
        story(.contestTooLate, "and within ten working days") {
            try $0.give(.refuse(ground: .unlawful, note: nil), "2026-11-18 11:00")
            try $0.give(.contest(note: nil), "2026-12-02 11:01")
        },
        story(.notRated, "nobody appeals what nobody said") {
            try closed(&$0)
            try $0.callBack("2026-11-20 11:00", solved: nil, nil, reached: false)
            try $0.give(appeal, "2026-11-20 12:00")
        },
        story(.ratingIsGood, "nor what is good") {
            try closed(&$0)
            try $0.callBack("2026-11-20 11:00")
            try $0.give(appeal, "2026-11-20 12:00")
        },
        story(.alreadyAppealed, "a rating is appealed once") {
            try rated(&$0)
            try $0.give(appeal, "2026-11-20 12:00")
            try $0.give(.decideAppeal(grant: false, note: nil), "2026-11-20 13:00")
            try $0.give(appeal, "2026-11-20 14:00")
        },
        story(.appealOpen, "and one after the other") {
            try rated(&$0)
            try $0.give(appeal, "2026-11-20 12:00")
            try $0.close("2026-11-20 14:00")
            try $0.callBack("2026-11-20 15:00", solved: false, .fairlySatisfied)
            try $0.give(appeal, "2026-11-20 16:00")
        },
        story(.appealOpen, "nothing is filed over an open appeal") {
            try closed(&$0)
            try $0.callBack("2026-11-20 11:00", solved: false, nil)
            try $0.give(appeal, "2026-11-20 12:00")
            try $0.give(.archive, "2026-11-20 13:00")
        },
        story(.appealAfterLimit, "within five working days") {
            try rated(&$0)
            try $0.give(appeal, "2026-11-27 11:01")
        },
        story(.onlyLeadAppeals, "by the body whose rating it is") {
            try rated(&$0)
            try $0.give(.appeal(body: CaseLife.helper, ground: "wrong-body", note: nil), "2026-11-20 12:00")
        },
        story(.unknownGround, "on a ground that the city knows") {
            try rated(&$0)
            try $0.give(.appeal(body: CaseLife.lead, ground: "bad-mood", note: nil), "2026-11-20 12:00")
        },
        story(.noAppealToDecide, "without an appeal nothing is decided") {
            try rated(&$0)
            try $0.give(.decideAppeal(grant: true, note: nil), "2026-11-20 12:00")
        },
        story(.noAppealToDecide, "nor twice") {
            try rated(&$0)
            try $0.give(appeal, "2026-11-20 12:00")
            try $0.give(.decideAppeal(grant: true, note: nil), "2026-11-20 13:00")
            try $0.give(.decideAppeal(grant: false, note: nil), "2026-11-20 14:00")
        },
        story(.notClosed, "nothing is inspected that is not done") {
            try signed(&$0)
            try $0.give(
                .inspect(Inspection(passed: ["facts"], failed: [], isSampled: true, note: nil)), "2026-11-18 15:00")
        },
        story(.alreadyInspected, "a closing is looked at once") {
            try closed(&$0)
            let look = Inspection(passed: ["facts"], failed: ["basis"], isSampled: true, note: nil)
            try $0.give(.inspect(look), "2026-11-20 12:00")
            try $0.give(.inspect(look), "2026-11-20 13:00")
        },
        story(.inspectionIncomplete, "and something is said of it") {
            try closed(&$0)
            try $0.give(.inspect(Inspection(passed: [], failed: [], isSampled: true, note: "note")), "2026-11-20 12:00")
        },
        story(.unknownCheck, "about what the city asks") {
            try closed(&$0)
            try $0.give(
                .inspect(Inspection(passed: ["mood"], failed: [], isSampled: true, note: nil)), "2026-11-20 12:00")
        },
        story(.unknownCheck, "and not both yes and no") {
            try closed(&$0)
            let both = Inspection(passed: ["facts"], failed: ["facts"], isSampled: true, note: nil)
            try $0.give(.inspect(both), "2026-11-20 12:00")
        },
        story(.tooManyAttachments, "a request has only so many files") {
            for number in 0...$0.city.attachments.perCase {
                try $0.give(.attach([AttachmentTests.file("file \(number)")]), "2026-11-18 11:00")
            }
        },
        story(.attachmentTooLarge, "none is larger than its type may be") {
            try $0.give(.attach([AttachmentTests.file("a", size: 11 << 20)]), "2026-11-18 11:00")
        },
        story(.attachmentTooLarge, "nor empty") {
            try $0.give(.attach([AttachmentTests.file("a", size: 0)]), "2026-11-18 11:00")
        },
        (
            .attachmentTypeNotTaken, "a type that the city does not take",
            {
                var life = try CaseLife("2026-11-18 10:24", city: AttachmentTests.cityOfLetters)
                try life.give(.attach([AttachmentTests.photo]), "2026-11-18 11:00")
            }
        ),
        story(.alreadyAttached, "the same file is added once") {
            try $0.give(.attach([AttachmentTests.photo]), "2026-11-18 11:00")
            try $0.give(.attach([AttachmentTests.photo, AttachmentTests.photo]), "2026-11-18 11:01")
        },
        story(.alreadyAttached, "and nothing is no file") { try $0.give(.attach([]), "2026-11-18 11:00") },
        story(.noSuchAttachment, "what is not there is not cleared") {
            try $0.give(.clearAttachment(version: 2), "2026-11-18 11:00")
        },
        story(.noSuchAttachment, "nor what a body added") {
            try $0.give(.attach([AttachmentTests.file("a", body: CaseLife.lead)]), "2026-11-18 11:00")
            try $0.give(.clearAttachment(version: 2), "2026-11-18 11:00")
        },
        story(.alreadyCleared, "nor twice") {
            try $0.give(.attach([AttachmentTests.photo]), "2026-11-18 11:00")
            try $0.give(.clearAttachment(version: 2), "2026-11-18 11:00")
            try $0.give(.clearAttachment(version: 2), "2026-11-18 11:00")
        },
        story(.refusalAfterDispatch, "what a body has is not refused") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.give(.refuse(ground: .noNewFact, note: nil), "2026-11-18 12:00")
        },
        story(.timeBeforeLastEvent, "nothing happens before what has happened") {
            try $0.dispatch("2026-11-18 11:00")
            try $0.sign("2026-11-18 10:59")
        },
    ]

    @Test func everyRuleThatSaysNoSaysSo() {
        for story in Self.stories {
            #expect(throws: story.refusal, "\(story.what)") { try story.tell() }
        }
    }

    @Test func everyRefusalHasItsStory() {
        #expect(Set(Self.stories.map(\.refusal)) == Set(Refusal.allCases).subtracting(Self.refusedElsewhere))
    }

    @Test func codesOfRefusalsAreWordsOfTheirOwn() {
        #expect(Set(Refusal.allCases.map(\.rawValue)).count == Refusal.allCases.count)
        for refusal in Refusal.allCases {
            #expect(refusal.rawValue.allSatisfy { ("a"..."z").contains($0) || $0 == "-" }, "\(refusal)")
        }
    }

    /// The borders of limits belong to what is allowed.
    @Test func theLastMinuteIsInTime() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.returnToDispatcher("2026-11-19 11:00")
        #expect(life.request.stage == .awaitingAdjudication)

        var late = try CaseLife("2026-11-18 10:24")
        try Self.signed(&late)
        try late.give(
            .requestExtension(ExtensionRequest(amount: .hours(15 * 7), reason: "reason")), "2026-12-09 11:00")
        try late.give(.pause(reason: .inspection, note: nil), "2026-12-09 11:00")
        #expect(late.request.stage == .paused)
    }
}
