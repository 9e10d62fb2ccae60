import Civics
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// A file as it was sent.
struct UploadedFile: Sendable {
    /// The field's name.
    let field: String
    /// What it is called; never a path.
    let name: String
    /// `nil` when it was larger than any file that is taken: its content was dropped as it came.
    let bytes: [UInt8]?
}

/// A form with its files.
struct SubmittedForm: Sendable {
    var fields: FormFields
    var files: [UploadedFile] = []
}

/// How much of submitted files may be held in memory at a time, for the whole server.
final class UploadMemory: Sendable {
    private let most: Int
    private let taken = Mutex(0)

    /// - Parameter most: in bytes.
    init(most: Int) { self.most = most }

    /// Bytes held now.
    var held: Int { taken.withLock { $0 } }

    fileprivate func take(_ count: Int) -> Bool {
        taken.withLock { taken in
            guard taken + count <= most else { return false }
            taken += count
            return true
        }
    }

    fileprivate func giveBack(_ count: Int) { taken.withLock { $0 -= count } }

    /// What one request holds; given back when the last reference to it goes.
    final class Share: Sendable {
        private let memory: UploadMemory
        private let count = Mutex(0)

        init(of memory: UploadMemory) { self.memory = memory }

        deinit { memory.giveBack(count.withLock { $0 }) }

        func take(_ more: Int) throws(Problem) {
            guard memory.take(more) else { throw .overloaded(retryAfter: 10) }
            count.withLock { $0 += more }
        }
    }
}

/// Bounds of a submission.
struct SubmissionLimits: Sendable {
    /// Bytes of all fields together.
    var fields: Int
    /// Bytes of one file; what is larger is dropped, and the rest of the form is read.
    var file: Int
    /// Files that are read; further ones are dropped.
    var files: Int

    /// Bytes of the whole body: beyond that it is not read at all.
    var body: Int { fields + 2 * max(1, files) * file + 64 * 1024 }
}

/// Puts a submission together out of the parts as they come.
struct SubmissionReader {
    private var parser: MultipartParser
    private let limits: SubmissionLimits
    private let share: UploadMemory.Share
    private var form = SubmittedForm(fields: FormFields())
    private var pairs: [(name: String, value: String)] = []
    private var fieldBytes = 0
    private var head: MultipartHead?
    private var content: [UInt8] = []
    private var isDropped = false

    init(boundary: String, _ limits: SubmissionLimits, in share: UploadMemory.Share) {
        parser = MultipartParser(boundary: boundary)
        self.limits = limits
        self.share = share
    }

    /// - Throws: `MultipartFault`, `Problem`.
    mutating func read(_ piece: some Collection<UInt8>) throws {
        var events: [MultipartParser.Event] = []
        try parser.read(piece) { events.append($0) }
        for event in events { try take(event) }
    }

    func finish() throws -> SubmittedForm {
        try parser.finish()
        var form = form
        form.fields = FormFields(pairs)
        return form
    }

    private mutating func take(_ event: MultipartParser.Event) throws {
        switch event {
        case .begin(let head):
            self.head = head
            content = []
            // A file input in which nothing was chosen sends an empty file without a name.
            isDropped = head.fileName != nil && form.files.count >= limits.files
        case .content(let piece): try take(piece)
        case .end:
            guard let head else { return }
            try end(head)
            self.head = nil
        }
    }

    private mutating func take(_ piece: ArraySlice<UInt8>) throws {
        guard let head, !isDropped else { return }
        if head.fileName == nil {
            fieldBytes += piece.count
            guard fieldBytes <= limits.fields else { throw Problem.tooLarge(limit: limits.fields) }
        } else {
            guard content.count + piece.count <= limits.file else {
                isDropped = true
                content = []
                return
            }
            try share.take(piece.count)
        }
        content += piece
    }

    private mutating func end(_ head: MultipartHead) throws {
        guard let fileName = head.fileName else {
            guard let text = String(validating: content, as: UTF8.self) else { throw MultipartFault.badEncoding }
            guard pairs.count < FormFields.most else { throw MultipartFault.tooManyParts }
            pairs.append((head.name, text))
            return
        }
        guard !fileName.isEmpty || !content.isEmpty else { return }
        form.files.append(
            UploadedFile(field: head.name, name: FileName.cleaned(fileName), bytes: isDropped ? nil : content))
    }
}

/// Names of files as people give them.
enum FileName {
    static let longest = 100

    /// The last part of a path, without characters that cannot be shown or that turn the reading direction round, and not
    /// longer than a line; the extension stays.
    static func cleaned(_ text: String) -> String {
        let last = text.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        var scalars = String.UnicodeScalarView()
        for scalar in last.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: continue
            default: scalars.append(scalar)
            }
        }
        let name = String(scalars).split(separator: " ").joined(separator: " ")
        guard name.unicodeScalars.count > longest else { return name }
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        let ending = name.distance(from: dot, to: name.endIndex) <= 10 ? String(name[dot...]) : ""
        return String(name.prefix(longest - ending.count)) + ending
    }
}

extension Request {
    /// A form as browsers send it, with files or without.
    /// - Throws: `InvalidInput`, `Problem`.
    func submission(_ limits: SubmissionLimits, in memory: UploadMemory) async throws -> SubmittedForm {
        do {
            guard let boundary = try MultipartParser.boundary(of: headers[.contentType] ?? "") else {
                return SubmittedForm(fields: try await form(upTo: limits.fields))
            }
            if let length = headers[.contentLength].flatMap({ Int($0) }), length > limits.body {
                throw Problem.tooLarge(limit: limits.body)
            }
            var reader = SubmissionReader(boundary: boundary, limits, in: UploadMemory.Share(of: memory))
            var read = 0
            for try await piece in body {
                read += piece.readableBytes
                guard read <= limits.body else { throw Problem.tooLarge(limit: limits.body) }
                DeadlineWatch.extend(forBytes: piece.readableBytes)
                try reader.read(piece.readableBytesView)
            }
            return try reader.finish()
        } catch let fault as MultipartFault {
            throw InvalidInput(.unreadable, [InputFault(fault)])
        }
    }
}

extension InputFault {
    init(_ fault: MultipartFault) {
        let (zh, en): (String, String) =
            switch fault {
            case .noBoundary: ("Content-Type 里没有可用的 boundary。", "Content-Type has no boundary that can be used.")
            case .unfinished: ("内容没有传完，请再试一次。", "It ended too early; please try again.")
            case .headTooLong: ("有一个部分的头太长。", "The head of a part is too long.")
            case .badHead: ("有一个部分的头读不懂。", "The head of a part cannot be read.")
            case .tooManyParts: ("部分太多。", "There are too many parts.")
            case .unsupported: ("不支持嵌套或者另行编码的部分。", "Nested or encoded parts are not taken.")
            case .badEncoding: ("名称和文字应为 UTF-8。", "Names and texts must be UTF-8.")
            }
        let code: Code = fault == .badEncoding ? .badEncoding : fault == .tooManyParts ? .outOfRange : .malformed
        self.init(field: "", code: code, message: LocalName(zh: zh, en: en))
    }
}
