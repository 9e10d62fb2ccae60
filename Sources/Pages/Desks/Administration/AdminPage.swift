package import Civics
package import HTML

/// Whether the house is in order (系统状况): journal, seals, database, calendar, accounts.
package struct AdminPage: Page {
    /// The result of checking the digests of the whole journal.
    package enum JournalState: Hashable, Sendable {
        case verified(entries: Int, at: Instant)
        /// The first thing that did not fit, as the check named it.
        case broken(fault: String, at: Instant)
        case notChecked
    }

    package struct Seal: Hashable, Sendable {
        package var day: CityDay
        package var entries: Int
        package var digest: String

        package init(day: CityDay, entries: Int, digest: String) {
            self.day = day
            self.entries = entries
            self.digest = digest
        }
    }

    package struct Backup: Hashable, Sendable {
        package var at: Instant
        /// Why it failed; `nil` when it did not.
        package var fault: String?

        package init(at: Instant, fault: String? = nil) {
            self.at = at
            self.fault = fault
        }
    }

    /// A report whose draft waits for a year of the working calendar.
    package struct WaitingReport: Hashable, Sendable {
        package var year: Int
        package var face: ReportFace

        package init(year: Int, face: ReportFace) {
            self.year = year
            self.face = face
        }
    }

    package struct Model: Sendable {
        package var journal: JournalState
        package var lastSeal: Seal?
        /// Days before today that have entries and no seal yet.
        package var unsealedDays: Int
        package var engine: String
        package var databaseBytes: Int
        package var freeBytes: Int?
        package var cases: Int
        package var lastBackup: Backup?
        package var version: String
        package var startedAt: Instant
        /// Years for which the working calendar has data.
        package var calendarYears: [Int]
        /// The first of those that wait for each year that is missing.
        package var waitingReports: [WaitingReport]
        package var limitsVersion: String
        package var messages: Messages
        /// Wishes to be forgotten that wait for their day.
        package var waitingWishes: Int
        package var accounts: Int
        package var locked: Int

        package init(
            journal: JournalState, lastSeal: Seal?, unsealedDays: Int = 0, engine: String, databaseBytes: Int,
            freeBytes: Int? = nil, cases: Int, lastBackup: Backup? = nil, version: String, startedAt: Instant,
            calendarYears: [Int], waitingReports: [WaitingReport] = [], limitsVersion: String, accounts: Int,
            locked: Int = 0, waitingWishes: Int = 0,
            messages: Messages = Messages()
        ) {
            self.journal = journal
            self.lastSeal = lastSeal
            self.unsealedDays = unsealedDays
            self.engine = engine
            self.databaseBytes = databaseBytes
            self.freeBytes = freeBytes
            self.cases = cases
            self.lastBackup = lastBackup
            self.version = version
            self.startedAt = startedAt
            self.calendarYears = calendarYears
            self.waitingReports = waitingReports
            self.limitsVersion = limitsVersion
            self.accounts = accounts
            self.messages = messages
            self.locked = locked
            self.waitingWishes = waitingWishes
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("系统状况", "System health") }

    package func render() -> HTML {
        deskPage(
            title: title,
            main: """
                \(deskHead(title, meta: HTML(text: "\(day(context.today)) \(timeOfDay(context.now))")))
                <div class="desk-body stack">
                \(calendarNotice)
                \(model.waitingReports.map { waitingNotice($0) })
                \(journalNotice)
                <div class="health">
                \(section("journal", say("账本", "Journal"), journalRows))
                \(section("database", say("数据库", "Database"), databaseRows))
                \(section("calendar", say("工作日历和时限", "Calendar and limits"), calendarRows))
                \(section("people", say("账号和个人信息", "Accounts and personal data"), peopleRows))
                </div>
                \(messages)
                </div>
                """)
    }

    private func section(_ id: String, _ heading: String, _ rows: [(String, HTML)]) -> HTML {
        """
        <section aria-labelledby="\(id)-heading"><h2 id="\(id)-heading">\(heading)</h2><dl class="pairs">\
        \(rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" })</dl></section>

        """
    }

    /// The first year from this one on without data, and how many days are left until it begins (0 when it has begun).
    private var gap: (year: Int, days: Int)? {
        let year = context.today.year
        let missing = (year...year + 1).first { !model.calendarYears.contains($0) }
        return missing.flatMap { missing in
            CityDay(year: missing, month: 1, day: 1).map { (missing, max(0, context.today.distance(to: $0))) }
        }
    }

    private var calendarNotice: HTML? {
        guard let gap else { return nil }
        let year = String(gap.year)
        return notice(
            gap.days <= 31 ? .bad : .warn, icon: .calendar,
            gap.days > 0
                ? say(
                    "还没有 \(year) 年的工作日历，\(gap.days) 天后就要用到。",
                    "There is no working calendar for \(year), which begins in \(gap.days) days.")
                : say("没有今年的工作日历。", "There is no working calendar for this year."),
            HTML(
                text: say(
                    "跨到 \(year) 年的期限现在算不出来，会显示「缺工作日历」，不会猜。国务院办公厅公布放假安排后，把它写进 holidays.yml。",
                    "Deadlines that reach into \(year) can't be computed; they are shown as unknown, never guessed. "
                        + "Once the State Council has published the holidays, add them to holidays.yml.")))
    }

    private func waitingNotice(_ waiting: WaitingReport) -> HTML {
        notice(
            .bad, icon: .document,
            say(
                "\(reportName(waiting.face))（\(waiting.face.scope.zh)）等报告没有自动生成草稿。",
                "The \(reportName(waiting.face)) (\(waiting.face.scope.en)) and those after it are not drafted by themselves."
            ),
            HTML(
                text: say(
                    "要在期间结束后的第一个工作日生成，而工作日历没有 \(waiting.year) 年的数据。写进 holidays.yml 并重启以后会补上；分析员也可以现在手工生成。",
                    "They are due on the first working day after the period, and the working calendar has no data for \(waiting.year). Add the year to holidays.yml and restart: they are made up for. An analyst can make them by hand now."
                )))
    }

    private var journalNotice: HTML? {
        guard case .broken(let fault, let at) = model.journal else { return nil }
        return notice(
            .bad, say("账本有对不上的地方。", "Something in the journal does not fit."),
            """
            \(say("\(moment(at)) 核验发现：", "Found \(moment(at)): "))<code>\(fault)</code> \
            \(say("先停止写入，用最近的备份对照，再查是谁改了数据库文件。", "Stop writing, compare with the last backup, then find out who changed the database file."))
            """)
    }

    private var journalRows: [(String, HTML)] {
        let state: HTML =
            switch model.journal {
            case .verified(let entries, let at):
                """
                \(badge(say("完整", "Intact"), .ok, icon: .check)) \
                \(say("\(count(entries)) 条，\(moment(at)) 核验", "\(count(entries)) entries, checked \(moment(at))"))
                """
            case .broken(_, let at):
                "\(badge(say("有问题", "Broken"), .bad, icon: .alert)) \(say("\(moment(at)) 核验", "checked \(moment(at))"))"
            case .notChecked:
                "\(badge(say("未核验", "Not checked"))) \(say("运行", "run")) <code>onedoor verify</code>"
            }
        let seal: HTML =
            model.lastSeal.map { seal in
                """
                \(day(seal.day)) · \(say("\(count(seal.entries)) 条", "\(count(seal.entries)) entries"))<br>\
                <code>\(String(seal.digest.prefix(16)))…</code>
                """
            } ?? HTML(text: say("还没有", "none yet"))
        var rows = [(say("核验", "Check"), state), (say("最近的封印", "Last seal"), seal)]
        if model.unsealedDays > 0 {
            rows.append(
                (
                    say("待封印", "To seal"),
                    "<span class=\"c-warn\">\(say("\(model.unsealedDays) 天", "\(model.unsealedDays) days"))</span>"
                ))
        }
        return rows
    }

    private var databaseRows: [(String, HTML)] {
        var rows = [
            (say("引擎", "Engine"), HTML(text: model.engine)),
            (say("大小", "Size"), HTML(text: bytes(model.databaseBytes))),
            (say("诉求", "Requests"), HTML(text: count(model.cases))),
        ]
        if let free = model.freeBytes { rows.append((say("磁盘剩余", "Free on disk"), HTML(text: bytes(free)))) }
        rows += [
            (
                say("最近的备份", "Last backup"),
                model.lastBackup.map(backup)
                    ?? "<span class=\"c-warn\">\(say("还没有备份过", "never made"))</span> <code>onedoor backup</code>"
            ),
            (say("版本", "Version"), HTML(text: model.version)),
            (say("启动于", "Running since"), HTML(text: moment(model.startedAt))),
        ]
        return rows
    }

    private func backup(_ backup: Backup) -> HTML {
        guard let fault = backup.fault else {
            return "\(moment(backup.at)) \(badge(say("成功", "Done"), .ok, icon: .check))"
        }
        return "\(moment(backup.at)) \(badge(say("失败", "Failed"), .bad, icon: .alert))<br><code>\(fault)</code>"
    }

    private var calendarRows: [(String, HTML)] {
        let years = model.calendarYears.sorted().map { String($0) }.joined(separator: say("、", ", "))
        return [
            (
                say("有数据的年份", "Years with data"),
                years.isEmpty ? "<span class=\"c-bad\">\(say("没有", "none"))</span>" : HTML(text: years)
            ),
            (
                say("缺", "Missing"),
                gap.map { "<span class=\"c-bad\">\(String($0.year))</span>" }
                    ?? HTML(text: say("今年和明年都有", "none: this year and the next are there"))
            ),
            (say("时限表", "Limits"), HTML(text: model.limitsVersion)),
        ]
    }

    private var peopleRows: [(String, HTML)] {
        let accounts = HTML(text: count(model.accounts))
        let isLinked = context.staff?.places.contains(.accounts) == true
        return [
            (say("账号", "Accounts"), isLinked ? "<a href=\"\(SitePath.accounts())\">\(accounts)</a>" : accounts),
            (
                say("锁定", "Locked"),
                model.locked == 0 ? HTML(text: say("没有", "none")) : badge(count(model.locked), .warn, icon: .lock)
            ),
            (
                say("等待销毁", "To be forgotten"),
                HTML(
                    text: model.waitingWishes == 0
                        ? say("没有", "none") : say("\(count(model.waitingWishes)) 件", count(model.waitingWishes)))
            ),
        ]
    }

    /// `0 B`, `512 KB`, `1.4 GB` in powers of 1,024.
    private func bytes(_ number: Int) -> String {
        let units = ["B", "KB", "MB", "GB", "TB"]
        var value = Double(max(0, number))
        var unit = 0
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return unit == 0 ? "\(max(0, number)) B" : "\(decimal(value)) \(units[unit])"
    }
}
