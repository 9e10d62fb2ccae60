import Casework
import Civics
import HTTPTypes
import Pages
import Reporting

extension Operation {
    /// Every operation of the API.
    static let all: [Operation] =
        requests + attachments + CaseAction.allCases.map(action) + lists + figures
        + ReportPlan.Format.allCases.map(reportFile)

    private static let requests: [Operation] = [
        Operation(
            method: .get, path: "/requests", summary: "Find requests", query: ListQuery.properties,
            answer: "RequestPage",
            problems: [401, 403, 422]),
        Operation(
            method: .post, path: "/requests", summary: "Take in a request", audience: .everybody,
            body: IntakeReader.properties, status: 201, answer: "Submission", problems: [400, 409, 413, 422]),
        Operation(
            method: .get, path: "/requests/{number}",
            summary: "Read a request: whole with a token, or as the person who made it",
            audience: .staffOrOwner, answer: "Request", problems: [401, 404]),
        Operation(
            method: .get, path: "/requests/{number}/reporter", summary: "See who asked; every look is logged",
            answer: "Reporter", problems: [401, 403, 404]),
    ]

    private static let attachments: [Operation] = [
        Operation(
            method: .post, path: "/requests/{number}/attachments",
            summary: "Add files; as staff, or as the person who made the request", audience: .staffOrOwner,
            parts: [
                Property("files", .array(.file), isRequired: true, "At most as many at a time as the city says"),
                Property("internal", .boolean, "Staff: the person does not see them"),
                Property("forPerson", .boolean, "Those who take requests in: the person gave them"),
            ], answer: "Outcome", problems: [400, 401, 403, 404, 409, 413, 415, 422]),
        Operation(
            method: .get, path: "/requests/{number}/attachments/{version}",
            summary: "A file as it is kept; looks at what the person added are logged", audience: .staffOrOwner,
            answersFile: true, answer: "File", problems: [401, 404]),
        Operation(
            method: .post, path: "/requests/{number}/attachments/{version}/clear",
            summary: "Let the bodies see a file that a protected person added", body: [], answer: "Outcome",
            problems: [400, 401, 403, 404, 409]),
    ]

    private static let lists: [Operation] = [
        Operation(
            method: .get, path: "/regions", summary: "The city's districts, towns and villages", audience: .everybody,
            query: [Property("under", .string(), "Only the regions right under this one")], answer: "RegionList",
            problems: [422]),
        Operation(
            method: .get, path: "/organisations", summary: "The bodies that answer requests", audience: .everybody,
            answer: "OrganisationList"),
        Operation(
            method: .get, path: "/categories", summary: "The categories, down to the third level", audience: .everybody,
            answer: "CategoryList"),
    ]

    private static let figures: [Operation] = [
        Operation(
            method: .get, path: "/figures", summary: "The city's daily figures, summed", audience: .everybody,
            query: [
                Property(
                    "measure", .choice(Measure.allCases.map { Codes.code($0) }),
                    "What is counted; received unless named"),
                Property(
                    "by", .choice(["day"] + FigureCut.allCases.map { Codes.code($0) }), "What the sum is split by"),
                Property("from", .day, "The first day; 29 days before the last unless named"),
                Property("to", .day, "The last day; today unless named"),
            ], answer: "Figures", problems: [422]),
        Operation(
            method: .get, path: "/reports/weekly/{week}", summary: "The weekly report, every number with its value",
            answer: "Report", problems: [401, 403, 404]),
        Operation(
            method: .get, path: "/reports", summary: "The reports that are kept, the latest period first",
            query: [
                Property("kind", .choice(ReportKind.self)),
                Property("year", .integer(1900...2200), "To which it is counted"),
                Property("scope", .string(), "city, district:ID, town:ID, body:ID or category:CODE"),
                Property("state", .choice(ReportStateCode.allCases.map(\.rawValue))),
                Property("limit", .integer(1...ReportsAPI.mostPerPage), "50 unless named"),
                Property("offset", .integer(0...1_000_000), "How many to pass over"),
            ], answer: "ReportList", problems: [401, 403, 422]),
        Operation(
            method: .get, path: "/reports/{order}",
            summary: "The version of a report that holds: the one issued, else the one in the making",
            answer: "KeptReport", problems: [401, 403, 404]),
        Operation(
            method: .get, path: "/reports/{order}/versions/{version}",
            summary: "A version of a report, with what was done with it", answer: "KeptReport",
            problems: [401, 403, 404]),
        Operation(
            method: .get, path: "/board", summary: "How well bodies, places and fields are served, with every base",
            query: [
                Property("by", .choice(BoardCut.allCases.map(\.rawValue)), "What is compared; body unless named"),
                Property(
                    "period", .string(),
                    "2026-11, 2026-W47, 2026-Q4, 2026 or 2026-11-01..2026-11-18; this month unless named"),
                Property("district", .string(), "Only the bodies or the towns of this district"),
                Property("under", .string(), "Only this body and those below it"),
                Property("scope", .choice(["city"]), "The whole city, where that is not the caller's own"),
                Property("sort", .choice(BoardColumn.allCases.map(\.rawValue))),
                Property("order", .choice(["descending", "ascending"])),
            ], answer: "Board", problems: [400, 401, 403]),
        Operation(
            method: .get, path: "/explore", summary: "Figures by any two things that they are kept by",
            query: ExplorerShapes.query, answer: "Explorer", problems: [400, 401, 403]),
        Operation(
            method: .get, path: "/openapi.json", summary: "This document", audience: .everybody, answer: "Document"),
    ]

