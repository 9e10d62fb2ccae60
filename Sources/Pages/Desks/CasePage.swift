import Casework
package import Civics
package import HTML

/// A case whole (诉求详情): what was asked, how it stands, everything that happened, and what the reader may do.
package struct CasePage: Page {
    package struct Model: Sendable {
        package var row: CaseRow
        package var stamp: FormStamp
        /// Where the reader came from.
        package var origin: (name: LocalName, path: SitePath)?
        /// `nil` once the person has been forgotten.
        package var text: String?
        /// Who wrote it down, where that was not the person (`坐席 2036`).
        package var takenBy: String?
        package var category: CategoryCode
        package var categoryPath: [LocalName]
        package var place: RegionID
        /// Road, crossing, building: as given, and only where the reader may see it.
        package var spot: String?
        package var clocks: [ClockAccount]
        package var replies: [Reply]
        /// A reply that waits for approval.
        package var draft: Reply?
        /// Co-handlers that have asked to be let go.
        package var helpersAsking: [BodyChoice]
        package var contacts: [Contact]
        package var journal: [Entry]
        package var names: CaseNames
        package var integrity: Integrity
        package var parties: [Party]
        package var reporter: Reporter
        package var mergedInto: CaseNumber?
        /// With the version of each, for taking it out of the group again.
        package var mergedHere: [Member]
        /// Others who wait for this one's reply, whether the reader may see them or not.
        package var waitingHere: Int
        package var rectification: Rectification?
        /// Of the same person; not shown where the reporter is hidden, since together they could tell who it is.
        package var earlier: [CaseRow]
        package var similar: [SimilarRow]
        /// Who looked at the person's data, the latest first; `nil` for readers who do not check that.
        package var accesses: [Access]?
        /// What the person and the bodies were told, in the order in which it came up.
        package var told: [Told]
        /// For those who write down the person's wish to be forgotten.
        package var forgetting: Forgetting?
        package var offers: [Offer]
        /// Texts that the reply may begin with, filled in.
        package var templates: [TemplateChoice] = []
        /// On what stands in the box for the reply; `nil` where nothing was looked at.
        package var hints: [ReplyHintText]?
        /// On the reply that waits for approval.
        package var draftHints: [ReplyHintText]?
        /// The reply that came back for changes, until another is sent.
        package var sentBack: SentBack?
        /// Those with the least to do first.
        package var handlers: [HandlerChoice] = []
        package var timeExtension: Extension?
        package var quality: QualityFace
        package var categories: [ChoiceGroup]
        package var places: [ChoiceGroup]
        /// What was typed into a form that was not accepted, by the field's `id` (`return-note`).
        package var typed: [String: String]
        package var faults: [FormFault]
        package var problem: DeskProblem?
        package var attachments: [AttachmentItem] = []
        /// Where files are added; `nil` where the reader may add none.
        package var files: FilePart?
        /// The reader takes requests in and may add what the person gives.
        package var speaksForPerson = false

        package init(
            row: CaseRow, stamp: FormStamp, origin: (name: LocalName, path: SitePath)? = nil, text: String?,
            takenBy: String? = nil, category: CategoryCode, categoryPath: [LocalName], place: RegionID,
            spot: String? = nil, clocks: [ClockAccount], replies: [Reply] = [], draft: Reply? = nil,
            helpersAsking: [BodyChoice] = [], contacts: [Contact] = [],
            journal: [Entry], names: CaseNames, integrity: Integrity, parties: [Party] = [], reporter: Reporter,
            mergedInto: CaseNumber? = nil, mergedHere: [Member] = [], waitingHere: Int = 0,
            rectification: Rectification? = nil, earlier: [CaseRow] = [], similar: [SimilarRow] = [],
            accesses: [Access]? = nil, told: [Told] = [], offers: [Offer] = [], timeExtension: Extension? = nil,
            quality: QualityFace = QualityFace(),
            categories: [ChoiceGroup] = [], places: [ChoiceGroup] = [], typed: [String: String] = [:],
            faults: [FormFault] = [], problem: DeskProblem? = nil
        ) {
            self.row = row
            self.stamp = stamp
            self.origin = origin
            self.text = text
            self.takenBy = takenBy
            self.category = category
            self.categoryPath = categoryPath
            self.place = place
            self.spot = spot
            self.clocks = clocks
            self.replies = replies
            self.draft = draft
            self.helpersAsking = helpersAsking
            self.contacts = contacts
            self.journal = journal
            self.names = names
            self.integrity = integrity
            self.parties = parties
            self.reporter = reporter
            self.mergedInto = mergedInto
            self.mergedHere = mergedHere
            self.waitingHere = waitingHere
            self.rectification = rectification
            self.earlier = earlier
            self.similar = similar
            self.accesses = accesses
            self.told = told
            self.offers = offers
            self.timeExtension = timeExtension
            self.quality = quality
            self.categories = categories
            self.places = places
            self.typed = typed
            self.faults = faults
            self.problem = problem
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    var row: CaseRow { model.row }

    package var title: String { "\(row.number.description) \(caseTitle(row))" }

    package func render() -> HTML {
        deskPage(
            title: title, scripts: ["portal.js", "desks.js"] + (model.files == nil ? [] : ["files.js"]),
            live: LiveView(number: row.number),
            main: """
                \(head)
                \(problemNotice(model.problem))\(faultSummary(model.faults))\(errorSummary(model.files?.errors(in: self) ?? []))
                \(actionBar)
                \(model.rectification.map { rectificationNotice($0) })
                \(clockStrip(model.clocks))
                \(sectionTabs)
                <div class="case-cols">
                <div class="case-main">
                \(matter)
                \(filesSection)
                \(answer)
                \(contactRecord)
                \(journal)
                </div>
                \(side)
                </div>
                """)
    }

    private var head: HTML {
        """
        <header class="case-head">
        <div class="row">\(crumbs(origin, here: row.number.description))<span class="push">\(keysToggle)</span></div>
        <h1>\(caseTitle(row))</h1>
        <p class="row row-tight">\(kindBadge(row.kind))\(stageBadge(row.stage))\(groupBadge)\(caseMarks(row))\
        <span class="meta">\(categoryLine(model.categoryPath))</span><span class="meta">·</span>\
        <span class="meta">\(placeLine(row.place))</span><span class="meta">·</span>\
        <span class="meta">\(say(row.channel.name))</span></p>
        </header>
        """
    }

    /// How many people wait for the one answer.
    private var groupBadge: HTML? {
        guard !model.mergedHere.isEmpty else { return nil }
        let people = model.mergedHere.count + 1
        return
            "<a class=\"badge badge-info\" href=\"#group\">\(Icon.users)\(say("\(people) 人", "\(people) people"))</a>"
    }

    private var origin: [(String, SitePath)] {
        model.origin.map { [(say($0.name), $0.path)] } ?? [(say("诉求查询", "Find requests"), .search())]
    }

    private var sectionTabs: HTML {
        func tab(_ id: String, _ name: String, _ number: Int?) -> HTML {
            """
            <li><a href="#\(id)">\(name)\(number.map { " <span class=\"count\">\(count($0))</span>" })</a></li>
            """
        }
        let contacts = model.contacts.isEmpty ? nil : model.contacts.count
        return """
            <nav class="case-tabs" aria-label="\(say("本页内容", "On this page"))"><ul class="tabs">\
            \(tab("matter", say("诉求内容", "Request"), nil))\
            \(if: hasAnswer, tab("answer", say("答复", "Reply"), model.replies.isEmpty ? nil : model.replies.count))\
            \(if: model.files != nil || !model.attachments.isEmpty, tab("files-part", say("附件", "Files"), model.attachments.isEmpty ? nil : model.attachments.count))\
            \(tab("contacts", say("联系记录", "Contacts"), contacts))\
            \(tab("journal", say("经过", "Journal"), model.journal.count))</ul></nav>
            """
    }

    private var matter: HTML {
        let by = model.takenBy.map { say("，\($0) 代录", ", written down by \($0)") } ?? ""
        return """
            <section id="matter" aria-labelledby="matter-heading">
            <h2 id="matter-heading" class="visually-hidden">\(say("诉求内容", "Request"))</h2>
            <div class="body-text">\(requestText(model.text))</div>
            <p class="meta">\(say("\(moment(row.receivedAt)) 受理\(by)", "taken in \(moment(row.receivedAt))\(by)"))</p>
            \(model.mergedInto.map { mergedNotice($0) })
            </section>
            """
    }

    /// What the person said, so that the body puts right what was bad.
    private func rectificationNotice(_ rectification: Rectification) -> HTML {
        let answer = rectification.answer
        let grade = answer.satisfaction.map { say($0.name) } ?? ""
        let solved = answer.solved == false ? say("，没有解决", ", not solved") : ""
        let aspects = answer.aspects.map { say($0.name) }.joined(separator: say("、", ", "))
        let by =
            rectification.by.map { say("\(moment($0)) 前改好，重新答复。", "Put it right and answer again by \(moment($0)).") }
            ?? say("尽快改好，重新答复。", "Put it right and answer again as soon as you can.")
        return """
            <div class="desk-problem">\(notice(
                .warn, icon: .returned,
                say("差评整改：反映人\(moment(rectification.openedAt))评价\(grade)\(solved)。", "To put right: rated \(grade.lowercased())\(solved) \(moment(rectification.openedAt))."),
                """
                \(rectification.said.map { "<blockquote class=\"asked\">\(paragraphs($0))</blockquote>" as HTML })\
                \(if: !aspects.isEmpty, "\(say("主要因为：\(aspects)。", "Mostly about: \(aspects.lowercased()). "))")\(by)
                """))</div>
            """
    }

    private func mergedNotice(_ number: CaseNumber) -> HTML {
        notice(
            .info, icon: .merge, say("已并入另一件。", "Merged into another request."),
            markup(
                "一起在 <a href=\"\(SitePath.caseFile(number))\">\(number.description)</a> 办理，这位反映人仍单独答复。",
                "Handled in <a href=\"\(SitePath.caseFile(number))\">\(number.description)</a>; this person is still answered."
            ))
    }

    private var contactRecord: HTML {
        let heading = say("联系记录", "Contacts")
        let content =
            model.contacts.isEmpty
            ? "<p class=\"muted\">\(say("还没有联系过反映人。", "Nobody has been in touch with the person yet."))</p>"
            : table(
                caption: heading, hidesCaption: true,
                columns: [
                    Column(text: say("时间", "Time")), Column(text: say("方式", "Means")), Column(text: say("单位", "Body")),
                    Column(text: say("内容", "What was said")), Column(text: say("经办", "By")),
                ],
                rows: model.contacts.map { contact in
                    .cells([
                        "<span class=\"nowrap\">\(moment(contact.at))</span>",
                        "<span class=\"nowrap\">\(say(contact.means.name))</span>",
                        HTML(text: say(contact.body)), HTML(text: contact.note ?? "—"), HTML(text: contact.by),
                    ])
                }, asCards: true, style: "table-flush")
        return """
            <section id="contacts" aria-labelledby="contacts-heading"><h2 id="contacts-heading">\(heading)</h2>\(content)</section>
            """
    }

    private var journal: HTML {
        """
        <section id="journal" aria-labelledby="journal-heading">
        <div class="card-head"><h2 id="journal-heading">\(say("经过", "Journal"))</h2>\
        <span class="push row row-tight">\(integrity)</span></div>
        <ol class="timeline journal">\(model.journal.map { entry($0) })\(upcoming)</ol>
        </section>
        """
    }

    private var integrity: HTML {
        switch model.integrity {
        case .verified(let at):
            """
            \(badge(say("账本完整", "Journal intact"), .ok, icon: .check))<span class="meta">\(say(
                "\(count(model.journal.count)) 条，\(moment(at)) 核验",
                "\(count(model.journal.count)) entries, checked \(moment(at))"))</span>
            """
        case .broken(let entry):
            """
            \(badge(say("账本有问题", "Journal broken"), .bad, icon: .alert))<span class="meta">\(say(
                "第 \(entry) 条对不上，请告诉管理员",
                "entry \(entry) does not fit; tell the administrator"))</span>
            """
        case .notChecked: badge(say("未核验", "Not checked"))
        }
    }

    private func entry(_ entry: Entry) -> HTML {
        """
        <li><time datetime="\(machineTime(entry.at))">\(moment(entry.at))</time>\
        <div>\(sentence(for: entry.event, names: model.names))\
        \(entry.text.map { "<div class=\"entry-text\">\(paragraphs($0))</div>" })</div>\
        <span class="who"><span>\(entry.actor)</span><span class="seal">\(String(entry.digest.prefix(4)))…</span></span></li>

        """
    }

    /// What comes next, by the clock that runs.
    private var upcoming: HTML? {
        guard let clock = row.clock, let deadline = clock.deadline, !row.stage.isEnded || clock.kind == .callBack else {
            return nil
        }
        let next: String =
            switch clock.kind {
            case .dispatch: say("派单", "to be dispatched")
            case .sign: say("签收", "to be signed for")
            case .contact: say("首次联系反映人", "first contact with the person")
            case .close: say("办结，随后由热线回访", "to be closed; then the hotline calls back")
            case .callBack: say("回访反映人", "the hotline calls back")
            case .supervision: say("答复督办", "the supervisor to be answered")
            }
        return """
            <li class="is-now"><time datetime="\(machineTime(context.now))">\(say("现在", "now"))</time>\
            <div>\(say(row.stage.name))</div><span class="who"></span></li>
            <li class="is-next"><time datetime="\(machineTime(deadline))">\(say("\(moment(deadline)) 前", "by \(moment(deadline))"))</time>\
            <div>\(next)</div><span class="who"></span></li>
            """
    }
}
