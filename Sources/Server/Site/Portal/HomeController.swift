import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Reporting

/// The front page, the city's figures, and the pages about this site.
struct HomeController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/", use: home)
        routes.get("/figures", use: figures)
        routes.get("/about/privacy", use: privacy)
        routes.get("/about/accessibility", use: accessibility)
        routes.get("/places", use: places)
        routes.get("/language", use: language)
        routes.get("/large", use: large)
    }

    @Sendable
    private func home(_ request: Request, _ context: SiteContext) async throws -> Response {
        let page = try await house.page(request, context, at: .home)
        let limits = house.desks.city.limits.limits(kind: .help, urgency: .ordinary, line: .public)
        let often = [
            page.say("门口的路灯坏了", "street light broken"), page.say("夜间施工噪声", "noise at night"),
            page.say("社保转移", "social insurance transfer"), page.say("拖欠工资", "wages not paid"),
            page.say("小区电梯", "lift out of order"),
        ]
        let model = HomePage.Model(
            often: often, contactLimit: limits?.contact, figures: try await figuresNow(house.operation(context)))
        return house.answer(HomePage(model, in: page))
    }

    @Sendable
    private func figures(_ request: Request, _ context: SiteContext) async throws -> Response {
        let page = try await house.page(request, context, at: .figures)
        let operation = house.operation(context)
        let today = page.today
        let days = today.advanced(by: -29)...today
        let overview = try await house.desks.advice.overview(days, operation)
        let model = FiguresPage.Model(
            days: days, now: try await figuresNow(operation),
            charts: OverviewCharts(overview, of: house.desks.city, in: page.language).named,
            rates: rates(overview), hasReports: house.desks.city.reports.isPublished)
        return house.answer(FiguresPage(model, in: page))
    }

    @Sendable
    private func privacy(_ request: Request, _ context: SiteContext) async throws -> Response {
        house.answer(PrivacyPage(in: try await house.page(request, context, at: .privacy)))
    }

    @Sendable
    private func accessibility(_ request: Request, _ context: SiteContext) async throws -> Response {
        house.answer(AccessibilityPage(in: try await house.page(request, context, at: .accessibility)))
    }

    /// The regions under one, for the place picker.
    @Sendable
    private func places(_ request: Request, _ context: SiteContext) async throws -> Response {
        let city = house.desks.city
        let under = try request.queryFields()["under"].flatMap { $0.isEmpty ? nil : $0 } ?? city.root
        guard city.region(under) != nil else { throw Problem.notFound }
        let language = request.language
        return Response(status: .ok, headers: [.cacheControl: "max-age=3600"]) { json in
            json.array { list in
                for region in city.regions(under: under) {
                    list.object {
                        $0.member("id", region.id)
                        $0.member("name", language.say(region.name))
                    }
                }
            }
        }
    }

    @Sendable
    private func language(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = try request.queryFields()
        var response = back(query)
        if let language = query["to"].flatMap(Language.init(rawValue:)) {
            response.setCookie(
                Preference.language, language.rawValue, maxAge: Preference.year,
                isSecure: house.configuration.isBehindTLS)
        }
        return response
    }

    @Sendable
    private func large(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = try request.queryFields()
        var response = back(query)
        response.setCookie(
            Preference.largeType, query["on"] == "1" ? "1" : "0", maxAge: Preference.year,
            isSecure: house.configuration.isBehindTLS)
        return response
    }

    private func back(_ query: FormFields) -> Response {
        Response(status: .seeOther, headers: [.location: LocalPath(query["back"]).path])
    }

    private func figuresNow(_ operation: OperationContext) async throws -> CityFiguresNow? {
        let now = try await house.desks.advice.now(operation)
        guard let last = now.weeks.last, now.receivedToday > 0 || now.weeks.contains(where: { $0.sum(.received) > 0 })
        else { return nil }
        let weight = house.desks.city.scores.inForce(on: last.week.days.upperBound).fairlySatisfiedWeight
        func weekly(_ rate: (CityNow.Week) -> Rate) -> CityFiguresNow.WeeklyRate {
            CityFiguresNow.WeeklyRate(rate(last), weeks: now.weeks.compactMap { rate($0).value })
        }
        return CityFiguresNow(
            updatedAt: operation.now, receivedToday: now.receivedToday, receivedWeekAgo: now.receivedWeekAgo,
            hours: now.receivedByHour,
            contacted: weekly { Rate(Double($0.sum(.contactedInTime)), of: $0.sum(.contactDue)) },
            closedInTime: weekly { Rate(Double($0.sum(.closedInTime)), of: $0.sum(.due)) },
            satisfied: weekly {
                Rate(
                    Double($0.sum(.satisfied)) + weight * Double($0.sum(.fairlySatisfied)), of: $0.sum(.calledBack))
            })
    }

    private func rates(_ overview: CityOverview) -> [FiguresPage.NamedRate] {
        func rate(_ measure: Measure, of base: Measure) -> Rate {
            Rate(Double(overview.total(measure)), of: overview.total(base))
        }
        let weight = house.desks.city.scores.inForce(on: overview.days.upperBound).fairlySatisfiedWeight
        let satisfied = Double(overview.total(.satisfied)) + weight * Double(overview.total(.fairlySatisfied))
        return [
            .init(.contacted, rate(.contactedInTime, of: .contactDue)),
            .init(.closedInTime, rate(.closedInTime, of: .due)),
            .init(.solved, rate(.solved, of: .calledBack)),
            .init(.satisfied, Rate(satisfied, of: overview.total(.calledBack))),
            .init(.redone, rate(.redone, of: .closed)),
        ]
    }
}

/// A path of this site out of what somebody else may have written: never another host, else the front page.
struct LocalPath: Hashable, Sendable {
    let path: String

    init(_ text: String?) {
        guard let text, text.utf8.count <= 2000, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            path = "/"
            return
        }
        path = text
    }
}
