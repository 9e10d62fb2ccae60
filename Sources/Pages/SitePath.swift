package import Civics
package import HTML
package import Reporting

/// Every address of the site. Pages and the server take paths from here and nowhere else.
package enum SitePath: Hashable, Sendable {
    // MARK: For everybody
    case home
    /// A new request; `about` is what was typed at the front page.
    case ask(about: String? = nil, kind: RequestKind? = nil)
    case askDone
    case follow
    case followCase(CaseNumber)
    case rating(CaseNumber)
    /// What people are sent when their request is closed: opens it with the rating.
    case ratingLink(String)
    /// The short address of `follow` in messages.
    case followShort
    case withdrawal(CaseNumber)
    /// Where files are added to one's own request, and a file of it; files are named by the version that added them.
    case ownAttachments(CaseNumber)
    case ownAttachment(CaseNumber, Int)
    /// That the person does not accept a refusal.
    case contest(CaseNumber)
    /// What is kept of the person in a request, and what they can do with it.
    case ownData(CaseNumber)
    case ownDataFile(CaseNumber, OwnDataFormat)
    case forgetting(CaseNumber)
    case forgettingCancellation(CaseNumber)
    /// The places under a region, as JSON.
    case places(under: RegionID?)
    case figures
    /// Reports that everybody may read.
    case publishedReports
    case publishedReport(ReportOrder)
    case publishedFile(ReportOrder, ReportPlan.Format)
    case privacy
    case accessibility
    case language(to: Language, back: String)
    case large(on: Bool, back: String)

    // MARK: Staff
    case signIn(back: String? = nil)
    /// The code of the second factor.
    case signInCode(back: String? = nil)
    case signOut
    case account
    case accountPassword(back: String? = nil)
    case accountFactor(back: String? = nil)
    case accountFactorConfirmation
    case accountFactorRemoval
    case accountRecoveryCodes
    /// Ending a session of one's own; all others without an `id`.
    case accountSessions(id: String? = nil)
    case desk
    case intake
    case intakeSimilar
    case intakeCaller
    /// `case` is the one whose person is called.
    case callbacks(case: CaseNumber? = nil, after: String? = nil)
    case dispatch(view: String? = nil, case: CaseNumber? = nil, query: String? = nil)
    case worklist(view: String? = nil, query: String? = nil, after: String? = nil)
    case caseFile(CaseNumber)
    case caseAction(CaseNumber, CaseAction)
    /// The same at the desks, and letting the bodies see a file.
    case attachments(CaseNumber)
    case attachment(CaseNumber, Int)
    case clearAttachment(CaseNumber, Int)
    /// The case with a text of the city in the box for the reply.
    case replyTemplate(CaseNumber, String)
    /// Hints on a reply as it stands in the box.
    case checkReply(CaseNumber)
    /// Seeing who the reporter is; every look is logged.
    case reveal(CaseNumber)
    case supervision(view: String? = nil, after: String? = nil)
    /// What is done with several requests of the supervision lists at once.
    case supervisionTogether
    /// How well bodies, places and fields are served: the usual board of whoever looks.
    case boardHome
    case board(BoardAddress)
    /// The same as a table for spreadsheets.
    case boardTable(BoardAddress)
    /// The requests behind a number of the board.
    case boardRequests(BoardNumber, after: String? = nil)
    /// Appeals against ratings: those that wait, or those decided.
    case appeals(decided: Bool = false, after: String? = nil)
    /// Closings drawn by lot; `case` is the one that is looked at.
    case inspections(case: CaseNumber? = nil, after: String? = nil)
    /// Signs of work for the figures; `sign` and `subject` name the one whose requests are shown.
    case signs(ClosedRange<CityDay>? = nil, sign: Sign? = nil, subject: String? = nil)
    case advice(from: CityDay? = nil, to: CityDay? = nil)
    /// The figures as somebody asks for them; the usual question without a query.
    case explore(ExplorerQuery?)
    /// The answer as a table for spreadsheets.
    case exploreTable(ExplorerQuery)
    /// Where a query is kept, and what is done with one that is.
    case exploreSaved
    case savedQuery(Int64, SavedQueryAction)
    /// What many ask at once; `life` narrows the list.
    case issues(life: String? = nil)
    case issue(CaseNumber)
    case issueAction(CaseNumber, IssueAction)
    /// What goes together, and the requests of one such pair.
    case connections(from: CityDay? = nil, to: CityDay? = nil)
    case connected(ConnectedRequests, after: String? = nil)
    /// How good the suggestions are, measured.
    case suggestions
    /// The requests behind a figure.
    case requests(FigureQuery, after: String? = nil)
    case search(query: String? = nil, after: String? = nil)
    case admin
    case deadLetters(DeadLetterAction)
    /// Accounts of staff.
    case accounts(query: String? = nil, role: Role? = nil, after: String? = nil)
    case newAccount
    case staffAccount(String)
    case accountAction(String, AccountAction)
    /// What was done with accounts.
    case accountActs(AccountActsQuery?, after: String? = nil)
    case accountActsFile(AccountActsQuery)
    /// Who looked at personal data.
    case looks(LooksQuery?, after: String? = nil)
    case looksFile(LooksQuery)
    /// A person's wish to be forgotten, written down by staff.
    case caseForgetting(CaseNumber)
    case caseForgettingCancellation(CaseNumber)
    /// The archive of reports.
    case reports(kind: ReportKind? = nil, year: Int? = nil, isWaiting: Bool = false, page: Int = 0)
    case newReport
    /// A report: its version that holds, or as it would be now where none is kept.
    case report(ReportOrder)
    /// Keeping it.
    case reportDraft(ReportOrder)
    case reportVersion(ReportOrder, Int)
    case reportAction(ReportOrder, Int, ReportAction)
    case reportFile(ReportOrder, Int, ReportPlan.Format)
    /// What of it is different in the figures of today.
    case reportChanges(ReportOrder, Int)

    // MARK: Files and machines
    case asset(String, digest: String?)
    case openAPI
    /// What changes, as it changes; `case` is the one that the page shows.
    case live(case: CaseNumber? = nil)
    case liveCounts
}

