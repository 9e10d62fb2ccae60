import Casework
import Civics
import Desks
import HTTPTypes
import Pages
import Storage

/// What somebody wanted done with a case and what was not done: what they had typed, and what stood in the way.
struct Attempt {
    let action: CaseAction
    let number: CaseNumber
    let form: FormFields
    private(set) var faults: [FormFault] = []
    private(set) var problem: DeskProblem?

    /// `nil` for an error that is none of the person's: it has a page of its own.
    ///
    /// - Parameter conflict: who changed the case last, and when; asked for where that is the matter.
    init?(
        _ action: CaseAction, on number: CaseNumber, _ form: FormFields, _ error: any Error,
        conflict: () async throws -> DeskProblem
    ) async throws {
        self.action = action
        self.number = number
        self.form = form
        switch error {
        case let input as InvalidInput where input.kind == .rejected:
            faults = input.faults.map { FormFault(action.form, $0) }
        case DeskError.invalid(let invalid):
            faults = invalid.map { FormFault(action.form, InputFault($0)) }
        case CommandFailure.refused(let refusal): problem = .refused(refusal)
        case let refusal as Refusal: problem = .refused(refusal)
        // A form sent again with other words was made for a state that has passed.
        case CommandFailure.versionConflict, CommandFailure.keyReused: problem = try await conflict()
        case DeskError.notAllowed: problem = .notPermitted
        default: return nil
        }
    }

    /// What was typed, by the `id` of the field.
    var typed: [String: String] {
        Dictionary(
            form.pairs.map { ("\(action.form.rawValue)-\($0.name)", $0.value) }, uniquingKeysWith: { first, _ in first }
        )
    }

    var status: HTTPResponse.Status {
        switch problem {
        case .refused, .conflict: .conflict
        case .notPermitted: .forbidden
        case nil: .unprocessableContent
        }
    }
}

extension FormFault {
    /// A fault of what was sent, as the form of an action shows it.
    init(_ action: CaseAction, _ fault: InputFault) {
        let name = String(fault.field.prefix { $0 != "[" })
        // Texts are checked once more when the command is given, under the name they have there.
        let field = name == "body" && !action.namesBody ? action.textField.rawValue : name
        self.init("\(action.rawValue)-\(field)", Reason(fault.code))
    }
}

extension FormFault.Reason {
    init(_ code: InputFault.Code) {
        switch code {
        case .missing: self = .missing
        case .tooLong: self = .tooLong
        case .tooShort: self = .tooShort
        case .unknown, .unknownField: self = .unknown
        case .controlCharacter: self = .controlCharacter
        case .beforeReceipt: self = .beforeReceipt
        case .malformed, .repeated, .outOfRange, .wrongType, .badEncoding: self = .malformed
        }
    }
}

extension CaseAction {
    /// The action whose form this one is sent with: the reply has a button that closes as well.
    fileprivate var form: CaseAction { self == .close ? .reply : self }

    fileprivate var namesBody: Bool { self == .adjudicate }

    /// Where the text of the action is typed.
    fileprivate var textField: CaseField {
        switch self {
        case .reply, .draftReply: .reply
        case .callBack: .comment
        case .extend: .reason
        default: .note
        }
    }
}
