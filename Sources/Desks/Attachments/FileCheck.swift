package import Civics
import Media
package import Storage

/// Looks at a file before it is kept: what it is, whether that is taken here, and how large it may be; and takes place and
/// device out of it.
package enum FileCheck {
    /// - Parameters:
    ///   - name: what it is called; the extension is set right where it claims another type.
    ///   - bytes: `nil` for a file larger than any that is taken.
    /// - Throws: `AttachmentFault`.
    package static func check(
        name: String, bytes: [UInt8]?, in rules: AttachmentRules
    ) throws(AttachmentFault) -> NewFile {
        guard let bytes else { throw .tooLarge(limit: rules.largest) }
        guard !bytes.isEmpty else { throw .empty }
        guard let type = MediaInspection.type(of: bytes) else { throw .unknownType }
        guard let limit = rules.limits[type] else { throw .typeNotTaken(type) }
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        guard let cleaned = MediaInspection.cleaned(bytes, type) else { throw .broken(type) }
        return NewFile(name: FileNames.fitting(name, type), type: type, bytes: cleaned)
    }
}

/// Names of files as they are kept and shown.
package enum FileNames {
    /// Endings that people and devices use for a type.
    private static let endings: [MediaType: Set<String>] = [
        .jpeg: ["jpg", "jpeg", "jpe", "jfif"], .heic: ["heic", "heif"], .mp4: ["mp4", "m4v"], .mov: ["mov", "qt"],
    ]

    /// The name with an ending that fits its content: `invoice.exe` that is a PDF becomes `invoice.exe.pdf`.
    package static func fitting(_ name: String, _ type: MediaType) -> String {
        let ending = name.split(separator: ".", omittingEmptySubsequences: false).last.map { $0.lowercased() } ?? ""
        let fitting = endings[type] ?? [type.fileExtension]
        if name.contains("."), fitting.contains(ending), name.count > ending.count + 1 { return name }
        let stem = name.isEmpty || name == "." ? "file" : name
        return "\(stem).\(type.fileExtension)"
    }
}
