internal import Foundation

/// A report as JSON: complete, so that reading gives an equal document, and canonical, so that the same document always
/// has the same bytes: names sorted, no spaces, UTF-8. An issued report is frozen in this form.
///
///     {"document":{"date":"2026-11-16","days":["2026-11-09","2026-11-15"],…},"format":1}
///
/// - `format` counts up when an older reader would misunderstand a newer text. Within one format, fields may be added
///   that older readers pass over; they are optional for those who read older texts.
/// - Days are `2026-11-02`, spans of days and ranges two values in a list, cases their numbers, measures and cuts their
///   names (`received`, `districtField`).
/// - What can be one of several things (block, cell, chart, basis) says which in `kind`.
/// - Fields without a value are left out; in lists they are `null`. A number that is none is `"NaN"`, `"+∞"`, `"-∞"`.
extension ReportDocument {
    /// The format that is written, and the newest that is read.
    package static let format = 1

    private struct Paper: Codable {
        var format: Int
        var document: ReportDocument
    }

    private struct Head: Decodable {
        var format: Int
    }

    /// The document in its canonical form.
    package var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "+∞", negativeInfinity: "-∞", nan: "NaN")
        do {
            return Array(try encoder.encode(Paper(format: Self.format, document: self)))
        } catch {
            preconditionFailure("a document holds nothing that has no form in JSON: \(error)")
        }
    }

    /// Reads what `json` writes.
    /// - Throws: for what is no JSON, a format that this version does not know, and anything that does not fit: which
    ///   field it is, and what is wrong with it.
    package init(json: [UInt8]) throws(ReportFormatFault) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "+∞", negativeInfinity: "-∞", nan: "NaN")
        let data = Data(json)
        let found: Int
        do { found = try decoder.decode(Head.self, from: data).format } catch { throw ReportFormatFault(error) }
        guard found == Self.format else { throw .format(found) }
        do { self = try decoder.decode(Paper.self, from: data).document } catch { throw ReportFormatFault(error) }
    }
}

/// Why a text is no report document.
package enum ReportFormatFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Written by a version that this one does not understand.
    case format(Int)
    /// What does not fit, and where (`document.sections[2].blocks[0].kind`; empty for the whole).
    case field(String, String)

    package var description: String {
        switch self {
        case .format(let found):
            "the report is written in format \(found); this version reads format \(ReportDocument.format)"
        case .field(let place, let reason):
            place.isEmpty ? "no report: \(reason)" : "no report: \(place): \(reason)"
        }
    }

    fileprivate init(_ error: any Error) {
        switch error as? DecodingError {
        case .keyNotFound(let key, let context):
            self = .field(Self.path(context.codingPath + [key]), "is missing")
        case .valueNotFound(_, let context), .typeMismatch(_, let context), .dataCorrupted(let context):
            self = .field(Self.path(context.codingPath), context.debugDescription)
        default: self = .field("", "\(error)")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += (path.isEmpty ? "" : ".") + key.stringValue
            }
        }
    }
}
