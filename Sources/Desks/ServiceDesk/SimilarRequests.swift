package import Civics
package import Storage

/// A request that may be about the same matter as another, and why.
package struct SimilarRequest: Sendable {
    package let item: RequestPage.Item
    /// 0 to 1: shared triples of characters over all that either holds, where the texts say nearly the same; else
    /// shared pairs of characters over those of the shorter title.
    package let likeness: Double
    /// The finest place that both lie in, below the city; `nil` for none.
    package let sharedPlace: RegionID?
    /// Since it was received.
    package let age: TimeSpan
    /// 0 to 1: the likeness of the texts above all, then how near the places are, then how fresh it is.
    package let score: Double

    private static let weights = (text: 0.6, place: 0.25, time: 0.15)
    /// Requests older than that gain nothing by their time.
    static let days = 90

    init(_ item: RequestPage.Item, likeness: Double, to place: RegionID, at now: Instant, in city: City) {
        self.item = item
        self.likeness = likeness
        let shared = [(Level.village, 1.0), (.town, 0.7), (.district, 0.3)].first { level, _ in
            guard let here = city.ancestor(of: place, at: level) else { return false }
            return city.ancestor(of: item.row.place, at: level) == here
        }
        sharedPlace = shared.flatMap { city.ancestor(of: place, at: $0.0) }
        age = now - item.row.receivedAt
        let freshness = 1 - Double(age.milliseconds) / Double(TimeSpan.days(Self.days).milliseconds)
        score =
            Self.weights.text * likeness + Self.weights.place * (shared?.1 ?? 0)
            + Self.weights.time * min(1, max(0, freshness))
    }
}

extension ServiceDesk {
    /// Requests that may be about the same matter, of those that the reader may see, the likeliest first: those that say
    /// nearly the same, wherever they come from, and those of the same town whose titles share many pairs of characters.
    package func similar(
        to words: String, text: String = "", at place: RegionID, excluding: CaseNumber? = nil, limit: Int = 5,
        _ context: OperationContext
    ) async throws -> [SimilarRequest] {
        var found = try await alike(words, at: place, context)
        // Handlers see what their own body has; a text that was sent to many bodies is no business of theirs.
        if Access.isAllowed(.viewCase, role: context.actor.role, relation: .none) {
            let duplicates = recent.nearDuplicates(title: words, text: text, limit: limit + 1)
            let likeness = Dictionary(duplicates.map { ($0.number, $0.likeness) }, uniquingKeysWith: max)
            found.removeAll { likeness[$0.item.row.number] != nil }
            found += try await store.rows(duplicates.map(\.number)).map {
                SimilarRequest(
                    $0, likeness: likeness[$0.row.number] ?? 0, to: place, at: context.now, in: store.city)
            }
        }
        found.removeAll { $0.item.row.number == excluding }
        found.sort { ($0.score, $0.item.row.number) > ($1.score, $1.item.row.number) }
        return Array(found.prefix(limit))
    }

    /// The newest requests of the same town (of the district, where no town is known) that share words.
    private func alike(
        _ words: String, at place: RegionID, _ context: OperationContext
    ) async throws -> [SimilarRequest] {
        let city = store.city
        var filter = try ListScope(city).allowed(RequestFilter(), context)
        filter.town = city.ancestor(of: place, at: .town)
        if filter.town == nil { filter.district = city.ancestor(of: place, at: .district) }
        let today = city.zone.day(of: context.now)
        filter.receivedOn = today.advanced(by: -SimilarRequest.days)...today
        let wanted = Set(Bigrams.index(words).split(separator: " "))
        guard wanted.count >= 2 else { return [] }
        let page = try await store.page(filter, order: .newest, limit: 200)
        return page.items.compactMap { item -> SimilarRequest? in
            guard let title = item.title else { return nil }
            let terms = Set(Bigrams.index(title).split(separator: " "))
            let shared = terms.intersection(wanted).count
            let likeness = Double(shared) / Double(max(1, min(terms.count, wanted.count)))
            guard likeness >= 0.3 else { return nil }
            return SimilarRequest(item, likeness: likeness, to: place, at: context.now, in: city)
        }
    }
}
