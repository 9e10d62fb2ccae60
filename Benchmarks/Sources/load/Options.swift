import Glibc

/// What was asked for on the command line.
struct Options {
    enum Mode: String {
        /// Receive, dispatch, sign, close; over and over.
        case lifeCycles = "life-cycles"
        /// Looks up every acknowledged command.
        case check
    }

    /// A stretch of time with a rate of new life cycles a second; `nil` starts the next as soon as one ends.
    struct Phase {
        let seconds: Double
        let rate: Double?
    }

    struct Handler {
        let body: String
        let token: String
    }

    let mode: Mode
    var port: UInt16 = 8080
    var connections = 64
    /// Not counted: the time until caches and pages are warm.
    var warmUpSeconds = 2.0
    var phases = [Phase(seconds: 10, rate: nil)]
    var dispatcher = ""
    var handlers: [Handler] = []
    var places: [String] = []
    var categories: [String] = []
    /// Part of every idempotency key, so that runs do not take each other's keys.
    var seed: UInt64 = 1
    /// How long to try to connect again, sending what was not answered once more under its key; 0 gives up at once.
    var reconnectSeconds = 0.0
    /// Where acknowledged commands are written, or read by `check`.
    var acknowledged: String?
    /// Where the figures go as JSON.
    var json: String?
    /// Prints a line every second.
    var showsSeconds = false

    init(_ arguments: ArraySlice<String>) throws(LoadFault) {
        guard let name = arguments.first, let mode = Mode(rawValue: name) else {
            throw LoadFault("say life-cycles or check")
        }
        self.mode = mode
        var rest = arguments.dropFirst()
        while let option = rest.popFirst() {
            if option == "--seconds-shown" {
                showsSeconds = true
                continue
            }
            guard let value = rest.popFirst() else { throw LoadFault("\(option) needs a value") }
            switch option {
            case "--port": port = try Self.number(value, option)
            case "--connections": connections = try Self.number(value, option)
            case "--warm-up": warmUpSeconds = try Self.number(value, option)
            case "--seconds": phases = [Phase(seconds: try Self.number(value, option), rate: nil)]
            case "--phases": phases = try Self.phases(value)
            case "--dispatcher": dispatcher = value
            case "--handlers": handlers = try Self.handlers(value)
            case "--places": places = Self.list(value)
            case "--categories": categories = Self.list(value)
            case "--seed": seed = try Self.number(value, option)
            case "--reconnect": reconnectSeconds = try Self.number(value, option)
            case "--acknowledged": acknowledged = value
            case "--json": json = value
            default: throw LoadFault("there is no option \(option)")
            }
        }
        guard (1...20_000).contains(connections) else { throw LoadFault("--connections takes 1 to 20000") }
        guard !dispatcher.isEmpty else { throw LoadFault("--dispatcher needs a token") }
        if mode == .lifeCycles, handlers.isEmpty || places.isEmpty || categories.isEmpty {
            throw LoadFault("life-cycles needs --handlers, --places and --categories")
        }
    }

    private static func list(_ value: String) -> [String] { value.split(separator: ",").map(String.init) }

    private static func number<Value: LosslessStringConvertible>(_ value: String, _ option: String) throws(LoadFault)
        -> Value
    {
        guard let number = Value(value) else { throw LoadFault("\(option) takes a number, not “\(value)”") }
        return number
    }

    /// `10x300,60x3000`: ten seconds at 300 a second, then a minute at 3,000.
    private static func phases(_ value: String) throws(LoadFault) -> [Phase] {
        var phases: [Phase] = []
        for part in list(value) {
            let numbers = part.split(separator: "x").compactMap { Double($0) }
            guard numbers.count == 2, numbers[0] > 0, numbers[1] > 0 else {
                throw LoadFault("--phases takes SECONDSxRATE,…, not “\(part)”")
            }
            phases.append(Phase(seconds: numbers[0], rate: numbers[1]))
        }
        return phases
    }

    private static func handlers(_ value: String) throws(LoadFault) -> [Handler] {
        var handlers: [Handler] = []
        for part in list(value) {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { throw LoadFault("--handlers takes BODY=TOKEN,…") }
            handlers.append(Handler(body: pair[0], token: pair[1]))
        }
        return handlers
    }
}
