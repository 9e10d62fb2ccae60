import CExpat
import CZip
import Foundation

/// The parts of a zip archive in memory.
struct Unpacked {
    private(set) var parts: [String: [UInt8]] = [:]
    private(set) var names: [String] = []
    /// MS-DOS date and time of each entry, 1 January 1980 at midnight being `0x210000`.
    private(set) var moments: Set<time_t> = []

    init?(_ bytes: [UInt8]) {
        var error = zip_error_t()
        zip_error_init(&error)
        guard let copy = malloc(max(1, bytes.count)) else { return nil }
        bytes.withUnsafeBytes { copy.copyMemory(from: $0.baseAddress!, byteCount: bytes.count) }
        guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error),
            let archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error)
        else { return nil }
        defer { zip_discard(archive) }
        for index in 0..<UInt64(zip_get_num_entries(archive, 0)) {
            var info = zip_stat_t()
            guard zip_stat_index(archive, index, 0, &info) == 0, let file = zip_fopen_index(archive, index, 0) else {
                return nil
            }
            defer { zip_fclose(file) }
            var part = [UInt8](repeating: 0, count: Int(info.size))
            guard part.withUnsafeMutableBytes({ zip_fread(file, $0.baseAddress, info.size) }) == Int64(info.size) else {
                return nil
            }
            let name = String(cString: info.name)
            names.append(name)
            parts[name] = part
            moments.insert(info.mtime)
        }
    }

    func text(_ name: String) -> String { String(decoding: parts[name] ?? [], as: UTF8.self) }

    /// Why a part is no well-formed XML; `nil` where it is.
    func fault(in name: String) -> String? {
        guard let parser = XML_ParserCreate("UTF-8") else { return "no parser" }
        defer { XML_ParserFree(parser) }
        let part = parts[name] ?? []
        let status = part.withUnsafeBytes {
            XML_Parse(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), 1)
        }
        guard status == XML_STATUS_OK else {
            let line = XML_GetCurrentLineNumber(parser)
            return "\(name), \(line): \(String(cString: XML_ErrorString(XML_GetErrorCode(parser))))"
        }
        return nil
    }

    func count(_ needle: String, in name: String) -> Int { text(name).components(separatedBy: needle).count - 1 }
}

/// Whether a program of the system is there; tests that need one say so.
func isInstalled(_ program: String) -> Bool {
    ["/usr/bin", "/usr/local/bin", "/bin"].contains { access("\($0)/\(program)", X_OK) == 0 }
}
