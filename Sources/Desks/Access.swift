package import Casework
package import Civics

/// What can be done here; each has one row in the table of permissions.
package enum Action: String, CaseIterable, Sendable {
    case submit, intake, followOwn = "follow-own", rateOwn = "rate-own", withdrawOwn = "withdraw-own"
    case exportOwn = "export-own", forgetOwn = "forget-own"
    case viewCase = "view-case", viewReporter = "view-reporter", listRequests = "list-requests"
    case classify, dispatch, adjudicate, refuse, merge
    case sign, `return`, contact, reply, close, note
    case attach, clearAttachment = "clear-attachment"
    case assign, progress, draftReply = "draft-reply", decideDraft = "decide-draft"
    case answerSupervision = "answer-supervision", contest, answerWith = "answer-with", remind
    case requestExtension = "request-extension", decideExtension = "decide-extension", pause, resume
    case urge, supervise, callBack = "call-back", redo, withdraw, archive
    case appeal, decideAppeal = "decide-appeal", inspect
    case viewBoard = "view-board", viewSigns = "view-signs", viewFigures = "view-figures", viewReports = "view-reports"
    case draftReports = "draft-reports", reviewReports = "review-reports", issueReports = "issue-reports"
    case viewIssues = "view-issues", decideIssues = "decide-issues"
    /// Asking the figures freely, and keeping questions for others and for reports.
    case explore, shareQueries = "share-queries"
    case recordForgetting = "record-forget", ownAccount = "own-account", manageAccounts = "manage-accounts",
        viewAccountActs = "view-acts"
    case viewHealth = "view-health", viewAccessLog = "view-access-log"
    case manageMessages = "manage-messages"
}

/// How somebody stands to a case.
package enum Relation: String, CaseIterable, Sendable {
    /// Brought it, and shows it by number and query code.
    case own
    /// Belongs to the body that leads, or to one above it.
    case body
    /// Belongs to a body that helps, or to one above it, and not to the lead.
    case helper
    /// Neither.
    case none
}

