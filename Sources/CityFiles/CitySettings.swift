import Civics

/// Reads `city.yml`: the city's name, zone and hours.
struct CitySettings {
    static let file = "city.yml"
    let code: RegionID
    let name: LocalName
    let platform: LocalName
    let hotline: String
    let emergency: [EmergencyService: String]
    let zone: CityZone
    let hours: [Range<Int64>]

    init?(_ folder: CityFolder) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["code", "name", "platform", "zone", "working_hours", "hotline", "emergency"])
        let (code, hotline) = (root.text("code"), root.text("hotline"))
        let (name, platform) = (root.name("name"), root.name("platform"))
        let (zone, hours) = (Self.zone(root), Self.hours(root))
        let emergency = Self.emergency(root)
        guard let code, let name, let platform, let hotline, let emergency, let zone, let hours else { return nil }
        (self.code, self.name, self.platform, self.hotline) = (code, name, platform, hotline)
        self.emergency = emergency
        (self.zone, self.hours) = (zone, hours)
    }

    private static func zone(_ root: YAMLMapping) -> CityZone? {
        guard let value = root.value("zone"), let text = value.text else { return nil }
        guard let zone = CityZone(text) else {
            value.fault("the system knows no zone “\(text)”; write a name like Asia/Shanghai")
            return nil
        }
        return zone
    }

    /// Opening times, in order and not overlapping: `["08:30-12:00", "14:00-17:30"]`.
    private static func hours(_ root: YAMLMapping) -> [Range<Int64>]? {
        guard let value = root.value("working_hours"), let list = root.list("working_hours") else { return nil }
        if list.isEmpty { value.fault("working_hours is empty; limits in working time need it") }
        var hours: [Range<Int64>] = []
        for item in list {
            guard let text = item.text else { continue }
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(timeOfDay)
            guard ends.count == 2, let from = ends[0], let to = ends[1], from < to else {
                item.fault("“\(text)” are no working hours; write 08:30-12:00")
                continue
            }
            if let before = hours.last, from < before.upperBound {
                item.fault("“\(text)” begins before the hours above it end")
            }
            hours.append(from..<to)
        }
        return hours.isEmpty ? nil : hours
    }

    /// Milliseconds since midnight for `08:30`; `24:00` is the day's end.
    static func timeOfDay(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ isDigits($0, count: 2) }),
            let hour = Int64(parts[0]), let minute = Int64(parts[1]), minute < 60, hour * 60 + minute <= 24 * 60
        else { return nil }
        return (hour * 60 + minute) * 60_000
    }

    private static func emergency(_ root: YAMLMapping) -> [EmergencyService: String]? {
        guard let lines = root.mapping("emergency", keys: EmergencyService.allCases.map(\.rawValue)) else { return nil }
        var numbers: [EmergencyService: String] = [:]
        for key in lines.keys {
            guard let service = EmergencyService(rawValue: key), let number = lines.text(key) else { continue }
            guard number.utf8.allSatisfy({ (48...57).contains($0) }), number.utf8.count <= 15 else {
                lines.value(key)?.fault("\(key): “\(number)” is no number to call; write digits only")
                continue
            }
            numbers[service] = number
        }
        if lines.keys.isEmpty { root.value("emergency")?.fault("emergency is empty; people in danger need a number") }
        return numbers
    }
}
