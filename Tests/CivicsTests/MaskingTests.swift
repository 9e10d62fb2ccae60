import Civics
import Testing

@Suite struct MaskingTests {
    @Test(arguments: [
        ("王小明", "王**"), ("李明", "李*"), ("李", "李*"), ("", ""), ("欧阳娜娜", "欧***"),
        ("佛山市南海区某某装饰工程有限公司", "佛****"), ("Anna Smith", "A****"), ("👨‍👩‍👧小明", "👨‍👩‍👧**"),
    ])
    func aNameKeepsItsFirstCharacter(name: String, masked: String) {
        #expect(Masking.name(name) == masked)
    }

    @Test(arguments: [
        ("13812345678", "138****5678"), ("075786123456", "075*****3456"), ("+8613812345678", "+86*******5678"),
        ("81234567", "******67"), ("12345", "***45"), ("110", "***"), ("1234", "****"), ("1", "*"), ("", ""),
        ("123456789", "123**6789"),
    ])
    func aPhoneKeepsItsEnds(phone: String, masked: String) {
        #expect(Masking.phone(phone) == masked)
        #expect(Masking.phone(phone).count == phone.count)
    }

    @Test(arguments: [
        ("440605199001011234", "4406**********1234"), ("440605900101123", "4406*******1123"),
        ("440605990101", "4406****0101"), ("44060599010", "***********"), ("", ""),
    ])
    func anIdentityNumberKeepsItsEndsAndAShortOneNothing(number: String, masked: String) {
        #expect(Masking.identityNumber(number) == masked)
    }
}
