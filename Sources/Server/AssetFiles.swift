import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Papers

/// Style sheets, scripts and drawings: read once at the start, kept compressed beside, named with their digest so that
/// browsers may keep them for ever.
struct AssetFiles: Sendable {
    private struct File: Sendable {
        let type: String
        let digest: String
        let plain: ByteBuffer
        let packed: ByteBuffer?
    }

    private let files: [String: File]
    /// The digests, for the addresses in pages.
    let index: AssetIndex

    /// Reads every file of some folders; files of unknown type are left out.
    init(folders: [String]) throws {
        var files: [String: File] = [:]
        let names = try folders.flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: folder).map { (folder, $0) }
        }
        for (folder, name) in names {
            guard let type = Self.types[name.split(separator: ".").last.map(String.init) ?? ""],
                let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
            else { continue }
            let bytes = Array(data)
            let digest = SHA256.hash(data: bytes).prefix(8).map { byte in
                String(
                    decoding: [Hexadecimal.digits[Int(byte >> 4)], Hexadecimal.digits[Int(byte & 15)]], as: UTF8.self)
            }
            let packed = bytes.count > 256 ? Gzip.compress(bytes, level: 9) : nil
            files[name] = File(
                type: type, digest: digest.joined(), plain: ByteBuffer(bytes: bytes),
                packed: packed.map { ByteBuffer(bytes: $0) })
        }
        self.files = files
        self.index = AssetIndex(files.mapValues(\.digest))
    }

    /// The files that come with the server, and the style sheets that pages share with papers.
    static func bundled() throws -> AssetFiles {
        try AssetFiles(folders: [Bundle.module.bundlePath + "/Assets", StyleSheets.folder])
    }

    /// Names are looked up among the files read, so no path can lead anywhere else.
    /// - Parameter version: the digest in the address; with another one the file is sent, but not to be kept.
    func response(to request: Request, name: String, version: String?) throws(Problem) -> Response {
        guard let file = files[name] else { throw .notFound }
        let tag = "\"\(file.digest)\""
        var headers: HTTPFields = [
            .eTag: tag, .vary: "Accept-Encoding",
            .cacheControl: version == file.digest ? "public, max-age=31536000, immutable" : "no-cache",
        ]
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { $0.filter { $0 != " " } } ?? []
        if known.contains(tag) || known.contains("W/\(tag)") { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = file.type
        guard let packed = file.packed, Compression.isTaken(by: request) else {
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.plain))
        }
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: packed))
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2", "txt": "text/plain; charset=utf-8",
    ]
}
