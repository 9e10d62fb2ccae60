/// Which reports are drafted by themselves and when, who is told, who gets them sent, and whether people may read them
/// (`reports.yml`).
package struct ReportPlan: Hashable, Sendable {
    /// Reports of one kind that are drafted on the first working day after their period.
    package struct Draft: Hashable, Sendable {
        package var kind: ReportKind
        /// Each stands for one report of every period.
        package var scopes: [ReportScope]
        /// Milliseconds since midnight.
        package var time: Int64

        package init(_ kind: ReportKind, of scopes: [ReportScope], at time: Int64) {
            self.kind = kind
            self.scopes = scopes
            self.time = time
        }
    }

    /// The forms a report can be sent in as a file.
    package enum Format: String, CaseIterable, Sendable {
        case html, docx, xlsx, pdf, json
    }

    /// Somebody who gets reports sent.
    package struct Subscription: Hashable, Sendable {
        package enum Moment: String, CaseIterable, Sendable {
            /// When a draft is made.
            case draft
            /// When it is issued, and when a correction is.
            case issue
        }

        /// ASCII letters, digits and hyphens; the way of its messages is called `report-` and this.
        package var id: String
        package var name: LocalName
        package var kinds: Set<ReportKind>
        package var scopes: Set<ReportScope>
        /// The files of a mail; what a program is given links to.
        package var formats: [Format]
        package var moment: Moment
        /// `zh-Hans` or `en`.
        package var language: String

        package init(
            id: String, name: LocalName, kinds: Set<ReportKind>, scopes: Set<ReportScope>, formats: [Format],
            moment: Moment, language: String
        ) {
            self.id = id
            self.name = name
            self.kinds = kinds
            self.scopes = scopes
            self.formats = formats
            self.moment = moment
            self.language = language
        }

        /// The way of `MessagePlan` that its messages go by.
        package var way: String { "report-\(id)" }

        package func wants(_ order: ReportOrder, at moment: Moment) -> Bool {
            self.moment == moment && kinds.contains(order.kind) && scopes.contains(order.scope)
        }
    }

    package var version: String
    /// Whether issued reports of the whole city stand on the portal for everybody.
    package var isPublished: Bool
    package var drafts: [Draft]
    /// Periods that ended longer ago are not drafted any more by themselves; months.
    package var catchUp: Int
    /// The roles that are told at their desk of drafts that wait for a review.
    package var told: Set<Role>
    package var subscriptions: [Subscription]

    package init(
        version: String, isPublished: Bool, drafts: [Draft], catchUp: Int, told: Set<Role>,
        subscriptions: [Subscription]
    ) {
        self.version = version
        self.isPublished = isPublished
        self.drafts = drafts
        self.catchUp = catchUp
        self.told = told
        self.subscriptions = subscriptions
    }

    /// Nothing is made by itself.
    package static let none = ReportPlan(
        version: "", isPublished: false, drafts: [], catchUp: 1, told: [], subscriptions: [])
}

/// What is to be drafted at a moment, and what cannot be told because the working calendar has no data.
package struct DraftsDue: Hashable, Sendable {
    package var orders: [ReportOrder] = []
    /// The years that are missing, each with the first report that waits for it.
    package var gaps: [Int: ReportOrder] = [:]

    package init() {}
}

extension ReportPlan {
    /// The reports whose draft is due at a moment: those of the whole periods that ended at most `catchUp` months ago and
    /// after the first day with figures, whose first working day has come. Whether they were made already is not asked.
    ///
    /// - Parameter firstDay: the first with figures; `nil` for a city without any.
    package func due(at now: Instant, firstDay: CityDay?, in calendar: WorkingCalendar) -> DraftsDue {
        var due = DraftsDue()
        guard let firstDay else { return due }
        let today = calendar.zone.day(of: now)
        let (year, month, day) = today.components
        let months = year * 12 + month - 1 - catchUp
        let back = CityDay(year: months / 12, month: months % 12 + 1, day: 1)
        let earliest = max(firstDay, back.map { $0.advanced(by: day - 1) } ?? firstDay)
        for draft in drafts {
            guard let length = draft.kind.length else { continue }
            var periods: [CityPeriod] = []
            var period = CityPeriod(length, containing: today).previous
            while period.days.upperBound >= earliest {
                periods.append(period)
                period = period.previous
            }
            for period in periods.reversed() {
                let orders = draft.scopes.map { ReportOrder(period, $0) }
                do {
                    let workday = try calendar.nextWorkday(after: period.days.upperBound)
                    if calendar.zone.instant(workday, time: draft.time) <= now { due.orders += orders }
                } catch {
                    if let first = orders.first, due.gaps[error.year] == nil { due.gaps[error.year] = first }
                }
            }
        }
        return due
    }
}
