/// What a report tells of: the whole city or a part of it.
package enum ReportScope: Hashable, Sendable {
    case city
    case district(RegionID)
    case body(OrganisationID)
    /// A category of any level, with those below it.
    case category(CategoryCode)
    /// A town, for a special report.
    case town(RegionID)
}

extension ReportScope: LosslessStringConvertible {
    /// `city`, `district:440605`, `body:nanhai-chengguan`, `category:0203`, `town:440605121`.
    package var description: String {
        switch self {
        case .city: "city"
        case .district(let code): "district:\(code)"
        case .body(let id): "body:\(id)"
        case .category(let code): "category:\(code)"
        case .town(let code): "town:\(code)"
        }
    }

    /// Reads what `description` writes; `nil` for anything else. Whether the city has such a part is `isKnown(in:)`.
    package init?(_ text: String) {
        if text == "city" {
            self = .city
            return
        }
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let value = String(text[text.index(after: colon)...])
        guard !value.isEmpty else { return nil }
        switch text[..<colon] {
        case "district": self = .district(value)
        case "body": self = .body(value)
        case "category": self = .category(value)
        case "town": self = .town(value)
        default: return nil
        }
    }

    /// Whether the city has this part today, by its files.
    package func isKnown(in city: City) -> Bool {
        switch self {
        case .city: true
        case .district(let code): city.region(code)?.level == .district
        case .town(let code): city.region(code)?.level == .town
        case .body(let id): city.organisation(id) != nil
        case .category(let code):
            [2, 4, 6].contains(code.utf8.count) && city.categories.contains { $0.code.hasPrefix(code) }
        }
    }
}

/// The kinds of report (四报), by the length of their period. The raw value stands in the store, in addresses and in
/// `reports.yml`; it never changes.
package enum ReportKind: String, CaseIterable, Sendable {
    /// 周报
    case weekly
    /// 月报
    case monthly
    /// 季报
    case quarterly
    /// 年报
    case annual
    /// 专报: days freely chosen.
    case special

    package init(_ period: CityPeriod) {
        switch period {
        case .week: self = .weekly
        case .month: self = .monthly
        case .quarter: self = .quarterly
        case .year: self = .annual
        case .days: self = .special
        }
    }

    /// `nil` for special reports, which have no period of their own.
    package var length: CityPeriod.Length? {
        switch self {
        case .weekly: .week
        case .monthly: .month
        case .quarterly: .quarter
        case .annual: .year
        case .special: nil
        }
    }
}

/// What is asked for: of which days, and of what.
///
/// The length of the period says what kind of report it is: weekly, monthly, quarterly, annual; days freely chosen make a
/// special report.
package struct ReportOrder: Hashable, Sendable {
    package var period: CityPeriod
    package var scope: ReportScope

    package init(_ period: CityPeriod, _ scope: ReportScope = .city) {
        self.period = period
        self.scope = scope
    }

    package var kind: ReportKind { ReportKind(period) }
}

extension ReportOrder: Codable {
    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(description)
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let order = ReportOrder(text) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "“\(text)” is no order"))
        }
        self = order
    }
}

extension ReportOrder: LosslessStringConvertible {
    /// `2026-10`, `2026-Q3@district:440605`: the period, and the scope where it is not the whole city.
    package var description: String { scope == .city ? "\(period)" : "\(period)@\(scope)" }

    package init?(_ text: String) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let period = CityPeriod(String(parts[0])) else { return nil }
        guard parts.count == 2 else {
            self.init(period)
            return
        }
        // The whole city has one name.
        guard let scope = ReportScope(String(parts[1])), scope != .city else { return nil }
        self.init(period, scope)
    }
}
