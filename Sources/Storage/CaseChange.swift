package import Casework
package import Civics

/// Where a case stands, as far as lists of staff depend on it. No texts, nothing of who asked.
package struct CaseStanding: Hashable, Sendable {
    package let version: Int
    package let stage: ServiceRequest.Stage
    package let lead: OrganisationID?
    package let coHandlers: [OrganisationID]
    /// Some of them ask to be let go.
    package let helpersAsk: Bool

    package init(
        version: Int, stage: ServiceRequest.Stage, lead: OrganisationID? = nil, coHandlers: [OrganisationID] = [],
        helpersAsk: Bool = false
    ) {
        self.version = version
        self.stage = stage
        self.lead = lead
        self.coHandlers = coHandlers
        self.helpersAsk = helpersAsk
    }

    package init(_ request: ServiceRequest) {
        self.init(
            version: request.version, stage: request.stage, lead: request.lead,
            coHandlers: request.coHandlers.map(\.body), helpersAsk: !request.helpersAsking.isEmpty)
    }

    /// Lead and co-handlers.
    package var bodies: [OrganisationID] { (lead.map { [$0] } ?? []) + coHandlers }
}

/// That something happened to a case, which is on disk now.
package struct CaseChange: Hashable, Sendable {
    package let number: CaseNumber
    /// `nil` for a case that is new.
    package let before: CaseStanding?
    package let after: CaseStanding

    package init(_ number: CaseNumber, from before: CaseStanding?, to after: CaseStanding) {
        self.number = number
        self.before = before
        self.after = after
    }

    /// As it stood before, if it did, and as it stands now.
    package var standings: [CaseStanding] { [before, after].compactMap(\.self) }
}

/// What has changed.
package enum CaseNews: Hashable, Sendable {
    case changes([CaseChange])
    /// So many cases that naming them would help nobody.
    case everything
}
