import Desks
import Hummingbird
import Logging
import NIOCore

/// What is known of a request on its way through the server.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let trace: TraceID
    /// Where the connection comes from, before any proxy's word is taken for it.
    let peer: ClientAddress
    /// Who is signed in, or whose token it is; `nil` for everybody else.
    var actor: Actor?
    /// How far the news reach that were delivered before anything was read for the answer.
    var liveMark = LiveMark(run: 0, count: 0)
    /// Whose session it is, also where something is still to be done before the desks open.
    var signedIn: SignedIn?
    /// `nil` where the request came over no socket.
    private let channel: (any Channel)?

    init(source: ApplicationRequestContextSource) {
        self.init(source: source, peer: ClientAddress(source.channel.remoteAddress), channel: source.channel)
    }

    init(source: some RequestContextSource, peer: ClientAddress, channel: (any Channel)? = nil) {
        self.coreContext = CoreRequestContextStorage(source: source)
        self.trace = TraceID()
        self.peer = peer
        self.channel = channel
    }

    var hasSocket: Bool { channel != nil }

    /// Ends the connection in a while: what still comes over it is not wanted.
    func closeConnection(after delay: TimeAmount) {
        guard let channel else { return }
        channel.eventLoop.scheduleTask(in: delay) { channel.close(promise: nil) }
    }

    /// The route's template; never the path itself, which can hold a number.
    var route: String { endpointPath ?? "none" }
}

/// Names one request in the log, on error pages and in problems: short enough to be read out on the telephone.
struct TraceID: Hashable, Sendable, CustomStringConvertible {
    private let value: UInt64

    init() { value = UInt64.random(in: 0...UInt64.max) }

    /// Twelve characters of Crockford's alphabet (no I, L, O, U) in three groups: `7KQ2-M4XZ-P1TA`.
    var description: String {
        let alphabet = Self.alphabet
        return String(unsafeUninitializedCapacity: 14) { text in
            var rest = value
            for index in 0..<14 {
                if index == 4 || index == 9 {
                    text[index] = UInt8(ascii: "-")
                } else {
                    text[index] = alphabet[Int(rest & 31)]
                    rest >>= 5
                }
            }
            return 14
        }
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}

/// Where somebody comes from, as coarse as rate limits need it: an IPv4 address, or the /64 network of an IPv6 one.
enum ClientAddress: Hashable, Sendable {
    case v4(UInt32)
    case v6(UInt64)
    /// A Unix socket, or nothing known.
    case unknown

    init(_ address: SocketAddress?) {
        switch address {
        case .v4(let v4)?:
            // Family and port take four bytes, then comes the address.
            self = .v4(withUnsafeBytes(of: v4.address) { $0[4..<8].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } })
        case .v6(let v6)?:
            // Family, port and flow take eight bytes.
            self = Self.fromV6(withUnsafeBytes(of: v6.address) { Array($0[8..<24]) })
        default: self = .unknown
        }
    }

    /// `203.0.113.7`, or the network of an IPv6 address (`2001:db8:0:1::/64`).
    var text: String {
        switch self {
        case .v4(let bits): (0..<4).map { String(bits >> UInt32(24 - 8 * $0) & 0xFF) }.joined(separator: ".")
        case .v6(let bits):
            (0..<4).map { String(bits >> UInt64(48 - 16 * $0) & 0xFFFF, radix: 16) }.joined(separator: ":") + "::/64"
        case .unknown: "—"
        }
    }

    /// Reads `203.0.113.7` or `2001:db8::1`, as a proxy writes them.
    init?(_ text: some StringProtocol) {
        guard let address = try? SocketAddress(ipAddress: String(text), port: 0) else { return nil }
        self.init(address)
    }

    /// Addresses of IPv4 can come in the clothes of IPv6 (`::ffff:203.0.113.7`).
    private static func fromV6(_ bytes: [UInt8]) -> ClientAddress {
        if bytes[0..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return .v4(bytes[12..<16].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        }
        return .v6(bytes[0..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
