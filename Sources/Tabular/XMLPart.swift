internal import CExpat
internal import Foundation

/// Takes in the elements of one XML part. Subclasses override what they need.
///
/// Names come without their namespace prefix: the parts of a workbook use one vocabulary each.
class XMLHandler {
    /// Set by a handler to end the parsing.
    final var fault: TableFault?

    func start(_ element: XMLName, _ attributes: XMLAttributes) {}
    func end(_ element: XMLName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The local name of an element or attribute, valid during the call that brings it.
struct XMLName {
    private let start: UnsafePointer<CChar>

    fileprivate init(_ qualified: UnsafePointer<CChar>) {
        start = strchr(qualified, Int32(UInt8(ascii: ":"))).map { UnsafePointer($0 + 1) } ?? qualified
    }

    @inline(__always)
    static func == (name: XMLName, literal: StaticString) -> Bool {
        strcmp(name.start, UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
    }

    @inline(__always)
    static func ~= (literal: StaticString, name: XMLName) -> Bool { name == literal }
}

/// An element's attributes, valid during the call that brings them.
struct XMLAttributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The value of the attribute with this local name.
    func bytes(_ name: StaticString) -> UnsafePointer<CChar>? {
        guard var pair = pairs else { return nil }
        while let key = pair[0] {
            if XMLName(key) == name { return pair[1] }
            pair += 2
        }
        return nil
    }

    subscript(name: StaticString) -> String? { bytes(name).map { String(cString: $0) } }
}

/// Parses one part of a workbook, a block at each step.
///
/// A document type declaration ends the parsing at once: no part of a workbook has one, and the entities it could
/// declare are a known attack.
final class XMLPart {
    private let part: ZipPart
    private let handler: XMLHandler
    private let parser: XML_Parser
    private let tagLimit: Int
    private var isAtEnd = false

    init(_ part: ZipPart, handler: XMLHandler, limits: TableLimits) throws(TableFault) {
        guard let parser = XML_ParserCreate(nil) else {
            throw .broken(part: part.name, reason: "there is no memory left to read it")
        }
        self.part = part
        self.handler = handler
        self.parser = parser
        tagLimit = limits.tag
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { context, name, attributes in
                guard let xml = XMLPart.from(context), let name else { return }
                xml.handler.start(XMLName(name), XMLAttributes(pairs: attributes))
                xml.stopIfFaulty()
            },
            { context, name in
                guard let xml = XMLPart.from(context), let name else { return }
                xml.handler.end(XMLName(name))
                xml.stopIfFaulty()
            })
        XML_SetCharacterDataHandler(parser) { context, text, count in
            guard let xml = XMLPart.from(context), let text else { return }
            text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
                xml.handler.text(UnsafeBufferPointer(start: $0, count: Int(count)))
            }
        }
        XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
            guard let xml = XMLPart.from(context) else { return }
            xml.handler.fault = .broken(
                part: xml.part.name, reason: "it declares a document type, which no workbook does")
            xml.stopIfFaulty()
        }
    }

    deinit { XML_ParserFree(parser) }

    /// Bytes of the part taken in so far, and its size.
    var progress: TableProgress { TableProgress(done: part.position, total: part.size) }

    /// Parses the next block. `false` when the part had ended before.
    func step() throws(TableFault) -> Bool {
        guard !isAtEnd else { return false }
        let size = 64 << 10
        guard let block = XML_GetBuffer(parser, Int32(size)) else { throw parserFault() }
        let got = try part.read(into: UnsafeMutableRawBufferPointer(start: block, count: size))
        isAtEnd = got == 0
        let outcome = XML_ParseBuffer(parser, Int32(got), isAtEnd ? 1 : 0)
        if let fault = handler.fault { throw fault }
        if outcome != XML_STATUS_OK { throw parserFault() }
        // What the parser holds back is the beginning of a tag that hasn't ended.
        if !isAtEnd && part.position - Int(XML_GetCurrentByteIndex(parser)) > tagLimit + size {
            throw .tooLarge(part: "A single tag in \(part.name)", limit: tagLimit.asByteCount)
        }
        return true
    }

    func parseAll() throws(TableFault) {
        while try step() {}
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> XMLPart? {
        context.map { Unmanaged<XMLPart>.fromOpaque($0).takeUnretainedValue() }
    }

    private func stopIfFaulty() {
        if handler.fault != nil { XML_StopParser(parser, 0) }
    }

    private func parserFault() -> TableFault {
        let code = XML_GetErrorCode(parser)
        let text = XML_ErrorString(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
        return .broken(part: part.name, reason: "\(text), line \(XML_GetCurrentLineNumber(parser))")
    }
}
