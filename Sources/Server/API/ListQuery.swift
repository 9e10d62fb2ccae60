import Casework
import Civics
import Storage

/// The query of a list of requests.
struct ListQuery {
    enum Order: String, CaseIterable {
        case newest, deadline
    }

    static let mostPerPage = 200

    var filter = RequestFilter()
    let order: RequestOrder
    let after: RequestCursor?
    let limit: Int

    /// Reads the query; what is wrong with it is collected in `fields`.
    init(_ fields: inout FieldReader, city: City, now: Instant) {
        order = fields.choice("order", Order.self) == .deadline ? .deadline : .newest
        limit = fields.integer("limit", in: 1...Self.mostPerPage) ?? 50
        let cursor = fields.text("after", most: 60)
        after = cursor.flatMap { CursorText.cursor($0) }
        if cursor != nil, after == nil { fields.add("after", .malformed) }
        for code in fields.texts("stage", most: 11, each: 40) {
            if let stage = Codes.stage(code) { filter.stages.append(stage) } else { fields.add("stage", .unknown) }
        }
        filter.isOpen = fields.flag("open") ?? false
        filter.leads = fields.texts("lead", most: 20, each: 60)
        for lead in filter.leads where city.organisation(lead) == nil { fields.add("lead", .unknown) }
        filter.urgencies = fields.choice("urgency", Urgency.self).map { [$0] } ?? []
        filter.line = fields.choice("line", ServiceLine.self)
        filter.channel = fields.choice("channel", Channel.self)
        filter.kind = fields.choice("kind", RequestKind.self)
        if let place = fields.text("place", most: 60) {
            switch city.region(place)?.level {
            case .district: filter.district = place
            case .town: filter.town = place
            case .city: break
            default: fields.add("place", .unknown)
            }
        }
        filter.category = fields.text("category", most: 20)
        if fields.flag("overdue") == true { filter.overdueAt = now }
        let from = fields.day("from")
        let to = fields.day("to")
        if from != nil || to != nil {
            let first = from ?? CityDay(number: 0)
            let last = to ?? city.zone.day(of: now)
            if first <= last { filter.receivedOn = first...last } else { fields.add("to", .outOfRange) }
        }
        filter.isSupervised = fields.flag("supervised") ?? false
        filter.isDissatisfied = fields.flag("dissatisfied") ?? false
        filter.words = fields.text("q", most: 200)
    }
}

/// A cursor as it stands in addresses: `<deadline>_<number>` in base 36. Callers pass it on as it is.
enum CursorText {
    static func text(_ cursor: RequestCursor) -> String {
        "\(String(cursor.deadline, radix: 36))_\(String(cursor.number.rawValue, radix: 36))"
    }

    static func cursor(_ text: String) -> RequestCursor? {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, let deadline = Int64(parts[0], radix: 36), let number = Int64(parts[1], radix: 36)
        else { return nil }
        return RequestCursor(deadline: deadline, number: CaseNumber(rawValue: number))
    }
}
