package import Casework
package import Civics

/// One thing that somebody does to one case, at one moment: a command for the same doors as real ones.
package struct SimulatedStep: Sendable {
    /// The case, counted from 0 in the order of receipt.
    package let ordinal: Int
    package let at: Instant
    package let actor: SimulatedActor
    /// With its texts as written (not digests), `Receipt.person` 0, and the numbers in `.merge` and `.answerWith`
    /// standing for ordinals: see `main`.
    package let command: RequestCommand
    /// Who asks; with `.receive` only.
    package let person: SimulatedPerson?

    /// The ordinal of the case with which this one is handled. Numbers of cases are given where they are received, so
    /// whoever carries out the command puts the real number of that case in place.
    package var main: Int? {
        switch command {
        case .merge(let number), .answerWith(let number, _, _): Int(number.rawValue)
        default: nil
        }
    }
}

package struct SimulatedActor: Hashable, Sendable {
    package let role: Role
    /// `nil` for residents and enterprises.
    package let organisation: OrganisationID?
    /// A staff member's name, made up; empty for residents and enterprises, whose names belong to `person` alone.
    package let name: String

    /// The account under which the step stands in the journal, of staff.
    package var account: String { "\(role.rawValue)@\(organisation ?? "")" }
}

/// A made-up person. No number here can be called and no code belongs to an enterprise (see `People`).
package struct SimulatedPerson: Hashable, Sendable {
    /// The same person asking again has the same key.
    package let key: Int64
    package let name: String
    package let phone: String
    /// On the enterprise line.
    package let enterprise: String?
    /// Valid by GB 32100-2015; in Chinese cities only.
    package let creditCode: String?
}
