package import Civics
package import HTML

/// A report document as HTML: what stands in `<article class="doc">`, and the list of evidence beside it. Screen and
/// paper differ by style sheet only (GB/T 9704-2012).
package struct ReportHTML {
    package let document: ReportDocument
    private let evidenceLink: (FigureQuery) -> String?
    private let caseLink: (CaseNumber) -> String?
    private let picture: ((Chart) -> String)?
    private let evidence: [Evidence]
    private let places: [String: Int]

    /// - Parameters:
    ///   - evidenceLink: the address of the requests behind a figure, or `nil` where there is none.
    ///   - caseLink: the address of a case.
    ///   - picture: the address of a chart as a picture, for programs that cannot draw it on the page.
    package init(
        _ document: ReportDocument, evidenceLink: @escaping (FigureQuery) -> String? = { _ in nil },
        caseLink: @escaping (CaseNumber) -> String? = { _ in nil }, picture: ((Chart) -> String)? = nil
    ) {
        self.document = document
        let scope = document.order.scope
        self.evidenceLink = { evidenceLink(scope.whole($0)) }
        self.caseLink = caseLink
        self.picture = picture
        self.evidence = document.evidence
        self.places = Dictionary(
            evidence.enumerated().map { ($1.topic, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    }

    private var language: Language { document.language }

    /// The sections with the identifiers of their headings, for a table of contents.
    package var sections: [(id: String, heading: String)] {
        document.sections.indices.map { ("c\($0 + 1)", document.heading(of: $0)) }
    }

    /// Article and evidence, one after the other: all of the report that goes on paper.
    package func render() -> HTML {
        """
        <article class="doc" lang="\(language.rawValue)">
        \(body)</article>
        <aside class="evidence-pane" aria-labelledby="evidence-heading">
        <h2 id="evidence-heading">\(language.say("数据来源", "Where the numbers come from"))</h2>
        <ol class="evidence">
        \(evidenceItems)</ol>
        </aside>

        """
    }

    /// What stands inside `<article class="doc">`.
    package var body: HTML {
        var body: HTML = """
            <div class="masthead"><b>\(document.masthead)</b><span><span>\(document.issue)</span>\
            <span>\(language.date(document.date))</span></span></div>
            <h1>\(document.headline.map { HTML(text: $0) }.joined(separator: "<br>"))</h1>
            \(document.notices.map { "<p class=\"report-notice\">\(render($0))</p>\n" })
            """
        var captions = ReportCaptions(language)
        // Who signs stands under the text; the appendix follows.
        var isSigned = false
        for (section, part) in zip(sections, document.sections) {
            if part.isAppendix, !isSigned {
                body += signOff
                isSigned = true
            }
            body += "<h2 id=\"\(section.id)\">\(section.heading)</h2>\n"
            for block in part.blocks { body += render(block, &captions) }
        }
        return isSigned ? body : body + signOff
    }

    private var signOff: HTML {
        "<p class=\"signoff\">\(document.signatory)<br>\(language.fullDate(document.date))</p>\n"
    }

    // MARK: Blocks

    private func render(_ block: ReportBlock, _ captions: inout ReportCaptions) -> HTML {
        switch block {
        case .statement(let lead, let sentence):
            return
                "<p>\(lead.map { "<strong class=\"runin\">\($0)</strong>\(language.say("", " "))" })\(render(sentence))</p>\n"
        case .table(let table):
            return render(table, caption: captions.table(table.caption).text)
        case .chart(let chart, let caption):
            let caption = captions.figure(caption)
            if let picture {
                return """
                    <figure class="chart"><img class="chart-picture" src="\(picture(chart))" alt="\(chart.summary)">
                    <figcaption>\(caption.text)</figcaption></figure>

                    """
            }
            return chart.render(
                id: "figure\(caption.number)", language: language, caption: caption.text, link: evidenceLink)
        case .example(let example):
            return render(example)
        case .definitions(let definitions):
            return """
                <dl class="definitions">
                \(definitions.map { "<div><dt>\($0.term)</dt><dd>\($0.meaning)</dd></div>\n" })</dl>

                """
        }
    }

    private func render(_ sentence: Sentence) -> HTML {
        sentence.spans.map { span -> HTML in
            switch span {
            case .text(let text): return HTML(text: text)
            case .number(let number):
                guard let place = places[number.topic] else { return HTML(text: number.text) }
                return "<a class=\"ev\" href=\"#e\(place)\">\(number.text)</a>"
            }
        }.joined()
    }

    private func render(_ example: TypicalCase) -> HTML {
        let number = example.number.description
        let link: HTML =
            caseLink(example.number).map { "<a class=\"nowrap\" href=\"\($0)\">\(number)</a>" }
            ?? "<span class=\"nowrap\">\(number)</span>"
        let lead = language.say("案例：\(example.title)。", "Case: \(example.title).")
        return """
            <p><strong class="runin">\(lead)</strong>\(language.say("", " "))\(example.course)\(language.say("", " "))\(example.result)\
            \(language.say("（诉求编号", " (request "))\(link)\(language.say("）", ")"))</p>

            """
    }

    // MARK: Tables

    private func render(_ table: ReportTable, caption: String) -> HTML {
        let heads = table.columns.map { column -> HTML in
            "<th scope=\"col\"\(if: column.isNumber, " class=\"num\"")>\(column.head)</th>"
        }
        let rows = table.rows.map { row -> HTML in
            let cells = zip(row.cells, table.columns.dropFirst()).map { cell, column in
                "<td\(if: column.isNumber, " class=\"num\"")>\(render(cell))</td>" as HTML
            }
            return "<tr><th scope=\"row\">\(row.name)</th>\(cells)</tr>\n"
        }
        return """
            <div class="table-wrap" tabindex="0" role="region" aria-label="\(caption)">\
            <table\(if: table.rows.count > 12, " class=\"table-long\"")>
            <caption>\(caption)</caption>
            <thead><tr>\(heads)</tr></thead>
            <tbody>
            \(rows)</tbody></table></div>
            \(table.note.map { "<p class=\"table-note\">\(render($0))</p>\n" })
            """
    }

    private func render(_ cell: ReportCell) -> HTML {
        switch cell {
        case .number(let number):
            guard let address = directFigure(number.basis).flatMap(evidenceLink) else { return HTML(text: number.text) }
            return "<a class=\"ev\" href=\"\(address)\">\(number.text)</a>"
        case .rate(let number, let base, let interval):
            return """
                \(number.text)<span class="n-d">\(base)\(interval.map { " <span>\($0)</span>" })</span>
                """
        case .text(let text): return HTML(text: text)
        case .none: return "—"
        }
    }

    /// The figure whose requests are just those a cell counts. Changes and rates have none of their own.
    private func directFigure(_ basis: Basis) -> FigureQuery? {
        guard case .count(let figure) = basis, figure.value > 0 else { return nil }
        return figure.query
    }

    // MARK: Evidence

    /// The items of `<ol class="evidence">`.
    package var evidenceItems: HTML {
        let words = EvidenceWords(document)
        return evidence.enumerated().map { index, entry -> HTML in
            let workings = words.workings(entry).map { "<span class=\"working\">\(render($0))</span>" as HTML }
            return "<li id=\"e\(index + 1)\"><b>\(entry.topic)</b>\(workings)</li>\n"
        }.joined()
    }

    private func render(_ pieces: [EvidenceWords.Piece]) -> HTML {
        pieces.map { piece -> HTML in
            switch piece {
            case .text(let text): return HTML(text: text)
            case .figure(let text, let query):
                return evidenceLink(query).map { "<a href=\"\($0)\">\(text)</a>" } ?? HTML(text: text)
            }
        }.joined()
    }
}

extension ReportDocument {
    /// The heading with its number: 一、 … ; the appendix has a word instead.
    package func heading(of index: Int) -> String {
        let section = sections[index]
        if section.isAppendix { return language.say("附：\(section.heading)", "Appendix: \(section.heading)") }
        let number = language.ordinal(index + 1)
        return language.say("\(number)、\(section.heading)", "\(number). \(section.heading)")
    }
}
