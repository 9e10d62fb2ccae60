import CityFiles
import Civics
import Foundation
import Tabular
import Testing

@testable import Desks

@Suite struct ImportReadingTests {
    @Test func aRowBecomesARecord() throws {
        let folder = try ImportFolder()
        let outcome = try folder.read([
            "7,路灯不亮,\"季华路灯坏了。\r\n请修\",2019-02-28 11:25:05,李先生,0757-8323,已修好,2019/3/1 9:05,夜间,投诉,道路,禅城"
        ])
        let record = try #require(outcome.records.first)
        #expect(outcome.faults.isEmpty && record.warnings.isEmpty)
        #expect(record.line == 2)
        #expect(record.idempotencyKey == "test/7")
        #expect(record.channel == .mailbox)
        #expect(record.kind == .complaint)
        #expect(record.category == "010101")
        #expect(record.place == "440604")
        #expect(record.title == "路灯不亮")
        #expect(record.text.utf8.elementsEqual("季华路灯坏了。\n请修".utf8))
        #expect(folder.city.zone.timestamp(record.received) == "2019-02-28T11:25:05.000+08:00")
        #expect(record.caller == "李先生")
        #expect(record.phone == "0757-8323")
        #expect(record.reply == "已修好")
        #expect(record.replied.map(folder.city.zone.minuteText) == "2019-03-01 09:05")
        #expect(record.closed == record.replied)
        #expect(record.tags == ["夜间", "投诉"])
    }

    @Test func whatTheFileDoesNotTellGetsTheDefault() throws {
        let folder = try ImportFolder()
        let record = try #require(try folder.read(["7,,路灯坏了,2019/3/1 9:05,,,,,,,,"]).records.first)
        #expect(record.kind == .help)
        #expect(record.category == "990101")
        #expect(record.place == "440600")
        #expect(record.reply == nil && record.replied == nil && record.closed == nil)
        #expect(record.caller.isEmpty && record.phone.isEmpty && record.tags.isEmpty)
        #expect(record.warnings.isEmpty)
    }

    @Test(arguments: [
        ("路灯坏了。已经三天", "路灯坏了"), ("路灯坏了", "路灯坏了"), ("第一行\n第二行", "第一行"), ("。。", "。。"),
        (String(repeating: "长", count: 60), String(repeating: "长", count: 29) + "…"),
        (String(repeating: "长", count: 30), String(repeating: "长", count: 30)),
    ])
    func withoutATitleTheTextBeginsOne(text: String, title: String) throws {
        let folder = try ImportFolder()
        let outcome = try folder.read(["7, ,\"\(text)\",2019/3/1 9:05,,,,,,,,"])
        #expect(outcome.records.map(\.title) == [title])
    }

    @Test func severalColumnsAreJoined() throws {
        let folder = try ImportFolder()
        let map = ImportFolder.map.replacingOccurrences(of: "text: text", with: "text: [field, text, user]")
            .replacingOccurrences(of: "title: title, ", with: "")
        let outcome = try folder.read(["7,,路灯,2019/3/1 9:05,甲,,,,,,道路,", "8,,,2019/3/1 9:05,甲,,,,,,,"], map: map)
        #expect(outcome.records.map(\.text) == ["道路 · 路灯 · 甲", "甲"])
    }

    @Test func theCitysOwnNamesAndCodesAreUnderstood() throws {
        let folder = try ImportFolder()
        let leaf = try #require(folder.city.category("010101"))
        let outcome = try folder.read([
            "1,a,b,2019/3/1 9:05,,,,,,complaint,010101,440605", "2,a,b,2019/3/1 9:05,,,,,,praise,\(leaf.level3.zh),顺德区",
            "3,a,b,2019/3/1 9:05,,,,,,,,Chancheng District",
        ])
        #expect(outcome.records.map(\.kind) == [.complaint, .praise, .help])
        #expect(outcome.records.map(\.category) == ["010101", "010101", "990101"])
        #expect(outcome.records.map(\.place) == ["440605", "440606", "440604"])
        #expect(outcome.warnings.isEmpty)
    }

