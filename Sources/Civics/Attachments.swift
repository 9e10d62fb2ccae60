/// The types of files that can be kept with a request (附件). A type is what a file is, found by its content; what its name
/// claims does not matter. The raw value stands in the journal and in `attachments.yml`.
package enum MediaType: String, CaseIterable, Sendable {
    case jpeg, png, webp, heic, pdf, docx, xlsx, mp4, mov

    /// As in `Content-Type`.
    package var contentType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webp: "image/webp"
        case .heic: "image/heic"
        case .pdf: "application/pdf"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .mp4: "video/mp4"
        case .mov: "video/quicktime"
        }
    }

    /// Without the dot.
    package var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

    /// Browsers show it as a picture.
    package var isShown: Bool { [.jpeg, .png, .webp].contains(self) }
}

/// What may be added to a request, and how much (`attachments.yml`).
package struct AttachmentRules: Hashable, Sendable {
    /// Files with one request.
    package var perCase: Int
    /// Files added at a time.
    package var perSubmission: Int
    /// The types that are taken, each with the bytes that a file of it may have.
    package var limits: [MediaType: Int]

    package init(perCase: Int, perSubmission: Int, limits: [MediaType: Int]) {
        self.perCase = perCase
        self.perSubmission = perSubmission
        self.limits = limits
    }

    /// Nothing is taken.
    package static let none = AttachmentRules(perCase: 0, perSubmission: 0, limits: [:])

    package var isTaken: Bool { perCase > 0 && !limits.isEmpty }

    /// The types that are taken, in a fixed order.
    package var types: [MediaType] { MediaType.allCases.filter { limits[$0] != nil } }

    /// Bytes of the largest file that may be taken; 0 where none is.
    package var largest: Int { limits.values.max() ?? 0 }
}

/// Why a file is not taken.
package enum AttachmentFault: Error, Hashable, Sendable {
    case empty
    /// Its content is none of the types there are, whatever its name says.
    case unknownType
    /// What it is, is not taken here.
    case typeNotTaken(MediaType)
    /// In bytes.
    case tooLarge(limit: Int)
    /// It begins like a file of this type but is cut off or damaged.
    case broken(MediaType)
    /// More files than may be added at a time.
    case tooMany(limit: Int)
}
