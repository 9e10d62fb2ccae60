/// Turns text into bytes that mean themselves in HTML, in element content as in quoted attributes.
enum Escape {
    /// Appends `text`, with `& < > " '` as character references and with U+FFFD for the control characters that no
    /// HTML document may contain (all below U+0020 but tab, line feed and carriage return; U+007F).
    static func append(_ text: some Collection<UInt8>, to bytes: inout [UInt8]) {
        let done: Void? = text.withContiguousStorageIfAvailable { append(buffer: $0, to: &bytes) }
        if done == nil {
            Array(text).withUnsafeBufferPointer { append(buffer: $0, to: &bytes) }
        }
    }

    /// Copies runs of harmless bytes at once and writes a substitute for each of the others.
    private static func append(buffer: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var start = 0
        for index in buffer.indices {
            guard let substitute = substitute(for: buffer[index]) else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start..<index]))
            bytes.append(literal: substitute)
            start = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start...]))
    }

    private static func substitute(for byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case 0x09, 0x0A, 0x0D: nil
        case ..<0x20, 0x7F: "\u{FFFD}"
        default: nil
        }
    }

    /// A number as SVG wants it, rounded to hundredths. What has no place on a page (not a number, 1e12 and more) is 0.
    static func coordinate(_ number: Double) -> String {
        guard number.magnitude < 1e12 else { return "0" }
        let magnitude = Int(number.magnitude * 100 + 0.5)
        let sign = number < 0 && magnitude > 0 ? "-" : ""
        let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return "\(sign)\(whole)" }
        if rest.isMultiple(of: 10) { return "\(sign)\(whole).\(rest / 10)" }
        return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
