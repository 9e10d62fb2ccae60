import Casework
import Civics
import Pages
import Reporting

/// Every page of the citizens and of the reports with a model in which every optional part is there. `text` stands
/// wherever people or the city's data have the word.
enum SamplePages {
    static func all(_ language: Language, _ text: String) -> [(name: String, page: any Page)] {
        [
            ("home", home(language, text)), ("home, empty", HomePage(.init(), in: SampleCity.context(language))),
            ("ask", ask(language)), ("ask with faults", askWithFaults(language, text)),
            ("ask, files", ask(language) { $0.files = SampleFiles.part(text) }),
            ("ask, review", askReview(language, text)), ("done", done(language, text)),
            ("follow form", FollowFormPage(in: SampleCity.context(language, .follow))),
            (
                "follow form, wrong",
                FollowFormPage(.init(number: text, fault: .notFound), in: SampleCity.context(language, .follow))
            ),
            (
                "follow form, link expired",
                FollowFormPage(
                    .init(number: text, fault: .expiredLink(SampleCity.day(11, 3))),
                    in: SampleCity.context(language, .follow))
            ),
            (
                "follow form, link wrong",
                FollowFormPage(.init(fault: .wrongLink), in: SampleCity.context(language, .follow))
            ),
            (
                "follow form, taken up again",
                FollowFormPage(.init(number: text, fault: .supersededLink), in: SampleCity.context(language, .follow))
            ),
            ("figures", figures(language, text)),
            (
                "figures, empty",
                FiguresPage(
                    .init(days: SampleCity.day(11, 9)...SampleCity.day(11, 15), now: nil, charts: [], rates: []),
                    in: SampleCity.context(language, .figures))
            ),
            ("sign-in", signIn(language, text)),
            (
                "sign-in, locked",
                SignInPage(.init(message: .locked(until: SampleCity.now)), in: SampleCity.context(language, .signIn()))
            ),
            ("code", CodePage(.init(minutes: 5), in: SampleCity.context(language, .signInCode()))),
            (
                "code, wrong",
                CodePage(
                    .init(fault: .wrong, back: "/desk?q=\(text)", minutes: 5),
                    in: SampleCity.context(language, .signInCode()))
            ),
            (
                "password at the door",
                ChangePasswordPage(
                    .init(
                        place: .door, reason: .initial,
                        faults: [.wrongPassword, .usedBefore, .different, .code(.used)],
                        rules: SecurityRules.standard.password, asksForCode: true, lockedUntil: SampleCity.now,
                        back: "/desk?q=\(text)"), in: SampleCity.context(language, .accountPassword()))
            ),
            (
                "second factor at the door",
                SecondFactorPage(
                    .init(place: .door, isRequired: true, back: "/desk?q=\(text)"),
                    in: SampleCity.context(language, .accountFactor()))
            ),
            (
                "recovery codes at the door",
                RecoveryCodesPage(
                    .init(place: .door, codes: ["2345A-BCDEF", "GHJKM-NPQRS"], isFirst: true, next: "/desk"),
                    in: SampleCity.context(language, .account))
            ),
            (
                "own data",
                ownData(language, text, .possible(on: SampleCity.day(11, 26)), cancelledAt: SampleCity.at(11, 17, 9, 0))
            ),
            ("own data, open", ownData(language, text, .open(answerBy: SampleCity.at(11, 25, 9, 0)))),
            ("own data, open for ever", ownData(language, text, .open(answerBy: nil))),
            (
                "own data, waiting",
                ownData(
                    language, text,
                    .waiting(since: SampleCity.now, on: SampleCity.day(11, 26), byStaff: true))
            ),
            (
                "own data, waiting by own wish",
                ownData(
                    language, text,
                    .waiting(since: SampleCity.now, on: SampleCity.day(11, 26), byStaff: false))
            ),
            ("own data, forgotten", ownData(language, "", .done(at: SampleCity.now), isEmpty: true)),
            ("privacy", PrivacyPage(in: SampleCity.context(language, .privacy))),
            ("accessibility", AccessibilityPage(in: SampleCity.context(language, .accessibility))),
        ]
            + reports(language, text)
            + ServiceRequest.Stage.allCases.map { ("follow, \($0)", follow(language, text, stage: $0)) }
            + ErrorPage.Status.allCases.map { status in
                (
                    "error \(status.rawValue)",
                    ErrorPage(
                        .init(status, detail: text, back: "/desk?q=\(text)", retryAfterSeconds: 112),
                        in: SampleCity.context(language))
                )
            }
    }

