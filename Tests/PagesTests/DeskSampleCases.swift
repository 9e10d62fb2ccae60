import Casework
import Civics
import Pages
import Reporting

/// A case with a long life, and the overviews.
extension DeskSamples {
    /// A report of wrongdoing that was dispatched, paused, extended and answered.
    var story: [(at: Instant, event: RequestEvent, actor: String, text: String?)] {
        let limits = ServiceLimits(
            dispatch: .elapsed(.hours(24)), sign: .elapsed(.minutes(30)), contact: .workingDays(1),
            close: .workingDays(15))
        let receipt = Receipt(
            channel: .phone, line: .public, kind: .report, urgency: .ordinary, category: "010502", place: "yihai",
            isProtected: true, person: 1, title: "", text: "", limits: limits)
        let housing = "nanhai-housing"
        return [
            (At.at(10, 26, 15), .received(receipt), words("坐席 2036"), nil),
            (
                At.at(10, 26, 15, 20),
                .classified(
                    Classification(
                        kind: .report, urgency: .ordinary, category: "010502", place: "yihai", limits: limits)),
                words("派单员 1107"), nil
            ),
            (
                At.at(10, 26, 15, 34), .dispatched(Dispatch(lead: housing, coHandlers: ["guicheng-gov"])),
                words("派单员 1107"), nil
            ),
            (At.at(10, 26, 15, 42), .signed(body: housing, handler: words("3012")), words("3012"), nil),
            (
                At.at(10, 26, 16, 48), .contacted(body: housing, means: .relay, note: ""), words("3012"),
                words("问清楼层和动工日期；约定 10 月 30 日查看，不上反映人家门。")
            ),
            (At.at(11, 4, 9), .paused(reason: .inspection, note: ""), words("3001"), words("委托有资质的机构鉴定")),
            (At.at(11, 6, 9), .resumed, words("3001"), nil),
            (At.at(11, 10, 9), .urged(note: nil), words("督办员 4003"), nil),
            (At.at(11, 11, 9), .requestedExtension(words("加固施工要三天")), words("3012"), words("加固施工要三天")),
            (At.at(11, 11, 15), .extensionDecided(granted: true), words("督办员 4003"), nil),
            (At.at(11, 17, 16, 30), .replied(body: "guicheng-gov", reply: ""), words("5102"), words("街道已配合现场核查。")),
            (At.at(11, 17, 17), .noted(""), words("3012"), words("加固完成，现场验收")),
        ]
    }

    var caseModel: CasePage.Model {
        let number = Self.number(At.day(10, 26), 981)
        var request = ServiceRequest(number, first: story[0].event, at: story[0].at)!
        for step in story.dropFirst() { request.evolve(step.event, at: step.at) }
        let accounts = ClockAccount.all(of: request, at: now, in: city)
        var row = self.row(
            981, "二次装修拆承重墙，邻居担心", "yihai", "010502", on: At.day(10, 26), at: 15, 0, kind: .report,
            stage: request.stage, protected: true, body: "nanhai-housing", handler: "3012", urges: request.urges)
        row.clock = accounts.first { $0.reading.kind == .close }?.reading
        return CasePage.Model(
            row: row, stamp: DeskSamplePages.stamp,
            origin: (local(LocalName(zh: "工作清单", en: "Work list")), .worklist()),
            text: words(
                "同楼层住户 10 月中旬开始装修，把客厅和阳台之间的墙整面砸掉，听声音用了大锤和电镐。我们下面几层墙角出现细裂缝。想请住建部门来看看：这面墙能不能拆？裂缝要不要紧？已经拆掉的能不能恢复？\n\n请不要透露是谁反映的。"
            ),
            takenBy: words("坐席 2036"), category: "010502",
            categoryPath: [Home.leaves[3].one, Home.leaves[3].two, Home.leaves[3].three].map { local($0) },
            place: "yihai",
            spot: words("海八路 18 号 3 栋"), clocks: accounts,
            replies: [
                .init(
                    at: At.at(11, 17, 16, 30), body: local(Home.body("guicheng-gov")), by: words("5102"),
                    text: words("街道已配合现场核查，督促停工。"))
            ],
            contacts: [
                .init(
                    at: At.at(10, 26, 16, 48), means: .relay, body: local(Home.body("nanhai-housing")),
                    by: words("3012"),
                    note: words("问清楼层和动工日期；约定 10 月 30 日查看，不上反映人家门。")),
                .init(
                    at: At.at(10, 30, 10, 20), means: .visit, body: local(Home.body("nanhai-housing")),
                    by: words("3012"), note: nil),
            ],
            journal: story.enumerated().map { index, step in
                .init(
                    at: step.at, event: step.event, actor: step.actor, text: step.text,
                    digest: String(repeating: String(index % 10), count: 64))
            },
            names: text == nil
                ? CaseNames(city)
                : CaseNames(
                    bodies: Dictionary(uniqueKeysWithValues: city.organisations.map { ($0.id, local($0.name)) }),
                    categories: ["010502": local(Home.category("010502"))]),
            integrity: .verified(at: At.at(11, 18, 10, 50)),
            parties: [
                .init(
                    body: local(Home.body("nanhai-housing")), isLead: true, handler: words("3012"),
                    signedAt: At.at(10, 26, 15, 42),
                    repliedAt: nil),
                .init(
                    body: local(Home.body("guicheng-gov")), isLead: false, signedAt: At.at(10, 27, 9),
                    repliedAt: At.at(11, 17, 16, 30)),
            ], reporter: .hidden, earlier: [earlier[1]], similar: [similar[0]],
            told: told,
            offers: [
                .init(.reply), .init(.close), .init(.contact), .init(.pause), .init(.note),
                .init(.extend, blocked: .extensionUsed), .init(.return, blocked: .returnAfterSigning),
            ], timeExtension: .init(unit: .workingDays, most: 15), categories: categories, places: places)
    }

