import CityFiles
import Foundation
import Testing

/// A passage of a file replaced by another, and the one fault that must be reported for it.
struct Damage: CustomTestStringConvertible, Sendable {
    let file: String
    let old: String
    let new: String
    /// Where the fault is reported; the damaged file unless said otherwise.
    var reportedIn: String?
    let line: Int?
    let reason: String

    init(_ file: String, _ old: String, _ new: String, in reportedIn: String? = nil, line: Int?, _ reason: String) {
        (self.file, self.old, self.new) = (file, old, new)
        (self.reportedIn, self.line, self.reason) = (reportedIn, line, reason)
    }

    var testDescription: String { "\(file): “\(old)” → “\(new)”" }
}

@Suite("A city's folder with faults")
struct BrokenCityTests {
    @Test("One fault is reported once, with file, line and reason", arguments: damages)
    func oneFaultIsReportedOnceWithFileLineAndReason(damage: Damage) throws {
        let faults = try SmallCity().replacing(damage.old, with: damage.new, in: damage.file).faults()
        try #require(faults.count == 1, "\(faults)")
        #expect(faults[0].file == damage.reportedIn ?? damage.file)
        #expect(faults[0].line == damage.line, "\(faults[0])")
        #expect(faults[0].message.contains(damage.reason), "\(faults[0])")
    }

    static let damages: [Damage] =
        tableDamages + bodyDamages + settingDamages + limitDamages + supervisionDamages + securityDamages
        + messageDamages + scoreDamages + qualityDamages + attachmentDamages + reportDamages + adviceDamages

    static let tableDamages = [
        Damage("regions.csv", "1002,1001,town", "1002,1009,town", line: 4, "parent “1009” is not in this file"),
        Damage("regions.csv", "1003,", "1002,1001,town,湖镇,Lake,\n1003,", line: 5, "“1002” stands in line 4 already"),
        Damage("regions.csv", "1003,1002,village", "1003,1002,hamlet", line: 5, "level “hamlet” is unknown"),
        Damage("regions.csv", "1003,1002,village", "1003,1003,village", line: 5, "village can't lie under a village"),
        Damage("regions.csv", "1001,1000,district", "1001,,district", line: 3, "only the city has no parent"),
        Damage("regions.csv", "1000,,city", "1000,1001,city", line: 2, "the city has no parent"),
        Damage("regions.csv", "River Town,1002", "River Town,1001", line: 4, "code “1001” stands in line 3"),
        Damage("regions.csv", "Bridge Village", "", line: 5, "name_en is empty"),
        Damage("regions.csv", "桥村", "桥村 ", line: 5, "begins or ends with a blank"),
        Damage("regions.csv", "桥村", "桥\u{1}村", line: 5, "control character"),
        Damage("regions.csv", "name_en,code", "name_en", line: 1, "the column code is missing"),
        Damage(
            "duties.csv", "co\n01,district,roads,government\n99,city,hotline,",
            "co,fax\n01,district,roads,government,\n99,city,hotline,,", line: 1, "the column “fax” is unknown"),
        Damage("regions.csv", "1003,1002,village,桥村,Bridge Village,", "1003,1002,village", line: 5, "3 of 6 fields"),
        Damage("regions.csv", "桥村", "\"桥村", line: 5, "not closed"),
        Damage("categories.csv", "010102", "010101", line: 3, "“010101” stands in line 2 already"),
        Damage("categories.csv", "010102", "10102", line: 3, "must have six digits"),
        Damage("categories.csv", "010102,城建,道路", "010102,城建,马路", line: 3, "“道路” / “Roads” in line 2"),
        Damage("categories.csv", "路灯不亮。,help", "路灯不亮。,plea", line: 3, "kind “plea” is unknown"),
        Damage("categories.csv", "990101,", "980101,其,其,其,O,O,O,又。,help\n990101,", line: 4, "who answers for “980101”"),
    ]

