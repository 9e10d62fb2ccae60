/// What is computed from the journal and can be thrown away.
enum Projections {
    static let names = [
        "request", "co_handler", "appeal", "inspection", "fact", "figure", "figure_block", "figure_block_made",
        "search",
    ]

    static let tables = workLists + figures + quality + blocks

    static let workLists = [
        // One row a request, for work lists.
        """
        CREATE TABLE request (
          case_id INTEGER PRIMARY KEY,
          version INTEGER NOT NULL,
          stage INTEGER NOT NULL,
          is_open INTEGER NOT NULL,
          channel TEXT NOT NULL,
          line TEXT NOT NULL,
          kind TEXT NOT NULL,
          urgency TEXT NOT NULL,
          category TEXT NOT NULL,
          place TEXT NOT NULL,
          district TEXT NOT NULL,
          town TEXT NOT NULL,
          protected INTEGER NOT NULL,
          person INTEGER NOT NULL,
          lead TEXT NOT NULL,
          returned_by TEXT NOT NULL,
          handler TEXT NOT NULL,
          received_at INTEGER NOT NULL,
          dispatched_at INTEGER,
          signed_at INTEGER,
          contacted_at INTEGER,
          closed_at INTEGER,
          close_deadline INTEGER,
          clock INTEGER,
          clock_deadline INTEGER NOT NULL,
          clock_yellow INTEGER,
          clock_red INTEGER,
          returns INTEGER NOT NULL,
          urges INTEGER NOT NULL,
          supervision INTEGER NOT NULL,
          redos INTEGER NOT NULL,
          solved INTEGER,
          satisfaction TEXT NOT NULL,
          merged_into INTEGER,
          supervision_state INTEGER,
          supervision_deadline INTEGER,
          still_dissatisfied INTEGER NOT NULL,
          look_at INTEGER,
          contested INTEGER NOT NULL,
          transfers INTEGER NOT NULL,
          drafted_at INTEGER,
          sent_back_at INTEGER,
          helpers_asking INTEGER NOT NULL,
          extension_asked INTEGER NOT NULL)
        """,
        "CREATE INDEX request_open_by_stage ON request (stage, clock_deadline, case_id) WHERE is_open = 1",
        "CREATE INDEX request_open_by_lead ON request (lead, stage, clock_deadline, case_id) WHERE is_open = 1",
        dueIndex,
        // Those whose person is still to be called, without those who are not called any more.
        "CREATE INDEX request_to_call ON request (clock_deadline, case_id) WHERE stage = 6 AND clock IS NOT NULL",
        "CREATE INDEX request_by_lead ON request (lead, case_id) WHERE lead <> ''",
        "CREATE INDEX request_by_place ON request (town, case_id)",
        "CREATE INDEX request_urged ON request (clock_deadline, case_id) WHERE is_open = 1 AND urges >= 2",
        "CREATE INDEX request_supervised ON request (clock_deadline, case_id) WHERE is_open = 1 AND supervision > 0",
        "CREATE INDEX request_order_waiting ON request (supervision_deadline, case_id) WHERE supervision_state = 1",
        "CREATE INDEX request_order_answered ON request (supervision_deadline, case_id) WHERE supervision_state = 2",
        "CREATE INDEX request_order_lifted ON request (case_id) WHERE supervision_state = 3",
        "CREATE INDEX request_extension_asked ON request (clock_deadline, case_id) WHERE extension_asked = 1",
        "CREATE INDEX request_still_dissatisfied ON request (case_id) WHERE still_dissatisfied = 1",
        // When the rules of supervision look at it next; only ever a hint.
        "CREATE INDEX request_to_look_at ON request (look_at, case_id) WHERE look_at IS NOT NULL",
        "CREATE INDEX request_merged ON request (merged_into, case_id) WHERE merged_into IS NOT NULL",
        """
        CREATE INDEX request_by_handler ON request (handler, clock_deadline, case_id)
        WHERE is_open = 1 AND handler <> ''
        """,
        """
        CREATE INDEX request_drafted ON request (lead, clock_deadline, case_id)
        WHERE is_open = 1 AND drafted_at IS NOT NULL
        """,
        """
        CREATE INDEX request_helper_asks ON request (clock_deadline, case_id)
        WHERE is_open = 1 AND helpers_asking > 0
        """,
        // One row for each body that helps with a request, with its own stage and clock.
        """
        CREATE TABLE co_handler (
          body TEXT NOT NULL,
          case_id INTEGER NOT NULL,
          is_open INTEGER NOT NULL,
          stage INTEGER NOT NULL,
          clock INTEGER,
          clock_deadline INTEGER NOT NULL,
          clock_yellow INTEGER,
          clock_red INTEGER,
          close_deadline INTEGER,
          handler TEXT NOT NULL,
          PRIMARY KEY (body, is_open, case_id)) WITHOUT ROWID
        """,
        "CREATE INDEX co_handler_open ON co_handler (body, stage, clock_deadline, case_id) WHERE is_open = 1",
        """
        CREATE INDEX co_handler_by_handler ON co_handler (handler, clock_deadline, case_id)
        WHERE is_open = 1 AND handler <> ''
        """,
    ]