/// What an administrator can do with messages that could not be sent.
package enum DeadLetterAction: String, CaseIterable, Sendable {
    case again
    case giveUp = "give-up"
}

/// What whoever keeps a query can do with it.
package enum SavedQueryAction: String, CaseIterable, Sendable {
    case change, delete
}

/// The forms in which people take their data along: for reading, and for programs.
package enum OwnDataFormat: String, CaseIterable, Sendable {
    case html, json
}

/// What staff can do to a case: the last part of the address a form posts to.
package enum CaseAction: String, CaseIterable, Sendable {
    case classify, dispatch, sign, assign, `return`, adjudicate, contact, progress, `extend`
    case adjudicateHelper = "adjudicate-helper"
    case decideExtension = "decide-extension"
    case pause, resume, urge, supervise, merge, unmerge, reply, close
    case answerSupervision = "answer-supervision", liftSupervision = "lift-supervision"
    case draftReply = "draft-reply", decideDraft = "decide-draft"
    case callBack = "call-back"
    case redo, withdraw, refuse, contest, archive, note, appeal
    case decideAppeal = "decide-appeal"
    case inspect
}

extension FigureQuery {
    /// Reads back the query part of `SitePath.requests`; `nil` when it names no figure.
    package init?(query: (String) -> String?) {
        guard let measure = Measure.allCases.first(where: { "\($0)" == query("measure") }),
            let from = query("from").flatMap({ CityDay($0) }), let to = query("to").flatMap({ CityDay($0) }), from <= to
        else { return nil }
        let name = query("by") ?? "total"
        guard let cut = FigureCut.allCases.first(where: { "\($0)" == name }) else { return nil }
        self.init(measure, cut, first: query("first") ?? "", second: query("second") ?? "", days: from...to)
    }

    fileprivate var parameters: [(name: String, value: String?)] {
        [
            ("measure", "\(measure)"), ("from", days.lowerBound.description), ("to", days.upperBound.description),
            ("by", cut == .total ? nil : "\(cut)"), ("first", first), ("second", second),
        ]
    }
}

/// What an auditor asks of the log of looks.
package struct LooksQuery: Hashable, Sendable {
    package var days: ClosedRange<CityDay>
    package var account: String
    package var number: CaseNumber?
    /// A kind of look, by its code.
    package var kind: String
    package var isUnusualOnly: Bool

    package init(
        days: ClosedRange<CityDay>, account: String = "", number: CaseNumber? = nil, kind: String = "",
        isUnusualOnly: Bool = false
    ) {
        self.days = days
        self.account = account
        self.number = number
        self.kind = kind
        self.isUnusualOnly = isUnusualOnly
    }

    fileprivate var parameters: [(name: String, value: String?)] {
        [
            ("from", days.lowerBound.description), ("to", days.upperBound.description), ("account", account),
            ("case", number?.description), ("kind", kind), ("unusual", isUnusualOnly ? "1" : nil),
        ]
    }
}

/// What is asked of the records of accounts.
package struct AccountActsQuery: Hashable, Sendable {
    package var days: ClosedRange<CityDay>
    package var account: String
    /// A kind of act, by its code.
    package var kind: String

    package init(days: ClosedRange<CityDay>, account: String = "", kind: String = "") {
        self.days = days
        self.account = account
        self.kind = kind
    }

    fileprivate var parameters: [(name: String, value: String?)] {
        [
            ("from", days.lowerBound.description), ("to", days.upperBound.description), ("account", account),
            ("kind", kind),
        ]
    }
}

