import Civics
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
        guard let value = request.cookie(name), value.utf8.count <= most * 2, let text = decoded(value) else {
            return nil
        }
        let lines = text.split(separator: "\n")
        guard let message = lines.first else { return nil }
        return Flash(String(message), undo: lines.count > 1 ? undo(lines[1]) : nil)
    }

    /// - Parameter undo: the action on a case that takes back what the message tells of.
    static func write(
        _ message: String, undo: (number: CaseNumber, action: CaseAction)? = nil, on response: inout Response,
        isSecure: Bool
    ) {
        var text = message.replacing("\n", with: " ")
        while text.utf8.count > most { text.removeLast() }
        if let undo { text += "\n\(undo.number) \(undo.action.rawValue)" }
        response.setCookie(name, encoded(text), maxAge: 60, isSecure: isSecure)
    }

    /// `261118-01286-4 unmerge`: nothing but what takes back a step of staff.
    private static func undo(_ line: Substring) -> SitePath? {
        let words = line.split(separator: " ")
        guard words.count == 2, let number = CaseNumber(words[0]), let action = CaseAction(rawValue: String(words[1])),
            [.unmerge, .resume].contains(action)
        else { return nil }
        return .caseAction(number, action)
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
