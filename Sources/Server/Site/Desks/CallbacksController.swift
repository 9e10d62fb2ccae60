import Casework
import Civics
import Desks
import Hummingbird
import Pages
import Storage

/// Calling people back after their request was closed.
struct CallbacksController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/callbacks", use: queue)
    }

    @Sendable
    private func queue(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let queue = CallbackQueue(visit, visit.query)
        let chosen = visit.query["case"].flatMap { CaseNumber($0) }
        if let page = try await queue.page(at: chosen) { return house.answer(page) }
        // Called back in the meantime.
        guard let chosen else { throw Problem.notFound }
        return house.lead(to: .caseFile(chosen))
    }
}

/// Makes the page of the call-back queue.
struct CallbackQueue {
    private let visit: DeskVisit
    private let after: String?

    init(_ visit: DeskVisit, _ query: FormFields) {
        self.visit = visit
        after = query["after"]
    }

    /// - Parameter number: the request whose person is called; the first of the queue where none is given.
    /// - Returns: `nil` when that request does not wait for a call.
    func page(
        at number: CaseNumber?, after attempt: Attempt? = nil, revealing reporter: Reporter? = nil
    ) async throws -> CallbacksPage? {
        let cursor = DeskVisit.cursor(after)
        let (queue, total) = try await visit.desks.service.callBackQueue(after: cursor, visit.operation)
        var current: CallbacksPage.Current?
        if !visit.wantsListsOnly, let chosen = number ?? queue.items.first?.row.number {
            current = try await self.current(chosen, revealing: reporter)
            if current == nil, number != nil { return nil }
        }
        let model = CallbacksPage.Model(
            queue: queue.items.map { visit.rows.row($0) }, total: ListCount(total), current: current,
            answer: attempt.map { answer($0.form) } ?? CallbacksPage.Answer(), after: cursor == nil ? nil : after,
            next: queue.next.map { CursorText.text($0) }, faults: attempt?.faults ?? [], problem: attempt?.problem)
        return CallbacksPage(model, in: try await visit.page(at: .callbacks(case: number, after: after)))
    }

    private func current(_ number: CaseNumber, revealing shown: Reporter?) async throws -> CallbacksPage.Current? {
        let file = try await visit.desks.caseFile(number, visit.operation)
        let request = file.request
        guard request.stage == .closed, let closedAt = request.closedAt else { return nil }
        let reporter: Reporter =
            if let shown { shown } else { try await visit.reporter(of: request) }
        let reply = request.replies.last { $0.body == request.lead }
        let attempts = file.entries.filter { entry in
            if case .calledBack(let answer) = entry.event { !answer.reached && entry.at >= closedAt } else { false }
        }
        let isRectification = request.rounds.last?.cause == .rectification
        return CallbacksPage.Current(
            row: visit.rows.row(file), stamp: FormStamp(version: request.version, once: DeskVisit.once()),
            text: file.text.isEmpty ? nil : file.text, reply: reply.flatMap { file.body($0.version) },
            closedAt: closedAt, reporter: reporter,
            attempts: attempts.map { CallbacksPage.Attempt(at: $0.at, note: file.body($0.version)) },
            mostAttempts: visit.city.limits.callBackAttempts,
            rectification: isRectification ? nil : visit.city.limits.rectification,
            before: isRectification ? before(file) : nil, isTogether: request.rounds.last?.sharedSince != nil)
    }

    /// What the person said that was to be put right.
    private func before(_ file: CaseFile) -> CallbacksPage.Before? {
        guard let satisfaction = file.request.lastAnswer?.satisfaction else { return nil }
        let entry = file.entries.last { entry in
            if case .calledBack(let answer) = entry.event { answer.reached } else { false }
        }
        return CallbacksPage.Before(satisfaction: satisfaction, said: entry.flatMap { file.body($0.version) })
    }

    private func answer(_ form: FormFields) -> CallbacksPage.Answer {
        func flag(_ field: CaseField) -> Bool? {
            switch form[field.rawValue] {
            case "yes": true
            case "no": false
            default: nil
            }
        }
        return CallbacksPage.Answer(
            reached: flag(.reached), solved: flag(.solved),
            satisfaction: form[CaseField.satisfaction.rawValue].flatMap { Satisfaction(rawValue: $0) },
            comment: form[CaseField.comment.rawValue] ?? "",
            aspects: Set(form.all(CaseField.aspect.rawValue).compactMap { RatingAspect(rawValue: $0) }),
            redo: form[CaseField.redo.rawValue] == "1")
    }
}
