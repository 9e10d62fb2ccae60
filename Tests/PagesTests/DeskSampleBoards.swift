import Casework
import Civics
import Pages
import Reporting

/// Boards and what watches over their figures: full, of few, of nothing.
extension DeskSamples {
    static let boardWeek = CityPeriod.month(year: 2026, month: 11)

    /// A line with these numbers of contacts, closings, deadlines and answers.
    static func line(
        _ value: String?, dispatched: Int, due: Int, inTime: Int, called: Int, solved: Int, late: Int = 0,
        inspected: Int = 0, excluded: Int = 0
    ) -> BoardLine {
        let satisfied = solved * 9 / 10
        let fairly = solved - satisfied
        let rates: [ScoredRate: Rate] = [
            .response: Rate(Double(max(0, dispatched - late)), of: dispatched), .onTime: Rate(Double(inTime), of: due),
            .solved: Rate(Double(solved), of: called),
            .satisfied: Rate(Double(satisfied) + 0.9 * Double(fairly), of: called),
            .firstTime: Rate(Double(due - due / 50), of: due),
            .inspection: Rate(Double(inspected - inspected / 20), of: inspected),
        ]
        let rules = DeskSampleCity.city.scores.versions[0]
        return BoardLine(
            value: value, dispatched: dispatched, closed: due, open: late * 2, overdue: late, satisfied: satisfied,
            fairlySatisfied: fairly, leftOut: [.solved: called / 8], excluded: excluded, rates: rates,
            composite: CompositeScore(rates, weights: rules.weights, showFrom: rules.showFrom))
    }

    static let boardLines = [
        line("social", dispatched: 1184, due: 1162, inTime: 1149, called: 702, solved: 668, late: 2, inspected: 24),
        line("transport", dispatched: 604, due: 592, inTime: 573, called: 349, solved: 311, late: 6, inspected: 14),
        line(
            "nanhai-gov", dispatched: 2716, due: 2655, inTime: 2540, called: 1583, solved: 1386, late: 31,
            inspected: 55,
            excluded: 7),
        line("housing", dispatched: 568, due: 551, inTime: 514, called: 322, solved: 268, late: 12),
        line("shunde-gov", dispatched: 2410, due: 2361, inTime: 2278, called: 1406, solved: 1249, late: 19),
        line("guicheng-gov", dispatched: 29, due: 28, inTime: 26, called: 14, solved: 11),
        line("diebei-gov", dispatched: 3, due: 3, inTime: 3, called: 1, solved: 1),
    ]

    static func board(
        _ lines: [BoardLine], _ cut: BoardCut = .body, _ scope: BoardScope = .city, hasPast: Bool = true
    ) -> Board {
        let whole = line(
            nil, dispatched: lines.reduce(0) { $0 + $1.dispatched }, due: lines.reduce(0) { $0 + $1.closed },
            inTime: lines.reduce(0) { $0 + Int($1.rate(.onTime).numerator) },
            called: lines.reduce(0) { $0 + $1.rate(.solved).denominator },
            solved: lines.reduce(0) { $0 + Int($1.rate(.solved).numerator) }, late: lines.isEmpty ? 0 : 70, excluded: 7)
        let past = BoardBefore(
            days: At.day(10, 1)...At.day(10, 18),
            whole: line(nil, dispatched: 900, due: 880, inTime: 861, called: 500, solved: 460),
            lines: ["social": line("social", dispatched: 400, due: 390, inTime: 380, called: 250, solved: 230)])
        return Board(
            query: BoardQuery(cut, scope: scope, period: boardWeek), days: At.day(11, 1)...At.day(11, 18),
            rules: DeskSampleCity.city.scores.versions[0], whole: whole, lines: lines, before: hasPast ? past : nil,
            yearBefore: nil)
    }

