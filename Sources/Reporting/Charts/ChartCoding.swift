/// A chart in a file: its kind, and the chart as it is: `{"chart":{…},"kind":"trend"}`.
///
/// A new kind of chart adds a case to `Kind` and a line to each of the two functions; its own structure is coded as
/// Swift does it.
extension Chart: Codable {
    private enum Kind: String, Codable { case trend, bars, heat, slope, funnel, tiles, calendar, waterfall }
    private enum Key: String, CodingKey { case kind, chart }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        func write(_ kind: Kind, _ chart: some Encodable) throws {
            try fields.encode(kind, forKey: .kind)
            try fields.encode(chart, forKey: .chart)
        }
        switch self {
        case .trend(let chart): try write(.trend, chart)
        case .bars(let chart): try write(.bars, chart)
        case .heat(let chart): try write(.heat, chart)
        case .slope(let chart): try write(.slope, chart)
        case .funnel(let chart): try write(.funnel, chart)
        case .tiles(let chart): try write(.tiles, chart)
        case .calendar(let chart): try write(.calendar, chart)
        case .waterfall(let chart): try write(.waterfall, chart)
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func read<Drawn: Decodable>() throws -> Drawn { try fields.decode(Drawn.self, forKey: .chart) }
        switch try fields.decode(Kind.self, forKey: .kind) {
        case .trend: self = .trend(try read())
        case .bars: self = .bars(try read())
        case .heat: self = .heat(try read())
        case .slope: self = .slope(try read())
        case .funnel: self = .funnel(try read())
        case .tiles: self = .tiles(try read())
        case .calendar: self = .calendar(try read())
        case .waterfall: self = .waterfall(try read())
        }
    }
}
