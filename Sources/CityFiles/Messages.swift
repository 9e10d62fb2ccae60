import Civics

/// Reads `messages.yml`: what is told to whom, by which way, and when not.
struct MessageFile {
    static let file = "messages.yml"

    let plan: MessagePlan

    init?(_ folder: CityFolder) {
        guard let root = folder.yaml(of: Self.file) else { return nil }
        root.allow([
            "version", "language", "site", "quiet", "retry", "rating_link_days", "keep_days", "ways", "notices",
            "texts",
        ])
        let version = root.day("version")
        let (language, site) = (Self.language(root), Self.site(root))
        let (quiet, retry) = (Self.quiet(root), Self.retry(root))
        let ratingDays = root.whole("rating_link_days", in: 1...365)
        let keepDays = root.whole("keep_days", in: 1...3650)
        let ways = MessageWays(root)
        let notices = Self.notices(root, ways)
        let texts = Self.texts(root)
        if let retry, let ways {
            for way in ways.ways where way.timeout + way.timeout > retry.lease {
                ways.fault(
                    way.name, "one try may take longer than half of retry: lease; another process would send it too")
            }
        }
        guard let version, let language, let site, let quiet, let retry, let ratingDays, let keepDays, let ways,
            let notices
        else { return nil }
        plan = MessagePlan(
            version: version.description, language: language, site: site, quiet: quiet, retry: retry,
            ratingDays: ratingDays, keepDays: keepDays, ways: ways.ways, notices: notices, texts: texts)
    }

    private static func language(_ root: YAMLMapping) -> String? {
        guard let value = root.value("language"), let text = value.text else { return nil }
        guard ["zh-Hans", "en"].contains(text) else {
            value.fault("there are no texts in “\(text)”; the language is zh-Hans or en")
            return nil
        }
        return text
    }

    private static func site(_ root: YAMLMapping) -> String? {
        guard let value = root.value("site"), let text = value.text else { return nil }
        guard isAddress(text), !text.hasSuffix("/"), text.utf8.count <= 100 else {
            value.fault("“\(text)” is no address; write https://… without a slash at the end")
            return nil
        }
        return text
    }

