package import Civics

/// What can be wrong with the store as a whole.
package enum StorageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file was written by a newer version of the platform.
    case newerSchema(found: Int, known: Int)
    /// The master key does not open this store.
    case wrongMasterKey
    /// A key file that is not 32 bytes.
    case badMasterKey(path: String)
    /// The store belongs to another city.
    case otherCity(found: String, expected: String)
    /// Figures and deadlines were computed with other files of the city; what changed, as `file: item`.
    case cityChanged([String])
    case unreadableEvent(seq: Int64, typeName: String)
    /// A row of the work lists holds what this version does not know.
    case unreadableRow(CaseNumber)

    package var description: String {
        switch self {
        case .newerSchema(let found, let known):
            "the store has schema step \(found), this version knows \(known): install the newer version"
        case .wrongMasterKey: "the master key does not open this store: restore the key that belongs to it"
        case .badMasterKey(let path): "\(path) is not a key of 32 bytes"
        case .otherCity(let found, let expected): "the store belongs to city \(found), not \(expected)"
        case .cityChanged(let items):
            """
            figures and deadlines were computed before this was changed: \(items.prefix(5).joined(separator: ", "))\
            \(items.count > 5 ? " and \(items.count - 5) more" : ""). Run `onedoor rebuild` with the same --city and \
            --data, then start again; or put the files back as they were
            """
        case .unreadableRow(let number):
            "the row of request \(number) can't be read by this version: run `onedoor rebuild`"
        case .unreadableEvent(let seq, let typeName):
            "event \(seq) of type \(typeName) can't be read by this version"
        }
    }
}
