package import Civics
package import Reporting
package import Storage

extension AdviceDesk {
    /// The kept queries that stand in reports.
    package func queriesInReports() async throws -> [SavedQuery] { try await store.queriesInReports() }

    /// The annex of a report: of each query its picture and its table, for the report's days and its part of the city.
    /// What cannot be told of that part is said. Nothing at all where there are no queries.
    ///
    /// The same queries and figures give the same sections.
    package static func annex<Source: FigureSource>(
        of queries: [SavedQuery], for order: ReportOrder, of city: City, in language: Language,
        from source: Source, today: CityDay
    ) throws(Source.Failure) -> [ReportSection] {
        var blocks: [ReportBlock] = []
        for saved in queries {
            var asked = ExplorerAsked(text: saved.text, of: city)
            var query = asked.query
            query.period = order.period
            let isNarrowed = query.narrow(to: order.scope)
            asked = ExplorerAsked(query, problems: asked.problems, of: city)
            // A part that a number cannot be narrowed to would be told as the whole.
            guard isNarrowed, asked.query.filters == query.filters else {
                let sentence: Sentence =
                    language == .chinese
                    ? "没有按本报告的范围记的数字，不列。" : "There are no figures kept for the part of this report."
                blocks.append(.statement(lead: saved.name, sentence))
                continue
            }
            let result = try ExplorerResult.make(asked.query, of: city, from: source, today: today) {
                RequestFilter(behind: $0) != nil
            }
            blocks += ExplorerReport(result, named: saved.name, asked.problems, of: city, language).blocks
        }
        guard !blocks.isEmpty else { return [] }
        return [
            ReportSection(language.say("专题数据", "Data on chosen subjects"), isAppendix: true, blocks: blocks)
        ]
    }
}

extension ExplorerQuery {
    /// Narrows the query to the part that a report tells of.
    /// - Returns: `false` where it is narrowed to another part already, or where no figures know the part.
    fileprivate mutating func narrow(to scope: ReportScope) -> Bool {
        let filter: ExplorerFilter? =
            switch scope {
            case .city: nil
            case .district(let district): ExplorerFilter(.district, district)
            case .town(let town): ExplorerFilter(.town, town)
            case .body(let body): ExplorerFilter(.body, body)
            case .category(let code): ExplorerFilter(code.utf8.count == 2 ? .field : .category, code)
            }
        guard let filter else { return true }
        if case .category(let code) = scope, code.utf8.count == 4 { return false }
        if let value = self.filter(filter.dimension) { return value == filter.value }
        self = ExplorerQuery(
            measures, rows: rows, columns: columns, period: period, comparison: comparison,
            filters: filters + [filter], view: view)
        return true
    }
}
