package import Casework
package import Civics
package import HTML

/// A request as a line of a list.
package struct CaseRow: Sendable {
    package var number: CaseNumber
    /// `nil` once the person has been forgotten.
    package var title: String?
    package var kind: RequestKind
    package var urgency: Urgency
    package var line: ServiceLine
    package var channel: Channel
    package var stage: ServiceRequest.Stage
    package var isProtected: Bool
    /// The places as one reads them, without the city: district, town, village.
    package var place: [LocalName]
    /// The leaf of the list of categories.
    package var category: LocalName
    /// The lead body, once there is one.
    package var body: LocalName?
    package var handler: String?
    package var receivedAt: Instant
    /// The clock that must be watched now, or the one a list is about; `nil` when none runs.
    package var clock: ClockReading?
    package var urges: Int
    package var supervisionLevel: Int
    package var redos: Int
    package var satisfaction: Satisfaction?
    /// The person did not accept that it was refused.
    package var isContested: Bool
    /// How often bodies gave it back, and how often it went to another body.
    package var returns = 0
    package var transfers = 0
    /// A reply waits for approval, or came back from there to its author.
    package var awaitsApproval = false
    package var isSentBack = false
    /// Co-handlers that ask to be let go.
    package var helpersAsking = 0

    package init(
        number: CaseNumber, title: String?, kind: RequestKind, urgency: Urgency = .ordinary,
        line: ServiceLine = .public, channel: Channel, stage: ServiceRequest.Stage, isProtected: Bool = false,
        place: [LocalName], category: LocalName, body: LocalName? = nil, handler: String? = nil, receivedAt: Instant,
        clock: ClockReading? = nil, urges: Int = 0, supervisionLevel: Int = 0, redos: Int = 0,
        satisfaction: Satisfaction? = nil, isContested: Bool = false
    ) {
        self.number = number
        self.title = title
        self.kind = kind
        self.urgency = urgency
        self.line = line
        self.channel = channel
        self.stage = stage
        self.isProtected = isProtected
        self.place = place
        self.category = category
        self.body = body
        self.handler = handler
        self.receivedAt = receivedAt
        self.clock = clock
        self.urges = urges
        self.supervisionLevel = supervisionLevel
        self.redos = redos
        self.satisfaction = satisfaction
        self.isContested = isContested
    }

    /// A bad rating is being put right (差评整改).
    package var isRectification: Bool { redos > 0 && !stage.isEnded && satisfaction?.isBad == true }
}

extension View {
    /// `南海区 桂城街道 叠北社区`, `Nanhai District, Guicheng Subdistrict, Diebei Community`.
    package func placeLine(_ place: [LocalName]) -> String {
        place.map { say($0) }.joined(separator: say(" ", ", "))
    }

    /// `城乡建设 / 施工管理 / 夜间施工噪声`
    package func categoryLine(_ path: [LocalName]) -> String {
        path.map { say($0) }.joined(separator: " / ")
    }

    /// The title, or why there is none.
    package func caseTitle(_ row: CaseRow) -> String {
        row.title ?? say("（内容已按要求删除）", "(text deleted on request)")
    }

    /// What sets a request apart from the others of a list.
    func caseMarks(_ row: CaseRow) -> HTML {
        let urged = row.urges > 0 ? badge(say("已催 \(row.urges) 次", "urged \(row.urges)×"), .bad) : nil
        let supervised =
            row.supervisionLevel > 0
            ? badge(say("\(row.supervisionLevel) 级督办", "supervised, level \(row.supervisionLevel)"), .bad) : nil
        let redone =
            row.isRectification
            ? badge(say("差评整改", "to put right"), .bad)
            : row.redos > 0 ? badge(say("第 \(row.redos) 次重办", "redo \(row.redos)"), .warn) : nil
        let contested = row.isContested ? badge(say("不予受理异议", "refusal contested"), .warn) : nil
        let draft: HTML? =
            row.isSentBack
            ? badge(say("答复退回修改", "reply sent back"), .warn)
            : row.awaitsApproval ? badge(say("答复待审核", "reply awaits approval"), .info) : nil
        return [
            urgencyBadge(row.urgency), lineBadge(row.line), row.isProtected ? protectedBadge : nil, contested, urged,
            supervised, redone, draft, wayMark(row),
        ].compactMap(\.self).joined(separator: " ")
    }

    /// How often it was given back, and went to another body.
    func wayMark(_ row: CaseRow) -> HTML? {
        var words: [String] = []
        if row.returns > 0 { words.append(say("退回 \(row.returns) 次", "returned \(row.returns)×")) }
        if row.transfers > 0 { words.append(say("转派 \(row.transfers) 次", "transferred \(row.transfers)×")) }
        if row.helpersAsking > 0 {
            words.append(
                say(
                    "\(row.helpersAsking) 个协办求退",
                    "\(row.helpersAsking) co-handler\(row.helpersAsking == 1 ? " asks" : "s ask") to leave"))
        }
        return words.isEmpty ? nil : badge(words.joined(separator: say("、", ", ")))
    }

    /// Title, marks, number and place: the cell that heads a line of a table.
    ///
    /// - Parameter words: marked in the title.
    func caseCell(_ row: CaseRow, isCurrent: Bool = false, marking words: [String] = []) -> HTML {
        """
        <div class="what"><a href="\(SitePath.caseFile(row.number))"\(if: isCurrent, #" aria-current="true""#)>\
        \(marked(caseTitle(row), words))</a> \(caseMarks(row))<small>\(row.number.description) · \(placeLine(row.place))</small></div>
        """
    }

    /// A clock, and below it the moment it ends; a dash where none runs.
    func clockCell(_ reading: ClockReading?) -> HTML {
        guard let reading else { return "<span class=\"muted\">—</span>" }
        let end: HTML? =
            switch reading.state {
            case .green, .yellow, .red, .overdue:
                reading.deadline.map { "<small class=\"until\">\(until($0))</small>" }
            case .paused, .met, .missed, .unknown: nil
            }
        return "<span class=\"clock-cell\">\(clockBadge(reading))\(end)</span>"
    }

    /// What has to be done next, and what is left for it.
    func nextStep(_ reading: ClockReading?) -> HTML {
        guard let reading else { return "<span class=\"muted\">—</span>" }
        return "<span class=\"next-step\"><span>\(say(reading.kind.name))</span>\(clockBadge(reading))</span>"
    }

    /// `11月18日 17:30 到期`, `due today 17:30`.
    func until(_ deadline: Instant) -> String {
        say("\(moment(deadline))到期", "due \(moment(deadline))")
    }

    /// What was asked, or why it can't be read any more.
    func requestText(_ text: String?) -> [HTML] {
        text.map { paragraphs($0) }
            ?? [
                "<p class=\"muted\">\(say("内容已按反映人的要求删除，经过仍完整保留。", "The text was deleted on the person's request; the journal is complete."))</p>"
            ]
    }

    /// Running text in paragraphs: an empty line parts them, a line break stays one.
    package func paragraphs(_ text: String) -> [HTML] {
        text.split(whereSeparator: \.isNewline).map { "<p>\($0)</p>\n" }
    }
}
