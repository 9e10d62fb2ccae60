internal import CZip
internal import Foundation

/// A zip archive opened for reading, within limits.
final class ZipArchive {
    private let archive: OpaquePointer
    private let limits: TableLimits
    private var unpacked = 0

    init(path: String, limits: TableLimits) throws(TableFault) {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            defer { zip_error_fini(&error) }
            throw .broken(part: "the workbook's archive", reason: String(cString: zip_error_strerror(&error)))
        }
        self.archive = archive
        self.limits = limits
        let parts = zip_get_num_entries(archive, 0)
        if parts > limits.parts {
            throw .tooLarge(part: "The number of parts in the workbook (\(parts))", limit: "\(limits.parts)")
        }
    }

    deinit { zip_discard(archive) }

    func has(_ name: String) -> Bool { zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE)) >= 0 }

    /// Opens one part. `nil` when the archive has none of this name (in any case of letters).
    func open(_ name: String) throws(TableFault) -> ZipPart? {
        let index = zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE))
        guard index >= 0 else { return nil }
        var info = zip_stat_t()
        zip_stat_init(&info)
        guard zip_stat_index(archive, UInt64(index), 0, &info) == 0 else { throw fault(name) }
        if info.valid & UInt64(ZIP_STAT_ENCRYPTION_METHOD) != 0 && info.encryption_method != ZIP_EM_NONE {
            throw .encrypted
        }
        let size = Int(clamping: info.size)
        if size > limits.part { throw .tooLarge(part: name, limit: limits.part.asByteCount) }
        guard let file = zip_fopen_index(archive, UInt64(index), 0) else { throw fault(name) }
        return ZipPart(name: name, size: size, file: file, archive: self)
    }

    /// Counts what is unpacked against the limit for all parts together.
    fileprivate func count(_ bytes: Int) throws(TableFault) {
        unpacked += bytes
        if unpacked > limits.unpacked { throw .tooLarge(part: "The workbook", limit: limits.unpacked.asByteCount) }
    }

    private func fault(_ name: String) -> TableFault {
        .broken(part: name, reason: String(cString: zip_strerror(archive)))
    }
}

/// A part of an archive, unpacked as it is read.
final class ZipPart {
    let name: String
    /// Unpacked size as the archive's directory gives it.
    let size: Int
    private(set) var position = 0
    private let file: OpaquePointer
    private let archive: ZipArchive

    fileprivate init(name: String, size: Int, file: OpaquePointer, archive: ZipArchive) {
        self.name = name
        self.size = size
        self.file = file
        self.archive = archive
    }

    deinit { zip_fclose(file) }

    /// Returns 0 at the end, where the checksum has been compared.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableFault) -> Int {
        let got = zip_fread(file, buffer.baseAddress, UInt64(buffer.count))
        guard got >= 0 else {
            throw .broken(part: name, reason: String(cString: zip_file_strerror(file)))
        }
        position += Int(got)
        // A directory that lies about the size must not get past the limit.
        if position > size { throw .broken(part: name, reason: "it is longer than the archive says") }
        try archive.count(Int(got))
        return Int(got)
    }
}
