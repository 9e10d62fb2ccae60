import HTTPTypes
import Hummingbird
import Reporting

/// What a reader has chosen, kept in cookies that anybody may write.
extension Request {
    /// The value of a cookie; the first where a name comes twice.
    func cookie(_ name: String) -> String? {
        for header in headers[values: .cookie] {
            for part in header.split(separator: ";") {
                let pair = part.split(separator: "=", maxSplits: 1)
                if pair.count == 2, pair[0].drop(while: { $0 == " " }) == name { return String(pair[1]) }
            }
        }
        return nil
    }

    /// The language chosen, else the first of `Accept-Language` that there is, else Chinese.
    var language: Language {
        if let chosen = cookie(Preference.language).flatMap(Language.init(rawValue:)) { return chosen }
        guard let accepted = headers[.acceptLanguage] else { return .chinese }
        return AcceptLanguage.best(accepted) ?? .chinese
    }

    var isLargeType: Bool { cookie(Preference.largeType) == "1" }
}

enum Preference {
    static let language = "lang"
    static let largeType = "large"
    static let year = 31_536_000
}

/// `Accept-Language: en-GB,en;q=0.8,zh;q=0.5`
enum AcceptLanguage {
    static func best(_ header: String) -> Language? {
        var best: (language: Language, quality: Double)?
        for part in header.prefix(500).split(separator: ",") {
            let pieces = part.split(separator: ";")
            let tag = (pieces.first ?? "").filter { $0 != " " }.lowercased()
            let quality =
                pieces.dropFirst().lazy.map { $0.filter { $0 != " " } }.first { $0.hasPrefix("q=") }
                .flatMap { Double($0.dropFirst(2)) } ?? 1
            let language: Language? =
                tag == "zh" || tag.hasPrefix("zh-") ? .chinese : tag == "en" || tag.hasPrefix("en-") ? .english : nil
            guard let language, quality > 0, quality > best?.quality ?? 0 else { continue }
            best = (language, quality)
        }
        return best?.language
    }
}

extension Response {
    /// Adds a cookie for the whole site unless `path` says less.
    /// - Parameter maxAge: in seconds; 0 takes the cookie away, `nil` keeps it until the browser is closed.
    mutating func setCookie(_ name: String, _ value: String, maxAge: Int?, path: String = "/", isSecure: Bool) {
        var cookie = "\(name)=\(value); Path=\(path); HttpOnly; SameSite=Lax"
        if let maxAge { cookie += "; Max-Age=\(maxAge)" }
        if isSecure { cookie += "; Secure" }
        headers.append(HTTPField(name: .setCookie, value: cookie))
    }
}
