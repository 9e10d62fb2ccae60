/// What came back, counted.
struct Tally {
    /// One second of the run.
    struct Second {
        var begun = 0
        var finished = 0
        var refused = 0
        var withoutConnection = 0
        var calls = Histogram()
    }

    /// By call, answered as it should be, while counting.
    var calls: [Histogram]
    /// Life cycles (or look-ups) that went through while counting.
    var finished = 0
    /// Answers that are no success, by status, over the whole run.
    var otherStatuses: [Int: Int] = [:]
    /// The answers 503 that name a `Retry-After`.
    var retryAfter = 0
    /// Connections that ended in the middle of something.
    var broken = 0
    /// Commands acknowledged over the whole run, warm-up included.
    var acknowledged = 0
    /// Receipts among them: so many new cases there must be.
    var receipts = 0
    /// Commands sent again under their key after the connection had ended.
    var sentAgain = 0
    var countedNanoseconds: UInt64 = 0
    var seconds: [Second] = []
    /// The first bodies of unexpected answers, to see what is wrong.
    var samples: [String] = []

    init(calls: Int) { self.calls = Array(repeating: Histogram(), count: calls) }
}
