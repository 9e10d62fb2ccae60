import Civics
import Testing

/// Whatever names the person is blotted out of what they wrote.
@Suite struct RedactionTests {
    private let liMing = Redaction(name: "李明", phone: "19900001234")

    @Test(arguments: [
        ("我是李明，电话19900001234。", "我是***，电话***。"),
        ("电话 199-0000-1234，找李明", "电话 ***，找***"),
        ("电话 199 0000 1234", "电话 ***"),
        ("+86 19900001234", "+86 ***"),
        ("（０７５７）１９９００００１２３４", "（０７５７）***"),
        ("李明李明", "******"),
        ("没有名字", "没有名字"), ("", ""),
        ("单号 261118-01286-4 不是电话", "单号 261118-01286-4 不是电话"),
        ("2026年11月18日 19点", "2026年11月18日 19点"),
        ("身份证 440605199001011235 和 11010519491231002X", "身份证 440605199001011235 和 ***"),
    ])
    func nameAndTelephoneAreFoundHoweverTheyAreWritten(text: String, blotted: String) {
        #expect(liMing.blotted(text) == blotted)
    }

    @Test func theLocalPartOfANumberIsFoundToo() {
        let landline = Redaction(phone: "0757-86331234")
        #expect(landline.blotted("打 86331234 找我") == "打 *** 找我")
        #expect(landline.blotted("打 0757 8633 1234 找我") == "打 *** 找我")
        #expect(landline.blotted("罚款 8633123 元") == "罚款 8633123 元")
    }

    @Test func aNameOfLettersIsAWordOfItsOwn() {
        let maya = Redaction(name: "Maya Rivera", phone: "212 555 0134")
        #expect(maya.blotted("I am MAYA RIVERA, Ms Rivera to you, 212-555-0134.") == "I am ***, Ms *** to you, ***.")
        #expect(maya.blotted("Mayan ruins by the Riverard") == "Mayan ruins by the Riverard")
    }

    @Test func anEnterpriseAndItsCodeAreBlottedOut() {
        let shop = Redaction(enterprise: "佛山市好味食品有限公司", creditCode: "91440605MA4UN2RX5C")
        #expect(shop.blotted("佛山市好味食品有限公司（91440605ma4un2rx5c）反映") == "***（***）反映")
    }

    /// A surname alone names half a street; whoever gave nothing has nothing that could be found.
    @Test func tooLittleNamesNobody() {
        #expect(Redaction(name: "李", phone: "12345").blotted("李先生拨打 12345") == "李先生拨打 12345")
        #expect(Redaction().blotted("李明 19900001234") == "李明 19900001234")
    }

    @Test func longTextsAreReadInOneGo() {
        let text = String(repeating: "海八路工地半夜打桩，李明，199 0000 1234。", count: 1000)
        #expect(!liMing.blotted(text).contains("李明") && !liMing.blotted(text).contains("1234"))
    }
}
