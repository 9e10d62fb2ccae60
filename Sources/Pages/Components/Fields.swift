package import HTML

/// A field of a form: label above, hint below it, error between hint and field.
package struct Field: Sendable {
    package var name: String
    package var label: String
    /// The name, unless several forms of a page have a field of this name.
    package var id: String
    package var hint: String?
    package var error: String?

    package init(_ name: String, _ label: String, id: String? = nil, hint: String? = nil, error: String? = nil) {
        self.name = name
        self.label = label
        self.id = id ?? name
        self.hint = hint
        self.error = error
    }
}

/// One of the values of a choice.
package struct Choice: Sendable {
    package var value: String
    package var label: String
    /// Sentences below the label.
    package var notes: [HTML]
    /// Further attributes of the input or option (`data-key="1"`, `disabled`).
    package var attributes: HTML

    package init(_ value: String, _ label: String, notes: [HTML] = [], attributes: HTML = "") {
        self.value = value
        self.label = label
        self.notes = notes
        self.attributes = attributes
    }
}

extension View {
    /// A line of text. `attributes` are further ones: `type="tel" inputmode="numeric" autocomplete="tel"`.
    package func textField(_ field: Field, value: String, attributes: HTML = "", style: StaticString = "input") -> HTML
    {
        labelled(field) { described in
            """
            <input class="\(raw: style)" id="\(field.id)" name="\(field.name)" value="\(value)"\(described) \(attributes)>
            """
        }
    }

    /// Several lines of text. With `limit` a counter stands below, kept current by script where there is one.
    package func textArea(_ field: Field, value: String, limit: Int? = nil, attributes: HTML = "") -> HTML {
        labelled(field, alsoDescribedBy: limit == nil ? nil : "\(field.id)-count") { described in
            // The first line feed after <textarea> is dropped by browsers.
            """
            <textarea class="textarea" id="\(field.id)" name="\(field.name)"\(described) \(attributes)>
            \(value)</textarea>\(limit.map { counter(field, value: value, limit: $0) })
            """
        }
    }

    /// A list to choose one from; `placeholder` stands first with an empty value.
    package func selectField(
        _ field: Field, _ choices: [Choice], chosen: String, placeholder: String? = nil, attributes: HTML = ""
    ) -> HTML {
        labelled(field) { described in
            """
            <select class="select" id="\(field.id)" name="\(field.name)"\(described) \(attributes)>\
            \(placeholder.map { "<option value=\"\">\($0)</option>" })\
            \(choices.map { choice in
                """
                <option value="\(choice.value)"\(if: choice.value == chosen, " selected")\
                \(if: !choice.attributes.isEmpty, " \(choice.attributes)")>\(choice.label)</option>
                """ as HTML
            })</select>
            """
        }
    }

    /// Radio buttons in a frame of their own each, with room for a sentence.
    package func choiceCards(
        _ field: Field, _ choices: [Choice], chosen: String?, layout: StaticString = "stack-8"
    ) -> HTML {
        fieldset(field) { described in
            """
            <div class="\(raw: layout)">\(choices.enumerated().map { index, choice in
                """
                <label class="choice choice-card"><input type="radio" name="\(field.name)" value="\(choice.value)"\
                \(if: index == 0, " id=\"\(field.id)\"")\(if: choice.value == chosen, " checked")\(described) \
                \(choice.attributes)>\
                <span><b>\(choice.label)</b>\(choice.notes.map { "<small>\($0)</small>" })</span></label>
                """ as HTML
            })</div>
            """
        }
    }

    /// One box to tick.
    package func checkbox(_ field: Field, isOn: Bool) -> HTML {
        """
        <div class="field\(if: field.error != nil, " is-invalid")">\(errorLine(field))<label class="choice">\
        <input type="checkbox" id="\(field.id)" name="\(field.name)" value="1"\(if: isOn, " checked")\(describedBy(field))>\
        <span>\(field.label)\(field.hint.map { "<small id=\"\(field.id)-hint\" class=\"hint\">\($0)</small>" })</span>\
        </label></div>
        """
    }

    /// A group of inputs with a legend.
    package func fieldset(_ field: Field, _ content: (HTML) -> HTML) -> HTML {
        """
        <fieldset class="field\(if: field.error != nil, " is-invalid")"><legend class="label">\(field.label)</legend>\
        \(hintLine(field))\(errorLine(field))\(content(describedBy(field)))</fieldset>
        """
    }

    /// The first thing on a page whose form was not accepted: how many places are to be mended, with a link to each.
    package func errorSummary(_ errors: [(field: String, message: String)]) -> HTML? {
        guard !errors.isEmpty else { return nil }
        let heading = say(
            "还有 \(errors.count) 处要改", errors.count == 1 ? "One thing to mend" : "\(errors.count) things to mend")
        return """
            <div class="error-summary" role="alert" tabindex="-1" aria-labelledby="errors-heading">\
            <h2 id="errors-heading">\(heading)</h2>\
            <ul>\(errors.map { "<li><a href=\"#\($0.field)\">\($0.message)</a></li>" })</ul></div>
            """
    }

    private func labelled(_ field: Field, alsoDescribedBy other: String? = nil, _ control: (HTML) -> HTML) -> HTML {
        """
        <div class="field\(if: field.error != nil, " is-invalid")"><label for="\(field.id)">\(field.label)</label>\
        \(hintLine(field))\(errorLine(field))\(control(describedBy(field, other)))</div>
        """
    }

    private func hintLine(_ field: Field) -> HTML? {
        field.hint.map { "<span class=\"hint\" id=\"\(field.id)-hint\">\($0)</span>" }
    }

    private func errorLine(_ field: Field) -> HTML? {
        field.error.map {
            "<p class=\"error\" id=\"\(field.id)-error\">\(Icon.alert)<span>\($0)</span></p>"
        }
    }

    private func describedBy(_ field: Field, _ other: String? = nil) -> HTML {
        let ids = [
            field.hint.map { _ in "\(field.id)-hint" }, field.error.map { _ in "\(field.id)-error" }, other,
        ].compactMap(\.self)
        return """
            \(if: !ids.isEmpty, " aria-describedby=\"\(ids.joined(separator: " "))\"")\
            \(if: field.error != nil, " aria-invalid=\"true\"")
            """
    }

    private func counter(_ field: Field, value: String, limit: Int) -> HTML {
        """
        <p class="counter" id="\(field.id)-count" data-counts="\(field.id)" data-limit="\(limit)" \
        data-words="\(say("已写 {n} 字，最多 {limit} 字", "{n} of at most {limit} characters"))">\
        \(say("已写 \(value.count) 字，最多 \(limit) 字", "\(value.count) of at most \(limit) characters"))</p>
        """
    }
}
