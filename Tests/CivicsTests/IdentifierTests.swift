import Civics
import Testing

@Suite struct UnifiedSocialCreditCodeTests {
    /// 91350100M000100Y43, the example of GB 32100-2015, by hand. Values times weights of the first 17 characters:
    /// 9·1 + 1·3 + 3·9 + 5·27 + 0 + 1·26 + 0 + 0 + M(21)·20 + 0 + 0 + 0 + 1·8 + 0 + 0 + Y(30)·30 + 4·28
    /// = 9 + 3 + 27 + 135 + 26 + 420 + 8 + 900 + 112 = 1640 = 52·31 + 28; 31 − 28 = 3.
    @Test(arguments: ["91350100M000100Y43", "914403001922038216", "9144030071526726XG", "12440600MB2C12345E"])
    func aCodeWithItsCheckCharacterIsOne(code: String) {
        #expect(UnifiedSocialCreditCode(code)?.description == code)
    }

    @Test func smallLettersAreTakenAsCapitals() {
        #expect(UnifiedSocialCreditCode("91350100m000100y43")?.description == "91350100M000100Y43")
    }

    @Test func aSumWithoutRemainderHasTheCheckCharacterZero() {
        // 1·3 + 1·28 = 31.
        #expect(UnifiedSocialCreditCode("010000000000000010") != nil)
    }

    @Test func everyOtherCheckCharacterIsWrong() {
        let right = "91350100M000100Y4"
        for character in "0123456789ABCDEFGHJKLMNPQRTUWXY" where character != "3" {
            #expect(UnifiedSocialCreditCode(right + String(character)) == nil, "\(character)")
        }
    }

    @Test func everySingleWrongCharacterIsFound() {
        let code = Array("91350100M000100Y43")
        for place in code.indices {
            for character in "0123456789ABCDEFGHJKLMNPQRTUWXY" where character != code[place] {
                var wrong = code
                wrong[place] = character
                #expect(UnifiedSocialCreditCode(String(wrong)) == nil, "\(String(wrong))")
            }
        }
    }

    @Test(arguments: [
        "I1350100M000100Y43", "O1350100M000100Y43", "S1350100M000100Y43", "V1350100M000100Y43", "Z1350100M000100Y43",
        "91350100M000100Y4I", "91350100M000100Y4", "91350100M000100Y433", "", "91350100 M000100Y43",
        "９1350100M000100Y43",
        "91350100M000100Y4三", "ﬀ350100M000100Y43",
    ])
    func whatHasWrongCharactersOrAWrongLengthIsNone(code: String) {
        #expect(UnifiedSocialCreditCode(code) == nil)
    }
}

@Suite struct ResidentIDTests {
    /// 11010519491231002X, the example of GB 11643-1999, by hand: 1·7 + 1·9 + 0 + 1·5 + 0 + 5·4 + 1·2 + 9·1 + 4·6 + 9·3 +
    /// 1·7 + 2·9 + 3·10 + 1·5 + 0 + 0 + 2·2 = 167 = 15·11 + 2, and 2 stands for X.
    @Test(arguments: [
        ("11010519491231002X", "1949-12-31"), ("440524188001010014", "1880-01-01"),
        ("440605200002290017", "2000-02-29"),
    ])
    func aNumberWithItsCheckDigitIsOneAndTellsTheBirthday(number: String, birthday: String) {
        #expect(ResidentID(number)?.description == number)
        #expect(ResidentID(number)?.birthday.description == birthday)
    }

    @Test func aSmallXIsTakenAsACapitalOne() {
        #expect(ResidentID("11010519491231002x")?.description == "11010519491231002X")
    }

    @Test func everySingleWrongDigitIsFound() {
        let number = Array("440605200002290017")
        for place in number.indices {
            for digit in "0123456789" where digit != number[place] {
                var wrong = number
                wrong[place] = digit
                #expect(ResidentID(String(wrong)) == nil, "\(String(wrong))")
            }
        }
    }

    @Test(arguments: [
        // The check digit of 1900-02-29 fits; the day does not exist.
        "440605190002290010",
        "010105194912310020", "X1010519491231002X", "1101051949123100２X", "11010519491231002", "1101051949123100 2X",
        "11010519491231002XX", "", "身份证",
    ])
    func whatIsNoNumberOfAResidentIsNone(number: String) {
        #expect(ResidentID(number) == nil)
    }
}
