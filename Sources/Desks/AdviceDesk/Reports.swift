import Casework
package import Civics
package import Reporting
import Storage

extension AdviceDesk {
    /// The report that is asked for, made from the figures as they stand.
    /// - Throws: `DeskError.notFound` for a part that the city does not have.
    package func report(
        _ order: ReportOrder, in language: Language, isDemonstration: Bool, _ context: OperationContext
    ) async throws -> ReportDocument {
        guard Access.isAllowed(.viewReports, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewReports)
        }
        guard order.scope.isKnown(in: city) else { throw DeskError.notFound }
        let context = try await reportContext(order, in: language, isDemonstration: isDemonstration, context)
        let queries = try await queriesInReports()
        let city = self.city
        return try await store.database.read { connection in
            let figures = StoredFigures(connection: connection)
            var context = context
            context.annex = try Self.annex(
                of: queries, for: order, of: city, in: language, from: figures, today: context.today)
            return try CityReport.make(order, of: city, in: language, from: figures, context: context)
        }
    }

    private func reportContext(
        _ order: ReportOrder, in language: Language, isDemonstration: Bool, _ context: OperationContext
    ) async throws -> ReportContext {
        let length = order.period.length
        var report = ReportContext(
            today: city.zone.day(of: context.now), cases: try await typicalCases(order),
            caseRule: language.say(
                "从本期回访为满意或非常满意、且反映人未要求保护身份的诉求中，取经过步骤最多的两件。",
                """
                Of the requests whose people said in the period that they are satisfied, and who did not ask for \
                protection, the two that took the most steps.
                """), isDemonstration: isDemonstration)
        if let found = try await reportIssues(order, in: language) {
            report.issues = found.issues
            report.issuesFrom = found.from
        }
        if length == .quarter, let (found, requests) = try await reportConnections(order, in: language, context) {
            report.connections = found
            report.connectionRequests = requests
        }
        if length == .quarter || length == .year {
            let (found, replies) = try await reportRegulations(order)
            report.regulations = found
            report.regulationReplies = replies
        }
        return report
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

    private func typicalCases(_ order: ReportOrder) async throws -> [TypicalCase] {
        let days = order.period.days
        let (condition, values): (String, [SQLValue]) =
            switch order.scope {
            case .city: ("", [])
            case .district(let id): (" AND r.district = ?", [.text(id)])
            case .town(let id): (" AND r.town = ?", [.text(id)])
            case .body(let id): (" AND r.lead = ?", [.text(id)])
            case .category(let code): (" AND substr(r.category, 1, ?) = ?", [.integer(code.count), .text(code)])
            }
        let numbers = try await store.database.read {
            try $0.rows(
                """
                SELECT r.case_id FROM fact f JOIN request r ON r.case_id = f.case_id
                WHERE f.measure = ? AND f.day BETWEEN ? AND ? AND r.protected = 0\(condition)
                ORDER BY r.version DESC, r.case_id LIMIT 2
                """,
                [
                    .integer(Measure.satisfied.rawValue), .integer(days.lowerBound.number),
                    .integer(days.upperBound.number),
                ] + values
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
