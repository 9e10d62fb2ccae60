import Casework
import Civics

/// The names that the API has for values which are numbers in storage.
enum Codes {
    /// `awaiting-dispatch`, `called-back` …
    static func code(_ stage: ServiceRequest.Stage) -> String { stages[stage] ?? "" }
    static func stage(_ code: String) -> ServiceRequest.Stage? { stages.first { $0.value == code }?.key }

    static func code(_ clock: Clock.Kind) -> String { clocks[clock] ?? "" }

    /// `received`, `closed-in-time` …
    static func code(_ measure: Measure) -> String { measures[measure] ?? "" }
    static func measure(_ code: String) -> Measure? { measures.first { $0.value == code }?.key }

    /// `total`, `district-field` …
    static func code(_ cut: FigureCut) -> String { cuts[cut] ?? "" }
    static func cut(_ code: String) -> FigureCut? { cuts.first { $0.value == code }?.key }

    private static let stages = table(ServiceRequest.Stage.self)
    private static let clocks = table(Clock.Kind.self)
    private static let measures = table(Measure.self)
    private static let cuts = table(FigureCut.self)

    private static func table<T: CaseIterable & Hashable>(_ type: T.Type) -> [T: String] {
        Dictionary(uniqueKeysWithValues: T.allCases.map { ($0, hyphenated("\($0)")) })
    }

    /// `closedInTime` → `closed-in-time`
    private static func hyphenated(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : String($1) }
    }
}
