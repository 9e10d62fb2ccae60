import Civics
import HTML

extension CalendarChart.Sign {
    /// A triangle for a day off, a square for a day worked: told apart without colour.
    func shape(x: Double, y: Double) -> HTML {
        switch self {
        case .dayOff: "<path class=\"sign\" d=\"M\(x) \(y)h9l-9 9z\"/>"
        case .workday: "<path class=\"sign\" d=\"M\(x) \(y)h7v7h-7z\"/>"
        }
    }
}

extension CalendarChart {
    /// How the weeks stand: up to six in large cells, up to half a year one under the other, more side by side.
    private struct Layout {
        let weeks: [CityDay]
        let blocks: Int
        let weeksInBlock: Int
        let cellWidth: Double
        let cellHeight: Double
        let labelWidth = 62.0

        init(_ days: ClosedRange<CityDay>) {
            weeks = Array(stride(from: days.lowerBound.monday, through: days.upperBound.monday, by: 7))
            let isLong = weeks.count > 27
            weeksInBlock = isLong ? 27 : weeks.count
            blocks = (weeks.count + weeksInBlock - 1) / weeksInBlock
            cellWidth = ((isLong ? 332 : 680) - labelWidth) / 7
            cellHeight = weeks.count <= 6 ? 44 : isLong ? 20 : 26
        }

        var isLong: Bool { blocks > 1 }

        /// The upper left corner of a week's first cell.
        func corner(_ week: Int) -> (x: Double, y: Double) {
            let (block, line) = week.quotientAndRemainder(dividingBy: weeksInBlock)
            let (row, column) = block.quotientAndRemainder(dividingBy: 2)
            return (
                labelWidth + Double(column) * 348, 24 + Double(row) * blockHeight + Double(line) * cellHeight
            )
        }

        var blockHeight: Double { 24 + Double(weeksInBlock) * cellHeight + 12 }
        var height: Double { blockHeight * Double((blocks + 1) / 2) - 8 }
    }

    func drawing(_ language: Language) -> (height: Double, content: HTML) {
        let days = ordered
        guard let first = days.first?.day, let last = days.last?.day else { return (8, "") }
        let layout = Layout(first...last)
        let range = range ?? 0...0
        var content = HTML()
        for block in 0..<layout.blocks {
            let (x, y) = layout.corner(block * layout.weeksInBlock)
            for weekday in 0..<7 {
                let name = language.shortWeekday(first.monday.advanced(by: weekday))
                let middle = x + layout.cellWidth * (Double(weekday) + 0.5)
                content += "<text class=\"t-mid\" x=\"\(middle)\" y=\"\(y - 8)\">\(name)</text>"
            }
        }
        for (index, monday) in layout.weeks.enumerated() {
            let (x, y) = layout.corner(index)
            let start = max(monday, first)
            content += """
                <text class="t-end\(if: start.day <= 7 || index == 0, "", else: " t-soft")" x="\(x - 6)" \
                y="\(y + layout.cellHeight / 2 + 4)">\(language.shortDate(start))</text>
                """
        }
        for day in days {
            let week = (day.day.number - layout.weeks[0].number) / 7
            let (x, y) = layout.corner(week)
            content += draw(
                day, x: x + Double(day.day.weekday - 1) * layout.cellWidth, y: y, layout, range, language)
        }
        content += months(first...last, layout)
        return (layout.height, content)
    }

    private func draw(
        _ day: Day, x: Double, y: Double, _ layout: Layout, _ range: ClosedRange<Double>, _ language: Language
    ) -> HTML {
        let (width, height) = (layout.cellWidth - 1, layout.cellHeight - 1)
        let value = day.value?.known
        let shade = value.map { self.shade($0, in: range) } ?? 0
        let isDark = shade > 3
        let on: HTML = isDark ? " t-on" : " t-cell"
        var content: HTML =
            value == nil
            ? """
            <rect class="q-none" x="\(x + 0.5)" y="\(y + 0.5)" width="\(width - 1)" height="\(height - 1)"/>\
            \(chartHatch(x: x, y: y, width: width, height: height))
            """ : "<rect class=\"q\(shade)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"/>"
        /// What is written over slanted lines stands on a ground of its own.
        func ground(_ x: Double, _ y: Double, _ width: Double) {
            guard value == nil else { return }
            content += "<rect class=\"ground\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"14\"/>"
        }
        if layout.isLong {
            let room = width - (day.sign == nil ? 4 : 24)
            let text = format.text(day.value, within: room, language)
            ground(x + width / 2 - 9, y + height / 2 - 7, 18)
            content += "<text class=\"t-mid\(on)\" x=\"\(x + width / 2)\" y=\"\(y + height / 2 + 4.5)\">\(text)</text>"
        } else {
            // The day of the month at the left, the value at the right; in large cells over each other.
            let isLarge = layout.cellHeight > 30
            let text = format.text(day.value, within: isLarge ? width - 8 : width - 36, language)
            ground(x + 10, y + (isLarge ? 4 : height / 2 - 7), 19)
            ground(x + width - 21, y + (isLarge ? 25 : height / 2 - 7), 18)
            content += """
                <text class="\(isDark ? "t-on" as HTML : "t-cell")" x="\(x + 13)" y="\(y + (isLarge ? 15 : height / 2 + 4))">\
                \(day.day.day)</text>\
                <text class="t-end t-strong\(if: isDark, " t-on")" x="\(x + width - 5)" \
                y="\(y + (isLarge ? 36 : height / 2 + 4))">\(text)</text>
                """
            if isLarge, let note = day.name ?? day.sign?.name(language) {
                let words = chartText(note, within: width - 34)
                ground(x + width - 6 - chartTextWidth(words), y + 4, chartTextWidth(words) + 4)
                content += "<text class=\"t-end\(on)\" x=\"\(x + width - 4)\" y=\"\(y + 15)\">\(words)</text>"
            }
        }
        if let sign = day.sign {
            content += "<g\(if: isDark, " class=\"on-dark\"")>\(sign.shape(x: x + 1, y: y + 1))</g>"
        }
        return content
    }

    /// A line between the months.
    private func months(_ days: ClosedRange<CityDay>, _ layout: Layout) -> HTML {
        let firsts = days.filter { $0.day == 1 && $0 != days.lowerBound }
        return firsts.map { day -> HTML in
            let week = (day.number - layout.weeks[0].number) / 7
            let (x, y) = layout.corner(week)
            let column = Double(day.weekday - 1)
            let split = x + column * layout.cellWidth - 0.5
            let (start, end) = (x - 0.5, x + 7 * layout.cellWidth - 0.5)
            let top = y - 0.5
            let step: HTML =
                column == 0 ? "M\(start) \(top)H\(end)" : "M\(start) \(top + layout.cellHeight)H\(split)V\(top)H\(end)"
            return "<path class=\"edge\" d=\"\(step)\"/>"
        }.joined()
    }
}
