import Synchronization

/// Regular expressions that were used before; most patterns stand in the model and come again with each evaluation.
final class PatternCache: Sendable {
    static let shared = PatternCache()
    private static let capacity = 256

    private struct Key: Hashable {
        let pattern: String
        let flags: String
    }

    private let expressions = Mutex<[Key: RegularExpression]>([:])

    func expression(_ pattern: String, flags: String) throws(RegularExpressionError) -> RegularExpression {
        let key = Key(pattern: pattern, flags: flags)
        if let known = expressions.withLock({ $0[key] }) { return known }
        let expression = try RegularExpression(pattern, flags: flags)
        expressions.withLock { table in
            if table.count >= PatternCache.capacity { table.removeAll(keepingCapacity: true) }
            table[key] = expression
        }
        return expression
    }
}
