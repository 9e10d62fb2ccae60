import Civics

/// A city of a few lines, so that what it gives does not change with the folders of real ones.
enum SmallTown {
    static let firstDay = CityDay(year: 2026, month: 5, day: 18)!

    static func city(
        regions: [Region] = regions, organisations: [Organisation] = organisations, categories: [Category] = categories,
        duties: [Duty] = duties, limits: LimitTable = CityFolder.standardLimits,
        calendar: WorkingCalendar = CityFolder.calendar(years: 2025...2026)
    ) -> City {
        City(
            root: "r", name: LocalName(zh: "小城市", en: "Smalltown"), platform: LocalName(zh: "一门", en: "OneDoor"),
            hotline: "12345", emergency: [.police: "110", .fire: "119"], calendar: calendar, limits: limits,
            scores: CityFolder.scores, regions: regions,
            organisations: organisations, categories: categories, duties: duties, sampleAccounts: [])
    }

    static let regions: [Region] = {
        var regions = [region("r", nil, .city, "小城市", "Smalltown")]
        for (district, name) in [("e", "东区"), ("w", "西区")] {
            regions.append(region(district, "r", .district, name, district == "e" ? "East" : "West"))
            for town in 1...2 {
                let townID = "\(district)\(town)"
                regions.append(region(townID, district, .town, "\(name)\(town == 1 ? "柳树" : "河口")镇", "Town \(townID)"))
                for village in 1...3 {
                    let name = ["石桥社区", "榕树村", "新塘社区"][village - 1]
                    regions.append(region("\(townID)\(village)", townID, .village, name, "Village \(townID)\(village)"))
                }
            }
        }
        return regions
    }()

    static let organisations: [Organisation] = {
        var list = [
            organisation("gov", "r", .city, "government", "市政府"), organisation("line", "r", .city, "hotline", "热线中心"),
            organisation("power", "r", .city, "power", "供电局"),
        ]
        for district in ["e", "w"] {
            for (function, name) in [("government", "区政府"), ("housing", "住建局"), ("urban", "城管局"), ("market", "市监局")] {
                let place = district == "e" ? "东" : "西"
                list.append(organisation("\(district)-\(function)", district, .district, function, "\(place)\(name)"))
            }
        }
        return list
    }()

    static let categories = [
        category("010101", "城乡建设", "市政道路", "路面破损", "马路坑洼、路面塌陷、沥青开裂、颠簸不平，要求尽快修补。", .help),
        category("010501", "城乡建设", "建筑工程管理", "夜间施工噪音", "工地半夜打桩、浇筑混凝土、装卸材料，吵得居民睡不了觉。", .complaint),
        category("030101", "城市管理与环卫", "市容秩序", "占道经营", "小贩推车占道摆摊、店铺出店经营，堵住人行道。", .complaint),
        category("030103", "城市管理与环卫", "市容秩序", "违法搭建", "楼顶、天台、空地违规加建搭棚，要求拆除。", .report),
        category("090301", "市场监管与消费", "消费纠纷", "预付卡退费", "健身房、美容院、理发店充值后关门跑路，卡里的钱退不回。", .complaint),
        category("120201", "公用事业", "供电", "停电与电压不稳", "小区工厂停电、跳闸、电压低、限电错峰，询问恢复时间。", .help),
        category("130101", "企业服务", "开办与准入", "企业登记", "公司设立、变更、注销登记，营业执照、公章刻制。", .enquiry),
        category("770101", "河上的事", "渡船", "渡船班次", "渡船晚点、码头排队太长、夜里没有船，上下船的跳板松动。", .complaint),
        category("990101", "其他", "未分类", "未分类", "暂时看不出属于哪一类的诉求。", .help),
    ]

    static let duties = [
        Duty(category: "", level: .district, lead: "government", co: []),
        Duty(category: "01", level: .district, lead: "housing", co: ["urban"]),
        Duty(category: "03", level: .district, lead: "urban", co: ["housing", "market"]),
        Duty(category: "09", level: .district, lead: "market", co: []),
        Duty(category: "12", level: .city, lead: "power", co: ["housing"]),
    ]

    static func region(_ id: String, _ parent: String?, _ level: Level, _ zh: String, _ en: String) -> Region {
        Region(id: id, parent: parent, level: level, name: LocalName(zh: zh, en: en), code: nil)
    }

    static func organisation(
        _ id: String, _ region: String, _ level: Level, _ function: String, _ name: String
    ) -> Organisation {
        Organisation(
            id: id, parent: id == "gov" ? nil : "gov", region: region, level: level, function: function,
            name: LocalName(zh: name, en: id), shortName: name)
    }

    static func category(
        _ code: String, _ first: String, _ second: String, _ third: String, _ explanation: String, _ kind: RequestKind
    ) -> Category {
        Category(
            code: code, level1: LocalName(zh: first, en: first), level2: LocalName(zh: second, en: second),
            level3: LocalName(zh: third, en: third), explanation: explanation, kind: kind)
    }
}