    static let messageDamages = [
        Damage("messages.yml", "language: zh-Hans", "language: fr", line: 2, "no texts in “fr”"),
        Damage("messages.yml", "https://door.example", "door.example", line: 3, "no address"),
        Damage("messages.yml", "https://door.example", "https://door.example/", line: 3, "without a slash"),
        Damage("messages.yml", "\"21:00\"", "\"24:00\"", line: 4, "no time of day"),
        Damage("messages.yml", "[critical]", "[grave]", line: 4, "urgency “grave” is unknown"),
        Damage("messages.yml", "attempts: 5", "attempts: 0", line: 5, "whole number from 1"),
        Damage("messages.yml", "longest: 1 hour", "longest: 30 minutes, more: 1", line: 5, "“more” is unknown"),
        Damage("messages.yml", "first: 1 minute", "first: 2 hours", line: 5, "shorter than first"),
        Damage("messages.yml", "first: 1 minute", "first: 1 working day", line: 5, "elapsed time"),
        Damage("messages.yml", "keep_days: 90\n", "", line: 1, "keep_days is missing"),
        Damage("messages.yml", "carrier: sms-gateway", "carrier: pigeon", line: 9, "carrier “pigeon” is unknown"),
        Damage("messages.yml", "https://sms.example/send", "http://sms.example/send", line: 9, "no address to send to"),
        Damage("messages.yml", "https://sms.example/send", "https://a:b@sms.example/", line: 9, "name or password"),
        Damage("messages.yml", "1##########", "1xxxxxxxxxx", line: 9, "no form of a number"),
        Damage("messages.yml", "folder: mail", "folder: ../mail", line: 10, "upwards"),
        Damage("messages.yml", "{account}@b.example", "all@b.example", line: 10, "with {account} in it"),
        Damage("messages.yml", "from: a@b.example", "from: a@@b", line: 10, "no mail address"),
        Damage(
            "messages.yml", "accepted: {", "greeted: { person: [sms] }\n  accepted: {", line: 12, "“greeted” is unknown"
        ),
        Damage("messages.yml", "accepted: { person", "accepted: { staff", line: 12, "“staff” is unknown"),
        Damage("messages.yml", "staff: [mail]", "staff: [mail], person: [sms]", line: 13, "once more"),
        Damage("messages.yml", "accepted: { person: [sms]", "accepted: { person: [fax]", line: 12, "no way “fax”"),
        Damage(
            "messages.yml", "accepted: { person: [sms]", "accepted: { person: [mail]", line: 12, "does not reach person"
        ),
        Damage("messages.yml", "accepted: { person: [sms]", "accepted: { person: [sms, sms]", line: 12, "twice"),
        Damage("messages.yml", "staff: [mail] }", "staff: [] }", line: 10, "no notice goes by this way"),
        Damage(
            "messages.yml", "notices:", "texts: { closed: { zh: '{number}', en: '{link}' } }\nnotices:", line: 11,
            "lacks {link}"),
        Damage(
            "messages.yml", "notices:", "texts: { accepted: { zh: '{name}', en: '{link}' } }\nnotices:", line: 11,
            "place {name}"),
        Damage(
            "messages.yml", "notices:", "texts: { accepted: { zh: '{link', en: '{link}' } }\nnotices:", line: 11,
            "without its other half"),
        Damage(
            "messages.yml", "notices:", "texts: { accepted: { zh: '好', en: '{link}' } }\nnotices:", line: 11,
            "names no request"),
    ]

    @Test("A city that tells nobody of anything still says so in its file")
    func aCityWithoutTheFileOfMessagesIsNotLoaded() throws {
        var city = SmallCity()
        city.files["messages.yml"] = nil
        #expect(try city.faults().map(\.message) == ["the file is missing"])
        city = SmallCity()
        let silent = try city.replacing(
            "notices:\n  accepted: { person: [sms] }\n  dispatched: { person: [sms], staff: [mail] }",
            with: "notices: {}", in: "messages.yml"
        )
        .replacing("  sms: {", with: "  {} #", in: "messages.yml").replacing(
            "\n  mail: {", with: "\n  #", in: "messages.yml")
        #expect(try silent.faults() == [])
    }

