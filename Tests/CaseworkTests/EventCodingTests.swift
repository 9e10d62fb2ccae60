import Casework
import Civics
import TestSupport
import Testing

/// At least one event of every kind, and one for every optional part.
enum SampleEvents {
    static let all: [RequestEvent] = {
        let digest = String(repeating: "0f", count: 32)
        let limits = ServiceLimits(
            dispatch: TimeLimit("24 hours")!, sign: TimeLimit("1 working day")!, contact: TimeLimit("30 minutes")!,
            close: TimeLimit("100000 days")!)
        let quoted = "\"a\\b\"\u{1}\n佛山👍"
        var events: [RequestEvent] = [
            .dispatched(Dispatch(lead: "a")), .dispatched(Dispatch(lead: "a", coHandlers: ["b", quoted])),
            .signed(body: "a", handler: nil), .signed(body: "a", handler: quoted),
            .adjudicated(designated: nil), .adjudicated(designated: "a"),
            .extensionRequested(ExtensionRequest(amount: .hours(7), reason: digest)),
            .extensionDecided(granted: true), .extensionDecided(granted: false), .resumed, .urged(note: nil),
            .urged(note: digest), .merged(into: CaseNumber(rawValue: 261_118_001_286)), .unmerged,
            .replied(body: "a", reply: digest), .closed, .redone(note: nil), .redone(note: digest), .withdrawn,
            .noted(digest), .noted(""), .archived, .assigned(body: "a", handler: quoted),
            .helperAdjudicated(body: "a", released: true), .helperAdjudicated(body: "a", released: false),
            .progressed(body: "a", note: digest), .reminded(rule: "late"),
            .helperReminded(rule: "late", body: "a"),
            .supervisionAnswered(body: "a", note: digest), .supervisionLifted(note: nil),
            .supervisionLifted(note: digest),
            .answeredWith(CaseNumber(rawValue: 261_118_001_286), body: "a", reply: digest),
            .replyDrafted(body: "a", author: quoted, reply: digest), .replyApproved(approver: "b"),
            .replySentBack(approver: "b", note: nil), .replySentBack(approver: "b", note: digest),
            .rectificationOpened(limit: TimeLimit("5 working days")!), .contested(note: nil), .contested(note: digest),
        ]
        events += [
            .appealed(body: "a", ground: "malicious-rating", note: nil),
            .appealed(body: "a", ground: "b", note: digest),
            .appealDecided(granted: true, note: digest), .appealDecided(granted: false, note: nil),
            .inspected(Inspection(passed: ["a", "b"], failed: [], isSampled: true, note: nil)),
            .inspected(Inspection(passed: [], failed: ["c"], isSampled: false, note: digest)),
        ]
        for type in MediaType.allCases {
            for isInternal in [false, true] {
                events.append(
                    .attached(
                        Casework.Attachment(
                            digest: digest, type: type, size: 10 << 20, name: digest,
                            body: isInternal ? quoted : nil, isInternal: isInternal)))
            }
        }
        events.append(.attachmentCleared(version: 3))
        for channel in Channel.allCases {
            for kind in RequestKind.allCases {
                events.append(
                    .received(
                        Receipt(
                            channel: channel, line: .enterprise, kind: kind, urgency: .critical, category: "010501",
                            place: "440605011", isProtected: kind == .report, person: 261_118_001_286, title: digest,
                            text: digest, limits: limits)))
            }
            events.append(
                .calledBack(
                    CallBack(reached: false, solved: nil, satisfaction: nil, channel: channel, comment: nil)))
        }
        for urgency in Urgency.allCases {
            events.append(
                .classified(
                    Classification(
                        kind: .help, urgency: urgency, category: "990101", place: "440600", limits: limits)))
        }
        for reason in ReturnReason.allCases {
            events.append(.returned(body: "a", reason: reason, note: nil))
            events.append(.returned(body: "a", reason: reason, note: digest))
            events.append(.helperReturned(body: "a", reason: reason, note: digest))
        }
        for means in ContactMeans.allCases { events.append(.contacted(body: "a", means: means, note: digest)) }
        for reason in PauseReason.allCases { events.append(.paused(reason: reason, note: digest)) }
        for (level, reason) in SupervisionReason.allCases.enumerated() {
            events.append(.supervised(level: level % 3 + 1, reason: reason, note: nil))
            events.append(
                .supervisionOrdered(
                    level: level % 3 + 1, reason: reason, limit: TimeLimit("90 working minutes")!, note: digest))
        }
        for ground in RefusalGround.allCases { events.append(.refused(ground: ground, note: digest)) }
        for satisfaction in Satisfaction.allCases {
            events.append(
                .calledBack(
                    CallBack(
                        reached: true, solved: true, satisfaction: satisfaction, channel: .phone, comment: digest)))
        }
        events.append(
            .calledBack(
                CallBack(
                    reached: true, solved: false, satisfaction: .dissatisfied, channel: .web, comment: nil,
                    aspects: RatingAspect.allCases)))
        return events
    }()

