import Casework
package import Civics
import Reporting
package import Storage

/// What the advice desk shows of a period: counts by day and by what they are split, with the period before it.
package struct CityOverview: Sendable {
    package let days: ClosedRange<CityDay>
    package let previousDays: ClosedRange<CityDay>
    package let totals: [Measure: Int]
    package let previousTotals: [Measure: Int]
    package let receivedByDay: [Int]
    package let previousReceivedByDay: [Int]
    package let closedByDay: [Int]
    package let byChannel: [FigureSum]
    package let byKind: [FigureSum]
    package let byDistrict: [FigureSum]
    /// First: district, second: field.
    package let byDistrictField: [FigureSum]
    /// The categories with most requests, and how many they had in the period before.
    package let topCategories: [(category: CategoryCode, now: Int, before: Int)]
    /// Open requests, and of these late, at this moment.
    package let open: Int
    package let overdue: Int

    package func total(_ measure: Measure) -> Int { totals[measure] ?? 0 }
    package func previous(_ measure: Measure) -> Int { previousTotals[measure] ?? 0 }
}

/// The advice desk (参谋台): what the mass of requests says, down to the single request.
package struct AdviceDesk: Sendable {
    let store: Store
    let issueBoard: IssueBoard
    var city: City { store.city }

    /// The city's figures of a period. Counts are public; lists of requests are not.
    package func overview(_ days: ClosedRange<CityDay>, _ context: OperationContext) async throws -> CityOverview {
        let now = context.now
        return try await store.database.read { connection in
            let previous = days.lowerBound.advanced(by: -days.count)...days.lowerBound.advanced(by: -1)
            func totals(_ days: ClosedRange<CityDay>) throws -> [Measure: Int] {
                var totals: [Measure: Int] = [:]
                for measure in Measure.allCases {
                    totals[measure] = try FigureStore.sums(measure, .total, days, on: connection).first?.amount ?? 0
                }
                return totals
            }
            func received(_ cut: FigureCut) throws -> [FigureSum] {
                try FigureStore.sums(.received, cut, days, on: connection)
            }
            let before = Dictionary(
                try FigureStore.sums(.received, .category, previous, on: connection).map { ($0.first, $0.amount) },
                uniquingKeysWith: +)
            let top = try received(.category).sorted { ($1.amount, $0.first) < ($0.amount, $1.first) }.prefix(15)
            let open = try connection.integer("SELECT count(*) FROM request r WHERE r.is_open = 1")
            let overdue = try connection.integer(
                "SELECT count(*) FROM request r WHERE r.is_open = 1 AND r.close_deadline < ?",
                [.integer(now.milliseconds)])
            return CityOverview(
                days: days, previousDays: previous, totals: try totals(days), previousTotals: try totals(previous),
                receivedByDay: try FigureStore.byDay(.received, days, on: connection),
                previousReceivedByDay: try FigureStore.byDay(.received, previous, on: connection),
                closedByDay: try FigureStore.byDay(.closed, days, on: connection),
                byChannel: try received(.channel), byKind: try received(.kind), byDistrict: try received(.district),
                byDistrictField: try received(.districtField),
                topCategories: top.map { ($0.first, $0.amount, before[$0.first] ?? 0) }, open: Int(open),
                overdue: Int(overdue))
        }
    }

    /// Requests received and closed on the city's day so far. Public.
    package func today(_ context: OperationContext) async throws -> (received: Int, closed: Int) {
        let day = city.zone.day(of: context.now)
        return try await store.database.read { connection in
            let received = try FigureStore.byDay(.received, day...day, on: connection)
            let closed = try FigureStore.byDay(.closed, day...day, on: connection)
            return (received[0], closed[0])
        }
    }

    /// The requests behind a figure, or found by words. Handlers see those of their own body only.
    package func requests(
        _ filter: RequestFilter, order: RequestOrder = .newest, after: RequestCursor? = nil, limit: Int = 50,
        _ context: OperationContext
    ) async throws -> RequestPage {
        let page = try await store.page(
            try ListScope(store.city).allowed(filter, context), order: order, after: after, limit: limit)
        if filter.phone != nil { try await store.logSearch(page.items, context) }
        return page
    }

    /// How many these are; exact up to 100,000.
    package func count(_ filter: RequestFilter, _ context: OperationContext) async throws -> BoundedCount {
        try await store.count(try ListScope(store.city).allowed(filter, context))
    }
}

/// The store's daily figures, as reports ask for them.
struct StoredFigures: FigureSource {
    let connection: any Connection

    func firstDay() throws -> CityDay? {
        try connection.first("SELECT min(day) FROM figure WHERE cut = 0 AND measure = 1") {
            $0.optionalInteger(0).map { CityDay(number: Int($0)) }
        } ?? nil
    }

    func sums(_ measures: [Measure], by cut: FigureCut, in days: ClosedRange<CityDay>) throws -> FigureSums {
        let table = try FigureStore.table(measures, cut, days, on: connection)
        var sums = FigureSums()
        for cell in table.cells {
            for measure in measures {
                let amount = table[measure, cell.first, cell.second]
                if amount != 0 { sums.add(amount, to: measure, first: cell.first, second: cell.second) }
            }
        }
        return sums
    }

    func dailySums(
        _ measures: [Measure], by cut: FigureCut, in days: ClosedRange<CityDay>
    ) throws -> [CityDay: FigureSums] {
        let (kept, side) = cut.source
        var byDay: [CityDay: FigureSums] = [:]
        for measure in measures {
            for (cell, amounts) in try FigureStore.daily(measure, kept, days, on: connection) {
                let first = side == .second ? cell.second : cell.first
                for (index, amount) in amounts.enumerated() where amount != 0 {
                    byDay[days.lowerBound.advanced(by: index), default: FigureSums()].add(
                        amount, to: measure, first: first, second: side == .both ? cell.second : "")
                }
            }
        }
        return byDay
    }

    func daily(
        _ measure: Measure, by cut: FigureCut, in days: ClosedRange<CityDay>, where isMeant: (String) -> Bool
    ) throws -> [CityDay: Int] {
        try FigureStore.daily(measure, cut, days, where: isMeant, on: connection)
    }
}
