import Civics
package import Storage

extension Administration {
    /// How telling goes on; what was sent is counted from the beginning of the city's day.
    package func messages(
        _ context: OperationContext
    ) async throws -> (counts: MessageCounts, deadLetters: [DeadLetters]) {
        guard Access.isAllowed(.viewHealth, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewHealth)
        }
        let today = store.city.zone.startOfDay(store.city.zone.day(of: context.now))
        return (try await store.messageCounts(since: today, at: context.now), try await store.deadLetters())
    }

    /// Lets messages of one way that failed by one reason be tried again, from the first try.
    /// - Returns: how many there were.
    package func tryAgain(by way: String, reason: String, _ context: OperationContext) async throws -> Int {
        try requireManaging(context)
        return try await store.reviveDeadLetters(by: way, reason: reason, at: context.now)
    }

    /// Gives them up: they stay with their requests as not sent.
    package func giveUp(by way: String, reason: String, _ context: OperationContext) async throws -> Int {
        try requireManaging(context)
        return try await store.giveUpDeadLetters(by: way, reason: reason, at: context.now)
    }

    private func requireManaging(_ context: OperationContext) throws(DeskError) {
        guard Access.isAllowed(.manageMessages, role: context.actor.role, relation: .none) else {
            throw .notAllowed(.manageMessages)
        }
    }
}