    func boardPage(_ board: Board, order: BoardOrder? = nil, page: Int = 1, signs: [BoardPage.SignLine]? = nil)
        -> BoardPage
    {
        let address = BoardAddress(board.query, order: order, page: page)
        return BoardPage(
            .init(
                address: address, board: board,
                names: Dictionary(
                    board.lines.compactMap(\.value).map { ($0, local(Home.body($0))) }, uniquingKeysWith: { a, _ in a }),
                scopes: [
                    (.city, LocalName(zh: "全市", en: "Whole city")),
                    (.district("nanhai"), local(Home.place("nanhai")[0])),
                ],
                cuts: BoardCut.allCases,
                below: ["nanhai-gov": BoardQuery(.body, scope: .under("nanhai-gov"), period: board.query.period)],
                versions: [CityDay("2025-01-01")!, CityDay("2026-01-01")!], openAppeals: signs == nil ? nil : 3,
                signs: signs), in: context(.board(address), role: .supervisor))
    }

    var boards: [(name: String, page: any Page)] {
        let many = (0..<130).map {
            Self.line("body-\($0)", dispatched: 40 + $0, due: 40, inTime: 40 - $0 % 9, called: 33, solved: 30 - $0 % 7)
        }
        func number(_ what: BoardNumber.What, _ value: String?, rows: [CaseRow]) -> BoardNumberPage {
            let number = BoardNumber(
                what, value: value, scope: .district("nanhai"), days: At.day(11, 1)...At.day(11, 18))
            return BoardNumberPage(
                .init(
                    number: number, line: value.map { local(Home.body($0)) }, scope: local(Home.place("nanhai")[0]),
                    found: FoundRequests(
                        rows: rows, total: ListCount(rows.count), after: rows.isEmpty ? nil : "c1",
                        next: rows.isEmpty ? nil : "c2")), in: context(.boardRequests(number), role: .supervisor))
        }
        let signs = [BoardPage.SignLine(.askedAgain, count: 2), .init(.bulkClosing, count: 1)]
        return [
            ("board", boardPage(Self.board(Self.boardLines), signs: signs)),
            ("board, no signs", boardPage(Self.board(Self.boardLines, hasPast: false), signs: [])),
            ("board, many lines", boardPage(Self.board(many), order: .init(.dispatched, isDescending: true), page: 2)),
            ("board, empty", boardPage(Self.board([]))),
            ("board, of a head", boardPage(Self.board(Array(Self.boardLines.prefix(1)), .body, .under("social")))),
            ("number of the board", number(.late, "nanhai-gov", rows: earlier)),
            ("number of the board, empty", number(.open, nil, rows: [])),
        ]
    }

    var qualityFace: QualityFace {
        let rules = Home.quality
        let appeal = AppealFace(
            body: local(Home.body("nanhai-housing")), ground: local(rules.appeals.grounds[0].name),
            explanation: local(rules.appeals.grounds[0].explanation), note: words("有录音为证，处理到位。"),
            at: At.at(11, 17, 9), decideBy: At.at(11, 18, 9),
            rating: CallBack(
                reached: true, solved: false, satisfaction: .veryDissatisfied, channel: .phone, comment: nil),
            comment: words("根本没有人来过"))
        return QualityFace(
            grounds: rules.appeals.grounds, checks: rules.sampling.checks, appealUntil: At.at(11, 24, 9), appeal: appeal
        )
    }

    var quality: [(name: String, page: any Page)] { appeals + inspections + signs }

    private var appeals: [(name: String, page: any Page)] {
        func page(_ isDecided: Bool, _ items: [AppealsPage.Item]) -> AppealsPage {
            AppealsPage(
                .init(
                    isDecided: isDecided, items: items, open: items.count, mayDecide: true, rules: Home.quality.appeals,
                    after: items.isEmpty ? nil : "c1", next: items.isEmpty ? nil : "c2"),
                in: context(.appeals(decided: isDecided), role: .supervisor))
        }
        func item(_ row: CaseRow, decidedAt: Instant? = nil, by: Instant? = nil, isGranted: Bool = false)
            -> AppealsPage.Item
        {
            .init(
                row: row, body: local(Home.body("nanhai-housing")), ground: local(Home.quality.appeals.grounds[1].name),
                at: At.at(11, 17, 9), decideBy: by, decidedAt: decidedAt, isGranted: isGranted)
        }
        return [
            ("appeals", page(false, [item(earlier[1], by: At.at(11, 17, 17)), item(earlier[0])])),
            (
                "appeals, decided",
                page(
                    true,
                    [
                        item(earlier[1], decidedAt: At.at(11, 18, 9), isGranted: true),
                        item(earlier[0], decidedAt: At.at(11, 18, 8)),
                    ])
            ),
            ("appeals, none", page(false, [])), ("appeals, none decided", page(true, [])),
        ]
    }

