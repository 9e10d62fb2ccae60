import Civics
import Hummingbird
import Pages
import Desks

/// The city's lists: places, bodies, categories. Open to everybody.
struct CityController: Controller {
    let house: House
    private var city: City { house.desks.city }

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/regions", use: regions)
        routes.get("/organisations", use: organisations)
        routes.get("/categories", use: categories)
    }

    /// All, or those right under one.
    @Sendable
    private func regions(_ request: Request, _ context: SiteContext) async throws -> Response {
        var fields = FieldReader(try request.queryFields())
        let parent = fields.text("under", most: 60)
        if let parent, city.region(parent) == nil { fields.add("under", .unknown) }
        try fields.finish()
        let regions = parent.map { city.regions(under: $0) } ?? city.regions
        return Response(status: .ok, headers: Self.keep) { json in
            json.items(regions) { json, region in
                json.member("id", region.id)
                json.member("parent", ifPresent: region.parent)
                json.member("level", region.level.rawValue)
                json.name(region.name)
                json.member("code", ifPresent: region.code)
            }
        }
    }

    @Sendable
    private func organisations(_ request: Request, _ context: SiteContext) async throws -> Response {
        Response(status: .ok, headers: Self.keep) { json in
            json.items(city.organisations) { json, body in
                json.member("id", body.id)
                json.member("parent", ifPresent: body.parent)
                json.member("region", body.region)
                json.member("level", body.level.rawValue)
                json.member("function", body.function)
                json.name(body.name)
            }
        }
    }

    /// The leaves, each with the names of the levels above.
    @Sendable
    private func categories(_ request: Request, _ context: SiteContext) async throws -> Response {
        Response(status: .ok, headers: Self.keep) { json in
            json.items(city.categories) { json, category in
                json.member("code", category.code)
                json.member("kind", category.kind.rawValue)
                json.name(category.level3)
                json.name("levels")
                json.array([category.level1, category.level2, category.level3]) { json, name in
                    json.object { $0.name(name) }
                }
                json.member("explanation", category.explanation)
            }
        }
    }

    /// The lists change with a restart only.
    private static let keep: HTTPFields = [.cacheControl: "public, max-age=300"]
}

extension JSONWriter {
    /// `{"items": […]}` with an object for each.
    mutating func items<Element>(_ elements: [Element], _ members: (inout JSONWriter, Element) -> Void) {
        object {
            $0.name("items")
            $0.array(elements) { json, element in json.object { members(&$0, element) } }
        }
    }

    /// `"name": {"zh-Hans": …, "en": …}`
    mutating func name(_ name: LocalName) {
        self.name("name")
        object {
            $0.member("zh-Hans", name.zh)
            $0.member("en", name.en)
        }
    }
}
