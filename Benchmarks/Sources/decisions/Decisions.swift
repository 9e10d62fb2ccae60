import DecisionModel
import Dispatch
import Glibc

/// Measures how fast decisions are made, and prints a line for each measurement: what, how many, in which unit.
///
/// Times are taken from the wall and from the processor; where other work shares the machine, the second is the one that
/// can be had again.
@main
struct Decisions {
    static func main() throws {
        let model = try compiled(rules: 8)
        for count in [8, 200] {
            let time = try milliseconds { _ = try compiled(rules: count) }
            print("read and compile, \(count) rules: \(time) ms")
        }
        try oneByOne(model, label: "8 rules")
        try oneByOne(try compiled(rules: 200), label: "200 rules")
        try batch(model, unknownShare: 0)
        try batch(model, unknownShare: 20)
        additions()
    }

    static func compiled(rules: Int) throws -> DecisionModel {
        let bytes = SupportTable.model(rules: rules)
        guard let model = DecisionModel.compile([ModelFile(name: "support.dmn", bytes: bytes)]).model else {
            throw NoModel()
        }
        return model
    }

    struct NoModel: Error {}

    // MARK: Time

    static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The best of seven runs: the one that was disturbed least.
    static func best(_ work: () throws -> Void) rethrows -> (wall: Double, processor: Double) {
        var best = (wall: Double.infinity, processor: Double.infinity)
        for _ in 0..<7 {
            let (wall, processor) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
            try work()
            best.wall = min(best.wall, seconds(CLOCK_MONOTONIC) - wall)
            best.processor = min(best.processor, seconds(CLOCK_PROCESS_CPUTIME_ID) - processor)
        }
        return best
    }

    static func milliseconds(_ work: () throws -> Void) rethrows -> String {
        let time = try best(work)
        return "\(rounded(time.wall * 1000)) (processor \(rounded(time.processor * 1000)))"
    }

    static func rounded(_ value: Double) -> String { String((value * 100).rounded() / 100) }

    static func report(_ what: String, _ count: Int, _ time: (wall: Double, processor: Double)) {
        let (wall, processor) = (Double(count) / time.wall / 1e6, Double(count) / time.processor / 1e6)
        print("\(what): \(rounded(wall)) million/s (per second of processor \(rounded(processor)))")
    }

    // MARK: Measurements

    static func oneByOne(_ model: DecisionModel, label: String) throws {
        let session = try model.session(for: "Support")
        let statuses = SupportTable.statuses.map { FEELValue.string($0) }
        let subjects = (0..<1024).map { index in
            [FEELValue(15 + index % 70), FEELValue(index * 37 % 6000), statuses[index % 4]]
        }
        let count = 500_000
        var answered = 0
        let time = best {
            for index in 0..<count where !session.evaluate(subjects[index & 1023]).isNull { answered += 1 }
        }
        report("one by one, \(label)", count, time)
    }

    /// - Parameter unknownShare: one income in so many is unknown; 0 for none.
    static func batch(_ model: DecisionModel, unknownShare: UInt64) throws {
        let count = 4_000_000
        var state: UInt64 = 88_172_645_463_325_252
        func random() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        var ages = [Int](repeating: 0, count: count)
        var incomes = ages
        var statuses = [Int32](repeating: 0, count: count)
        var unknown = [UInt64](repeating: 0, count: unknownShare == 0 ? 0 : count / 64 + 1)
        for index in 0..<count {
            ages[index] = 15 + Int(random() % 70)
            incomes[index] = Int(random() % 6000)
            statuses[index] = Int32(random() % 4)
            if unknownShare > 0, random() % unknownShare == 0 { unknown[index >> 6] |= 1 << UInt64(index & 63) }
        }
        let columns = [
            BatchColumn(.integers(ages)), BatchColumn(.integers(incomes), unknown: unknown),
            BatchColumn(.strings(statuses, dictionary: SupportTable.statuses)),
        ]
        let decision = try model.batch(for: "Support")
        let label = unknownShare == 0 ? "all known" : "1 income in \(unknownShare) unknown"
        for threads in [1, 2] {
            let time = try best { _ = try decision.evaluate(columns, threads: threads) }
            report("batch, \(label), \(threads) threads", count, time)
        }
    }

    /// What a number costs: sums of decimals, beside sums of doubles.
    static func additions() {
        let decimals = (0..<1000).map { Decimal34($0) }
        let tenth = Decimal34("0.1") ?? .one
        let count = 1_000_000
        var sum = Decimal34.zero
        report(
            "additions of decimals", count,
            best {
                sum = .zero
                for index in 0..<count { sum = (sum + decimals[index % 1000]) ?? .zero }
            })
        report(
            "products of decimals", count,
            best {
                for index in 0..<count { sum = (decimals[index % 1000] * tenth) ?? .zero }
            })
        var plain = 0.0
        report(
            "additions of doubles", count,
            best {
                plain = 0
                for index in 0..<count { plain += Double(index % 1000) }
            })
        if plain < 0, sum.isNegative { print("impossible") }
    }
}
