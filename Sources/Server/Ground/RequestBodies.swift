import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The body, whole.
    /// - Throws: `Problem.tooLarge`: by what the client says before anything is read, and by what it sends.
    func bytes(upTo limit: Int) async throws -> ByteBuffer {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Problem.tooLarge(limit: limit)
        }
        do {
            return try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge(limit: limit)
        }
    }

    /// The fields of a form.
    func form(upTo limit: Int) async throws -> FormFields {
        let wanted = "application/x-www-form-urlencoded"
        guard isOfType(wanted) else { throw Problem.wrongContentType(wanted) }
        let buffer = try await bytes(upTo: limit)
        return try FormFields(bytes: buffer.readableBytesView)
    }

    /// A body as JSON, with its bytes; an empty body is an empty object.
    func json(upTo limit: Int) async throws -> (value: JSONValue, bytes: ByteBuffer) {
        let buffer = try await bytes(upTo: limit)
        guard buffer.readableBytes > 0 else { return (.object([]), buffer) }
        guard isOfType("application/json") else { throw Problem.wrongContentType("application/json") }
        do {
            return (try buffer.withUnsafeReadableBytes { try JSONParser.parse($0) }, buffer)
        } catch let fault as JSONFault {
            throw InvalidInput(fault)
        }
    }

    /// The fields of the query; those with a broken escape are a fault.
    func queryFields() throws -> FormFields {
        guard let query = uri.query else { return FormFields() }
        return try FormFields(query)
    }

    /// Whether `Content-Type` is this, whatever its parameters.
    private func isOfType(_ wanted: String) -> Bool {
        guard let type = headers[.contentType] else { return false }
        return type == wanted
            || type.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() == wanted
    }
}
