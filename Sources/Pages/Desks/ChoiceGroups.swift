package import Civics
import HTML

/// Something of the city's data that a form can name.
package struct NamedChoice: Hashable, Sendable {
    package var id: String
    package var name: LocalName

    package init(_ id: String, _ name: LocalName) {
        self.id = id
        self.name = name
    }
}

/// Choices under one heading of a list.
package struct ChoiceGroup: Hashable, Sendable {
    package var name: LocalName
    package var choices: [NamedChoice]

    package init(_ name: LocalName, _ choices: [NamedChoice]) {
        self.name = name
        self.choices = choices
    }

    /// All categories, a group for each second level (`城乡建设 / 市政道路`), in the order of the city's list.
    package static func categories(of city: City) -> [ChoiceGroup] {
        var groups: [ChoiceGroup] = []
        for category in city.categories {
            let name = LocalName(
                zh: "\(category.level1.zh) / \(category.level2.zh)", en: "\(category.level1.en) / \(category.level2.en)"
            )
            if groups.last?.name != name { groups.append(ChoiceGroup(name, [])) }
            groups[groups.count - 1].choices.append(NamedChoice(category.code, category.level3))
        }
        return groups
    }

    /// The towns of each district, the district itself first for what cannot be placed more finely; then, around
    /// `place`, the villages of its town.
    package static func places(of city: City, around place: RegionID? = nil) -> [ChoiceGroup] {
        var groups = city.regions(under: city.root).map { district in
            ChoiceGroup(
                district.name,
                [NamedChoice(district.id, wholeOf(district.name))]
                    + city.regions(under: district.id).map { NamedChoice($0.id, $0.name) })
        }
        if let town = place.flatMap({ city.ancestor(of: $0, at: .town) }), let name = city.region(town)?.name {
            groups.append(ChoiceGroup(name, city.regions(under: town).map { NamedChoice($0.id, $0.name) }))
        }
        return groups
    }

    /// All bodies of city, districts and towns, by district; then, around `place`, those of the villages of its town.
    package static func bodies(of city: City, around place: RegionID? = nil) -> [ChoiceGroup] {
        var byDistrict: [RegionID: [NamedChoice]] = [:]
        var ofVillages: [NamedChoice] = []
        let town = place.flatMap { city.ancestor(of: $0, at: .town) }
        for body in city.organisations {
            let choice = NamedChoice(body.id, body.name)
            if body.level == .village {
                if let town, city.region(body.region)?.parent == town { ofVillages.append(choice) }
            } else {
                byDistrict[city.ancestor(of: body.region, at: .district) ?? "", default: []].append(choice)
            }
        }
        var groups = [ChoiceGroup(LocalName(zh: "市级", en: "City"), byDistrict[""] ?? [])]
        groups += city.regions(under: city.root).map { ChoiceGroup($0.name, byDistrict[$0.id] ?? []) }
        if let town, let name = city.region(town)?.name { groups.append(ChoiceGroup(name, ofVillages)) }
        return groups.filter { !$0.choices.isEmpty }
    }

    private static func wholeOf(_ district: LocalName) -> LocalName {
        LocalName(zh: "\(district.zh)（不清楚是哪个镇街）", en: "\(district.en), town not known")
    }
}

