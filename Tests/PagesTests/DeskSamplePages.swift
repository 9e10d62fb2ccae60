import Casework
import Civics
import Pages
import Reporting

/// Every page of the desks, with every optional part there, and empty.
enum DeskSamplePages {
    static func all(_ language: Language, _ text: String?) -> [(name: String, page: any Page)] {
        let samples = DeskSamples(language: language, text: text)
        return samples.front + samples.intake + samples.dispatching + samples.handling + samples.cases
            + samples.overviews + samples.explorerPages + samples.issuePages + samples.connectionPages
            + samples.suggestionPages + samples.ownAccount + samples.accountKeeping
            + samples.looks
    }

    static let stamp = FormStamp(version: 3, once: "once-1")
}

extension DeskSamples {
    var front: [(name: String, page: any Page)] {
        let tasks = [
            DeskHomePage.Task(
                local(LocalName(zh: "超时未办结", en: "Overdue")),
                note: local(LocalName(zh: "先办这些，每天 9 点自动催办", en: "These first")), count: 2,
                path: .worklist(view: "overdue"), tone: .bad),
            DeskHomePage.Task(
                local(LocalName(zh: "今天到期", en: "Due today")),
                note: local(LocalName(zh: "17:30 前答复", en: "Before 17:30")),
                count: 4, path: .worklist(view: "due-today"), tone: .warn),
            DeskHomePage.Task(
                local(LocalName(zh: "待签收", en: "To sign for")),
                note: local(LocalName(zh: "1 个工作日内签收或退回", en: "Sign or return")),
                count: ListCount(1203, isMore: true), path: .worklist(view: "to-sign")),
            DeskHomePage.Task(
                local(LocalName(zh: "差评", en: "Bad ratings")), note: local(LocalName(zh: "没有", en: "None")), count: 0,
                path: .supervision()),
        ]
        return [
            (
                "home",
                DeskHomePage(
                    .init(tasks: tasks, watch: Array(work.prefix(4)), receivedToday: 1286, closedToday: 1120),
                    in: context(.desk, role: .handler))
            ),
            ("home, empty", DeskHomePage(.init(tasks: []), in: context(.desk))),
        ]
    }

    var intake: [(name: String, page: any Page)] {
        var form = IntakeForm()
        form.phone = words("138 1234 5678")
        form.name = words("陈女士")
        form.place = "guicheng"
        form.village = "diebei"
        form.title = words("海八路工地半夜打桩")
        form.text = words("每晚十一点以后还在打桩，一直到凌晨两点，孩子第二天要上学。")
        form.line = .enterprise
        form.isProtected = true
        let villages = [
            NamedChoice("diebei", local(Home.name("叠北社区", "Diebei"))),
            NamedChoice("yihai", local(Home.name("怡海社区", "Yihai"))),
        ]
        let similar = SimilarFragment.Model(
            rows: similar,
            categories: [
                NamedChoice("010301", local(Home.category("010301"))),
                NamedChoice("010502", local(Home.category("010502"))),
            ])
        var saved = IntakePage.Saved(
            number: Self.number(At.day(11, 18), 1290), queryCode: "K7MX2Q", title: words("海八路工地半夜打桩"),
            contactLimit: .workingDays(1), closeLimit: .workingDays(15),
            answerBy: CityDay(year: 2026, month: 12, day: 9))
        saved.similar = self.similar
        return [
            (
                "intake",
                IntakePage(
                    .init(
                        form: form, once: "once-1", places: places, villages: villages, categories: categories,
                        caller: .init(rows: earlier), similar: similar, files: SampleFiles.part(words("合同.pdf"))),
                    in: context(.intake, role: .hotlineAgent))
            ),
            (
                "intake, faults",
                IntakePage(
                    .init(
                        form: form,
                        faults: [
                            FormFault("phone", .malformed), FormFault("title", .missing), FormFault("text", .tooShort),
                            FormFault("place", .missing), FormFault("enterprise", .missing),
                        ], once: "once-1", places: places, categories: categories, caller: .init(rows: []),
                        similar: .init(rows: []), problem: .refused(.noLimit)),
                    in: context(.intake, role: .hotlineAgent))
            ),
            (
                "intake, saved",
                IntakePage(
                    .init(once: "once-2", channel: .hall, places: places, categories: categories, saved: saved),
                    in: context(.intake, role: .windowClerk))
            ),
            (
                "callbacks",
                CallbacksPage(
                    .init(
                        queue: callBackQueue, total: 126,
                        current: .init(
                            row: callBackQueue[0], stamp: DeskSamplePages.stamp, text: words("楼道灯坏了一个多月，老人上下楼看不清。"),
                            reply: words("您好，社区已于 11 月 16 日更换三盏感应灯。"), closedAt: At.at(11, 17, 16, 20),
                            reporter: .masked(name: words("王**"), phone: words("138****5678"), mayReveal: true),
                            attempts: [.init(at: At.at(11, 17, 18), note: words("19 点以后再打"))],
                            rectification: .workingDays(5)),
                        next: "c2"), in: context(.callbacks(), role: .hotlineAgent))
            ),
            (
                "callbacks, faults",
                CallbacksPage(
                    .init(
                        queue: callBackQueue, total: 3,
                        current: .init(
                            row: callBackQueue[1], stamp: DeskSamplePages.stamp, text: nil, reply: nil,
                            closedAt: At.at(11, 17, 16, 20),
                            reporter: .revealed(
                                name: words("王小明"), phone: words("13812345678"), enterprise: words("佛山某某公司")),
                            before: .init(satisfaction: .veryDissatisfied, said: words("没有人来过")), isTogether: true),
                        answer: .init(
                            reached: true, solved: false, comment: words("灯又坏了"), aspects: [.result], redo: true),
                        after: "c1",
                        faults: [FormFault(.callBack, .satisfaction, .missing)], problem: .refused(.callBackIncomplete)),
                    in: context(.callbacks(), role: .hotlineAgent))
            ),
            ("callbacks, empty", CallbacksPage(.init(queue: [], total: 0, current: nil), in: context(.callbacks()))),
        ]
    }

