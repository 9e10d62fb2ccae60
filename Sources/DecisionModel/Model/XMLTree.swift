import CExpat

/// An element of an XML document with what is in it.
final class XMLTree {
    let name: String
    let namespace: String
    /// Attributes by local name.
    let attributes: [String: String]
    let line: Int
    private(set) var children: [XMLTree] = []
    fileprivate(set) var text = ""

    fileprivate init(name: String, namespace: String, attributes: [String: String], line: Int) {
        self.name = name
        self.namespace = namespace
        self.attributes = attributes
        self.line = line
    }

    fileprivate func append(_ child: XMLTree) { children.append(child) }

    func first(_ name: String) -> XMLTree? { children.first { $0.name == name } }
    func all(_ name: String) -> [XMLTree] { children.filter { $0.name == name } }
}

/// A document as a tree, with the prefixes it declares.
struct XMLDocument {
    let root: XMLTree
    let prefixes: [String: String]
}

/// Why a document could not be read.
struct XMLFault: Error {
    let message: String
    let line: Int
    var isLimit = false
}

/// Reads a document with Expat. Declarations of entities are refused: a model needs none, and they are a way to make a
/// small file grow without end.
final class XMLReader {
    private let limits: Limits
    private let parser: XML_Parser
    private var open: [XMLTree] = []
    private var root: XMLTree?
    private var prefixes: [String: String] = [:]
    private var fault: XMLFault?

    private static let separator: UInt8 = 0x1F

    private init?(limits: Limits) {
        guard let parser = XML_ParserCreateNS(nil, XML_Char(bitPattern: XMLReader.separator)) else { return nil }
        self.parser = parser
        self.limits = limits
    }

    deinit { XML_ParserFree(parser) }

    static func document(_ bytes: [UInt8], limits: Limits = .standard) throws(XMLFault) -> XMLDocument {
        guard bytes.count <= limits.fileSize else {
            throw XMLFault(message: "the file is larger than \(limits.fileSize) bytes", line: 0, isLimit: true)
        }
        guard let reader = XMLReader(limits: limits) else { throw XMLFault(message: "out of memory", line: 0) }
        return try reader.read(bytes)
    }

    private func read(_ bytes: [UInt8]) throws(XMLFault) -> XMLDocument {
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { data, name, attributes in XMLReader.from(data)?.begin(name, attributes) },
            { data, _ in XMLReader.from(data)?.end() })
        XML_SetCharacterDataHandler(parser) { data, text, count in XMLReader.from(data)?.append(text, Int(count)) }
        XML_SetStartNamespaceDeclHandler(parser) { data, prefix, uri in XMLReader.from(data)?.declare(prefix, uri) }
        XML_SetEntityDeclHandler(parser) { data, _, _, _, _, _, _, _, _ in
            XMLReader.from(data)?.stop("declarations of entities are not read")
        }
        let status = bytes.withUnsafeBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { XML_Parse(parser, $0.baseAddress, Int32(bytes.count), 1) }
        }
        if let fault { throw fault }
        guard status == XML_STATUS_OK, let root else {
            let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "no XML"
            throw XMLFault(message: "the XML is broken: \(reason)", line: line)
        }
        return XMLDocument(root: root, prefixes: prefixes)
    }

    private static func from(_ data: UnsafeMutableRawPointer?) -> XMLReader? {
        data.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private var line: Int { Int(XML_GetCurrentLineNumber(parser)) }

    private func stop(_ message: String, isLimit: Bool = false) {
        fault = fault ?? XMLFault(message: message, line: line, isLimit: isLimit)
        XML_StopParser(parser, 0)
    }

    private func begin(_ name: UnsafePointer<XML_Char>?, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?)
    {
        guard fault == nil, let name else { return }
        guard open.count < limits.depth else {
            return stop("more than \(limits.depth) elements in one another", isLimit: true)
        }
        var values: [String: String] = [:]
        var index = 0
        while let attributes, let key = attributes[index], let value = attributes[index + 1] {
            values[XMLReader.split(key).name] = String(cString: value)
            index += 2
        }
        let (namespace, local) = XMLReader.split(name)
        let element = XMLTree(name: local, namespace: namespace, attributes: values, line: line)
        if let parent = open.last { parent.append(element) } else { root = element }
        open.append(element)
    }

    private func end() {
        guard fault == nil, !open.isEmpty else { return }
        open.removeLast()
    }

    private func append(_ text: UnsafePointer<XML_Char>?, _ count: Int) {
        guard fault == nil, let text, let element = open.last else { return }
        let bytes = UnsafeRawBufferPointer(start: text, count: count)
        element.text += String(decoding: bytes, as: UTF8.self)
    }

    private func declare(_ prefix: UnsafePointer<XML_Char>?, _ uri: UnsafePointer<XML_Char>?) {
        guard let prefix, let uri else { return }
        prefixes[String(cString: prefix)] = String(cString: uri)
    }

    private static func split(_ name: UnsafePointer<XML_Char>) -> (namespace: String, name: String) {
        let text = String(cString: name)
        guard let position = text.utf8.firstIndex(of: separator) else { return ("", text) }
        return (String(text[..<position]), String(text[text.utf8.index(after: position)...]))
    }
}
