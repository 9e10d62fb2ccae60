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
        let clock = (request.firstDispatchedAt == nil ? request.clock(.dispatch, in: city) : close)
        let place = city.path(to: request.place).dropFirst().map { page.say($0.name) }
        return FollowPage.Model(
            number: request.number, kind: request.kind, stage: request.stage, title: file.title, text: file.text,
            place: place.joined(separator: page.say("", ", ")), receivedAt: request.receivedAt,
            isProtected: request.isProtected, lead: request.lead.map(name),
            coHandlers: request.coHandlers.map { name($0.body) },
            clock: clock.map { ClockReading($0, at: page.now, calendar: city.calendar) }, answerBy: close?.deadline,
            reply: reply, rating: rating, steps: steps, canRate: request.stage == .closed,
            canWithdraw: !request.stage.isEnded, once: DeskVisit.once())
    }

    private func name(_ body: OrganisationID) -> String {
        city.organisation(body).map { page.say($0.name) } ?? body
    }

    /// The lead's last answer, once the case is closed: before that it may still change.
    private var reply: FollowPage.Reply? {
        guard request.closedAt != nil else { return nil }
        guard let reply = request.replies.last(where: { $0.body == request.lead }),
            let text = file.body(reply.version)
        else { return nil }
        return FollowPage.Reply(text: text, body: name(reply.body), at: reply.at)
    }

    private var rating: FollowPage.Rating? {
        guard let answer = request.callBack, answer.reached else { return nil }
        let entry = file.entries.last { entry in
            if case .calledBack = entry.event { true } else { false }
        }
        return FollowPage.Rating(
            solved: answer.solved, satisfaction: answer.satisfaction, comment: entry.flatMap { file.body($0.version) })
    }

    private var steps: [FollowPage.Step] {
        var lead = ""
        return file.entries.compactMap { entry in
            step(entry, &lead).map { FollowPage.Step(at: entry.at, $0) }
        }
    }

    private func step(_ entry: JournalEntry, _ lead: inout String) -> FollowPage.Step.What? {
        switch entry.event {
        case .received(let receipt): return .submitted(receipt.channel)
        case .dispatched(let dispatch):
            lead = name(dispatch.lead)
            return .dispatched(lead: lead, coHandlers: dispatch.coHandlers.map(name))
        case .signed(let body, _): return .signed(body: name(body))
        case .returned(let body, let reason, _): return .returned(body: name(body), reason: reason)
        case .adjudicated(let designated):
            guard let designated else { return nil }
            lead = name(designated)
            return .designated(body: lead)
        case .contacted(let body, let means, _): return .contacted(body: name(body), means: means)
        case .extensionDecided(let granted):
            return granted ? .extended(until: request.clock(.close, in: city)?.deadline) : nil
        case .progressed(let body, _):
            return file.body(entry.version).map { .progressed(body: name(body), text: $0) }
        case .answeredWith(let main, let body, _):
            lead = name(body)
            return .answeredWith(main, body: lead)
        case .rectificationOpened: return .rectification
        case .contested: return .contested
        case .paused(let reason, _): return .paused(reason)
        case .resumed: return .resumed
        case .urged: return .urged
        case .supervised, .supervisionOrdered: return .supervised
        case .merged(let into): return .merged(into: into)
        case .unmerged: return .unmerged
        case .replied(let body, _): return .replied(body: name(body))
        case .replyApproved: return .replied(body: lead)
        case .closed: return .closed(body: lead)
        case .calledBack(let answer): return answer.reached ? .calledBack(answer.satisfaction) : nil
        case .redone: return .redone
        case .withdrawn: return .withdrawn
        case .refused(let ground, _): return .refused(ground, explanation: file.body(entry.version))
        case .archived: return .archived
        case .classified, .assigned, .helperReturned, .helperAdjudicated, .extensionRequested, .reminded,
            .supervisionAnswered, .supervisionLifted, .replyDrafted, .replySentBack, .noted:
            return nil
        }
    }
}