    var callBackQueue: [CaseRow] {
        [
            row(
                801, "三楼楼道灯坏了一个多月", "guiya", "010101", on: At.day(11, 9), kind: .help, stage: .closed,
                body: "guicheng-gov", clock: clock(.callBack, .workingDays(2), left: 60)),
            row(
                812, "公交站牌写错了时刻", "dali", "020101", on: At.day(11, 10), stage: .closed, body: "transport",
                clock: clock(.callBack, .workingDays(2), left: 500), redos: 1),
            row(
                815, "企业用电增容要多久", "beijiao", "040101", on: At.day(11, 12), kind: .enquiry, line: .enterprise,
                stage: .closed, body: "shunde-gov", clock: clock(.callBack, .workingDays(2), left: 700)),
        ]
    }

    var suggestion: DispatchPage.Suggestion {
        DispatchPage.Suggestion(
            lead: choice("nanhai-housing"), coHandlers: [choice("nanhai-urban")],
            category: local(Home.category("010301")),
            level: .district, place: local(Home.name("南海区", "Nanhai District")), rule: "0103",
            limits: ServiceLimits(
                dispatch: .elapsed(.hours(24)), sign: .elapsed(.minutes(30)), contact: .workingDays(1),
                close: .workingDays(15)), closeBy: At.at(12, 9, 10, 52))
    }

    func current(returned: Bool = false, suggested: Bool = true) -> DispatchPage.Current {
        DispatchPage.Current(
            row: queue[1], stamp: DeskSamplePages.stamp,
            text: words("从 11 月 10 日起，海八路路口的工地每晚 11 点后还在打桩，一直到凌晨两点，孩子第二天要上学。白天施工没有意见，希望晚上 10 点后停工，并把施工时间贴出来。"),
            category: "010301",
            categoryPath: [Home.leaves[2].one, Home.leaves[2].two, Home.leaves[2].three].map { local($0) },
            place: "diebei", reporter: .masked(name: words("陈**"), phone: words("138****5678"), mayReveal: true),
            earlier: earlier,
            returned: returned
                ? .init(
                    body: choice("guicheng-gov"), reason: .notOurDuty, note: words("工地由区住建部门许可，请改派。"),
                    at: At.at(11, 18, 9, 40))
                : nil, suggestion: suggested ? suggestion : nil,
            alternatives: suggested ? [choice("guicheng-gov"), choice("nanhai-gov")] : [],
            similar: suggested ? similar : [])
    }

    var similar: [SimilarRow] {
        [
            SimilarRow(
                earlier[0], likeness: 0.91, sharedPlace: local(Home.name("叠北社区", "Diebei Community")), age: .hours(5)),
            SimilarRow(work[5], likeness: 0.88, sharedPlace: nil, age: .days(12)),
        ]
    }

    /// Two co-handlers that ask to be let go of a request that its lead handles.
    var asked: DispatchPage.Current {
        var asked = current(suggested: false)
        asked.row.stage = .inProgress
        asked.row.helpersAsking = 2
        asked.asking = [
            .init(
                body: choice("nanhai-urban"), reason: .notOurDuty, note: words("工地由住建部门许可。"), at: At.at(11, 18, 9, 40)),
            .init(body: choice("guicheng-gov"), reason: .wrongPlace, note: nil, at: At.at(11, 18, 9, 50)),
        ]
        return asked
    }

