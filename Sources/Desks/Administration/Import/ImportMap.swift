package import CityFiles
package import Civics
package import Tabular

/// How the rows of a kind of file become requests: a YAML file that names, for each thing the platform wants to know,
/// the column it stands in.
///
///     format: csv                  # or xlsx, with `sheet:` a name or a number; auto when left out
///     source: mailbox              # with a row's id it makes the idempotency key
///     channel: mailbox
///     columns: { id: id, title: title, text: [complaint, detail], received: created, reply: reply, replied: replied }
///     dates: ["yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm:ss"]
///     kind: { default: help, column: sort, values: { 咨询: enquiry } }
///     category: { default: "990101", column: field, values: { 城乡建设: "010101" } }
///     place: { default: "440600", column: district, values: { 禅城: "440604" } }
///     close_on: replied            # a row with this time is closed then
///
/// Where a column's value isn't among `values`, ids and names of the city itself are understood (`440604`, `禅城区`).
package struct ImportMap: Sendable {
    /// The map's own file.
    package let path: String
    package let format: TableFormat
    package let sheet: TableSheet
    package let source: String
    package let channel: Channel
    let columns: [ImportField: [MappedColumn]]
    let dates: [DatePattern]
    let kind: ValueMap<RequestKind>
    let category: ValueMap<CategoryCode>
    let place: ValueMap<RegionID>
    /// The time that closes a request: `replied` or `closed`.
    let closeOn: ImportField?

    /// Reads a map and checks it against the city.
    ///
    /// - Throws: `CityFaults` with every fault in the map, by line.
    package static func load(_ path: String, for city: City) throws(CityFaults) -> ImportMap {
        try ImportMapReading(path: path, city: city).map()
    }
}

/// What an import can know about a request.
enum ImportField: String, CaseIterable, Sendable {
    case id, title, text, received, caller, phone, reply, replied, closed, tags
}

/// A column of the file, and the line of the map that names it.
struct MappedColumn: Hashable, Sendable {
    let name: String
    let line: Int
}

/// How a column's values become something of the city's.
struct ValueMap<Value: Hashable & Sendable>: Sendable {
    /// `nil` when all rows get the default.
    var column: MappedColumn?
    var values: [String: Value] = [:]
    var fallback: Value?
}
