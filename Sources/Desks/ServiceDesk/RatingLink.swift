package import Casework
package import Civics
package import Storage

/// The link of the message that a request is closed: opens the person's page of it, with the rating, as long as the link
/// is good. It is a text of 16 letters, digits, hyphens and underscores, which proves itself: nothing is stored.
///
/// Five bytes are the case's number, one is the round of handling, six prove that both were put together here. How long
/// it is good follows from when that round was closed. It shows what the query code would show, and is good for one
/// rating, because a round is rated once.
package struct RatingLink: Hashable, Sendable {
    package let number: CaseNumber
    /// The round of handling that was closed, from 0; more than 255 begin again at 0.
    package let round: Int
    private let proof: [UInt8]

    /// Where links to the portal lead, below the address of the site: short, for an SMS has 70 signs.
    package static let path = "/r/"
    package static let followPath = "/f"

    init(to request: ServiceRequest, _ vault: Vault) {
        number = request.number
        round = request.redos % 256
        proof = vault.linkProof(of: number.rawValue, round: round)
    }

    /// Reads a link's text; `nil` for anything that is none. Whether it was made here is another question.
    package init?(_ text: String) {
        guard let bytes = Base64Text.bytes(text), bytes.count == 12 else { return nil }
        number = CaseNumber(rawValue: bytes[0..<5].reduce(0) { $0 << 8 | Int64($1) })
        round = Int(bytes[5])
        proof = Array(bytes[6...])
    }

    package var text: String {
        let digits = (0..<5).reversed().map { UInt8(truncatingIfNeeded: number.rawValue >> (8 * Int64($0))) }
        return Base64Text.text(digits + [UInt8(round)] + proof)
    }

    fileprivate func isGenuine(_ vault: Vault) -> Bool {
        zip(proof, vault.linkProof(of: number.rawValue, round: round)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Why a link does not open a request.
package enum RatingLinkFault: Error, Hashable, Sendable {
    /// Not made here.
    case wrong
    /// Was good until the end of this day.
    case expired(CityDay)
    /// The request was taken up again since, and is not what the link was about any more.
    case superseded
}

extension ServiceDesk {
    /// The link to the last round of handling.
    package func ratingLink(to request: ServiceRequest) -> RatingLink { RatingLink(to: request, store.vault) }

    /// A person's own case, by the link that they were sent.
    /// - Throws: `RatingLinkFault`.
    package func follow(_ link: RatingLink, at now: Instant) async throws -> CaseFile {
        guard link.isGenuine(store.vault), let file = try await store.caseFile(link.number) else {
            throw RatingLinkFault.wrong
        }
        guard file.request.redos % 256 == link.round, let closedAt = file.request.closedAt else {
            throw RatingLinkFault.superseded
        }
        let zone = store.city.zone
        let lastDay = zone.day(of: closedAt).advanced(by: store.city.messages.ratingDays)
        guard zone.day(of: now) <= lastDay else { throw RatingLinkFault.expired(lastDay) }
        return file
    }

    /// Whether what somebody shows opens a case: its query code, or a link to it that is still good.
    func opens(_ number: CaseNumber, with key: String, at now: Instant) async throws -> Bool {
        if isCode(key, of: number) { return true }
        guard let link = RatingLink(key), link.number == number else { return false }
        do {
            _ = try await follow(link, at: now)
            return true
        } catch is RatingLinkFault {
            return false
        }
    }
}

/// Bytes in the alphabet of addresses, without padding (RFC 4648 §5).
enum Base64Text {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// Of a multiple of three bytes.
    static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count - 2, by: 3) {
            let value = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
            text += [18, 12, 6, 0].map { alphabet[value >> $0 & 63] }
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count % 4 == 0, text.utf8.count <= 64 else { return nil }
        var bytes: [UInt8] = []
        var value = 0
        for (index, digit) in text.utf8.enumerated() {
            guard let place = alphabet.firstIndex(of: digit) else { return nil }
            value = value << 6 | place
            if index % 4 == 3 {
                bytes += [UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
                value = 0
            }
        }
        return bytes
    }
}
