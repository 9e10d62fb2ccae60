/// A basis in a file: `{"kind":"change","figure":{…},"from":{…}}`.
extension Basis: Codable {
    private enum Kind: String, Codable {
        case count, difference, change, growth, ratio, ratioChange, total, portion, tally, mean, estimate
    }

    private enum Key: String, CodingKey {
        case kind, figure, minus, from, ratio, parts, whole, number, over, units, value, method, figures
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        switch self {
        case .count(let figure):
            try fields.encode(Kind.count, forKey: .kind)
            try fields.encode(figure, forKey: .figure)
        case .difference(let figure, let others):
            try fields.encode(Kind.difference, forKey: .kind)
            try fields.encode(figure, forKey: .figure)
            try fields.encode(others, forKey: .minus)
        case .change(let figure, let before):
            try fields.encode(Kind.change, forKey: .kind)
            try fields.encode(figure, forKey: .figure)
            try fields.encode(before, forKey: .from)
        case .growth(let figure, let before):
            try fields.encode(Kind.growth, forKey: .kind)
            try fields.encode(figure, forKey: .figure)
            try fields.encode(before, forKey: .from)
        case .ratio(let ratio):
            try fields.encode(Kind.ratio, forKey: .kind)
            try fields.encode(ratio, forKey: .ratio)
        case .ratioChange(let now, let before):
            try fields.encode(Kind.ratioChange, forKey: .kind)
            try fields.encode(now, forKey: .ratio)
            try fields.encode(before, forKey: .from)
        case .total(let parts):
            try fields.encode(Kind.total, forKey: .kind)
            try fields.encode(parts, forKey: .parts)
        case .portion(let parts, let whole):
            try fields.encode(Kind.portion, forKey: .kind)
            try fields.encode(parts, forKey: .parts)
            try fields.encode(whole, forKey: .whole)
        case .tally(let number):
            try fields.encode(Kind.tally, forKey: .kind)
            try fields.encode(number, forKey: .number)
        case .mean(let figure, let count, let units):
            try fields.encode(Kind.mean, forKey: .kind)
            try fields.encode(figure, forKey: .figure)
            try fields.encode(count, forKey: .over)
            try fields.encode(units, forKey: .units)
        case .estimate(let value, let method, let figures):
            try fields.encode(Kind.estimate, forKey: .kind)
            try fields.encode(value, forKey: .value)
            try fields.encode(method, forKey: .method)
            try fields.encode(figures, forKey: .figures)
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func figure(_ key: Key = .figure) throws -> Figure { try fields.decode(Figure.self, forKey: key) }
        func ratio(_ key: Key = .ratio) throws -> Ratio { try fields.decode(Ratio.self, forKey: key) }
        func parts(_ key: Key = .parts) throws -> [Basis] { try fields.decode([Basis].self, forKey: key) }
        switch try fields.decode(Kind.self, forKey: .kind) {
        case .count: self = .count(try figure())
        case .difference: self = .difference(try figure(), minus: try fields.decode([Figure].self, forKey: .minus))
        case .change: self = .change(try figure(), from: try figure(.from))
        case .growth: self = .growth(try figure(), from: try figure(.from))
        case .ratio: self = .ratio(try ratio())
        case .ratioChange: self = .ratioChange(try ratio(), from: try ratio(.from))
        case .total: self = .total(try parts())
        case .portion: self = .portion(try parts(), of: try parts(.whole))
        case .tally: self = .tally(try fields.decode(Int.self, forKey: .number))
        case .mean:
            self = .mean(try figure(), over: try figure(.over), units: try fields.decode(Int.self, forKey: .units))
        case .estimate:
            self = .estimate(
                try fields.decode(Double.self, forKey: .value), method: try fields.decode(String.self, forKey: .method),
                of: try fields.decode([Figure].self, forKey: .figures))
        }
    }
}
