/// What a source of calls says after an answer.
enum Verdict {
    /// The next call of the chain now stands in the request's bytes.
    case next(call: Int)
    /// The chain went through.
    case finished
    /// The chain ended early: the answer was no success.
    case ended
}

/// Where calls come from: chains of calls, one chain at a time on each connection.
protocol CallSource: AnyObject {
    /// How many different calls there are.
    var callCount: Int { get }

    /// Writes the first call of a new chain; `nil` when there is nothing more to do.
    func begin(on connection: Int, request: inout [UInt8]) -> Int?

    /// Reads an answer, and writes the chain's next call if there is one.
    func answered(
        on connection: Int, _ answer: Answer, _ bytes: UnsafeRawBufferPointer, request: inout [UInt8],
        tally: inout Tally, acknowledged: AcknowledgedFile?
    ) -> Verdict
}

/// Bytes of an HTTP request.
extension [UInt8] {
    mutating func begin(_ method: StaticString, _ pathParts: StaticString..., number: [UInt8] = []) {
        removeAll(keepingCapacity: true)
        add(method)
        add(" ")
        for (index, part) in pathParts.enumerated() {
            if index == 1 { append(contentsOf: number) }
            add(part)
        }
        add(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n")
    }

    mutating func header(_ name: StaticString, _ value: [UInt8]) {
        add(name)
        add(": ")
        append(contentsOf: value)
        add("\r\n")
    }

    /// Ends the head, with a JSON body.
    mutating func end(json body: [UInt8]) {
        add("Content-Type: application/json\r\nContent-Length: ")
        append(contentsOf: String(body.count).utf8)
        add("\r\n\r\n")
        append(contentsOf: body)
    }

    mutating func add(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

/// Finds members of a flat JSON object; enough for the answers to commands.
enum FlatJSON {
    static func text(_ name: StaticString, in bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        guard var at = Answer.find(name, in: bytes, from: 0) else { return nil }
        at += name.utf8CodeUnitCount
        while at < bytes.count, bytes[at] == UInt8(ascii: ":") || bytes[at] == UInt8(ascii: " ") { at += 1 }
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return nil }
        let start = at + 1
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
        return Array(bytes[start..<end])
    }

    static func number(_ name: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
        guard var at = Answer.find(name, in: bytes, from: 0) else { return nil }
        at += name.utf8CodeUnitCount
        while at < bytes.count, bytes[at] == UInt8(ascii: ":") || bytes[at] == UInt8(ascii: " ") { at += 1 }
        return Answer.number(in: bytes, from: at)
    }
}
