import Casework
import Civics
import HTML
import Pages
import Reporting
import Testing

/// What the person who made a request is told, and may do.
struct FollowPageTests {
    private func html(_ stage: ServiceRequest.Stage, _ change: (inout FollowPage.Model) -> Void = { _ in }) -> String {
        var model = SamplePages.follow(.chinese, "平常话", stage: stage).model
        model.lead = "桂城街道办事处"
        model.canRate = false
        model.canWithdraw = false
        model.rectification = nil
        model.isRectifying = false
        model.isRectified = false
        model.isContested = false
        model.refusal = nil
        change(&model)
        return FollowPage(model, in: SampleCity.context(.chinese, .followCase(SampleCity.number))).render().description
    }

    @Test func whoHasItAndByWhenIsTheFirstThingSaid() {
        #expect(html(.inProgress).contains("<p class=\"now-line\">正在办：桂城街道办事处正在办理，最迟 11月25日答复您。</p>"))
    }

    @Test func anOverdueRequestIsAdmitted() {
        let page = html(.inProgress) {
            $0.clock?.state = .overdue
            $0.clock?.left = .hours(26)
        }
        #expect(page.contains("还没有按时答复您，已经超了 1 天 2 小时。"))
        #expect(page.contains("督办台在跟"))
    }

    @Test(arguments: ServiceRequest.Stage.allCases)
    func everyStageAnswersWhoWhatAndWhatNow(stage: ServiceRequest.Stage) {
        let cells = Markup(html(stage)).all("dd").prefix(3)
        #expect(cells.count == 3 && cells.allSatisfy { !$0.text.isEmpty })
    }

    @Test func onlyWhatMayBeDoneIsOffered() {
        #expect(!html(.inProgress).contains("/withdraw\""))
        #expect(html(.inProgress) { $0.canWithdraw = true }.contains("action=\"/follow/261118-01286-9/withdraw\""))
        #expect(!html(.closed).contains("/rating\""))
        #expect(html(.closed) { $0.canRate = true }.contains("action=\"/follow/261118-01286-9/rating\""))
    }

    @Test func fiveGradesAreOfferedAndNoneIsChosenBeforehand() {
        let page = Markup(html(.closed) { $0.canRate = true })
        let grades = page.all("input").filter { $0.attributes["name"] == "satisfaction" }
        #expect(grades.map { $0.attributes["value"] } == Satisfaction.allCases.map(\.rawValue))
        #expect(grades.allSatisfy { $0.attributes["checked"] == nil })
    }

    @Test func whatFollowsFromABadRatingIsSaidBeforeItIsGiven() {
        let page = html(.closed) {
            $0.canRate = true
            $0.rectification = .workingDays(5)
        }
        #expect(page.contains("退回原单位整改，5 个工作日内改好"))
        #expect(html(.closed) { $0.canRate = true }.contains("热线会核实，可以重办"))
        #expect(html(.inProgress) { $0.isRectifying = true }.contains("正在整改，最迟 11月25日答复您"))
    }

    @Test func aRefusalSaysWhyWhereToTurnAndHowToHaveItLookedAtOnceMore() {
        func refusal(isFinal: Bool, canContest: Bool) -> String {
            html(.refused) {
                $0.refusal = .init(
                    ground: .outsideGovernment, explanation: "物业的事", isFinal: isFinal, canContest: canContest,
                    contestBy: SampleCity.at(12, 2, 9))
            }
        }
        let first = refusal(isFinal: false, canContest: true)
        #expect(first.contains("物业的事") && first.contains("12348"))
        #expect(first.contains("action=\"/follow/261118-01286-9/contest\""))
        #expect(first.contains("最迟 12月2日"))
        let last = refusal(isFinal: true, canContest: false)
        #expect(last.contains("这是最后的决定") && !last.contains("/contest\""))
        #expect(refusal(isFinal: false, canContest: false).contains("提异议的期限已经过了"))
    }

    @Test func whoIsHandledTogetherWithOthersLearnsNothingOfThem() {
        let page = html(.merged) { $0.steps = [.init(at: SampleCity.at(11, 12, 9), .merged)] }
        #expect(page.contains("和反映同一件事的诉求一起办"))
        #expect(page.contains("想单独办，拨打"))
    }

    @Test func aProtectedPersonSeesWhoLooked() {
        let page = html(.inProgress) { $0.looks = [.init(role: .hotlineAgent, at: SampleCity.at(11, 11, 20, 40))] }
        #expect(page.contains("话务员 · 11月11日 20:40"))
        #expect(html(.inProgress) { $0.looks = [] }.contains("还没有工作人员看过"))
    }
}

/// The frame around the desks.
struct DeskLayoutTests {
    private func page(_ places: Set<DeskPlace>) -> Markup {
        var staff = SampleCity.staff("员工")
        staff.places = places
        return Markup(page(in: SampleCity.context(.chinese, .newReport, staff: staff)))
    }

    private func page(in context: PageContext) -> String {
        NewReportPage(.init(periods: [], scopes: [], once: "once"), in: context).render().description
    }

    @Test func staffSeeOnlyTheDesksOpenToThem() {
        let links = page([.dispatch, .reports]).all("a").compactMap { $0.attributes["href"] }
        #expect(links.contains("/desk/dispatch") && links.contains("/desk/reports"))
        #expect(!links.contains("/desk/advice") && !links.contains("/desk/intake"))
    }

    @Test func thePlaceOneIsAtIsMarked() {
        let marked = page(Set(DeskPlace.allCases)).all("a").filter { $0.attributes["aria-current"] == "page" }
        #expect(marked.map { $0.attributes["href"] } == ["/desk/reports"])
    }

    @Test func overdueCountsStandOut() {
        let counts = page(Set(DeskPlace.allCases)).all("span").filter {
            $0.attributes["class"]?.hasPrefix("count") == true
        }
        #expect(counts.map(\.text) == ["38", "17"])
        #expect(counts.map { $0.attributes["class"] } == ["count", "count count-bad"])
    }

    @Test func whatWasDoneCanBeUndoneFromTheNextPage() {
        var context = SampleCity.context(.chinese, .newReport, staff: SampleCity.staff("员工"))
        context.flash = Flash("已派给<南海>", undo: .caseAction(SampleCity.number, .return))
        let html = page(in: context)
        #expect(html.contains("已派给&lt;南海&gt;"))
        #expect(html.contains("action=\"/desk/cases/261118-01286-9/return\""))
    }
}
