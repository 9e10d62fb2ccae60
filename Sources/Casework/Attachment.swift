package import Civics

/// A file that was added to a request (附件), as the journal knows it. The file itself and its name are kept apart, sealed.
package struct Attachment: Hashable, Sendable {
    /// Keyed digest of the bytes that are kept.
    package var digest: ContentDigest
    package var type: MediaType
    /// Bytes that are kept.
    package var size: Int
    package var name: ContentDigest
    /// The body that added it; `nil` for the person, and for who adds it on their behalf.
    package var body: OrganisationID?
    /// Among staff; otherwise the person sees it too.
    package var isInternal: Bool

    package init(
        digest: ContentDigest, type: MediaType, size: Int, name: ContentDigest, body: OrganisationID?, isInternal: Bool
    ) {
        self.digest = digest
        self.type = type
        self.size = size
        self.name = name
        self.body = body
        self.isInternal = isInternal
    }
}

/// A file in the state of a request.
package struct KeptAttachment: Hashable, Sendable {
    /// The version of the event that added it; names it within the request.
    package let version: Int
    package let at: Instant
    package let attachment: Attachment
    /// The hotline has looked at it: it does not tell the bodies who a protected person is.
    package internal(set) var isCleared = false
}

extension ServiceRequest {
    /// What a protected person added is kept back from the bodies that handle the request, until the hotline has looked
    /// whether it shows who they are: a picture of the view from a window does.
    package func isKeptBack(_ kept: KeptAttachment) -> Bool {
        isProtected && kept.attachment.body == nil && !kept.isCleared
    }

    /// One event for each file that is not there already.
    func decideAttaching(_ files: [Attachment], in city: City) throws(Refusal) -> [RequestEvent] {
        guard stage != .archived, stage != .withdrawn else { throw .caseEnded }
        var known = Set(attachments.map { AttachmentKey($0.attachment) })
        let new = files.filter { known.insert(AttachmentKey($0)).inserted }
        guard !new.isEmpty else { throw .alreadyAttached }
        for file in new {
            if let body = file.body, city.organisation(body) == nil { throw .unknownBody }
            guard let limit = city.attachments.limits[file.type] else { throw .attachmentTypeNotTaken }
            guard file.size > 0, file.size <= limit else { throw .attachmentTooLarge }
        }
        guard attachments.count + new.count <= city.attachments.perCase else { throw .tooManyAttachments }
        return new.map { .attached($0) }
    }

    func decideClearing(_ version: Int) throws(Refusal) -> [RequestEvent] {
        guard let kept = attachments.first(where: { $0.version == version }), kept.attachment.body == nil else {
            throw .noSuchAttachment
        }
        guard !kept.isCleared else { throw .alreadyCleared }
        return [.attachmentCleared(version: version)]
    }
}

/// The same file for the same readers.
private struct AttachmentKey: Hashable {
    let digest: ContentDigest
    let body: OrganisationID?
    let isInternal: Bool

    init(_ attachment: Attachment) {
        digest = attachment.digest
        body = attachment.body
        isInternal = attachment.isInternal
    }
}
