import Foundation
import Hummingbird
import Pages

/// What has just happened, carried to the next page in a cookie of a minute. Anybody may write their own cookies, so it
/// is text for the reader only, and escaped like any other.
enum FlashCookie {
    private static let name = "notice"
    /// Browsers keep 4,096 bytes of a cookie.
    private static let most = 2000

    static func read(_ request: Request) -> Flash? {
        guard let value = request.cookie(name), value.utf8.count <= most * 2,
            let text = decoded(value), !text.isEmpty
        else { return nil }
        return Flash(text)
    }

    static func write(_ message: String, on response: inout Response, isSecure: Bool) {
        var text = message
        while text.utf8.count > most { text.removeLast() }
        response.setCookie(name, encoded(text), maxAge: 60, isSecure: isSecure)
    }

    static func clear(on response: inout Response, isSecure: Bool) {
        response.setCookie(name, "", maxAge: 0, isSecure: isSecure)
    }

    /// Base64 with the alphabet of addresses and without padding (RFC 4648 §5): cookies take no other bytes.
    private static func encoded(_ text: String) -> String {
        Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    private static func decoded(_ value: String) -> String? {
        let padding = String(repeating: "=", count: (4 - value.utf8.count % 4) % 4)
        return Data(base64Encoded: value.replacing("-", with: "+").replacing("_", with: "/") + padding)
            .flatMap { String(data: $0, encoding: .utf8) }
    }
}
