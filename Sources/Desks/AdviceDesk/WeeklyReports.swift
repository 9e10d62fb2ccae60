import Casework
package import Civics
package import Reporting
import Storage

extension AdviceDesk {
    /// The report that is asked for, made from the figures as they stand.
    /// - Throws: `DeskError.notFound` for a part that the city does not have, and for days of which there is no report.
    package func report(
        _ order: ReportOrder, in language: Language, isDemonstration: Bool, _ context: OperationContext
    ) async throws -> ReportDocument {
        guard order.scope.isKnown(in: city), case .week(let week) = order.period, order.scope == .city else {
            throw DeskError.notFound
        }
        return try await weeklyReport(week, in: language, isDemonstration: isDemonstration, context)
    }

    /// The weekly report of the whole city, made from the figures as they stand.
    package func weeklyReport(
        _ week: CityWeek, in language: Language, isDemonstration: Bool, _ context: OperationContext
    ) async throws -> ReportDocument {
        guard Access.isAllowed(.viewReports, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewReports)
        }
        let cases = try await typicalCases(week)
        let context = WeeklyContext(
            today: city.zone.day(of: context.now), cases: cases,
            caseRule: language.say(
                "从本周回访为满意或非常满意、且反映人未要求保护身份的诉求中，取经过步骤最多的两件。",
                """
                Of the requests whose people said this week that they are satisfied, and who did not ask for \
                protection, the two that took the most steps.
                """), isDemonstration: isDemonstration)
        let city = self.city
        return try await store.database.read {
            try WeeklyReport.make(week, of: city, in: language, from: StoredFigures(connection: $0), context: context)
        }
    }

    /// The weeks of which there is a report, the newest first, with how many requests each received.
    package func reportedWeeks(_ context: OperationContext) async throws -> [(week: CityWeek, received: Int)] {
        guard Access.isAllowed(.viewReports, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewReports)
        }
        let weeks = try await weeks(context)
        guard let first = weeks.last, let last = weeks.first else { return [] }
        let byDay = try await store.database.read {
            try FigureStore.byDay(.received, first.days.lowerBound...last.days.upperBound, on: $0)
        }
        return weeks.map { week in
            let start = first.monday.distance(to: week.monday)
            return (week, byDay[start..<start + 7].reduce(0, +))
        }
    }

    /// Weeks for which there are figures, the newest first.
    package func weeks(_ context: OperationContext) async throws -> [CityWeek] {
        let first = try await store.database.read { try StoredFigures(connection: $0).firstDay() }
        guard let first else { return [] }
        var weeks: [CityWeek] = []
        var week = CityWeek(containing: city.zone.day(of: context.now))
        while week >= CityWeek(containing: first), weeks.count < 520 {
            weeks.append(week)
            week = week.previous
        }
        return weeks
    }

    private func typicalCases(_ week: CityWeek) async throws -> [TypicalCase] {
        let numbers = try await store.database.read {
            try $0.rows(
                """
                SELECT r.case_id FROM fact f JOIN request r ON r.case_id = f.case_id
                WHERE f.measure = ? AND f.day BETWEEN ? AND ? AND r.protected = 0
                ORDER BY r.version DESC, r.case_id LIMIT 2
                """,
                [
                    .integer(Measure.satisfied.rawValue), .integer(week.days.lowerBound.number),
                    .integer(week.days.upperBound.number),
                ]
            ) { CaseNumber(rawValue: $0.integer(0)) }
        }
        var cases: [TypicalCase] = []
        for number in numbers {
            guard var file = try await store.caseFile(number), !file.title.isEmpty else { continue }
            if let person = try await store.person(of: number) { file = file.blotting(person) }
            let reply = file.request.replies.last { $0.body == file.request.lead }
            cases.append(
                TypicalCase(
                    number: number, title: excerpt(file.title, 40), course: excerpt(file.text, 120),
                    result: excerpt(reply.flatMap { file.body($0.version) } ?? "", 160)))
        }
        return cases
    }

    /// The beginning of a text, with long numbers (phones, identity numbers) blotted out.
    private func excerpt(_ text: String, _ most: Int) -> String {
        var out = ""
        var digits = ""
        func flush() {
            out += digits.count >= 7 ? String(repeating: "*", count: digits.count) : digits
            digits = ""
        }
        for character in text.prefix(most) {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                flush()
                out.append(character == "\n" ? " " : character)
            }
        }
        flush()
        return text.count > most ? out + "…" : out
    }
}