    @Test("A try may not take longer than another process waits for it")
    func aTryMayNotOutlastItsLease() throws {
        let slow = try SmallCity().replacing(
            "quiet: yes }", with: "quiet: yes, timeout_seconds: 120 }", in: "messages.yml")
        #expect(try slow.faults() == [])
        let short = try slow.replacing("lease: 5 minutes", with: "lease: 3 minutes", in: "messages.yml").faults()
        #expect(short.map(\.line) == [9])
        #expect(short.first?.message.contains("longer than half of retry: lease") == true)
    }

    static let bodyDamages = [
        Damage("organisations.csv", "bridge-gov,river-gov", "bridge-gov,lake-gov", line: 7, "“lake-gov” is not in"),
        Damage("organisations.csv", "river-gov,east-gov,1002", "river-gov,east-gov,1009", line: 6, "“1009” is not in"),
        Damage("organisations.csv", "1001,district,roads", "1001,city,roads", line: 5, "“1001” is a district"),
        Damage("organisations.csv", "gov,,1000", "gov,gov,1000", line: 2, "“gov” lies below itself"),
        Damage("organisations.csv", "bridge-gov,", "gov,", line: 7, "“gov” stands in line 2 already"),
        Damage("organisations.csv", "bridge-gov", "bridge gov", line: 7, "other signs than ASCII"),
        Damage("organisations.csv", "east-gov,gov,", "east-gov,,", line: 4, "only a body of the city"),
        Damage("organisations.csv", "hotline,gov,1000", "hotline,east-gov,1000", line: 3, "is a body of “1001”"),
        Damage(
            "organisations.csv", "bridge-gov,river-gov,1003,village", "bridge-gov,river-gov,1002,town", line: 7,
            "“government” in “1002” stands in line 6 already"),
        Damage("duties.csv", "01,district,roads", "01,district,housng", line: 2, "the function “housng”"),
        Damage("duties.csv", "01,district,roads", "01,town,government", line: 2, "both lead and co"),
        Damage("duties.csv", "99,city,hotline", "99,city,roads", line: 3, "“roads” in the city “1000”"),
        Damage("duties.csv", "roads,government", "roads,government;", line: 2, "co has a semicolon too many"),
        Damage("duties.csv", "99,city,hotline,", "02,city,hotline,\n99,city,hotline,", line: 3, "begins with it"),
        Damage("duties.csv", "99,city,hotline,", "99,city,hotline,\n99,city,government,", line: 4, "in line 3 already"),
        Damage(
            "duties.csv", "99,city,hotline,", "0101,city,hotline,", in: "categories.csv", line: 4, "who answers for"),
    ]

