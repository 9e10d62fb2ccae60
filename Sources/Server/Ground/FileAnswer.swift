import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A file that somebody added to a request, as an answer that no browser runs: its type is what was found in it, not
    /// what it claims; pictures are shown, everything else is offered for saving; and whatever it is, it has no rights.
    init(_ file: OpenedFile) {
        let disposition = file.type.isShown ? "inline" : "attachment"
        self.init(
            status: .ok,
            headers: [
                .contentType: file.type.contentType,
                .contentDisposition: "\(disposition); \(Self.named(file.name))",
                .contentSecurityPolicy: "sandbox; default-src 'none'; style-src 'unsafe-inline'",
                .crossOriginResourcePolicy: "same-origin", .cacheControl: "private, no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }

    /// The name in the form of RFC 8187, and in ASCII for whoever does not read that.
    private static func named(_ name: String) -> String {
        let plain = name.unicodeScalars.map { scalar in
            (0x20..<0x7F).contains(scalar.value) && !"\"\\%".unicodeScalars.contains(scalar)
                ? String(scalar) : "_"
        }
        var encoded = ""
        for byte in name.utf8 {
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_")].contains(byte)
            encoded +=
                isPlain
                ? String(UnicodeScalar(byte))
                : "%"
                    + String(
                        decoding: [Hexadecimal.digits[Int(byte >> 4)], Hexadecimal.digits[Int(byte & 15)]],
                        as: UTF8.self)
        }
        return "filename=\"\(plain.joined())\"; filename*=UTF-8''\(encoded)"
    }
}

/// Answers a form that a script has sent: where to go on stands in a header, so that the script leads the browser there
/// itself and the notice for the next page is not spent on the script.
struct FormSending: RouterMiddleware {
    typealias Context = SiteContext

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard request.headers[.formSending] != nil, response.status == .seeOther,
            let location = response.headers[.location]
        else { return response }
        response.status = .ok
        response.headers[.location] = nil
        response.headers[.formLocation] = location
        return response
    }
}
