/// The external Java functions of a model (DMN 1.5, 10.3.2.13.3).
///
/// There is no Java machine here, and no model can make this engine load code. A fixed set of pure methods of `java.lang`,
/// those that models in the field use for arithmetic and text, is answered natively; every other is refused with a reason.
struct JavaMethod: Sendable {
    enum Kind: String, Sendable {
        case byte, short, int, long, float, double, boolean, char
        case string = "java.lang.String"
        case objects = "[Ljava.lang.Object;"

        /// The value of FEEL as an argument of this type; nil if it cannot be one.
        func accepts(_ value: FEELValue) -> FEELValue? {
            switch (self, value) {
            case (.byte, .number(let number)): JavaMethod.whole(number, -128...127)
            case (.short, .number(let number)): JavaMethod.whole(number, -32_768...32_767)
            case (.int, .number(let number)): JavaMethod.whole(number, Int(Int32.min)...Int(Int32.max))
            case (.long, .number(let number)): JavaMethod.whole(number, Int.min...Int.max)
            case (.float, .number), (.double, .number), (.boolean, .boolean), (.string, .string): value
            case (.char, .string(let text)): text.unicodeScalars.count == 1 ? value : nil
            case (.objects, _): value
            default: nil
            }
        }
    }

    let name: String
    let kinds: [Kind]
    let body: @Sendable ([FEELValue]) -> FEELValue?

    private static func whole(_ number: Decimal34, _ bounds: ClosedRange<Int>) -> FEELValue? {
        guard let integer = number.truncatedInteger, bounds.contains(integer) else { return nil }
        return FEELValue(integer)
    }

    func call(_ arguments: [FEELValue], _ range: TextRange, _ run: Execution) -> FEELValue {
        var values: [FEELValue] = []
        for (index, argument) in arguments.enumerated() {
            guard let kind = kinds.last.map({ index < kinds.count ? kinds[index] : $0 }),
                let value = kind.accepts(argument)
            else {
                return run.fault(.externalFunction, range, "\(argument.shown) is no argument of \(name)")
            }
            values.append(value)
        }
        return body(values) ?? run.fault(.externalFunction, range, "\(name) failed")
    }

    /// The function that a mapping such as `{java: {class: "java.lang.Math", method signature: "cos(double)"}}` means.
    static func function(
        _ mapping: FEELValue, kind: String?, parameters: [FEELFunction.Parameter]
    ) -> FEELFunction {
        func refused(_ reason: String) -> FEELFunction {
            FEELFunction(.refused(reason: reason, parameters: parameters))
        }
        guard case .context(var entries) = mapping else {
            return refused("the external function names nothing to call")
        }
        if case .context(let inner)? = entries["java"] { entries = inner }
        guard case .string(let type)? = entries["class"], case .string(let signature)? = entries["method signature"]
        else {
            return refused("external functions of \(kind ?? "this kind") are not called")
        }
        guard let method = method(type, signature), method.kinds.count == parameters.count else {
            return refused("the Java method \(type).\(signature) is not called: this engine loads no code")
        }
        return FEELFunction(.java(method, parameters: parameters))
    }

    private static func method(_ type: String, _ signature: String) -> JavaMethod? {
        guard let opening = signature.firstIndex(of: "("), signature.hasSuffix(")") else { return nil }
        let name = signature[..<opening].trimmed
        let list = signature[signature.index(after: opening)..<signature.index(before: signature.endIndex)]
        var kinds: [Kind] = []
        for part in list.split(separator: ",") {
            guard let kind = Kind(rawValue: part.trimmed) else { return nil }
            kinds.append(kind)
        }
        let full = "\(type).\(name)(\(kinds.map(\.rawValue).joined(separator: ",")))"
        guard let body = bodies[full] else { return nil }
        return JavaMethod(name: full, kinds: kinds, body: body)
    }

    private static let bodies: [String: @Sendable ([FEELValue]) -> FEELValue?] =
        JavaMath.bodies.merging(JavaText.bodies) { first, _ in first }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isFEELSpace }),
            let last = scalars.lastIndex(where: { !$0.isFEELSpace })
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }
}
