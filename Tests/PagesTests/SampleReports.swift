import Civics
import Pages
import Reporting

/// Pages about reports, at every point of a report's life, and empty.
extension SamplePages {
    static func reports(_ language: Language, _ text: String) -> [(name: String, page: any Page)] {
        archive(language, text) + ReportLife.State.allCases.map { ("report, \($0)", kept(language, text, $0)) } + [
            ("report, live", live(language, text)),
            ("report, own review", kept(language, text, .reviewed, isOwnReview: true)),
            ("report, sent back", kept(language, text, .draft, sentBack: true, refusal: .overtaken)),
            ("report, without a reason", kept(language, text, .issued, refusal: .reasonMissing, typed: "")),
            ("report, changed", changes(language, text, 1234)), ("report, not changed", changes(language, text, nil)),
            ("published report", published(language, text)),
            (
                "published reports",
                PublishedReportsPage(
                    [
                        .init(face: face(text), issuedAt: SampleCity.now),
                        .init(face: face(text), issuedAt: SampleCity.now, correction: text),
                    ], in: SampleCity.context(language, .publishedReports))
            ),
            ("published reports, none", PublishedReportsPage([], in: SampleCity.context(language, .publishedReports))),
        ]
    }

    private static func archive(_ language: Language, _ text: String) -> [(name: String, page: any Page)] {
        func page(_ path: SitePath, _ model: ReportsPage.Model) -> ReportsPage {
            ReportsPage(model, in: SampleCity.context(language, path, staff: SampleCity.staff(text)))
        }
        func form(_ change: (inout NewReportPage.Model) -> Void) -> NewReportPage {
            var model = NewReportPage.Model(
                periods: [(.weekly, [.week(CityWeek("2026-W46")!)]), (.annual, [.year(2026)])],
                scopes: [
                    ChoiceGroup(LocalName(zh: text, en: text), [NamedChoice("city", LocalName(zh: text, en: text))])
                ],
                once: "once")
            change(&model)
            return NewReportPage(
                model, in: SampleCity.context(language, .newReport, staff: SampleCity.staff(text)))
        }
        let items = ReportLife.State.allCases.map { state in
            ReportsPage.Item(
                face: face(text), version: state.rawValue + 1, state: state, by: text, at: SampleCity.now,
                replacedBy: state == .replaced ? 5 : nil)
        }
        return [
            (
                "reports",
                page(
                    .reports(),
                    .init(
                        items: items, total: 120, years: [2026, 2025], drafts: 3, reviewed: 1, live: [face(text)],
                        mayDraft: true, page: 1))
            ),
            ("reports, none", page(.reports(), .init(items: [], total: 0, years: []))),
            ("reports, none yet", page(.reports(), .init(items: [], total: 0, years: [], mayDraft: true))),
            (
                "reports, none of a kind",
                page(
                    .reports(kind: .annual, year: 2025),
                    .init(kind: .annual, year: 2025, items: [], total: 0, years: [2026]))
            ),
            (
                "reports, none waits",
                page(.reports(isWaiting: true), .init(isWaiting: true, items: [], total: 0, years: []))
            ),
            ("new report", form { _ in }),
            (
                "new report, faults",
                form {
                    $0.faults = ["period", "from", "to", "scope"].map { FormFault($0, .missing) }
                    ($0.from, $0.to, $0.scope, $0.refusal) = (text, text, text, .figuresMoving)
                }
            ),
        ]
    }

    private static func face(_ text: String) -> ReportFace {
        ReportFace(ReportOrder("2026-W46@district:nanhai")!, scope: LocalName(zh: text, en: text))
    }

    private static func document(_ language: Language, _ text: String) -> ReportDocument {
        let cases = [TypicalCase(number: SampleCity.number, title: text, course: text, result: text)]
        return CityReport.make(
            ReportOrder("2026-W46")!, of: SampleCity.city, in: language, from: SampleCity.figures,
            context: ReportContext(today: SampleCity.day(11, 18), cases: cases, caseRule: text, isDemonstration: true))
    }

    private static func page(
        _ language: Language, _ text: String, _ standing: ReportPage.Standing, refusal: ReportRefusal? = nil
    ) -> ReportPage {
        let order = face(text).order
        return ReportPage(
            .init(
                face: face(text), document: document(language, text), standing: standing,
                previous: ReportFace(ReportOrder(order.period.previous, order.scope), scope: face(text).scope),
                next: ReportFace(ReportOrder(order.period.next, order.scope), scope: face(text).scope),
                refusal: refusal),
            in: SampleCity.context(language, .report(order), staff: SampleCity.staff(text)))
    }

    static func live(_ language: Language, _ text: String) -> ReportPage {
        page(language, text, .live(at: SampleCity.now, mayKeep: true, once: "once"))
    }

    private static func kept(
        _ language: Language, _ text: String, _ state: ReportLife.State, isOwnReview: Bool = false,
        sentBack: Bool = false, refusal: ReportRefusal? = nil, typed: String? = nil
    ) -> ReportPage {
        let acts: [ReportLife.Act] =
            switch state {
            case .draft: sentBack ? [.made, .reviewed, .sentBack] : [.made, .remade]
            case .reviewed: [.made, .reviewed]
            case .issued: [.made, .reviewed, .issued]
            case .replaced: [.made, .reviewed, .issued, .replaced]
            case .dropped: [.made, .dropped]
            }
        let actions: [ReportAction] =
            switch state {
            case .draft: [.review, .remake, .drop]
            case .reviewed: isOwnReview ? [.sendBack, .drop] : [.issue, .sendBack, .drop]
            case .issued: [.correct]
            case .replaced, .dropped: []
            }
        let kept = KeptReportFace(
            version: 2, state: state,
            history: acts.map { act in
                .init(
                    act, at: SampleCity.now, by: text,
                    reason: [.sentBack, .dropped, .replaced].contains(act) ? text : "",
                    other: act == .made ? 1 : act == .replaced ? 3 : nil)
            },
            versions: [(1, .replaced), (2, state)], corrects: state == .dropped || sentBack ? nil : 1,
            correctionReason: text, replacedBy: state == .replaced ? 3 : nil, reason: text, actions: actions,
            isOwnReview: isOwnReview, digest: String(repeating: "0f", count: 32), formats: ReportPlan.Format.allCases,
            stamp: FormStamp(version: acts.count, once: "once"), typed: typed.map { (.correct, $0) })
        return page(language, text, .kept(kept), refusal: refusal)
    }

    private static func changes(_ language: Language, _ text: String, _ now: Int?) -> ReportChangesPage {
        let figure = Figure(
            text, 1200, FigureQuery(.received, days: SampleCity.day(11, 9)...SampleCity.day(11, 15)))
        let fewer = Figure(text, 7, FigureQuery(.closed, days: SampleCity.day(11, 9)...SampleCity.day(11, 9)))
        let changes = now.map { [FigureChange(figure: figure, now: $0), FigureChange(figure: fewer, now: 0)] } ?? []
        return ReportChangesPage(
            .init(
                face: face(text), version: 1, state: .issued, madeAt: SampleCity.now,
                comparison: ReportComparison(compared: 321, changes: changes, onlyKept: now == nil ? 0 : 12)),
            in: SampleCity.context(language, .reportChanges(face(text).order, 1), staff: SampleCity.staff(text)))
    }

    private static func published(_ language: Language, _ text: String) -> PublishedReportPage {
        PublishedReportPage(
            .init(
                face: face(text), document: document(language, text).edition, issuedAt: SampleCity.now,
                correction: text, formats: [.html, .pdf]),
            in: SampleCity.context(language, .publishedReport(face(text).order)))
    }
}
