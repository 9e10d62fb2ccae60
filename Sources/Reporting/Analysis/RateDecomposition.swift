/// Why a rate has moved: because its parts got better or worse by themselves, or because more requests went to those who
/// were better or worse before (Kitagawa 1955, "Components of a Difference Between Two Rates").
///
/// With the weights w (a part's share of the base) and the rates r, the difference of two rates is exactly
/// Σ w̄ (r₁ − r₀) + Σ r̄ (w₁ − w₀), a bar being the mean of both periods.
struct RateDecomposition: Hashable {
    struct Part: Hashable {
        let id: String
        /// Of the part's own change, as a share.
        let own: Double
        /// Of the part's having more or less of the base.
        let mix: Double
    }

    let parts: [Part]
    /// The sums; together they are the difference of the two rates.
    var own: Double { parts.reduce(0) { $0 + $1.own } }
    var mix: Double { parts.reduce(0) { $0 + $1.mix } }

    /// `nil` where one of the two has no base.
    ///
    /// - Parameter parts: each with its numerator and base now and before. A part that has no base in one of the periods
    ///   has no rate of its own there, so all it does is mix.
    init?(_ parts: [(id: String, now: (part: Double, base: Int), before: (part: Double, base: Int))]) {
        let now = Double(parts.reduce(0) { $0 + $1.now.base })
        let before = Double(parts.reduce(0) { $0 + $1.before.base })
        guard now > 0, before > 0 else { return nil }
        // What is measured is measured against the rate of all, so that a larger part that does as all do changes nothing.
        let rateNow = parts.reduce(0) { $0 + $1.now.part } / now
        let rateBefore = parts.reduce(0) { $0 + $1.before.part } / before
        let mean = (rateNow + rateBefore) / 2
        self.parts = parts.compactMap { part in
            guard part.now.base > 0 || part.before.base > 0 else { return nil }
            let (w1, w0) = (Double(part.now.base) / now, Double(part.before.base) / before)
            let r1 = part.now.base > 0 ? part.now.part / Double(part.now.base) : nil
            let r0 = part.before.base > 0 ? part.before.part / Double(part.before.base) : nil
            let (later, sooner) = (r1 ?? r0 ?? 0, r0 ?? r1 ?? 0)
            return Part(
                id: part.id, own: (w1 + w0) / 2 * (later - sooner), mix: ((later + sooner) / 2 - mean) * (w1 - w0))
        }
    }
}
