import HTML
import Pages
import Reporting
import Testing

/// What holds for every page of the desks, in both languages.
struct DeskPageTests {
    /// A page as it is sent.
    struct Shown: Sendable, CustomTestStringConvertible {
        let name: String
        let language: Language
        let html: String
        let markup: Markup

        var testDescription: String { "\(name) (\(language.rawValue))" }
    }

    static let pages: [Shown] = Language.allCases.flatMap { language in
        let text = language == .english ? "Plain words" : "平常话"
        return DeskSamplePages.all(language, text).map { name, page in
            let html = page.render().description
            return Shown(name: name, language: language, html: html, markup: Markup(html))
        }
    }

    @Test(arguments: pages)
    func everyTagIsClosedAndEveryAttributeQuoted(shown: Shown) {
        #expect(shown.html.hasPrefix("<!DOCTYPE html>"))
        #expect(shown.markup.faults.isEmpty, "\(shown.markup.faults)")
    }

    @Test(arguments: pages)
    func aPageHasOneHeadingOneMainAndItsLanguage(shown: Shown) {
        let page = shown.markup
        #expect(page.all("h1").count == 1)
        #expect(page.all("h1").first?.text.isEmpty == false)
        #expect(page.all("main").count == 1)
        #expect(page.all("html").first?.attributes["lang"] == shown.language.rawValue)
        #expect(page.all("title").first?.text.isEmpty == false)
    }

    @Test(arguments: pages)
    func everyFieldHasItsLabel(shown: Shown) {
        let page = shown.markup
        let labelled = Set(page.all("label").compactMap { $0.attributes["for"] })
        for element in page.elements where ["input", "select", "textarea"].contains(element.name) {
            guard element.attributes["type"] != "hidden" else { continue }
            let hasLabel =
                labelled.contains(element.attributes["id"] ?? "") || page.isInside("label", element)
                || element.attributes["aria-label"] != nil
            #expect(hasLabel, "\(element.name) \(element.attributes)")
        }
    }

    @Test(arguments: pages)
    func identifiersAreUniqueAndReferencesLeadSomewhere(shown: Shown) {
        let page = shown.markup
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(
            Set(ids).count == ids.count, "twice: \(Dictionary(grouping: ids, by: \.self).filter { $1.count > 1 }.keys)")
        for element in page.elements {
            for key in ["for", "aria-describedby", "aria-labelledby", "data-counts", "data-narrows", "data-choose"] {
                for id in (element.attributes[key] ?? "").split(separator: " ") {
                    #expect(ids.contains(String(id)), "\(key)=\(id)")
                }
            }
            if let target = element.attributes["href"], target.hasPrefix("#") {
                #expect(ids.contains(String(target.dropFirst())), "\(target)")
            }
        }
    }

    /// The policy is `default-src 'self'`: a page that needed more would stay half empty.
    @Test(arguments: pages)
    func nothingStandsInlineThatThePolicyForbids(shown: Shown) {
        for element in shown.markup.elements {
            #expect(element.name != "style" && element.attributes["style"] == nil)
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
            if element.name == "script" { #expect(element.attributes["src"]?.hasPrefix("/assets/") == true) }
        }
    }

    @Test(arguments: pages)
    func everyAddressLeadsIntoThisSite(shown: Shown) {
        for element in shown.markup.elements {
            for key in ["href", "src", "action", "formaction"] {
                guard let address = element.attributes[key] else { continue }
                let isLocal = address.hasPrefix("/") && !address.hasPrefix("//")
                #expect(
                    isLocal || ["tel:", "otpauth://totp/"].contains { address.hasPrefix($0) }
                        || (address.hasPrefix("#") && address.count > 1), "\(address)")
            }
        }
    }

