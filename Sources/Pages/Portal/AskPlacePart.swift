import Civics
import HTML

/// Part 1: the place picker through district, town, village.
extension AskPage {
    var placePart: HTML {
        """
        <section class="part" id="part-1" aria-labelledby="part-1-heading">
        \(partHead(1, partNames[0]))
        <p class="label strong" id="place-label">\(say("选到村或社区", "Down to the village or community"))</p>
        <p class="hint">\(say(
            "选得越细，越快派给管这里的单位。不确定就选到镇街。",
            "The finer, the sooner it reaches those in charge. If unsure, stop at the town or street."))</p>
        <p class="place-path" aria-live="polite" data-place-path>\(Icon.pin)<span>\(say(context.city.name))</span>\
        \(path.map { "<span>\(say($0.name))</span>" })</p>
        \(placeErrors)
        <div class="place" role="group" aria-labelledby="place-label">
        \(column(.district, say("区", "District"), model.districts, chosen: form.district))
        \(column(.town, say("镇街", "Town or street"), model.towns, chosen: form.town, emptyWords: say("先选区", "Choose a district first")))
        \(column(
            .village, say("村、社区", "Village or community"), model.villages, chosen: form.village,
            emptyWords: say("先选镇街", "Choose a town first"), none: say("不清楚是哪一个", "Not sure which")))
        </div>
        <p class="place-step" data-no-script><button class="btn" name="step" value="\(Step.places.rawValue)" \
        formaction="\(SitePath.ask())#part-1">\(nextPlaces)</button></p>
        \(textField(
            Field(
                AskForm.Field.spot.rawValue, say("具体位置（可以不填）", "Exact spot (optional)"),
                hint: say("路名加路口、楼栋、公交站或商铺名，让人找得到。", "Road and crossing, building, bus stop or shop, so that it can be found."),
                error: fault(.spot)),
            value: form.spot, attributes: "autocomplete=\"off\""))
        </section>
        """
    }

    /// The regions chosen so far.
    var path: [Region] {
        [(model.districts, form.district), (model.towns, form.town), (model.villages, form.village)]
            .compactMap { list, id in list.first { $0.id == id } }
    }

    private var nextPlaces: String {
        model.towns.isEmpty
            ? say("显示这个区的镇街", "Show the towns of this district")
            : say("显示所选镇街的村、社区", "Show the villages of this town")
    }

    private var placeErrors: [HTML] {
        [AskForm.Field.district, .town, .village].compactMap { field in
            fault(field).map { "<p class=\"error\" id=\"\(field.rawValue)-error\">\(Icon.alert)<span>\($0)</span></p>" }
        }
    }

    /// One column of the picker. `portal.js` refills the list after a choice in the column before.
    private func column(
        _ field: AskForm.Field, _ heading: String, _ regions: [Region], chosen: String, emptyWords: String = "",
        none: String? = nil
    ) -> HTML {
        let isWrong = fault(field) != nil
        let empty: HTML? = regions.isEmpty && !emptyWords.isEmpty ? "<p class=\"place-empty\">\(emptyWords)</p>" : nil
        // The list itself takes the focus from the error summary when there is nothing to choose in it yet.
        return """
            <fieldset class="place-col" data-column="\(field.rawValue)" data-none="\(none ?? "")" \
            data-empty="\(emptyWords)" id="\(field.rawValue)" tabindex="-1"\
            \(if: isWrong, " aria-describedby=\"\(field.rawValue)-error\"")><legend>\(heading)</legend>\(empty)\
            <ul>\(regions.map { place(field, $0.id, say($0.name), isOn: $0.id == chosen) })\
            \(none.flatMap { none in
                regions.isEmpty ? nil : place(field, "", none, isOn: chosen.isEmpty && !form.town.isEmpty && model.isReview)
            })</ul></fieldset>
            """
    }

    private func place(_ field: AskForm.Field, _ id: String, _ name: String, isOn: Bool) -> HTML {
        """
        <li><label><input type="radio" name="\(field.rawValue)" value="\(id)"\(if: isOn, " checked")>\
        <span>\(name)</span>\(Icon.check)</label></li>
        """
    }
}
