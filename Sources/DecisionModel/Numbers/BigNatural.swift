/// A natural number of any size, for the functions whose exact intermediate results do not fit 128 bits.
struct BigNatural: Equatable, Comparable {
    /// Least significant first, without zeros at the end.
    private(set) var limbs: [UInt64]

    private init(trimming limbs: [UInt64]) {
        self.limbs = limbs
        while self.limbs.last == 0 { self.limbs.removeLast() }
    }

    init(_ value: UInt128) {
        self.init(trimming: [UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64)])
    }

    static let zero = BigNatural(0)
    static let one = BigNatural(1)

    var isZero: Bool { limbs.isEmpty }

    var bitWidth: Int {
        guard let last = limbs.last else { return 0 }
        return limbs.count * 64 - last.leadingZeroBitCount
    }

    /// The number when it fits.
    var wide: UInt128? {
        switch limbs.count {
        case 0: 0
        case 1: UInt128(limbs[0])
        case 2: UInt128(limbs[1]) << 64 | UInt128(limbs[0])
        default: nil
        }
    }

    static func < (a: BigNatural, b: BigNatural) -> Bool {
        if a.limbs.count != b.limbs.count { return a.limbs.count < b.limbs.count }
        for index in a.limbs.indices.reversed() where a.limbs[index] != b.limbs[index] {
            return a.limbs[index] < b.limbs[index]
        }
        return false
    }

    static func + (a: BigNatural, b: BigNatural) -> BigNatural {
        let (longer, shorter) = a.limbs.count >= b.limbs.count ? (a.limbs, b.limbs) : (b.limbs, a.limbs)
        var sum = longer
        var carry: UInt64 = 0
        for index in sum.indices {
            let (first, overflow) = sum[index].addingReportingOverflow(index < shorter.count ? shorter[index] : 0)
            let (second, again) = first.addingReportingOverflow(carry)
            sum[index] = second
            carry = overflow || again ? 1 : 0
        }
        if carry != 0 { sum.append(carry) }
        return BigNatural(trimming: sum)
    }

    /// `b` must not be greater than `a`.
    static func - (a: BigNatural, b: BigNatural) -> BigNatural {
        precondition(b <= a)
        var difference = a.limbs
        var borrow: UInt64 = 0
        for index in difference.indices {
            let taken = index < b.limbs.count ? b.limbs[index] : 0
            let (first, overflow) = difference[index].subtractingReportingOverflow(taken)
            let (second, again) = first.subtractingReportingOverflow(borrow)
            difference[index] = second
            borrow = overflow || again ? 1 : 0
        }
        return BigNatural(trimming: difference)
    }

    static func * (a: BigNatural, b: BigNatural) -> BigNatural {
        guard !a.isZero, !b.isZero else { return .zero }
        var product = [UInt64](repeating: 0, count: a.limbs.count + b.limbs.count)
        for i in a.limbs.indices {
            var carry: UInt64 = 0
            for j in b.limbs.indices {
                let (high, low) = a.limbs[i].multipliedFullWidth(by: b.limbs[j])
                let (first, overflow) = low.addingReportingOverflow(carry)
                let (second, again) = first.addingReportingOverflow(product[i + j])
                product[i + j] = second
                carry = high &+ (overflow ? 1 : 0) &+ (again ? 1 : 0)
            }
            product[i + b.limbs.count] = carry
        }
        return BigNatural(trimming: product)
    }

    static func << (a: BigNatural, places: Int) -> BigNatural {
        guard !a.isZero else { return a }
        let whole = places / 64
        let part = UInt64(places % 64)
        var shifted = [UInt64](repeating: 0, count: whole)
        shifted.reserveCapacity(whole + a.limbs.count + 1)
        var carry: UInt64 = 0
        for limb in a.limbs {
            shifted.append(limb << part | carry)
            carry = part == 0 ? 0 : limb >> (64 - part)
        }
        shifted.append(carry)
        return BigNatural(trimming: shifted)
    }

    static func >> (a: BigNatural, places: Int) -> BigNatural {
        let whole = places / 64
        let part = UInt64(places % 64)
        guard whole < a.limbs.count else { return .zero }
        var shifted = Array(a.limbs[whole...])
        if part > 0 {
            for index in shifted.indices {
                let above = index + 1 < shifted.count ? shifted[index + 1] << (64 - part) : 0
                shifted[index] = shifted[index] >> part | above
            }
        }
        return BigNatural(trimming: shifted)
    }

    /// The divisor must not be zero. Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D.
    func divided(by divisor: BigNatural) -> (quotient: BigNatural, remainder: BigNatural) {
        precondition(!divisor.isZero)
        guard self >= divisor else { return (.zero, self) }
        if divisor.limbs.count == 1 {
            var quotient = limbs
            var remainder: UInt64 = 0
            for index in limbs.indices.reversed() {
                (quotient[index], remainder) = divisor.limbs[0].dividingFullWidth((remainder, limbs[index]))
            }
            return (BigNatural(trimming: quotient), BigNatural(UInt128(remainder)))
        }
        let shift = divisor.limbs[divisor.limbs.count - 1].leadingZeroBitCount
        let v = (divisor << shift).limbs
        var u = (self << shift).limbs
        while u.count <= limbs.count { u.append(0) }
        let n = v.count
        var quotient = [UInt64](repeating: 0, count: u.count - n)
        for j in quotient.indices.reversed() {
            var estimate: UInt64
            var rest: UInt64
            var restOverflows = false
            if u[j + n] >= v[n - 1] {
                estimate = .max
                let (sum, overflow) = u[j + n - 1].addingReportingOverflow(v[n - 1])
                (rest, restOverflows) = (sum, overflow)
            } else {
                (estimate, rest) = v[n - 1].dividingFullWidth((u[j + n], u[j + n - 1]))
            }
            while !restOverflows {
                let (high, low) = estimate.multipliedFullWidth(by: v[n - 2])
                guard (high, low) > (rest, u[j + n - 2]) else { break }
                estimate -= 1
                (rest, restOverflows) = rest.addingReportingOverflow(v[n - 1])
            }
            var borrow: UInt64 = 0
            var carry: UInt64 = 0
            for i in 0..<n {
                let (high, low) = estimate.multipliedFullWidth(by: v[i])
                let (product, carried) = low.addingReportingOverflow(carry)
                carry = high &+ (carried ? 1 : 0)
                let (first, overflow) = u[i + j].subtractingReportingOverflow(product)
                let (second, again) = first.subtractingReportingOverflow(borrow)
                u[i + j] = second
                borrow = overflow || again ? 1 : 0
            }
            let (first, overflow) = u[j + n].subtractingReportingOverflow(carry)
            let (second, again) = first.subtractingReportingOverflow(borrow)
            u[j + n] = second
            if overflow || again {
                estimate -= 1
                var back: UInt64 = 0
                for i in 0..<n {
                    let (first, overflow) = u[i + j].addingReportingOverflow(v[i])
                    let (second, again) = first.addingReportingOverflow(back)
                    u[i + j] = second
                    back = overflow || again ? 1 : 0
                }
                u[j + n] = u[j + n] &+ back
            }
            quotient[j] = estimate
        }
        return (BigNatural(trimming: quotient), BigNatural(trimming: u) >> shift)
    }

    /// 10 to the power of `exponent`, which is not negative.
    static func powerOfTen(_ exponent: Int) -> BigNatural {
        guard exponent > 38 else { return BigNatural(PowersOfTen.wide(exponent)) }
        let half = powerOfTen(exponent / 2)
        return exponent % 2 == 0 ? half * half : half * half * BigNatural(10)
    }

    /// The number of decimal digits; 0 has none.
    var digits: Int {
        guard !isZero else { return 0 }
        let estimate = Int(Double(bitWidth - 1) * 0.301_029_995_663_981_2)
        return self >= BigNatural.powerOfTen(estimate + 1)
            ? estimate + 2 : (self >= BigNatural.powerOfTen(estimate) ? estimate + 1 : estimate)
    }

    /// The integer part of the square root.
    var squareRoot: BigNatural {
        guard !isZero else { return self }
        var root = BigNatural.one << ((bitWidth + 1) / 2)
        while true {
            let next = (root + divided(by: root).quotient) >> 1
            guard next < root else { return root }
            root = next
        }
    }
}
