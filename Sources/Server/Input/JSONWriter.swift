/// Writes JSON (RFC 8259) into bytes, member by member; commas are its own business.
///
///     var json = JSONWriter()
///     json.object {
///         $0.member("number", "261118-01286-4")
///         $0.member("version", 3)
///     }
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
        open(UInt8(ascii: "{"))
        try members(&self)
        close(UInt8(ascii: "}"))
    }

    mutating func array<Element>(
        _ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) throws -> Void
    ) rethrows {
        open(UInt8(ascii: "["))
        for element in elements { try write(&self, element) }
        close(UInt8(ascii: "]"))
    }

    mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
        open(UInt8(ascii: "["))
        try elements(&self)
        close(UInt8(ascii: "]"))
    }

    mutating func strings(_ strings: some Sequence<String>) { array(strings) { $0.value($1) } }

    mutating func value(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    mutating func value(_ number: some FixedWidthInteger) {
        separate()
        bytes += String(number).utf8
        needsComma = true
    }

    mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }

    /// Not a number and infinity have no form in JSON: `null`.
    mutating func value(_ number: Double) {
        guard number.isFinite else { return null() }
        separate()
        bytes += number.description.utf8
        needsComma = true
    }

    mutating func null() { literal("null") }

    /// The name of the member whose value is written next.
    mutating func name(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A name made at run time.
    mutating func name(text: String) {
        separate()
        quote(text)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func member(_ name: StaticString, _ text: String) {
        self.name(name)
        value(text)
    }

    mutating func member(_ name: StaticString, _ number: some FixedWidthInteger) {
        self.name(name)
        value(number)
    }

    mutating func member(_ name: StaticString, _ number: Double) {
        self.name(name)
        value(number)
    }

    mutating func member(_ name: StaticString, _ flag: Bool) {
        self.name(name)
        value(flag)
    }

    /// A member that is left out where there is no value.
    mutating func member(_ name: StaticString, ifPresent text: String?) {
        if let text { member(name, text) }
    }

    mutating func member(_ name: StaticString, ifPresent flag: Bool?) {
        if let flag { member(name, flag) }
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        bytes.append(byte)
        needsComma = true
    }

    private mutating func literal(_ text: StaticString) {
        separate()
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0x0D: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case 0x09: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case 0..<0x20:
                bytes += "\\u00".utf8
                bytes.append(Hexadecimal.digits[Int(byte >> 4)])
                bytes.append(Hexadecimal.digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