    /// A name for each kind of event. A new kind does not compile here until it has one, and then has to appear above.
    static func kind(_ event: RequestEvent) -> String {
        switch event {
        case .received: "received"
        case .classified: "classified"
        case .dispatched: "dispatched"
        case .signed: "signed"
        case .returned: "returned"
        case .adjudicated: "adjudicated"
        case .contacted: "contacted"
        case .extensionRequested: "extension-requested"
        case .extensionDecided: "extension-decided"
        case .paused: "paused"
        case .resumed: "resumed"
        case .urged: "urged"
        case .supervised: "supervised"
        case .merged: "merged"
        case .unmerged: "unmerged"
        case .replied: "replied"
        case .closed: "closed"
        case .calledBack: "called-back"
        case .redone: "redone"
        case .withdrawn: "withdrawn"
        case .refused: "refused"
        case .noted: "noted"
        case .archived: "archived"
        case .assigned: "assigned"
        case .helperReturned: "helper-returned"
        case .helperAdjudicated: "helper-adjudicated"
        case .progressed: "progressed"
        case .reminded: "reminded"
        case .helperReminded: "helper-reminded"
        case .supervisionOrdered: "supervision-ordered"
        case .supervisionAnswered: "supervision-answered"
        case .supervisionLifted: "supervision-lifted"
        case .answeredWith: "answered-with"
        case .replyDrafted: "reply-drafted"
        case .replyApproved: "reply-approved"
        case .replySentBack: "reply-sent-back"
        case .rectificationOpened: "rectification-opened"
        case .contested: "contested"
        case .attached: "attached"
        case .attachmentCleared: "attachment-cleared"
        case .appealed: "appealed"
        case .appealDecided: "appeal-decided"
        case .inspected: "inspected"
        }
    }

    /// Fields that are optional in other events, and always there in these.
    static let always: Set = [
        "noted.note", "progressed.note", "supervision-answered.note", "assigned.handler", "attached.name",
    ]

    /// Fields that are always there in other events, and optional in these.
    static let optional: Set = ["attached.body"]

    /// How many kinds there are: the cases of `kind(_:)`.
    static let kinds = 43
}

@Suite struct EventCodingTests {
    @Test func everyEventComesBackFromTheJournalAsItWas() throws {
        for event in SampleEvents.all {
            let bytes = event.fields.bytes
            let fields = try #require(CanonicalFields(bytes))
            #expect(try RequestEvent(typeName: event.typeName, fields: fields) == event)
            #expect(fields.bytes == bytes)
        }
        #expect(Set(SampleEvents.all.map(SampleEvents.kind)).count == SampleEvents.kinds)
    }

    /// Names in the journal never change: what was written years ago must still be read.
    @Test func eventsStandInTheJournalUnderTheirNames() {
        for event in SampleEvents.all {
            let version = if case .calledBack(let answer) = event, !answer.aspects.isEmpty { 2 } else { 1 }
            #expect(event.typeName == "request.\(SampleEvents.kind(event)).\(version)")
        }
    }

