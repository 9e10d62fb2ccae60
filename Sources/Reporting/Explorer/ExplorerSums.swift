import Civics

/// The parts of a query's measures over some days, summed by line and column.
struct ExplorerSums {
    typealias Part = ExplorerMeasure.Part

    private struct Place: Hashable {
        var row: String
        var column: String
    }

    /// A part, where it is read, and whether what is read is the whole of a column and no line of it.
    private struct Job: Hashable {
        var part: Part
        var isWhole: Bool
    }

    private let query: ExplorerQuery
    private let rules: ScoreRules
    private let city: City
    private var cells: [Place: [Part: Int]] = [:]
    private var ofRows: [String: [Part: Int]] = [:]
    private var ofColumns: [String: [Part: Int]] = [:]
    private var ofAll: [Part: Int] = [:]
    /// What the columns are as a whole, of parts whose lines do not hold everything.
    private var wholes: [String: [Part: Int]] = [:]

    /// - Parameter buckets: the stretches of days, by the names of their lines or columns; one where time splits nothing.
    init<Source: FigureSource>(
        _ query: ExplorerQuery, _ rules: ScoreRules, _ city: City, _ buckets: [ExplorerBucket], from source: Source
    ) throws(Source.Failure) {
        self.query = query
        self.rules = rules
        self.city = city
        let jobs = jobs
        for (reading, jobs) in jobs {
            let measures = Array(Set(jobs.map(\.part.measure)))
            if [query.rows, query.columns].contains(.day), let first = buckets.first, let last = buckets.last {
                let days = first.days.lowerBound...last.days.upperBound
                let byDay = try source.dailySums(measures, by: reading.cut, in: days)
                for bucket in buckets {
                    if let sums = byDay[bucket.days.lowerBound] { add(sums, reading, jobs, bucket.name) }
                }
            } else {
                for bucket in buckets {
                    add(try source.sums(measures, by: reading.cut, in: bucket.days), reading, jobs, bucket.name)
                }
            }
        }
        addRest()
    }

    /// What has to be read, by where it is read from. Parts that leave out kinds of request are read by kind.
    private var jobs: [ExplorerReading: Set<Job>] {
        var jobs: [ExplorerReading: Set<Job>] = [:]
        for part in query.measures.flatMap({ $0.allParts(rules) }) {
            guard let reading = part.reading(query.dimensions) else { continue }
            jobs[reading, default: []].insert(Job(part: part, isWhole: false))
            if reading.isPartial, query.splitsRows, let whole = part.reading(query.dimensionsOfWhole) {
                jobs[whole, default: []].insert(Job(part: part, isWhole: true))
            }
        }
        return jobs
    }

    private mutating func add(_ sums: FigureSums, _ reading: ExplorerReading, _ jobs: Set<Job>, _ bucket: String) {
        sums.forEach { measure, first, second, amount in
            for job in jobs where job.part.measure == measure {
                func value(_ dimension: ExplorerDimension?) -> String {
                    guard let dimension else { return "" }
                    return dimension.isTime ? bucket : reading.value(dimension, first, second, in: city)
                }
                guard query.filters.allSatisfy({ value($0.dimension) == $0.value }),
                    job.part.excluded.isEmpty
                        || !job.part.excluded.contains(where: { $0.rawValue == value(.kind) })
                else { continue }
                let column = value(query.columns)
                if job.isWhole {
                    wholes[column, default: [:]][job.part, default: 0] += amount
                } else {
                    count(amount, job.part, value(query.rows), column)
                }
            }
        }
    }

    /// Requests that are in the whole and in no line stand in the line without a value.
    private mutating func addRest() {
        for (column, parts) in wholes {
            for (part, whole) in parts {
                let rest = whole - (ofColumns[column]?[part] ?? 0)
                if rest != 0 { count(rest, part, "", column) }
            }
        }
    }

    private mutating func count(_ amount: Int, _ part: Part, _ row: String, _ column: String) {
        cells[Place(row: row, column: column), default: [:]][part, default: 0] += amount
        ofRows[row, default: [:]][part, default: 0] += amount
        ofColumns[column, default: [:]][part, default: 0] += amount
        ofAll[part, default: 0] += amount
    }

    // MARK: Asking

    var rows: Set<String> { Self.counted(ofRows) }
    var columns: Set<String> { Self.counted(ofColumns) }

    private static func counted(_ sums: [String: [Part: Int]]) -> Set<String> {
        Set(sums.filter { $0.value.values.contains { $0 != 0 } }.keys)
    }

    /// - Parameters:
    ///   - row: `nil` for all lines.
    ///   - column: `nil` for all columns.
    func values(_ measure: ExplorerMeasure, row: String?, column: String?) -> ExplorerValue {
        let (numerator, denominator) = measure.parts(rules)
        let sums =
            switch (row, column) {
            case (let row?, let column?): cells[Place(row: row, column: column)] ?? [:]
            case (let row?, nil): ofRows[row] ?? [:]
            case (nil, let column?): ofColumns[column] ?? [:]
            case (nil, nil): ofAll
            }
        return ExplorerValue(
            numerator.reduce(0) { $0 + $1.weight * Double(sums[$1.part] ?? 0) },
            of: denominator.map { sums[$0] ?? 0 })
    }
}

/// A day, week or month within the days of a query, or all of them.
struct ExplorerBucket: Hashable {
    /// `2026-11-18`, `2026-W47`, `2026-11`; empty for all days.
    var name: String
    var days: ClosedRange<CityDay>

    static func all(of days: ClosedRange<CityDay>, by dimension: ExplorerDimension?) -> [ExplorerBucket] {
        func length(_ length: CityPeriod.Length) -> [ExplorerBucket] {
            var buckets: [ExplorerBucket] = []
            var period = CityPeriod(length, containing: days.lowerBound)
            while period.days.lowerBound <= days.upperBound {
                buckets.append(ExplorerBucket(name: period.description, days: period.days.clamped(to: days)))
                period = period.next
            }
            return buckets
        }
        return switch dimension {
        case .day: days.map { ExplorerBucket(name: $0.description, days: $0...$0) }
        case .week: length(.week)
        case .month: length(.month)
        default: [ExplorerBucket(name: "", days: days)]
        }
    }
}

extension ExplorerQuery {
    /// Whether lines are split by something other than time.
    var splitsRows: Bool { rows?.isTime == false }

    /// What speaks of the columns as a whole: all but the lines.
    var dimensionsOfWhole: Set<ExplorerDimension> {
        Set(([columns].compactMap(\.self) + filters.map(\.dimension)).filter { !$0.isTime })
    }

    /// The dimension by which time is split.
    var time: ExplorerDimension? { [rows, columns].compactMap(\.self).first { $0.isTime } }
}

extension ExplorerMeasure.Part {
    func reading(_ dimensions: Set<ExplorerDimension>) -> ExplorerReading? {
        ExplorerReading(excluded.isEmpty ? dimensions : dimensions.union([.kind]), of: measure)
    }
}
