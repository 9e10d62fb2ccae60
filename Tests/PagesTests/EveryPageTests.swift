import Civics
import HTML
import Pages
import Reporting
import Testing

/// What holds for every page, in both languages.
struct EveryPageTests {
    static let pages: [(String, String, String)] = Language.allCases.flatMap { language in
        let text = language == .english ? "Plain words" : "平常话"
        return SamplePages.all(language, text).map { ($0.name, language.rawValue, $0.page.render().description) }
    }

    @Test(arguments: pages)
    func everyTagIsClosedAndEveryAttributeQuoted(name: String, language: String, html: String) {
        #expect(html.hasPrefix("<!DOCTYPE html>"))
        #expect(Markup(html).faults.isEmpty)
    }

    @Test(arguments: pages)
    func aPageHasOneHeadingOneMainAndItsLanguage(name: String, language: String, html: String) {
        let page = Markup(html)
        #expect(page.all("h1").count == 1)
        #expect(page.all("h1").first?.text.isEmpty == false)
        #expect(page.all("main").count == 1)
        #expect(page.all("html").first?.attributes["lang"] == language)
        #expect(page.all("title").first?.text.isEmpty == false)
    }

    @Test(arguments: pages)
    func everyInputHasItsLabel(name: String, language: String, html: String) {
        let page = Markup(html)
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
    func identifiersAreUniqueAndReferencesLeadSomewhere(name: String, language: String, html: String) {
        let page = Markup(html)
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(
            Set(ids).count == ids.count, "twice: \(Dictionary(grouping: ids, by: \.self).filter { $1.count > 1 }.keys)")
        for element in page.elements {
            for key in ["for", "aria-describedby", "aria-labelledby", "data-counts"] {
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
    func nothingStandsInlineThatThePolicyForbids(name: String, language: String, html: String) {
        for element in Markup(html).elements {
            #expect(element.name != "style" && element.attributes["style"] == nil)
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
            if element.name == "script" { #expect(element.attributes["src"]?.hasPrefix("/assets/") == true) }
        }
    }

    @Test(arguments: pages)
    func everyAddressLeadsIntoThisSite(name: String, language: String, html: String) {
        for element in Markup(html).elements {
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
    func everyButtonAndLinkSaysSomething(name: String, language: String, html: String) {
        for element in Markup(html).elements where ["a", "button", "summary"].contains(element.name) {
            let words = element.text.filter { !$0.isWhitespace }
            #expect(!words.isEmpty || element.attributes["data-keys-toggle"] != nil, "\(element.attributes)")
        }
    }

    @Test(arguments: pages)
    func everyPictureIsHiddenOrHasItsTitle(name: String, language: String, html: String) {
        let page = Markup(html)
        for (index, element) in page.elements.enumerated() where element.name == "svg" {
            let titles = page.all("title").filter { $0.ancestors.contains(index) }
            #expect(
                element.attributes["aria-hidden"] == "true"
                    || (element.attributes["role"] == "img" && titles.count == 1))
        }
    }

    @Test(arguments: pages.filter { $0.1 == "en" })
    func noChineseIsLeftOnAnEnglishPage(name: String, language: String, html: String) {
        let page = Markup(html)
        let others = page.elements.filter { $0.attributes["lang"] == "zh-Hans" }.map(\.text)
        #expect(others == Array(repeating: "简体中文", count: others.count))
        var rest = html
        for words in others { rest = rest.replacing(words, with: "") }
        // Addresses lead to Chinese data percent-encoded, so what is left of Han script stands to be read.
        let left = rest.unicodeScalars.filter { (0x3000...0x9FFF).contains($0.value) && $0 != "\u{3000}" }
        #expect(String(String.UnicodeScalarView(left)) == "")
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\" autofocus onfocus=\"alert(1)", "' onload='x", "\"\u{0301} onload=x",
        "</textarea><b>",
        "a\0b\u{1B}[2J", "&lt;", "\u{202E}gnp.exe", String(repeating: "长", count: 5000),
    ])
    func hostileWordsStayWords(text: String) {
        let shown = HTML(text: text).description
        for (name, page) in SamplePages.all(.chinese, text) {
            let html = page.render().description
            let markup = Markup(html)
            #expect(markup.faults.isEmpty, "\(name)")
            #expect(!markup.elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } })
            // The code of the second factor is asked for first; nothing else takes the focus.
            let focused = markup.elements.filter { $0.attributes["autofocus"] != nil }
            #expect(focused.allSatisfy { $0.attributes["id"] == "code" }, "\(name)")
            #expect(markup.all("script").allSatisfy { $0.attributes["src"] != nil && $0.text.isEmpty })
            #expect(markup.all("h1").count == 1)
            #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
            #expect(shown == text || !html.contains(text), "\(name)")
        }
    }

    @Test func bigTypeIsAClassOnTheDocument() {
        var context = SampleCity.context(.chinese)
        #expect(
            Markup(HomePage(.init(), in: context).render().description).all("html").first?.attributes["class"] == nil)
        context.isLargeType = true
        #expect(
            Markup(HomePage(.init(), in: context).render().description).all("html").first?.attributes["class"]
                == "large")
    }

    @Test func onlyADemonstrationSaysSo() {
        var context = SampleCity.context(.chinese)
        #expect(HomePage(.init(), in: context).render().description.contains("class=\"demo\""))
        context.city.isDemonstration = false
        #expect(!HomePage(.init(), in: context).render().description.contains("class=\"demo\""))
    }

    @Test func demonstrationAccountsAreShownInADemonstrationOnly() {
        var page = SamplePages.signIn(.chinese, "secret-password").context
        page.city.isDemonstration = false
        let model = SignInPage.Model(demonstrationAccounts: [
            .init(id: "a", password: "secret-password", role: .dispatcher, body: "b")
        ])
        #expect(!SignInPage(model, in: page).render().description.contains("secret-password"))
    }
}
