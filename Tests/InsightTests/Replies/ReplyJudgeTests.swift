import Civics
import Insight
import Testing

@Suite struct ReplyJudgeTests {
    private let request = (title: "翠屏花园门口路灯何时修好", text: "翠屏花园北门的三盏路灯坏了一个月，晚上漆黑一片，请问什么时候能修好？")
    private let good = """
        您好！关于翠屏花园北门路灯的问题，经区城管局现场检查，三盏路灯因电缆老化停用。根据《城市照明管理规定》，我局已安排施工单位更换电缆，\
        将于2026年4月20日前修复路灯。如有疑问请致电区城管局市政科0757-12345678。
        """
    private let asked = Instant(milliseconds: 1_000_000_000_000)

    private func score(_ reply: String, after days: Int64? = 5) -> ReplyScore {
        ReplyJudge().score(
            reply, to: request, asked: asked,
            replied: days.map { Instant(milliseconds: asked.milliseconds + $0 * 86_400_000) })
    }

    @Test func aReplyThatSaysWhoDoesWhatByWhenIsGood() {
        let score = score(good)
        #expect(score.kind == .answer)
        #expect(score.points > 80)
        #expect(score.basis.evidence == ["《城市照明管理规定》"])
        #expect(score.commitment.value == 1)
    }

    @Test func aReplyThatOnlySaysItArrivedIsPoor() {
        let score = score("网友：您好！留言已收悉")
        #expect(score.kind == .receipt)
        #expect(score.points < 25)
    }

    @Test func aReplyThatOnlyPassesOnIsPoor() {
        let score = score("您好，您反映的问题已转交相关部门调查核实，感谢您的支持。")
        #expect(score.kind == .transfer)
        #expect(score.points < score.points + 1 && score.points < 30)
    }

    @Test func repeatingTheTitleIsNoAnswer() {
        let score = score("关于“翠屏花园门口路灯何时修好”的留言，我们将认真对待，不断提高服务群众的水平和能力。")
        #expect(score.relevance.value < 0.3)
    }

    @Test func anAnswerToAnotherQuestionIsNotRelevant() {
        let other = score("医保缴费可在手机上办理，缴费后次月生效，具体标准按照文件执行，居民可到社区咨询办理。")
        #expect(other.relevance.value < 0.2)
        #expect(score(good).relevance.value > 0.6)
    }

    @Test func aLateReplyLosesPoints() throws {
        let soon = try #require(score(good, after: 2).promptness)
        let late = try #require(score(good, after: 60).promptness)
        #expect(soon.value > 0.9)
        #expect(late.value < 0.3)
        #expect(late.evidence == ["60 天"])
        #expect(score(good, after: nil).promptness == nil)
        #expect(score(good, after: -3).promptness == nil)
    }

    @Test func emptyAndHugeRepliesDoNoHarm() {
        #expect(score("").kind == .empty)
        #expect(score("").points < 20)
        #expect(score("\u{0}\u{1}").kind == .empty)
        #expect(score(String(repeating: "路灯已修复。", count: 60_000)).points <= 100)
        #expect(ReplyJudge().score(good, to: ("", ""), asked: nil, replied: nil).points.isFinite)
    }
}
