import Civics
import Reporting
import Testing

/// Every number here was worked out by hand from `handWorkedWeek`:
/// received 150 + 60 + 30 + 10 = 250, the week before 160 + 20 + 20 = 200, so +50 = +25 %.
@Suite struct HandWorkedWeekTests {
    let document = report(handWorkedWeek)
    let english = report(handWorkedWeek, .english)

    @Test func theWeekAsAWholeIsToldInFiveParagraphs() {
        #expect(
            document.paragraphs(0) == [
                // Kinds: 150 + 10 complaints.
                "（一）受理。11月9日—15日，全市受理诉求250件，环比增加50件，上升25.0%。其中投诉160件，求助60件，咨询30件。",
                // Phone 150 + 30 of 250 = 72 %; 20 enterprise requests are too few a base for a percentage.
                "（二）渠道。从渠道看，电话180件，占72.0%；网页60件，占24.0%；大厅10件，占4.0%。企业诉求30件，环比增加10件（上周20件）。",
                // 228 ÷ 240 = 190 ÷ 200 = 95 %.
                "（三）派办。派单240件，环比增加40件，上升20.0%。联系时限到期240件，按时联系228件，按时联系率95.0%，与上周持平。承办单位退回6次。不予受理10件。",
                // 633 minutes = 10.55 hours, half up 10.6. 190 ÷ 200 = 95 %, 144 ÷ 160 = 90 %.
                "（四）办结。办结220件，环比增加20件，上升10.0%；平均办理用时10.6个工作小时。到期200件，按时办结190件，按时办结率95.0%，环比提高5.0个百分点（在正常波动之内）。",
                // (70 + 0.9 × 20) ÷ 100 = 88 %; (60 + 9) ÷ 80 = 86.25 %; the difference is 1.75.
                "（五）回访。有效回访100件，解决率85.0%，环比下降5.0个百分点（在正常波动之内）；满意率88.0%，环比提高1.8个百分点（在正常波动之内）；不满意10件。",
            ])
    }

    @Test func itReadsTheSameInEnglish() {
        #expect(
            english.paragraphs(0) == [
                "(1) Intake.250 requests came in during 9–15 November, 50 more than the week before (up 25.0%). Among them: 160 complaints, 60 calls for help and 30 enquiries.",
                "(2) Channels.By channel: phone 180 (72.0%), website 60 (24.0%) and service halls 10 (4.0%). The enterprise line took 30, 10 more than the week before (20).",
                "(3) Dispatch.240 were dispatched, 40 more than the week before (up 20.0%). Of 240 whose contact limit fell due, 228 were contacted in time: contact rate 95.0%, level with the week before. Bodies returned requests 6 times. 10 were not accepted.",
                "(4) Closing.220 were closed, 20 more than the week before (up 10.0%); handling took 10.6 working hours on average. Of 200 that fell due, 190 were closed in time: on-time rate 95.0%, up 5.0 percentage points on the week before (within normal variation).",
                "(5) Call-back.Call-backs reached 100 people: solved 85.0%, down 5.0 percentage points on the week before (within normal variation); satisfied 88.0%, up 1.8 percentage points on the week before (within normal variation); 10 dissatisfied.",
            ])
    }

    @Test func fieldsAreListedByNumberWithTheirChanges() {
        #expect(
            document.paragraphs(1) == [
                "（一）领域。按件数排列，各领域是道路160件（占64.0%）、环境90件（占36.0%）。",
                "（二）变化。比上周增加最多的是环境（50件）。",
            ])
        #expect(document.tables(1)[0].lines == ["领域|本周|上周|增减|占比", "道路|160|160|0|64.0%", "环境|90|40|+50|36.0%"])
    }

    @Test func whatNamesNoPlaceIsSaidAndNotLost() {
        #expect(
            document.paragraphs(2) == [
                "（一）各区。北区180件（占72.0%）、南区60件（占24.0%）。另有10件没有写明所在的区。",
                // 60 against 20: 40 is more than 3 × √80 = 26.8; 30 against 20: 10 is less than 3 × √50 = 21.2.
                "（二）镇街。件数最多的镇街是桥头镇，150件；其次是河口镇60件、石门镇30件。上升超出正常波动的有河口镇（增加40件）。",
            ])
        #expect(
            document.tables(2)[0].lines == [
                "区|本周|上周|增减|占比|按时办结率", "北区|180|180|0|72.0%|99.2% 119÷120", "南区|60|20|+40|24.0%|88.8% 71÷80",
            ])
    }

    @Test func bodiesWhoseIntervalsAreApartHaveAPlaceEach() {
        #expect(
            document.paragraphs(3) == [
                "有诉求的承办单位2个，其中到期满30件、参加比较的2个。道路局按时办结率99.2%，明显高于其他单位；环境局按时办结率88.8%，明显低于其他单位。名次相连的单位，差别在正常波动之内。"
            ])
        // Wilson: 119 ÷ 120 gives 95.4 to 99.9, 71 ÷ 80 gives 80.0 to 94.0.
        #expect(
            document.tables(3)[0].lines == [
                "承办单位|名次|派单|到期|按时办结率|超期|重办|满意率",
                "道路局|1|155|120|99.2% 119÷120 95.4–99.9%|1|11|88.0% 88÷100",
                "环境局|2|85|80|88.8% 71÷80 80.0–94.0%|9|0|—",
            ])
    }

    @Test func aRiseIsCalledClearOnlyBeyondChance() {
        #expect(
            document.paragraphs(4) == [
                "件数最多的类别是路面破损，160件；其次是施工噪声60件、油烟扰民30件。上升超出正常波动的类别只有施工噪声：60件，环比增加40件（上周20件）。"
            ])
        #expect(
            document.tables(4)[0].lines == [
                "类别|本周|上周|增减|判断", "施工噪声|60|20|+40|超出正常波动", "油烟扰民|30|20|+10|在正常波动之内",
            ])
        #expect(document.headline == ["施工噪声诉求明显上升", "按时办结率95.0%"])
    }

    @Test func overdueIsWhatFellDueAndWasNotClosed() {
        #expect(
            document.paragraphs(5) == [
                "（一）超期。到期200件，其中10件到期时没有办结，占5.0%；上周为16件。",
                "（二）重办。办结220件中重办11件，重办率5.0%，环比提高3.0个百分点（在正常波动之内）。",
            ])
        #expect(
            document.tables(5)[0].lines == [
                "承办单位|到期|超期|超期占比", "环境局|80|9|11.3% 9÷80", "道路局|120|1|0.8% 1÷120",
            ])
    }

    @Test func theHeadSaysWhichWeekThisIs() {
        #expect(document.masthead == "小城市12345热线周报")
        #expect(document.issue == "2026年第46期")
        #expect(document.date == reportDay)
        #expect(document.days == day("2026-11-09")...day("2026-11-15"))
        #expect(document.notices.isEmpty)
        #expect(
            document.sections.indices.map(document.heading) == [
                "一、本周总体情况", "二、诉求结构", "三、区域情况", "四、承办单位办理情况", "五、热点与上升", "六、超期与重办", "七、典型案例", "附：指标口径",
            ])
    }

    @Test func theDaysAreDrawnWhereThereAreTooFewWeeksForATrend() throws {
        guard case .trend(let chart) = try #require(document.charts.first) else {
            Issue.record("the first chart is no trend")
            return
        }
        #expect(chart.labels == ["周一", "周二", "周三", "周四", "周五", "周六", "周日"])
        #expect(chart.current.values == [130, 0, 0, 0, 120, 0, 0])
        #expect(chart.comparison?.values == [200, 0, 0, 0, 0, 0, 0])
        #expect(chart.summary == "共250件；最多的是11月9日，130件。")
    }
}
