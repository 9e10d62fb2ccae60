extension HTML {
    /// What may stand in `\( )` inside a literal of `HTML`, and how it is written.
    ///
    /// Optional strings are left out on purpose: a page says what stands in the place of a missing value.
    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var bytes: [UInt8]

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes = []
            bytes.reserveCapacity(literalCapacity + 24 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            bytes.append(literal: literal)
        }

        /// Text, escaped.
        package mutating func appendInterpolation(_ text: String) {
            Escape.append(text.utf8, to: &bytes)
        }

        /// Text, escaped.
        package mutating func appendInterpolation(_ text: Substring) {
            Escape.append(text.utf8, to: &bytes)
        }

        /// A whole number in plain digits.
        package mutating func appendInterpolation(_ number: some BinaryInteger) {
            bytes.append(contentsOf: String(number).utf8)
        }

        /// A coordinate: at most two decimals, no exponent, a full stop as the decimal sign. Not a number is 0.
        package mutating func appendInterpolation(_ number: Double) {
            bytes.append(contentsOf: Escape.coordinate(number).utf8)
        }

        /// Markup, as it is.
        package mutating func appendInterpolation(_ html: HTML) {
            bytes.append(contentsOf: html.bytes)
        }

        /// Markup, or nothing.
        package mutating func appendInterpolation(_ html: HTML?) {
            if let html { bytes.append(contentsOf: html.bytes) }
        }

        /// Pieces of markup one after another.
        package mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { bytes.append(contentsOf: piece.bytes) }
        }

        /// Markup under a condition: `<option\(if: isChosen, " selected")>`.
        package mutating func appendInterpolation(
            if condition: Bool, _ html: @autoclosure () -> HTML, else other: @autoclosure () -> HTML = HTML()
        ) {
            bytes.append(contentsOf: condition ? html().bytes : other().bytes)
        }

        /// A literal of the source, as it is.
        package mutating func appendInterpolation(raw literal: StaticString) {
            bytes.append(literal: literal)
        }
    }
}