    /// The same case as somebody sees it who may do everything, with faults in the forms.
    var caseWithEverything: CasePage.Model {
        var model = caseModel
        model.reporter = .masked(name: words("王**"), phone: words("138****5678"), mayReveal: true)
        model.mergedInto = Self.number(At.day(11, 18), 1286)
        model.templates = [.init(id: "done", title: local(Home.name("已办好", "Done")), text: words("您好！\n已办好。"))]
        model.hints = [
            .init(local(Home.name("没写依据。", "Names no rule."))),
            .init(local(Home.name("写出了反映人。", "Names the person.")), isGrave: true),
        ]
        model.draft = .init(
            at: At.at(11, 18, 9), body: local(Home.body("nanhai-housing")), by: words("3012"), text: words("已责令停工。"))
        model.draftHints = []
        model.sentBack = .init(at: At.at(11, 17, 9), by: words("负责人 4003"), remark: words("写明依据。"))
        model.mergedHere = [.init(work[5], splitVersion: 4), .init(earlier[0])]
        model.handlers = [
            .init(account: "handler3012", name: local(Home.name("黄伟杰", "Huang Weijie")), open: 3),
            .init(account: "handler3025", name: local(Home.name("区绮雯", "Ou Qiwen")), open: 5),
        ]
        model.integrity = .broken(entry: 3)
        model.timeExtension = .init(unit: .hours, most: 24, asked: .hours(12), reason: words("要等供电部门停电"))
        model.offers = CaseAction.allCases.filter { ![.resume, .adjudicate, .unmerge].contains($0) }.map { .init($0) }
        model.faults = [
            FormFault(.return, .note, .missing), FormFault(.reply, .reply, .missing),
            FormFault(.extend, .amount, .malformed),
            FormFault(.supervise, .level, .missing), FormFault(.refuse, .ground, .missing),
        ]
        model.typed = ["return-note": words("不归我们"), "reply-reply": words("您好")]
        model.quality = qualityFace
        model.problem = .conflict(by: nil, at: nil)
        return model
    }

    /// Just received, nothing done, the person forgotten since.
    var freshCase: CasePage.Model {
        var model = caseModel
        var request = ServiceRequest(model.row.number, first: story[0].event, at: At.at(11, 18, 10))!
        request.evolve(.noted(""), at: At.at(11, 18, 10, 5))
        model.row.title = nil
        model.row.stage = .awaitingDispatch
        model.row.clock = clock(.dispatch, day1, left: 1300)
        model.text = nil
        model.clocks = ClockAccount.all(of: request, at: now, in: city)
        model.replies = []
        model.contacts = []
        model.parties = []
        model.journal = [model.journal[0]]
        model.integrity = .notChecked
        model.reporter = .anonymous
        model.earlier = []
        model.similar = []
        model.offers = []
        model.origin = nil
        model.spot = nil
        return model
    }

