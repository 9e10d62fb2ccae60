package import Civics
package import HTML
package import Reporting

/// The requests behind a figure (数字背后的诉求): what is counted, in words that can be taken away one by one.
package struct RequestListPage: Page {
    package struct Model: Sendable {
        package var figure: FigureQuery
        /// The names of what the figure is cut by.
        package var first: LocalName?
        package var second: LocalName?
        package var found: FoundRequests

        package init(
            figure: FigureQuery, first: LocalName? = nil, second: LocalName? = nil, found: FoundRequests
        ) {
            self.figure = figure
            self.first = first
            self.second = second
            self.found = found
        }
    }

    /// The names of what a figure is cut by; what the city no longer knows keeps its identifier.
    package static func names(of figure: FigureQuery, in city: City) -> (first: LocalName?, second: LocalName?) {
        func region(_ id: String) -> LocalName { city.region(id)?.name ?? LocalName(zh: id, en: id) }
        func field(_ id: String) -> LocalName {
            city.categories.first { $0.field == id }?.level1 ?? LocalName(zh: id, en: id)
        }
        func category(_ code: String) -> LocalName { city.categoryName(code) ?? LocalName(zh: code, en: code) }
        func body(_ id: String) -> LocalName { city.organisation(id)?.name ?? LocalName(zh: id, en: id) }
        func channel(_ id: String) -> LocalName { Channel(rawValue: id)?.name ?? LocalName(zh: id, en: id) }
        func kind(_ id: String) -> LocalName { RequestKind(rawValue: id)?.name ?? LocalName(zh: id, en: id) }
        let (first, second) = (figure.first, figure.second)
        return switch figure.cut {
        case .total: (nil, nil)
        case .district, .town: (region(first), nil)
        case .field: (field(first), nil)
        case .category: (category(first), nil)
        case .channel: (channel(first), nil)
        case .kind: (kind(first), nil)
        case .body: (body(first), nil)
        case .districtField: (region(first), field(second))
        case .channelKind: (channel(first), kind(second))
        case .line: (ServiceLine(rawValue: first)?.name ?? LocalName(zh: first, en: first), nil)
        case .kindDistrict, .kindTown: (kind(first), region(second))
        case .kindCategory: (kind(first), category(second))
        case .kindBody: (kind(first), body(second))
        case .districtCategory, .townCategory: (region(first), category(second))
        case .bodyCategory: (body(first), category(second))
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("数字背后的诉求", "The requests behind a figure") }

    package func render() -> HTML {
        let (figure, total) = (model.figure, count(model.found.total))
        return foundPage(
            model.found, heading: say("\(figure.measure.name.zh) \(total) 件", "\(total) \(figure.measure.name.en)"),
            meta: range(figure.days), conditions: chips,
            hint: say(
                "这几个条件下没有诉求，或者都不在您能看的范围里。去掉一个条件试试。",
                "No request fits these conditions, or none that you may see. Take one away and look again.")
        ) { .requests(figure, after: $0) }
    }

    private var chips: [HTML] {
        let figure = model.figure
        var chips = [conditionChip(say(figure.measure.name).capitalizedFirst), conditionChip(range(figure.days))]
        let (first, second) = cutNames
        if let first, let name = model.first {
            chips.append(
                chip("\(say(first))：\(say(name))", "\(say(first)): \(say(name))", without: figure.withoutFirst))
        }
        if let second, let name = model.second {
            chips.append(
                chip("\(say(second))：\(say(name))", "\(say(second)): \(say(name))", without: figure.withoutSecond))
        }
        return chips
    }

    private func chip(_ chinese: String, _ english: String, without figure: FigureQuery) -> HTML {
        """
        <a class="chip" href="\(SitePath.requests(figure))">\(say(chinese, english))\(Icon.cross)\
        <span class="visually-hidden">\(say("去掉这个条件", "take this condition away"))</span></a>
        """
    }

    /// What the two values of the cut are called.
    private var cutNames: (first: LocalName?, second: LocalName?) {
        let field = LocalName(zh: "类别", en: "Category")
        let district = LocalName(zh: "区", en: "District")
        let body = LocalName(zh: "单位", en: "Body")
        let channel = LocalName(zh: "渠道", en: "Channel")
        let kind = LocalName(zh: "种类", en: "Kind")
        return switch model.figure.cut {
        case .total: (nil, nil)
        case .district: (district, nil)
        case .town: (LocalName(zh: "镇街", en: "Town"), nil)
        case .field, .category: (field, nil)
        case .channel: (channel, nil)
        case .kind: (kind, nil)
        case .body: (body, nil)
        case .districtField: (district, field)
        case .channelKind: (channel, kind)
        case .line: (LocalName(zh: "专线", en: "Line"), nil)
        case .kindDistrict: (kind, district)
        case .kindTown: (kind, LocalName(zh: "镇街", en: "Town"))
        case .kindCategory: (kind, field)
        case .kindBody: (kind, body)
        case .districtCategory: (district, field)
        case .townCategory: (LocalName(zh: "镇街", en: "Town"), field)
        case .bodyCategory: (body, field)
        }
    }
}

extension FigureQuery {
    /// The same figure without its first condition.
    var withoutFirst: FigureQuery {
        switch cut {
        case .districtField: FigureQuery(measure, .field, first: second, days: days)
        case .channelKind: FigureQuery(measure, .kind, first: second, days: days)
        case .kindDistrict: FigureQuery(measure, .district, first: second, days: days)
        case .kindTown: FigureQuery(measure, .town, first: second, days: days)
        case .kindCategory: FigureQuery(measure, .category, first: second, days: days)
        case .kindBody: FigureQuery(measure, .body, first: second, days: days)
        default: FigureQuery(measure, days: days)
        }
    }

    /// The same figure without its second condition.
    var withoutSecond: FigureQuery {
        switch cut {
        case .districtField: FigureQuery(measure, .district, first: first, days: days)
        case .channelKind: FigureQuery(measure, .channel, first: first, days: days)
        case .kindDistrict, .kindTown, .kindCategory, .kindBody: FigureQuery(measure, .kind, first: first, days: days)
        default: self
        }
    }
}

extension View {
    /// Requests as a table with its pager: what lists and search results look like.
    func requestTable(
        caption: String, rows: [CaseRow], total: ListCount, marking words: [String] = [], first: SitePath?,
        next: SitePath?
    ) -> HTML {
        """
        \(table(
            caption: caption, hidesCaption: true,
            columns: [
                Column(HTML(text: say("诉求", "Request"))), Column(text: say("种类", "Kind")), Column(text: say("分类", "Category")),
                Column(text: say("承办单位", "Body")), Column(text: say("环节", "Stage")), Column(text: say("受理", "Received")),
            ],
            rows: rows.enumerated().map { index, row in
                .cells(
                    [
                        caseCell(row, isCurrent: index == 0, marking: words), HTML(text: say(row.kind.name)),
                        HTML(text: say(row.category)), HTML(text: row.body.map { say($0) } ?? "—"),
                        "\(stageBadge(row.stage))\(row.satisfaction.map { " \(satisfactionBadge($0))" as HTML })",
                        "<span class=\"nowrap\">\(moment(row.receivedAt))</span>",
                    ], isSelected: index == 0)
            }, asCards: true, style: "work found", isList: true))
        <div class="foot">\(pager(first: first, next: next, shown: pageWords(shown: rows.count, total: total)))</div>
        """
    }

    /// `text` with each of `words` marked, whatever its case.
    func marked(_ text: String, _ words: [String]) -> HTML {
        var rest = text[...]
        var html = HTML()
        let words = words.filter { !$0.isEmpty }
        while !rest.isEmpty {
            let hits = words.compactMap { rest.range(ofIgnoringCase: $0) }
            guard let hit = hits.min(by: { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }) else {
                break
            }
            html += "\(rest[..<hit.lowerBound])<mark>\(rest[hit])</mark>"
            rest = rest[hit.upperBound...]
        }
        return html + "\(rest)"
    }
}

extension Substring {
    /// Where `word` stands, letters of both cases alike.
    fileprivate func range(ofIgnoringCase word: String) -> Range<Index>? {
        let wanted = Array(word.lowercased())
        var start = startIndex
        while start < endIndex {
            var at = start
            var matched = 0
            while matched < wanted.count, at < endIndex, String(self[at]).lowercased() == String(wanted[matched]) {
                formIndex(after: &at)
                matched += 1
            }
            if matched == wanted.count { return start..<at }
            formIndex(after: &start)
        }
        return nil
    }
}
