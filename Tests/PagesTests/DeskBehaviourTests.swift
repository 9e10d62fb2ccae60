import Casework
import Civics
import HTML
import Pages
import Reporting
import Testing

/// What the desks show and what they keep back.
struct DeskBehaviourTests {
    private let samples = DeskSamples(language: .english, text: nil)
    private let chinese = DeskSamples(language: .chinese, text: nil)

    private func markup(_ page: some Page) -> Markup { Markup(page.render().description) }

    private func casePage(_ change: (inout CasePage.Model) -> Void) -> String {
        var model = chinese.caseModel
        change(&model)
        return CasePage(model, in: chinese.context(.caseFile(model.row.number), role: .handler)).render().description
    }

    @Test func aProtectedReporterCannotBeFoundOutByTheBody() {
        let html = casePage { $0.earlier = [$0.row] }
        #expect(html.contains("身份受保护，本单位不可见"))
        // What else the person asked for would tell who it is.
        #expect(!html.contains("同一反映人"))
        #expect(!html.contains("/reveal"))
        let masked = casePage {
            $0.earlier = [$0.row]
            $0.reporter = .masked(name: "王**", phone: "138****5678", mayReveal: false)
        }
        #expect(masked.contains("同一反映人") && masked.contains("王** 138****5678"))
        #expect(!masked.contains("/reveal"))
    }

    @Test func lookingAtAReporterIsAPostThatComesBackHere() {
        let html = casePage { $0.reporter = .masked(name: "王**", phone: "138****5678", mayReveal: true) }
        let page = Markup(html)
        let form = page.all("form").first { $0.attributes["action"]?.hasSuffix("/reveal") == true }
        #expect(form?.attributes["method"] == "post")
        #expect(!page.all("a").contains { $0.attributes["href"]?.hasSuffix("/reveal") == true })
    }

    @Test func aForgottenPersonsWordsAreGoneAndThePageSaysSo() {
        let html = CasePage(samples.freshCase, in: samples.context(.search())).render().description
        #expect(html.contains("The text was deleted on the person&#39;s request"))
        #expect(html.contains("(text deleted on request)"))
    }

    @Test func aBlockedActionSaysWhyAndHasNoForm() {
        let page = Markup(casePage { $0.offers = [.init(.return, blocked: .returnAfterSignLimit), .init(.note)] })
        let button = page.all("button").first { $0.attributes["aria-describedby"] == "why-not-return" }
        #expect(button?.attributes["disabled"] != nil)
        #expect(page.elements.first { $0.attributes["id"] == "why-not-return" }?.text == "已过签收时限，不能再退回。")
        #expect(!page.all("form").contains { $0.attributes["action"]?.hasSuffix("/return") == true })
        #expect(page.all("form").contains { $0.attributes["action"]?.hasSuffix("/note") == true })
    }

    @Test func aFormThatWasNotAcceptedIsOpenAgainWithWhatWasTyped() {
        let page = Markup(
            casePage {
                $0.offers = [.init(.return), .init(.note)]
                $0.faults = [FormFault(.return, .note, .missing)]
                $0.typed = ["return-note": "不归我们办"]
            })
        let details = page.elements.filter { $0.attributes["class"] == "act" }
        #expect(details.map { $0.attributes["open"] != nil } == [true, false])
        let note = page.elements.first { $0.attributes["id"] == "return-note" }
        #expect(note?.text.trimmingPrefix("\n") == "不归我们办")
        #expect(note?.attributes["aria-invalid"] == "true")
    }

    @Test func somebodyWhoMayDoNothingIsToldSo() {
        #expect(casePage { $0.offers = [] }.contains("您在这一件上没有要办的。"))
    }

    @Test func aBrokenJournalIsNamedByItsEntry() {
        #expect(casePage { $0.integrity = .broken(entry: 3) }.contains("第 3 条对不上"))
        #expect(!casePage { $0.integrity = .broken(entry: 3) }.contains("账本完整"))
    }

    @Test func aDeadlineWithoutACalendarIsNotGuessed() throws {
        let model = chinese.caseInGap
        let close = try #require(model.clocks.first { $0.reading.kind == .close })
        #expect(close.gap == 2027 && close.reading.deadline == nil && close.reading.state == .unknown)
        let html = CasePage(model, in: chinese.context(.search())).render().description
        #expect(html.contains("2027 年的工作日历还没有录入"))
    }

