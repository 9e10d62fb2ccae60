package import Civics
import HTML

/// The periods that a press away: each ends today.
package enum Period: String, CaseIterable, Sendable {
    case today, week, month
    /// From the first of this month.
    case thisMonth = "this-month"

    package var name: LocalName {
        switch self {
        case .today: LocalName(zh: "今天", en: "Today")
        case .week: LocalName(zh: "7 天", en: "7 days")
        case .month: LocalName(zh: "30 天", en: "30 days")
        case .thisMonth: LocalName(zh: "本月", en: "This month")
        }
    }

    package func days(until today: CityDay) -> ClosedRange<CityDay> {
        switch self {
        case .today: today...today
        case .week: today.advanced(by: -6)...today
        case .month: today.advanced(by: -29)...today
        case .thisMonth: today.firstOfMonth...today
        }
    }
}

extension View {
    /// `11月9日至15日`, `9–15 Nov`.
    package func range(_ days: ClosedRange<CityDay>) -> String {
        let (from, to) = (days.lowerBound, days.upperBound)
        guard from != to else { return day(from) }
        guard from.year == to.year else { return say("\(day(from))至\(day(to))", "\(day(from)) – \(day(to))") }
        if from.month == to.month { return say("\(day(from))至\(to.day)日", "\(from.day)–\(day(to))") }
        return say("\(day(from))至\(to.month)月\(to.day)日", "\(day(from)) – \(day(to))")
    }

    /// Presets, and a form from day to day. `path` makes the address of a period.
    func periodChooser(
        _ chosen: ClosedRange<CityDay>, action: SitePath, keeping hidden: [(String, String)] = [],
        path: (ClosedRange<CityDay>) -> SitePath
    ) -> HTML {
        let presets = Period.allCases.map { period -> HTML in
            let days = period.days(until: context.today)
            // On the first of a month "today" and "this month" are the same days: one of them is current.
            let isOn = days == chosen && !(period == .thisMonth && Period.today.days(until: context.today) == chosen)
            return """
                <a class="btn btn-sm\(if: !isOn, " btn-quiet")" href="\(path(days))"\
                \(if: isOn, #" aria-current="true""#)>\(say(period.name))</a>
                """
        }
        return """
            <div class="periods" role="group" aria-label="\(say("期间", "Period"))">\(presets)\
            <form method="get" action="\(action)" class="row row-tight">\
            \(hidden.map { hiddenField($0.0, $0.1) })\
            <label class="row row-tight"><span class="meta">\(say("从", "From"))</span><input class="input input-sm" type="date" \
            name="from" value="\(chosen.lowerBound.description)" required></label>\
            <label class="row row-tight"><span class="meta">\(say("到", "to"))</span><input class="input input-sm" type="date" \
            name="to" value="\(chosen.upperBound.description)" required></label>\
            <button class="btn btn-sm">\(say("查看", "Show"))</button></form></div>
            """
    }
}
