import Civics
package import Reporting
package import Storage

extension RequestFilter {
    /// The requests that a figure counts: every figure shown leads to them.
    package init(behind figure: FigureQuery) {
        self.init()
        measure = figure.measure
        measureDays = figure.days
        func value(_ text: String) -> String? { text.isEmpty ? nil : text }
        switch figure.cut {
        case .total: break
        case .district: district = value(figure.first)
        case .town: town = value(figure.first)
        case .field, .category: category = value(figure.first)
        case .channel: channel = Channel(rawValue: figure.first)
        case .kind: kind = RequestKind(rawValue: figure.first)
        case .body: leads = value(figure.first).map { [$0] } ?? []
        case .districtField:
            district = value(figure.first)
            category = value(figure.second)
        case .channelKind:
            channel = Channel(rawValue: figure.first)
            kind = RequestKind(rawValue: figure.second)
        case .line: line = ServiceLine(rawValue: figure.first)
        }
    }
}
