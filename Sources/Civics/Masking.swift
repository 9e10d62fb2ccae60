/// Masking of personal data. It is done on reading only, so a masked value is never written back.
package enum Masking {
    /// 王小明 → 王**; an enterprise or a foreign name keeps its first character.
    package static func name(_ name: String) -> String {
        guard let first = name.first else { return "" }
        return String(first) + String(repeating: "*", count: min(4, max(1, name.count - 1)))
    }

    /// 13812345678 → 138****5678; shorter numbers keep their last two digits.
    package static func phone(_ phone: String) -> String {
        let characters = Array(phone)
        switch characters.count {
        case 0: return ""
        case 1...4: return String(repeating: "*", count: characters.count)
        case 5...8: return String(repeating: "*", count: characters.count - 2) + String(characters.suffix(2))
        default:
            let hidden = characters.count - 7
            return String(characters.prefix(3)) + String(repeating: "*", count: hidden) + String(characters.suffix(4))
        }
    }

    /// 440605199001011234 → 4406**********1234; anything shorter than 12 characters is hidden whole.
    package static func identityNumber(_ number: String) -> String {
        let characters = Array(number)
        guard characters.count >= 12 else { return String(repeating: "*", count: characters.count) }
        return String(characters.prefix(4)) + String(repeating: "*", count: characters.count - 8)
            + String(characters.suffix(4))
    }
}
