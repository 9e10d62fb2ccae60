package import Civics

/// The life of one version of a report that is kept: draft (草稿) → reviewed (已审核) → issued (已签发) → replaced (已更正).
/// Pure: what may happen follows from what has happened.
///
/// Two persons sign: who issues is not who reviewed. A draft can be made anew from the figures as they stand until it is
/// reviewed; what was issued never changes a byte. A correction (更正) is a version of its own with a reason; when it is
/// issued, the one before says by which it was replaced, and why.
package struct ReportLife: Hashable, Sendable {
    package enum State: Int, CaseIterable, Sendable {
        case draft = 0, reviewed, issued
        /// Issued once, and corrected since.
        case replaced
        /// Given up before it was issued.
        case dropped
    }

    /// Something that was done with a version. The raw value stands in the chain of acts; it never changes its meaning.
    package enum Act: String, CaseIterable, Sendable {
        case made, remade, reviewed, issued, replaced, dropped
        case sentBack = "sent-back"
    }

    /// An act with who did it and when, as it stands in the chain.
    package struct Entry: Hashable, Sendable {
        package var act: Act
        package var at: Instant
        package var account: String
        /// Why; empty where no reason is asked for.
        package var reason: String
        /// The other version: the one that this corrects, of `made`; the one that replaced this, of `replaced`.
        package var other: Int?

        package init(_ act: Act, at: Instant, by account: String, reason: String = "", other: Int? = nil) {
            self.act = act
            self.at = at
            self.account = account
            self.reason = reason
            self.other = other
        }
    }

    /// Who did something, and when.
    package struct Signature: Hashable, Sendable {
        package var account: String
        package var at: Instant
    }

    package private(set) var state = State.draft
    /// How many acts there were: whoever acts says how many they saw.
    package private(set) var acts = 0
    /// When its figures were read, and by whom.
    package private(set) var made: Signature
    /// Whose review stands.
    package private(set) var review: Signature?
    package private(set) var issue: Signature?
    /// The version that this one corrects.
    package let corrects: Int?
    package private(set) var replacedBy: Int?
    /// Why this correction was made; empty for a version that corrects none.
    package let correctionReason: String
    /// Why it was last sent back, given up, or replaced.
    package private(set) var reason = ""

    /// The life that acts make; `nil` when they do not begin with `made`.
    package init?(_ entries: [Entry]) {
        guard let first = entries.first, first.act == .made else { return nil }
        made = Signature(account: first.account, at: first.at)
        corrects = first.other
        correctionReason = first.reason
        acts = 1
        for entry in entries.dropFirst() { take(entry) }
    }

    private mutating func take(_ entry: Entry) {
        let signature = Signature(account: entry.account, at: entry.at)
        acts += 1
        switch entry.act {
        case .made, .remade: made = signature
        case .reviewed:
            state = .reviewed
            review = signature
        case .sentBack:
            state = .draft
            review = nil
            reason = entry.reason
        case .issued:
            state = .issued
            issue = signature
        case .replaced:
            state = .replaced
            replacedBy = entry.other
            reason = entry.reason
        case .dropped:
            state = .dropped
            reason = entry.reason
        }
    }

    /// Whether its figures stand: a draft can still be made anew.
    package var isFrozen: Bool { state != .draft }
}

/// What somebody wants done with a version of a report.
package enum ReportStep: Hashable, Sendable {
    /// Make the draft anew from the figures as they stand.
    case remake
    case review
    /// Not as it should be: a draft again.
    case sendBack(reason: String)
    case issue
    /// Begin a correction of what was issued.
    case correct(reason: String)
    /// Give a version up that was not issued.
    case drop(reason: String)
}

/// Why a step cannot be taken. The raw value is the code that the API and the pages show.
package enum ReportRefusal: String, Error, CaseIterable, Sendable {
    case notDraft = "report-not-draft"
    case notReviewed = "report-not-reviewed"
    case notIssued = "report-not-issued"
    /// It was issued, corrected or given up: nothing of it changes any more.
    case frozen = "report-frozen"
    /// Who reviewed it does not issue it.
    case ownReview = "report-own-review"
    case reasonMissing = "report-reason-missing"
    /// Made before its period was over: the figures of the last days are missing in it.
    case madeTooEarly = "report-made-too-early"
    /// There is a version that is not issued yet.
    case underWay = "report-under-way"
    /// Somebody did something with it since it was looked at.
    case overtaken = "report-overtaken"
    /// The report is kept already.
    case kept = "report-kept"
    /// The period has not begun.
    case notBegun = "report-not-begun"
    /// The figures changed each time while it was made, so that its languages would not say the same.
    case figuresMoving = "report-figures-moving"
}

extension ReportLife {
    /// What a step makes of this version: the act that is written, or why not.
    ///
    /// - Parameters:
    ///   - period: the days of the report.
    ///   - hasLater: whether there is a later version that was not given up.
    /// - Throws: `ReportRefusal`.
    package func decide(
        _ step: ReportStep, by account: String, at now: Instant, period: ClosedRange<CityDay>, in zone: CityZone,
        hasLater: Bool
    ) throws(ReportRefusal) -> Entry {
        switch step {
        case .remake:
            guard state == .draft else { throw state == .reviewed ? .notDraft : .frozen }
            return Entry(.remade, at: now, by: account)
        case .review:
            guard state == .draft else { throw state == .reviewed ? .notDraft : .frozen }
            guard zone.day(of: made.at) > period.upperBound else { throw .madeTooEarly }
            return Entry(.reviewed, at: now, by: account)
        case .sendBack(let reason):
            guard state == .reviewed else { throw state == .draft ? .notReviewed : .frozen }
            return Entry(.sentBack, at: now, by: account, reason: try Self.stated(reason))
        case .issue:
            guard state == .reviewed, let review else { throw state == .draft ? .notReviewed : .frozen }
            guard review.account != account else { throw .ownReview }
            return Entry(.issued, at: now, by: account)
        case .correct(let reason):
            guard state == .issued else { throw .notIssued }
            guard !hasLater else { throw .underWay }
            return Entry(.made, at: now, by: account, reason: try Self.stated(reason))
        case .drop(let reason):
            guard state == .draft || state == .reviewed else { throw .frozen }
            return Entry(.dropped, at: now, by: account, reason: try Self.stated(reason))
        }
    }

    /// What the issuing of a correction does to the version that it corrects.
    package static func replacement(by version: Int, _ life: ReportLife, at now: Instant, account: String) -> Entry {
        Entry(.replaced, at: now, by: account, reason: life.correctionReason, other: version)
    }

    private static func stated(_ reason: String) throws(ReportRefusal) -> String {
        guard !reason.allSatisfy(\.isWhitespace) else { throw .reasonMissing }
        return reason
    }
}
