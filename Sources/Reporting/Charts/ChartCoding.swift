/// A chart in a file: its kind, and the chart as it is: `{"chart":{…},"kind":"trend"}`.
///
/// A new kind of chart adds a case to `Kind` and a line to each of the two functions; its own structure is coded as
/// Swift does it.
extension Chart: Codable {
    private enum Kind: String, Codable { case trend, bars, heat }
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
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func read<Drawn: Decodable>() throws -> Drawn { try fields.decode(Drawn.self, forKey: .chart) }
        switch try fields.decode(Kind.self, forKey: .kind) {
        case .trend: self = .trend(try read())
        case .bars: self = .bars(try read())
        case .heat: self = .heat(try read())
        }
    }
}
