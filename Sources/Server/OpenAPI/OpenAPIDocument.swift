import Civics
import HTTPTypes

/// The description of the API (OpenAPI 3.1), made of the same names that the controllers read and write.
enum OpenAPIDocument {
    static func bytes(of city: City) -> [UInt8] {
        var json = JSONWriter(capacity: 64 * 1024)
        json.object {
            $0.member("openapi", "3.1.0")
            info(of: city, &$0)
            $0.name("servers")
            $0.array(["/api/v1"]) { json, url in json.object { $0.member("url", url) } }
            $0.name("paths")
            $0.object { paths(&$0) }
            $0.name("components")
            $0.object { components(&$0) }
        }
        return json.bytes
    }

    private static func info(of city: City, _ json: inout JSONWriter) {
        json.name("info")
        json.object {
            $0.member("title", "OneDoor, \(city.name.en)")
            $0.member("version", "1")
            $0.member(
                "description",
                """
                Every POST needs an Idempotency-Key: the same key with the same body is carried out once, and answered \
                alike with Idempotent-Replayed: true. Times are RFC 3339 in \(city.zone.identifier). Errors are \
                application/problem+json (RFC 9457); decide by `code`.
                """)
        }
    }

    private static func paths(_ json: inout JSONWriter) {
        var order: [String] = []
        for operation in Operation.all where !order.contains(operation.path) { order.append(operation.path) }
        for path in order {
            json.name(text: path)
            json.object {
                for operation in Operation.all where operation.path == path {
                    $0.name(text: operation.method.rawValue.lowercased())
                    $0.object { write(operation, &$0) }
                }
            }
        }
    }

    private static func write(_ operation: Operation, _ json: inout JSONWriter) {
        json.member("operationId", operation.identifier)
        json.member("summary", operation.summary)
        security(operation.audience, &json)
        parameters(operation, &json)
        if let body = operation.body {
            json.name("requestBody")
            json.object {
                $0.member("required", body.contains(where: \.isRequired))
                content("application/json", &$0) { json in
                    json.object {
                        Schema.object(body).members(&$0)
                        $0.member("additionalProperties", false)
                    }
                }
            }
        }
        if let parts = operation.parts {
            json.name("requestBody")
            json.object {
                $0.member("required", true)
                content("multipart/form-data", &$0) { Schema.object(parts).write(to: &$0) }
            }
        }
        json.name("responses")
        json.object {
            $0.name(text: String(operation.status))
            $0.object {
                $0.member("description", "Done")
                let type = operation.answersFile ? "*/*" : "application/json"
                content(type, &$0) { Schema.reference(operation.answer).write(to: &$0) }
            }
            for status in operation.problems + [429, 500, 503] {
                $0.name(text: String(status))
                $0.object { $0.member("$ref", "#/components/responses/Problem") }
            }
        }
    }

    private static func security(_ audience: Operation.Audience, _ json: inout JSONWriter) {
        json.name("security")
        let schemes: [String?] =
            switch audience {
            case .everybody: [nil, "token"]
            case .staff: ["token"]
            case .staffOrOwner: ["token", "queryCode"]
            }
        json.array(schemes) { json, scheme in
            json.object {
                guard let scheme else { return }
                $0.name(text: scheme)
                $0.strings([])
            }
        }
    }

    private static func parameters(_ operation: Operation, _ json: inout JSONWriter) {
        var parameters = operation.pathParameters.map { ("path", Property($0, .string(), isRequired: true)) }
        parameters += operation.query.map { ("query", $0) }
        if operation.method == .post {
            let text = "Carries the command out once, however often it is sent"
            parameters.append(("header", Property("Idempotency-Key", .string(most: 200), isRequired: true, text)))
        }
        if operation.takesVersion {
            let text = "The version seen, in quotes; 412 when the request has moved on"
            parameters.append(("header", Property("If-Match", .string(), text)))
        }
        guard !parameters.isEmpty else { return }
        json.name("parameters")
        json.array(parameters) { json, parameter in
            let (place, property) = parameter
            json.object {
                $0.member("name", property.name)
                $0.member("in", place)
                $0.member("required", property.isRequired)
                $0.member("description", ifPresent: property.description)
                $0.name("schema")
                property.schema.write(to: &$0)
            }
        }
    }

    private static func components(_ json: inout JSONWriter) {
        json.name("securitySchemes")
        json.object {
            $0.name("token")
            $0.object {
                $0.member("type", "http")
                $0.member("scheme", "bearer")
            }
            $0.name("queryCode")
            $0.object {
                $0.member("type", "apiKey")
                $0.member("in", "header")
                $0.member("name", "Query-Code")
            }
        }
        json.name("responses")
        json.object {
            $0.name("Problem")
            $0.object {
                $0.member("description", "Not done; says why and what can be done")
                content("application/problem+json", &$0) { Schema.reference("Problem").write(to: &$0) }
            }
        }
        json.name("schemas")
        json.object {
            for (name, schema) in Components.all {
                $0.name(text: name)
                schema.write(to: &$0)
            }
        }
    }

    private static func content(
        _ type: String, _ json: inout JSONWriter, schema: (inout JSONWriter) -> Void
    ) {
        json.name("content")
        json.object {
            $0.name(text: type)
            $0.object {
                $0.name("schema")
                schema(&$0)
            }
        }
    }
}
