/// Why a file can't be read as a table at all. Faults of single rows are `RowFault`s and don't end the reading.
package enum TableFault: Error, Hashable, Sendable {
    /// The system refuses the file (missing, no permission, broken disk).
    case unreadable(path: String, reason: String)
    /// A folder, a pipe or a device: the reader goes over the content twice and needs a file.
    case notAFile(path: String)
    /// No row at all, so no header either.
    case empty
    /// The header row can't be read.
    case header(line: Int, reason: String)
    /// The content is of another kind than asked for, or of a kind that isn't read here.
    case wrongKind(found: String, advice: String)
    /// Spreadsheet behind a password.
    case encrypted
    /// The container is damaged or cut short.
    case broken(part: String, reason: String)
    /// No sheet of this name or number.
    case noSheet(wanted: String, existing: [String])
    /// Larger than the reader's limits allow: an error or an attack.
    case tooLarge(part: String, limit: String)
    /// The system lacks the converter for an encoding.
    case noConverter(encoding: String)
    /// A file can't be written.
    case unwritable(path: String, reason: String)
}

extension TableFault: CustomStringConvertible {
    /// A sentence a person can act on.
    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path) can't be read: \(reason)."
        case .notAFile(let path): "\(path) is not a regular file."
        case .empty: "The file holds no rows, not even a header."
        case .header(let line, let reason): "The header in line \(line) can't be read: \(reason)."
        case .wrongKind(let found, let advice): "The file is \(found). \(advice)."
        case .encrypted: "The spreadsheet is protected by a password. Save it without one and try again."
        case .broken(let part, let reason): "The file is damaged: \(part): \(reason)."
        case .noSheet(let wanted, let existing):
            "There is no sheet \(wanted); the workbook has \(existing.map { "“\($0)”" }.joined(separator: ", "))."
        case .tooLarge(let part, let limit): "\(part) is over the limit of \(limit)."
        case .noConverter(let encoding):
            "This system can't convert \(encoding). Install the C library's character converters "
                + "(Debian: libc-gconv-modules-extra) or save the file as UTF-8."
        case .unwritable(let path, let reason): "\(path) can't be written: \(reason)."
        }
    }
}