    /// Addresses that hold people's numbers are reached over TLS; without it, on this machine only.
    static func isAddress(_ text: String) -> Bool {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }) else { return false }
        for local in ["http://127.0.0.1", "http://localhost"] where text.hasPrefix(local) {
            let rest = text.dropFirst(local.count)
            return rest.isEmpty || rest.first == ":" || rest.first == "/"
        }
        return text.hasPrefix("https://") && text.utf8.count > 8
    }

    private static func quiet(_ root: YAMLMapping) -> MessagePlan.Quiet? {
        guard let quiet = root.mapping("quiet", keys: ["from", "until", "except"]) else { return nil }
        func time(_ key: String) -> Int64? {
            guard let value = quiet.value(key), let text = value.text else { return nil }
            guard let time = CitySettings.timeOfDay(text[...]), time < 86_400_000 else {
                value.fault("\(key): “\(text)” is no time of day; write 21:00")
                return nil
            }
            return time
        }
        let (from, until) = (time("from"), time("until"))
        var except: Set<Urgency> = []
        for item in quiet.list("except") ?? [] {
            guard let text = item.text else { continue }
            guard let urgency = Urgency(rawValue: text) else {
                item.fault("the urgency “\(text)” is unknown")
                continue
            }
            except.insert(urgency)
        }
        guard let from, let until else { return nil }
        return MessagePlan.Quiet(from: from, until: until, except: except)
    }

    private static func retry(_ root: YAMLMapping) -> MessagePlan.Retry? {
        guard let retry = root.mapping("retry", keys: ["attempts", "first", "longest", "jitter", "lease"]) else {
            return nil
        }
        func span(_ key: String) -> TimeSpan? {
            guard let limit = retry.limit(key) else { return nil }
            guard case .elapsed(let span) = limit, span > .zero else {
                retry.value(key)?.fault("\(key) must be elapsed time, such as “2 minutes”")
                return nil
            }
            return span
        }
        let attempts = retry.whole("attempts", in: 1...100)
        let (first, longest, lease) = (span("first"), span("longest"), span("lease"))
        let jitter = retry.number("jitter", in: 0...1)
        if let first, let longest, longest < first {
            retry.value("longest")?.fault("longest is shorter than first")
        }
        guard let attempts, let first, let longest, let lease, let jitter else { return nil }
        return MessagePlan.Retry(attempts: attempts, first: first, longest: longest, jitter: jitter, lease: lease)
    }

    private static func notices(_ root: YAMLMapping, _ ways: MessageWays?) -> [Notice: [Audience: [String]]]? {
        guard let value = root.value("notices"), let mapping = YAMLMapping(value) else { return nil }
        mapping.allow(Notice.allCases.map(\.rawValue))
        var notices: [Notice: [Audience: [String]]] = [:]
        var used: Set<String> = []
        for notice in Notice.allCases where mapping.keys.contains(notice.rawValue) {
            guard let readers = mapping.mapping(notice.rawValue, keys: notice.audiences.map(\.rawValue)) else {
                continue
            }
            for audience in notice.audiences where readers.keys.contains(audience.rawValue) {
                var names: [String] = []
                for item in readers.list(audience.rawValue) ?? [] {
                    guard let name = item.text else { continue }
                    used.insert(name)
                    if let fault = ways?.fault(of: name, to: audience) { item.fault(fault) }
                    if names.contains(name) { item.fault("the way “\(name)” stands here twice") }
                    names.append(name)
                }
                notices[notice, default: [:]][audience] = names
            }
        }
        for way in ways?.ways ?? [] where !used.contains(way.name) {
            ways?.fault(way.name, "no notice goes by this way")
        }
        return notices
    }

    private static func texts(_ root: YAMLMapping) -> [Notice: LocalName] {
        guard root.keys.contains("texts"), let value = root.value("texts"), let mapping = YAMLMapping(value) else {
            return [:]
        }
        mapping.allow(Notice.allCases.map(\.rawValue))
        var texts: [Notice: LocalName] = [:]
        for notice in Notice.allCases where mapping.keys.contains(notice.rawValue) {
            guard let text = mapping.name(notice.rawValue) else { continue }
            for wording in [text.zh, text.en] {
                if let fault = MessagePlaces.fault(in: wording, of: notice) {
                    mapping.value(notice.rawValue)?.fault(fault)
                }
            }
            texts[notice] = text
        }
        return texts
    }
}

/// The places in braces that a text may have.
private enum MessagePlaces {
    static let names = ["number", "link", "body", "by", "reason", "platform", "hotline"]
    static let longest = 300

    static func fault(in text: String, of notice: Notice) -> String? {
        if text.count > longest { return "the text is longer than \(longest) signs" }
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
                return "the text has a brace without its other half"
            }
            let name = rest[rest.index(after: open)..<close]
            guard names.contains(String(name)) else {
                return "the text has the place {\(name)}; known are \(names.joined(separator: ", "))"
            }
            rest = rest[rest.index(after: close)...]
        }
        if !text.contains("{number}"), !text.contains("{link}") {
            return "the text names no request: put {number} into it"
        }
        if notice == .closed, !text.contains("{link}") { return "the text lacks {link}, which leads to the reply" }
        return nil
    }
}

/// The ways of `messages.yml`.
private struct MessageWays {
    let ways: [MessageWay]
    private let mapping: YAMLMapping

    init?(_ root: YAMLMapping) {
        guard let value = root.value("ways"), let mapping = YAMLMapping(value) else { return nil }
        self.mapping = mapping
        ways = mapping.keys.compactMap { Self.way($0, mapping) }
    }

    func fault(_ way: String, _ message: String) { mapping.value(way)?.fault("the way \(way): \(message)") }

    /// Why a way is no way to an audience.
    func fault(of name: String, to audience: Audience) -> String? {
        guard let way = ways.first(where: { $0.name == name }) else {
            return mapping.keys.contains(name) ? nil : "there is no way “\(name)” under ways"
        }
        return way.carrier.audiences.contains(audience)
            ? nil : "the way “\(name)” does not reach \(audience.rawValue)"
    }

    private enum Kind: String, CaseIterable {
        case smsGateway = "sms-gateway"
        case webhook
        case mailFiles = "mail-files"
        case files, none
    }

