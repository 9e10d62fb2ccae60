import Casework
import Civics
import Desks
import Pages
import Storage

/// Requests as lines of lists, and their clocks, out of what the store keeps of them.
struct CaseRows {
    let city: City
    let now: Instant

    func row(_ item: RequestPage.Item) -> CaseRow {
        let row = item.row
        var shown = CaseRow(
            number: row.number, title: item.title, kind: row.kind, urgency: row.urgency, line: row.line,
            channel: row.channel, stage: row.stage, isProtected: row.isProtected, place: place(row.place),
            category: category(row.category), body: row.lead.map { body($0) }, handler: row.handler,
            receivedAt: row.receivedAt, clock: clock(row), urges: row.urges, supervisionLevel: row.supervision,
            redos: row.redos, satisfaction: row.satisfaction,
            isContested: row.isContested && row.stage == .awaitingDispatch)
        shown.returns = row.returns
        shown.transfers = row.transfers
        shown.awaitsApproval = row.draftedAt != nil
        shown.isSentBack = row.sentBackAt != nil
        shown.helpersAsking = row.helpersAsking
        if let help = item.help {
            shown.stage = help.stage
            shown.handler = help.handler
            shown.clock = help.clock.map { kind in
                reading(
                    row, kind, deadline: help.clockDeadline, yellowAt: help.yellowAt, redAt: help.redAt,
                    isPaused: help.stage == .paused, helping: true)
            }
        }
        return shown
    }

    func similar(_ found: SimilarRequest) -> SimilarRow {
        SimilarRow(
            row(found.item), likeness: found.likeness,
            sharedPlace: found.sharedPlace.flatMap { city.region($0)?.name }, age: found.age)
    }

    func row(_ file: CaseFile) -> CaseRow {
        let request = file.request
        var shown = CaseRow(
            number: request.number, title: file.title.isEmpty ? nil : file.title, kind: request.kind,
            urgency: request.urgency, line: request.line, channel: request.channel, stage: request.stage,
            isProtected: request.isProtected, place: place(request.place), category: category(request.category),
            body: request.lead.map { body($0) }, handler: request.handler, receivedAt: request.receivedAt,
            clock: request.nextClock(in: city).map { ClockReading($0, at: now, calendar: city.calendar) },
            urges: request.urges, supervisionLevel: request.supervisionLevel, redos: request.redos,
            satisfaction: request.lastAnswer?.satisfaction,
            isContested: request.contestedAt != nil && request.stage == .awaitingDispatch)
        shown.returns = request.returns
        shown.transfers = request.transfers
        shown.awaitsApproval = request.draft != nil
        shown.isSentBack = request.sentBackAt != nil
        shown.helpersAsking = request.helpersAsking.count
        return shown
    }

    /// The clock to watch now; `nil` when none runs.
    private func clock(_ row: RequestRow) -> ClockReading? {
        guard let kind = row.clock else { return nil }
        return reading(row, kind, deadline: row.clockDeadline, yellowAt: row.yellowAt, redAt: row.redAt)
    }

    /// The clock of the answer, or of the part that a body that helps owes the lead; `nil` when it does not run.
    func closeClock(_ item: RequestPage.Item) -> ClockReading? {
        let row = item.row
        if let help = item.help {
            guard !help.stage.isEnded else { return nil }
            return reading(
                row, .close, deadline: help.closeDeadline, yellowAt: nil, redAt: nil, isPaused: help.stage == .paused,
                helping: true)
        }
        guard !row.stage.isEnded, row.lead != nil else { return nil }
        if row.clock == .close { return clock(row) }
        return reading(row, .close, deadline: row.closeDeadline, yellowAt: nil, redAt: nil)
    }

    /// By when an order of supervision is to be answered; `nil` when it is not waited for, or has no limit.
    func orderClock(_ row: RequestRow) -> ClockReading? {
        guard row.supervisionState == .awaitingAnswer, let deadline = row.supervisionDeadline else { return nil }
        let limit = city.limits.supervision[max(0, min(2, row.supervision - 1))]
        return ClockReading(
            .supervision, limit: limit, deadline: deadline, yellowAt: nil, redAt: nil, isPaused: false,
            startedAt: row.receivedAt, at: now, calendar: city.calendar)
    }

    /// A list knows the end of a clock only; how long it is follows from the city's limits for such a request.
    private func reading(
        _ row: RequestRow, _ kind: Clock.Kind, deadline: Instant?, yellowAt: Instant?, redAt: Instant?,
        isPaused: Bool? = nil, helping: Bool = false
    ) -> ClockReading {
        let limits = city.limits.limits(kind: row.kind, urgency: row.urgency, line: row.line)
        let limit: TimeLimit? =
            switch kind {
            case .dispatch: limits?.dispatch
            case .sign: limits?.sign
            case .contact: limits?.contact
            case .close where helping: limits?.close.share(city.limits.coHandlingShare, in: city.calendar)
            case .close: limits?.close
            case .callBack: city.limits.callBack
            case .supervision: city.limits.supervision[max(0, min(2, row.supervision - 1))]
            }
        let startedAt = kind == .callBack ? row.closedAt ?? row.receivedAt : row.receivedAt
        return ClockReading(
            kind, limit: limit ?? .elapsed((deadline ?? now) - startedAt), deadline: deadline, yellowAt: yellowAt,
            redAt: redAt, isPaused: isPaused ?? (row.stage == .paused), startedAt: startedAt, at: now,
            calendar: city.calendar)
    }

    /// District, town, village; the city where nothing finer is known.
    func place(_ id: RegionID) -> [LocalName] {
        let path = city.path(to: id).map(\.name)
        return path.count > 1 ? Array(path.dropFirst()) : path
    }

    func category(_ code: CategoryCode) -> LocalName {
        city.category(code)?.level3 ?? LocalName(zh: code, en: code)
    }

    func categoryPath(_ code: CategoryCode) -> [LocalName] {
        guard let category = city.category(code) else { return [LocalName(zh: code, en: code)] }
        return [category.level1, category.level2, category.level3]
    }

    /// The body as lists call it: short in Chinese, where bodies have short names.
    func body(_ id: OrganisationID) -> LocalName {
        guard let body = city.organisation(id) else { return LocalName(zh: id, en: id) }
        return LocalName(zh: body.shortName, en: body.name.en)
    }
}
