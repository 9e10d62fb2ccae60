import Casework
import Civics
import Desks
import Storage

/// How requests look in answers of the API. Times are RFC 3339 in the city's zone.
struct RequestJSON {
    let city: City
    let now: Instant

    /// A request as a line of a list.
    func write(_ item: RequestPage.Item, to json: inout JSONWriter) {
        let row = item.row
        json.object {
            $0.member("number", row.number.description)
            $0.member("version", row.version)
            $0.member("stage", Codes.code(row.stage))
            $0.member("title", ifPresent: item.title)
            $0.member("kind", row.kind.rawValue)
            $0.member("urgency", row.urgency.rawValue)
            $0.member("line", row.line.rawValue)
            $0.member("channel", row.channel.rawValue)
            $0.member("category", row.category)
            $0.member("place", row.place)
            $0.member("protected", row.isProtected)
            $0.member("lead", ifPresent: row.lead)
            $0.member("handler", ifPresent: row.handler)
            time("receivedAt", row.receivedAt, &$0)
            time("closedAt", row.closedAt, &$0)
            time("closeDeadline", row.closeDeadline, &$0)
            if let clock = row.clock {
                $0.name("clock")
                write(clock, deadline: row.clockDeadline, state: row.clockState(at: now), to: &$0)
            }
            $0.member("urges", row.urges)
            $0.member("supervisionLevel", row.supervision)
            $0.member("redos", row.redos)
            $0.member("solved", ifPresent: row.solved)
            $0.member("satisfaction", ifPresent: row.satisfaction?.rawValue)
        }
    }

    /// A case with its journal, for staff.
    func write(_ file: CaseFile, _ attachments: [AttachmentLine], to json: inout JSONWriter) {
        let request = file.request
        json.object {
            head(request, &$0)
            $0.member("protected", request.isProtected)
            $0.member("urgency", request.urgency.rawValue)
            $0.member("line", request.line.rawValue)
            $0.member("channel", request.channel.rawValue)
            $0.member("title", file.title)
            $0.member("text", file.text)
            parties(request, &$0)
            clocks(request, &$0)
            $0.member("returns", request.returns)
            $0.member("urges", request.urges)
            $0.member("supervisionLevel", request.supervisionLevel)
            $0.member("redos", request.redos)
            $0.member("mergedInto", ifPresent: request.mergedInto?.description)
            callBack(request, &$0)
            write(attachments, &$0)
            $0.name("events")
            $0.array(file.entries) { json, entry in
                json.object {
                    $0.member("version", entry.version)
                    $0.member("type", entry.event.typeName)
                    time("at", entry.at, &$0)
                    $0.member("actor", entry.actor)
                    facts(of: entry.event, &$0)
                    $0.member("text", ifPresent: file.body(entry.version))
                    $0.member("digest", TokenText.text(entry.digest))
                }
            }
        }
    }

    /// A case as the person who brought it may see it: what was done, not what staff noted among themselves.
    func writeOwn(_ file: CaseFile, _ attachments: [AttachmentLine], to json: inout JSONWriter) {
        let request = file.request
        let closed = file.entries.last { $0.event == .closed }?.version ?? 0
        json.object {
            head(request, &$0)
            $0.member("protected", request.isProtected)
            $0.member("title", file.title)
            $0.member("text", file.text)
            parties(request, &$0)
            clocks(request, &$0)
            callBack(request, &$0)
            write(attachments, &$0)
            $0.name("events")
            $0.array(file.entries.filter { Self.isForThePerson($0.event) }) { json, entry in
                // A reply is a draft until the request is closed with it.
                let hasText = Self.textIsForThePerson(entry.event, isBeforeClosing: entry.version < closed)
                let text = hasText ? file.body(Self.textVersion(of: entry, in: request)) : nil
                json.object {
                    $0.member("type", entry.event.typeName)
                    time("at", entry.at, &$0)
                    $0.member("text", ifPresent: text)
                }
            }
        }
    }

