import Casework
package import Civics
package import Storage

/// Lists of staff that renew by themselves.
package struct LiveLists: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// What waits for the dispatcher (待派).
    package static let dispatch = LiveLists(rawValue: 1)
    /// What was returned, or asked to be let go of, and waits to be adjudicated (退回裁定).
    package static let returned = LiveLists(rawValue: 2)
    /// A body's work list (工作清单).
    package static let worklist = LiveLists(rawValue: 4)
    /// What is closed and waits for the call (回访).
    package static let callbacks = LiveLists(rawValue: 8)
    /// What is late, repeated or supervised (督办).
    package static let supervision = LiveLists(rawValue: 16)

    /// All of them, by the names that programs know.
    package static let names: [(name: String, list: LiveLists)] = [
        ("dispatch", .dispatch), ("returned", .returned), ("worklist", .worklist), ("callbacks", .callbacks),
        ("supervision", .supervision),
    ]
}

/// What a member of staff may hear while a page of theirs is open: that lists which they may read have changed, and
/// that a case which they may know of has. It follows the table of permissions and says nothing that a reload of the
/// same page would not show.
package struct LiveScope: Hashable, Sendable {
    package let role: Role
    package let organisation: OrganisationID

    /// `nil` for whoever is not staff.
    package init?(_ actor: Actor) {
        guard let organisation = actor.organisation else { return nil }
        self.role = actor.role
        self.organisation = organisation
    }

    /// The lists that the role has at all.
    package var lists: LiveLists {
        var lists: LiveLists = []
        if isAllowed(.dispatch) { lists.formUnion([.dispatch, .returned]) }
        if isAllowed(.callBack) { lists.insert(.callbacks) }
        if HandlingDesk.roles.contains(role) { lists.insert(.worklist) }
        if SupervisionDesk.roles.contains(role) { lists.insert(.supervision) }
        return lists
    }

    /// The lists, of those that the role has, that a change concerns.
    package func lists(touchedBy change: CaseChange, in city: City) -> LiveLists {
        var touched: LiveLists = []
        for standing in change.standings {
            switch standing.stage {
            case .awaitingDispatch: touched.insert(.dispatch)
            case .awaitingAdjudication: touched.insert(.returned)
            case .closed: touched.insert(.callbacks)
            default: break
            }
            if standing.helpersAsk { touched.insert(.returned) }
            if standing.bodies.contains(organisation) { touched.insert(.worklist) }
            if let lead = standing.lead, lists.contains(.supervision),
                SupervisionDesk.root(of: organisation, in: city).map({ city.organisation($0, covers: lead) }) ?? true
            {
                touched.insert(.supervision)
            }
        }
        return touched.intersection(lists)
    }

    /// Whether the case may be named: those may know of it who may see it now, or could before this change.
    package func mayKnow(of change: CaseChange, in city: City) -> Bool {
        if isAllowed(.viewCase) { return true }
        guard Access.isAllowed(.viewCase, role: role, relation: .body) else { return false }
        return change.standings.contains { standing in
            standing.bodies.contains { city.organisation(organisation, covers: $0) }
        }
    }

    private func isAllowed(_ action: Action) -> Bool { Access.isAllowed(action, role: role, relation: .none) }
}
