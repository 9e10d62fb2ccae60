import Casework
package import Civics
package import Storage

/// A group of merged requests is handled once and answered to all (并案答复): each person keeps the right to an answer.
extension Store {
    /// Settles what was merged into this request, where it has come to an end: with its reply, or, where it ended without
    /// one (withdrawn, refused, its texts forgotten), by letting each go its own way again.
    ///
    /// Done right after the command that ended it, and again by `settleMerged(at:)`, so that nobody is left behind when the
    /// process ends in between. What is settled already is left alone.
    package func settleMerged(into main: CaseNumber, at now: Instant) async throws {
        guard let file = try await caseFile(main) else { return }
        let request = file.request
        guard request.stage.isEnded, request.stage != .merged else { return }
        let reply = request.replies.last { $0.body == request.lead }
        // The reply goes to others now: it does not tell them who asked first.
        let asker = try await person(of: main)?.redaction
        let text =
            request.closedAt == nil ? nil : reply.flatMap { file.body($0.version) }.map { asker?.blotted($0) ?? $0 }
        var filter = RequestFilter()
        filter.mergedInto = main
        filter.stages = [.merged]
        var after: RequestCursor?
        repeat {
            let found = try await page(filter, order: .newest, after: after, limit: 200)
            for item in found.items {
                let command: RequestCommand =
                    if let text, let reply { .answerWith(main, body: reply.body, reply: text) } else { .unmerge }
                do {
                    _ = try await perform(
                        OutsideCommand(
                            number: item.row.number, command: command, at: now, actor: Actor.system.account))
                } catch CommandFailure.refused(.notMerged) {
                    // Somebody separated it in between.
                    continue
                }
                try await settleMerged(into: item.row.number, at: now)
            }
            after = found.next
        } while after != nil
    }

    /// What follows for others when a command ended a case, or joined it to one that has ended.
    func settle(after command: RequestCommand, _ outcome: CommandOutcome, at now: Instant) async throws {
        if case .merge(let into) = command { return try await settleMerged(into: into, at: now) }
        if outcome.hasMerged { try await settleMerged(into: outcome.number, at: now) }
    }

    /// Settles all that was left behind.
    package func settleMerged(at now: Instant) async throws {
        for main in try await endedWithMerged() { try await settleMerged(into: main, at: now) }
    }
}