    private var inspections: [(name: String, page: any Page)] {
        let queue = earlier.map { ($0, At.day(11, 17)) }
        let current = InspectionsPage.Current(
            row: earlier[1], stamp: DeskSamplePages.stamp, text: words("地砖松动，下雨溅一身泥。"),
            replies: [
                .init(
                    at: At.at(11, 17, 9), body: local(Home.body("guicheng-gov")), by: words("黄伟杰"), text: words("已修好。"))
            ],
            contacts: [
                .init(
                    at: At.at(11, 16, 9), means: .phone, body: local(Home.body("guicheng-gov")), by: words("黄伟杰"),
                    note: words("约周五")),
                .init(
                    at: At.at(11, 17, 9), means: .visit, body: local(Home.body("guicheng-gov")), by: words("黄伟杰"),
                    note: nil),
            ], closedAt: At.at(11, 17, 9, 30),
            rating: CallBack(reached: true, solved: nil, satisfaction: nil, channel: .phone, comment: nil),
            comment: words("还没有看"))
        var bare = current
        bare.text = nil
        bare.replies = []
        bare.contacts = []
        bare.rating = nil
        bare.comment = nil
        func page(_ model: InspectionsPage.Model) -> InspectionsPage {
            InspectionsPage(model, in: context(.inspections(), role: .supervisor))
        }
        let rules = Home.quality.sampling
        return [
            (
                "inspections",
                page(.init(queue: queue, waiting: 2, drawn: 40, current: current, rules: rules, next: "c2"))
            ),
            (
                "inspections, faults",
                page(
                    .init(
                        queue: queue, waiting: 2, drawn: 40, current: bare, rules: rules, after: "c1",
                        typed: ["inspect-check-facts": "failed", "inspect-note": words("没有写"), "inspect-redo": "1"],
                        faults: [FormFault(.inspect, .note, .missing)], problem: .refused(.inspectionIncomplete)))
            ),
            ("inspections, none", page(.init(queue: [], waiting: 0, drawn: 40, current: nil, rules: rules))),
        ]
    }

    private var signs: [(name: String, page: any Page)] {
        let findings = Sign.allCases.map { sign in
            SignsPage.Finding(
                sign: sign, subject: sign == .bulkClosing ? "nanhai-housing\taccount" : "nanhai-housing",
                body: local(Home.body("nanhai-housing")), account: sign == .bulkClosing ? words("handler3012") : nil,
                hits: 12, base: 40, cityShare: [.unreached, .latePause, .hastyContact].contains(sign) ? 0.11 : nil,
                askedAgain: sign == .topGrades ? Rate(9, of: 80) : nil)
        }
        func page(_ findings: [SignsPage.Finding], missing: Int, evidence: SignsPage.Evidence?) -> SignsPage {
            SignsPage(
                .init(
                    days: period, findings: findings, daysMissing: missing, rules: Home.quality.signs,
                    evidence: evidence),
                in: context(.signs(), role: .supervisor))
        }
        let rows: [(row: CaseRow, other: CaseRow?)] = [(earlier[1], work[0]), (earlier[0], nil)]
        return [
            ("signs", page(findings, missing: 2, evidence: nil)),
            (
                "signs, pairs",
                page(findings, missing: 0, evidence: .init(finding: findings[0], rows: rows, isMore: true))
            ),
            (
                "signs, evidence",
                page(findings, missing: 0, evidence: .init(finding: findings[4], rows: rows, isMore: false))
            ),
            ("signs, none", page([], missing: 0, evidence: nil)),
        ]
    }
}
