import Casework
import Civics
import Pages
import Reporting
import Storage

/// A case as the person who brought it is shown it: no notes among staff, no names of staff.
struct OwnCase {
    private let file: CaseFile
    private let city: City
    private let page: PageContext
    private var request: ServiceRequest { file.request }

    init(_ file: CaseFile, of city: City, in page: PageContext) {
        self.file = file
        self.city = city
        self.page = page
    }

    var model: FollowPage.Model {
        let close = request.clock(.close, in: city)
        // Of what was not accepted, or waits for another one's answer, no clock of its own says anything to its person.
        let clock: Clock? =
            [.refused, .merged].contains(request.stage)
            ? nil : request.firstDispatchedAt == nil ? request.clock(.dispatch, in: city) : close
        let place = city.path(to: request.place).dropFirst().map { page.say($0.name) }
        return FollowPage.Model(
            number: request.number, kind: request.kind, stage: request.stage, title: file.title, text: file.text,
            place: place.joined(separator: page.say("", ", ")), receivedAt: request.receivedAt,
            isProtected: request.isProtected, lead: request.lead.map(name),
            coHandlers: request.coHandlers.map { name($0.body) },
            clock: clock.map { ClockReading($0, at: page.now, calendar: city.calendar) }, answerBy: close?.deadline,
            reply: reply, rating: rating, steps: steps, canRate: request.stage == .closed,
            rectification: isRectification ? nil : city.limits.rectification,
            isRectifying: isRectification && !request.stage.isEnded,
            isRectified: isRectification && request.stage == .closed, refusal: refusal,
            isContested: request.contestedAt != nil && request.firstDispatchedAt == nil,
            canWithdraw: !request.stage.isEnded, once: DeskVisit.once())
    }

    private var isRectification: Bool { request.rounds.last?.cause == .rectification }

    private var refusal: FollowPage.Refusal? {
        guard request.stage == .refused, let ground = request.refusalGround else { return nil }
        let entry = file.entries.last { if case .refused = $0.event { true } else { false } }
        let contest = try? request.decide(.contest(note: nil), at: max(page.now, request.lastEventAt), in: city)
        return FollowPage.Refusal(
            ground: ground, explanation: entry.flatMap { file.body($0.version) }, isFinal: request.contestedAt != nil,
            canContest: contest != nil, contestBy: request.contestDeadline(in: city))
    }

    private func name(_ body: OrganisationID) -> String {
        city.organisation(body).map { page.say($0.name) } ?? body
    }

    /// The last answer with which the case was closed: before that it may still change.
    private var reply: FollowPage.Reply? {
        guard let closed = request.rounds.last(where: { $0.closedAt != nil })?.closedAt else { return nil }
        let helpers = Set(request.coHandlers.map(\.body))
        guard let reply = request.replies.last(where: { $0.at <= closed && !helpers.contains($0.body) }),
            let text = file.body(reply.version)
        else { return nil }
        return FollowPage.Reply(text: text, body: name(reply.body), at: reply.at)
    }

    /// The last that the person said; of the round before where that is being put right.
    private var rating: FollowPage.Rating? {
        guard let answer = request.lastAnswer else { return nil }
        let entry = file.entries.last { entry in
            if case .calledBack(let callBack) = entry.event { callBack.reached } else { false }
        }
        return FollowPage.Rating(
            solved: answer.solved, satisfaction: answer.satisfaction, comment: entry.flatMap { file.body($0.version) },
            aspects: answer.aspects)
    }

    private var steps: [FollowPage.Step] {
        var told = Told()
        return file.entries.compactMap { entry in
            step(entry, &told).map { FollowPage.Step(at: entry.at, $0) }
        }
    }

    /// What earlier steps have said, and later ones build on.
    private struct Told {
        var lead = ""
        var isContested = false
        var wasDispatched = false
    }

    private func step(_ entry: JournalEntry, _ told: inout Told) -> FollowPage.Step.What? {
        switch entry.event {
        case .received(let receipt): return .submitted(receipt.channel)
        case .dispatched(let dispatch):
            told.lead = name(dispatch.lead)
            defer { told.wasDispatched = true }
            return .dispatched(
                lead: told.lead, coHandlers: dispatch.coHandlers.map(name),
                isAfterContest: told.isContested && !told.wasDispatched)
        case .signed(let body, _): return .signed(body: name(body))
        case .returned(let body, let reason, _): return .returned(body: name(body), reason: reason)
        case .adjudicated(let designated):
            guard let designated else { return nil }
            told.lead = name(designated)
            return .designated(body: told.lead)
        case .contacted(let body, let means, _): return .contacted(body: name(body), means: means)
        case .extensionDecided(let granted):
            return granted ? .extended(until: request.clock(.close, in: city)?.deadline) : nil
        case .progressed(let body, _):
            return file.body(entry.version).map { .progressed(body: name(body), text: $0) }
        case .answeredWith(_, let body, _):
            told.lead = name(body)
            return .answeredTogether(body: told.lead)
        case .rectificationOpened:
            let round = request.rounds.first { $0.cause == .rectification && $0.startedAt == entry.at }
            return .rectification(until: round.flatMap { request.closeClock($0, in: city).deadline })
        case .contested:
            told.isContested = true
            return .contested(said: file.body(entry.version))
        case .paused(let reason, _): return .paused(reason)
        case .resumed: return .resumed
        case .urged: return .urged
        case .supervised, .supervisionOrdered: return .supervised
        case .merged: return .merged
        case .unmerged: return .unmerged
        case .replied(let body, _): return .replied(body: name(body))
        case .replyApproved: return .replied(body: told.lead)
        case .closed: return .closed(body: told.lead)
        case .calledBack(let answer): return answer.reached ? .calledBack(answer.satisfaction) : nil
        case .redone: return .redone
        case .withdrawn: return .withdrawn
        case .refused(let ground, _):
            return .refused(ground, explanation: file.body(entry.version), isFinal: told.isContested)
        case .archived: return .archived
        case .attached(let file): return file.isInternal ? nil : .attached(body: file.body.map(name))
        case .classified, .assigned, .helperReturned, .helperAdjudicated, .extensionRequested, .reminded,
            .helperReminded, .supervisionAnswered, .supervisionLifted, .replyDrafted, .replySentBack, .noted, .appealed,
            .appealDecided,
            .inspected, .attachmentCleared:
            return nil
        }
    }
}