extension View {
    /// A list to choose one from, under headings. A filter stands above it where there is script.
    func groupedSelect(
        _ field: Field, _ groups: [ChoiceGroup], chosen: String, placeholder: String, attributes: HTML = ""
    ) -> HTML {
        // Something chosen earlier that the groups do not hold stays chosen.
        let isKnown = chosen.isEmpty || groups.contains { $0.choices.contains { $0.id == chosen } }
        return """
            <div class="field\(if: field.error != nil, " is-invalid")"><label for="\(field.id)">\(field.label)</label>\
            \(field.hint.map { "<span class=\"hint\" id=\"\(field.id)-hint\">\($0)</span>" })\
            \(field.error.map { "<p class=\"error\" id=\"\(field.id)-error\">\(Icon.alert)<span>\($0)</span></p>" })\
            <div class="narrowed"><input class="input" type="search" data-narrows="\(field.id)" \
            aria-label="\(say("筛选：\(field.label)", "Narrow: \(field.label)"))" \
            placeholder="\(say("打几个字筛选", "Type to narrow"))" autocomplete="off" hidden>\
            <select class="select" id="\(field.id)" name="\(field.name)"\(describedBy(field)) \(attributes)>\
            <option value="">\(placeholder)</option>\
            \(if: !isKnown, "<option value=\"\(chosen)\" selected>\(chosen)</option>")\
            \(groups.map { group in
                """
                <optgroup label="\(say(group.name))">\(group.choices.map { choice in
                    """
                    <option value="\(choice.id)"\(if: choice.id == chosen, " selected")>\(say(choice.name))</option>
                    """ as HTML
                })</optgroup>
                """ as HTML
            })</select></div></div>
            """
    }

    private func describedBy(_ field: Field) -> HTML {
        let ids = [field.hint.map { _ in "\(field.id)-hint" }, field.error.map { _ in "\(field.id)-error" }]
            .compactMap(\.self)
        return """
            \(if: !ids.isEmpty, " aria-describedby=\"\(ids.joined(separator: " "))\"")\
            \(if: field.error != nil, #" aria-invalid="true""#)
            """
    }

    func bodySelect(_ field: Field, _ groups: [ChoiceGroup], chosen: String = "") -> HTML {
        groupedSelect(field, groups, chosen: chosen, placeholder: say("选一个单位", "Choose a body"))
    }

    /// Kind, urgency, category and place: what a classification holds.
    func classificationFields(
        kind: RequestKind, urgency: Urgency, category: CategoryCode, place: RegionID, categories: [ChoiceGroup],
        places: [ChoiceGroup], faults: [FormFault]
    ) -> HTML {
        """
        <div class="grid-2">\(selectField(
            caseField(.classify, .kind, say("种类", "Kind"), faults: faults),
            RequestKind.allCases.map { Choice($0.rawValue, say($0.name)) }, chosen: kind.rawValue))\
        \(selectField(
            caseField(.classify, .urgency, say("紧急程度", "Urgency"), faults: faults),
            Urgency.allCases.map { Choice($0.rawValue, say($0.name)) }, chosen: urgency.rawValue))</div>\
        \(groupedSelect(
            caseField(.classify, .category, say("分类", "Category"), faults: faults), categories, chosen: category,
            placeholder: say("选一个分类", "Choose a category")))\
        \(groupedSelect(
            caseField(.classify, .place, say("地点", "Place"), faults: faults), places, chosen: place,
            placeholder: say("选一个地点", "Choose a place")))
        """
    }

    /// Ground and explanation for not accepting a request, each ground with the right channel.
    func refuseForm(_ number: CaseNumber, stamp: FormStamp, back: SitePath?, faults: [FormFault]) -> HTML {
        caseForm(
            number, .refuse, stamp: stamp, back: back, style: "fold-form",
            """
            \(fieldset(caseField(.refuse, .ground, say("依据", "Ground"), faults: faults)) { described in
                """
                <div id="refuse-ground" tabindex="-1">\(RefusalGround.allCases.map { ground in
                    """
                    <label class="choice"><input type="radio" name="\(CaseField.ground.rawValue)" \
                    value="\(ground.rawValue)"\(described)><span>\(say(ground.name))\
                    <small class="hint">\(say(ground.rightChannel(in: context.city)))</small></span></label>
                    """ as HTML
                })</div>
                """
            })\
            \(textArea(
                caseField(
                    .refuse, .note, say("给反映人的说明", "Explanation to the person"),
                    hint: say("会和依据、正确的渠道一起告诉反映人。", "Told to the person with the ground and the right channel."),
                    faults: faults), value: "", attributes: "rows=\"3\""))
            <p><button class="btn btn-danger">\(say("不予受理并告知", "Do not accept, and tell the person"))</button></p>
            """)
    }
}
