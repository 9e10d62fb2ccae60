/// A workbook's list of texts that cells point into (ECMA-376 part 1, 18.4), kept as one piece of UTF-8.
final class SharedStrings: XMLHandler {
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []
    private let limits: TableLimits
    private var isInText = false
    private var isInPhonetic = false
    private var start = 0

    init(limits: TableLimits) {
        self.limits = limits
    }

    var count: Int { ends.count }

    /// Where a text lies in `bytes`; `nil` when the list has none of this number.
    func range(_ number: Int) -> Range<Int>? {
        guard ends.indices.contains(number) else { return nil }
        return (number == 0 ? 0 : ends[number - 1])..<ends[number]
    }

    override func start(_ element: XMLName, _ attributes: XMLAttributes) {
        switch element {
        case "t": isInText = !isInPhonetic
        case "rPh": isInPhonetic = true
        default: break
        }
    }

    override func end(_ element: XMLName) {
        switch element {
        case "t": isInText = false
        case "rPh": isInPhonetic = false
        case "si":
            decodeEscapes(in: &bytes, from: start)
            start = bytes.count
            ends.append(start)
            if ends.count > limits.sharedStrings {
                fault = .tooLarge(part: "The number of texts in the workbook", limit: "\(limits.sharedStrings)")
            }
        default: break
        }
    }

    override func text(_ text: UnsafeBufferPointer<UInt8>) {
        guard isInText else { return }
        bytes.append(contentsOf: text)
        if bytes.count > limits.sharedBytes && fault == nil {
            fault = .tooLarge(part: "The workbook's list of texts", limit: limits.sharedBytes.asByteCount)
        }
    }
}

/// Replaces `_x000D_`, the way a workbook writes what XML can't (ECMA-376 part 1, 22.9.2.19, ST_Xstring), by the
/// character it stands for, in `bytes` from `start` on. Surrogates, which stand for nothing alone, are left as they are.
func decodeEscapes(in bytes: inout [UInt8], from start: Int) {
    func hexadecimal(_ at: Int) -> UInt32? {
        guard at + 7 <= bytes.count, bytes[at + 1] == UInt8(ascii: "x"), bytes[at + 6] == UInt8(ascii: "_") else {
            return nil
        }
        var value: UInt32 = 0
        for byte in bytes[(at + 2)..<(at + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
    guard var at = bytes[start...].firstIndex(of: UInt8(ascii: "_")) else { return }
    var to = at
    while at < bytes.count {
        if bytes[at] == UInt8(ascii: "_"), let value = hexadecimal(at), let scalar = Unicode.Scalar(value),
            let encoded = UTF8.encode(scalar)
        {
            for byte in encoded {
                bytes[to] = byte
                to += 1
            }
            at += 7
        } else {
            bytes[to] = bytes[at]
            to += 1
            at += 1
        }
    }
    bytes.removeLast(bytes.count - to)
}