    private static func way(_ name: String, _ mapping: YAMLMapping) -> MessageWay? {
        guard let value = mapping.value(name), let entry = YAMLMapping(value) else { return nil }
        if !isPlainID(name) { value.fault("“\(name)” has other signs than ASCII letters, digits and hyphens") }
        let common = ["carrier", "timeout_seconds", "quiet"]
        if !entry.keys.contains("carrier") { entry.fault("the key carrier is missing") }
        guard let kind: Kind = entry.choice("carrier") else { return nil }
        switch kind {
        case .smsGateway: entry.allow(common + ["url", "numbers"])
        case .webhook: entry.allow(common + ["url"])
        case .mailFiles: entry.allow(common + ["folder", "from", "accounts", "bodies"])
        case .files: entry.allow(common + ["folder"])
        case .none: entry.allow(common)
        }
        let timeout = entry.keys.contains("timeout_seconds") ? entry.whole("timeout_seconds", in: 1...120) : 10
        guard let carrier = carrier(kind, entry), let timeout else { return nil }
        return MessageWay(
            name: name, carrier: carrier, timeout: TimeSpan(milliseconds: Int64(timeout) * 1000),
            isQuietAtNight: isQuiet(entry))
    }

    private static func isQuiet(_ entry: YAMLMapping) -> Bool {
        guard entry.keys.contains("quiet"), let value = entry.value("quiet"), let text = value.text else {
            return false
        }
        if text != "yes", text != "no" { value.fault("quiet is yes or no, not “\(text)”") }
        return text == "yes"
    }

    private static func carrier(_ kind: Kind, _ entry: YAMLMapping) -> MessageWay.Carrier? {
        switch kind {
        case .smsGateway:
            let numbers = entry.keys.contains("numbers") ? numbers(entry) : []
            guard let url = MessageFile.url("url", entry) else { return nil }
            return .smsGateway(url: url, numbers: numbers)
        case .webhook: return MessageFile.url("url", entry).map { .webhook(url: $0) }
        case .mailFiles:
            let (folder, from) = (MessageFile.folder(entry), MessageFile.mailAddress("from", entry))
            let accounts = MessageFile.mailAddress("accounts", entry, place: "{account}")
            let bodies = MessageFile.mailAddress("bodies", entry, place: "{body}")
            guard let folder, let from, let accounts, let bodies else { return nil }
            return .mailFiles(folder: folder, from: from, accounts: accounts, bodies: bodies)
        case .files: return MessageFile.folder(entry).map { .files(folder: $0) }
        case .none: return MessageWay.Carrier.none
        }
    }

    private static func numbers(_ entry: YAMLMapping) -> [String] {
        (entry.list("numbers") ?? []).compactMap { item in
            guard let text = item.text else { return nil }
            guard (3...20).contains(text.utf8.count),
                text.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: "#") })
            else {
                item.fault("“\(text)” is no form of a number; write digits, and # for any digit")
                return nil
            }
            return text
        }
    }
}

extension MessageFile {
    /// Where a program of others is told; never with a name or password in it.
    static func url(_ key: String, _ entry: YAMLMapping) -> String? {
        guard let value = entry.value(key), let text = value.text else { return nil }
        guard MessageFile.isAddress(text), text.utf8.count <= 500, !text.contains("@") else {
            value.fault("“\(text)” is no address to send to; write https://…, without a name or password in it")
            return nil
        }
        return text
    }

    static func folder(_ entry: YAMLMapping) -> String? {
        guard let value = entry.value("folder"), let text = value.text else { return nil }
        guard !text.split(separator: "/", omittingEmptySubsequences: false).contains(where: { $0 == ".." }) else {
            value.fault("the folder must not lead upwards with ..")
            return nil
        }
        return text
    }

    /// A mail address; with `place`, one that holds it before the `@`.
    static func mailAddress(_ key: String, _ entry: YAMLMapping, place: String? = nil) -> String? {
        guard let value = entry.value(key), let text = value.text else { return nil }
        let plain = place.map { text.replacing($0, with: "x", maxReplacements: 1) } ?? text
        let parts = plain.split(separator: "@", omittingEmptySubsequences: false)
        let isSound =
            parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy {
                        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                            || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+")].contains($0)
                    }
            }
        guard isSound, place.map(text.contains) ?? true else {
            value.fault("\(key): “\(text)” is no mail address\(place.map { " with \($0) in it" } ?? "")")
            return nil
        }
        return text
    }
}
