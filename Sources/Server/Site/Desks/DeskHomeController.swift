import Civics
import Desks
import Hummingbird
import Pages
import Storage

/// The front of the desks: what waits for whoever is signed in.
struct DeskHomeController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.desk.get(use: home)
    }

    @Sendable
    private func home(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let page = try await visit.page(at: .desk)
        let (tasks, watch) = try await waiting(visit)
        let isClerk = visit.actor.role == .windowClerk
        let today = try await visit.desks.advice.today(visit.operation)
        let model = DeskHomePage.Model(
            tasks: tasks, watch: watch.map { visit.rows.row($0) },
            watchHeading: isClerk ? LocalName(zh: "您今天登记的", en: "What you took in today") : nil,
            receivedToday: today.received, closedToday: today.closed)
        return house.answer(DeskHomePage(model, in: page))
    }

    private typealias Waiting = (tasks: [DeskHomePage.Task], watch: [RequestPage.Item])

    private func waiting(_ visit: DeskVisit) async throws -> Waiting {
        switch visit.actor.role {
        case .hotlineAgent: try await forAgent(visit)
        case .dispatcher: try await forDispatcher(visit)
        case .handler, .headOfBody: try await forHandler(visit)
        case .supervisor: try await forSupervisor(visit)
        case .windowClerk: ([], try await visit.desks.service.takenInToday(limit: 8, visit.operation))
        case .auditor: try await forAuditor(visit)
        case .analyst: (try await reports(visit), [])
        case .administrator: try await forAdministrator(visit)
        default: ([], [])
        }
    }

    private func forAgent(_ visit: DeskVisit) async throws -> Waiting {
        let queue = try await visit.desks.service.callBackQueue(limit: 8, visit.operation)
        let task = DeskHomePage.Task(
            LocalName(zh: "待回访", en: "To call back"),
            note: LocalName(zh: "办结了的，问一问解决没有、满不满意", en: "Closed: ask whether it is solved"),
            count: ListCount(queue.total), path: .callbacks())
        return ([task], queue.page.items)
    }

    /// What stands out of the looks of yesterday and today, and whether the journal is in order.
    private func forAuditor(_ visit: DeskVisit) async throws -> Waiting {
        let days = visit.today.advanced(by: -1)...visit.today
        let review = try await visit.desks.administration.review(LookQuery(days: days), limit: 1, visit.operation)
        let looks = DeskHomePage.Task(
            LocalName(zh: "查看突出的账号", en: "Accounts whose looks stand out"),
            note: LocalName(zh: "昨天和今天：太多、夜间、与经手无关", en: "Yesterday and today: many, at night, unrelated"),
            count: ListCount(review.unusual.count), path: .looks(LooksQuery(days: days, isUnusualOnly: true)),
            tone: .warn)
        return ([looks] + tasks(of: try await visit.desks.administration.health(visit.operation)), [])
    }

    private func forAdministrator(_ visit: DeskVisit) async throws -> Waiting {
        let health = try await visit.desks.administration.health(visit.operation)
        let locked = DeskHomePage.Task(
            LocalName(zh: "锁定的账号", en: "Locked accounts"),
            note: LocalName(zh: "错的次数太多；忘了密码可以重给", en: "Too many failures; a forgotten password can be given anew"),
            count: ListCount(health.lockedAccounts), path: .accounts(), tone: .warn)
        return ([locked] + tasks(of: health), [])
    }

    private func tasks(of health: Health) -> [DeskHomePage.Task] {
        [
            DeskHomePage.Task(
                LocalName(zh: "账本对不上", en: "The journal does not fit"),
                note: LocalName(zh: "最近一次核验发现的问题", en: "Found by the last check"),
                count: ListCount(health.lastCheck?.fault == nil ? 0 : 1), path: .admin, tone: .bad),
            DeskHomePage.Task(
                LocalName(zh: "还没封印的日子", en: "Days without a seal"),
                note: LocalName(zh: "每天零点应当自动封印", en: "Each midnight should make one"),
                count: ListCount(health.unsealedDays), path: .admin, tone: .warn),
        ]
    }

    private func forDispatcher(_ visit: DeskVisit) async throws -> Waiting {
        let desk = visit.desks.dispatch
        let counts = try await desk.counts(visit.operation)
        func task(_ view: DispatchDesk.View, _ name: LocalName, _ note: LocalName, _ tone: Tone) -> DeskHomePage.Task {
            DeskHomePage.Task(
                name, note: note, count: ListCount(counts[view] ?? 0),
                path: .dispatch(view: view == .all ? nil : view.rawValue), tone: tone)
        }
        let tasks = [
            task(
                .urgent, LocalName(zh: "紧急待派", en: "Urgent, to dispatch"),
                LocalName(zh: "先派这些", en: "These first"), .bad),
            task(
                .returned, LocalName(zh: "退回待裁定", en: "Returned, to adjudicate"),
                LocalName(zh: "承办单位说不归它办，或者协办求退", en: "Not its matter, says the body, or the co-handler"), .warn),
            task(
                .all, LocalName(zh: "全部待派", en: "All to dispatch"),
                LocalName(zh: "每件都有建议的单位和依据", en: "Each with a suggested body and the reason"), .neutral),
        ]
        return (tasks, try await desk.queue(.all, limit: 8, visit.operation).items)
    }

    private func forHandler(_ visit: DeskVisit) async throws -> Waiting {
        let desk = visit.desks.handling
        let counts = try await desk.counts(visit.operation)
        func task(_ view: HandlingDesk.View, _ note: LocalName, _ tone: Tone = .neutral) -> DeskHomePage.Task? {
            guard let shown = WorklistView(rawValue: view.rawValue), let count = counts[view] else { return nil }
            return DeskHomePage.Task(
                shown.name, note: note, count: ListCount(count), path: .worklist(view: view.rawValue), tone: tone)
        }
        let tasks = [
            task(.supervised, LocalName(zh: "先答复督办人", en: "Answer the supervisor first"), .bad),
            task(.toApprove, LocalName(zh: "看过答复，通过就办结", en: "Read the reply; approving it closes the request"), .warn),
            task(.overdue, LocalName(zh: "先办这些", en: "These first"), .bad),
            task(.dueToday, LocalName(zh: "今天要做完的一步", en: "A step that must be done today"), .warn),
            task(.toSign, LocalName(zh: "签收，或者退回派单台", en: "Sign for them, or return them")),
            task(.mine, LocalName(zh: "分给您的；退回修改的答复也在这里", en: "Given to you; replies sent back are here too")),
            task(.inProgress, LocalName(zh: "联系、办理、答复", en: "Be in touch, handle, reply")),
        ]
        return (tasks.compactMap(\.self), try await desk.workList(.open, limit: 8, visit.operation).items)
    }

    private func forSupervisor(_ visit: DeskVisit) async throws -> Waiting {
        let desk = visit.desks.supervision
        let counts = try await desk.counts(visit.operation)
        func task(_ view: SupervisionDesk.View, _ note: LocalName, _ tone: Tone = .neutral) -> DeskHomePage.Task? {
            guard let shown = SupervisionView(rawValue: view.rawValue), let count = counts[view] else { return nil }
            return DeskHomePage.Task(
                shown.name, note: note, count: ListCount(count), path: .supervision(view: view.rawValue), tone: tone)
        }
        let tasks = [
            task(.overdue, LocalName(zh: "催办或者督办", en: "Urge or supervise"), .bad),
            task(.dueSoon, LocalName(zh: "提醒承办单位", en: "Remind the body"), .warn),
            task(.extensions, LocalName(zh: "批准或者不批准，只能一次", en: "Grant or decline; it can be asked once"), .warn),
            task(.repeated, LocalName(zh: "催过两次以上还没办结", en: "Urged twice or more and still open"), .warn),
            task(.dissatisfied, LocalName(zh: "看看要不要重办", en: "See whether it must be done again")),
            task(.needsLook, LocalName(zh: "整改后还是差评，看看怎么办", en: "Bad again after rectification: decide"), .warn),
            task(.unanswered, LocalName(zh: "逾期没答复的督办单", en: "Orders whose answer is late"), .bad),
            task(.answered, LocalName(zh: "看答复，销号或者升级", en: "Read the answers; lift or raise")),
        ]
        return (
            tasks.compactMap(\.self) + (try await reports(visit)),
            try await desk.list(.overdue, limit: 8, visit.operation).items
        )
    }

    /// Reports that wait for the reader's signature.
    private func reports(_ visit: DeskVisit) async throws -> [DeskHomePage.Task] {
        let waiting = try await visit.desks.reports.waiting(visit.operation)
        return [
            DeskHomePage.Task(
                LocalName(zh: "报告草稿待审核", en: "Reports to review"),
                note: LocalName(zh: "看过数字和说法，再送签发", en: "Read figures and words, then send them on"),
                count: ListCount(waiting.drafts), path: .reports(isWaiting: true), tone: .warn),
            DeskHomePage.Task(
                LocalName(zh: "报告待签发", en: "Reports to issue"),
                note: LocalName(zh: "审核过的；签发后不再改动", en: "Reviewed; once issued they do not change"),
                count: ListCount(waiting.reviewed), path: .reports(isWaiting: true), tone: .warn),
        ]
    }
}
