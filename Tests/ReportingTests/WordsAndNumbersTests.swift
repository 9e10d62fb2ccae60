import Civics
import Testing

@testable import Reporting

@Suite struct WordsAndNumbersTests {
    @Test func thousandsAreSetApart() {
        #expect(
            [0, 7, 999, 1000, 20_386, -1_234_567, .min].map(Numerals.count) == [
                "0", "7", "999", "1,000", "20,386", "−1,234,567", "−9,223,372,036,854,775,808",
            ])
        #expect([638, 0, -62].map(Numerals.signed) == ["+638", "0", "−62"])
    }

    @Test func halvesAreRoundedUpFromExactFractions() {
        // 1 ÷ 16 = 6.25 %, 1 ÷ 400 = 0.25 %, 71 ÷ 80 = 88.75 %.
        #expect(Numerals.permille(1, of: 16) == 63)
        #expect(Numerals.permille(-1, of: 16) == -63)
        #expect(Numerals.permille(1, of: 400) == 3)
        #expect(Numerals.permille(71, of: 80) == 888)
        #expect(Numerals.permille(.max, of: 1) == .max)
        #expect(Numerals.permille(.max, of: .max) == 1000)
        #expect(Numerals.roundedTenths(0.9 * 0.5 * 10) == 45)
        #expect(Numerals.decimal(86.25) == "86.3")
        #expect(Numerals.decimal(-0.04) == "0.0")
        #expect(Numerals.decimal(.nan) == "—")
        #expect(Numerals.hundredths(3.228) == "3.23")
    }

    @Test func datesHaveNoLeadingZerosAndNoMoreThanTheyNeed() {
        let zh = Language.chinese
        let en = Language.english
        let week = day("2026-11-09")...day("2026-11-15")
        #expect(zh.period(week) == "11月9日—15日")
        #expect(en.period(week) == "9–15 November")
        #expect(zh.period(week, withYear: true) == "2026年11月9日—15日")
        #expect(en.period(week, withYear: true) == "9–15 November 2026")
        let months = day("2026-11-30")...day("2026-12-06")
        #expect(zh.period(months) == "11月30日—12月6日")
        #expect(en.period(months) == "30 November – 6 December")
        #expect(en.period(months, withYear: true) == "30 November – 6 December 2026")
        let years = day("2026-12-28")...day("2027-01-03")
        #expect(zh.period(years) == "2026年12月28日—2027年1月3日")
        #expect(en.period(years) == "28 December 2026 – 3 January 2027")
        let one = day("2026-01-05")...day("2026-01-05")
        #expect(zh.period(one) == "1月5日")
        #expect(zh.fullDate(day("2026-01-05")) == "2026年1月5日")
        #expect(zh.weekday(day("2026-11-15")) == "星期日")
    }

    @Test func ordinalsReachNinetyNine() {
        #expect([1, 9, 10, 11, 20, 21, 99].map(Language.chinese.ordinal) == ["一", "九", "十", "十一", "二十", "二十一", "九十九"])
        #expect(Language.english.ordinal(12) == "12")
    }

    @Test func listsAreJoinedAsTheLanguageJoinsThem() {
        #expect(Language.chinese.list(["甲", "乙", "丙"]) == "甲、乙、丙")
        #expect(Language.english.list(["a", "b", "c"]) == "a, b and c")
        #expect(Language.english.list(["a"]) == "a")
        #expect(Language.english.list([String]()) == "")
    }

    @Test func axesHaveRoundStepsThatHoldAllValues() {
        for values in [[0.0], [1], [3, 7], [19_000, 24_310], [0.931, 0.97], [1e12], [-5, 5], []] {
            for fromZero in [true, false] {
                let scale = ChartScale(fitting: values, fromZero: fromZero, wholeSteps: false)
                #expect((1...12).contains(scale.steps))
                for value in values {
                    #expect(scale.start <= value + 1e-9 && value <= scale.end + 1e-9)
                }
                if fromZero, values.allSatisfy({ $0 >= 0 }) { #expect(scale.start == 0) }
            }
        }
        #expect(ChartScale(fitting: [0, 2], fromZero: true, wholeSteps: true).step == 1)
        #expect(ChartScale(fitting: [0, 3481], fromZero: true, wholeSteps: true).ticks == [0, 1000, 2000, 3000, 4000])
    }

    @Test func longNamesAreCutToTheirRoom() {
        #expect(chartText("交通出行", within: 48) == "交通出行")
        #expect(chartText("企业服务与营商环境", within: 60) == "企业服务…")
        #expect(chartTextWidth(chartText("Enterprise Services and Business", within: 90)) <= 90)
    }
}
