/// One thing that is wrong in a city's folder.
package struct CityFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file's name in the folder (`duties.csv`).
    package let file: String
    /// The line where the fault lies, 1 for the first; `nil` when the file as a whole is meant.
    package let line: Int?
    /// What is wrong, and with what.
    package let message: String

    package init(file: String, line: Int?, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// `duties.csv:12: no body has the function “housng”`
    package var description: String {
        line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
    }
}

/// Everything that is wrong in a city's folder. A city is loaded without a fault or not at all.
package struct CityFaults: Error, Hashable, Sendable, CustomStringConvertible {
    /// By file in the order of reading, then by line; never empty.
    package let faults: [CityFault]

    package init(_ faults: [CityFault]) { self.faults = faults }

    /// One fault a line.
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// Gathers faults while files are read, so that one run names them all.
final class FaultList {
    private(set) var faults: [CityFault] = []

    func add(_ file: String, _ line: Int?, _ message: String) {
        faults.append(CityFault(file: file, line: line, message: message))
    }

    /// The faults by file in the order in which files first had one, then by line.
    var sorted: [CityFault] {
        var order: [String: Int] = [:]
        for fault in faults where order[fault.file] == nil { order[fault.file] = order.count }
        return faults.enumerated().sorted { a, b in
            (order[a.element.file] ?? 0, a.element.line ?? 0, a.offset)
                < (order[b.element.file] ?? 0, b.element.line ?? 0, b.offset)
        }.map(\.element)
    }
}
