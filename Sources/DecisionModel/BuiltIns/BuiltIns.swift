/// All built-in functions by name.
package enum BuiltIns {
    package static let all: [BuiltIn] =
        conversions + strings + numbers + lists + aggregates + contexts + calendar + intervals

    private static let table = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    static let names = NameTable(all.map(\.name))

    package static func named(_ name: String) -> BuiltIn? { table[name] }
}
