package import HTML
import Reporting

extension View {
    /// The document around a page: head, body, nothing visible of its own.
    ///
    /// - Parameters:
    ///   - bodyClass: `citizen`, `staff` or `kiosk`; sets the density of all components.
    ///   - styles: names of asset files after `tokens.css`.
    ///   - scripts: names of asset files; pages work without them.
    package func document(
        title: String, bodyClass: StaticString, styles: [String] = [], scripts: [String] = [], body: HTML
    ) -> HTML {
        let platform = say(context.city.platform)
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)"\(if: context.isLargeType, #" class="large""#)>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title == platform ? title : "\(title) · \(platform)")</title>
            <link rel="icon" type="image/svg+xml" href="\(context.assets.path("mark.svg"))">
            \((["tokens.css"] + styles).map { "<link rel=\"stylesheet\" href=\"\(context.assets.path($0))\">\n" })\
            \(scripts.map { "<script defer src=\"\(context.assets.path($0))\"></script>\n" })\
            </head>
            <body class="\(raw: bodyClass)">
            <a class="skip" href="#main">\(say("跳到正文", "Skip to content"))</a>
            \(body)
            </body>
            </html>

            """
    }

    /// Says that everything shown is made up, where it is.
    package var demonstrationBanner: HTML? {
        guard context.city.isDemonstration else { return nil }
        return """
            <aside class="demo" aria-label="\(say("演示说明", "About this demonstration"))">\
            \(say(
                "演示环境：数据均为虚构，不代表任何单位的真实情况。",
                "Demonstration: all data are made up and say nothing about any real body."
            ))</aside>
            """
    }

    /// The sign: the lintel is 一, the leaves are 门, one leaf is open.
    package var mark: HTML {
        #"""
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">\#
        <path class="mark-door" d="M2 3h28v4H2zM5 10h10v19H5zM27 10v18.5l-6 2.5V12.5z"/>\#
        <path class="mark-light" d="M17 10h10l-6 2.5V29h-4z"/></svg>
        """#
    }

    /// Switches to the other language and comes back to this page.
    package var languageLink: HTML {
        let (other, name) = language.other
        return """
            <a href="\(SitePath.language(to: other, back: context.location))" lang="\(other.rawValue)" \
            hreflang="\(other.rawValue)">\(name)</a>
            """
    }

    /// Switches big type on or off and comes back to this page.
    package var largeTypeLink: HTML {
        """
        <a href="\(SitePath.large(on: !context.isLargeType, back: context.location))">\
        \(context.isLargeType ? say("标准字号", "Standard type") : say("大字版", "Larger type"))</a>
        """
    }

    /// ` aria-current="page"` where `isCurrent`.
    package func current(_ isCurrent: Bool) -> HTML {
        isCurrent ? #" aria-current="page""# : ""
    }
}
