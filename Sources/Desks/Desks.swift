import Casework
package import Civics
package import Insight
package import Storage

/// All desks of a city over one store. Each operation asks who may, applies the rule, and writes one transaction.
package struct Desks: Sendable {
    package let store: Store
    package let city: City
    /// Demonstration data: pages say so, and sample accounts exist.
    package let isDemonstration: Bool
    /// The issues that the newest requests form; empty until somebody lets it read.
    package let issueBoard: IssueBoard
    package let adviser: CategoryAdviser
    /// What was measured of the model that advises; `nil` without one.
    package let trained: TrainingRecord?

    /// - Parameter model: trained on the city's own requests, where there is one.
    package init(
        store: Store, isDemonstration: Bool, model: TextModel? = nil, trained: TrainingRecord? = nil
    ) {
        self.store = store
        self.city = store.city
        self.isDemonstration = isDemonstration
        self.issueBoard = IssueBoard(store: store)
        self.trained = model == nil ? nil : trained
        self.adviser = CategoryAdviser(city: store.city, model: model)
    }

    package var service: ServiceDesk { ServiceDesk(store: store, adviser: adviser, recent: issueBoard) }
    package var dispatch: DispatchDesk { DispatchDesk(store: store) }
    package var handling: HandlingDesk { HandlingDesk(store: store) }
    package var supervision: SupervisionDesk { SupervisionDesk(store: store) }
    package var advice: AdviceDesk { AdviceDesk(store: store, issueBoard: issueBoard) }
    package var reports: ReportDesk {
        ReportDesk(store: store, advice: advice, isDemonstration: isDemonstration)
    }
    package var administration: Administration {
        Administration(store: store, isDemonstration: isDemonstration)
    }
}

/// Who acts.
package struct Actor: Hashable, Sendable {
    /// The account, or `resident` and `system`.
    package let account: String
    package let name: LocalName
    package let role: Role
    /// `nil` for people who are not staff.
    package let organisation: OrganisationID?

    package init(account: String, name: LocalName, role: Role, organisation: OrganisationID?) {
        self.account = account
        self.name = name
        self.role = role
        self.organisation = organisation
    }

    package static let resident = Actor(
        account: "resident", name: LocalName(zh: "反映人", en: "Resident"), role: .resident, organisation: nil)
    package static let system = Actor(
        account: "system", name: LocalName(zh: "系统", en: "System"), role: .administrator, organisation: nil)
    /// Whoever runs the command on the machine.
    package static let console = Actor(
        account: "console", name: LocalName(zh: "命令行", en: "Command line"), role: .administrator, organisation: nil)

    package var isStaff: Bool { organisation != nil }
}

/// Who asks for an operation, when, and in which request.
package struct OperationContext: Sendable {
    package let actor: Actor
    package let now: Instant
    package let requestID: String

    package init(actor: Actor, now: Instant, requestID: String = "") {
        self.actor = actor
        self.now = now
        self.requestID = requestID
    }
}

/// Why an operation was not done, beyond the rules of the case itself (`CommandFailure`).
package enum DeskError: Error, Hashable, Sendable {
    case notSignedIn
    case notAllowed(Action)
    /// No such case, or none that this person may know of: the two are not told apart.
    case notFound
    /// Fields that can't be taken, by name.
    case invalid([FieldFault])
    /// Sign-in failed; the same for an unknown account and a wrong password.
    case wrongPassword
    case locked(until: Instant)
    /// The code of the second factor was wrong, or was right once and is used up.
    case wrongCode(wasUsed: Bool)
    /// The password that an administrator gave has waited too long for its first use.
    case passwordExpired
}

/// A field that can't be taken, and why.
package struct FieldFault: Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable {
        case missing, tooLong = "too-long", tooShort = "too-short", unknown, malformed
        case controlCharacter = "control-character"
        case beforeReceipt = "before-receipt"
        /// A password that was used before, or that holds the account's name.
        case usedBefore = "used-before", holdsName = "holds-name"
    }

    package let field: String
    package let reason: Reason

    package init(_ field: String, _ reason: Reason) {
        self.field = field
        self.reason = reason
    }
}