    @Test func anAccountOfAClockNamesPausesAndExtension() throws {
        let close = try #require(chinese.caseModel.clocks.first { $0.reading.kind == .close })
        #expect(close.pauses.count == 1)
        // 26 October 15:34 to 4 November 09:00: 2 h of the first day, 6 whole days of 7 h, half an hour of the last.
        #expect(close.pauses[0].usedBefore == .minutes(116 + 6 * 420 + 30))
        // Two working days from 4 to 6 November, 09:00 each.
        #expect(close.pauses[0].length == .hours(14))
        #expect(close.granted == .hours(21))
        #expect(close.total == .hours(15 * 7 + 21))
        let rows = chinese.context(.search()).accountText(close)
        #expect(rows.contains("15 个工作日") && rows.contains("等检测、鉴定 · 不计 2 个工作日") && rows.contains("3 个工作日"))
    }

    @Test func aConflictSaysWhoWasFasterAndThatNothingIsLost() {
        var model = samples.caseModel
        model.problem = .conflict(by: "Dispatcher 1102", at: SampleCity.at(11, 18, 10, 51))
        let html = CasePage(model, in: samples.context(.search())).render().description
        #expect(html.contains("Dispatcher 1102 changed this request at today 10:51"))
        #expect(html.contains("What you wrote is still here"))
        #expect(html.contains("7K2M-94QF"))
    }

    @Test func theWorkListSignsFromTheRowWhereOnePressDoes() {
        let page = markup(samples.handling[0].page as! WorklistPage)
        let forms = page.all("form").filter { $0.attributes["action"]?.hasSuffix("/sign") == true }
        #expect(forms.count == samples.work.count { $0.stage == .awaitingSigning })
        #expect(page.all("button").count { $0.attributes["data-row-key"] == "s" } == forms.count)
        #expect(page.elements.contains { $0.attributes["class"] == "count" && $0.text == "100,000+" })
    }

    @Test func openWorkIsPartedByWhatComesFirst() {
        let page = markup(chinese.handling[0].page as! WorklistPage)
        let groups = page.elements.filter { $0.attributes["class"] == "group" }.map(\.text)
        #expect(groups.count == 4)
        #expect(groups[0].hasPrefix("已超时 2") && groups[1].hasPrefix("今天到期 4"))
        #expect(groups[2] == "以后到期" && groups[3].hasPrefix("暂停计时 6"))
    }

    /// What the forms of a page do to a case.
    private func actions(of page: Markup) -> Set<Substring> {
        let addresses = page.all("form").compactMap { $0.attributes["action"] }.filter { $0.hasPrefix("/desk/cases/") }
        return Set(addresses.compactMap { $0.split(separator: "/").last })
    }

    @Test func aReturnIsAdjudicatedNotDispatched() {
        let returned = markup(chinese.dispatching[1].page as! DispatchPage)
        let actions = self.actions(of: returned)
        #expect(actions.contains("adjudicate") && !actions.contains("dispatch") && !actions.contains("refuse"))
        let waiting = markup(chinese.dispatching[0].page as! DispatchPage)
        let others = self.actions(of: waiting)
        #expect(others.isSuperset(of: ["dispatch", "merge", "refuse", "classify"]) && !others.contains("adjudicate"))
    }

    @Test func changingTheUrgencyKeepsTheRestOfTheClassification() {
        let page = markup(chinese.dispatching[0].page as! DispatchPage)
        let forms = page.elements.indices.filter {
            page.elements[$0].attributes["action"]?.hasSuffix("/classify") == true
        }
        let hidden = page.elements.filter { $0.ancestors.contains(forms[1]) && $0.attributes["type"] == "hidden" }
        let values = Dictionary(hidden.map { ($0.attributes["name"] ?? "", $0.attributes["value"] ?? "") }) { $1 }
        #expect(values["kind"] == "complaint" && values["category"] == "010301" && values["place"] == "diebei")
    }

    @Test func whatTheAgentReadsOutHoldsNumberCodeAndDay() {
        let html = chinese.intake[2].page.render().description
        #expect(html.contains("单号 261118-01290-8，查询码 K7MX2Q"))
        #expect(html.contains("最迟12月9日答复"))
    }

