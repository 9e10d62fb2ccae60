import Civics
import Foundation
import Storage

/// A folder into which each message is written as a file of its own, whole or not at all. The file's name is the message's
/// identifier, so that one that is written again takes the place of itself.
struct MessageFolder: Sendable {
    let path: String

    /// Readable by the owner only: messages hold numbers of people.
    func write(_ text: String, as name: String) -> SendResult { write(Array(text.utf8), as: name) }

    func write(_ bytes: [UInt8], as name: String) -> SendResult {
        do {
            let files = FileManager.default
            try files.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let unfinished = "\(path)/.\(name).unfinished"
            guard
                files.createFile(
                    atPath: unfinished, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
            else { return .temporary("disk") }
            guard rename(unfinished, "\(path)/\(name)") == 0 else { return .temporary("disk") }
            return .sent
        } catch {
            return .temporary("disk")
        }
    }
}

/// Messages as files for people to look at.
struct MessageFiles: Carrier {
    let folder: MessageFolder
    let zone: CityZone

    var fault: String? { nil }

    func send(_ message: OutgoingMessage) async -> SendResult {
        let (to, text) = content(of: message)
        return folder.write(
            """
            Message: \(message.identifier)
            Way: \(message.message.way)
            To: \(to)
            Date: \(zone.minuteText(message.sentAt))

            \(text)

            """, as: "\(message.identifier).txt")
    }

    private func content(of message: OutgoingMessage) -> (to: String, text: String) {
        switch message.content {
        case .person(let phone, let text, _): (phone, text)
        case .staff(let body, let accounts, let subject, let text):
            ((["\(body)"] + accounts).joined(separator: ", "), "\(subject)\n\n\(text)")
        case .systems: ("systems", "\(message.message.notice.rawValue) \(zone.timestamp(message.message.at))")
        }
    }
}

/// Mails as files (RFC 5322, `.eml`) in a folder from which a mail server takes them.
struct MailFiles: Carrier {
    let folder: MessageFolder
    let from: String
    /// `{account}@oa.example`, `{body}@oa.example`
    let accounts: String
    let bodies: String
    let zone: CityZone

    var fault: String? { nil }

    func send(_ message: OutgoingMessage) async -> SendResult {
        guard case .staff(let body, let people, let subject, let text) = message.content else {
            return .permanent("no-address")
        }
        let to =
            people.isEmpty
            ? [bodies.replacing("{body}", with: body)] : people.map { accounts.replacing("{account}", with: $0) }
        let mail = Mail(
            identifier: message.identifier, date: message.sentAt, from: from, to: to, subject: subject, text: text)
        return folder.write(mail.source(in: zone), as: "\(message.identifier).eml")
    }
}

/// A mail of plain text (RFC 5322 with MIME, RFC 2045 and 2047), with files where there are any (RFC 2046, 2183).
struct Mail {
    struct File {
        /// ASCII.
        let name: String
        let contentType: String
        let bytes: [UInt8]
    }

    let identifier: String
    let date: Instant
    let from: String
    let to: [String]
    let subject: String
    let text: String
    var files: [File] = []

    /// The whole mail, lines ended by CR LF.
    func source(in zone: CityZone) -> String {
        let host = from.split(separator: "@").last.map(String.init) ?? "localhost"
        let lines = [
            "Date: \(Self.date(date, in: zone))",
            "From: <\(from)>",
            "To: \(to.map { "<\($0)>" }.joined(separator: ",\r\n "))",
            "Message-ID: <\(identifier)@\(host)>",
            "Subject: \(Self.encodedWords(subject))",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
        ]
        guard !files.isEmpty else { return (lines + textPart).joined(separator: "\r\n") }
        // No line of base64 begins with a hyphen, so nothing within can look like it.
        let boundary = "=_onedoor_"
        var parts = lines + ["Content-Type: multipart/mixed; boundary=\"\(boundary)\"", ""]
        for part in [textPart] + files.map(filePart) { parts += ["--\(boundary)"] + part }
        parts += ["--\(boundary)--", ""]
        return parts.joined(separator: "\r\n")
    }

    private var textPart: [String] {
        [
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
            Self.base64(Array(text.utf8)), "",
        ]
    }

    private func filePart(_ file: File) -> [String] {
        [
            "Content-Type: \(file.contentType)", "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment; filename=\"\(file.name)\"", "", Self.base64(file.bytes), "",
        ]
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    }

    /// `Wed, 18 Nov 2026 10:24:05 +0800`
    static func date(_ instant: Instant, in zone: CityZone) -> String {
        let (day, time) = zone.local(instant)
        let (year, month, date) = day.components
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
        let name = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][month - 1]
        let clock = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60].map { padded(Int($0), 2) }
        let offset = zone.timestamp(instant).suffix(6).replacing(":", with: "")
        return "\(weekday), \(padded(date, 2)) \(name) \(padded(year, 4)) \(clock.joined(separator: ":")) \(offset)"
    }

    /// A header's text as encoded words that keep lines within 76 signs, cut between characters; ASCII as it is.
    static func encodedWords(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), text.utf8.count <= 60 { return text }
        var words: [String] = []
        var bytes: [UInt8] = []
        func flush() {
            if !bytes.isEmpty { words.append("=?utf-8?B?\(Data(bytes).base64EncodedString())?=") }
            bytes = []
        }
        for scalar in text.unicodeScalars {
            let clean = scalar.value < 0x20 ? " " : String(scalar)
            if bytes.count + clean.utf8.count > 39 { flush() }
            bytes += clean.utf8
        }
        flush()
        return words.joined(separator: "\r\n ")
    }
}