    @Test(arguments: pages)
    func aKeyDoesOneThingOnAPageAndSaysSo(shown: Shown) {
        let page = shown.markup
        let keyed = page.elements.filter { $0.attributes["data-key"] != nil }
        let keys = keyed.compactMap { $0.attributes["data-key"] }
        #expect(Set(keys).count == keys.count, "\(keys)")
        // J and K move through the list, so no button may want them.
        #expect(!keys.contains("j") && !keys.contains("k"))
        for element in keyed {
            #expect(element.attributes["aria-keyshortcuts"] == element.attributes["data-key"])
            guard ["button", "summary", "a"].contains(element.name) else { continue }
            // On the button, or right beside it.
            let near = element.ancestors.last.map { page.elements[$0].text } ?? ""
            #expect(near.contains((element.attributes["data-key"] ?? "").uppercased()), "\(element.text)")
        }
    }

    @Test(arguments: pages)
    func everyFormOnACaseKnowsItsVersionAndIsDoneOnce(shown: Shown) {
        let page = shown.markup
        for (index, form) in page.elements.enumerated() where form.name == "form" {
            guard form.attributes["method"] == "post", let action = form.attributes["action"],
                action.hasPrefix("/desk/cases/"), !action.hasSuffix("/reveal")
            else { continue }
            // Undoing what was just done needs neither: it stands on the page that follows.
            let isUndo = form.ancestors.contains { page.elements[$0].attributes["class"] == "flash" }
            if isUndo { continue }
            let hidden = page.elements.filter { $0.ancestors.contains(index) && $0.attributes["type"] == "hidden" }
            let names = hidden.compactMap { $0.attributes["name"] }
            // What adds a file, or lets one be seen, stands in nobody's way.
            if action.contains("/attachments") {
                #expect(names.contains("once"), "\(action)")
                continue
            }
            #expect(names.contains("version") && names.contains("once"), "\(action)")
            let last = action.split(separator: "/").last.map(String.init) ?? ""
            #expect(CaseAction(rawValue: last) != nil, "\(action)")
        }
    }

    @Test(arguments: pages)
    func thereIsAtMostOnePrimaryButtonInSight(shown: Shown) {
        let page = shown.markup
        let primary = page.elements.filter { element in
            (element.attributes["class"] ?? "").contains("btn-primary")
                // A form that is folded away shows its button only when it is opened.
                && !element.ancestors.contains { (page.elements[$0].attributes["class"] ?? "") == "act-panel" }
        }
        #expect(primary.count <= 1, "\(primary.map(\.text))")
    }

    @Test(arguments: pages.filter { $0.language == .english })
    func noChineseIsLeftOnAnEnglishPage(shown: Shown) {
        // The names of the sample city's towns and bodies are given in both languages; what is left is ours.
        var rest = shown.html
        for element in shown.markup.elements where element.attributes["lang"] == "zh-Hans" {
            rest = rest.replacing(element.text, with: "")
        }
        let left = rest.unicodeScalars.filter {
            (0x3000...0x9FFF).contains($0.value) || (0xFF00...0xFFEF).contains($0.value)
        }
        #expect(String(String.UnicodeScalarView(left)) == "")
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\" autofocus onfocus=\"alert(1)", "' onload='x", "\"\u{0301} onload=x",
        "</textarea><b>", "</option></select><b>", "a\0b\u{1B}[2J", "&lt;", "\u{202E}gnp.exe", "javascript:alert(1)",
        String(repeating: "长", count: 400),
    ])
    func hostileWordsStayWords(text: String) {
        let shown = HTML(text: text).description
        for (name, page) in DeskSamplePages.all(.chinese, text) {
            let html = page.render().description
            let markup = Markup(html)
            #expect(markup.faults.isEmpty, "\(name) \(markup.faults)")
            #expect(!markup.elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } })
            #expect(markup.all("script").allSatisfy { $0.attributes["src"] != nil && $0.text.isEmpty })
            #expect(markup.all("h1").count == 1)
            #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
            #expect(shown == text || !html.contains(text), "\(name)")
            // The intake page asks for the caller's number first, the search page for words, a new account for its name,
            // the second factor for its code; nothing else takes the focus.
            let focused = markup.elements.filter { $0.attributes["autofocus"] != nil }
            #expect(
                focused.allSatisfy { ["phone", "find", "id", "code"].contains($0.attributes["id"] ?? "") }, "\(name)")
        }
    }
}
