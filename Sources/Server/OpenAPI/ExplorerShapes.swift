import Reporting

/// The shapes of answers to free queries of the figures.
enum ExplorerShapes {
    /// What a query can say; the values of the city's lists narrow it.
    static let query: [Property] =
        [
            Property(
                "measure", .choice(ExplorerMeasure.all.map(\.code)),
                "What is counted; up to six, as often as named; received unless named"),
            Property("rows", .choice(ExplorerDimension.self), "By what the lines are split"),
            Property("columns", .choice(ExplorerDimension.self), "By what the columns are split; with one measure"),
            Property(
                "period", .string(),
                "2026-11, 2026-W47, 2026-Q4, 2026 or 2026-11-01..2026-11-18; this month unless named"),
            Property("compare", .choice(ExplorerComparison.self), "What the period is compared with"),
        ]
        + ExplorerDimension.allCases.filter { !$0.isTime }.map {
            Property($0.rawValue, .string(), "Only what belongs to this one; - for what belongs to none")
        }

    private static let cell = Schema.object([
        Property("value", .number, "A count, a share of one, or hours; absent where the denominator is too small"),
        Property("numerator", .number), Property("denominator", .integer()),
        Property("low", .number, "Of the 95 % Wilson interval"), Property("high", .number),
        Property("before", .number, "In the days compared with"),
    ])

    static let line = Schema.object([
        Property("id", .string(), "Of what the line is about; empty for what belongs to none; absent for the whole"),
        Property("name", .string()),
        Property("placeFrom", .integer(), "Places are shared where intervals overlap"), Property("placeTo", .integer()),
        Property("cells", .array(cell), isRequired: true, "One for each head, or for each measure"),
    ])

    static let answer = Schema.object([
        Property("measures", .array(.string()), isRequired: true), Property("rows", .string()),
        Property("columns", .string()), Property("period", .string(), isRequired: true),
        Property("from", .day, "Absent where the period has not begun"), Property("to", .day),
        Property("comparedFrom", .day), Property("comparedTo", .day),
        Property("rules", .day, isRequired: true, "The version of the rules by which it is counted"),
        Property("heads", .array(.string()), "The identifiers of the columns"),
        Property("whole", .reference("ExplorerLine"), isRequired: true),
        Property("lines", .array(.reference("ExplorerLine")), isRequired: true),
    ])
}