    static let settingDamages = [
        Damage("city.yml", "zone: Asia/Shanghai", "zone: Asia/Fushan", line: 4, "no zone “Asia/Fushan”"),
        Damage("city.yml", "08:30-12:00", "8:30-12:00", line: 5, "“8:30-12:00” are no working hours"),
        Damage("city.yml", "14:00-17:30", "11:00-17:30", line: 5, "begins before the hours above it end"),
        Damage(
            "city.yml", "hotline: \"12345\"", "hotlin: \"12345\"\nhotline: \"12345\"", line: 6, "“hotlin” is unknown"),
        Damage("city.yml", "hotline: \"12345\"", "hotline:", line: 6, "hotline is empty"),
        Damage("city.yml", "en: Smalltown }", "e: Smalltown, en: S }", line: 2, "“e” is unknown"),
        Damage("city.yml", "{ police: \"110\" }", "{ polices: \"110\" }", line: 7, "“polices” is unknown"),
        Damage("city.yml", "{ police: \"110\" }", "{ police: one-one-nil }", line: 7, "“one-one-nil” is no number"),
        Damage("city.yml", "{ police: \"110\" }", "{}", line: 7, "people in danger need a number"),
        Damage("city.yml", "\"1000\"", "\"1009\"", in: "regions.csv", line: 2, "not the code “1009”"),
        Damage(
            "city.yml", "hotline: \"12345\"", "zone: Asia/Tokyo\nhotline: \"1\"", line: 4,
            "“zone” stands here and once more"),
        Damage("city.yml", "{ police: \"110\" }", "{ police: \"110\"", line: 7, "not YAML"),
        Damage("accounts.yml", "organisation: hotline", "organisation: coldline", line: 5, "“coldline” is not in"),
        Damage("accounts.yml", "role: hotlineAgent", "role: king", line: 4, "role “king” is unknown"),
        Damage("accounts.yml", "role: hotlineAgent", "role: resident", line: 4, "for staff"),
        Damage("accounts.yml", "demo-password", "demo", line: 6, "fewer than 12"),
        Damage("accounts.yml", "    role: hotlineAgent\n", "", line: 2, "the key role is missing"),
    ]

    static let supervisionDamages = [
        Damage("supervision.yml", "[critical]", "[dire]", line: 1, "urgency “dire” is unknown"),
        Damage("supervision.yml", "id: sign", "id: asked", line: 14, "“asked” stands above already"),
        Damage("supervision.yml", "id: sign", "id: Sign it", line: 14, "other signs than small letters"),
        Damage("supervision.yml", "clock: close", "clock: callBack", line: 5, "clock “callBack” is unknown"),
        Damage("supervision.yml", "clock: close", "clock: dispatch", line: 3, "has no body to supervise"),
        Damage("supervision.yml", "state: overdue", "state: late", line: 5, "state “late” is unknown"),
        Damage("supervision.yml", "state: overdue", "state: red", line: 5, "only what is overdue"),
        Damage("supervision.yml", "for: 2 working days", "for: long", line: 5, "“long” is no time limit"),
        Damage("supervision.yml", "clock: close, state: overdue, for: 2 working days, ", "", line: 5, "every request"),
        Damage("supervision.yml", "clock: sign, state: red", "urges: 2, state: red", line: 16, "name the clock"),
        Damage("supervision.yml", "clock: sign, state: red", "clock: sign", line: 16, "the key state is missing"),
        Damage("supervision.yml", "extended: \"yes\"", "extended: \"no\"", line: 11, "extended is “yes”"),
        Damage("supervision.yml", "same: 2", "same: 1", line: 11, "whole number from 2 to 100"),
        Damage("supervision.yml", "do: supervise", "do: shout", line: 6, "do “shout” is unknown"),
        Damage("supervision.yml", "    level: 1\n", "", line: 3, "the key level is missing"),
        Damage("supervision.yml", "    level: 1\n", "    level: 4\n", line: 7, "whole number from 1 to 3"),
        Damage("supervision.yml", "reason: overdue", "reason: none", line: 8, "reason “none” is unknown"),
        Damage(
            "supervision.yml", "clock: sign, state: red", "clock: sign, of: mayor, state: red", line: 16, "of “mayor”"),
        Damage(
            "supervision.yml", "clock: sign, state: red", "clock: contact, of: helper, state: red", line: 16,
            "a helper has the clocks sign and close"),
        Damage("supervision.yml", "clock: close", "clock: close, of: helper", line: 3, "goes to the lead"),
        Damage(
            "supervision.yml", "clock: sign, state: red", "clock: sign, of: helper, state: red, urges: 2", line: 16,
            "urges says nothing of a helper"),
        Damage("supervision.yml", "clock: sign, state: red", "urges: 2, of: helper", line: 16, "name the clock"),
        Damage("supervision.yml", "do: remind", "do: remind\n    role: handler", line: 18, "no meaning with “remind”"),
        Damage("supervision.yml", "role: supervisor", "role: resident", line: 13, "only staff can be told"),
        Damage("supervision.yml", "role: supervisor", "role: boss", line: 13, "role “boss” is unknown"),
    ]