    static func ownData(
        _ language: Language, _ text: String, _ forgetting: OwnDataPage.Forgetting, cancelledAt: Instant? = nil,
        isEmpty: Bool = false
    ) -> OwnDataPage {
        let number = CaseNumber(day: SampleCity.day(11, 18), serial: 1286)!
        let looks: [FollowPage.Look.What] = [
            .contact, .history, .files, .export, .forgettingWished, .forgettingCancelled, .forgotten,
        ]
        let model = OwnDataPage.Model(
            number: number, title: text, name: text, phone: text, enterprise: text, creditCode: text,
            isProtected: !isEmpty, ownTexts: 3, answers: 2, notes: 1, attachments: isEmpty ? 0 : 2,
            looks: isEmpty
                ? []
                : looks.map {
                    FollowPage.Look(role: $0 == .contact ? .hotlineAgent : nil, at: SampleCity.now, what: $0)
                }, forgetting: forgetting, cancelledAt: cancelledAt, once: "once-1")
        return OwnDataPage(model, in: SampleCity.context(language, .ownData(number)))
    }

    static let figuresNow = CityFiguresNow(
        updatedAt: SampleCity.now, receivedToday: 1286, receivedWeekAgo: 1241, hours: [31, 18, 12, 240, 180],
        contacted: .init(Rate(12_211, of: 12_436), weeks: [0.97, 0.98]),
        closedInTime: .init(Rate(18_590, of: 19_204), weeks: [0.95, 0.968]), satisfied: .init(Rate(0, of: 0), weeks: [])
    )

    static func home(_ language: Language, _ text: String) -> HomePage {
        HomePage(
            .init(
                often: [text], contactLimit: .workingDays(1), figures: figuresNow,
                issues: [.init(title: text, people: 126, body: text, answerBy: SampleCity.day(11, 27))]),
            in: SampleCity.context(language))
    }

    static let promises: [RequestKind: AskPage.Promise] = Dictionary(
        uniqueKeysWithValues: RequestKind.allCases.map {
            (
                $0,
                AskPage.Promise(
                    dispatch: .elapsed(.hours(24)), contact: .workingDays(1), close: .workingDays(10),
                    answerBy: SampleCity.day(12, 2))
            )
        })

    static func form(_ text: String) -> AskForm {
        var form = AskForm()
        form.district = "nanhai"
        form.town = "guicheng"
        form.village = "diebei"
        form.spot = text
        form.kind = .complaint
        form.title = text
        form.text = text
        form.who = .protected
        form.name = text
        form.phone = "13800000000"
        return form
    }

    private static func ask(_ language: Language, model: (inout AskPage.Model) -> Void) -> AskPage {
        let city = SampleCity.city
        var ask = AskPage.Model(districts: city.regions(under: "foshan"), promises: promises)
        model(&ask)
        ask.towns = ask.form.district.isEmpty ? [] : city.regions(under: ask.form.district)
        ask.villages = ask.form.town.isEmpty ? [] : city.regions(under: ask.form.town)
        return AskPage(ask, in: SampleCity.context(language, .ask()))
    }

    static func ask(_ language: Language) -> AskPage { ask(language) { _ in } }

    static func askReview(_ language: Language, _ text: String) -> AskPage {
        ask(language) {
            $0.form = form(text)
            $0.isReview = true
        }
    }

    static func askWithFaults(_ language: Language, _ text: String) -> AskPage {
        ask(language) { model in
            model.form = form(text)
            model.form.town = ""
            model.faults = AskForm.Field.allCases.flatMap { field in
                [(field, .missing), (field, .tooLong(by: 3)), (field, .unknown), (field, .notAPhone(digits: 10))]
            }
        }
    }

