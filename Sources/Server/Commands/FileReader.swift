import Civics
import Crypto
import Desks
import Pages
import Storage

/// The files of a form: those that can be taken, and what is wrong with the others.
struct FileReader {
    /// The name of the field.
    static let field = "files"

    private(set) var files: [NewFile] = []
    private(set) var faults: [FileFault] = []
    /// Digests of all that was sent, in order.
    private var digests: [String] = []

    /// - Parameter rules: of the city.
    init(_ form: SubmittedForm, in rules: AttachmentRules) {
        for (index, file) in form.files.enumerated() {
            guard file.field == Self.field else { continue }
            digests.append(file.bytes.map { TokenText.text(Array(SHA256.hash(data: $0))) } ?? "")
            do throws(AttachmentFault) {
                guard index < rules.perSubmission else { throw .tooMany(limit: rules.perSubmission) }
                files.append(try FileCheck.check(name: file.name, bytes: file.bytes, in: rules))
            } catch {
                faults.append(FileFault(name: file.name, error))
            }
        }
    }

    /// Whether anything was sent.
    var isEmpty: Bool { digests.isEmpty }

    /// The fields of a form with what stands for its files, so that the same form with other files is another one.
    func marked(_ fields: FormFields) -> FormFields {
        FormFields(fields.pairs + digests.map { (Self.field, $0) })
    }
}

extension House {
    /// What a submission may hold.
    var submissionLimits: SubmissionLimits {
        let rules = desks.city.attachments
        return SubmissionLimits(fields: configuration.bodyLimit, file: rules.largest, files: rules.perSubmission)
    }
}
