import Civics
import Crypto
import Foundation
import Storage

/// Sends JSON to a program of others, signed so that they can tell that it comes from here, was not changed, and is not an
/// old one sent again.
///
/// The header `OneDoor-Signature: t=1763433060,v1=HEX` holds the second of sending and HMAC-SHA-256, under the secret that
/// both sides have, over the second in decimal digits, a full stop, and the bytes of the body. `Idempotency-Key` holds the
/// message's identifier, the same at every try.
struct SignedPost: Sendable {
    let url: URL
    let secret: [UInt8]
    let timeout: TimeSpan
    let http: HTTPPost

    static func signature(of body: Data, secret: [UInt8], at moment: Instant) -> String {
        let second = moment.milliseconds / 1000
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(second).".utf8) + body, using: SymmetricKey(data: secret))
        return "t=\(second),v1=\(code.map { padded(String($0, radix: 16)) }.joined())"
    }

    private static func padded(_ digits: String) -> String { digits.count < 2 ? "0" + digits : digits }

    func send(_ content: some Encodable, _ message: OutgoingMessage) async -> SendResult {
        await send(content, message.identifier, at: message.sentAt)
    }

    func send(_ content: some Encodable, _ identifier: String, at moment: Instant) async -> SendResult {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let body = try? encoder.encode(content) else { return .permanent("not-encodable") }
        let answer = await http.post(
            body, to: url,
            [
                ("Content-Type", "application/json"), ("User-Agent", "OneDoor/\(Platform.version)"),
                ("Idempotency-Key", identifier),
                ("OneDoor-Signature", Self.signature(of: body, secret: secret, at: moment)),
            ], timeout: timeout)
        return Self.result(of: answer, at: moment)
    }

    /// 2xx is taken as sent. 4xx is refused for good, but for 408 and 429. All else may go better later.
    static func result(of answer: HTTPPost.Answer, at now: Instant) -> SendResult {
        switch answer {
        case .timedOut: return .temporary("timeout")
        case .notReached: return .temporary("no-connection")
        case .answered(let status, let retryAfter, let body):
            let reason = ["http-\(status)", code(in: body)].compactMap(\.self).joined(separator: " ")
            switch status {
            case 200...299: return .sent
            case 408, 429: return .temporary(reason, retryAfter: retryAfter.flatMap { wait($0, at: now) })
            case 400...499: return .permanent(reason)
            default: return .temporary(reason, retryAfter: retryAfter.flatMap { wait($0, at: now) })
            }
        }
    }

    /// The word under `code` in the answer, where it is one: whoever answers may say why. Nothing else of an answer is
    /// kept, for it may repeat what was sent.
    private static func code(in body: [UInt8]) -> String? {
        struct Answer: Decodable { let code: String }
        guard let code = (try? JSONDecoder().decode(Answer.self, from: Data(body)))?.code,
            (1...40).contains(code.utf8.count),
            code.utf8.allSatisfy({
                (65...90).contains($0) || (97...122).contains($0) || [0x2D, 0x2E, 0x5F].contains($0)
            })
        else { return nil }
        return code
    }

    /// `Retry-After`: seconds, or a moment as RFC 9110 writes it; `nil` for anything else.
    private static func wait(_ text: String, at now: Instant) -> TimeSpan? {
        if let seconds = Int64(text), (0...1_000_000).contains(seconds) {
            return TimeSpan(milliseconds: seconds * 1000)
        }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        guard let date = format.date(from: text) else { return nil }
        return max(.zero, Instant(milliseconds: Int64(date.timeIntervalSince1970 * 1000)) - now)
    }
}

/// A gateway for short messages.
struct SMSGateway: Carrier {
    let post: SignedPost

    private struct Message: Encodable {
        let id: String
        let to: String
        let text: String
        let language: String
    }

    var fault: String? { nil }

    func send(_ message: OutgoingMessage) async -> SendResult {
        guard case .person(let phone, let text, let language) = message.content else { return .permanent("no-phone") }
        return await post.send(Message(id: message.identifier, to: phone, text: text, language: language), message)
    }
}

/// Tells a program of others what happened to a request. Nothing of people, bodies or texts goes out.
struct Webhook: Carrier {
    let post: SignedPost
    let zone: CityZone

    private struct Message: Encodable {
        let id: String
        let request: String
        let version: Int
        let kind: String
        let at: String
    }

    var fault: String? { nil }

    func send(_ message: OutgoingMessage) async -> SendResult {
        let stored = message.message
        return await post.send(
            Message(
                id: message.identifier, request: stored.number.description, version: stored.version,
                kind: stored.notice.rawValue, at: zone.timestamp(stored.at)), message)
    }
}

/// A way that is written in the city's folder and cannot be used as things stand here.
struct FaultyCarrier: Carrier {
    let fault: String?
    func send(_ message: OutgoingMessage) async -> SendResult { .temporary("not-ready") }
    func send(_ letter: ReportLetter) async -> SendResult { .temporary("not-ready") }
}
