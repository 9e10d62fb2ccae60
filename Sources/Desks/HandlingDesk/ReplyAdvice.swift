package import Casework
package import Civics
package import Insight
package import Storage

/// What helps with a reply: texts to begin with, and hints on what is written.
extension Desks {
    /// The texts that the actor's body may begin its reply with, filled in.
    /// - Parameter words: what is put in: names and the day in the language of the reply.
    package func replyTemplates(for request: ServiceRequest, _ context: OperationContext) -> [ReplyTemplate] {
        guard let body = Access.body(of: context.actor, for: request, in: city).flatMap({ city.organisation($0) })
        else { return [] }
        return city.handling.templates(function: body.function, kind: request.kind)
    }

    /// Hints on a reply to a request. Whether it names the person is asked by their own name and number only for those who
    /// may see them: a hint would tell the others.
    package func hints(
        on reply: String, to file: CaseFile, _ context: OperationContext
    ) async throws -> [ReplyHint] {
        let person =
            mayViewReporter(of: file.request, context.actor) ? try await store.person(of: file.request.number) : nil
        return ReplyHints(
            for: (file.title, file.text), name: person?.name ?? "", phone: person?.phone ?? ""
        ).hints(on: reply)
    }
}
