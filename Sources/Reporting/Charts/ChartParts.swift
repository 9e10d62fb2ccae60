import HTML

extension Double {
    /// The number, unless it is none.
    var known: Double? { isFinite ? self : nil }
}

extension ChartFormat {
    /// The value as it is written, or a dash where there is none.
    func text(_ value: Double?) -> String { value?.known.map { text($0) as String } ?? "—" }

    /// The value, in larger units where it would not fit otherwise: `1,204,310`, `120.4万`, `1.2M`. The table behind the
    /// chart has it whole.
    func text(_ value: Double?, within width: Double, _ language: Language) -> String {
        let whole = text(value)
        guard chartTextWidth(whole) > width, self != .share, let value = value?.known else { return whole }
        let units: [(size: Double, name: String)] =
            switch language {
            case .chinese: [(1e12, "万亿"), (1e8, "亿"), (1e4, "万")]
            case .english: [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")]
            }
        guard let unit = units.first(where: { value.magnitude >= $0.size }) else { return whole }
        let number = value / unit.size
        let short = number.magnitude >= 100 ? Self.count.text(number) : Numerals.decimal(number)
        if chartTextWidth(short + unit.name) <= width { return short + unit.name }
        // 9e15: more than any city counts, but it must not run into its neighbour.
        var (rest, power) = (value, 0)
        while rest.magnitude >= 10 { (rest, power) = (rest / 10, power + 1) }
        return "\(Self.count.text(rest.rounded(.towardZero)))e\(power)"
    }

    /// A difference with its direction: `▲ 638`, `▼ 62`; of shares in percentage points. An equals sign for none.
    func change(_ difference: Double?) -> String {
        guard let difference = difference?.known else { return "—" }
        let size = difference.magnitude
        let text = self == .share ? Numerals.decimal(size * 100) : text(size)
        guard text.contains(where: { ("1"..."9").contains($0) }) else { return "=" }
        return "\(difference > 0 ? "▲" : "▼") \(text)"
    }
}

/// Slanted lines within a rectangle: something missing, or something taken away. Drawn line by line, so that it needs no
/// pattern with an identifier and looks the same wherever the picture is shown.
func chartHatch(x: Double, y: Double, width: Double, height: Double) -> HTML {
    guard width > 0, height > 0 else { return "" }
    let lines = stride(from: 6.0, to: width + height, by: 6).map { offset -> HTML in
        // From the left or lower edge up to the upper or right one.
        let (startX, startY) = offset <= height ? (0, offset) : (offset - height, height)
        let (endX, endY) = offset <= width ? (offset, 0) : (width, offset - width)
        return "M\(x + startX) \(y + startY)L\(x + endX) \(y + endY)"
    }
    return lines.isEmpty ? "" : "<path class=\"hatch\" d=\"\(lines.joined())\"/>"
}

/// Moves places apart until they are at least `apart` from each other, each as little as the others let it, in the order
/// in which they are wanted; none above `top`.
///
/// - Returns: the places in the order of `wanted`. Among equal ones the earlier stands higher.
func chartPlaces(_ wanted: [Double], apart: Double, top: Double) -> [Double] {
    struct Block {
        var first: Int
        var count: Int
        /// Sum over the members of the place at which the block would start if only they counted.
        var starts: Double
        func start(_ top: Double) -> Double { max(top, starts / Double(count)) }
    }
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var blocks: [Block] = []
    for (position, index) in order.enumerated() {
        var block = Block(first: position, count: 1, starts: wanted[index])
        while let above = blocks.last, above.start(top) + Double(above.count) * apart > block.start(top) {
            blocks.removeLast()
            let shift = Double(above.count) * apart * Double(block.count)
            block = Block(
                first: above.first, count: above.count + block.count, starts: above.starts + block.starts - shift)
        }
        blocks.append(block)
    }
    var places = wanted
    for block in blocks {
        for member in 0..<block.count {
            places[order[block.first + member]] = block.start(top) + Double(member) * apart
        }
    }
    return places
}

/// The text on one line or two, broken at a space where there is one; what has no room on the second is cut.
func chartLines(_ text: String, within width: Double) -> [String] {
    guard chartTextWidth(text) > width else { return [text] }
    var first = ""
    var rest = text[...]
    let spaces = text.indices.filter { text[$0] == " " }
    if let space = spaces.last(where: { chartTextWidth(String(text[..<$0])) <= width }) {
        first = String(text[..<space])
        rest = text[text.index(after: space)...]
    } else {
        while let next = rest.first, chartTextWidth(first + String(next)) <= width {
            first.append(next)
            rest = rest.dropFirst()
        }
    }
    return [first, chartText(String(rest), within: width)]
}