    /// A limit that reaches into a year whose calendar is not there, a pause that lasts.
    var caseInGap: CasePage.Model {
        var model = caseModel
        var request = ServiceRequest(model.row.number, first: story[0].event, at: At.at(12, 20, 10))!
        for (event, at) in [
            (RequestEvent.dispatched(Dispatch(lead: "nanhai-housing")), At.at(12, 20, 11)),
            (.signed(body: "nanhai-housing", handler: nil), At.at(12, 20, 11, 10)),
        ] { request.evolve(event, at: at) }
        model.clocks = ClockAccount.all(of: request, at: At.at(12, 21, 9), in: city)
        model.row.clock = model.clocks.first { $0.reading.kind == .close }?.reading
        return model
    }

    /// Waiting for an inspection.
    var pausedCase: CasePage.Model {
        var model = caseModel
        var request = ServiceRequest(model.row.number, first: story[0].event, at: story[0].at)!
        for step in story.dropFirst().prefix(5) { request.evolve(step.event, at: step.at) }
        model.clocks = ClockAccount.all(of: request, at: now, in: city)
        model.row.stage = .paused
        model.row.clock = model.clocks.first { $0.reading.kind == .close }?.reading
        model.offers = [.init(.resume), .init(.contact), .init(.reply, blocked: .notSigned), .init(.sign)]
        return model
    }

    /// With files of every kind, and some that were not taken.
    var caseWithFiles: CasePage.Model {
        var model = freshCase
        model.attachments = SampleFiles.items(words("我家阳台.jpg"), of: model.row.number, isOwn: false)
        model.files = SampleFiles.part(words("我家阳台.jpg"))
        model.speaksForPerson = true
        return model
    }

    var cases: [(name: String, page: any Page)] {
        [
            ("case", caseModel), ("case, everything", caseWithEverything), ("case, fresh", freshCase),
            ("case, no calendar", caseInGap), ("case, paused", pausedCase), ("case, files", caseWithFiles),
        ].map { ($0.0, CasePage($0.1, in: context(.caseFile($0.1.row.number), role: .handler))) }
    }

    // MARK: Overviews

    var period: ClosedRange<CityDay> { At.day(10, 20)...At.day(11, 18) }

    var overviews: [(name: String, page: any Page)] {
        supervision + boards + quality + advice + lists + [
            ("admin", admin(years: [2026])), ("admin, broken", admin(years: [], broken: true)),
        ]
    }

    private var supervision: [(name: String, page: any Page)] {
        let counts: [SupervisionView: ListCount] = [
            .overdue: 17, .dueSoon: 42, .extensions: 6, .repeated: 3, .dissatisfied: 26, .needsLook: 2, .supervised: 5,
            .unanswered: 1, .answered: 4, .lifted: 31,
        ]
        func page(
            _ view: SupervisionView, _ items: [SupervisionPage.Item],
            outcome: TogetherOutcome? = nil
        ) -> SupervisionPage {
            SupervisionPage(
                .init(
                    view: view, counts: counts, items: items, total: ListCount(items.count),
                    next: items.isEmpty ? nil : "c2",
                    once: "once-1", outcome: outcome, mayUrge: true,
                    maySupervise: true),
                in: context(.supervision(view: view.rawValue), role: .supervisor))
        }
        let items = work.prefix(4).map { SupervisionPage.Item($0, urgeVersion: 4, chosenVersion: 4) }
        let orders = work.prefix(3).enumerated().map { index, row in
            let state = ServiceRequest.SupervisionState.allCases[index]
            return SupervisionPage.Item(
                row, chosenVersion: 4, liftVersion: state == .lifted ? nil : 4,
                order: OrderStanding(state, clock: state == .awaitingAnswer ? row.clock : nil))
        }
        let outcome = TogetherOutcome(
            .supervise, done: 2,
            refused: [
                .init(work[0].number, .refused(.supervisionLevelNotHigher)),
                .init(work[1].number, .conflict(by: nil, at: nil)), .init(work[2].number, .notPermitted),
            ])
        let bad = earlier.map { row in
            var row = row
            row.satisfaction = .veryDissatisfied
            row.stage = .calledBack
            return SupervisionPage.Item(row)
        }
        return [
            ("supervision", page(.overdue, Array(items))),
            ("supervision, orders", page(.supervised, orders, outcome: outcome)),
            ("supervision, all done", page(.overdue, Array(items), outcome: .init(.urge, done: 3))),
            ("supervision, none chosen", page(.overdue, Array(items), outcome: .init(.urge, done: 0))),
            ("supervision, bad ratings", page(.dissatisfied, bad)),
        ] + SupervisionView.allCases.map { ("supervision, \($0) empty", page($0, [])) }
    }

