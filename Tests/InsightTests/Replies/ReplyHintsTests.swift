import Insight
import Testing

@Suite struct ReplyHintsTests {
    private let lamps = (title: "翠屏花园门口路灯何时修好", text: "翠屏花园北门的三盏路灯坏了一个月，晚上漆黑一片，请问什么时候能修好？")
    private let good = """
        您好！关于翠屏花园北门路灯的问题，经区城管局现场检查，三盏路灯因电缆老化停用。根据《城市照明管理规定》，我局已安排施工单位更换电缆，\
        将于2026年4月20日前修复路灯。如有疑问请致电区城管局市政科0757-12345678。
        """

    private func hints(_ reply: String, name: String = "", phone: String = "") -> [ReplyHint] {
        ReplyHints(for: lamps, name: name, phone: phone).hints(on: reply)
    }

    @Test func aReplyThatHasEverythingGetsNoHint() {
        #expect(hints(good) == [])
        #expect(hints("") == [] && hints(" \n ") == [])
    }

    @Test(arguments: [
        ("您好！您的来信已收悉，感谢您的支持。", ReplyHint.onlyReceived),
        ("您反映的问题已转交有关部门核实处理。", .onlyPassedOn),
        ("医保缴费可在手机上办理，缴费后次月生效，居民可到社区咨询办理。", .missesTheMatter),
        ("翠屏花园北门三盏路灯的情况我们都看到了，确实很暗，大家晚上走路请多加小心。", .noAction),
        ("翠屏花园北门三盏路灯已经修复，电缆已更换，请放心使用这些路灯。", .noDate),
        ("翠屏花园北门三盏路灯已经由区城管局于2026年4月20日修复。", .noBasis),
        ("翠屏花园北门三盏路灯：【谁】于【日期】修复。", .unfilled),
    ])
    func whatIsLackingIsNamed(reply: String, hint: ReplyHint) {
        #expect(hints(reply).contains(hint))
    }

    @Test func thePersonIsNotNamed() {
        #expect(hints(good + "李明先生请放心。").contains(.namesPerson))
        #expect(hints(good + "李先生您好。").contains(.namesPerson))
        // One's own name is known to those who may see it only.
        #expect(hints(good + "请李明放心。", name: "李明").contains(.namesPerson))
        #expect(!hints(good + "请李明放心。").contains(.namesPerson))
        #expect(!hints(good + "该先生、一位女士也反映过。").contains(.namesPerson))
        #expect(hints(good + "已致电138 0013 8000。").contains(.holdsNumber))
        #expect(hints(good + "已致电86-757-8333-1234。", phone: "83331234").contains(.holdsNumber))
        #expect(!hints(good, phone: "83331234").contains(.holdsNumber))
        #expect(hints(good + "440105199001011234").contains(.holdsNumber))
    }

    // MARK: English

    private let heat = (
        title: "No heat in my apartment",
        text: "There has been no heat in the building since Monday. When will it be fixed?"
    )

    private func english(_ reply: String) -> [ReplyHint] { ReplyHints(for: heat).hints(on: reply) }

    @Test func englishRepliesAreReadByTheirOwnWords() {
        let good = """
            An inspector of the Department of Housing visited the building on November 20 and found no heat in your apartment. \
            Under the Housing Maintenance Code a violation was issued; the owner restored the heat on November 21.
            """
        #expect(english(good) == [])
        #expect(english("Thank you for your message.") == [.onlyReceived])
        #expect(english("Your request was forwarded.") == [.onlyPassedOn])
        let vague = english(
            "We are aware of the lack of heat and are looking at it closely, together with all who are concerned by it."
        )
        #expect(vague.contains(.noAction) && vague.contains(.noDate) && vague.contains(.noBasis))
        #expect(
            english("The pothole on Main Street was repaired by a crew on 11/20/2026 under the city code.").contains(
                .missesTheMatter))
        #expect(english(good + " Dear Mr. Smith, call us.").contains(.namesPerson))
        #expect(english(good + " [date]").contains(.unfilled))
    }

    @Test func anyTextIsRead() {
        #expect(hints(String(repeating: "路灯", count: 50_000)).count < ReplyHint.allCases.count)
        #expect(english("…!?").contains(.noAction))
    }
}