    static func done(_ language: Language, _ text: String) -> DonePage {
        DonePage(
            .init(
                number: SampleCity.number, queryCode: text, kind: .complaint, dispatch: .elapsed(.hours(24)),
                contact: .workingDays(1), answerBy: SampleCity.day(12, 9), isReachable: false),
            in: SampleCity.context(language, .askDone))
    }

    static func follow(_ language: Language, _ text: String, stage: ServiceRequest.Stage) -> FollowPage {
        let steps: [FollowPage.Step.What] =
            Channel.allCases.map { .submitted($0) } + [
                .dispatched(lead: text, coHandlers: [text]), .signed(body: text),
                .returned(body: text, reason: .notOurDuty), .designated(body: text),
            ] + ContactMeans.allCases.map { .contacted(body: text, means: $0) } + [
                .extended(until: SampleCity.now), .paused(.inspection), .resumed, .urged, .supervised,
                .merged, .unmerged, .answeredTogether(body: text), .rectification(until: SampleCity.now),
                .rectification(until: nil), .contested(said: text),
                .dispatched(lead: text, coHandlers: [], isAfterContest: true), .replied(body: text),
                .closed(body: text),
                .calledBack(.satisfied), .calledBack(nil), .redone, .withdrawn,
                .refused(.noNewFact, explanation: text),
                .refused(.outsideGovernment, explanation: nil, isFinal: true), .archived,
                .attached(body: nil), .attached(body: text),
            ]
        var model = FollowPage.Model(
            number: SampleCity.number, kind: .help, stage: stage, title: text, text: text, place: text,
            receivedAt: SampleCity.at(11, 11, 20), isProtected: true, lead: text, coHandlers: [text],
            clock: ClockReading(
                kind: .close, state: .yellow, limit: .workingDays(10), startedAt: SampleCity.at(11, 11, 20),
                deadline: SampleCity.at(11, 25, 17), share: 0.7, used: .hours(49), left: .hours(21),
                workday: .hours(7)),
            answerBy: SampleCity.at(11, 25, 17), reply: .init(text: text, body: text, at: SampleCity.now),
            rating: .init(solved: true, satisfaction: .satisfied, comment: text, aspects: [.result, .clarity]),
            steps: steps.map { FollowPage.Step(at: SampleCity.at(11, 12, 9), $0) },
            looks: [.init(role: .hotlineAgent, at: SampleCity.now)], canRate: true,
            rectification: .workingDays(5), isRectifying: stage == .inProgress, isRectified: stage == .closed,
            refusal: stage == .refused
                ? .init(
                    ground: .outsideGovernment, explanation: text, isFinal: false, canContest: true,
                    contestBy: SampleCity.now) : nil, isContested: stage == .awaitingDispatch, canWithdraw: true,
            ratingFault: text, contestFault: text, contestNote: text, once: "a1b2")
        model.attachments = SampleFiles.items(text, of: SampleCity.number, isOwn: true)
        model.files = SampleFiles.part(text)
        return FollowPage(model, in: SampleCity.context(language, .followCase(SampleCity.number)))
    }

    static func figures(_ language: Language, _ text: String) -> FiguresPage {
        let bars = BarChart(
            title: text, summary: text, nameHead: text, valueHead: text, bars: [.init(text, 7), .init(text, 3)])
        return FiguresPage(
            .init(
                days: SampleCity.day(11, 9)...SampleCity.day(11, 15), now: figuresNow,
                charts: [.init(id: "fields", heading: LocalName(zh: text, en: text), chart: .bars(bars))],
                rates: [.init(.contacted, Rate(9, of: 10)), .init(.redone, Rate(0, of: 0))]),
            in: SampleCity.context(language, .figures))
    }

    static func signIn(_ language: Language, _ text: String) -> SignInPage {
        SignInPage(
            .init(
                account: text, message: .wrong(attemptsLeft: 3), back: text,
                demonstrationAccounts: [.init(id: text, password: text, role: .dispatcher, body: text)]),
            in: SampleCity.context(language, .signIn()))
    }
}
