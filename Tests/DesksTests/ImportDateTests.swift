import Civics
import Testing

@testable import Desks

@Suite struct ImportDateTests {
    private func read(_ text: String, _ pattern: String) -> String? {
        guard let pattern = DatePattern(pattern) else { return "no pattern" }
        var text = text
        return text.withUTF8 { bytes in
            pattern.parse(bytes).map { day, time in
                "\(day) \(time / 3_600_000):\(time / 60_000 % 60):\(time / 1000 % 60)"
            }
        }
    }

    @Test(arguments: [
        ("2019-02-28 11:25:05", "yyyy-MM-dd HH:mm:ss", "2019-02-28 11:25:5"),
        ("2018/7/17 7:13:58", "yyyy/M/d H:mm:ss", "2018-07-17 7:13:58"),
        ("2018/12/31 23:59", "yyyy/M/d H:m", "2018-12-31 23:59:0"),
        ("2020-02-29", "yyyy-MM-dd", "2020-02-29 0:0:0"),
        ("2026年11月8日 9时5分", "yyyy年M月d日 H时m分", "2026-11-08 9:5:0"),
        ("20261118", "yyyyMMdd", "2026-11-18 0:0:0"),
        ("2026-11-18T10:24:05", "yyyy-MM-dd'T'HH:mm:ss", "2026-11-18 10:24:5"),
        ("18.11.2026 o'clock", "dd.MM.yyyy 'o''clock'", nil),
        ("18.11.2026 '", "dd.MM.yyyy ''", "2026-11-18 0:0:0"),
        ("2019-2-28 11:25:05", "yyyy-MM-dd HH:mm:ss", nil), ("2019-02-30", "yyyy-MM-dd", nil),
        ("2019-13-01", "yyyy-MM-dd", nil), ("2019-02-28 24:00:00", "yyyy-MM-dd HH:mm:ss", nil),
        ("2019-02-28 11:60:00", "yyyy-MM-dd HH:mm:ss", nil), ("2019-02-28 11:25:60", "yyyy-MM-dd HH:mm:ss", nil),
        ("2019-02-28 ", "yyyy-MM-dd", nil), ("2019-02-28 11:25", "yyyy-MM-dd", nil), ("", "yyyy-MM-dd", nil),
        ("２０１９-02-28", "yyyy-MM-dd", nil), ("-019-02-28", "yyyy-MM-dd", nil), ("2018/007/1", "yyyy/M/d", nil),
    ])
    func aTimeIsReadAsTheMapWritesIt(text: String, pattern: String, read expected: String?) {
        #expect(read(text, pattern) == expected)
    }

    @Test(arguments: [
        "", "yyyy", "yyyy-MM", "yy-MM-dd", "yyyy-MM-dd-dd", "yyyy-MM-dd hh:mm", "yyyy-MM-dd'", "yyyy-MM-ddTHH",
        "YYYY-MM-dd",
        "yyyy-MMM-dd",
    ])
    func whatIsNoPatternIsRefused(pattern: String) {
        #expect(DatePattern(pattern) == nil)
    }
}
