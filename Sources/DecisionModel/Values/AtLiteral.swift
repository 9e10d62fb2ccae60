extension FEELValue {
    /// The value of an at-literal (rule 64): a date, a time, a date and time or a duration; null for anything else.
    init(atLiteral text: String) {
        self = FEELValue(temporal: text) ?? .null
    }

    /// Reads a date, time, date and time or duration, whichever the text is.
    package init?(temporal text: String) {
        if let value = FEELDate(text) {
            self = .date(value)
        } else if let value = FEELDateTime(text) {
            self = .dateTime(value)
        } else if let value = FEELTime(text) {
            self = .time(value)
        } else if let value = YearsAndMonthsDuration(text) {
            self = .yearsAndMonths(value)
        } else if let value = DaysAndTimeDuration(text) {
            self = .daysAndTime(value)
        } else {
            return nil
        }
    }
}
