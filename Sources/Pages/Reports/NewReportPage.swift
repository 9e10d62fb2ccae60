package import Civics
package import HTML
package import Reporting

/// The form to make a report: of which days, and of what.
package struct NewReportPage: Page {
    package struct Model: Sendable {
        /// The periods to choose from, a group for each kind.
        package var periods: [(kind: ReportKind, periods: [CityPeriod])]
        package var scopes: [ChoiceGroup]
        package var period: String
        package var from: String
        package var to: String
        package var scope: String
        package var faults: [FormFault]
        package var refusal: ReportRefusal?
        package var once: String

        package init(
            periods: [(kind: ReportKind, periods: [CityPeriod])], scopes: [ChoiceGroup], period: String = "",
            from: String = "", to: String = "", scope: String = "", faults: [FormFault] = [],
            refusal: ReportRefusal? = nil, once: String
        ) {
            self.periods = periods
            self.scopes = scopes
            self.period = period
            self.from = from
            self.to = to
            self.scope = scope
            self.faults = faults
            self.refusal = refusal
            self.once = once
        }

        /// The parts of a city a report can tell of.
        package static func scopes(of city: City) -> [ChoiceGroup] {
            func choice(_ scope: ReportScope) -> NamedChoice {
                NamedChoice("\(scope)", ReportFace(ReportOrder(.year(2000), scope), in: city).scope)
            }
            let districts = city.regions(under: city.root).filter { $0.level == .district }
            var groups = [
                ChoiceGroup(
                    LocalName(zh: "全市和各区", en: "City and districts"),
                    [choice(.city)] + districts.map { choice(.district($0.id)) })
            ]
            groups += districts.map { district in
                ChoiceGroup(
                    LocalName(zh: "\(district.name.zh)的镇街", en: "Towns of \(district.name.en)"),
                    city.regions(under: district.id).filter { $0.level == .town }.map { choice(.town($0.id)) })
            }
            groups += ChoiceGroup.bodies(of: city).map { group in
                ChoiceGroup(
                    LocalName(zh: "\(group.name.zh)单位", en: "Bodies: \(group.name.en)"),
                    group.choices.map { NamedChoice("\(ReportScope.body($0.id))", $0.name) })
            }
            var seen: Set<String> = []
            let codes = city.categories.flatMap { [String($0.code.prefix(2)), String($0.code.prefix(4))] }
            groups.append(
                ChoiceGroup(
                    LocalName(zh: "类别", en: "Categories"),
                    codes.filter { seen.insert($0).inserted }.map { choice(.category($0)) }))
            return groups.filter { !$0.choices.isEmpty }
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("生成报告", "Make a report") }

    package func render() -> HTML {
        deskPage(
            title: title,
            main: """
                \(deskHead(title, tools: buttonLink(say("全部报告", "All reports"), to: .reports(), icon: .list)))
                \(refusalNotice(model.refusal))\(faultSummary(model.faults))
                <div class="desk-body"><form class="read stack" method="post" action="\(SitePath.newReport)">
                \(hiddenField("once", model.once))
                \(periodField)
                <fieldset class="field"><legend class="label">\(say("或者自选日期", "Or days of your own"))</legend>
                <span class="hint">\(say("填了就做专报；上面的期间不用选。", "Filled in, they make a special report, and the period above is not needed."))</span>
                <div class="grid-2">\(textField(
                    Field("from", say("从", "From"), error: error(of: "from", in: model.faults)), value: model.from,
                    attributes: "type=\"date\""))\(textField(
                    Field("to", say("到", "To"), error: error(of: "to", in: model.faults)), value: model.to,
                    attributes: "type=\"date\""))</div></fieldset>
                \(groupedSelect(
                    Field(
                        "scope", say("范围", "Of what"),
                        hint: say("全市、一个区、一个镇街、一个单位，或者一类事。", "The whole city, a district, a town, a body, or one kind of matter."),
                        error: error(of: "scope", in: model.faults)), model.scopes,
                    chosen: model.scope.isEmpty ? "\(ReportScope.city)" : model.scope,
                    placeholder: say("选一个范围", "Choose what it is of")))
                <p><button class="btn btn-primary">\(say("生成草稿", "Make a draft"))</button></p>
                <p class="meta">\(say(
                    "草稿要先审核，再由另一个人签发。签发以前可以重新生成；签发以后一个字也不会变。",
                    "A draft is reviewed, and then issued by somebody else. Until then it can be made anew; after that it does not change by a byte."))</p>
                </form></div>
                """)
    }

    private var periodField: HTML {
        let field = Field("period", say("期间", "Period"), error: error(of: "period", in: model.faults))
        return groupedSelect(
            field,
            model.periods.map { group in
                ChoiceGroup(
                    group.kind.title,
                    group.periods.map { period in
                        let words = name(of: period)
                        return NamedChoice("\(period)", LocalName(zh: words, en: words))
                    })
            }, chosen: model.period, placeholder: say("选一个期间", "Choose a period"))
    }
}
