package import Casework
package import Civics

/// What the page of a case is made of.
extension CasePage {
    /// An action that the reader's role covers, and the rule that forbids it just now.
    package struct Offer: Hashable, Sendable {
        package var action: CaseAction
        package var blocked: Refusal?

        package init(_ action: CaseAction, blocked: Refusal? = nil) {
            self.action = action
            self.blocked = blocked
        }
    }

    package struct Contact: Hashable, Sendable {
        package var at: Instant
        package var means: ContactMeans
        package var body: LocalName
        package var by: String
        package var note: String?

        package init(at: Instant, means: ContactMeans, body: LocalName, by: String, note: String?) {
            self.at = at
            self.means = means
            self.body = body
            self.by = by
            self.note = note
        }
    }

    package struct Reply: Hashable, Sendable {
        package var at: Instant
        package var body: LocalName
        package var by: String
        package var text: String

        package init(at: Instant, body: LocalName, by: String, text: String) {
            self.at = at
            self.body = body
            self.by = by
            self.text = text
        }
    }

    /// Somebody whom the reader's body can give the request to.
    package struct HandlerChoice: Hashable, Sendable {
        package var account: String
        package var name: LocalName
        /// Open requests that they have.
        package var open: Int

        package init(account: String, name: LocalName, open: Int) {
            self.account = account
            self.name = name
            self.open = open
        }
    }

    /// A text that the reply may begin with.
    package struct TemplateChoice: Hashable, Sendable {
        package var id: String
        package var title: LocalName
        package var text: String

        package init(id: String, title: LocalName, text: String) {
            self.id = id
            self.title = title
            self.text = text
        }
    }

    /// A reply that was not approved, with what the approver says.
    package struct SentBack: Hashable, Sendable {
        package var at: Instant
        package var by: String
        package var remark: String?

        package init(at: Instant, by: String, remark: String?) {
            self.at = at
            self.by = by
            self.remark = remark
        }
    }

    /// A body that the reader may choose.
    package struct BodyChoice: Hashable, Sendable {
        package var id: OrganisationID
        package var name: LocalName

        package init(id: OrganisationID, name: LocalName) {
            self.id = id
            self.name = name
        }
    }

    /// An entry of the journal with what may be shown of it.
    package struct Entry: Hashable, Sendable {
        package var at: Instant
        package var event: RequestEvent
        /// Who did it, as staff see it (`派单员 1107`).
        package var actor: String
        /// The text that belongs to it: a note, a reason, a reply; `nil` where there is none or it may not be shown.
        package var text: String?
        /// SHA-256 over the digest before it and the entry, in hexadecimal digits.
        package var digest: String

        package init(at: Instant, event: RequestEvent, actor: String, text: String?, digest: String) {
            self.at = at
            self.event = event
            self.actor = actor
            self.text = text
            self.digest = digest
        }
    }

    /// Whether the digests of the case's entries fit.
    package enum Integrity: Hashable, Sendable {
        case verified(at: Instant)
        /// The first entry that does not fit, counted from 1.
        case broken(entry: Int)
        case notChecked
    }

    /// A request of the group, whose person is answered with this one.
    package struct Member: Sendable {
        package var row: CaseRow
        /// Where the reader may take it out of the group; `nil` where they may not, or it was answered already.
        package var splitVersion: Int?

        package init(_ row: CaseRow, splitVersion: Int? = nil) {
            self.row = row
            self.splitVersion = splitVersion
        }
    }

    /// Lead or co-handler.
    package struct Party: Hashable, Sendable {
        package var body: LocalName
        package var isLead: Bool
        package var handler: String?
        package var signedAt: Instant?
        package var repliedAt: Instant?

        package init(body: LocalName, isLead: Bool, handler: String? = nil, signedAt: Instant?, repliedAt: Instant?) {
            self.body = body
            self.isLead = isLead
            self.handler = handler
            self.signedAt = signedAt
            self.repliedAt = repliedAt
        }
    }

    /// More time that was asked for and waits for a decision, or what may be asked for.
    package struct Extension: Hashable, Sendable {
        package enum Unit: String, Hashable, Sendable {
            case workingDays = "working-days"
            case hours, minutes
        }

        package var unit: Unit
        /// The most that may be asked for, in the unit.
        package var most: Int
        /// Asked for and not decided: amount, and why.
        package var asked: TimeSpan?
        package var reason: String?

        package init(unit: Unit, most: Int, asked: TimeSpan? = nil, reason: String? = nil) {
            self.unit = unit
            self.most = most
            self.asked = asked
            self.reason = reason
        }
    }

    /// A bad rating that the body has to put right (差评整改).
    package struct Rectification: Hashable, Sendable {
        package var answer: CallBack
        /// In the person's words.
        package var said: String?
        package var openedAt: Instant
        package var by: Instant?

        package init(answer: CallBack, said: String?, openedAt: Instant, by: Instant?) {
            self.answer = answer
            self.said = said
            self.openedAt = openedAt
            self.by = by
        }
    }
}