    static let limitDamages = [
        Damage("limits.yml", "times: 1", "times: 2", line: 3, "whole number from 0 to 1"),
        Damage("limits.yml", "15 working days", "15 work days", line: 20, "“15 work days” is no time limit"),
        Damage("limits.yml", "close: 2 hours", "close: soon", line: 15, "“soon” is no time limit"),
        Damage("limits.yml", "close: 2 hours", "", line: 11, "the key close is missing"),
        Damage("limits.yml", "urgency: critical", "urgency: dire", line: 11, "urgency “dire” is unknown"),
        Damage("limits.yml", "urgency: critical", "urgencies: critical", line: 11, "“urgencies” is unknown"),
        Damage("limits.yml", "urgency: critical", "", line: 16, "never applies"),
        Damage("limits.yml", "when: {}", "when: { line: public }", line: 10, "“enterprise ordinary enquiry”"),
        Damage("limits.yml", "yellow: 0.5", "yellow: 0.9", line: 2, "must come before red"),
        Damage("limits.yml", "version: 2026-01-01", "version: 2026-02-30", line: 1, "no day of the calendar"),
        Damage("limits.yml", "callback_attempts: 3", "callback_attempts: 0", line: 5, "whole number from 1 to 20"),
        Damage("limits.yml", "share: 0.8", "share: 8", line: 6, "number from 0.05 to 1"),
        Damage(
            "limits.yml", "rectification: 5 working days", "rectification: soon", line: 7, "“soon” is no time limit"),
        Damage("limits.yml", ", 3: 1 working day", "", line: 9, "the key 3 is missing"),
        Damage("handling.yml", "function: roads", "function: rods", line: 2, "no body has the function “rods”"),
        Damage("handling.yml", "kind: report, function: roads", "", line: 2, "would hold for everything"),
        Damage("handling.yml", "kind: report", "kind: complain", line: 2, "kind “complain” is unknown"),
        Damage("handling.yml", "{title}", "{titel}", line: 10, "“titel” in braces; known are {number}"),
        Damage("handling.yml", "en: Done.", "en: Done {", line: 14, "in braces"),
        Damage("handling.yml", "function: roads\n    kinds", "function: rods\n    kinds", line: 7, "function “rods”"),
        Damage("handling.yml", "kinds: [complaint]", "kinds: [complain]", line: 8, "kind “complain” is unknown"),
        Damage("handling.yml", "kinds: [complaint]", "kinds: []", line: 8, "kinds is empty"),
        Damage("handling.yml", "id: done", "id: 已办", line: 5, "letters, digits and hyphens only"),
        Damage("handling.yml", "en: Done.", "en: \"\"", line: 14, "is empty"),
        Damage("holidays.yml", "work: [2026-01-04]", "work: [2026-01-05]", line: 5, "no Saturday or Sunday"),
        Damage("holidays.yml", "2026-01-02]", "2026-01-02, 2026-01-04]", line: 5, "both off and worked (line 4)"),
        Damage("holidays.yml", "2026-01-02]", "2026-01-01]", line: 4, "twice in off"),
        Damage("holidays.yml", "2026-01-02]", "2027-01-02]", line: 4, "does not belong to 2026"),
        Damage("holidays.yml", "2026-01-02]", "2.1.2026]", line: 4, "“2.1.2026” is no day"),
        Damage("holidays.yml", "2026:", "26:", line: 2, "“26” is no year"),
        Damage("holidays.yml", "    source: a notice\n", "", line: 2, "the key source is missing"),
    ]

