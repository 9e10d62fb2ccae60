import Civics
package import Reporting
package import Storage

extension RequestFilter {
    /// The requests that a figure counts: every figure shown leads to them. A district or town without a name stands for
    /// the requests whose place is not known that finely. `nil` for a value that no figure can have, and for
    /// returns by body: a list knows the body that leads now, not those that gave a request back.
    package init?(behind figure: FigureQuery) {
        self.init()
        measure = figure.measure
        measureDays = figure.days
        let (first, second) = (figure.first, figure.second)
        switch figure.cut {
        case .total: break
        case .district: district = first
        case .town: town = first
        case .field, .category: category = first
        case .channel: channel = Channel(rawValue: first)
        case .kind: kind = RequestKind(rawValue: first)
        case .body: leads = [first]
        case .districtField:
            district = first
            category = second
        case .channelKind:
            channel = Channel(rawValue: first)
            kind = RequestKind(rawValue: second)
        case .line: line = ServiceLine(rawValue: first)
        case .kindDistrict:
            kind = RequestKind(rawValue: first)
            district = second
        case .kindTown:
            kind = RequestKind(rawValue: first)
            town = second
        case .kindCategory:
            kind = RequestKind(rawValue: first)
            category = second
        case .kindBody:
            kind = RequestKind(rawValue: first)
            leads = [second]
        case .districtCategory:
            district = first
            category = second
        case .townCategory:
            town = first
            category = second
        case .bodyCategory:
            leads = [first]
            category = second
        }
        let isKnown =
            switch figure.cut {
            case .total, .district, .town: true
            case .field, .category, .districtField, .districtCategory, .townCategory: category?.isEmpty == false
            case .channel: channel != nil
            case .kind: kind != nil
            case .body: !first.isEmpty && figure.measure != .returned
            case .channelKind: channel != nil && kind != nil
            case .line: line != nil
            case .kindDistrict, .kindTown: kind != nil
            case .kindCategory: kind != nil && category?.isEmpty == false
            case .kindBody: kind != nil && !second.isEmpty
            case .bodyCategory: !first.isEmpty && !second.isEmpty && figure.measure != .returned
            }
        guard isKnown else { return nil }
    }
}