    private func write(_ attachments: [AttachmentLine], _ json: inout JSONWriter) {
        json.name("attachments")
        json.array(attachments) { json, line in
            let attachment = line.kept.attachment
            json.object {
                $0.member("version", line.kept.version)
                $0.member("name", ifPresent: line.name)
                $0.member("mediaType", attachment.type.contentType)
                $0.member("size", attachment.size)
                time("at", line.kept.at, &$0)
                $0.member("body", ifPresent: attachment.body)
                $0.member("internal", attachment.isInternal)
                if line.isKeptBack { $0.member("keptBack", true) }
            }
        }
    }

    /// All that is kept of a person in a case, for them to take along.
    func write(_ data: OwnData, to json: inout JSONWriter) {
        json.object {
            time("exportedAt", now, &$0)
            if let person = data.person {
                $0.name("person")
                $0.object {
                    $0.member("name", person.name)
                    $0.member("phone", person.phone)
                    $0.member("enterprise", person.enterprise)
                    $0.member("creditCode", person.creditCode)
                }
            }
            time("forgottenAt", data.forgottenAt, &$0)
            $0.name("request")
            writeOwn(data.file, data.attachments, to: &$0)
            $0.name("texts")
            let texts = OwnTexts(data.file)
            $0.array(texts.toThem) { json, text in
                json.object {
                    $0.member("type", text.entry.event.typeName)
                    time("at", text.entry.at, &$0)
                    $0.member("text", text.text)
                }
            }
            $0.member("withheldNotes", texts.withheld)
            $0.name("looks")
            $0.array(data.looks) { json, look in
                json.object {
                    time("at", look.at, &$0)
                    $0.member("role", ifPresent: look.role?.rawValue)
                    $0.member("what", look.kind.rawValue)
                }
            }
        }
    }

    func time(_ name: StaticString, _ instant: Instant?, _ json: inout JSONWriter) {
        if let instant { json.member(name, city.zone.timestamp(instant)) }
    }

    private func head(_ request: ServiceRequest, _ json: inout JSONWriter) {
        json.member("number", request.number.description)
        json.member("version", request.version)
        json.member("stage", Codes.code(request.stage))
        json.member("kind", request.kind.rawValue)
        json.member("category", request.category)
        json.member("place", request.place)
        time("receivedAt", request.receivedAt, &json)
        time("closedAt", request.closedAt, &json)
    }

    private func parties(_ request: ServiceRequest, _ json: inout JSONWriter) {
        guard let lead = request.lead else { return }
        json.member("lead", lead)
        json.member("handler", ifPresent: request.handler)
        json.name("coHandlers")
        json.strings(request.coHandlers.map(\.body))
    }

    private func clocks(_ request: ServiceRequest, _ json: inout JSONWriter) {
        json.name("clocks")
        json.array(request.clocks(in: city)) { json, clock in
            write(clock.kind, deadline: clock.deadline, state: clock.state(at: now), to: &json)
        }
    }

    private func write(_ kind: Clock.Kind, deadline: Instant?, state: Clock.State?, to json: inout JSONWriter) {
        json.object {
            $0.member("kind", Codes.code(kind))
            $0.member("state", ifPresent: state?.rawValue)
            time("deadline", deadline, &$0)
        }
    }

    private func callBack(_ request: ServiceRequest, _ json: inout JSONWriter) {
        guard let callBack = request.callBack else { return }
        json.name("callBack")
        json.object {
            $0.member("reached", callBack.reached)
            $0.member("solved", ifPresent: callBack.solved)
            $0.member("satisfaction", ifPresent: callBack.satisfaction?.rawValue)
            if !callBack.aspects.isEmpty {
                $0.name("aspects")
                $0.strings(callBack.aspects.map(\.rawValue))
            }
            time("at", request.calledBackAt, &$0)
        }
    }

