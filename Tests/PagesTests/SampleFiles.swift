import Casework
import Civics
import Pages

/// Files as pages show them: every type, every fault.
enum SampleFiles {
    static let rules = AttachmentRules(
        perCase: 30, perSubmission: 5,
        limits: Dictionary(uniqueKeysWithValues: MediaType.allCases.map { ($0, $0 == .mp4 ? 20 << 20 : 512 << 10) }))

    static func part(_ text: String) -> FilePart {
        let faults: [AttachmentFault] = [
            .empty, .unknownType, .typeNotTaken(.mov), .tooLarge(limit: 10 << 20), .broken(.jpeg), .tooMany(limit: 5),
        ]
        return FilePart(
            rules, faults: faults.map { FileFault(name: text, $0) } + [FileFault(name: "", .empty)], wereSent: true,
            refusal: .tooManyAttachments)
    }

    static func items(_ text: String, of number: CaseNumber, isOwn: Bool) -> [AttachmentItem] {
        MediaType.allCases.enumerated().map { index, type in
            AttachmentItem(
                version: index + 2, type: type, size: 700 << index, name: index % 3 == 2 ? nil : text,
                at: SampleCity.at(11, 18, 9), body: index % 2 == 0 ? nil : LocalName(zh: text, en: text),
                isInternal: !isOwn && index % 2 == 1, isKeptBack: !isOwn && index == 0,
                path: isOwn ? .ownAttachment(number, index + 2) : .attachment(number, index + 2),
                clearing: !isOwn && index == 0 ? .clearAttachment(number, 2) : nil)
        }
    }
}