    @Test func aVillageOutsideTheTownIsLeftOut() {
        var form = IntakeForm {
            ["place": " guicheng ", "village": "diebei", "protected": "1", "text": "a\r\nb"][$0.rawValue]
        }
        #expect(form.finestPlace(in: DeskSampleCity.city) == "diebei")
        #expect(form.text == "a\nb" && form.isProtected && form.kind == .enquiry)
        form.village = "jiayi"
        #expect(form.finestPlace(in: DeskSampleCity.city) == "guicheng")
        #expect(IntakeForm { _ in nil } == IntakeForm())
    }

    @Test func chipsTakeOneConditionAwayEach() {
        let page = markup(chinese.overviews.first { $0.name == "requests" }!.page as! RequestListPage)
        let chips = page.all("a").filter { $0.attributes["class"] == "chip" }.compactMap { $0.attributes["href"] }
        #expect(chips.count == 2)
        #expect(chips[0].contains("by=field") && chips[0].contains("first=01") && !chips[0].contains("nanhai"))
        #expect(chips[1].contains("by=district") && chips[1].contains("first=nanhai") && !chips[1].contains("second"))
    }

    @Test(
        arguments: [
            (FigureCut.total, "", "", nil, nil), (.district, "nanhai", "", "Nanhai District", nil),
            (.town, "dali", "", "Dali Town", nil), (.field, "04", "", "Utilities", nil),
            (.category, "010301", "", "Noise at night", nil), (.channel, "phone", "", "Phone", nil),
            (.kind, "help", "", "Help", nil), (.body, "housing", "", "Foshan Housing and Construction Bureau", nil),
            (.districtField, "shunde", "05", "Shunde District", "Environment"),
            (.channelKind, "mini-program", "praise", "Mini-program", "Praise"),
            (.line, "enterprise", "", "Enterprise", nil),
            (.body, "gone", "", "gone", nil),
        ] as [(FigureCut, String, String, String?, String?)])
    func whatAFigureIsCutByHasItsName(cut: FigureCut, first: String, second: String, one: String?, two: String?) {
        let figure = FigureQuery(.received, cut, first: first, second: second, days: samples.period)
        let names = RequestListPage.names(of: figure, in: DeskSampleCity.city)
        #expect(names.first?.en == one && names.second?.en == two)
    }

    @Test func wordsFoundAreMarkedWhateverTheirCase() {
        var row = samples.work[0]
        row.title = "Bridge at BRIDGE Street <b>"
        let page = SearchPage(
            .init(query: "bridge <b>", rows: [row], total: 1), in: samples.context(.search(query: "x")))
        let marks = markup(page).all("mark").map(\.text)
        #expect(marks == ["Bridge", "BRIDGE", "&lt;b&gt;"])
    }

    @Test func theHealthPageWarnsBeforeTheCalendarEnds() {
        func page(_ years: [Int], _ month: Int, _ day: Int) -> String {
            var context = samples.context(.admin)
            context.now = SampleCity.at(month, day, 9)
            let model = AdminPage.Model(
                journal: .notChecked, lastSeal: nil, engine: "SQLite", databaseBytes: 0, cases: 0, version: "1",
                startedAt: context.now, calendarYears: years, limitsVersion: "1", accounts: 0)
            return AdminPage(model, in: context).render().description
        }
        #expect(page([2026], 11, 18).contains("begins in 44 days"))
        #expect(page([2026], 11, 18).contains("notice-warn"))
        #expect(page([2026], 12, 1).contains("notice-bad"))
        #expect(page([2025], 11, 18).contains("no working calendar for this year"))
        #expect(!page([2026, 2027], 11, 18).contains("notice"))
    }
}

extension PageContext {
    /// The words of a clock's account, without their markup.
    fileprivate func accountText(_ account: ClockAccount) -> String {
        let model = DeskSamples(language: .chinese, text: nil).caseModel
        var shown = model
        shown.clocks = [account]
        return Markup(CasePage(shown, in: self).render().description).elements.filter { $0.name == "dd" }.map(\.text)
            .joined(separator: "|")
    }
}
