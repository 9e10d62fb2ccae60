import Civics
import Testing

@testable import Simulation

@Suite struct PeopleTests {
    private let people = People(city: SmallTown.city(), seed: 1, isChinese: true)

    @Test func enterprisesHaveACodeThatPassesTheStandard() {
        for number in 0..<400 {
            let person = people.person(People.firstEnterpriseKey + Int64(number))
            #expect(UnifiedSocialCreditCode(person.creditCode ?? "") != nil)
            #expect(person.enterprise?.isEmpty == false)
        }
    }

    /// By GB 11714-1997 the last character of an organisation code is a check of the eight before it.
    @Test func noRealEnterpriseCanHaveTheCode() {
        for number in 0..<400 {
            let code = Array((people.person(People.firstEnterpriseKey + Int64(number)).creditCode ?? "").utf8)
            let values = code[8..<16].map { Int($0) - 48 }
            let sum = zip(values, [3, 7, 9, 10, 5, 8, 4, 2]).reduce(0) { $0 + $1.0 * $1.1 }
            let check = (11 - sum % 11) % 11
            #expect(Int(code[16]) - 48 != check)
        }
    }

    @Test func noPhoneIsAssignedToAnybody() {
        for key in [0, 1, 77, 49_999_999, People.firstEnterpriseKey, People.firstEnterpriseKey + 12_345] as [Int64] {
            let phone = people.person(key).phone
            #expect(phone.count == 11 && phone.hasPrefix("154"))
        }
        let english = People(city: SmallTown.city(), seed: 1, isChinese: false).person(5)
        #expect(english.phone.hasPrefix("(292) ") && english.phone.count == 14)
        #expect(english.creditCode == nil)
    }

    @Test func twoPeopleSpeakForEachEnterprise() {
        let first = people.person(People.firstEnterpriseKey + 10)
        let second = people.person(People.firstEnterpriseKey + 11)
        #expect(first.enterprise == second.enterprise && first.creditCode == second.creditCode)
        #expect(first.phone != second.phone)
    }

    @Test func residentsHaveNoEnterprise() {
        #expect(people.person(3).enterprise == nil)
        #expect((2...3).contains(people.person(3).name.count))
    }
}
