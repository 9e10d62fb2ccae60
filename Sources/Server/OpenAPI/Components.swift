import Casework
import Civics

/// The shapes of the API's answers.
enum Components {
    static let all: [(name: String, schema: Schema)] = [
        ("Problem", problem), ("Submission", submission), ("Outcome", outcome), ("RequestItem", item),
        ("RequestPage", .object([Property("items", .array(.reference("RequestItem")), isRequired: true), next])),
        ("Request", request), ("Reporter", reporter), ("RegionList", list(region)),
        ("OrganisationList", list(organisation)),
        ("CategoryList", list(category)), ("Figures", figures), ("BoardLine", boardLine), ("Board", board),
        ("ExplorerLine", ExplorerShapes.line), ("Explorer", ExplorerShapes.answer),
        ("Report", report), ("KeptReport", keptReport), ("ReportList", reportList), ("Document", .object([])),
        ("File", .file),
    ]

    private static let next = Property("next", .string(), "Pass it as `after` for the next page; absent on the last")
    private static let number = Property("number", .string(), isRequired: true, "Such as 261118-01286-4")
    private static let version = Property("version", .integer(), isRequired: true, "Number of events so far")
    private static let stage = Property(
        "stage", .choice(ServiceRequest.Stage.allCases.map { Codes.code($0) }), isRequired: true)
    private static let name = Property(
        "name", .object([Property("zh-Hans", .string()), Property("en", .string())]), isRequired: true)

    private static func list(_ members: [Property]) -> Schema {
        .object([Property("items", .array(.object(members)), isRequired: true)])
    }

    /// RFC 9457.
    private static let problem = Schema.object([
        Property("type", .string(), isRequired: true), Property("title", .string(), isRequired: true),
        Property("status", .integer(), isRequired: true),
        Property("code", .string(), isRequired: true, "Stable; decide by it"), Property("detail", .string()),
        Property("instance", .string(), isRequired: true, "Names the request in the log"),
        Property("retryAfter", .integer(), "Seconds"), Property("currentVersion", .integer()),
        Property(
            "errors",
            .array(
                .object([
                    Property("field", .string(), isRequired: true),
                    Property("code", .choice(InputFault.Code.self), isRequired: true),
                    Property("message", .string(), isRequired: true),
                ]))),
    ])

    private static let submission = Schema.object([
        number, Property("queryCode", .string(), isRequired: true, "Opens the request to the person who made it"),
        version,
        Property("dispatchLimit", .string(), isRequired: true), Property("contactLimit", .string(), isRequired: true),
        Property("closeLimit", .string(), isRequired: true),
    ])

    private static let outcome = Schema.object([number, version, stage])

    private static let clock = Schema.object([
        Property("kind", .choice(Clock.Kind.allCases.map { Codes.code($0) }), isRequired: true),
        Property("state", .choice(["green", "yellow", "red", "overdue", "paused", "met", "missed", "unknown"])),
        Property("deadline", .time),
    ])

    private static let common: [Property] = [
        number, version, stage, Property("kind", .choice(RequestKind.self), isRequired: true),
        Property("category", .string(), isRequired: true), Property("place", .string(), isRequired: true),
        Property("protected", .boolean, isRequired: true), Property("title", .string()),
        Property("urgency", .choice(Urgency.self)), Property("line", .choice(ServiceLine.self)),
        Property("channel", .choice(Channel.self)), Property("lead", .string()), Property("handler", .string()),
        Property("receivedAt", .time, isRequired: true), Property("closedAt", .time), Property("urges", .integer()),
        Property("supervisionLevel", .integer()), Property("redos", .integer()),
    ]

    private static let item = Schema.object(
        common + [
            Property("closeDeadline", .time), Property("clock", clock), Property("solved", .boolean),
            Property("satisfaction", .choice(Satisfaction.self)),
        ])

    private static let request = Schema.object(
        common + [
            Property("text", .string(), isRequired: true), Property("coHandlers", .array(.string())),
            Property("clocks", .array(clock), isRequired: true), Property("returns", .integer()),
            Property("mergedInto", .string()),
            Property(
                "attachments",
                .array(
                    .object([
                        Property("version", .integer(), isRequired: true, "Names it in its address"),
                        Property("name", .string(), "Absent where the reader does not see it"),
                        Property("mediaType", .string(), isRequired: true),
                        Property("size", .integer(), isRequired: true, "Bytes"),
                        Property("at", .time, isRequired: true),
                        Property("body", .string(), "Who added it; absent for the person"),
                        Property("internal", .boolean, isRequired: true),
                        Property("keptBack", .boolean, "The bodies do not see it yet"),
                    ])), isRequired: true),
            Property(
                "callBack",
                .object([
                    Property("reached", .boolean), Property("solved", .boolean),
                    Property("satisfaction", .choice(Satisfaction.self)), Property("at", .time),
                ])),
            Property(
                "events",
                .array(
                    .object([
                        Property("type", .string(), isRequired: true), Property("at", .time, isRequired: true),
                        Property("version", .integer()), Property("actor", .string()), Property("text", .string()),
                        Property("digest", .string(), "SHA-256 over the digest before and the event"),
                    ])), isRequired: true),
        ])

    /// Without members once the person has been forgotten.
    private static let reporter = Schema.object([
        Property("name", .string()), Property("phone", .string()), Property("enterprise", .string()),
        Property("creditCode", .string()),
    ])