    /// What an event says besides its text.
    private func facts(of event: RequestEvent, _ json: inout JSONWriter) {
        switch event {
        case .dispatched(let dispatch):
            json.member("body", dispatch.lead)
            if !dispatch.coHandlers.isEmpty {
                json.name("coHandlers")
                json.strings(dispatch.coHandlers)
            }
        case .signed(let body, let handler):
            json.member("body", body)
            json.member("handler", ifPresent: handler)
        case .assigned(let body, let handler):
            json.member("body", body)
            json.member("handler", handler)
        case .progressed(let body, _), .supervisionAnswered(let body, _), .replyDrafted(let body, _, _):
            json.member("body", body)
        case .helperAdjudicated(let body, let released):
            json.member("body", body)
            json.member("released", released)
        case .reminded(let rule): json.member("rule", rule)
        case .helperReminded(let rule, let body):
            json.member("body", body)
            json.member("rule", rule)
        case .answeredWith(let main, let body, _):
            json.member("body", body)
            json.member("with", main.description)
        case .rectificationOpened(let limit): json.member("limit", limit.description)
        case .returned(let body, let reason, _), .helperReturned(let body, let reason, _):
            json.member("body", body)
            json.member("reason", reason.rawValue)
        case .adjudicated(let body): json.member("body", ifPresent: body)
        case .contacted(let body, let means, _):
            json.member("body", body)
            json.member("means", means.rawValue)
        case .extensionDecided(let granted): json.member("granted", granted)
        case .paused(let reason, _): json.member("reason", reason.rawValue)
        case .supervised(let level, let reason, _), .supervisionOrdered(let level, let reason, _, _):
            json.member("level", level)
            json.member("reason", reason.rawValue)
        case .merged(let into): json.member("into", into.description)
        case .replied(let body, _): json.member("body", body)
        case .refused(let ground, _): json.member("ground", ground.rawValue)
        case .appealed(let body, let ground, _):
            json.member("body", body)
            json.member("ground", ground)
        case .appealDecided(let granted, _): json.member("granted", granted)
        case .inspected(let inspection):
            json.name("passed")
            json.strings(inspection.passed)
            json.name("failed")
            json.strings(inspection.failed)
            json.member("sampled", inspection.isSampled)
        case .received, .classified, .extensionRequested, .resumed, .urged, .unmerged, .closed, .calledBack, .redone,
            .withdrawn, .noted, .archived, .supervisionLifted, .replyApproved, .replySentBack, .contested:
            break
        case .attached(let file):
            json.member("body", ifPresent: file.body)
            json.member("mediaType", file.type.contentType)
            json.member("size", file.size)
            json.member("internal", file.isInternal)
        case .attachmentCleared(let version): json.member("attachment", version)
        }
    }

    static func isForThePerson(_ event: RequestEvent) -> Bool {
        switch event {
        case .classified, .assigned, .helperReturned, .helperAdjudicated, .urged, .reminded,
            .helperReminded, .supervised, .supervisionOrdered, .supervisionAnswered, .supervisionLifted, .replyDrafted,
            .replySentBack, .noted,
            .archived, .extensionRequested, .appealed, .appealDecided, .inspected,
            .attachmentCleared:
            false
        case .attached(let file): !file.isInternal
        default: true
        }
    }

    /// Which event carries the text: an approved reply was written with the draft.
    private static func textVersion(of entry: JournalEntry, in request: ServiceRequest) -> Int {
        guard case .replyApproved = entry.event else { return entry.version }
        return request.replies.first { $0.at == entry.at }?.version ?? entry.version
    }

    static func textIsForThePerson(_ event: RequestEvent, isBeforeClosing: Bool) -> Bool {
        switch event {
        case .replied, .replyApproved: isBeforeClosing
        case .refused, .calledBack, .progressed, .answeredWith, .contested: true
        default: false
        }
    }
}
