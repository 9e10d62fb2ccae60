package import Civics

/// What a weekly report needs besides the figures.
package struct WeeklyContext: Hashable, Sendable {
    /// The city's day on which it is made. Figures count up to the day before; a week that is not over by then is
    /// reported as running.
    package var today: CityDay
    /// Two as a rule, chosen by whoever asks for the report; the first shown first.
    package var cases: [TypicalCase]
    /// How the cases were chosen, in the language of the report.
    package var caseRule: String
    /// Whether the figures are made up; the report says so at the top.
    package var isDemonstration: Bool

    package init(
        today: CityDay, cases: [TypicalCase] = [], caseRule: String = "", isDemonstration: Bool = false
    ) {
        self.today = today
        self.cases = cases
        self.caseRule = caseRule
        self.isDemonstration = isDemonstration
    }
}
