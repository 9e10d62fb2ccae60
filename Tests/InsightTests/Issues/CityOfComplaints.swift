import Civics
import Insight

/// A made-up city whose people complain: some matters by many, and a background of single ones. Same seed, same texts.
struct CityOfComplaints {
    static let zone = CityZone("Asia/Shanghai")!
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2 &+ 1 }

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    mutating func pick(_ list: [String]) -> String { list[below(list.count)] }

    static func moment(_ day: Int) -> Instant { zone.instant(CityDay(year: 2026, month: 3, day: 1)!.advanced(by: day)) }

    /// Sentences about a matter at a place, put together anew each time.
    mutating func request(_ id: String, place: String, matter: [String], day: Int, person: String) -> IssueRequest {
        let openings = ["我住在\(place)，", "反映\(place)的情况：", "\(place)这里，", "各位领导，\(place)最近"]
        var text = pick(openings)
        for _ in 0..<4 {
            text += pick(matter) + pick(["，", "。", "，每天都这样，", "，没有人管，"])
        }
        let title = pick(["投诉", "反映", "", "请管管"]) + place + pick(matter)
        return IssueRequest(id: id, person: person, title: title, text: text + "请尽快处理。", at: Self.moment(day))
    }

    static let noise = ["打桩机通宵作业", "凌晨还在打桩", "工地噪声吵得睡不着", "渣土车轰鸣", "半夜浇筑混凝土", "打桩声震得窗户响"]
    static let lift = ["电梯又停了", "电梯困住老人", "电梯维保没人来", "高层住户只能爬楼", "维修电梯要等一个月", "电梯门打不开"]
    static let water = ["自来水发黄", "水龙头流出泥沙", "水质浑浊有异味", "二次供水水箱没清洗", "烧开的水有沉淀", "水压低还浑"]
    static let smoke = ["烧烤店油烟直排", "夜宵摊的油烟进屋", "饭馆没有烟道", "油烟味熏得不敢开窗", "烤串摊烟雾很大", "排烟管对着卧室"]
    static let matters = [noise, lift, water, smoke]
    static let places = ["翠屏花园", "金桂苑", "东岭新城", "和顺家园", "望江府", "石榴村", "松涛小区", "白鹭湾"]

    /// Thirty complaints each about three matters, and a hundred and fifty single ones at places of their own.
    static func mixed(seed: UInt64) -> (requests: [IssueRequest], truth: [String: Int]) {
        var city = CityOfComplaints(seed: seed)
        var requests: [IssueRequest] = []
        var truth: [String: Int] = [:]
        for (issue, (place, matter)) in [("翠屏花园", noise), ("翠屏花园", lift), ("望江府", noise)].enumerated() {
            for number in 0..<30 {
                let id = "i\(issue)-\(number)"
                truth[id] = issue
                requests.append(
                    city.request(id, place: place, matter: matter, day: 60 + city.below(25), person: "p\(id)"))
            }
        }
        let given = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "蒋", "沈", "韩", "杨"]
        let second = ["桥", "坡", "塘", "岭", "坝", "湾", "埠", "洲", "巷", "墩"]
        for number in 0..<150 {
            let place = city.pick(given) + city.pick(second) + city.pick(given) + city.pick(["村", "花园", "路", "小区"])
            let matter = matters[city.below(4)]
            requests.append(
                city.request(
                    "s\(number)", place: place, matter: matter, day: city.below(90), person: "q\(number)"))
        }
        requests.sort { ($0.at, $0.id) < ($1.at, $1.id) }
        return (requests, truth)
    }
}

/// Pairwise F1 of groups against the truth, over the requests the truth names.
func pairwiseF1(_ issues: [Issue], _ truth: [String: Int]) -> Double {
    var together = 0.0
    var claimed = 0.0
    for issue in issues {
        var counts: [Int: Double] = [:]
        for request in issue.requests { if let group = truth[request] { counts[group, default: 0] += 1 } }
        let known = counts.values.reduce(0, +)
        let strangers = Double(issue.requests.count) - known
        claimed += known * (known - 1) / 2 + known * strangers
        together += counts.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    }
    var sizes: [Int: Double] = [:]
    for group in truth.values { sizes[group, default: 0] += 1 }
    let real = sizes.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    return 2 * together / (claimed + real)
}