    static let attachmentDamages = [
        Damage("attachments.yml", "per_request: 10", "per_request: 999", line: 2, "from 0 to 200, not “999”"),
        Damage("attachments.yml", "at_a_time: 3", "at_a_time: 0", line: 3, "from 1 to 20"),
        Damage("attachments.yml", "jpeg: 10 MiB", "jpeg: 10 MB", line: 5, "“10 MB” is no size"),
        Damage("attachments.yml", "jpeg: 10 MiB", "jpeg: 65 MiB", line: 5, "at most 64 MiB"),
        Damage("attachments.yml", "jpeg: 10 MiB", "svg: 1 MiB", line: 5, "“svg” is unknown"),
        Damage("attachments.yml", "version: 2026-01-01\n", "", line: 1, "the key version is missing"),
    ]

    static let scoreDamages = [
        Damage("scores.yml", "weight: 0.9", "weight: half", line: 7, "from 0.0 to 1.0, not “half”"),
        Damage("scores.yml", "rank_from: 30", "rank_from: 3", line: 8, "lies below show_from"),
        Damage("scores.yml", "rank_from: 30", "rank_from: 30.5", line: 8, "whole number"),
        Damage("scores.yml", "2025-01-01", "2026-01-01", line: 6, "version 2026-01-01 stands here and in line 2"),
        Damage("scores.yml", "2025-01-01", "2025", line: 2, "“2025” is no day"),
        Damage("scores.yml", "response: 0.3,", "response: 0.4,", line: 10, "not to 1"),
        Damage("scores.yml", "response: 0.3,", "speed: 0.3,", line: 10, "“speed” is unknown"),
        Damage("scores.yml", "on_time: 0.95", "on_time: 95", line: 11, "from 0.0 to 1.0, not “95”"),
        Damage("scores.yml", "kinds: [enquiry]", "kinds: [question]", line: 14, "“question” is unknown"),
        Damage("scores.yml", "kinds: [enquiry]", "kinds: [enquiry, enquiry]", line: 14, "listed twice"),
        Damage("scores.yml", "kinds: [enquiry]", "kinds: []", line: 14, "kinds is empty"),
        Damage("scores.yml", "rates: [solved]", "rates: [on_time]", line: 15, "only solved and satisfied"),
        Damage("scores.yml", "zh: 咨询不计,", "zh: 咨询不计, fr: Non,", line: 13, "“fr” is unknown"),
    ]

    static let qualityDamages = [
        Damage(
            "quality.yml", "within: 5 working days", "within: 5 work days", line: 3, "“5 work days” is no time limit"),
        Damage("quality.yml", "code: mistaken", "code: malicious", line: 9, "stands here and in line 6"),
        Damage("quality.yml", "code: mistaken", "code: 记错", line: 9, "only letters, digits and hyphens"),
        Damage(
            "quality.yml", "when: { body: east-roads }", "when: { body: west-roads }", line: 14, "no body “west-roads”"),
        Damage("quality.yml", "function: roads, level", "function: rails, level", line: 16, "the function “rails”"),
        Damage("quality.yml", "level: district", "level: quarter", line: 16, "level “quarter” is unknown"),
        Damage("quality.yml", "when: {}", "when: { level: city }", line: 13, "the last entry must fit all bodies"),
        Damage("quality.yml", "share: 0.2", "share: 20", line: 17, "from 0.0 to 1.0, not “20”"),
        Damage(
            "quality.yml", "at_least: 1\n  at_most: 20", "at_least: 30\n  at_most: 20", line: 20, "lies above at_most"),
        Damage("quality.yml", "keep_days: 14", "keep_days: 0", line: 22, "whole number from 1 to 366"),
        Damage("quality.yml", "rating_burst: { at_least: 10,", "rating_burst: { at_least: 1,", line: 30, "from 2 to"),
        Damage("quality.yml", "times: 1.5", "times: 0.5", line: 31, "from 1.0 to 100.0"),
        Damage("quality.yml", ", minutes_before_deadline: 120", "", line: 32, "minutes_before_deadline is missing"),
        Damage("quality.yml", "within_seconds: 120", "within_seconds: soon", line: 34, "not “soon”"),
    ]

