import Civics
import HTML

/// The places of a city as tiles of one size, those of a group (a district) side by side; darker where there is more,
/// the value written in each. It needs no geography: the order of the places makes the grid, unless each has a place in
/// a grid of its own.
package struct TileMap: Hashable, Codable, Sendable {
    package struct Tile: Hashable, Codable, Sendable {
        package var name: String
        /// The name of the district that the place belongs to; empty where there are no groups.
        package var group: String
        /// `nil` where there are no data or too few to be shown.
        package var value: Double?
        /// Where the tile stands in a grid that resembles the map of the city.
        package var position: Position?
        package var figure: FigureQuery?

        package init(
            _ name: String, group: String = "", _ value: Double?, position: Position? = nil,
            figure: FigureQuery? = nil
        ) {
            self.name = name
            self.group = group
            self.value = value
            self.position = position
            self.figure = figure
        }
    }

    /// A place in a grid: columns from west to east, rows from north to south.
    package struct Position: Hashable, Codable, Sendable {
        package var column: Int
        package var row: Int

        package init(column: Int, row: Int) {
            self.column = column
            self.row = row
        }
    }

    package var title: String
    package var summary: String
    /// What the names are: 镇街.
    package var nameHead: String
    /// What the values are: 本月件数.
    package var valueHead: String
    /// What a hatched tile means: 无数据或件数少.
    package var missingMeaning: String
    package var tiles: [Tile]
    package var format: ChartFormat

    package init(
        title: String, summary: String, nameHead: String, valueHead: String, missingMeaning: String = "",
        tiles: [Tile], format: ChartFormat = .count
    ) {
        self.title = title
        self.summary = summary
        self.nameHead = nameHead
        self.valueHead = valueHead
        self.missingMeaning = missingMeaning
        self.tiles = tiles
        self.format = format
    }
}

extension TileMap: ChartDrawing {
    var isNarrow: Bool { false }

    private var values: [Double] { tiles.compactMap { $0.value?.known } }

    /// The step of the scale of colours, 0 to 5. Counts are stepped evenly in the square root, so that small ones can be
    /// told apart beside large ones; shares and what can be negative evenly between the smallest and the largest.
    func shade(_ value: Double) -> Int {
        let values = values
        guard let low = values.min(), let high = values.max(), high > low else { return value > 0 ? 3 : 0 }
        if format == .count, low >= 0 { return min(5, Int((value / high).squareRoot() * 6)) }
        return max(0, min(5, Int((value - low) / (high - low) * 6)))
    }

    /// The colours with the smallest and the largest value that has them, and what a hatched tile means.
    func legend(_ language: Language) -> [HTML] {
        let steps = Dictionary(grouping: values, by: shade)
        var keys = steps.keys.sorted().map { step -> HTML in
            let (low, high) = (steps[step]?.min(), steps[step]?.max())
            let (first, last) = (format.text(low), format.text(high))
            return """
                <svg viewBox="0 0 24 12" aria-hidden="true"><path class="q\(step)" d="M0 1h24v10H0z"/></svg>\
                \(first == last ? first : "\(first)–\(last)")
                """
        }
        if tiles.contains(where: { $0.value?.known == nil }) {
            let meaning = missingMeaning.isEmpty ? language.say("无数据", "no data") : missingMeaning
            keys.append(
                """
                <svg viewBox="0 0 24 12" aria-hidden="true"><path class="q-none" d="M.5 1.5h23v9H.5z"/>\
                \(chartHatch(x: 0, y: 1, width: 24, height: 10))</svg>\(meaning)
                """)
        }
        return keys
    }

    func table(_ language: Language) -> ChartTable {
        ChartTable(
            caption: title, heads: [nameHead, valueHead],
            rows: tiles.map { tile in
                (
                    tile.group.isEmpty
                        ? tile.name : language.say("\(tile.group)　\(tile.name)", "\(tile.group): \(tile.name)"),
                    [ChartTable.Cell(format.text(tile.value), tile.figure)]
                )
            })
    }
}