    private var advice: [(name: String, page: any Page)] {
        let days = Array(period)
        let received = days.indices.map { 620 + ($0 * 37) % 90 - ($0 % 7 > 4 ? 210 : 0) + $0 * 3 }
        let before = days.indices.map { 600 + ($0 * 29) % 80 - ($0 % 7 > 4 ? 190 : 0) }
        let fields = [
            ("01", "城乡建设", "Construction"), ("02", "交通运输", "Transport"), ("03", "劳动社保", "Labour"),
            ("04", "公用事业", "Utilities"), ("05", "生态环境", "Environment"),
        ]
        let districts = ["chancheng", "nanhai", "shunde", "sanshui", "gaoming"]
        func part(_ id: String, _ zh: String, _ en: String, _ count: Int, before: Int? = nil) -> AdvicePage.Part {
            .init(id, local(LocalName(zh: zh, en: en)), count, before: before)
        }
        let heat = Dictionary(
            uniqueKeysWithValues: districts.enumerated().map { d, id in
                (
                    id,
                    Dictionary(
                        uniqueKeysWithValues: fields.enumerated().map { f, field in
                            (field.0, max(0, 900 - d * 170 - f * 150 + (d * f) * 40))
                        })
                )
            })
        let totals: [Measure: Int] = [
            .received: 20_386, .closed: 18_902, .due: 19_204, .closedInTime: 18_590, .calledBack: 9416, .solved: 8447,
            .satisfied: 8100, .fairlySatisfied: 740, .dissatisfied: 576,
        ]
        let previous: [Measure: Int] = [
            .received: 19_748, .closed: 19_010, .due: 18_800, .closedInTime: 18_060, .calledBack: 9000,
            .satisfied: 7700, .fairlySatisfied: 700,
        ]
        func page(_ days: ClosedRange<CityDay>, _ totals: [Measure: Int], received: [Int], before: [Int]) -> AdvicePage
        {
            AdvicePage(
                .init(
                    days: days, previousDays: At.day(9, 20)...At.day(10, 19), totals: totals,
                    previousTotals: totals.isEmpty ? [:] : previous,
                    received: received, previousReceived: before, closed: received.map { $0 - 40 }, previousClosed: [],
                    channels: totals.isEmpty
                        ? []
                        : Channel.allCases.enumerated().map {
                            Part($0.element.rawValue, local($0.element.name), 8000 / ($0.offset + 1))
                        },
                    districts: totals.isEmpty
                        ? []
                        : districts.map { id in Part(id, local(Home.place(id)[0]), heat[id]?.values.reduce(0, +) ?? 0)
                        },
                    fields: totals.isEmpty
                        ? []
                        : fields.map { field in
                            part(field.0, field.1, field.2, heat.values.reduce(0) { $0 + ($1[field.0] ?? 0) })
                        },
                    byDistrictField: heat,
                    topCategories: totals.isEmpty
                        ? []
                        : Home.leaves.enumerated().map {
                            Part(
                                $0.element.code, local($0.element.three), 1800 - 190 * $0.offset,
                                before: 1700 - 170 * $0.offset)
                        },
                    open: 4210, overdue: totals.isEmpty ? 0 : 17,
                    rules: city.scores.inForce(on: days.upperBound),
                    report: totals.isEmpty ? nil : CityWeek("2026-W46")), in: context(.advice(), role: .analyst))
        }
        typealias Part = AdvicePage.Part
        return [
            ("advice", page(period, totals, received: received, before: before)),
            (
                "advice, one day",
                page(At.day(11, 18)...At.day(11, 18), [.received: 812, .closed: 3], received: [812], before: [640])
            ),
            (
                "advice, empty",
                page(At.day(1, 1)...At.day(1, 7), [:], received: Array(repeating: 0, count: 7), before: [])
            ),
        ]
    }

