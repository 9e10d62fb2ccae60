/// Phrases made ready for writing: bytes to copy and things to fill in, in flat lists without a string among them.
struct Phrasebook: Sendable {
    enum Operation: UInt8, Sendable {
        /// `a` = start in `bytes`, `b` = length.
        case literal
        /// A whole number from `a` to `b`.
        case number
        /// An amount of money from `a` to `b`, in steps that people use.
        case money
        /// A date between `a` and `b` days ago.
        case date
        /// One of `b` phrases from `a` on.
        case choice
        /// A word (`Word.rawValue`) in `a`.
        case word
        /// Something that the case knows (`Reference.rawValue`) in `a`.
        case reference
    }

    struct Instruction: Sendable {
        let operation: Operation
        let a: Int32
        let b: Int32
    }

    /// Alternatives: phrases that follow each other.
    struct List: Sendable {
        var first: Int32 = 0
        var count: Int32 = 0
        var isEmpty: Bool { count == 0 }
    }

    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var instructions: [Instruction] = []
    /// Where the instructions of each phrase end; they begin where those of the phrase before it end.
    fileprivate(set) var ends: [Int32] = [0]
    fileprivate(set) var lists: [List] = Array(repeating: List(), count: PhraseList.allCases.count)

    subscript(list: PhraseList) -> List { lists[list.rawValue] }

    /// The fixed parts of a phrase, those of its choices included.
    func literals(of phrase: Int) -> String {
        instructions[Int(ends[phrase])..<Int(ends[phrase + 1])].reduce(into: "") { text, instruction in
            switch instruction.operation {
            case .literal:
                let start = Int(instruction.a)
                text += String(decoding: bytes[start..<start + Int(instruction.b)], as: UTF8.self)
            case .choice: for choice in 0..<instruction.b { text += literals(of: Int(instruction.a + choice)) }
            case .number, .money, .date, .word, .reference: break
            }
        }
    }
}

/// Turns the lines of a phrase file into a `Phrasebook`.
struct PhraseCompiler {
    private(set) var book = Phrasebook()
    /// What could not be understood; empty for the files of this folder, and a test says so.
    private(set) var faults: [String] = []

    /// Reads the general lists (`@name`) of a text and gives back the lines of its families.
    mutating func compile(_ text: String) -> [Substring] {
        var families: [Substring] = []
        var list: PhraseList?
        var gathered: [[Phrasebook.Instruction]] = []
        func flush(_ compiler: inout PhraseCompiler) {
            if let list { compiler.book.lists[list.rawValue] = compiler.append(gathered) }
            gathered = []
        }
        for line in text.split(separator: "\n") {
            if line.first == "@" {
                flush(&self)
                list = PhraseList(name: line.dropFirst())
                if list == nil { faults.append("no list of this name: \(line)") }
            } else if line.first == "=" || line.first == "#" || list == nil {
                flush(&self)
                list = nil
                families.append(line)
            } else {
                gathered += alternatives(line.utf8)
            }
        }
        flush(&self)
        return families
    }

    /// Compiles lines of alternatives into one list.
    mutating func list(_ lines: [Substring]) -> Phrasebook.List {
        var gathered: [[Phrasebook.Instruction]] = []
        for line in lines { gathered += alternatives(line.utf8) }
        return append(gathered)
    }

    /// Bytes that instructions of the kind `literal` refer to.
    mutating func literal(_ text: String) -> Phrasebook.Instruction { literal(text.utf8) }

    private mutating func literal(_ text: some Collection<UInt8>) -> Phrasebook.Instruction {
        let start = book.bytes.count
        book.bytes.append(contentsOf: text)
        return .init(operation: .literal, a: Int32(start), b: Int32(book.bytes.count - start))
    }

    private mutating func append(_ phrases: [[Phrasebook.Instruction]]) -> Phrasebook.List {
        let first = book.ends.count - 1
        for phrase in phrases {
            book.instructions += phrase
            book.ends.append(Int32(book.instructions.count))
        }
        return .init(first: Int32(first), count: Int32(phrases.count))
    }

    private typealias Bytes = Substring.UTF8View

    /// The alternatives of a line, as they are written.
    static func alternatives(of line: Substring) -> [Substring] {
        split(line.utf8, at: UInt8(ascii: "/")).map { Substring(trim($0)) }
    }

    private mutating func alternatives(_ line: Bytes) -> [[Phrasebook.Instruction]] {
        Self.split(line, at: UInt8(ascii: "/")).map { phrase(Self.trim($0)) }
    }

    private static func split(_ text: Bytes, at separator: UInt8) -> [Bytes] {
        var parts: [Bytes] = []
        var depth = 0
        var start = text.startIndex
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"): depth -= 1
            case separator where depth == 0:
                parts.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        parts.append(text[start...])
        return parts
    }

    private static func trim(_ text: Bytes) -> Bytes {
        var text = text
        while text.first == UInt8(ascii: " ") { text = text.dropFirst() }
        while text.last == UInt8(ascii: " ") { text = text.dropLast() }
        return text
    }

    private mutating func phrase(_ text: Bytes) -> [Phrasebook.Instruction] {
        var out: [Phrasebook.Instruction] = []
        var rest = text
        while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
            if open > rest.startIndex { out.append(literal(rest[..<open])) }
            var depth = 1
            var close = rest.index(after: open)
            while close < rest.endIndex {
                if rest[close] == UInt8(ascii: "{") { depth += 1 }
                if rest[close] == UInt8(ascii: "}") { depth -= 1 }
                if depth == 0 { break }
                close = rest.index(after: close)
            }
            guard close < rest.endIndex else {
                faults.append("a brace is not closed: \(String(Substring(text)))")
                return out
            }
            out.append(contentsOf: filling(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { out.append(literal(rest)) }
        return out
    }

    /// What stands between braces.
    private mutating func filling(_ inner: Bytes) -> [Phrasebook.Instruction] {
        let choices = Self.split(inner, at: UInt8(ascii: "|"))
        if choices.count > 1 {
            let phrases = choices.map { phrase($0) }
            let list = append(phrases)
            return [.init(operation: .choice, a: list.first, b: list.count)]
        }
        let text = String(Substring(inner))
        for (mark, operation) in Self.rangeMarks {
            if text.hasPrefix(mark), let range = range(text.dropFirst(mark.count)) {
                return [.init(operation: operation, a: range.0, b: range.1)]
            }
        }
        if let word = Word(token: text) { return [.init(operation: .word, a: Int32(word.rawValue), b: 0)] }
        if let reference = Reference(token: text) {
            return [.init(operation: .reference, a: Int32(reference.rawValue), b: 0)]
        }
        if inner.allSatisfy({ (48...57).contains($0) }) { return [literal(inner)] }
        faults.append("no word of this name: {\(text)}")
        return []
    }

    private static let rangeMarks: [(String, Phrasebook.Operation)] = [
        ("￥", .money), ("日期", .date), ("date", .date), ("", .number),
    ]

    private func range(_ text: Substring) -> (Int32, Int32)? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Int32(ends[0]), let last = Int32(ends[1]) else { return nil }
        return first <= last ? (first, last) : nil
    }
}