    private static func reportFile(_ format: ReportPlan.Format) -> Operation {
        Operation(
            method: .get, path: "/reports/{order}/versions/{version}/file.\(format.rawValue)",
            summary: "A version of a report as a file: \(format.rawValue)", answersFile: true, answer: "File",
            problems: [401, 403, 404, 501])
    }

    private static func action(_ action: CaseAction) -> Operation {
        let isOwners = [.callBack, .withdraw, .contest].contains(action)
        return Operation(
            method: .post, path: "/requests/{number}/\(action.rawValue)", summary: action.summary,
            audience: isOwners ? .staffOrOwner : .staff, body: CommandReader.properties(of: action), answer: "Outcome",
            problems: [400, 401, 403, 404, 409, 412, 413, 422], takesVersion: true)
    }
}

extension CaseAction {
    fileprivate var summary: String {
        switch self {
        case .classify: "Say what it is, where and how urgent"
        case .dispatch: "Give it to a lead body and those who help"
        case .sign: "Sign for it"
        case .assign: "Give it to somebody inside the body"
        case .adjudicateHelper: "Let a co-handler go, or have it stay"
        case .progress: "Say what was done so far; the person sees it"
        case .answerSupervision: "Answer an order of supervision"
        case .liftSupervision: "Lift an order of supervision"
        case .draftReply: "Write the reply and send it for approval"
        case .decideDraft: "Approve a reply, which closes it, or send the reply back"
        case .contest: "Contest that it was not accepted, for the person or as that person"
        case .return: "Give it back with a reason"
        case .adjudicate: "Accept a return, or designate a body"
        case .contact: "Note that the person was contacted"
        case .extend: "Ask for more time"
        case .decideExtension: "Grant or decline more time"
        case .pause: "Pause the clock"
        case .resume: "Let the clock run on"
        case .urge: "Urge the body"
        case .supervise: "Put it under supervision"
        case .merge: "Handle it with another request"
        case .unmerge: "Handle it by itself again"
        case .reply: "Write the reply"
        case .close: "Close it, with the reply if it was not written before"
        case .callBack: "Note what the person said when asked, or rate it as that person"
        case .redo: "Have it done again"
        case .withdraw: "Take it back, for the person or as that person"
        case .refuse: "Do not accept it"
        case .archive: "File it"
        case .note: "Add a note for staff"
        case .appeal: "Appeal the rating, for the body that leads"
        case .decideAppeal: "Grant or decline the appeal of the rating"
        case .inspect: "Note how the closing stood a second look"
        }
    }
}

extension IntakeReader {
    static let properties: [Property] = [
        Property("kind", .choice(RequestKind.self), isRequired: true),
        Property("title", .string(most: 100), isRequired: true, "The matter in one sentence"),
        Property("text", .string(most: 20_000), isRequired: true),
        Property("place", .string(), isRequired: true, "A region's identifier"),
        Property(
            "channel", .choice(Channel.self), "Without a token: \(openChannels.map(\.rawValue).joined(separator: ", "))"
        ),
        Property("line", .choice(ServiceLine.self)),
        Property("urgency", .choice(Urgency.self), "With a token only"),
        Property("category", .string(), "With a token only: a category's code"),
        Property("protected", .boolean, "The bodies that handle it do not see who asked"),
        Property("name", .string(most: 60)),
        Property("phone", .string(most: 40)),
        Property("enterprise", .string(most: 120), "Required on the enterprise line"),
        Property("creditCode", .string(most: 18), "Unified social credit code"),
    ]
}