extension SitePath: CustomStringConvertible {
    /// The path with its query, percent-encoded.
    package var description: String {
        switch self {
        case .home: "/"
        case .ask(let about, let kind): Self.address("/ask", [("about", about), ("kind", kind?.rawValue)])
        case .askDone: "/ask/done"
        case .follow: "/follow"
        case .followCase(let number): "/follow/\(number)"
        case .rating(let number): "/follow/\(number)/rating"
        case .ratingLink(let link): "/r/\(Self.encoded(link))"
        case .followShort: "/f"
        case .withdrawal(let number): "/follow/\(number)/withdraw"
        case .ownAttachments(let number): "/follow/\(number)/attachments"
        case .ownAttachment(let number, let version): "/follow/\(number)/attachments/\(version)"
        case .contest(let number): "/follow/\(number)/contest"
        case .ownData(let number): "/follow/\(number)/data"
        case .ownDataFile(let number, let format): "/follow/\(number)/data/file.\(format.rawValue)"
        case .forgetting(let number): "/follow/\(number)/forgetting"
        case .forgettingCancellation(let number): "/follow/\(number)/forgetting/cancellation"
        case .places(let under): Self.address("/places", [("under", under)])
        case .figures: "/figures"
        case .publishedReports: "/figures/reports"
        case .publishedReport(let order): "/figures/reports/\(order)"
        case .publishedFile(let order, let format): "/figures/reports/\(order)/file.\(format.rawValue)"
        case .privacy: "/about/privacy"
        case .accessibility: "/about/accessibility"
        case .language(let language, let back):
            Self.address("/language", [("to", language.rawValue), ("back", back)])
        case .large(let on, let back): Self.address("/large", [("on", on ? "1" : "0"), ("back", back)])
        case .signIn(let back): Self.address("/sign-in", [("back", back)])
        case .signInCode(let back): Self.address("/sign-in/code", [("back", back)])
        case .signOut: "/sign-out"
        case .account: "/account"
        case .accountPassword(let back): Self.address("/account/password", [("back", back)])
        case .accountFactor(let back): Self.address("/account/second-factor", [("back", back)])
        case .accountFactorConfirmation: "/account/second-factor/confirmation"
        case .accountFactorRemoval: "/account/second-factor/removal"
        case .accountRecoveryCodes: "/account/second-factor/recovery-codes"
        case .accountSessions(let id): Self.address("/account/sessions", [("id", id)])
        case .desk: "/desk"
        case .intake: "/desk/intake"
        case .intakeSimilar: "/desk/intake/similar"
        case .intakeCaller: "/desk/intake/caller"
        case .callbacks(let number, let after):
            Self.address("/desk/callbacks", [("case", number?.description), ("after", after)])
        case .dispatch(let view, let number, let query):
            Self.address("/desk/dispatch", [("view", view), ("case", number?.description), ("q", query)])
        case .worklist(let view, let query, let after):
            Self.address("/desk/worklist", [("view", view), ("q", query), ("after", after)])
        case .caseFile(let number): "/desk/cases/\(number)"
        case .caseAction(let number, let action): "/desk/cases/\(number)/\(action.rawValue)"
        case .attachments(let number): "/desk/cases/\(number)/attachments"
        case .attachment(let number, let version): "/desk/cases/\(number)/attachments/\(version)"
        case .clearAttachment(let number, let version): "/desk/cases/\(number)/attachments/\(version)/clear"
        case .replyTemplate(let number, let id): Self.address("/desk/cases/\(number)", [("template", id)]) + "#answer"
        case .checkReply(let number): "/desk/cases/\(number)/check-reply"
        case .reveal(let number): "/desk/cases/\(number)/reveal"
        case .supervision(let view, let after):
            Self.address("/desk/supervision", [("view", view), ("after", after)])
        case .supervisionTogether: "/desk/supervision/together"
        case .boardHome: "/desk/board"
        case .board(let address): Self.address("/desk/board", address.parameters)
        case .boardTable(let address): Self.address("/desk/board.csv", address.parameters)
        case .boardRequests(let number, let after):
            Self.address("/desk/board/requests", number.parameters + [("after", after)])
        case .appeals(let decided, let after):
            Self.address("/desk/appeals", [("view", decided ? "decided" : nil), ("after", after)])
        case .inspections(let number, let after):
            Self.address("/desk/inspections", [("case", number?.description), ("after", after)])
        case .signs(let days, let sign, let subject):
            Self.address(
                "/desk/signs",
                [
                    ("from", days?.lowerBound.description), ("to", days?.upperBound.description),
                    ("sign", sign.map { "\($0)" }), ("subject", subject),
                ])
        case .advice(let from, let to):
            Self.address("/desk/advice", [("from", from?.description), ("to", to?.description)])
        case .explore(let query): Self.address("/desk/advice/explore", query.map(Self.parameters) ?? [])
        case .exploreTable(let query): Self.address("/desk/advice/explore.csv", Self.parameters(query))
        case .exploreSaved: "/desk/advice/explore/saved"
        case .savedQuery(let id, let action): "/desk/advice/explore/saved/\(id)/\(action.rawValue)"
        case .issues(let life): Self.address("/desk/issues", [("life", life)])
        case .issue(let number): "/desk/issues/\(number)"
        case .issueAction(let number, let action): "/desk/issues/\(number)/\(action.rawValue)"
        case .connections(let from, let to):
            Self.address("/desk/connections", [("from", from?.description), ("to", to?.description)])
        case .connected(let conditions, let after):
            Self.address("/desk/connections/requests", conditions.parameters + [("after", after)])
        case .suggestions: "/desk/suggestions"
        case .requests(let figure, let after): Self.address("/desk/requests", figure.parameters + [("after", after)])
        case .search(let query, let after): Self.address("/desk/search", [("q", query), ("after", after)])
        case .admin: "/desk/admin"
        case .deadLetters(let action): "/desk/admin/messages/\(action.rawValue)"
        case .accounts(let query, let role, let after):
            Self.address("/desk/accounts", [("q", query), ("role", role?.rawValue), ("after", after)])
        case .newAccount: "/desk/accounts/new"
        case .staffAccount(let id): "/desk/accounts/of/\(Self.encoded(id))"
        case .accountAction(let id, let action): "/desk/accounts/of/\(Self.encoded(id))/\(action.rawValue)"
        case .accountActs(let query, let after):
            Self.address("/desk/account-records", (query?.parameters ?? []) + [("after", after)])
        case .accountActsFile(let query): Self.address("/desk/account-records.csv", query.parameters)
        case .looks(let query, let after): Self.address("/desk/looks", (query?.parameters ?? []) + [("after", after)])
        case .looksFile(let query): Self.address("/desk/looks.csv", query.parameters)
        case .caseForgetting(let number): "/desk/cases/\(number)/forgetting"
        case .caseForgettingCancellation(let number): "/desk/cases/\(number)/forgetting/cancellation"
        case .reports(let kind, let year, let isWaiting, let page):
            Self.address(
                "/desk/reports",
                [
                    ("kind", kind?.rawValue), ("year", year.map { String($0) }), ("view", isWaiting ? "waiting" : nil),
                    ("page", page > 0 ? String(page) : nil),
                ])
        case .newReport: "/desk/reports/new"
        case .report(let order): "/desk/reports/\(order)"
        case .reportDraft(let order): "/desk/reports/\(order)/draft"
        case .reportVersion(let order, let version): "/desk/reports/\(order)/versions/\(version)"
        case .reportAction(let order, let version, let action):
            "/desk/reports/\(order)/versions/\(version)/\(action.rawValue)"
        case .reportFile(let order, let version, let format):
            "/desk/reports/\(order)/versions/\(version)/file.\(format.rawValue)"
        case .reportChanges(let order, let version): "/desk/reports/\(order)/versions/\(version)/changes"
        case .asset(let name, let digest): Self.address("/assets/\(Self.encoded(name))", [("v", digest)])
        case .openAPI: "/api/v1/openapi.json"
        case .live(let number): Self.address("/desk/live", [("case", number?.description)])
        case .liveCounts: "/desk/live/counts"
        }
    }

    private static func parameters(_ query: ExplorerQuery) -> [(name: String, value: String?)] {
        query.parameters.map { ($0.name, $0.value) }
    }

    /// The path without its query.
    package var path: String { String(description.prefix { $0 != "?" && $0 != "#" }) }

    /// `path` with the parameters that have a value.
    private static func address(_ path: String, _ parameters: [(name: String, value: String?)]) -> String {
        var address = path
        var separator = "?"
        for (name, value) in parameters {
            guard let value, !value.isEmpty else { continue }
            address += "\(separator)\(name)=\(encoded(value))"
            separator = "&"
        }
        return address
    }

    /// All bytes but the unreserved ones of RFC 3986 percent-encoded.
    private static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension HTML.StringInterpolation {
    /// An address, for `href`, `action` and `src`.
    package mutating func appendInterpolation(_ path: SitePath) {
        appendInterpolation(path.description)
    }
}
