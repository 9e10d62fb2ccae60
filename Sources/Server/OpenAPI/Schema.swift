/// The shape of a value, as OpenAPI 3.1 (JSON Schema 2020-12) writes it.
indirect enum Schema: Sendable {
    /// With the most Unicode scalars it may have.
    case string(most: Int? = nil)
    case integer(ClosedRange<Int>? = nil)
    case number
    case boolean
    /// `2026-11-18`
    case day
    /// RFC 3339, in the city's zone.
    case time
    case choice([String])
    case array(Schema)
    case object([Property])
    /// Bytes, in a part of a form.
    case file
    /// One of the document's components.
    case reference(String)

    static func choice<T: RawRepresentable & CaseIterable>(_ type: T.Type) -> Schema where T.RawValue == String {
        .choice(T.allCases.map(\.rawValue))
    }

    func write(to json: inout JSONWriter) {
        json.object { members(&$0) }
    }

    /// The members, without the braces: a description can stand beside them.
    func members(_ json: inout JSONWriter) {
        switch self {
        case .string(let most):
            json.member("type", "string")
            if let most { json.member("maxLength", most) }
        case .integer(let range):
            json.member("type", "integer")
            if let range {
                json.member("minimum", range.lowerBound)
                json.member("maximum", range.upperBound)
            }
        case .number: json.member("type", "number")
        case .boolean: json.member("type", "boolean")
        case .day:
            json.member("type", "string")
            json.member("format", "date")
        case .time:
            json.member("type", "string")
            json.member("format", "date-time")
        case .choice(let values):
            json.member("type", "string")
            json.name("enum")
            json.strings(values)
        case .array(let items):
            json.member("type", "array")
            json.name("items")
            items.write(to: &json)
        case .file:
            json.member("type", "string")
            json.member("format", "binary")
        case .object(let properties): Self.members(of: properties, &json)
        case .reference(let name): json.member("$ref", "#/components/schemas/\(name)")
        }
    }

    private static func members(of properties: [Property], _ json: inout JSONWriter) {
        json.member("type", "object")
        json.name("properties")
        json.object {
            for property in properties {
                $0.name(text: property.name)
                $0.object {
                    property.schema.members(&$0)
                    $0.member("description", ifPresent: property.description)
                }
            }
        }
        let required = properties.filter(\.isRequired).map(\.name)
        guard !required.isEmpty else { return }
        json.name("required")
        json.strings(required)
    }
}

/// A member of an object, or a parameter.
struct Property: Sendable {
    let name: String
    let schema: Schema
    let isRequired: Bool
    let description: String?

    init(_ name: String, _ schema: Schema, isRequired: Bool = false, _ description: String? = nil) {
        self.name = name
        self.schema = schema
        self.isRequired = isRequired
        self.description = description
    }
}
