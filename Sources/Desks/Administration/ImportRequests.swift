import CityFiles
import Casework
import Civics
import Storage
package import Tabular

/// How an import came out.
package struct ImportResult: Sendable {
    package var loaded = 0
    /// Rows that an earlier run had loaded; nothing was done with them.
    package var known = 0
    /// Rows that could not be loaded; each is in the file of errors.
    package var failed = 0
    /// Rows loaded with a remark; each is in the file of errors, too.
    package var remarks = 0
    /// Where the errors and remarks are; `nil` without any.
    package var errorFile: String?
}

extension Administration {
    /// Loads requests from a table: what the file tells becomes the events it tells of, each at its time.
    ///
    /// A row is loaded whole or not at all; running the same file twice changes nothing. Nobody is told of what happened
    /// elsewhere. Where a row tells of an answer,
    /// it is dispatched to the body that the list of duties names at the time of receipt, and answered and closed when
    /// the file says: the close clock then runs from receipt, which is the strictest reading. Files tell of no contact
    /// before the answer, so the contact limit of such requests is that of the answer.
    /// - Parameter progress: called after every chunk with rows done and the share of the file read.
    /// - Throws: `TableFault` when the file breaks off, `CityFaults` when the map does not fit it.
    package func importRequests(
        from path: String, map: ImportMap, progress: (Int, TableProgress) -> Void
    ) async throws -> ImportResult {
        try await store.database.expectBulk()
        let reading = try ImportReading(path: path, map: map, city: store.city)
        let errors = ImportErrorFile(beside: path, header: reading.header)
        var result = ImportResult()
        var waiting: Task<[RowFate], any Error>?
        var rows = 0
        func settle() async throws {
            guard let task = waiting else { return }
            for fate in try await task.value {
                switch fate {
                case .loaded: result.loaded += 1
                case .known: result.known += 1
                case .failed(let fault):
                    result.failed += 1
                    try errors.write(fault)
                }
            }
            waiting = nil
        }
        while true {
            var records: [ImportRecord] = []
            var isAtEnd = false
            while records.count < Self.chunk {
                guard let row = try reading.next() else {
                    isAtEnd = true
                    break
                }
                rows += 1
                switch row {
                case .success(let record):
                    records.append(record)
                    for remark in record.warnings {
                        result.remarks += 1
                        try errors.write(remark)
                    }
                case .failure(let fault):
                    result.failed += 1
                    try errors.write(fault)
                }
            }
            // One chunk is written while the next is read and sealed.
            let prepared = try records.map { try prepare($0) }
            try await settle()
            let store = self.store
            waiting = Task { try await store.bulk { batch in try prepared.map { try $0.write(in: batch) } } }
            progress(rows, reading.progress)
            if isAtEnd { break }
        }
        try await settle()
        try errors.close()
        result.errorFile = errors.count > 0 ? errors.path : nil
        return result
    }

    private static let chunk = 4000

    private func prepare(_ record: ImportRecord) throws -> PreparedRow {
        let city = store.city
        let actor = "import:\(record.source)"
        guard var limits = city.limits.limits(kind: record.kind, urgency: .ordinary, line: .public) else {
            throw CommandFailure.refused(.noLimit)
        }
        limits.contact = limits.close
        let receipt = Receipt(
            channel: record.channel, line: .public, kind: record.kind, urgency: .ordinary, category: record.category,
            place: record.place, isProtected: false, person: 0, title: record.title, text: record.text, limits: limits)
        let receive = try store.prepare(
            OutsideCommand(
                command: .receive(receipt), person: PersonDetails(name: record.caller, phone: record.phone),
                at: record.received, actor: actor,
                idempotency: IdempotencyKey(source: actor, key: record.id, fingerprint: record.fingerprint),
                isTold: false),
            key: nil, entropy: .system)
        var then: [PreparedCommand] = []
        let answered = [record.replied, record.closed].compactMap(\.self).max()
        if let answered, let lead = city.responsible(for: record.category, at: record.place)?.lead.id {
            let reply = record.reply ?? "（导入的数据没有答复内容。）"
            let steps: [(RequestCommand, Instant)] = [
                (.dispatch(Dispatch(lead: lead)), record.received), (.sign(body: lead, handler: nil), record.received),
                (.close(body: lead, reply: reply), answered),
            ]
            then = try steps.map { command, at in
                try store.prepare(
                    OutsideCommand(command: command, at: at, actor: actor, isTold: false), key: receive.person?.key,
                    entropy: .system)
            }
        }
        return PreparedRow(line: record.line, fields: [record.id, record.title], receive: receive, then: then)
    }
}

private enum RowFate: Sendable {
    case loaded, known
    case failed(RowFault)
}

/// A row with everything sealed, ready to be written.
private struct PreparedRow: Sendable {
    let line: Int
    let fields: [String]
    let receive: PreparedCommand
    let then: [PreparedCommand]

    func write(in batch: Batch) throws -> RowFate {
        do {
            let outcome = try batch.perform(receive)
            guard outcome.isNew else { return .known }
            for var command in then {
                command.number = outcome.number
                _ = try batch.perform(command)
            }
            return .loaded
        } catch CommandFailure.keyReused {
            return .failed(
                RowFault(
                    line: line, reason: "was loaded before with another content; it stays as it was",
                    fields: fields))
        } catch CommandFailure.refused(let refusal) {
            return .failed(RowFault(line: line, reason: refusal.rawValue, fields: fields))
        }
    }
}

extension ImportRecord {
    /// Tells a changed row from one that was loaded before (FNV-1a over its fields).
    fileprivate var fingerprint: Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for field in [title, text, caller, phone, reply ?? "", category, place, kind.rawValue] {
            for byte in field.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xff) &* 0x100_0000_01b3
        }
        for moment in [received, replied, closed] {
            hash = (hash ^ UInt64(bitPattern: moment?.milliseconds ?? 0)) &* 0x100_0000_01b3
        }
        return Int64(bitPattern: hash)
    }
}