    /// Bodies in the journal never change either: digests were made of these bytes.
    @Test func bodiesStandInTheJournalWithTheirBytes() {
        let limits = TestCity.foshan.limits.limits(kind: .complaint, urgency: .ordinary, line: .public)!
        let receipt = Receipt(
            channel: .miniProgram, line: .public, kind: .complaint, urgency: .ordinary, category: "010501",
            place: "440605011", isProtected: false, person: 261_118_001_286, title: "t", text: "x", limits: limits)
        func body(_ event: RequestEvent) -> String { String(decoding: event.fields.bytes, as: UTF8.self) }
        #expect(
            body(.received(receipt)) == """
                {"category":"010501","channel":"mini-program","kind":"complaint","limits":["24 hours","1 working days",\
                "1 working days","15 working days"],"line":"public","person":261118001286,"place":"440605011",\
                "protected":false,"text":"x","title":"t","urgency":"ordinary"}
                """)
        #expect(body(.dispatched(Dispatch(lead: "a", coHandlers: ["b"]))) == #"{"co":["b"],"lead":"a"}"#)
        #expect(
            body(
                .calledBack(
                    CallBack(
                        reached: true, solved: false, satisfaction: .veryDissatisfied, channel: .phone, comment: "c")))
                == #"{"channel":"phone","comment":"c","reached":true,"satisfaction":"very-dissatisfied","solved":false}"#
        )
        #expect(body(.closed) == "{}")
    }

    @Test(arguments: ["request.closed.2", "request.closed", "request.exploded.1", "", "application.received.1"])
    func anEventOfAnUnknownTypeIsUnreadableAndNamesIt(typeName: String) {
        #expect(throws: UnreadableEvent(typeName: typeName)) {
            try RequestEvent(typeName: typeName, fields: CanonicalFields())
        }
    }

    /// Without any one of the fields that are always there, an event says nothing for certain.
    @Test func anEventWithoutOneOfItsFieldsIsUnreadable() throws {
        let optional: Set = ["note", "co", "handler", "designated", "comment", "satisfaction", "solved", "aspects"]
        for event in SampleEvents.all {
            let text = String(decoding: event.fields.bytes, as: UTF8.self)
            for key in SampleEvents.keys(of: text)
            where !SampleEvents.optional.contains("\(SampleEvents.kind(event)).\(key)")
                && (!optional.contains(key) || SampleEvents.always.contains("\(SampleEvents.kind(event)).\(key)"))
            {
                let without = text.replacing("\"\(key)\":", with: "\"\(key)!\":")
                let fields = try #require(CanonicalFields(without.utf8))
                #expect(throws: UnreadableEvent.self, "\(event.typeName) without \(key)") {
                    try RequestEvent(typeName: event.typeName, fields: fields)
                }
            }
        }
    }

    @Test(arguments: [
        ("request.extension-decided.1", #"{"granted":"yes"}"#),
        ("request.supervised.1", #"{"level":"1","reason":"overdue"}"#),
        ("request.paused.1", #"{"reason":"tired"}"#), ("request.merged.1", #"{"into":true}"#),
        ("request.dispatched.1", #"{"lead":["a"]}"#),
        (
            "request.classified.1",
            #"{"category":"c","kind":"help","limits":["1 hour","1 hour","1 hour"],"place":"p","urgency":"urgent"}"#
        ),
        (
            "request.classified.1",
            #"{"category":"c","kind":"help","limits":["1 hour","soon","1 hour","1 hour"],"place":"p","urgency":"urgent"}"#
        ),
    ])
    func aFieldOfAnotherKindOrAnUnknownWordIsUnreadable(typeName: String, body: String) throws {
        let fields = try #require(CanonicalFields(body.utf8))
        #expect(throws: UnreadableEvent(typeName: typeName)) { try RequestEvent(typeName: typeName, fields: fields) }
    }

    @Test func everyTextOfACommandIsReplacedByItsDigestAndBelongsToItsEvent() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        var parts: [ContentPart] = []
        func sealed(_ command: RequestCommand) -> RequestCommand {
            command.replacingTexts { part, text in
                parts.append(part)
                return "digest of \(text)"
            }
        }
        let contact = sealed(.contact(body: CaseLife.lead, means: .phone, note: "called"))
        let events = try life.give(contact, "2026-11-18 12:00")
        #expect(parts == [.body])
        #expect(events.flatMap(\.contents).map(\.digest) == ["digest of called"])
        _ = sealed(.receive(.test(title: "noise", text: "at night")))
        #expect(parts == [.body, .title, .text])
        #expect(life.events[0].event.contents.map(\.part) == [.title, .text])
    }
}

extension SampleEvents {
    /// The keys of a body, as they stand in its text.
    fileprivate static func keys(of text: String) -> [String] {
        text.split(separator: "\"").enumerated().filter { _, part in part.allSatisfy(\.isLetter) }.map { String($1) }
            .filter { text.contains("\"\($0)\":") }
    }
}
