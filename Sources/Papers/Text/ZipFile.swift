internal import CZip
internal import Foundation

/// A zip archive made in memory. Every entry is of 1 January 1980, the first day a zip can name: the same parts give
/// the same bytes.
struct ZipFile {
    private var parts: [(name: String, bytes: [UInt8])] = []

    mutating func add(_ name: String, _ bytes: [UInt8]) { parts.append((name, bytes)) }

    func bytes() throws(PaperFault) -> [UInt8] {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(nil, 0, 0, &error) else { throw fault(&error) }
        // Kept for reading what closing the archive writes into it.
        zip_source_keep(source)
        defer { zip_source_free(source) }
        guard let archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error) else {
            zip_source_free(source)
            throw fault(&error)
        }
        for part in parts {
            guard add(part.name, part.bytes, to: archive) else {
                defer { zip_discard(archive) }
                throw .broken("The archive: \(String(cString: zip_strerror(archive)))")
            }
        }
        guard zip_close(archive) == 0 else {
            defer { zip_discard(archive) }
            throw .broken("The archive: \(String(cString: zip_strerror(archive)))")
        }
        return try read(source)
    }

    private func add(_ name: String, _ bytes: [UInt8], to archive: OpaquePointer) -> Bool {
        // libzip frees its copy when the archive is closed.
        guard let copy = malloc(max(1, bytes.count)) else { return false }
        bytes.withUnsafeBytes {
            copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: bytes.count)
        }
        guard let content = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
            free(copy)
            return false
        }
        let index = zip_file_add(archive, name, content, UInt32(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            zip_source_free(content)
            return false
        }
        return zip_file_set_dostime(archive, UInt64(index), 0, 1 << 5 | 1, 0) == 0
    }

    private func read(_ source: OpaquePointer) throws(PaperFault) -> [UInt8] {
        guard zip_source_open(source) == 0 else { throw .broken("The archive cannot be read back.") }
        defer { zip_source_close(source) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = block.withUnsafeMutableBytes { zip_source_read(source, $0.baseAddress, UInt64($0.count)) }
            guard count >= 0 else { throw .broken("The archive cannot be read back.") }
            guard count > 0 else { return bytes }
            bytes += block[..<Int(count)]
        }
    }

    private func fault(_ error: inout zip_error_t) -> PaperFault {
        .broken("The archive: \(String(cString: zip_error_strerror(&error)))")
    }
}