/// The table of permissions: action × role × relation. One function reads it, one golden file tests it whole.
package enum Access {
    package static func isAllowed(_ action: Action, role: Role, relation: Relation) -> Bool {
        guard let granted = grants(action, to: role) else { return false }
        return granted.contains(relation)
    }

    private static let any: Set<Relation> = [.own, .body, .helper, .none]

    private static func grants(_ action: Action, to role: Role) -> Set<Relation>? {
        switch action {
        case .submit: any
        case .followOwn, .rateOwn, .withdrawOwn, .exportOwn, .forgetOwn: [.own]
        case .intake: [.hotlineAgent, .windowClerk, .dispatcher].contains(role) ? any : nil
        case .viewCase:
            switch role {
            case .resident, .enterpriseAgent: nil
            case .handler, .headOfBody: [.body, .helper]
            default: any
            }
        case .viewReporter:
            switch role {
            case .hotlineAgent, .dispatcher: any
            case .handler, .headOfBody: [.body, .helper]
            default: nil
            }
        case .listRequests: [.resident, .enterpriseAgent].contains(role) ? nil : any
        case .classify, .refuse, .merge: [.hotlineAgent, .dispatcher].contains(role) ? any : nil
        case .dispatch, .adjudicate: role == .dispatcher ? any : nil
        case .sign, .assign, .return, .contact, .progress, .reply, .answerSupervision:
            [.handler, .headOfBody].contains(role) ? [.body, .helper] : nil
        case .close, .draftReply, .requestExtension, .pause, .resume:
            [.handler, .headOfBody].contains(role) ? [.body] : nil
        case .decideDraft: role == .headOfBody ? [.body] : nil
        case .contest:
            switch role {
            case .resident, .enterpriseAgent: [.own]
            case .hotlineAgent, .windowClerk: any
            default: nil
            }
        // Done by the system alone.
        case .answerWith, .remind: nil
        case .decideExtension: role == .dispatcher || role == .supervisor ? any : nil
        case .attach:
            switch role {
            case .resident, .enterpriseAgent: [.own]
            case .handler, .headOfBody: [.body, .helper]
            case .hotlineAgent, .windowClerk, .dispatcher, .supervisor: any
            default: nil
            }
        case .clearAttachment: [.hotlineAgent, .dispatcher].contains(role) ? any : nil
        case .note:
            switch role {
            case .handler, .headOfBody: [.body, .helper]
            case .hotlineAgent, .windowClerk, .dispatcher, .supervisor: any
            default: nil
            }
        case .urge: [.hotlineAgent, .dispatcher, .supervisor].contains(role) ? any : nil
        case .supervise: role == .supervisor ? any : nil
        case .callBack: role == .hotlineAgent ? any : nil
        case .redo: [.hotlineAgent, .supervisor].contains(role) ? any : nil
        case .withdraw: role == .hotlineAgent ? any : nil
        case .archive: role == .administrator ? any : nil
        case .appeal: [.handler, .headOfBody].contains(role) ? [.body] : nil
        case .decideAppeal, .inspect: role == .supervisor ? any : nil
        case .recordForgetting: [.hotlineAgent, .administrator].contains(role) ? any : nil
        case .viewBoard: [.supervisor, .headOfBody, .analyst, .dispatcher].contains(role) ? any : nil
        case .viewSigns: [.supervisor, .analyst, .auditor].contains(role) ? any : nil
        case .viewFigures: any
        case .viewReports: [.supervisor, .analyst, .headOfBody, .auditor, .dispatcher].contains(role) ? any : nil
        // Analysts write; who issues is not who reviewed (`ReportLife`).
        case .draftReports: role == .analyst ? any : nil
        case .reviewReports: [.analyst, .supervisor].contains(role) ? any : nil
        case .issueReports: role == .supervisor ? any : nil
        case .viewIssues: [.supervisor, .analyst, .dispatcher, .auditor].contains(role) ? any : nil
        case .explore: [.supervisor, .analyst, .dispatcher, .auditor].contains(role) ? any : nil
        case .shareQueries: role == .analyst ? any : nil
        case .decideIssues: [.supervisor, .analyst].contains(role) ? any : nil
        case .ownAccount: role == .resident ? nil : any
        case .manageAccounts, .manageMessages: role == .administrator ? any : nil
        case .viewHealth, .viewAccountActs: [.administrator, .auditor].contains(role) ? any : nil
        case .viewAccessLog: role == .auditor ? any : nil
        }
    }

    /// How an actor stands to a case: a role at an organisation covers what lies below it.
    package static func relation(of actor: Actor, to request: ServiceRequest, in city: City) -> Relation {
        guard let organisation = actor.organisation else { return .none }
        if let lead = request.lead, city.organisation(organisation, covers: lead) { return .body }
        return request.coHandlers.contains { city.organisation(organisation, covers: $0.body) } ? .helper : .none
    }

    /// The body for which an actor acts on a case: their own when it leads or helps, else the one below it that does.
    package static func body(of actor: Actor, for request: ServiceRequest, in city: City) -> OrganisationID? {
        guard let organisation = actor.organisation else { return nil }
        if request.bodies.contains(organisation) { return organisation }
        return request.bodies.first { city.organisation(organisation, covers: $0) }
    }
}

extension RequestCommand {
    /// The row of the table of permissions that a command falls under, given by staff.
    package var action: Action {
        switch self {
        case .receive: .intake
        case .classify: .classify
        case .dispatch: .dispatch
        case .sign: .sign
        case .assign: .assign
        case .return: .return
        case .adjudicate, .adjudicateHelper: .adjudicate
        case .progress: .progress
        case .contact: .contact
        case .requestExtension: .requestExtension
        case .decideExtension: .decideExtension
        case .pause: .pause
        case .resume: .resume
        case .urge: .urge
        case .remind, .remindHelper, .escalate: .remind
        case .supervise, .liftSupervision: .supervise
        case .answerSupervision: .answerSupervision
        case .answerWith: .answerWith
        case .draftReply: .draftReply
        case .decideDraft: .decideDraft
        case .contest: .contest
        case .merge, .unmerge: .merge
        case .reply: .reply
        case .close: .close
        case .callBack: .callBack
        case .redo: .redo
        case .withdraw: .withdraw
        case .refuse: .refuse
        case .note: .note
        case .attach: .attach
        case .clearAttachment: .clearAttachment
        case .archive: .archive
        case .appeal: .appeal
        case .decideAppeal: .decideAppeal
        case .inspect: .inspect
        }
    }
}