    /// Refused, contested, and given back before.
    var contested: DispatchPage.Current {
        var contested = current()
        contested.row.isContested = true
        contested.row.returns = 2
        contested.row.transfers = 1
        contested.suggestion?.isUnclear = true
        contested.contest = .init(
            at: At.at(11, 18, 9), said: words("有新的照片。"), ground: .noNewFact, explanation: nil,
            refusedAt: At.at(11, 17, 9), refusedBy: words("派单员 1107"), isOwn: false)
        return contested
    }

    var dispatching: [(name: String, page: any Page)] {
        let counts: [DispatchView: Int] = [.all: 38, .urgent: 1, .enterprise: 6, .returned: 5]
        func page(
            _ view: DispatchView, _ current: DispatchPage.Current?,
            _ change: (inout DispatchPage.Model) -> Void = { _ in }
        ) -> DispatchPage {
            var model = DispatchPage.Model(
                view: view, counts: counts, oldestWaiting: .minutes(112), dispatchedToday: 1248, returnedToday: 21,
                queue: current == nil ? [] : queue, total: current == nil ? 0 : 38, current: current, bodies: bodies,
                categories: categories, places: places)
            change(&model)
            return DispatchPage(
                model,
                in: context(
                    .dispatch(view: view == .all ? nil : view.rawValue),
                    flash: Flash(words("上一件已派给顺德区供水管理单位"), undo: .caseAction(queue[0].number, .unmerge))))
        }
        return [
            ("dispatch", page(.all, current())), ("dispatch, returned", page(.returned, current(returned: true))),
            ("dispatch, contested", page(.all, contested)), ("dispatch, co-handlers ask", page(.returned, asked)),
            (
                "dispatch, no duty",
                page(.all, current(suggested: false)) {
                    $0.problem = .conflict(by: words("派单员 1102"), at: At.at(11, 18, 10, 51))
                    $0.faults = [
                        FormFault(.dispatch, .lead, .missing), FormFault(.refuse, .ground, .missing),
                        FormFault(.classify, .category, .missing),
                    ]
                    $0.query = words("打桩")
                }
            ), ("dispatch, empty", page(.all, nil)), ("dispatch, none urgent", page(.urgent, nil)),
            ("dispatch, nothing found", page(.all, nil) { $0.query = words("打桩") }),
            ("dispatch, none returned", page(.returned, nil)),
        ]
    }

    var handling: [(name: String, page: any Page)] {
        let counts: [WorklistView: ListCount] = [
            .open: 63, .mine: 12, .toApprove: 2, .toSign: 3, .dueToday: 4, .overdue: 2, .inProgress: 51, .paused: 6,
            .closed: ListCount(100_000, isMore: true),
        ]
        let items = work.map { row in
            WorklistPage.Item(
                row, close: row.clock?.kind == .close ? row.clock : clock(.close, .workingDays(15), left: 4000),
                isCoHandled: row.title == work[6].title,
                signVersion: row.stage == .awaitingSigning ? 2 : nil)
        }
        func page(
            _ view: WorklistView, _ items: [WorklistPage.Item], query: String? = nil, problem: DeskProblem? = nil,
            orders: [OrderToAnswer] = []
        ) -> WorklistPage {
            WorklistPage(
                .init(
                    view: view, body: local(Home.body("nanhai-housing")), counts: counts, onTime: Rate(193, of: 204),
                    onTimeFigure: FigureQuery(
                        .due, .body, first: "nanhai-housing", days: At.day(11, 1)...At.day(11, 18)),
                    query: query, items: items, orders: orders, total: ListCount(items.count), after: query,
                    next: query == nil ? "c2" : nil,
                    once: "once-1", problem: problem), in: context(.worklist(view: view.rawValue), role: .handler))
        }
        return [
            ("worklist", page(.open, items)),
            (
                "worklist, supervised",
                page(
                    .supervised, Array(items[0...1]),
                    orders: [
                        OrderToAnswer(
                            items[0].row, level: 2, reason: .overdue, demand: words("周五前说明原因，写清何时办结。"),
                            clock: items[0].row.clock, answerVersion: 4),
                        OrderToAnswer(
                            items[1].row, level: 1, reason: .repeated,
                            rule: LocalName(zh: "反映人催办 3 次", en: "Urged three times"), answerVersion: 5),
                        OrderToAnswer(items[2].row, level: 1, reason: .badEffect),
                    ])
            ),
            ("worklist, to sign", page(.toSign, Array(items[4...5]), query: words("工地"), problem: .notPermitted)),
            ("worklist, nothing found", page(.open, [], query: words("工地"))),
        ] + WorklistView.allCases.map { ("worklist, \($0) empty", page($0, [])) }
    }
}