    private static let region = [
        Property("id", .string(), isRequired: true), Property("parent", .string()),
        Property("level", .choice(Level.self), isRequired: true), name, Property("code", .string()),
    ]

    private static let organisation = [
        Property("id", .string(), isRequired: true), Property("parent", .string()),
        Property("region", .string(), isRequired: true), Property("level", .choice(Level.self), isRequired: true),
        Property("function", .string(), isRequired: true), name,
    ]

    private static let category = [
        Property("code", .string(), isRequired: true), Property("kind", .choice(RequestKind.self), isRequired: true),
        name,
        Property("levels", .array(.object([name])), isRequired: true),
        Property("explanation", .string(), isRequired: true),
    ]

    private static let figures = Schema.object([
        Property("measure", .string(), isRequired: true), Property("by", .string(), isRequired: true),
        Property("from", .day, isRequired: true), Property("to", .day, isRequired: true),
        Property(
            "values",
            .array(
                .object([
                    Property("first", .string(), "The value of the cut"),
                    Property("second", .string(), "The second value, of cuts that have two"),
                    Property("day", .day, "With by=day"), Property("amount", .integer(), isRequired: true),
                ])), isRequired: true),
    ])

    private static let boardLine = Schema.object([
        Property("id", .string(), "Of the body, place, field or category; absent for the whole"),
        Property("name", .object([Property("zh-Hans", .string()), Property("en", .string())])),
        Property("placeFrom", .integer(), "Places are shared where intervals overlap"), Property("placeTo", .integer()),
        Property("dispatched", .integer(), isRequired: true), Property("closed", .integer(), isRequired: true),
        Property("open", .integer(), isRequired: true, "Now"), Property("overdue", .integer(), isRequired: true, "Now"),
        Property("excluded", .integer(), isRequired: true, "Ratings that an appeal has taken out"),
        Property(
            "score",
            .object([
                Property("value", .number, isRequired: true), Property("low", .number, isRequired: true),
                Property("high", .number, isRequired: true),
                Property("least", .integer(), isRequired: true, "The smallest denominator of its parts"),
            ])),
        Property(
            "rates",
            .array(
                .object([
                    Property("rate", .choice(ScoredRate.self), isRequired: true),
                    Property("numerator", .number, isRequired: true),
                    Property("denominator", .integer(), isRequired: true),
                    Property("value", .number, "Absent where the denominator is too small to be shown"),
                    Property("low", .number, "Of the 95 % Wilson interval"), Property("high", .number),
                ])), isRequired: true),
    ])

    private static let boardBefore = Schema.object([
        Property("from", .day, isRequired: true), Property("to", .day, isRequired: true),
        Property("whole", .reference("BoardLine"), isRequired: true),
    ])

    private static let board = Schema.object([
        Property("by", .string(), isRequired: true), Property("period", .string(), isRequired: true),
        Property("from", .day, isRequired: true), Property("to", .day, isRequired: true),
        Property("rules", .day, isRequired: true, "The version of the rules by which it is counted"),
        Property(
            "weights",
            .array(
                .object([
                    Property("rate", .choice(ScoredRate.self), isRequired: true),
                    Property("weight", .number, isRequired: true),
                ])), isRequired: true),
        Property("whole", .reference("BoardLine"), isRequired: true),
        Property("before", boardBefore, "The period right before"),
        Property("yearBefore", boardBefore, "The same period a year before"),
        Property("lines", .array(.reference("BoardLine")), isRequired: true),
    ])

    private static let reportHead = [
        Property("report", .string(), isRequired: true, "Its period and what it is of: 2026-10@district:440605"),
        Property("version", .integer(), isRequired: true),
        Property("kind", .choice(ReportKind.self), isRequired: true),
        Property("scope", .string(), isRequired: true), Property("from", .day, isRequired: true),
        Property("to", .day, isRequired: true),
        Property("state", .choice(ReportStateCode.allCases.map(\.rawValue)), isRequired: true),
        Property("madeAt", .time, isRequired: true, "When its figures were read"),
        Property("reviewedBy", .string()), Property("issuedBy", .string()), Property("issuedAt", .time),
        Property("corrects", .integer(), "The version that it replaces"),
        Property("replacedBy", .integer(), "The version that holds in its place"),
        Property("reason", .string(), "Why it was replaced, sent back or given up"),
        Property("digest", .string(), isRequired: true, "SHA-256 of its documents in all languages"),
    ]

    private static let keptReport = Schema.object(
        reportHead + [
            Property(
                "acts",
                .array(
                    .object([
                        Property("act", .string(), isRequired: true), Property("at", .time, isRequired: true),
                        Property("account", .string(), isRequired: true), Property("reason", .string()),
                    ])), isRequired: true),
            Property("document", .reference("Report"), isRequired: true),
        ])

    private static let reportList = Schema.object([
        Property("total", .integer(), isRequired: true),
        Property("items", .array(.object(reportHead)), isRequired: true),
    ])

    private static let report = Schema.object([
        Property("masthead", .string(), isRequired: true), Property("issue", .string(), isRequired: true),
        Property("date", .day, isRequired: true), Property("from", .day, isRequired: true),
        Property("to", .day, isRequired: true), Property("headline", .array(.string()), isRequired: true),
        Property(
            "sections", .array(.object([Property("heading", .string()), Property("blocks", .array(.object([])))]))),
    ])
}
