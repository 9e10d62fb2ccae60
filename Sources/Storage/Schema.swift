/// The tables, as a list of steps. A step, once released, is never changed; a change is a new step.
enum Schema {
    static let steps: [[String]] = [
        foundation, signIns, cityMarks, issueDecisions, people, messages, helpersOwnClocks, quality, attachments,
        savedQueries, extensionsAsked, reports, fineFigures,
    ]

    /// Brings the tables up to date, each step with its mark in one transaction.
    static func migrate(_ database: some Database) throws {
        try database.writeBlocking { connection in
            _ = try connection.execute(
                "CREATE TABLE IF NOT EXISTS schema_step (number INTEGER PRIMARY KEY, at INTEGER NOT NULL)")
        }
        let done = try database.writeBlocking { try $0.integer("SELECT coalesce(max(number), 0) FROM schema_step") }
        guard done <= steps.count else {
            throw StorageError.newerSchema(found: Int(done), known: steps.count)
        }
        for (index, step) in steps.enumerated() where index >= done {
            try database.writeBlocking { connection in
                for sql in step { try connection.execute(sql) }
                _ = try connection.execute("INSERT INTO schema_step VALUES (?, 0)", [.integer(index + 1)])
            }
        }
    }

    private static let foundation =
        [
            // The journal: what happened, in order, chained per case.
            """
            CREATE TABLE event (
              seq INTEGER PRIMARY KEY,
              case_id INTEGER NOT NULL,
              case_version INTEGER NOT NULL,
              at INTEGER NOT NULL,
              actor TEXT NOT NULL,
              type TEXT NOT NULL,
              body BLOB NOT NULL,
              digest BLOB NOT NULL CHECK (length(digest) = 32))
            """,
            "CREATE UNIQUE INDEX event_by_case ON event (case_id, case_version)",
            """
            CREATE TABLE seal (
              number INTEGER PRIMARY KEY,
              at INTEGER NOT NULL,
              first_seq INTEGER NOT NULL,
              last_seq INTEGER NOT NULL,
              root BLOB NOT NULL,
              digest BLOB NOT NULL)
            """,
            // People and texts, apart from the journal and encrypted.
            """
            CREATE TABLE person (
              id INTEGER PRIMARY KEY,
              wrapped_key BLOB,
              sealed BLOB,
              phone_index BLOB,
              forgotten_at INTEGER)
            """,
            "CREATE INDEX person_by_phone ON person (phone_index, id) WHERE phone_index IS NOT NULL",
            """
            CREATE TABLE content (
              case_id INTEGER NOT NULL,
              case_version INTEGER NOT NULL,
              part INTEGER NOT NULL,
              sealed BLOB NOT NULL,
              PRIMARY KEY (case_id, case_version, part)) WITHOUT ROWID
            """,
            // What commands from outside have done already.
            """
            CREATE TABLE idempotency (
              source TEXT NOT NULL,
              key TEXT NOT NULL,
              fingerprint INTEGER NOT NULL,
              case_id INTEGER NOT NULL,
              case_version INTEGER NOT NULL,
              at INTEGER NOT NULL,
              PRIMARY KEY (source, key)) WITHOUT ROWID
            """,
            "CREATE TABLE number_series (day_key INTEGER PRIMARY KEY, last INTEGER NOT NULL)",
            "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            """
            CREATE TABLE outbox (
              id INTEGER PRIMARY KEY,
              case_id INTEGER NOT NULL,
              case_version INTEGER NOT NULL,
              kind TEXT NOT NULL,
              at INTEGER NOT NULL,
              attempts INTEGER NOT NULL DEFAULT 0,
              next_at INTEGER NOT NULL,
              done_at INTEGER)
            """,
            "CREATE INDEX outbox_waiting ON outbox (next_at) WHERE done_at IS NULL",
            // Staff.
            """
            CREATE TABLE account (
              id TEXT PRIMARY KEY,
              name_zh TEXT NOT NULL,
              name_en TEXT NOT NULL,
              role TEXT NOT NULL,
              organisation TEXT NOT NULL,
              password BLOB NOT NULL,
              failures INTEGER NOT NULL DEFAULT 0,
              first_failure_at INTEGER,
              locked_until INTEGER,
              disabled INTEGER NOT NULL DEFAULT 0)
            """,
            """
            CREATE TABLE session (
              token BLOB PRIMARY KEY,
              account TEXT NOT NULL REFERENCES account (id),
              created_at INTEGER NOT NULL,
              seen_at INTEGER NOT NULL) WITHOUT ROWID
            """,
            """
            CREATE TABLE api_token (
              token BLOB PRIMARY KEY,
              account TEXT NOT NULL REFERENCES account (id),
              created_at INTEGER NOT NULL) WITHOUT ROWID
            """,
            """
            CREATE TABLE access_log (
              seq INTEGER PRIMARY KEY,
              at INTEGER NOT NULL,
              account TEXT NOT NULL,
              case_id INTEGER NOT NULL,
              what TEXT NOT NULL)
            """,
            "CREATE INDEX access_log_by_case ON access_log (case_id, at)",
        ] + Projections.tables

    /// Tries to sign in stand apart from accounts, so that names without one are counted too.
    private static let signIns = [
        """
        CREATE TABLE sign_in (
          name BLOB PRIMARY KEY,
          latest INTEGER NOT NULL,
          second INTEGER NOT NULL DEFAULT 0,
          third INTEGER NOT NULL DEFAULT 0,
          fourth INTEGER NOT NULL DEFAULT 0,
          locked_until INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID
        """,
        "ALTER TABLE account DROP COLUMN failures",
        "ALTER TABLE account DROP COLUMN first_failure_at",
        "ALTER TABLE account DROP COLUMN locked_until",
    ]

    /// What the figures were computed with (`CityMarks`).
    private static let cityMarks = [
        """
        CREATE TABLE city_mark (
          file TEXT NOT NULL,
          item TEXT NOT NULL,
          value TEXT NOT NULL,
          PRIMARY KEY (file, item)) WITHOUT ROWID
        """
    ]

    /// What people decided about issues.
    private static let issueDecisions = [
        """
        CREATE TABLE issue_decision (
          id INTEGER PRIMARY KEY,
          case_id INTEGER NOT NULL,
          kind TEXT NOT NULL,
          other INTEGER,
          text TEXT NOT NULL,
          at INTEGER NOT NULL,
          account TEXT NOT NULL)
        """
    ]

    /// The outbox holds what was not yet turned into messages; each message goes to one reader by one way. What stood in
    /// the outbox before anything was ever sent is not told any more.
    private static let messages = [
        "DROP TABLE outbox",
        """
        CREATE TABLE outbox (
          id INTEGER PRIMARY KEY,
          case_id INTEGER NOT NULL,
          case_version INTEGER NOT NULL,
          notice TEXT NOT NULL,
          at INTEGER NOT NULL)
        """,
        // For which deadline it was told that it has passed.
        "CREATE TABLE told_overdue (case_id INTEGER PRIMARY KEY, deadline INTEGER NOT NULL)",
        """
        CREATE TABLE message (
          id INTEGER PRIMARY KEY,
          case_id INTEGER NOT NULL,
          case_version INTEGER NOT NULL,
          notice TEXT NOT NULL,
          audience TEXT NOT NULL,
          recipient TEXT NOT NULL,
          way TEXT NOT NULL,
          at INTEGER NOT NULL,
          state INTEGER NOT NULL DEFAULT 0,
          attempts INTEGER NOT NULL DEFAULT 0,
          next_at INTEGER NOT NULL,
          lease INTEGER NOT NULL DEFAULT 0,
          leased_until INTEGER NOT NULL DEFAULT 0,
          ended_at INTEGER,
          reason TEXT NOT NULL DEFAULT '',
          UNIQUE (case_id, case_version, notice, audience, recipient, way))
        """,
        "CREATE INDEX message_due ON message (way, next_at, id) WHERE state = 0",
        "CREATE INDEX message_ended ON message (state, ended_at) WHERE state > 0",
    ]

    /// Work lists by each body's own clock. What stood in them is made anew by `onedoor rebuild`, which `CityMarks` asks
    /// for.
    private static let helpersOwnClocks = ["DROP TABLE request", "DROP TABLE co_handler"] + Projections.workLists

    /// Requests for more time have a list of their own. What stood in work lists is made anew, as above.
    private static let extensionsAsked = ["DROP TABLE request", "DROP TABLE co_handler"] + Projections.workLists

    /// What figures rest on is watched over: appeals and inspections, lots that were drawn, signs that were seen; and
    /// sums of figures over weeks and months.
    private static let quality =
        ["DROP INDEX IF EXISTS request_due", Projections.dueIndex] + Projections.quality + Projections.blocks + [
            // Closings drawn by lot for a second look, and the days of which lots were drawn.
            """
            CREATE TABLE drawn (
              day INTEGER NOT NULL,
              case_id INTEGER NOT NULL,
              body TEXT NOT NULL,
              PRIMARY KEY (day, case_id)) WITHOUT ROWID
            """,
            "CREATE TABLE drawing (day INTEGER PRIMARY KEY, at INTEGER NOT NULL)",
            // What was seen on each day that was looked through for signs, with the rules it was looked through by.
            "CREATE TABLE sign_day (day INTEGER PRIMARY KEY, rules TEXT NOT NULL)",
            """
            CREATE TABLE sign_case (
              sign INTEGER NOT NULL,
              day INTEGER NOT NULL,
              subject TEXT NOT NULL,
              case_id INTEGER NOT NULL,
              other INTEGER,
              PRIMARY KEY (sign, day, subject, case_id)) WITHOUT ROWID
            """,
            """
            CREATE TABLE sign_count (
              sign INTEGER NOT NULL,
              day INTEGER NOT NULL,
              subject TEXT NOT NULL,
              base INTEGER NOT NULL,
              hits INTEGER NOT NULL,
              PRIMARY KEY (sign, day, subject)) WITHOUT ROWID
            """,
        ]
}

extension Schema {
    /// Files, sealed with the person's key; each once for a case.
    fileprivate static let attachments = [
        """
        CREATE TABLE attachment (
          id INTEGER PRIMARY KEY,
          case_id INTEGER NOT NULL,
          digest TEXT NOT NULL,
          sealed BLOB NOT NULL)
        """,
        "CREATE UNIQUE INDEX attachment_by_case ON attachment (case_id, digest)",
    ]
}

extension Schema {
    /// Sums over weeks and months hold the fine cuts too: what was summed before is made anew.
    fileprivate static let fineFigures = ["DELETE FROM figure_block_made"]
}

extension Schema {
    /// Second factors, ages of passwords, what was done with accounts, and wishes to be forgotten.
    fileprivate static let people = [
        // 0 where it is not known how old the password is.
        "ALTER TABLE account ADD COLUMN password_at INTEGER NOT NULL DEFAULT 0",
        // Given by an administrator and good until then: it must be changed at the first sign-in.
        "ALTER TABLE account ADD COLUMN initial_until INTEGER",
        // The password was right, the code is awaited.
        "ALTER TABLE session ADD COLUMN is_pending INTEGER NOT NULL DEFAULT 0",
        // Browser and address it was opened from.
        "ALTER TABLE session ADD COLUMN client TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX session_by_account ON session (account, seen_at)",
        """
        CREATE TABLE earlier_password (
          account TEXT NOT NULL REFERENCES account (id),
          at INTEGER NOT NULL,
          password BLOB NOT NULL,
          PRIMARY KEY (account, at)) WITHOUT ROWID
        """,
        // A new secret waits beside the one in use until a code of it was given.
        """
        CREATE TABLE second_factor (
          account TEXT PRIMARY KEY REFERENCES account (id),
          secret BLOB,
          confirmed_at INTEGER,
          last_step INTEGER NOT NULL DEFAULT 0,
          new_secret BLOB,
          new_at INTEGER) WITHOUT ROWID
        """,
        """
        CREATE TABLE recovery_code (
          account TEXT NOT NULL REFERENCES account (id),
          digest BLOB NOT NULL,
          used_at INTEGER,
          PRIMARY KEY (account, digest)) WITHOUT ROWID
        """,
        """
        CREATE TABLE account_act (
          seq INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          actor TEXT NOT NULL,
          kind TEXT NOT NULL,
          account TEXT NOT NULL,
          detail TEXT NOT NULL)
        """,
        "CREATE INDEX account_act_by_time ON account_act (at)",
        "CREATE INDEX account_act_by_account ON account_act (account, at)",
        "CREATE INDEX access_log_by_time ON access_log (at)",
        "CREATE INDEX access_log_by_account ON access_log (account, at)",
        """
        CREATE TABLE forgetting_wish (
          id INTEGER PRIMARY KEY,
          case_id INTEGER NOT NULL,
          asked_at INTEGER NOT NULL,
          asked_by TEXT NOT NULL,
          due_at INTEGER NOT NULL,
          ended_at INTEGER,
          outcome TEXT)
        """,
        "CREATE UNIQUE INDEX forgetting_wish_open ON forgetting_wish (case_id) WHERE ended_at IS NULL",
        "CREATE INDEX forgetting_wish_by_case ON forgetting_wish (case_id)",
    ]
}

extension Schema {
    /// Queries of the figures, kept under names.
    fileprivate static let savedQueries = [
        """
        CREATE TABLE saved_query (
          id INTEGER PRIMARY KEY,
          owner TEXT NOT NULL,
          name TEXT NOT NULL,
          text TEXT NOT NULL,
          is_shared INTEGER NOT NULL,
          is_in_reports INTEGER NOT NULL,
          saved_at INTEGER NOT NULL)
        """,
        "CREATE UNIQUE INDEX saved_query_by_owner ON saved_query (owner, name)",
    ]
}

extension Schema {
    /// Reports that are kept: versions, their documents, the words of cases they cite apart and sealed with the person's
    /// key, and the chain of what was done with them.
    fileprivate static let reports = [
        """
        CREATE TABLE report (
          id INTEGER PRIMARY KEY,
          subject TEXT NOT NULL,
          version INTEGER NOT NULL,
          kind TEXT NOT NULL,
          scope TEXT NOT NULL,
          year INTEGER NOT NULL,
          first_day INTEGER NOT NULL,
          last_day INTEGER NOT NULL,
          last_act TEXT NOT NULL,
          last_at INTEGER NOT NULL,
          UNIQUE (subject, version))
        """,
        "CREATE INDEX report_by_day ON report (last_day, first_day)",
        "CREATE INDEX report_by_act ON report (last_act)",
        "CREATE INDEX report_by_year ON report (year, kind)",
        """
        CREATE TABLE report_document (
          report INTEGER NOT NULL REFERENCES report (id),
          language TEXT NOT NULL,
          bytes BLOB NOT NULL,
          digest BLOB NOT NULL CHECK (length(digest) = 32),
          PRIMARY KEY (report, language))
        """,
        """
        CREATE TABLE report_case (
          report INTEGER NOT NULL REFERENCES report (id),
          language TEXT NOT NULL,
          place INTEGER NOT NULL,
          case_id INTEGER NOT NULL,
          digest TEXT NOT NULL,
          sealed BLOB,
          PRIMARY KEY (report, language, place)) WITHOUT ROWID
        """,
        "CREATE INDEX report_case_by_case ON report_case (case_id)",
        """
        CREATE TABLE report_act (
          seq INTEGER PRIMARY KEY,
          report INTEGER NOT NULL REFERENCES report (id),
          act TEXT NOT NULL,
          at INTEGER NOT NULL,
          actor TEXT NOT NULL,
          reason TEXT NOT NULL,
          other INTEGER,
          documents BLOB NOT NULL CHECK (length(documents) = 32),
          digest BLOB NOT NULL CHECK (length(digest) = 32))
        """,
        "CREATE INDEX report_act_by_report ON report_act (report, seq)",
    ]
}
