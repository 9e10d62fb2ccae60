import Casework
package import Civics
package import HTML

/// The front of the desks (工作台): what waits for this person, the most pressing first.
package struct DeskHomePage: Page {
    /// Something that waits, with where to do it.
    package struct Task: Sendable {
        package var name: LocalName
        /// Why it matters, or what to do.
        package var note: LocalName
        package var count: ListCount
        package var path: SitePath
        package var tone: Tone

        package init(_ name: LocalName, note: LocalName, count: ListCount, path: SitePath, tone: Tone = .neutral) {
            self.name = name
            self.note = note
            self.count = count
            self.path = path
            self.tone = tone
        }
    }

    package struct Model: Sendable {
        /// In the order of urgency; those with nothing waiting may be left in.
        package var tasks: [Task]
        /// The requests whose clocks end first, of those that wait for this person.
        package var watch: [CaseRow]
        /// What the requests are, where it is not that their clocks end first.
        package var watchHeading: LocalName?
        /// Requests received and closed today, where the reader may see the city's figures.
        package var receivedToday: Int?
        package var closedToday: Int?

        package init(
            tasks: [Task], watch: [CaseRow] = [], watchHeading: LocalName? = nil, receivedToday: Int? = nil,
            closedToday: Int? = nil
        ) {
            self.tasks = tasks
            self.watch = watch
            self.watchHeading = watchHeading
            self.receivedToday = receivedToday
            self.closedToday = closedToday
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("工作台", "My desk") }

    package func render() -> HTML {
        let greeting = context.staff.map { say("您好，\($0.name)", "Good day, \($0.name)") } ?? title
        return deskPage(
            title: title,
            live: LiveView(lists: DeskPlace.allCases.filter { context.staff?.places.contains($0) ?? false }),
            main: """
                \(deskHead(
                    greeting,
                    meta: HTML(text: "\(day(context.today)) \(weekday(context.today)) \(timeOfDay(context.now))"), tools: keysToggle))
                <div class="desk-body"\(livePart("work"))>
                \(tasks)
                \(watch)
                \(places)
                \(today)
                </div>
                \(keyBar([
                    ("J K", say("下一件、上一件", "next, previous")), ("Enter", say("打开", "open")),
                ]))
                """)
    }

    private var tasks: HTML {
        let waiting = model.tasks.filter { $0.count.value > 0 }
        let heading = say("等您办的", "Waiting for you")
        // For whom nothing ever waits, the places to go to are the front.
        if model.tasks.isEmpty, !openPlaces.isEmpty { return "" }
        guard !waiting.isEmpty else {
            return """
                <section aria-labelledby="tasks-heading"><h2 id="tasks-heading" class="visually-hidden">\(heading)</h2>\
                \(emptyState(
                    .done, say("现在没有等您办的", "Nothing waits for you"),
                    say("有新的会出现在这里和左边的数字里。", "New work appears here and in the numbers on the left.")))</section>
                """
        }
        return """
            <section aria-labelledby="tasks-heading"><h2 id="tasks-heading">\(heading)</h2>
            <ul class="tasks">\(waiting.map { task($0) })</ul></section>
            """
    }

    private func task(_ task: Task) -> HTML {
        let style: StaticString =
            switch task.tone {
            case .bad: "is-bad"
            case .warn: "is-warn"
            default: ""
            }
        return """
            <li><a href="\(task.path)" class="\(raw: style)"><span class="stat-value">\(count(task.count))</span>\
            <span><b>\(say(task.name))</b><small>\(say(task.note))</small></span>\(Icon.chevronRight)</a></li>

            """
    }

    private var watch: HTML? {
        guard !model.watch.isEmpty else { return nil }
        let heading = model.watchHeading.map { say($0) } ?? say("最先到期的", "Due first")
        return """
            <section class="block" aria-labelledby="watch-heading"><h2 id="watch-heading">\(heading)</h2>
            \(table(
                caption: heading, hidesCaption: true,
                columns: [
                    Column(HTML(text: say("诉求", "Request"))), Column(text: say("环节", "Stage")), Column(text: say("时限", "Clock")),
                    Column(text: say("承办单位", "Body")),
                ],
                rows: model.watch.enumerated().map { index, row in
                    .cells(
                        [
                            caseCell(row, isCurrent: index == 0), stageBadge(row.stage), clockCell(row.clock),
                            HTML(text: row.body.map { say($0) } ?? "—"),
                        ], isSelected: index == 0, number: row.number)
                }, asCards: true, style: "table-flush work", isList: true, live: .first))</section>
            """
    }

    private var openPlaces: [DeskPlace] {
        DeskPlace.allCases.filter { context.staff?.places.contains($0) ?? false }
    }

    /// Where to go, with what is done there: for those to whom no queue is given.
    private var places: HTML? {
        guard model.tasks.allSatisfy({ $0.count.value == 0 }), !openPlaces.isEmpty else { return nil }
        return """
            <section class="block" aria-labelledby="places-heading"><h2 id="places-heading">\(say("您可以去", "Where you can go"))</h2>
            <ul class="tasks">\(openPlaces.map { place in
                """
                <li><a href="\(place.path)"><span class="stat-value">\(place.icon)</span>\
                <span><b>\(say(place.name))</b><small>\(say(place.note))</small></span>\(Icon.chevronRight)</a></li>

                """ as HTML
            })</ul></section>
            """
    }

    private var today: HTML? {
        guard let received = model.receivedToday, let closed = model.closedToday else { return nil }
        return """
            <p class="meta block">\(say(
                "全市今天受理 \(count(received)) 件，办结 \(count(closed)) 件。",
                "In the whole city \(count(received)) received and \(count(closed)) closed today."))</p>
            """
    }
}
