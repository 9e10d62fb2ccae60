/// XML holds fewer characters than HTML (XML 1.0, production 2). What escaping leaves over, U+FFFE and U+FFFF, becomes
/// U+FFFD, the sign for what cannot be shown.
enum XMLBytes {
    static func clean(_ bytes: [UInt8]) -> [UInt8] {
        var clean = bytes
        for index in clean.indices.dropLast(2)
        where clean[index] == 0xEF && clean[index + 1] == 0xBF && clean[index + 2] >= 0xBE {
            clean[index + 2] = 0xBD
        }
        return clean
    }
}