    static let adviceDamages = [
        Damage("advice.yml", "per_rule: 3", "per_rule: 0", line: 2, "whole number from 1 to 50"),
        Damage("advice.yml", "code: rise", "code: body-late", line: 10, "stands here and in line 4"),
        Damage("advice.yml", "code: rise", "code: 上升", line: 10, "only letters, digits and hyphens"),
        Damage("advice.yml", "subject: category", "subject: street", line: 11, "“street” is unknown"),
        Damage("advice.yml", "reports: [month]", "reports: [decade]", line: 12, "“decade” is unknown"),
        Damage("advice.yml", "when: rose_beyond_chance", "when: rose_beyond_luck", line: 13, "cannot be read"),
        Damage("advice.yml", "when: rose_beyond_chance", "when: due >", line: 13, "cannot be read"),
        Damage(
            "advice.yml", "watches: received", "watches: growth", line: 14, "says nothing when it is looked at again"),
        Damage("advice.yml", "{due}。", "{dues}。", line: 9, "no fact “dues”"),
    ]

    static let securityDamages = [
        Damage("security.yml", "dispatcher: required", "dispatcher: maybe", line: 7, "dispatcher “maybe” is unknown"),
        Damage("security.yml", "    dispatcher: required\n", "", line: 3, "the key dispatcher is missing"),
        Damage("security.yml", "auditor:", "resident: off\n    auditor:", line: 12, "“resident” is unknown"),
        Damage("security.yml", "drift: 1", "drift: 9", line: 15, "from 0 to 2, not “9”"),
        Damage("security.yml", "shortest: 8", "shortest: 6", line: 16, "from 8 to 64"),
        Damage("security.yml", "failures: 5", "failures: 50", line: 17, "from 3 to 5"),
        Damage("security.yml", "account_acts_days: 365", "account_acts_days: 90", line: 18, "from 184"),
        Damage("security.yml", "22:00-06:00", "22:00-22:00", line: 19, "“22:00-22:00” is no night"),
        Damage("security.yml", "22:00-06:00", "late", line: 19, "“late” is no night"),
        Damage("security.yml", "cooling_days: 7", "cooling_days: -1", line: 20, "from 0 to 60"),
    ]

    @Test("Nothing is wrong with the city that the other tests break")
    func theSmallCityIsSound() throws {
        #expect(try SmallCity().faults() == [])
    }

    @Test("A missing file is named", arguments: SmallCity.sound.keys.filter { $0 != "accounts.yml" }.sorted())
    func aMissingFileIsNamed(file: String) throws {
        var city = SmallCity()
        city.files[file] = nil
        #expect(try city.faults() == [CityFault(file: file, line: nil, message: "the file is missing")])
    }

    @Test("Sample accounts may be absent")
    func sampleAccountsMayBeAbsent() throws {
        var city = SmallCity()
        city.files["accounts.yml"] = nil
        #expect(try city.faults() == [])
    }

    @Test("An empty file is named", arguments: SmallCity.sound.keys.sorted())
    func anEmptyFileIsNamed(file: String) throws {
        var city = SmallCity()
        city.files[file] = Data()
        let faults = try city.faults()
        #expect(faults.map(\.file) == [file])
    }

    @Test("Every line with broken UTF-8 is named", arguments: SmallCity.sound.keys.sorted())
    func everyLineWithBrokenUTF8IsNamed(file: String) throws {
        var city = SmallCity()
        var lines = (city.files[file] ?? Data()).split(separator: UInt8(ascii: "\n"))
        lines[1] += [0xB7, 0xF0]
        lines[2] += [0xFF]
        city.files[file] = Data(lines.joined(separator: [UInt8(ascii: "\n")]))
        let faults = try city.faults()
        #expect(faults.map(\.file) == [file, file])
        #expect(faults.map(\.line) == [2, 3])
    }

