import Civics
import Hummingbird

/// Number and query code of the request that a person follows, or the link that they were sent in place of the code: kept
/// by the browser for an hour, so that the code never stands in an address.
enum FollowCookie {
    private static let name = "follow"

    /// The code for a number, as far as this browser has shown it; it is checked again with every use.
    static func code(for number: CaseNumber, _ request: Request) -> String? {
        read(request).flatMap { $0.number == number ? $0.code : nil }
    }

    static func read(_ request: Request) -> (number: CaseNumber, code: String)? { parts(request.cookie(name)) }

    fileprivate static func parts(_ cookie: String?) -> (number: CaseNumber, code: String)? {
        let parts = (cookie ?? "").split(separator: ".")
        guard parts.count == 2, parts[1].utf8.count <= 16, let number = CaseNumber(parts[0]) else { return nil }
        return (number, String(parts[1]))
    }

    static func write(_ number: CaseNumber, _ code: String, on response: inout Response, isSecure: Bool) {
        response.setCookie(name, "\(number).\(code)", maxAge: 3600, isSecure: isSecure)
    }
}

/// Number and query code on their way from the form to the page that shows them: taken away with being shown, so that
/// the code is shown once.
enum DoneCookie {
    private static let name = "done"
    private static let path = "/ask/done"

    static func read(_ request: Request) -> (number: CaseNumber, code: String)? {
        FollowCookie.parts(request.cookie(name))
    }

    static func write(_ number: CaseNumber, _ code: String, on response: inout Response, isSecure: Bool) {
        response.setCookie(name, "\(number).\(code)", maxAge: 300, path: path, isSecure: isSecure)
    }

    static func remove(from response: inout Response, isSecure: Bool) {
        response.setCookie(name, "", maxAge: 0, path: path, isSecure: isSecure)
    }
}
