/// How days, numbers of cases, measures and cuts stand in files: as people write them, never as the numbers they are in
/// storage. Reading anything else is an error that says what was found and what was wanted.

extension CityDay: Codable {
    /// `"2026-11-02"`
    package func encode(to encoder: any Encoder) throws { try encoder.write(description) }

    package init(from decoder: any Decoder) throws {
        self = try decoder.read("a day like 2026-11-02") { CityDay($0) }
    }
}

extension CaseNumber: Codable {
    /// `"261118-01286-4"`
    package func encode(to encoder: any Encoder) throws { try encoder.write(description) }

    package init(from decoder: any Decoder) throws {
        self = try decoder.read("a case's number with its check digit") { CaseNumber($0) }
    }
}

extension Measure: Codable {
    private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ("\($0)", $0) })

    /// `"received"`
    package func encode(to encoder: any Encoder) throws { try encoder.write("\(self)") }

    package init(from decoder: any Decoder) throws {
        self = try decoder.read("a measure that this version knows") { Self.named[$0] }
    }
}

extension FigureCut: Codable {
    private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ("\($0)", $0) })

    /// `"districtField"`
    package func encode(to encoder: any Encoder) throws { try encoder.write("\(self)") }

    package init(from decoder: any Decoder) throws {
        self = try decoder.read("a cut that this version knows") { Self.named[$0] }
    }
}

extension Encoder {
    fileprivate func write(_ text: String) throws {
        var container = singleValueContainer()
        try container.encode(text)
    }
}

extension Decoder {
    fileprivate func read<Value>(_ wanted: String, _ read: (String) -> Value?) throws -> Value {
        let container = try singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = read(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is not \(wanted)")
        }
        return value
    }
}
