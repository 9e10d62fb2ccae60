import Civics

/// The figures of a part of the city, asked for as if the part were all there is.
///
/// Each sum of a part is one of the whole city under a finer cut (`ReportScope.whole`), so that it leads to exactly its
/// requests. What no cut keeps (the channels of one district) has no sum, and a report leaves that paragraph out.
struct ScopedFigures<Base: FigureSource>: FigureSource {
    private let base: Base
    private let scope: ReportScope
    private let city: City

    init(_ base: Base, _ scope: ReportScope, of city: City) {
        self.base = base
        self.scope = scope
        self.city = city
    }

    /// Of the whole city: a part without requests on the first days has them as zeros.
    func firstDay() throws(Base.Failure) -> CityDay? { try base.firstDay() }

    func sums(
        _ measures: [Measure], by cut: FigureCut, in days: ClosedRange<CityDay>
    ) throws(Base.Failure) -> FigureSums {
        guard scope != .city else { return try base.sums(measures, by: cut, in: days) }
        guard let kept = scope.cut(for: cut) else { return FigureSums() }
        let all = try base.sums(measures, by: kept, in: days)
        var sums = FigureSums()
        all.forEach { measure, first, second, amount in
            guard let (first, second) = scope.value(of: cut, first, second, in: city) else { return }
            sums.add(amount, to: measure, first: first, second: second)
        }
        return sums
    }

    func daily(
        _ measure: Measure, by cut: FigureCut, in days: ClosedRange<CityDay>, where isMeant: (String) -> Bool
    ) throws(Base.Failure) -> [CityDay: Int] {
        guard scope != .city else { return try base.daily(measure, by: cut, in: days, where: isMeant) }
        guard let kept = scope.cut(for: cut), kept.isKeptByDay else { return [:] }
        return try base.daily(measure, by: kept, in: days) { first in
            scope.value(of: cut, first, "", in: city).map { isMeant($0.0) } ?? false
        }
    }
}

extension ReportScope {
    /// Whether the part has figures by this cut.
    func tells(_ cut: FigureCut) -> Bool { self.cut(for: cut) != nil }

    /// The cut of the whole city from which one of the part is read; `nil` where none has it.
    fileprivate func cut(for cut: FigureCut) -> FigureCut? {
        switch (self, cut) {
        case (.city, _): cut
        case (.district, .total), (.district, .district): .district
        case (.district, .field), (.district, .districtField): .districtField
        case (.district, .category): .districtCategory
        case (.district, .town): .town
        case (.district, .body): .body
        case (.town, .total), (.town, .town): .town
        case (.town, .category), (.town, .field): .townCategory
        case (.body, .total), (.body, .body): .body
        case (.body, .category), (.body, .field): .bodyCategory
        case (.category, .total), (.category, .category), (.category, .field): .category
        case (.category, .district): .districtCategory
        case (.category, .town): .townCategory
        case (.category, .body): .bodyCategory
        default: nil
        }
    }

    /// Under which values of the cut that is asked for a sum of the kept cut counts; `nil` where it belongs to another
    /// part of the city.
    fileprivate func value(
        of cut: FigureCut, _ first: String, _ second: String, in city: City
    ) -> (String, String)? {
        switch self {
        case .city: return (first, second)
        case .district(let district):
            switch cut {
            case .town: return city.region(first)?.parent == district ? (first, "") : nil
            case .body: return city.body(first, isOf: district) ? (first, "") : nil
            default: break
            }
            guard first == district else { return nil }
            return cut == .districtField ? (first, second) : Self.part(cut, first, second)
        case .town(let id), .body(let id): return first == id ? Self.part(cut, first, second) : nil
        case .category(let code):
            switch cut {
            case .total: return first.hasPrefix(code) ? ("", "") : nil
            case .category: return first.hasPrefix(code) ? (first, "") : nil
            case .field: return first.hasPrefix(code) ? (String(first.prefix(2)), "") : nil
            default: return second.hasPrefix(code) ? (first, "") : nil
            }
        }
    }

    private static func part(_ cut: FigureCut, _ first: String, _ second: String) -> (String, String) {
        switch cut {
        case .total: ("", "")
        case .category: (second, "")
        case .field: (String(second.prefix(2)), "")
        default: (first, "")
        }
    }

    /// The figure of the whole city that is this one of the part: reports name their figures as if their part were all
    /// there is.
    package func whole(_ query: FigureQuery) -> FigureQuery {
        var whole = query
        guard self != .city, let kept = cut(for: query.cut) else { return query }
        whole.cut = kept
        switch (self, query.cut) {
        case (.district(let id), .total), (.town(let id), .total), (.body(let id), .total): whole.first = id
        case (.district(let id), .field), (.district(let id), .category), (.town(let id), .field),
            (.town(let id), .category), (.body(let id), .field), (.body(let id), .category):
            whole.first = id
            whole.second = query.first
        case (.category(let code), .total): whole.first = code
        case (.category(let code), .district), (.category(let code), .town), (.category(let code), .body):
            whole.second = code
        default: break
        }
        return whole
    }
}

extension City {
    /// Whether a body belongs to a district: by the region it is of.
    fileprivate func body(_ id: OrganisationID, isOf district: RegionID) -> Bool {
        var place = organisation(id).flatMap { region($0.region) }
        while let found = place {
            if found.id == district { return true }
            place = found.parent.flatMap { region($0) }
        }
        return false
    }
}
