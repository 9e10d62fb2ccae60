import Civics

/// Made-up residents and enterprises: the same key always gives the same one, so none need be kept.
///
/// Nobody can be reached by accident. Chinese mobile numbers begin with 154, which the Ministry of Industry and
/// Information Technology has given to no operator; numbers of other cities use area code 292, which the North American
/// plan keeps for its own expansion. Credit codes pass GB 32100-2015, but the organisation code inside them fails its
/// own check (GB 11714-1997), so that no enterprise can have one.
struct People: Sendable {
    let seed: UInt64
    let isChinese: Bool
    let cityName: String
    /// The first six digits of credit codes.
    let regionCode: [UInt8]

    init(city: City, seed: UInt64, isChinese: Bool) {
        self.seed = seed
        self.isChinese = isChinese
        cityName = isChinese ? city.name.zh : city.name.en
        let digits = Array((city.region(city.root)?.code ?? city.root).utf8.filter { (48...57).contains($0) }.prefix(6))
        regionCode = digits + Array(repeating: UInt8(ascii: "0"), count: 6 - digits.count)
    }

    /// Keys of enterprises' people lie above those of residents.
    static let firstEnterpriseKey: Int64 = 1 << 40

    func person(_ key: Int64) -> SimulatedPerson {
        var generator = SeededGenerator(seed: seed ^ 0x50_4552_534F_4E00, stream: UInt64(key))
        guard key >= Self.firstEnterpriseKey else {
            return SimulatedPerson(
                key: key, name: name(&generator), phone: phone(key, &generator), enterprise: nil, creditCode: nil)
        }
        // Two people speak for each enterprise.
        var enterprise = SeededGenerator(seed: seed ^ 0x46_4952_4D00, stream: UInt64(key >> 1))
        let title = enterpriseName(&enterprise)
        return SimulatedPerson(
            key: key, name: name(&generator), phone: phone(key, &generator), enterprise: title,
            creditCode: isChinese ? creditCode(&enterprise) : nil)
    }

    private func name(_ generator: inout SeededGenerator) -> String {
        isChinese ? Self.chineseName(&generator) : Self.englishName(&generator)
    }

    static func chineseName(_ generator: inout SeededGenerator) -> String {
        var name = generator.pick(surnames)
        if generator.chance(820) { name += generator.pick(firstCharacters) }
        name += generator.pick(secondCharacters)
        return name
    }

    static func englishName(_ generator: inout SeededGenerator) -> String {
        generator.pick(englishFirst) + " " + generator.pick(englishLast)
    }

    /// Keys are spread over the last eight digits without two sharing a number, for the first hundred million people.
    private func phone(_ key: Int64, _ generator: inout SeededGenerator) -> String {
        let isFirm = key >= Self.firstEnterpriseKey
        let index = isFirm ? 50_000_000 + (key - Self.firstEnterpriseKey) % 50_000_000 : key % 50_000_000
        let spread = (UInt64(index) + 271_828) * 61_803_399 % 100_000_000
        var digits: [UInt8] = isChinese ? Array("154".utf8) : Array("(292) ".utf8)
        let local = isChinese ? spread : 2_000_000 + spread % 8_000_000
        var place: UInt64 = isChinese ? 10_000_000 : 1_000_000
        while place > 0 {
            if !isChinese, place == 1000 { digits.append(UInt8(ascii: "-")) }
            digits.append(UInt8(48 + local / place % 10))
            place /= 10
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private func enterpriseName(_ generator: inout SeededGenerator) -> String {
        if isChinese {
            let stem = generator.pick(Self.stems) + generator.pick(Self.stemEndings)
            return cityName + stem + generator.pick(Self.trades) + generator.pick(Self.forms)
        }
        return generator.pick(Self.englishLast) + " " + generator.pick(Self.englishTrades)
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    private static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

    /// 9 (market supervision), 1 (enterprise), six digits of the region, nine of the organisation, check character.
    func creditCode(_ generator: inout SeededGenerator) -> String {
        var code: [UInt8] = Array("91".utf8) + regionCode
        var sum = 0
        for weight in Self.organisationWeights {
            let value = generator.below(10)
            sum += value * weight
            code.append(Self.alphabet[value])
        }
        // Of GB 11714 the check would be (11 - sum mod 11) mod 11, with X for 10: another digit is put here.
        let right = (11 - sum % 11) % 11
        code.append(Self.alphabet[(right % 10 + 1 + generator.below(8)) % 10])
        let total = zip(code, Self.weights).reduce(0) { $0 + (Self.alphabet.firstIndex(of: $1.0) ?? 0) * $1.1 }
        code.append(Self.alphabet[(31 - total % 31) % 31])
        return String(decoding: code, as: UTF8.self)
    }

    private static let surnames = characters("陈梁李黄何麦霍冼卢区罗邓叶苏潘关吴周杜简谭冯邝曾孔招劳岑庞欧刘张王林杨赵朱徐孙胡")
    private static let firstCharacters = characters("志伟嘉家俊国建永文子晓淑丽秀美婉惠锦绍兆炳耀柏洁颖思梓浩宇泽绮雪燕小海丹")
    private static let secondCharacters = characters("强辉明华文杰豪聪敏玲芳娟珍英琳怡欣仪婷琪荣坤良添权彬涛斌生雄基莲萍云雯燕仔")
    private static let stems = characters("穗禾澄联宏粤升正鑫佳力广启凌峻铭展卓汇盛瑞驰泓亿")
    private static let stemEndings = characters("岭泰湾顺沛锐隆朗铸腾沣沃澜晟源恒途诚耀邦")
    private static let trades = [
        "五金制品", "铝业", "陶瓷", "家具", "塑料", "机械设备", "电器", "纺织", "物流", "建材", "装饰工程", "食品", "模具",
        "环保科技", "照明", "电子商务", "餐饮管理", "新材料",
    ]
    private static let forms = ["有限公司", "有限公司", "有限公司", "经营部", "厂", "实业有限公司"]
    private static let englishFirst = [
        "Ana", "Ben", "Carla", "David", "Elena", "Frank", "Grace", "Hugo", "Ines", "James", "Keiko", "Luis", "Maya",
        "Nadia", "Omar", "Priya", "Rosa", "Samuel", "Tara", "Victor",
    ]
    private static let englishLast = [
        "Ortega", "Novak", "Hughes", "Okafor", "Lindqvist", "Moreno", "Chang", "Patel", "Reyes", "Kowalski", "Brandt",
        "Ferrari", "Haddad", "Ivanov", "Jensen", "Kim", "Lopez", "Murphy", "Nguyen", "Osei",
    ]
    private static let englishTrades = [
        "Bakery LLC", "Builders Inc.", "Foods LLC", "Hardware LLC", "Logistics Inc.", "Printing LLC", "Repair LLC",
    ]

    private static func characters(_ text: String) -> [String] { text.map(String.init) }
}

/// Names of those who work at the bodies, made up.
enum Staff {
    static let perBody = 4

    static func names(of organisation: Organisation, isChinese: Bool) -> [String] {
        var generator = SeededGenerator(seed: Explanation.hash(organisation.id))
        return (0..<perBody).map { _ in
            isChinese ? People.chineseName(&generator) : People.englishName(&generator)
        }
    }
}
