import Civics
import Testing

@Suite struct CaseNumberTests {
    /// ISO 7064 MOD 11,10 of 26111801286 by hand: P = 10; digit by digit S = (d + P) mod 10, or 10 for 0, and P = 2·S mod 11:
    /// 2→4, 6→9, 1→9, 1→9, 1→9, 8→3, 0→6, 1→3, 2→10, 8→5, 6→2. The check digit makes P + c = 1 mod 10: 9.
    @Test func aNumberIsTheDayTheSerialAndTheCheckDigit() throws {
        let number = try #require(CaseNumber(day: CityDay("2026-11-18")!, serial: 1286))
        #expect(number.description == "261118-01286-9")
        #expect(number.rawValue == 261_118_001_286)
        #expect(number.dayKey == 261_118)
        #expect(number.serial == 1286)
    }

    @Test(arguments: [
        "261118-01286-9", "261118012869", "261118 01286 9", " 261118-01286-9 ", "２６１１１８-０１２８６-９", "261118－01286－9",
        "261118—01286—9", "261118‐01286‑9", "2 6 1 1 1 8 0 1 2 8 6 9", "２６１１１８　０１２８６　９",
    ])
    func aNumberIsReadAsPeopleTypeIt(text: String) {
        #expect(CaseNumber(text)?.description == "261118-01286-9")
    }

    @Test(arguments: [1, 9, 286, 99_999, 100_000, 100_001, 543_210, 999_999])
    func everySingleWrongDigitIsFound(serial: Int) throws {
        let number = try #require(CaseNumber(day: CityDay("2026-11-18")!, serial: serial))
        let digits = Array(number.description.filter { $0 != "-" })
        for place in digits.indices {
            for digit in "0123456789" where digit != digits[place] {
                var wrong = digits
                wrong[place] = digit
                #expect(CaseNumber(String(wrong)) == nil, "\(String(wrong)) for \(number)")
            }
        }
        #expect(CaseNumber(String(digits)) == number)
    }

    @Test func moreThanAHundredThousandRequestsADayKeepTheirOrder() throws {
        let day = CityDay("2026-11-18")!
        let numbers = [99_998, 99_999, 100_000, 100_001, 999_999].compactMap { CaseNumber(day: day, serial: $0) }
        #expect(numbers.count == 5)
        #expect(numbers == numbers.sorted())
        #expect(numbers[2].description.count == "261118-100000-8".count)
        for number in numbers { #expect(CaseNumber(number.description) == number) }
        let tomorrow = try #require(CaseNumber(day: day.advanced(by: 1), serial: 1))
        #expect(numbers.allSatisfy { $0 < tomorrow })
    }

    /// 0 before a serial of five digits would be another way to write the same number.
    @Test func eachNumberHasOneWayToBeWritten() {
        let taken = (0...9).compactMap { CaseNumber("261118-001286-\($0)") }
        #expect(taken.isEmpty)
    }

    @Test(arguments: ["2000-01-01", "2099-12-31"])
    func theFirstAndLastDayOfTheCenturyHaveNumbers(day: String) throws {
        let number = try #require(CaseNumber(day: CityDay(day)!, serial: 7))
        #expect(CaseNumber(number.description) == number)
    }

    @Test func daysOfOtherCenturiesAndSerialsOutOfRangeHaveNone() {
        #expect(CaseNumber(day: CityDay("1999-12-31")!, serial: 1) == nil)
        #expect(CaseNumber(day: CityDay("2100-01-01")!, serial: 1) == nil)
        #expect(CaseNumber(day: CityDay("2026-11-18")!, serial: 0) == nil)
        #expect(CaseNumber(day: CityDay("2026-11-18")!, serial: -1) == nil)
        #expect(CaseNumber(day: CityDay("2026-11-18")!, serial: 1_000_000) == nil)
    }

    @Test(arguments: [
        "", "-", "261118-01286", "261118-01286-", "261118-01286-9-9", "261118/01286/9", "261118-01286-九", "abc",
        "261118-01286-9.", "26111８01286９x", "٢٦١١١٨٠١٢٨٦٩",
    ])
    func whatIsNoNumberIsNotRead(text: String) {
        #expect(CaseNumber(text) == nil)
    }

    /// The check digits fit; the days do not exist, or the serial is none.
    @Test func aNumberOfADayThatDoesNotExistIsNone() {
        for body in ["26022999999", "26130100001", "26000100001", "26111800000"] {
            let taken = (0...9).compactMap { CaseNumber(body + String($0)) }
            #expect(taken.isEmpty, "\(body)")
        }
    }
}