extension ListQuery {
    static let properties: [Property] = [
        Property("after", .string(), "The `next` of the page before"),
        Property("limit", .integer(1...mostPerPage)),
        Property("order", .choice(Order.self)),
        Property("stage", .array(.choice(ServiceRequest.Stage.allCases.map { Codes.code($0) }))),
        Property("open", .boolean),
        Property("lead", .array(.string()), "Lead bodies"),
        Property("urgency", .choice(Urgency.self)),
        Property("line", .choice(ServiceLine.self)),
        Property("channel", .choice(Channel.self)),
        Property("kind", .choice(RequestKind.self)),
        Property("place", .string(), "A district or town"),
        Property("category", .string(), "A category's code or the beginning of one"),
        Property("overdue", .boolean),
        Property("from", .day, "Received on this day or later"),
        Property("to", .day, "Received on this day or earlier"),
        Property("supervised", .boolean),
        Property("dissatisfied", .boolean),
        Property("q", .string(most: 200), "Words in title or text"),
    ]
}

extension CommandReader {
    /// The members of an action's body.
    static func properties(of action: CaseAction) -> [Property] {
        func field(_ field: CaseField, _ schema: Schema, isRequired: Bool = false, _ text: String? = nil) -> Property {
            Property(field.rawValue, schema, isRequired: isRequired, text)
        }
        let note = field(.note, .string(most: noteLimit))
        let body = field(.body, .string(), "The body in whose name; the caller's own unless named")
        switch action {
        case .classify:
            return [
                field(.kind, .choice(RequestKind.self)), field(.urgency, .choice(Urgency.self)),
                field(.category, .string()), field(.place, .string()),
            ]
        case .dispatch: return [field(.lead, .string(), isRequired: true), field(.co, .array(.string()))]
        case .sign:
            let who =
                "Who inside the body: an account, or a name; without it whoever of the body has the least open work"
            return [body, field(.handler, .string(most: 60), who)]
        case .assign:
            return [
                body,
                field(.handler, .string(most: 60), isRequired: true, "Who inside the body: an account, or a name"),
            ]
        case .adjudicateHelper:
            return [
                field(.decision, .choice(["release", "keep"]), isRequired: true),
                field(.body, .string(), isRequired: true, "The co-handler"),
            ]
        case .progress, .answerSupervision:
            return [field(.note, .string(most: noteLimit), isRequired: true), body]
        case .draftReply: return [field(.reply, .string(most: replyLimit), isRequired: true), body]
        case .decideDraft:
            return [field(.decision, .choice(["approve", "send-back"]), isRequired: true), note, body]
        case .return: return [field(.reason, .choice(ReturnReason.self), isRequired: true), note, body]
        case .adjudicate:
            return [
                field(.decision, .choice(["accept", "designate"]), isRequired: true),
                field(.body, .string(), "The body designated"),
            ]
        case .contact: return [field(.means, .choice(ContactMeans.self), isRequired: true), note, body]
        case .extend:
            return [
                field(
                    .amount, .integer(1...10_000), isRequired: true,
                    "In working days where the limit is in working days; else in hours, or minutes for limits under two hours"
                ),
                field(.reason, .string(most: noteLimit), isRequired: true),
            ]
        case .decideExtension: return [field(.decision, .choice(["grant", "decline"]), isRequired: true)]
        case .pause: return [field(.reason, .choice(PauseReason.self), isRequired: true), note]
        case .urge, .redo, .liftSupervision, .contest: return [note]
        case .supervise:
            return [
                field(.level, .integer(1...3), isRequired: true),
                field(.reason, .choice(SupervisionReason.self), isRequired: true), note,
            ]
        case .merge: return [field(.into, .string(), isRequired: true, "The number of the other request")]
        case .reply: return [field(.reply, .string(most: replyLimit), isRequired: true), body]
        case .close: return [field(.reply, .string(most: replyLimit)), body]
        case .callBack:
            return [
                field(.reached, .boolean), field(.solved, .boolean), field(.satisfaction, .choice(Satisfaction.self)),
                field(.comment, .string(most: noteLimit)),
                field(.aspect, .array(.choice(RatingAspect.self)), "What the grade is about most"),
            ]
        case .refuse: return [field(.ground, .choice(RefusalGround.self), isRequired: true), note]
        case .note: return [field(.note, .string(most: noteLimit), isRequired: true)]
        case .appeal:
            return [
                field(.ground, .string(most: 64), isRequired: true, "A code of the city's grounds for appeals"),
                field(.note, .string(most: noteLimit), isRequired: true), body,
            ]
        case .decideAppeal:
            return [
                field(.decision, .choice(["grant", "decline"]), isRequired: true),
                field(.note, .string(most: noteLimit), isRequired: true),
            ]
        case .inspect:
            return [
                field(.passed, .array(.string()), "Codes of the city's checks"),
                field(.failed, .array(.string()), "Codes of the city's checks"),
                field(.note, .string(most: noteLimit), "Required where a check failed"),
            ]
        case .resume, .withdraw, .archive, .unmerge: return []
        }
    }
}
