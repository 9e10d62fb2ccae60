import Civics
import HTML

extension TileMap {
    private static let columns = 8
    private static let pitchX = 85.0
    private static let width = 81.0

    func drawing(_ language: Language) -> (height: Double, content: HTML) {
        if let grid { return drawn(grid, language) }
        let height = 52.0
        var content = HTML()
        var y = 0.0
        for (group, members) in groups {
            if !group.isEmpty {
                content += "<text class=\"t-strong\" x=\"0\" y=\"\(y + 14)\">\(chartText(group, within: 620))</text>"
                y += 21
            }
            for (index, tile) in members.enumerated() {
                let (row, column) = index.quotientAndRemainder(dividingBy: Self.columns)
                content += draw(
                    tile, x: Double(column) * Self.pitchX, y: y + Double(row) * (height + 4), height: height,
                    withGroup: false, language)
            }
            let rows = (members.count + Self.columns - 1) / Self.columns
            y += Double(rows) * (height + 4) + 8
        }
        return (max(8, y - 8), content)
    }

    /// The tiles by their groups, both in the order in which they come.
    private var groups: [(name: String, tiles: [Tile])] {
        var groups: [(name: String, tiles: [Tile])] = []
        var places: [String: Int] = [:]
        for tile in tiles {
            if let place = places[tile.group] {
                groups[place].tiles.append(tile)
            } else {
                places[tile.group] = groups.count
                groups.append((tile.group, [tile]))
            }
        }
        return groups
    }

    /// The tiles at their own places, empty columns and rows at the edges left out; `nil` where a tile has none, where
    /// two have the same, or where the grid is wider than there is room.
    private var grid: [(tile: Tile, column: Int, row: Int)]? {
        let positions = tiles.compactMap(\.position)
        guard !tiles.isEmpty, positions.count == tiles.count, Set(positions).count == positions.count,
            let west = positions.map(\.column).min(), let east = positions.map(\.column).max(),
            let north = positions.map(\.row).min(), let south = positions.map(\.row).max(),
            east.subtractingReportingOverflow(west).overflow == false, east - west < Self.columns,
            south.subtractingReportingOverflow(north).overflow == false, south - north < 40
        else { return nil }
        return zip(tiles, positions).map { ($0, $1.column - west, $1.row - north) }
    }

    private func drawn(_ grid: [(tile: Tile, column: Int, row: Int)], _ language: Language) -> (Double, HTML) {
        let withGroups = tiles.contains { !$0.group.isEmpty }
        let height = withGroups ? 66.0 : 52.0
        let content = grid.map { tile, column, row in
            draw(
                tile, x: Double(column) * Self.pitchX, y: Double(row) * (height + 4), height: height,
                withGroup: withGroups, language)
        }.joined()
        return (Double((grid.map(\.row).max() ?? 0) + 1) * (height + 4) - 4, content)
    }

    private func draw(
        _ tile: Tile, x: Double, y: Double, height: Double, withGroup: Bool, _ language: Language
    ) -> HTML {
        let middle = x + Self.width / 2
        let value = tile.value?.known
        let shade = value.map(shade) ?? 0
        let isDark = value != nil && shade > 3
        let style: HTML = isDark ? "t-on" : "t-cell"
        var content: HTML =
            value == nil
            ? """
            <rect class="q-none" x="\(x + 0.5)" y="\(y + 0.5)" width="\(Self.width - 1)" height="\(height - 1)"/>\
            \(chartHatch(x: x, y: y + height - 17, width: Self.width, height: 17))
            """ : "<rect class=\"q\(shade)\" x=\"\(x)\" y=\"\(y)\" width=\"\(Self.width)\" height=\"\(height)\"/>"
        var lines = chartLines(tile.name, within: Self.width - 4)
        if withGroup { lines.insert(chartText(tile.group, within: Self.width - 4), at: 0) }
        // A name of one line stands in the middle of the room for two.
        let start = y + (lines.count == (withGroup ? 2 : 1) ? 19 : 14)
        for (index, line) in lines.enumerated() {
            content +=
                "<text class=\"t-mid \(style)\" x=\"\(middle)\" y=\"\(start + Double(index) * 14)\">\(line)</text>"
        }
        let text = format.text(value, within: (Self.width - 4) / 1.08, language)
        if value != nil {
            content += """
                <text class="t-mid t-strong\(if: isDark, " t-on")" x="\(middle)" y="\(y + height - 6)">\(text)</text>
                """
        } else {
            content += """
                <rect class="ground" x="\(middle - 9)" y="\(y + height - 17)" width="18" height="15"/>\
                <text class="t-mid t-cell" x="\(middle)" y="\(y + height - 6)">—</text>
                """
        }
        return content
    }
}
