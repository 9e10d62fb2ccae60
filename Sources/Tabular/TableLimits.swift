/// How much a file may ask of the machine. The defaults let every honest file through and stop archives that unpack
/// to many times their size (zip bombs) before they fill memory.
package struct TableLimits: Hashable, Sendable {
    /// Bytes in one row, as UTF-8.
    package var row = 64 << 20
    /// Bytes a compressed file, or all parts of a workbook together, may unpack to.
    package var unpacked = 16 << 30
    /// Bytes one part of a workbook may unpack to.
    package var part = 4 << 30
    /// Parts (files) in a workbook's archive.
    package var parts = 20_000
    /// Texts in a workbook's list of shared strings.
    package var sharedStrings = 20_000_000
    /// Bytes of all shared strings together; they are held in memory.
    package var sharedBytes = 512 << 20
    /// Bytes of a single XML tag.
    package var tag = 1 << 20

    package init() {}
}

extension Int {
    /// `64 MiB`, `20 bytes`: for messages.
    var asByteCount: String {
        for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] where self >= 1 << shift {
            return self % (1 << shift) == 0 ? "\(self >> shift) \(unit)" : "\(self) bytes"
        }
        return "\(self) bytes"
    }
}
