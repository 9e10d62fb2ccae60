import Casework
import Civics
import Desks
import Pages
import Storage

/// One thing done with several requests of a list: each is a command of its own, with its own answer.
struct Together {
    /// More than a page of a list has are not taken.
    private static let most = 100

    private let form: FormFields
    private let visit: DeskVisit

    init(_ form: FormFields, _ visit: DeskVisit) {
        self.form = form
        self.visit = visit
    }

    /// - Throws: `InvalidInput` for a form that no page of the site sends.
    func carryOut() async throws -> TogetherOutcome {
        var fields = FieldReader(form)
        let deed = fields.requiredChoice("do", TogetherOutcome.Deed.self, else: .urge)
        let level = fields.integer(CaseField.level.rawValue, in: 1...3) ?? 1
        let reason = fields.choice(CaseField.reason.rawValue, SupervisionReason.self) ?? .overdue
        let note = fields.text(CaseField.note.rawValue, most: 2_000)
        let chosen = fields.texts("case", most: Self.most, each: 60).compactMap(Chosen.init)
        try fields.finish()
        let command: RequestCommand =
            deed == .urge ? .urge(note: note) : .supervise(level: level, reason: reason, note: note)
        var outcome = TogetherOutcome(deed, done: 0)
        for one in chosen {
            if let why = try await give(command, to: one) {
                outcome.refused.append(.init(one.number, why))
            } else {
                outcome.done += 1
            }
        }
        return outcome
    }

    /// Why it was not done; `nil` when it was.
    private func give(_ command: RequestCommand, to chosen: Chosen) async throws -> DeskProblem? {
        do {
            try await visit.desks.act(
                command, on: chosen.number, expectedVersion: chosen.version, idempotency: key(of: chosen),
                visit.operation)
            return nil
        } catch CommandFailure.refused(let refusal) {
            return .refused(refusal)
        } catch CommandFailure.versionConflict, CommandFailure.keyReused {
            return .conflict(by: nil, at: nil)
        } catch DeskError.notAllowed, DeskError.notFound {
            return .notPermitted
        }
    }

    /// A form sent twice does nothing twice, whatever else was chosen with it.
    private func key(of chosen: Chosen) -> IdempotencyKey? {
        guard let once = form[CaseField.once.rawValue], !once.isEmpty, once.utf8.count <= 150 else { return nil }
        let said = ["do", "level", "reason", "note"].map { ($0, form[$0] ?? "") }
        return Once.key(
            "\(once)-\(chosen.number)", "together", FormFields(said.map { (name: $0.0, value: $0.1) }),
            account: visit.actor.account)
    }

    /// A request as it was chosen: `261118000017:4`.
    private struct Chosen {
        let number: CaseNumber
        let version: Int

        init?(_ text: String) {
            let parts = text.split(separator: ":")
            guard parts.count == 2, let number = CaseNumber(String(parts[0])), let version = Int(parts[1]) else {
                return nil
            }
            self.number = number
            self.version = version
        }
    }
}
