import Casework
import Civics
import Desks
import Pages
import Storage
import TestSupport
import Testing

@testable import Server

/// How a body's people work on a request in a browser: who has it, what helps with the reply, who signs it.
struct HandlingPageTests {
    private struct Scene {
        let test: TestHouse
        let number: CaseNumber
        let handler, colleague, head, dispatcher: String

        init(kind: RequestKind = .complaint, helpers: [OrganisationID] = []) async throws {
            test = try await TestHouse()
            handler = try await test.session("h1", .handler, CaseLife.lead)
            colleague = try await test.session("h2", .handler, CaseLife.lead)
            head = try await test.session("head", .headOfBody, CaseLife.lead)
            dispatcher = try await test.session("dispatcher", .dispatcher, "fs-hotline")
            var intake = Intake.nightWork()
            intake.kind = kind
            number = try await test.desks.service.receive(intake, test.house.operation(of: .resident)).number
            let context = test.house.operation(of: TestActor.dispatcher)
            try await test.desks.act(
                .dispatch(Dispatch(lead: CaseLife.lead, coHandlers: helpers)), on: number, context)
        }

        func act(_ action: CaseAction, _ fields: [(String, String)], _ cookie: String) async throws -> Answer {
            let version = try #require(try await test.desks.store.request(number)?.version)
            return try await test.submit(
                SitePath.caseAction(number, action).description, [("version", String(version))] + fields, cookie)
        }

        var path: String { SitePath.caseFile(number).description }
        func page(_ cookie: String, _ query: String = "") async throws -> String {
            try await test.visit(path + query, cookie).text
        }
    }