    @Test("A byte order mark and lines that end in CR LF do no harm", arguments: SmallCity.sound.keys.sorted())
    func marksAndLineEndsDoNoHarm(file: String) throws {
        var city = SmallCity()
        let text = "\u{FEFF}" + (SmallCity.sound[file] ?? "").replacing("\n", with: "\r\n")
        city.files[file] = Data(text.utf8)
        #expect(try city.faults() == [])
    }

    @Test("All faults of all files are reported, not only the first")
    func allFaultsOfAllFilesAreReported() throws {
        let city = try SmallCity()
            .replacing("zone: Asia/Shanghai", with: "zone: Nowhere", in: "city.yml")
            .replacing("police:", with: "polices:", in: "city.yml")
            .replacing("1003,1002,village", with: "1003,1009,hamlet", in: "regions.csv")
            .replacing("roads,government", with: "rods,govern", in: "duties.csv")
            .replacing("close: 2 hours", with: "close: 2", in: "limits.yml")
            .replacing("close: 15 working days", with: "close: never", in: "limits.yml")
            .replacing("2026-01-02]", with: "2026-13-02]", in: "holidays.yml")
            .replacing("demo-password", with: "short", in: "accounts.yml")
        let found = try city.faults().map { "\($0.file):\($0.line ?? 0)" }
        #expect(
            found == [
                "city.yml:4", "city.yml:7", "regions.csv:5", "duties.csv:2", "duties.csv:2",
                "limits.yml:15", "limits.yml:20", "holidays.yml:4", "accounts.yml:6",
            ])
    }

    @Test("What refers to a file that can't be read is not reported as well")
    func whatRefersToAnUnreadableFileIsNotReported() throws {
        for file in ["regions.csv", "organisations.csv", "categories.csv"] {
            var city = SmallCity()
            city.files[file] = Data([0xFF])
            #expect(try city.faults().map(\.file) == [file])
        }
    }

    @Test("A folder that is not there is said to be missing")
    func aFolderThatIsNotThereIsSaidToBeMissing() {
        #expect(throws: CityFaults.self) { try loadCity(folder: "/nowhere/at-all") }
        #expect(throws: CityFaults.self) { try loadCity(folder: #filePath) }
    }

    @Test("Ten megabytes in one field or one key are read or refused, not fallen over")
    func tenMegabytesInOneFieldAreReadOrRefused() throws {
        let much = String(repeating: "桥", count: 3_500_000)
        #expect(try SmallCity().replacing("桥村", with: much, in: "regions.csv").faults() == [])
        let faults = try SmallCity().replacing("hotline:", with: "\(much): 1\nhotline:", in: "city.yml").faults()
        #expect(faults.map(\.file) == ["city.yml"])
    }

    @Test("Any damage gives a city or faults that say something", arguments: 0..<300)
    func anyDamageGivesACityOrFaults(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        var city = SmallCity()
        let file = SmallCity.sound.keys.sorted()[Int(random.next() % 9)]
        var bytes = [UInt8](city.files[file] ?? Data())
        let signs = Array(",:;{}[]\"\n -&*!|>%@`'#".utf8)
        for _ in 0...(random.next() % 4) {
            let place = Int(random.next() % UInt64(bytes.count))
            switch random.next() % 4 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.insert(signs[Int(random.next() % UInt64(signs.count))], at: place)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 30)))
            default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
            }
            if bytes.isEmpty { bytes = [10] }
        }
        city.files[file] = Data(bytes)
        for fault in try city.faults() {
            #expect(!fault.message.isEmpty && !fault.file.isEmpty && fault.line != 0)
        }
    }
}

/// SplitMix64: the same seed gives the same damage.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
