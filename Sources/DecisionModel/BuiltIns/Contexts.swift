extension BuiltIns {
    /// DMN 1.5, 10.3.4.9.
    static let contexts: [BuiltIn] = [
        BuiltIn(
            "get value",
            Signature(.context("m"), .string("key")) { call in
                guard let context = call.context(0), let key = call.string(1) else { return nil }
                return context[key]
            },
            Signature(.context("context"), .string("key")) { call in
                guard let context = call.context(0), let key = call.string(1) else { return nil }
                return context[key]
            },
            Signature(.context("context"), .list("keys")) { call in
                guard var value = call.context(0).map({ FEELValue.context($0) }), let keys = call.list(1),
                    !keys.isEmpty
                else { return nil }
                for key in keys {
                    guard case .context(let context) = value, case .string(let key) = key, let next = context[key]
                    else { return nil }
                    value = next
                }
                return value
            }),
        BuiltIn(
            "get entries",
            Signature(.context("m")) { call in call.context(0).map { entries(of: $0) } },
            Signature(.context("context")) { call in call.context(0).map { entries(of: $0) } }),
        BuiltIn(
            "context",
            Signature(.list("entries")) { call in
                guard let entries = call.list(0) else { return nil }
                var result = FEELContext()
                for entry in entries {
                    guard case .context(let entry) = entry, case .string(let key)? = entry["key"],
                        let value = entry["value"], result[key] == nil
                    else { return nil }
                    result[key] = value
                }
                return .context(result)
            }),
        BuiltIn(
            "context put",
            Signature(.context("context"), .string("key"), .any("value")) { call in
                guard var context = call.context(0), let key = call.string(1) else { return nil }
                context[key] = call[2]
                return .context(context)
            },
            Signature(.context("context"), .list("keys"), .any("value")) { call in
                guard let context = call.context(0), let keys = call.list(1) else { return nil }
                return put(call[2], at: keys[...], of: context).map { .context($0) }
            }),
        BuiltIn(
            "context merge",
            Signature(.list("contexts")) { call in
                guard let contexts = call.list(0) else { return nil }
                var result = FEELContext()
                for context in contexts {
                    guard case .context(let context) = context else { return nil }
                    for (key, value) in zip(context.keys, context.values) { result[key] = value }
                }
                return .context(result)
            }),
    ]

    private static func entries(of context: FEELContext) -> FEELValue {
        .list(
            zip(context.keys, context.values).map { key, value in
                .context(FEELContext(keys: ["key", "value"], values: [.string(key), value]))
            })
    }

    private static func put(_ value: FEELValue, at keys: ArraySlice<FEELValue>, of context: FEELContext) -> FEELContext?
    {
        guard case .string(let key)? = keys.first else { return nil }
        var result = context
        if keys.count == 1 {
            result[key] = value
        } else {
            guard case .context(let inner)? = context[key], let changed = put(value, at: keys.dropFirst(), of: inner)
            else { return nil }
            result[key] = .context(changed)
        }
        return result
    }
}
