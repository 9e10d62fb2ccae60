import Casework
import Civics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Desks

/// Messages as files: mails for a mail server, and texts to look at.
@Suite struct MailTests {
    private func mail(subject: String = "请签收", text: String = "诉求派给贵单位。", to: [String] = ["a@b.example"]) -> Mail {
        Mail(
            identifier: "261118-00001-6.2.dispatched.x.mail", date: at("2026-11-18 10:24"),
            from: "no-reply@door.example",
            to: to, subject: subject, text: text)
    }

    @Test func aMailIsWhatTheStandardSays() throws {
        let source = mail(to: ["a@b.example", "c@b.example"]).source(in: TestCity.foshan.zone)
        #expect(
            source == """
                Date: Wed, 18 Nov 2026 10:24:00 +0800\r
                From: <no-reply@door.example>\r
                To: <a@b.example>,\r
                 <c@b.example>\r
                Message-ID: <261118-00001-6.2.dispatched.x.mail@door.example>\r
                Subject: =?utf-8?B?6K+3562+5pS2?=\r
                Auto-Submitted: auto-generated\r
                MIME-Version: 1.0\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Transfer-Encoding: base64\r
                \r
                6K+J5rGC5rS+57uZ6LS15Y2V5L2N44CC\r

                """)
    }

    @Test func longTextsAndSubjectsAreBrokenIntoLinesThatStillReadTheSame() throws {
        let text = String(repeating: "一门，One door; ", count: 400)
        let subject = String(repeating: "办结期限将到\u{1F468}\u{200D}\u{1F469}", count: 12) + "\r\nBcc: x@y.example"
        let source = mail(subject: subject, text: text).source(in: TestCity.foshan.zone)
        let lines = source.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && !$0.contains("\n") })
        #expect(!lines.contains { $0.hasPrefix("Bcc") })
        let body = source[source.range(of: "\r\n\r\n")!.upperBound...].replacing("\r\n", with: "")
        #expect(Data(base64Encoded: String(body)).map { String(decoding: $0, as: UTF8.self) } == text)
        let words = Mail.encodedWords(subject).components(separatedBy: "\r\n ").compactMap { word in
            Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))
        }
        #expect(String(decoding: words.joined(), as: UTF8.self) == subject.replacing("\r\n", with: "  "))
    }

    @Test func aMailForABodyLiesInItsFolderAndOneThatComesAgainTakesItsPlace() async throws {
        let house = try await TestStore()
        let telling = Telling(
            store: house.store, folder: house.folder, secrets: MessageSecrets(folder: nil, environment: [:]),
            isDemonstration: false, file: { _, _ in [] })
        let number = try await house.receive("2026-11-18 09:00")
        try await house.give(.dispatch(.init(lead: "440605-housing")), number, "2026-11-18 09:10")
        let now = at("2026-11-18 09:11")
        try await telling.makeMessages(at: now)
        let way = try #require(telling.ways.first { $0.name == "mail" })
        #expect(try await telling.send(by: way, at: now) == 1)
        let folder = house.folder + "/mail"
        let name = "\(number).2.dispatched.440605-housing.mail.eml"
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
        let source = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        #expect(source.contains("To: <440605-housing@oa.foshan.example>\r\n"))
        let permissions = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.posixPermissions]
        #expect(permissions as? Int == 0o600)
        #expect(MessageFolder(path: folder).write("again", as: name) == .sent)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    }

    @Test func aFolderThatCannotBeWrittenIsForTheMoment() {
        #expect(MessageFolder(path: "/proc/nowhere").write("x", as: "x.txt") == .temporary("disk"))
    }

    @Test func aDemonstrationWritesEverythingIntoItsData() async throws {
        let house = try await TestStore()
        let telling = Telling(
            store: house.store, folder: house.folder, secrets: MessageSecrets(folder: nil, environment: [:]),
            isDemonstration: true, file: { _, _ in [] })
        _ = try await house.receive("2026-11-18 09:00")
        let now = at("2026-11-18 09:00")
        try await telling.makeMessages(at: now)
        for way in telling.ways { while try await telling.send(by: way, at: now) > 0 {} }
        let files = try FileManager.default.contentsOfDirectory(atPath: house.folder + "/messages").sorted()
        #expect(
            files.map { $0.split(separator: ".").suffix(3).joined(separator: ".") } == [
                "person.sms.txt", "systems.bus.txt",
            ])
        let text = try String(contentsOfFile: "\(house.folder)/messages/\(files[0])", encoding: .utf8)
        #expect(text.contains("To: 19900001234\n") && text.contains("已受理"))
    }
}