    @Test(arguments: [
        (",a,b,2019/3/1 9:05,,,,,,,,", "there is no id in column “id”"),
        ("7,a, \t　,2019/3/1 9:05,,,,,,,,", "there is no text in column “text”"),
        ("7,a,b,,,,,,,,,", "there is no time of receipt in column “created”"),
        (
            "7,a,b,2019-02-30 10:00:00,,,,,,,,",
            "column “created”: “2019-02-30 10:00:00” is no time of the form yyyy-MM-dd HH:mm:ss or yyyy/M/d H:mm"
        ),
        ("7,a,b,1999/3/1 9:05,,,,,,,,", "column “created”: 1999-03-01 lies outside the years 2000 to 2099"),
        (
            "7,a,b,2019/3/1 9:05,,,c,2019/3/1 9:04,,,,",
            "column “replied”: 2019-03-01 09:04 lies before the receipt, 2019-03-01 09:05"
        ),
        ("7,a,b,2019/3/1 9:05,,,c,,,,,", "there is a reply in column “reply” but no time in column “replied”"),
        ("7,a,b,2019/3/1 9:05,,,c,soon,,,,", "column “replied”: “soon” is no time of the form"),
        ("7,a,b,2019/3/1 9:05,,,,,,,,广州", "column “place”: “广州” is no known region"),
        ("7,a,#N/A,2019/3/1 9:05,,,,,,,,", "column “text” holds the spreadsheet error #N/A"),
        ("7,a,b,2019/3/1 9:05,,,,,,,#REF!,", "column “field” holds the spreadsheet error #REF!"),
        ("7,a", "the row has 2 of 12 fields"),
        (
            ",,,广,,,c,,,,,广州",
            "there is no id in column “id”; there is no text in column “text”; column “created”: “广” is"
        ),
    ])
    func badRowsAreReportedAndTheNextIsRead(row: String, reason: String) throws {
        let folder = try ImportFolder()
        let outcome = try folder.read([row, "8,a,b,2019/3/1 9:05,,,,,,,,"])
        #expect(outcome.records.map(\.id) == ["8"])
        #expect(outcome.faults.map(\.line) == [2])
        #expect(outcome.faults.first?.reason.hasPrefix(reason) == true, "\(outcome.reasons)")
        #expect(
            outcome.faults.first?.fields == row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        )
    }

    @Test func anIdComesOnlyOnce() throws {
        let folder = try ImportFolder()
        let row = "a,b,2019/3/1 9:05,,,,,,,,"
        let outcome = try folder.read(["7,\(row)", "8,\(row)", " 7 ,\(row)", "9,a,,2019/3/1 9:05,,,,,,,,", "9,\(row)"])
        // The first 9 was not loaded, so the second is.
        #expect(outcome.records.map(\.line) == [2, 3, 6])
        #expect(outcome.reasons.first == "line 4: column “id”: the id “7” stands in line 2 already")
    }

    @Test func textsOfUpTo20000CharactersAreTaken() throws {
        let folder = try ImportFolder()
        let most = String(repeating: "长", count: 20_000)
        let outcome = try folder.read([
            "1,a,\(most),2019/3/1 9:05,,,,,,,,", "2,a,\(most)了,2019/3/1 9:05,,,,,,,,",
            "3,a,b,2019/3/1 9:05,,,\(most)了,2019/3/1 9:06,,,,",
        ])
        #expect(outcome.records.map(\.id) == ["1"])
        #expect(
            outcome.reasons == [
                "line 3: column “text” holds 20001 characters; 20000 is the most",
                "line 4: column “reply” holds 20001 characters; 20000 is the most",
            ])
    }

    @Test func whatCouldOnlyBeGuessedIsLoadedWithARemark() throws {
        let folder = try ImportFolder()
        let long = String(repeating: "长", count: 101)
        let outcome = try folder.read([
            "1,a,b,2019/3/1 9:05,,,,,,,航天,", "2,a,b,2019/3/1 9:05,,,,,,闲聊,,",
            "3,\(long),b,2019/3/1 9:05,\(long),,,,,,,",
        ])
        #expect(outcome.faults.isEmpty)
        #expect(outcome.records.map(\.category) == ["990101", "990101", "990101"])
        #expect(outcome.records.map(\.kind) == [.help, .help, .help])
        #expect(outcome.records.last?.title.count == 100)
        #expect(outcome.records.last?.caller.count == 60)
        #expect(
            outcome.warnings == [
                "line 2: loaded, but column “field”: “航天” is no known category; the map's default was taken",
                "line 3: loaded, but column “sort”: “闲聊” is no known kind; the map's default was taken",
                "line 4: loaded, but column “user” was cut to 60 characters",
                "line 4: loaded, but column “title” was cut to 100 characters",
            ])
    }

    @Test func controlCharactersDoNotGetIn() throws {
        let folder = try ImportFolder()
        let outcome = try folder.read([
            "7,\"a\u{08}b\n\nc\td\",\"\u{FEFF}\u{A0}x\u{0B}y\r\rz\t.\u{7F}　\",2019/3/1 9:05,\u{1B}[31m甲,,,,,,,"
        ])
        let record = try #require(outcome.records.first)
        #expect(record.title == "ab c d")
        #expect(record.text.utf8.elementsEqual("xy\n\nz\t.".utf8))
        #expect(record.caller == "[31m甲")
    }

    @Test func aRowIsClosedByTheTimeTheMapNames() throws {
        let folder = try ImportFolder()
        let map = ImportFolder.map.replacingOccurrences(of: "reply: reply, replied: replied", with: "closed: replied")
            .replacingOccurrences(of: "\nclose_on: replied", with: "")
        let rows = [
            "1,a,b,2019/3/1 9:05,,,,2019/3/1 9:05,,,,", "2,a,b,2019/3/1 9:05,,,,,,,,",
            "3,a,b,2019/3/1 9:05,,,,2018/3/1 9:05,,,,",
        ]
        let outcome = try folder.read(rows, map: map)
        #expect(outcome.records.map { $0.closed == $0.received } == [true, false])
        #expect(outcome.records.allSatisfy { $0.replied == nil })
        #expect(outcome.faults.map(\.line) == [4])
        let open = try folder.read(
            rows, map: ImportFolder.map.replacingOccurrences(of: "\nclose_on: replied", with: ""))
        #expect(open.records.allSatisfy { $0.closed == nil })
    }

    @Test func columnsTheFileLacksAreNamedWithTheLineOfTheMap() throws {
        let folder = try ImportFolder()
        let path = try folder.file("t.csv", "id,text,text,created\n1,a,b,2019/3/1 9:05\n".utf8)
        let map = """
            source: test
            columns:
              id: number
              text: text
              received: created
            dates: yyyy/M/d H:mm
            kind: { default: help }
            category: { default: "990101" }
            place: { column: district }
            """
        let faults = #expect(throws: CityFaults.self) {
            try ImportOutcome(path, map: folder.map(map), city: folder.city)
        }
        #expect(
            Set((faults?.faults ?? []).map { "\($0.line ?? 0): \($0.message)" }) == [
                "3: the file has no column “number”; it has id, text, text, created",
                "4: the file has the column “text” 2 times",
                "9: the file has no column “district”; it has id, text, text, created",
            ])
    }

    @Test func aWorkbooksOwnDatesNeedNoPattern() throws {
        let folder = try ImportFolder()
        let path = try folder.file("t.xlsx", storedWorkbook)
        let map = """
            format: xlsx
            source: test
            columns: { id: id, text: text, received: created }
            dates: ["d.M.yyyy"]
            kind: { default: help }
            category: { default: "990101" }
            place: { default: "440600" }
            """
        let outcome = try ImportOutcome(path, map: folder.map(map), city: folder.city)
        #expect(outcome.reasons == [])
        #expect(
            outcome.records.map { folder.city.zone.minuteText($0.received) } == [
                "2019-02-28 11:25", "2019-02-28 00:00",
            ])
        #expect(outcome.records.map(\.line) == [2, 3])
    }
}
