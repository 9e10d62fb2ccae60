import Glibc

/// Looks up requests and compares their version with the last one that was acknowledged.
final class CheckSource: CallSource {
    let callCount = 1
    let total: Int
    private(set) var checked = 0
    /// What was acknowledged and is not there.
    private(set) var lost: [String] = []
    private let authorization: [UInt8]
    private var waiting: [(number: [UInt8], version: Int)]
    private var current: [Int: (number: [UInt8], version: Int)] = [:]

    init(_ acknowledged: [[UInt8]: Int], token: String) {
        waiting = acknowledged.map { (number: $0.key, version: $0.value) }
        total = waiting.count
        authorization = Array("Bearer \(token)".utf8)
    }

    func begin(on connection: Int, request: inout [UInt8]) -> Int? {
        guard let next = waiting.popLast() else { return nil }
        current[connection] = next
        request.begin("GET", "/api/v1/requests/", "", number: next.number)
        request.header("Authorization", authorization)
        request.add("\r\n")
        return 0
    }

    func answered(
        on connection: Int, _ answer: Answer, _ bytes: UnsafeRawBufferPointer, request: inout [UInt8],
        tally: inout Tally, acknowledged: AcknowledgedFile?
    ) -> Verdict {
        guard let wanted = current[connection] else { return .ended }
        checked += 1
        let number = String(decoding: wanted.number, as: UTF8.self)
        let json = UnsafeRawBufferPointer(rebasing: bytes[answer.body])
        if answer.status != 200 {
            lost.append("\(number): answered \(answer.status), acknowledged was version \(wanted.version)")
        } else if let version = FlatJSON.number("\"version\"", in: json), version >= wanted.version {
            return .finished
        } else {
            let found = FlatJSON.number("\"version\"", in: json).map(String.init) ?? "none"
            lost.append("\(number): version \(found), acknowledged was \(wanted.version)")
        }
        return .finished
    }
}

/// The acknowledged commands of a run: a line `NUMBER VERSION` each, added to what the file already holds.
final class AcknowledgedFile {
    private let file: UnsafeMutablePointer<FILE>

    init(_ path: String) throws(LoadFault) {
        guard let file = fopen(path, "a") else { throw .system("writing \(path)") }
        self.file = file
    }

    func add(_ number: [UInt8], version: Int) {
        var line = number
        line.append(UInt8(ascii: " "))
        line.append(contentsOf: String(version).utf8)
        line.append(UInt8(ascii: "\n"))
        fwrite(line, 1, line.count, file)
    }

    func close() { fclose(file) }
}

/// The last acknowledged version of each request in such a file.
func readAcknowledged(_ path: String) throws(LoadFault) -> [[UInt8]: Int] {
    guard let file = fopen(path, "r") else { throw .system("reading \(path)") }
    defer { fclose(file) }
    var last: [[UInt8]: Int] = [:]
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while true {
        let length = getline(&line, &capacity, file)
        guard length > 0, let line else { return last }
        let bytes = UnsafeRawBufferPointer(start: line, count: length)
        guard let space = bytes.firstIndex(of: UInt8(ascii: " ")), let version = Answer.number(in: bytes, from: space)
        else { continue }
        let number = Array(bytes[..<space])
        last[number] = max(last[number] ?? 0, version)
    }
}
