/// A range of comparable values (DMN 1.5, 10.3.2.7).
///
/// An end that is `.null` has no bound on that side, as in `(>= 18)`.
package final class FEELRange: Sendable {
    package let start: FEELValue
    package let end: FEELValue
    package let includesStart: Bool
    package let includesEnd: Bool

    package init(start: FEELValue, includesStart: Bool, end: FEELValue, includesEnd: Bool) {
        self.start = start
        self.end = end
        self.includesStart = includesStart
        self.includesEnd = includesEnd
    }

    /// Whether a value lies in the range; nil if it cannot be compared with the ends.
    package func contains(_ value: FEELValue) -> Bool? {
        if case .null = value { return nil }
        if !start.isNull {
            guard let order = value.order(to: start) else { return nil }
            guard order == .after || (order == .same && includesStart) else {
                return end.isNull || value.order(to: end) != nil ? false : nil
            }
        }
        if !end.isNull {
            guard let order = value.order(to: end) else { return nil }
            return order == .before || (order == .same && includesEnd)
        }
        return start.isNull ? nil : true
    }
}
