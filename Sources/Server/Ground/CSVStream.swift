import HTTPTypes
import Hummingbird
import NIOCore
import Tabular

/// A CSV file that is sent while it is written; for the time of one body.
final class CSVStream {
    private static let part = 32 << 10
    private static let format = CSVFormat(neutralisesFormulas: true)

    /// Spreadsheets know UTF-8 by the mark at the beginning.
    private var pending: [UInt8] = [0xEF, 0xBB, 0xBF]
    fileprivate var writer: any ResponseBodyWriter

    fileprivate init(_ writer: any ResponseBodyWriter) { self.writer = writer }

    func write(_ fields: [String]) async throws {
        Self.format.append(fields, to: &pending)
        if pending.count >= Self.part { try await flush() }
    }

    fileprivate func flush() async throws {
        try await writer.write(ByteBuffer(bytes: pending))
        pending.removeAll(keepingCapacity: true)
    }
}

extension Response {
    /// A file for spreadsheets, of any length.
    static func csv(
        named name: String, _ rows: @escaping @Sendable (CSVStream) async throws -> Void
    ) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name).csv\"",
            ],
            body: ResponseBody { writer in
                let stream = CSVStream(writer)
                try await rows(stream)
                try await stream.flush()
                writer = stream.writer
                try await writer.finish(nil)
            })
    }
}
