import Civics
import Desks
import Testing

@Suite struct PermissionTableTests {
    /// Who may do what, whole: a line for each action, a column for each role; in it, how the actor must stand to the
    /// case.
    @Test func theTableOfPermissionsIsWhatItWas() throws {
        let roles = Role.allCases
        let width = roles.map(\.rawValue.count).max()! + 2
        func column(_ text: String) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }
        func line(_ cells: [String]) -> String {
            var line = cells.map(column).joined()
            while line.last == " " { line.removeLast() }
            return line
        }
        var text = """
            Who may do what. In each cell, how the actor must stand to the case:
            any = however; own = brought it, with number and query code; body = of the body that leads, or above it;
            helper = of a body that helps, or above it, and not of the lead.


            """
        text += line(["action"] + roles.map(\.rawValue)) + "\n"
        for action in Action.allCases {
            let cells = roles.map { role -> String in
                let allowed = Relation.allCases.filter { Access.isAllowed(action, role: role, relation: $0) }
                if allowed.isEmpty { return "-" }
                return allowed.count == Relation.allCases.count ? "any" : allowed.map(\.rawValue).joined(separator: "+")
            }
            text += line([action.rawValue] + cells) + "\n"
        }
        try Golden.expect(text, toBe: "permissions.txt")
    }

    /// What must hold whatever the table says.
    @Test func nobodyJudgesTheirOwnWork() {
        for relation in Relation.allCases {
            for role in [Role.handler, .headOfBody] {
                for action in [
                    Action.dispatch, .adjudicate, .decideExtension, .callBack, .redo, .refuse, .supervise,
                    .decideAppeal, .inspect, .clearAttachment,
                ] {
                    #expect(!Access.isAllowed(action, role: role, relation: relation), "\(role) \(action)")
                }
            }
            for role in [Role.resident, .enterpriseAgent] {
                for action in Action.allCases
                where ![
                    .submit, .followOwn, .rateOwn, .withdrawOwn, .exportOwn, .forgetOwn, .contest, .attach,
                    .viewFigures,
                    .ownAccount,
                ].contains(
                    action)
                {
                    #expect(!Access.isAllowed(action, role: role, relation: relation), "\(role) \(action)")
                }
            }
            for role in [Role.analyst, .auditor, .administrator, .supervisor, .windowClerk] {
                #expect(!Access.isAllowed(.viewReporter, role: role, relation: relation), "\(role)")
            }
        }
    }
}
