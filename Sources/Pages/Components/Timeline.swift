package import Civics
package import HTML

/// One station on the way of a request.
package struct TimelineItem: Sendable {
    package enum Position: Sendable {
        case done, now, next
    }

    package var position: Position
    /// `现在`, `接下来`, `最迟`: before the time.
    package var label: String?
    package var at: Instant?
    /// In words, where there is no exact time (`7 天内`).
    package var time: String?
    package var heading: HTML
    package var notes: [HTML]

    package init(
        _ position: Position, label: String? = nil, at: Instant? = nil, time: String? = nil, _ heading: HTML,
        notes: [HTML] = []
    ) {
        self.position = position
        self.label = label
        self.at = at
        self.time = time
        self.heading = heading
        self.notes = notes
    }
}

extension View {
    /// What has happened, where things stand now, and what comes next.
    package func timeline(_ items: [TimelineItem]) -> HTML {
        "<ol class=\"timeline\">\n\(items.map { timelineItem($0) })</ol>"
    }

    private func timelineItem(_ item: TimelineItem) -> HTML {
        let style: HTML =
            switch item.position {
            case .done: ""
            case .now: #" class="is-now" aria-current="step""#
            case .next: #" class="is-next""#
            }
        let label = item.label.map {
            "<span class=\"tl-label\(if: item.position == .now, " c-accent")\">\($0)</span>" as HTML
        }
        let time: HTML? =
            if let at = item.at {
                "<time datetime=\"\(machineTime(at))\">\(item.time ?? moment(at))</time>"
            } else {
                item.time.map { "<span class=\"meta\">\($0)</span>" }
            }
        return "<li\(style)>\(label)\(time)<h3>\(item.heading)</h3>\(item.notes)</li>\n"
    }
}
