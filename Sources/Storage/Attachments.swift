package import Casework
package import Civics

/// A file as it comes to the store: looked at, cleaned, and not sealed yet.
package struct NewFile: Hashable, Sendable {
    package var name: String
    package var type: MediaType
    package var bytes: [UInt8]
    /// The body that adds it; `nil` for the person, and for who adds it on their behalf.
    package var body: OrganisationID?
    /// Among staff.
    package var isInternal: Bool

    package init(name: String, type: MediaType, bytes: [UInt8], body: OrganisationID? = nil, isInternal: Bool = false) {
        self.name = name
        self.type = type
        self.bytes = bytes
        self.body = body
        self.isInternal = isInternal
    }
}

extension PreparedCommand {
    /// Seals files; the events that follow from them hold digests only.
    mutating func add(_ files: [NewFile], key: PersonKey?, entropy: Entropy) throws {
        guard !files.isEmpty else { return }
        guard let key else { throw CommandFailure.refused(.personForgotten) }
        for file in files {
            let (name, digest) = (key.digest(of: file.name), key.digest(of: file.bytes))
            contents.append((.fileName, name, try key.seal(file.name, entropy: entropy)))
            if self.files[digest] == nil { self.files[digest] = try key.seal(file.bytes, entropy: entropy) }
            attachments.append(
                Attachment(
                    digest: digest, type: file.type, size: file.bytes.count, name: name, body: file.body,
                    isInternal: file.isInternal))
        }
        guard case .attach = command else { return }
        command = .attach(attachments)
        attachments = []
    }
}

/// The table of files.
enum AttachmentStore {
    /// Keeps a file; the same one of the same case is kept once.
    static func keep(
        _ sealed: [UInt8], _ digest: ContentDigest, of number: CaseNumber, on connection: any Connection
    ) throws {
        try connection.execute(
            "INSERT INTO attachment (case_id, digest, sealed) VALUES (?, ?, ?) ON CONFLICT (case_id, digest) DO NOTHING",
            [.integer(number.rawValue), .text(digest), .blob(sealed)])
    }

    static func forget(_ number: CaseNumber, on connection: any Connection) throws {
        try connection.execute("DELETE FROM attachment WHERE case_id = ?", [.integer(number.rawValue)])
    }
}

extension Store {
    /// The bytes of a file of a case; `nil` when there is none of this digest, or the person was forgotten.
    package func file(_ digest: ContentDigest, of number: CaseNumber) async throws -> [UInt8]? {
        let found = try await database.read { [self] connection -> (key: PersonKey, sealed: [UInt8])? in
            guard let key = try personKey(of: number.rawValue, on: connection),
                let sealed = try connection.first(
                    "SELECT sealed FROM attachment WHERE case_id = ? AND digest = ?",
                    [.integer(number.rawValue), .text(digest)], { $0.blob(0) })
            else { return nil }
            return (key, sealed)
        }
        return found.flatMap { $0.key.openBytes($0.sealed) }
    }

    /// Compares every file with the event that added it, and every such event with what is kept; names the first that
    /// does not fit. Files of people who were forgotten are gone, and that is right.
    func verifyFiles(_ result: inout Verification, on connection: any Connection) throws {
        var expected: Set<FileKey> = []
        for (number, body) in try connection.rows(
            "SELECT case_id, body FROM event WHERE type = 'request.attached.1'", [], { ($0.integer(0), $0.blob(1)) })
        {
            guard case .text(let digest)? = CanonicalFields(body)?["digest"],
                try personKey(of: number, on: connection) != nil
            else { continue }
            expected.insert(FileKey(number: number, digest: digest))
        }
        var found = result
        var failure: (any Error)?
        try connection.visit("SELECT case_id, digest, sealed FROM attachment ORDER BY id", []) { row in
            let key = FileKey(number: row.integer(0), digest: row.text(1))
            do {
                found.fault = try fault(in: key, row.blob(2), isExpected: expected.remove(key) != nil, on: connection)
            } catch {
                failure = error
            }
            if found.fault == nil { found.files += 1 }
            return found.fault == nil && failure == nil
        }
        if let failure { throw failure }
        if found.fault == nil, let missing = expected.min(by: { $0.number < $1.number }) {
            found.fault = "case \(CaseNumber(rawValue: missing.number)): a file is missing"
        }
        result = found
    }

    private struct FileKey: Hashable {
        let number: Int64
        let digest: ContentDigest
    }

    private func fault(
        in file: FileKey, _ sealed: [UInt8], isExpected: Bool, on connection: any Connection
    ) throws -> String? {
        let name = "case \(CaseNumber(rawValue: file.number))"
        guard isExpected, let key = try personKey(of: file.number, on: connection) else {
            return "\(name): there is a file that no event of it added"
        }
        guard let bytes = key.openBytes(sealed), key.digest(of: bytes) == file.digest else {
            return "\(name): a file is not the one in the journal"
        }
        return nil
    }
}