    private var lists: [(name: String, page: any Page)] {
        let figure = FigureQuery(.received, .districtField, first: "nanhai", second: "01", days: period)
        return [
            (
                "requests",
                RequestListPage(
                    .init(
                        figure: figure, first: local(Home.name("南海区", "Nanhai District")),
                        second: local(Home.name("城乡建设", "Construction")),
                        found: FoundRequests(rows: work + earlier, total: ListCount(2745), next: "c2")),
                    in: context(.requests(figure), role: .analyst))
            ),
            (
                "requests, empty",
                RequestListPage(
                    .init(figure: FigureQuery(.redone, days: period), found: FoundRequests(rows: [], total: 0)),
                    in: context(.requests(figure), role: .analyst))
            ),
            (
                "search",
                SearchPage(
                    .init(
                        query: words("工地 桥"), rows: work + earlier, total: ListCount(10), after: "c1",
                        isLimitedToBody: true),
                    in: context(.search(query: words("工地 桥")), role: .handler))
            ),
            (
                "search, nothing found",
                SearchPage(.init(query: words("龙眼树")), in: context(.search(query: words("龙眼树"))))
            ),
            ("search, first", SearchPage(.init(query: nil), in: context(.search()))),
        ]
    }

    private func admin(years: [Int], broken: Bool = false) -> AdminPage {
        AdminPage(
            .init(
                journal: broken
                    ? .broken(fault: words("case 261103-00077-4: event 3 is missing"), at: At.at(11, 18, 3))
                    : .verified(entries: 1_204_332, at: At.at(11, 18, 3)),
                lastSeal: broken
                    ? nil : .init(day: At.day(11, 17), entries: 5120, digest: String(repeating: "9f3c41ab", count: 8)),
                unsealedDays: broken ? 2 : 0, engine: "SQLite", databaseBytes: broken ? 512 : 1_503_238_553,
                freeBytes: 92_000_000_000,
                cases: 301_222,
                lastBackup: broken
                    ? .init(at: At.at(11, 18, 2), fault: words("disk full")) : .init(at: At.at(11, 18, 2, 30)),
                version: "1.0.0",
                startedAt: At.at(11, 16, 8),
                calendarYears: years, limitsVersion: "2026-01-01",
                accounts: broken ? 0 : 41, locked: broken ? 2 : 0, waitingWishes: broken ? 3 : 0,
                messages: broken ? troubled : .init(sentToday: 1204, ways: [.init(name: "sms", kind: sms)])),
            in: context(.admin, role: .administrator))
    }

    private var sms: LocalName { local(LocalName(zh: "短信", en: "SMS")) }

    /// Messages that pile up: a way without its secret, one that rests, and letters that nobody took.
    private var troubled: AdminPage.Messages {
        .init(
            waiting: 5310, due: 5202, dueSince: At.at(11, 18, 6), sentToday: 3, droppedToday: 1,
            ways: [
                .init(name: "sms", kind: sms, fault: MessageReason("no-secret")),
                .init(
                    name: words("bus"), kind: local(LocalName(zh: "系统对接", en: "Webhook")), heldUntil: At.at(11, 18, 23)),
            ],
            deadLetters: [
                .init(
                    way: words("sms"), reason: MessageReason(words("http-400 BLOCKED")), count: 312,
                    latest: At.at(11, 18, 9, 5),
                    examples: [Self.number(At.day(11, 17), 12), Self.number(At.day(11, 17), 13)]),
                .init(way: "mail", reason: MessageReason("disk"), count: 1, latest: At.at(11, 17, 9), examples: []),
            ], mayManage: true)
    }

    /// What was told of the case, in every way that it can have gone.
    var told: [CasePage.Told] {
        [
            .init(.accepted, by: sms, .sent(at: At.at(10, 25, 9))),
            .init(.dispatched, by: sms, .dropped(reason: MessageReason("overtaken"))),
            .init(.overdue, by: sms, .failed(at: At.at(11, 17, 9), reason: MessageReason("http-400"))),
            .init(
                .extended, by: sms,
                .waiting(until: At.at(11, 19, 8), failures: 2, reason: MessageReason("timeout"))),
            .init(.paused, by: sms, .waiting(until: At.at(11, 19, 8), failures: 0, reason: MessageReason(""))),
            .init(
                .dispatched, to: local(Home.body("nanhai-housing")), by: local(LocalName(zh: "邮件", en: "Mail")),
                .sent(at: At.at(10, 25, 9))),
        ]
    }
}

extension RequestEvent {
    /// Three working days more.
    fileprivate static func requestedExtension(_ reason: String) -> RequestEvent {
        .extensionRequested(ExtensionRequest(amount: .hours(21), reason: reason))
    }
}
