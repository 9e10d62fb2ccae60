/// The four calls of a life cycle.
enum LifeCycleStep: String, CaseIterable {
    case receive, dispatch, sign, close

    var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Requests from receipt to closing: each with a text of its own, somewhere in the city, for one of the bodies whose
/// handlers there are tokens for.
final class LifeCycleSource: CallSource {
    /// A life cycle under way on a connection.
    private struct Cycle {
        var step = LifeCycleStep.receive
        var number: [UInt8] = []
        var handler = 0
        var key: UInt64 = 0
    }

    let callCount = LifeCycleStep.allCases.count
    private let dispatcher: [UInt8]
    private let handlers: [(body: [UInt8], authorization: [UInt8])]
    private let places: [[UInt8]]
    private let categories: [[UInt8]]
    private let seed: UInt64
    private var random: SplitMix
    private var cycles: [Cycle]
    private var begun: UInt64 = 0
    private var body: [UInt8] = []

    init(_ options: Options) {
        dispatcher = Array("Bearer \(options.dispatcher)".utf8)
        handlers = options.handlers.map { (Array($0.body.utf8), Array("Bearer \($0.token)".utf8)) }
        places = options.places.map { Array($0.utf8) }
        categories = options.categories.map { Array($0.utf8) }
        seed = options.seed
        random = SplitMix(state: options.seed)
        cycles = Array(repeating: Cycle(), count: options.connections)
    }

    func begin(on connection: Int, request: inout [UInt8]) -> Int? {
        begun += 1
        cycles[connection] = Cycle(handler: random.below(handlers.count), key: begun)
        writeReceipt(cycles[connection], &request)
        return LifeCycleStep.receive.index
    }

    func answered(
        on connection: Int, _ answer: Answer, _ bytes: UnsafeRawBufferPointer, request: inout [UInt8],
        tally: inout Tally, acknowledged: AcknowledgedFile?
    ) -> Verdict {
        guard (200...299).contains(answer.status) else { return .ended }
        var cycle = cycles[connection]
        let json = UnsafeRawBufferPointer(rebasing: bytes[answer.body])
        if cycle.step == .receive {
            guard let number = FlatJSON.text("\"number\"", in: json) else { return .ended }
            cycle.number = number
            tally.receipts += 1
        }
        guard let version = FlatJSON.number("\"version\"", in: json) else { return .ended }
        tally.acknowledged += 1
        acknowledged?.add(cycle.number, version: version)
        defer { cycles[connection] = cycle }
        switch cycle.step {
        case .receive:
            cycle.step = .dispatch
            request.begin("POST", "/api/v1/requests/", "/dispatch", number: cycle.number)
            request.header("Authorization", dispatcher)
            writeKey(cycle, &request)
            body.removeAll(keepingCapacity: true)
            body.add(#"{"lead":""#)
            body.append(contentsOf: handlers[cycle.handler].body)
            body.add(#""}"#)
            request.end(json: body)
        case .dispatch:
            cycle.step = .sign
            request.begin("POST", "/api/v1/requests/", "/sign", number: cycle.number)
            request.header("Authorization", handlers[cycle.handler].authorization)
            writeKey(cycle, &request)
            request.end(json: Array("{}".utf8))
        case .sign:
            cycle.step = .close
            request.begin("POST", "/api/v1/requests/", "/close", number: cycle.number)
            request.header("Authorization", handlers[cycle.handler].authorization)
            writeKey(cycle, &request)
            body.removeAll(keepingCapacity: true)
            body.add(#"{"reply":""#)
            body.append(contentsOf: Phrases.reply(&random))
            body.add(#""}"#)
            request.end(json: body)
        case .close: return .finished
        }
        return .next(call: cycle.step.index)
    }

    private func writeReceipt(_ cycle: Cycle, _ request: inout [UInt8]) {
        request.begin("POST", "/api/v1/requests")
        request.header("Authorization", dispatcher)
        writeKey(cycle, &request)
        let phone = 13_000_000_000 + random.below(1_000_000_000)
        body.removeAll(keepingCapacity: true)
        body.add(#"{"kind":"help","channel":"phone","title":""#)
        body.append(contentsOf: Phrases.title(&random))
        body.add(#"","text":""#)
        body.append(contentsOf: Phrases.text(&random))
        body.add(#"","place":""#)
        body.append(contentsOf: places[random.below(places.count)])
        body.add(#"","category":""#)
        body.append(contentsOf: categories[random.below(categories.count)])
        body.add(#"","name":"陈女士","phone":""#)
        body.append(contentsOf: String(phone).utf8)
        body.add(#""}"#)
        request.end(json: body)
    }

    private func writeKey(_ cycle: Cycle, _ request: inout [UInt8]) {
        request.header("Idempotency-Key", Array("load-\(seed)-\(cycle.key)-\(cycle.step.rawValue)".utf8))
    }
}

/// A small generator of random numbers: the same seed, the same load (Steele, Lea, Flood 2014).
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 to `limit` − 1.
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }
}
