import Civics
import Crypto
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// Keys by which a command is carried out once, however often it is sent.
enum Once {
    /// The key of an API command: its header, joined with who sends it; the same key for another path or body is a
    /// mistake of the caller.
    static func key(of request: Request, _ body: ByteBuffer, _ actor: Actor?) throws(Problem) -> IdempotencyKey {
        guard let key = request.headers[.idempotencyKey] else { throw .keyMissing }
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .keyMalformed
        }
        return IdempotencyKey(
            source: "api/\(actor?.account ?? "public")", key: key,
            fingerprint: fingerprint(request.uri.path, body.readableBytesView))
    }

    /// The key of a form: what the page put into it, joined with the action, since a page's forms share it.
    static func key(_ once: String, _ action: String, _ form: FormFields, account: String) -> IdempotencyKey {
        IdempotencyKey(
            source: "page/\(account)", key: "\(once)/\(action)", fingerprint: fingerprint(action, form.fingerprint))
    }

    private static func fingerprint(_ path: String, _ bytes: some Sequence<UInt8>) -> Int64 {
        var hash = SHA256()
        hash.update(data: Array(path.utf8))
        hash.update(data: [0])
        hash.update(data: Array(bytes))
        return hash.finalize().prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
    }
}

extension Problem {
    static var keyMissing: Problem {
        Problem(
            .badRequest, "idempotency-key-missing",
            LocalName(zh: "缺少 Idempotency-Key", en: "The header Idempotency-Key is missing"),
            detail: LocalName(
                zh: "每个 POST 都要带；断线后用同一个再发，不会重复办理。",
                en: "Every POST needs one; sending again with the same after a broken connection does nothing twice."))
    }

    static var keyMalformed: Problem {
        Problem(
            .badRequest, "idempotency-key-malformed",
            LocalName(
                zh: "Idempotency-Key 应为 1 到 200 个可见 ASCII 字符",
                en: "Idempotency-Key must be 1 to 200 visible ASCII characters"))
    }
}
