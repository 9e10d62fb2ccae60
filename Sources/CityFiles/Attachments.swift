import Civics

/// Reads `attachments.yml`: which files are taken, and how many.
struct AttachmentFile {
    static let file = "attachments.yml"

    let rules: AttachmentRules

    init?(_ folder: CityFolder) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow(["version", "per_request", "at_a_time", "types"])
        let version = root.day("version")
        let perCase = root.whole("per_request", in: 0...200)
        let perSubmission = root.whole("at_a_time", in: 1...20)
        guard let types = root.mapping("types", keys: MediaType.allCases.map(\.rawValue)) else { return nil }
        var limits: [MediaType: Int] = [:]
        let before = types.faultCount
        for key in types.keys {
            guard let type = MediaType(rawValue: key) else { continue }
            limits[type] = Self.size(key, in: types)
        }
        guard version != nil, let perCase, let perSubmission, types.faultCount == before else { return nil }
        rules = AttachmentRules(perCase: perCase, perSubmission: perSubmission, limits: limits)
    }

    /// Bytes for `10 MiB` or `512 KiB`; 64 MiB at most, because a file is held in memory while it is sealed.
    private static func size(_ key: String, in types: YAMLMapping) -> Int? {
        guard let value = types.value(key), let text = value.text else { return nil }
        let parts = text.split(separator: " ")
        let unit = ["KiB": 1 << 10, "MiB": 1 << 20]
        guard parts.count == 2, let number = Int(parts[0]), number > 0, let factor = unit[String(parts[1])],
            number <= (64 << 20) / factor
        else {
            value.fault("\(key): “\(text)” is no size; write 512 KiB or 10 MiB, at most 64 MiB")
            return nil
        }
        return number * factor
    }
}
