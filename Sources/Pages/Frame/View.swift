package import Civics
package import HTML
package import Reporting

/// A page or a piece of one: something that knows the context it is written in.
///
/// Conforming gives the words (`say`, `markup`), the dates (`day`, `moment`) and the components (`badge`, `notice` …).
package protocol View {
    var context: PageContext { get }
}

extension View {
    package var language: Language { context.language }

    /// Text in the page's language: `say("提交诉求", "Submit request")`.
    package func say(_ chinese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
        language.say(chinese(), english())
    }

    /// A name of the city's data in the page's language.
    package func say(_ name: LocalName) -> String {
        language.say(name)
    }

    /// Markup in the page's language, for sentences with emphasis, links or figures inside.
    package func markup(_ chinese: @autoclosure () -> HTML, _ english: @autoclosure () -> HTML) -> HTML {
        switch language {
        case .chinese: chinese()
        case .english: english()
        }
    }
}

/// A whole page.
package protocol Page: View {
    /// What stands in the window's title, before the name of the platform.
    var title: String { get }
    /// The document from `<!DOCTYPE html>` to `</html>`.
    func render() -> HTML
}
