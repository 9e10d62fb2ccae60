/// A QR code (ISO/IEC 18004) of bytes: byte mode, error correction level M, versions 1 to 10.
///
///     let code = QRCode("otpauth://totp/OneDoor:lin.min?secret=…")
///     code?.isDark(row: 0, column: 0)  // true: a corner of a finder pattern
///
/// Around it must stay free, on all four sides, `quietZone` modules.
package struct QRCode: Hashable, Sendable {
    /// Modules on each side that must stay light.
    package static let quietZone = 4
    /// The most bytes that fit, in version 10.
    package static let mostBytes = 213

    /// Modules on a side: 21 to 57.
    package let size: Int
    private let modules: [Bool]

    /// `nil` for more than `mostBytes` bytes of UTF-8.
    package init?(_ text: String) { self.init(bytes: Array(text.utf8)) }

    /// - Parameter mask: 0 to 7; the one that reads best unless a test asks for another.
    init?(bytes: [UInt8], mask: Int? = nil) {
        guard let version = Version.smallest(for: bytes.count) else { return nil }
        let codewords = version.codewords(of: bytes)
        var grid = ModuleGrid(version: version)
        grid.place(codewords)
        if let mask {
            grid.apply(mask: mask)
        } else {
            grid =
                (0..<8).map { mask in
                    var tried = grid
                    tried.apply(mask: mask)
                    return tried
                }
                .min { $0.penalty < $1.penalty } ?? grid
        }
        size = grid.size
        modules = grid.modules
    }

    package func isDark(row: Int, column: Int) -> Bool { modules[row * size + column] }
}
