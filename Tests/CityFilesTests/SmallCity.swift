import CityFiles
import Foundation
import Testing

/// A city of one district, one town and one village, as small as a sound folder can be; tests break it.
struct SmallCity {
    var files: [String: Data] = Self.sound.mapValues { Data($0.utf8) }

    /// Writes the folder somewhere of its own, reads it and removes it again; empty when it is without fault.
    func faults() throws -> [CityFault] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "onedoor-city-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, data) in files { try Self.write(data, to: folder.appending(path: name).path()) }
        do {
            _ = try loadCity(folder: folder.path())
            return []
        } catch {
            return error.faults
        }
    }

    /// `Data.write` waits for the disk, which a test that writes thousands of files need not.
    private static func write(_ data: Data, to path: String) throws {
        let file = try #require(fopen(path, "w"))
        defer { fclose(file) }
        try #require(data.withUnsafeBytes { fwrite($0.baseAddress, 1, data.count, file) } == data.count)
    }

    /// The city with one passage of a file replaced; the passage must be there.
    func replacing(_ old: String, with new: String, in file: String) throws -> SmallCity {
        var copy = self
        let text = String(decoding: files[file] ?? Data(), as: UTF8.self)
        guard text.contains(old) else { throw NoSuchPassage(text: old, file: file) }
        copy.files[file] = Data(text.replacing(old, with: new, maxReplacements: 1).utf8)
        return copy
    }

    struct NoSuchPassage: Error {
        let text: String
        let file: String
    }

    static let sound = [
        "city.yml": """
        code: "1000"
        name: { zh: 小城, en: Smalltown }
        platform: { zh: 小城一门, en: Smalltown OneDoor }
        zone: Asia/Shanghai
        working_hours: ["08:30-12:00", "14:00-17:30"]
        hotline: "12345"
        emergency: { police: "110" }
        """,
        "regions.csv": """
        id,parent,level,name,name_en,code
        1000,,city,小城,Smalltown,1000
        1001,1000,district,东区,East District,1001
        1002,1001,town,河镇,River Town,1002
        1003,1002,village,桥村,Bridge Village,
        """,
        "organisations.csv": """
        id,parent,region,level,function,name,short_name,name_en
        gov,,1000,city,government,小城政府,市政府,City Government
        hotline,gov,1000,city,hotline,热线中心,热线,Hotline
        east-gov,gov,1001,district,government,东区政府,区政府,East Government
        east-roads,east-gov,1001,district,roads,东区道路局,道路局,East Roads
        river-gov,east-gov,1002,town,government,河镇政府,镇政府,River Government
        bridge-gov,river-gov,1003,village,government,桥村村委会,村委会,Bridge Committee
        """,
        "categories.csv": """
        code,level1,level2,level3,level1_en,level2_en,level3_en,explanation,kind
        010101,城建,道路,路面,Building,Roads,Surface,路上有坑。,help
        010102,城建,道路,路灯,Building,Roads,Lamps,路灯不亮。,help
        990101,其他,其他,未分类,Other,Other,Not classified,还没有分类。,help
        """,
        "duties.csv": """
        category,level,lead,co
        01,district,roads,government
        99,city,hotline,
        """,
        "limits.yml": """
        version: 2026-01-01
        warning: { yellow: 0.5, red: 0.85 }
        extension: { times: 1, share: 1.0 }
        callback: 2 working days
        callback_attempts: 3
        co_handling: { share: 0.8 }
        rectification: 5 working days
        contest: 10 working days
        supervision: { 1: 3 working days, 2: 2 working days, 3: 1 working day }
        rules:
          - when: { urgency: critical }
            dispatch: 1 hour
            sign: 30 minutes
            contact: 30 minutes
            close: 2 hours
          - when: {}
            dispatch: 24 hours
            sign: 1 working day
            contact: 4 working hours
            close: 15 working days
        """,
        "handling.yml": """
        approval:
          - { kind: report, function: roads }
          - { urgency: critical }
        templates:
          - id: done
            title: { zh: 已办好, en: Done }
            function: roads
            kinds: [complaint]
            text:
              zh: |
                您好！{title}已办好。

                {body} {date}
              en: Done.
        """,
        "supervision.yml": """
        at_any_hour: [critical]
        rules:
          - id: late-1
            name: { zh: 超时, en: Overdue }
            when: { clock: close, state: overdue, for: 2 working days, urgency: critical }
            do: supervise
            level: 1
            reason: overdue
          - id: asked
            name: { zh: 再问, en: Asked again }
            when: { urges: 3, same: 2, paused: 5 days, extended: "yes", level: 1 }
            do: tell
            role: supervisor
          - id: sign
            name: { zh: 签收, en: Signing }
            when: { clock: sign, state: red }
            do: remind
        """,
        "holidays.yml": """
        years:
          2026:
            source: a notice
            off: [2026-01-01, 2026-01-02]
            work: [2026-01-04]
        """,
        "scores.yml": """
        versions:
          - version: 2025-01-01
            fairly_satisfied_weight: 0.5
            rank_from: 20
            show_from: 4
          - version: 2026-01-01
            fairly_satisfied_weight: 0.9
            rank_from: 30
            show_from: 5
            weights: { response: 0.3, solved: 0.35, satisfied: 0.35 }
            targets: { on_time: 0.95 }
            exclude:
              - name: { zh: 咨询不计, en: Enquiries are left out }
                kinds: [enquiry]
                rates: [solved]
        """,
        "quality.yml": """
        version: 2026-01-01
        appeals:
          within: 5 working days
          decide_within: 5 working days
          grounds:
            - code: malicious
              name: { zh: 恶意, en: Malicious }
              explanation: { zh: 有证据, en: There is evidence }
            - code: mistaken
              name: { zh: 记错, en: Mistaken }
              explanation: { zh: 有录音, en: There is a recording }
        sampling:
          strata:
            - when: { body: east-roads }
              share: 0.5
            - when: { function: roads, level: district }
              share: 0.2
            - when: {}
              share: 0.1
          at_least: 1
          at_most: 20
          keep_days: 14
          checks:
            - code: facts
              question: { zh: 核实了吗？, en: Checked? }
              hint: { zh: 看记录。, en: Look. }
        signs:
          asked_again: { within_days: 7, category_digits: 4, at_least: 5, share: 0.1 }
          top_grades: { at_least: 30, share: 0.97, asked_again_share: 0.05 }
          rating_burst: { at_least: 10, within_minutes: 5 }
          unreached: { after_days: 10, at_least: 30, times: 1.5 }
          bulk_closing: { at_least: 10, within_minutes: 10, minutes_before_deadline: 120 }
          late_pause: { within_minutes: 120, at_least: 3, share: 0.3 }
          hasty_contact: { within_seconds: 120, at_least: 5, share: 0.1 }
        """,
        "advice.yml": """
        version: 2026-01-01
        per_rule: 3
        rules:
          - code: body-late
            subject: body
            reports: [month, year]
            when: due >= 30 and on_time_high < on_time_target
            watches: on_time
            text: { zh: "建议{subject}查找原因：到期{due}。", en: "{subject} should look into {due}." }
          - code: rise
            subject: category
            reports: [month]
            when: rose_beyond_chance
            watches: received
            text: { zh: "“{subject}”上升。", en: "“{subject}” rose." }
        """,
        "security.yml": """
        version: 2026-01-01
        second_factor:
          roles:
            enterpriseAgent: optional
            hotlineAgent: required
            windowClerk: required
            dispatcher: required
            handler: required
            headOfBody: required
            supervisor: required
            analyst: "off"
            auditor: required
            administrator: required
          demonstration: optional
          drift: 1
        password: { shortest: 8, kinds: 2, earlier: 3, renew_after_days: 90, initial_hours: 72 }
        lock_out: { failures: 5, within_minutes: 5, for_minutes: 15 }
        records: { looks_days: 1095, account_acts_days: 365 }
        unusual_looks: { in_an_hour: 30, night: "22:00-06:00", unrelated_in_a_day: 5 }
        forgetting: { cooling_days: 7 }
        """,
        "messages.yml": """
        version: 2026-01-01
        language: zh-Hans
        site: https://door.example
        quiet: { from: "21:00", until: "08:00", except: [critical] }
        retry: { attempts: 5, first: 1 minute, longest: 1 hour, jitter: 0.2, lease: 5 minutes }
        rating_link_days: 14
        keep_days: 90
        ways:
          sms: { carrier: sms-gateway, url: https://sms.example/send, numbers: ["1##########"], quiet: yes }
          mail: { carrier: mail-files, folder: mail, from: a@b.example, accounts: "{account}@b.example", bodies: "{body}@b.example" }
        notices:
          accepted: { person: [sms] }
          dispatched: { person: [sms], staff: [mail] }
        """,
        "attachments.yml": """
        version: 2026-01-01
        per_request: 10
        at_a_time: 3
        types:
          jpeg: 10 MiB
          pdf: 512 KiB
        """,
        "reports.yml": """
        version: 2026-01-01
        published: yes
        drafts:
          - { kind: weekly, scopes: [city], at: "08:30" }
          - { kind: monthly, scopes: [city, districts, "body:east-roads", "category:0101"], at: "09:00" }
        catch_up_months: 3
        tell: [analyst]
        subscriptions:
          - id: office
            name: { zh: 办公室, en: Office }
            kinds: [weekly, monthly]
            scopes: [city]
            formats: [pdf]
            when: issue
            language: zh-Hans
            mail: { to: office@b.example, from: a@b.example, folder: mail }
          - id: bus
            name: { zh: 总线, en: Bus }
            kinds: [annual]
            scopes: ["district:1001"]
            formats: [json]
            when: draft
            language: en
            webhook: https://bus.example/reports
        """,
        "accounts.yml": """
        accounts:
          - id: agent1
            name: { zh: 甲, en: A }
            role: hotlineAgent
            organisation: hotline
            password: demo-password
        """,
    ]
}