    @Test func whoIsNotNamedIsChosenAndEveryoneSeesTheName() async throws {
        let scene = try await Scene()
        #expect(try await scene.page(scene.handler).contains("在办 0 件"))
        #expect(try await scene.act(.sign, [("handler", "")], scene.handler).status == 303)
        #expect(try await scene.test.desks.store.request(scene.number)?.handler == "h1")
        #expect(try await scene.page(scene.handler).contains("分给h1"))
        #expect(
            try await scene.test.visit("/desk/worklist?view=mine", scene.handler).text.contains(
                scene.number.description))
        #expect(
            try await !scene.test.visit("/desk/worklist?view=mine", scene.colleague).text.contains(
                scene.number.description))
        // A written name goes before the one that stands chosen; nobody at all is asked for again.
        #expect(try await scene.act(.assign, [("handler", "h2"), ("someone", "外聘老陈")], scene.handler).status == 303)
        #expect(try await scene.test.desks.store.request(scene.number)?.handler == "外聘老陈")
        #expect(try await scene.act(.assign, [("handler", "")], scene.handler).status == 422)
    }

    @Test func aTextOfTheCityStandsInTheBoxFilledIn() async throws {
        let scene = try await Scene()
        let page = try await scene.page(scene.handler, "?template=noise")
        #expect(page.contains("海八路工地半夜打桩") && page.contains("您反映南海区"))
        #expect(page.contains(scene.number.description) && !page.contains("{body}"))
        // Only where it fits; an unknown one leaves the box empty.
        #expect(!page.contains("template=heat") && !page.contains("template=answer"))
        let empty = try await scene.page(scene.handler, "?template=nothing")
        #expect(!empty.contains("噪声污染防治法》，我局【责令改正、立案或其他】，要求【时间】以后停止【工序】。\n</textarea>"))
        #expect(try await !scene.page(scene.dispatcher, "?template=noise").contains("data-fills"))
    }

    @Test func hintsComeUpBesideTheBoxAndKeepWhatWasTyped() async throws {
        let scene = try await Scene()
        let check = SitePath.checkReply(scene.number).description
        let whole = try await scene.test.submit(check, [("reply", "您的来信已收悉。")], scene.handler)
        #expect(whole.status == 200 && whole.text.contains("您的来信已收悉。</textarea>"))
        #expect(whole.text.contains("只说了收到"))
        let part = try await scene.test.submit(check, [("part", "1"), ("reply", "已请李先生放心")], scene.handler)
        #expect(part.text.contains("好像写出了反映人是谁") && !part.text.contains("<html"))
        let stranger = try await scene.test.session("stranger", .handler, CaseLife.stranger)
        #expect(try await scene.test.submit(check, [("part", "1"), ("reply", "x")], stranger).status == 404)
        // A reply with hints is taken all the same.
        _ = try await scene.act(.sign, [], scene.handler)
        #expect(try await scene.act(.close, [("reply", "已收悉")], scene.handler).status == 303)
    }

    @Test func aReplyUnderTwoSignaturesGoesForthAndBack() async throws {
        let scene = try await Scene(kind: .report)
        _ = try await scene.act(.sign, [], scene.handler)
        #expect(try await scene.act(.draftReply, [("reply", "您的来信已收悉。")], scene.handler).status == 303)
        let list = try await scene.test.visit("/desk/worklist?view=to-approve", scene.head).text
        #expect(list.contains(scene.number.description) && list.contains("答复待审核"))
        #expect(try await scene.test.visit("/desk", scene.head).text.contains("待审核"))
        // The head sees the hints that the author saw.
        #expect(try await scene.page(scene.head).contains("只说了收到"))
        let back = try await scene.act(
            .decideDraft, [("decision", "send-back"), ("note", "写明检查结果")], scene.head)
        #expect(back.status == 303)
        let page = try await scene.page(scene.handler)
        #expect(page.contains("退回修改。") && page.contains("写明检查结果") && page.contains("您的来信已收悉。</textarea>"))
        #expect(try await scene.test.visit("/desk/worklist?view=mine", scene.handler).text.contains("答复退回修改"))
        _ = try await scene.act(.draftReply, [("reply", "已责令停工。")], scene.handler)
        // What was sent back is settled by the new reply; it stays in the course of the request.
        #expect(try await !scene.page(scene.handler).contains("退回修改。"))
        #expect(try await scene.act(.decideDraft, [("decision", "approve")], scene.head).status == 303)
        #expect(try await scene.test.desks.store.request(scene.number)?.stage == .closed)
        // A handler has no such list, and gets their own instead.
        #expect(try await scene.test.visit("/desk/worklist?view=to-approve", scene.handler).status == 200)
    }

    @Test func theDispatcherLetsACoHandlerGo() async throws {
        let scene = try await Scene(helpers: [CaseLife.helper])
        let helper = try await scene.test.session("helper", .handler, CaseLife.helper)
        let asked = try await scene.act(.return, [("reason", "not-our-duty"), ("note", "不是我们的路")], helper)
        #expect(asked.status == 303)
        let page = try await scene.test.visit("/desk/dispatch?view=returned", scene.dispatcher).text
        #expect(page.contains("不是我们的路") && page.contains("data-key=\"l\"") && page.contains("data-key=\"h\""))
        let kept = try await scene.act(
            .adjudicateHelper, [("body", CaseLife.helper), ("decision", "keep")], scene.dispatcher)
        #expect(kept.status == 303)
        #expect(try await scene.act(.return, [("reason", "not-our-duty")], helper).status == 409)
        // Why it cannot ask again stands beside the button.
        #expect(try await scene.page(helper).contains("这一件是裁定指定的"))
    }

    @Test func aGroupIsShownWholeAndTakenApartByHand() async throws {
        let scene = try await Scene()
        let other = try await scene.test.desks.service.receive(
            .nightWork(), scene.test.house.operation(of: .resident)
        ).number
        let context = scene.test.house.operation(of: TestActor.dispatcher)
        try await scene.test.desks.act(.merge(into: scene.number), on: other, context)
        let page = try await scene.page(scene.dispatcher)
        #expect(page.contains("一起办的 2 人") && page.contains("\(other)/unmerge"))
        #expect(try await !scene.page(scene.handler).contains("/unmerge"))
        let version = try #require(try await scene.test.desks.store.request(other)?.version)
        let split = try await scene.test.submit(
            SitePath.caseAction(other, .unmerge).description,
            [("version", String(version)), ("back", scene.path)], scene.dispatcher)
        #expect(split.status == 303 && split.location == scene.path)
        #expect(try await !scene.page(scene.dispatcher).contains("一起办的"))
    }
}
