import Civics
import Desks
import Hummingbird
import Pages
import Reporting
import Storage

/// What the mass of requests says: the city in figures.
struct AdviceController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/advice", use: overview)
    }

    @Sendable
    private func overview(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let days = visit.days(visit.query, usual: .week)
        let overview = try await visit.desks.advice.overview(days, visit.operation)
        var model = AdvicePage.Model(overview, in: visit.city)
        if Access.isAllowed(.viewReports, role: visit.actor.role, relation: .none) {
            let last = CityWeek(containing: visit.today).previous
            let weeks = try await visit.desks.advice.weeks(visit.operation)
            model.report = weeks.contains(last) ? last : nil
        }
        model.alerts = try visit.alerts()
        let path = SitePath.advice(from: days.lowerBound, to: days.upperBound)
        return house.answer(AdvicePage(model, in: try await visit.page(at: path)))
    }
}

extension AdvicePage.Model {
    init(_ overview: CityOverview, in city: City) {
        // What has no place or category is part of the sums, but no row or column of its own.
        var byField: [String: Int] = [:]
        var byDistrictField: [String: [String: Int]] = [:]
        for sum in overview.byDistrictField {
            byField[sum.second, default: 0] += sum.amount
            byDistrictField[sum.first, default: [:]][sum.second] = sum.amount
        }
        let districts = Dictionary(overview.byDistrict.map { ($0.first, $0.amount) }, uniquingKeysWith: +)
        let names = CutNames(city: city)
        self.init(
            days: overview.days, previousDays: overview.previousDays, totals: overview.totals,
            previousTotals: overview.previousTotals, received: overview.receivedByDay,
            previousReceived: overview.previousReceivedByDay, closed: overview.closedByDay,
            channels: Channel.allCases.compactMap { channel in
                let amount = overview.byChannel.first { $0.first == channel.rawValue }?.amount ?? 0
                return amount > 0 ? AdvicePage.Part(channel.rawValue, channel.name, amount) : nil
            },
            districts: city.regions(under: city.root).map { district in
                AdvicePage.Part(district.id, district.name, districts[district.id] ?? 0)
            },
            fields: byField.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { field, amount in
                AdvicePage.Part(field, names.field(field), amount)
            },
            byDistrictField: byDistrictField,
            topCategories: overview.topCategories.map { top in
                AdvicePage.Part(top.category, names.category(top.category), top.now, before: top.before)
            }, open: overview.open, overdue: overview.overdue, rules: city.scores.inForce(on: overview.days.upperBound))
    }
}

/// The names of what figures are cut by.
struct CutNames {
    let city: City

    /// Names of the two values of a figure; `nil` where it has none.
    func names(of figure: FigureQuery) -> (first: LocalName?, second: LocalName?) {
        func first(_ name: (String) -> LocalName) -> LocalName? { figure.first.isEmpty ? nil : name(figure.first) }
        func second(_ name: (String) -> LocalName) -> LocalName? { figure.second.isEmpty ? nil : name(figure.second) }
        return switch figure.cut {
        case .total: (nil, nil)
        case .district, .town: (first(region), nil)
        case .field: (first(field), nil)
        case .category: (first(category), nil)
        case .channel: (first(channel), nil)
        case .kind: (first(kind), nil)
        case .body: (first(body), nil)
        case .districtField: (first(region), second(field))
        case .channelKind: (first(channel), second(kind))
        case .line: (first { ServiceLine(rawValue: $0)?.name ?? LocalName(zh: $0, en: $0) }, nil)
        case .kindDistrict, .kindTown: (first(kind), second(region))
        case .kindCategory: (first(kind), second(category))
        case .kindBody: (first(kind), second(body))
        case .districtCategory, .townCategory: (first(region), second(category))
        case .bodyCategory: (first(body), second(category))
        }
    }

    /// The first level of the categories, by its two digits.
    func field(_ code: String) -> LocalName {
        city.categories.first { $0.field == code }?.level1 ?? LocalName(zh: code, en: code)
    }

    func category(_ code: CategoryCode) -> LocalName {
        city.category(code)?.level3 ?? field(code)
    }

    private func region(_ id: RegionID) -> LocalName { city.region(id)?.name ?? LocalName(zh: id, en: id) }
    private func body(_ id: OrganisationID) -> LocalName { city.organisation(id)?.name ?? LocalName(zh: id, en: id) }
    private func channel(_ code: String) -> LocalName { Channel(rawValue: code)?.name ?? LocalName(zh: code, en: code) }
    private func kind(_ code: String) -> LocalName {
        RequestKind(rawValue: code)?.name ?? LocalName(zh: code, en: code)
    }
}
