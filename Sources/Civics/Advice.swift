/// Rules by which reports recommend something (`advice.yml`): each is a condition on figures and a sentence. Nothing is
/// recommended that no rule asks for, and every sentence carries the figures that fulfilled its condition.
package struct AdviceRules: Hashable, Sendable {
    package var rules: [AdviceRule]
    /// Of one rule, so many subjects are named; how many more there are is said.
    package var perRule: Int

    package init(rules: [AdviceRule], perRule: Int) {
        self.rules = rules
        self.perRule = perRule
    }

    package static let none = AdviceRules(rules: [], perRule: 1)
}

package struct AdviceRule: Hashable, Sendable {
    /// Of what it speaks: the whole city, or each of its districts, towns, categories or bodies.
    package enum Subject: String, CaseIterable, Sendable {
        case city, district, town, category, body
    }

    package var code: String
    package var subject: Subject
    package var lengths: Set<CityPeriod.Length>
    /// A condition in FEEL over the names of `AdviceFact`. Whatever it cannot judge for lack of a figure is no
    /// recommendation, and is said to be not judged.
    package var condition: String
    /// The fact that is looked at again in the next report.
    package var watches: AdviceFact
    /// The recommendation; `{subject}` and names of facts in braces stand for what they are.
    package var text: LocalName

    package init(
        code: String, subject: Subject, lengths: Set<CityPeriod.Length>, condition: String, watches: AdviceFact,
        text: LocalName
    ) {
        self.code = code
        self.subject = subject
        self.lengths = lengths
        self.condition = condition
        self.watches = watches
        self.text = text
    }
}

/// What a rule can ask about its subject. Rates are in per cent, and null below the base from which they are shown;
/// `low` and `high` are the ends of their 95 % interval.
package enum AdviceFact: String, CaseIterable, Sendable {
    case received
    case receivedBefore = "received_before"
    case receivedYearAgo = "received_year_ago"
    /// Change in per cent of the period before; null on a base too small for percentages.
    case growth
    /// Whether it rose beyond what chance makes of counts.
    case roseBeyondChance = "rose_beyond_chance"
    /// Of all that the city received, in per cent.
    case share
    case due
    case onTime = "on_time"
    case onTimeLow = "on_time_low"
    case onTimeHigh = "on_time_high"
    case onTimeBefore = "on_time_before"
    case onTimeTarget = "on_time_target"
    /// Fell due and was not closed by then.
    case late
    case closed
    case redone
    case redoRate = "redo_rate"
    case redoRateLow = "redo_rate_low"
    /// Of all that the report tells of.
    case redoRateAll = "redo_rate_all"
    case calledBack = "called_back"
    case solved
    case solvedLow = "solved_low"
    case solvedHigh = "solved_high"
    case solvedTarget = "solved_target"
    case satisfied
    case satisfiedHigh = "satisfied_high"
    case satisfiedTarget = "satisfied_target"
    case returned
    case dispatched
    /// Returned by the body, in per cent of what was dispatched to it.
    case returnRate = "return_rate"

    /// Whether it can be looked at again: counts that should fall, rates that should rise or fall.
    package var canBeWatched: Bool { isCount || isRate }

    package var isCount: Bool { [.received, .late, .redone, .returned, .due, .closed].contains(self) }
    package var isRate: Bool { [.onTime, .redoRate, .solved, .satisfied, .returnRate].contains(self) }
    /// Whether more of it is better.
    package var isBetterHigh: Bool { [.onTime, .solved, .satisfied, .closed].contains(self) }
}