    private static let figures = [
        // What each request adds to the figures: the requests behind any figure.
        """
        CREATE TABLE fact (
          measure INTEGER NOT NULL,
          day INTEGER NOT NULL,
          case_id INTEGER NOT NULL,
          amount INTEGER NOT NULL,
          PRIMARY KEY (measure, day, case_id)) WITHOUT ROWID
        """,
        """
        CREATE TABLE figure (
          cut INTEGER NOT NULL,
          measure INTEGER NOT NULL,
          day INTEGER NOT NULL,
          first TEXT NOT NULL,
          second TEXT NOT NULL,
          amount INTEGER NOT NULL,
          PRIMARY KEY (cut, measure, day, first, second)) WITHOUT ROWID
        """,
        // Bigrams of titles and texts; `Bigrams` makes them, so the tokenizer has only to split at spaces.
        """
        CREATE VIRTUAL TABLE search USING fts5 (
          grams, content = '', detail = none, columnsize = 0, tokenize = 'ascii')
        """,
        // Terms of one transaction that are held in memory before they become a segment, in bytes.
        "INSERT INTO search (search, rank) VALUES ('hashsize', 8388608)",
    ]

    /// Open requests by deadline, with what they are counted by, so that counting reads nothing else.
    static let dueIndex = """
        CREATE INDEX request_due ON request (close_deadline, case_id, lead, district, town, category) WHERE is_open = 1
        """

    /// Appeals against ratings, and second looks at closings; a row for each round that has one.
    static let quality = [
        """
        CREATE TABLE IF NOT EXISTS appeal (
          case_id INTEGER NOT NULL,
          round INTEGER NOT NULL,
          body TEXT NOT NULL,
          ground TEXT NOT NULL,
          at INTEGER NOT NULL,
          decided_at INTEGER,
          granted INTEGER NOT NULL,
          PRIMARY KEY (case_id, round)) WITHOUT ROWID
        """,
        "CREATE INDEX IF NOT EXISTS appeal_open ON appeal (at, case_id) WHERE decided_at IS NULL",
        "CREATE INDEX IF NOT EXISTS appeal_decided ON appeal (decided_at, case_id) WHERE decided_at IS NOT NULL",
        """
        CREATE TABLE IF NOT EXISTS inspection (
          case_id INTEGER NOT NULL,
          round INTEGER NOT NULL,
          closed_on INTEGER NOT NULL,
          at INTEGER NOT NULL,
          sampled INTEGER NOT NULL,
          failed TEXT NOT NULL,
          PRIMARY KEY (case_id, round)) WITHOUT ROWID
        """,
        "CREATE INDEX IF NOT EXISTS inspection_by_time ON inspection (at, case_id)",
    ]

    /// Sums of `figure` over whole weeks and months (`FigureBlocks`), and which of them hold.
    static let blocks = [
        """
        CREATE TABLE IF NOT EXISTS figure_block (
          cut INTEGER NOT NULL,
          length INTEGER NOT NULL,
          start INTEGER NOT NULL,
          first TEXT NOT NULL,
          second TEXT NOT NULL,
          amounts BLOB NOT NULL,
          PRIMARY KEY (cut, length, start, first, second)) WITHOUT ROWID
        """,
        """
        CREATE TABLE IF NOT EXISTS figure_block_made (
          length INTEGER NOT NULL,
          start INTEGER NOT NULL,
          is_whole INTEGER NOT NULL,
          PRIMARY KEY (length, start)) WITHOUT ROWID
        """,
    ]
}
