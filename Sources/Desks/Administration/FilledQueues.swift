import Casework
package import Civics
import Storage

extension Administration {
    /// Sees to it that every queue of a demonstration has something in it, whatever hour it is made at: what is rare in a
    /// city's days (a contested refusal, a co-handler that wants out, a draft, an order of supervision) is done to one
    /// request more where nothing of it waits. By the same commands and rules as anything else.
    package func fillQueues(at now: Instant) async throws {
        guard try await isDemonstrated() else { return }
        var contested = RequestFilter()
        contested.isContested = true
        contested.stages = [.awaitingDispatch]
        if try await store.count(contested, ceiling: 1).value == 0 {
            try await onFirst(of: [.refused], at: now) { request in
                request.contestedAt == nil
                    ? .contest(note: words("这是公共道路，不是小区里面的事，请再看一下。", "It is a public street. Please look again.")) : nil
            }
        }
        let open = try await openRequests()
        if !open.contains(where: { $0.draft != nil }) {
            try await onFirst(of: [.inProgress], at: now) { request in
                guard let lead = request.lead, store.city.handling.needsApproval(of: request, in: store.city) else {
                    return nil
                }
                return .draftReply(
                    body: lead, author: "\(Role.handler.rawValue)@\(lead)",
                    reply: words(
                        "您好，您反映的情况收到后，我们到现场核查，已责令整改，将在一周内复查。谢谢您的监督。",
                        "We went to look after your report and ordered it put right; we look again within a week."))
            }
        }
        if !open.contains(where: { $0.coHandlers.contains { $0.returnedAt != nil } }) {
            try await onFirst(of: [.awaitingSigning, .inProgress], at: now) { request in
                request.coHandlers.first { $0.signedAt == nil && $0.returnedAt == nil && !$0.isDesignated }.map {
                    .return(
                        body: $0.body, reason: .notOurDuty,
                        note: words("这一段不由我单位管养，请核实。", "This stretch is not ours; please check."))
                }
            }
        }
        if !open.contains(where: \.owesSupervisor) {
            try await onFirst(of: [.inProgress], at: now) { request in
                request.supervision == nil
                    ? .supervise(
                        level: 1, reason: .badEffect,
                        note: words("多人反映，请说明进展。", "Many people have told us about it; please report.")) : nil
            }
        }
    }

    private func isDemonstrated() async throws -> Bool {
        try await store.database.read { try Settings.value("demonstration", on: $0) } == "yes"
    }

    /// The newest open requests, of which some are looked at whole.
    private func openRequests() async throws -> [ServiceRequest] {
        var filter = RequestFilter()
        filter.isOpen = true
        var requests: [ServiceRequest] = []
        for item in try await store.page(filter, order: .newest, limit: 400).items {
            if let request = try await store.request(item.row.number) { requests.append(request) }
        }
        return requests
    }

    /// Gives the command to the first of the newest requests of these stages for which there is one and the rules take it.
    private func onFirst(
        of stages: [ServiceRequest.Stage], at now: Instant, _ command: (ServiceRequest) -> RequestCommand?
    ) async throws {
        var filter = RequestFilter()
        filter.stages = stages
        for item in try await store.page(filter, order: .newest, limit: 400).items {
            guard let request = try await store.request(item.row.number), now >= request.lastEventAt,
                let command = command(request), (try? request.decide(command, at: now, in: store.city)) != nil
            else { continue }
            let actor =
                switch command {
                case .contest: Actor.resident.account
                case .supervise: Role.supervisor.rawValue
                default: "\(Role.handler.rawValue)@\(request.lead ?? "")"
                }
            _ = try await store.perform(
                OutsideCommand(number: request.number, command: command, at: now, actor: actor, isTold: false))
            return
        }
    }

    /// In the language in which the city's categories are explained.
    private func words(_ chinese: String, _ english: String) -> String {
        let isChinese = store.city.categories.contains { category in
            category.explanation.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        }
        return isChinese ? chinese : english
    }
}
