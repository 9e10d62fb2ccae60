import Casework
import Civics
import Desks
import Pages

/// What somebody may do with a case, and the rule that forbids it just now: each action is tried on the state without
/// being carried out, so that the page and the rules cannot differ.
struct CaseOffers {
    let desks: Desks
    let actor: Actor
    let request: ServiceRequest
    let now: Instant

    /// In the order in which a case goes its way. What does not belong to the present stage is left out; what is
    /// forbidden by a rule that one should know is kept, each rule once.
    var offers: [CasePage.Offer] {
        var offers: [CasePage.Offer] = []
        for action in Self.order {
            let probe = probe(action)
            guard desks.may(probe.action, on: request, actor) else { continue }
            guard let refusal = refusal(of: probe) else {
                offers.append(CasePage.Offer(action))
                continue
            }
            // The form of the reply says beside its own buttons why they are missing.
            let isAnswer = action == .reply || action == .close
            let isKnown = offers.contains { $0.blocked == refusal && ![.reply, .close].contains($0.action) }
            if Self.worthKnowing.contains(refusal), isAnswer || !isKnown {
                offers.append(CasePage.Offer(action, blocked: refusal))
            }
        }
        return offers
    }

    private static let order: [CaseAction] = [
        .sign, .contact, .progress, .reply, .close, .draftReply, .decideDraft, .answerSupervision, .assign, .resume,
        .pause, .extend, .decideExtension, .return, .dispatch, .adjudicate, .adjudicateHelper, .classify, .urge,
        .supervise, .liftSupervision, .callBack, .redo, .appeal, .decideAppeal, .inspect, .merge, .unmerge, .refuse,
        .contest,
        .withdraw, .note, .archive,
    ]

    private static let worthKnowing: Set<Refusal> = [
        .awaitingAdjudication, .returnAfterDesignation, .returnAfterSigning, .returnAfterSignLimit, .notSigned,
        .onlyLeadCloses, .approvalNeeded, .ownDraft, .alreadyAppealed, .appealAfterLimit, .extensionUsed,
        .extensionAfterDeadline, .pauseAfterDeadline,
        .supervisionLevelNotHigher,
    ]

    private func refusal(of probe: RequestCommand) -> Refusal? {
        do throws(Refusal) {
            _ = try request.decide(probe, at: max(now, request.lastEventAt), in: desks.city)
            return nil
        } catch {
            return error
        }
    }

    /// The action with values that the rules take where they take any.
    private func probe(_ action: CaseAction) -> RequestCommand {
        let city = desks.city
        let body = Access.body(of: actor, for: request, in: city) ?? actor.organisation ?? ""
        let anybody = city.organisations.first?.id ?? ""
        switch action {
        case .classify:
            return .classify(
                Classification(
                    kind: request.kind, urgency: request.urgency, category: request.category, place: request.place,
                    limits: request.limits))
        case .dispatch: return .dispatch(Dispatch(lead: anybody))
        case .sign: return .sign(body: body, handler: nil)
        case .assign: return .assign(body: body, handler: "")
        case .adjudicateHelper:
            let helper = request.coHandlers.first { $0.returnedAt != nil }?.body ?? ""
            return .adjudicateHelper(body: helper, release: true)
        case .progress: return .progress(body: body, note: "")
        case .answerSupervision: return .answerSupervision(body: body, note: "")
        case .liftSupervision: return .liftSupervision(note: nil)
        case .draftReply: return .draftReply(body: body, author: actor.account, reply: "")
        case .decideDraft: return .decideDraft(body: body, approver: actor.account, approve: true, note: nil)
        case .contest: return .contest(note: nil)
        case .return: return .return(body: body, reason: .notOurDuty, note: nil)
        case .adjudicate: return .adjudicate(designate: nil)
        case .contact: return .contact(body: body, means: .phone, note: nil)
        case .extend:
            let unit = ExtensionUnit(of: request.limits.close)
            return .requestExtension(ExtensionRequest(amount: unit.span(1, in: city), reason: ""))
        case .decideExtension: return .decideExtension(grant: false)
        case .pause: return .pause(reason: .inspection, note: nil)
        case .resume: return .resume
        case .urge: return .urge(note: nil)
        case .supervise:
            return .supervise(level: min(3, (request.supervision?.level ?? 0) + 1), reason: .overdue, note: nil)
        case .merge: return .merge(into: CaseNumber(rawValue: request.number.rawValue + 1))
        case .unmerge: return .unmerge
        case .reply: return .reply(body: body, reply: "")
        case .close: return .close(body: body, reply: "")
        case .callBack:
            return .callBack(
                CallBack(reached: true, solved: true, satisfaction: nil, channel: .phone, comment: nil))
        case .redo: return .redo(note: nil)
        case .withdraw: return .withdraw
        case .refuse: return .refuse(ground: .outsideGovernment, note: nil)
        case .archive: return .archive
        case .note: return .note("")
        case .appeal: return .appeal(body: body, ground: city.quality.appeals.grounds.first?.code ?? "", note: nil)
        case .decideAppeal: return .decideAppeal(grant: false, note: nil)
        case .inspect:
            let checks = city.quality.sampling.checks.prefix(1).map(\.code)
            return .inspect(Inspection(passed: checks, failed: [], isSampled: false, note: nil))
        }
    }
}
