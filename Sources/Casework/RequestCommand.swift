package import Civics

/// What somebody wants done with a request.
package enum RequestCommand: Hashable, Sendable {
    case receive(Receipt)
    case classify(Classification)
    case dispatch(Dispatch)
    case sign(body: OrganisationID, handler: String?)
    case assign(body: OrganisationID, handler: String)
    case `return`(body: OrganisationID, reason: ReturnReason, note: ContentDigest?)
    /// Lets a co-handler that asked for it go, or says that it stays.
    case adjudicateHelper(body: OrganisationID, release: Bool)
    /// Accepts the return, or designates a body.
    case adjudicate(designate: OrganisationID?)
    case contact(body: OrganisationID, means: ContactMeans, note: ContentDigest?)
    case progress(body: OrganisationID, note: ContentDigest)
    case requestExtension(ExtensionRequest)
    case decideExtension(grant: Bool)
    case pause(reason: PauseReason, note: ContentDigest?)
    case resume
    case urge(note: ContentDigest?)
    /// By a rule of the city, not by a person.
    case remind(rule: String)
    case remindHelper(rule: String, body: OrganisationID)
    /// An order of supervision by a rule of the city.
    case escalate(rule: String, level: Int, reason: SupervisionReason)
    case supervise(level: Int, reason: SupervisionReason, note: ContentDigest?)
    case answerSupervision(body: OrganisationID, note: ContentDigest)
    case liftSupervision(note: ContentDigest?)
    case merge(into: CaseNumber)
    case unmerge
    /// Answers a merged request with the reply of the one it was merged into.
    case answerWith(CaseNumber, body: OrganisationID, reply: ContentDigest)
    case reply(body: OrganisationID, reply: ContentDigest)
    /// Closes, with the reply if it was not written before.
    case close(body: OrganisationID, reply: ContentDigest?)
    /// Writes a reply that somebody else has to approve; `author` is the account.
    case draftReply(body: OrganisationID, author: String, reply: ContentDigest)
    /// Approves the draft, which closes the request, or sends it back; `approver` is the account.
    case decideDraft(body: OrganisationID, approver: String, approve: Bool, note: ContentDigest?)
    case callBack(CallBack)
    case redo(note: ContentDigest?)
    /// Against the rating of the last round that was rated.
    case appeal(body: OrganisationID, ground: String, note: ContentDigest?)
    case decideAppeal(grant: Bool, note: ContentDigest?)
    case inspect(Inspection)
    case withdraw
    case refuse(ground: RefusalGround, note: ContentDigest?)
    /// The person does not accept the refusal.
    case contest(note: ContentDigest?)
    case note(ContentDigest)
    /// Adds files.
    case attach([Attachment])
    /// Lets the bodies see a file that a protected person added; `version` names it.
    case clearAttachment(version: Int)
    case archive
}
