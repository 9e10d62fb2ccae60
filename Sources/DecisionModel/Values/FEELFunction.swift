/// A function as a value: built in, written in FEEL, or an invocable element of the model.
package final class FEELFunction: Sendable {
    enum Body: Sendable {
        case builtIn(BuiltIn)
        /// A function definition with the variables it could see where it was defined.
        case lambda(Lambda, captured: Frame)
        /// A business knowledge model or a decision service.
        case element(InvocableElement)
        case java(JavaMethod, parameters: [Parameter])
        /// An external function that this engine refuses to call.
        case refused(reason: String, parameters: [Parameter])
    }

    /// A formal parameter.
    struct Parameter: Sendable {
        let name: String
        let type: FEELType
    }

    let body: Body

    init(_ body: Body) { self.body = body }

    /// The formal parameters; nil for built-in functions, which may have several signatures.
    var parameters: [Parameter]? {
        switch body {
        case .builtIn: nil
        case .lambda(let lambda, _): lambda.parameters
        case .element(let element): element.parameters
        case .java(_, let parameters), .refused(_, let parameters): parameters
        }
    }

    /// What it is declared to give; `any` where nothing is declared.
    var resultType: FEELType {
        switch body {
        case .lambda(let lambda, _): lambda.resultType
        case .element(let element): element.resultType
        case .builtIn, .java, .refused: .any
        }
    }

    /// Whether it can be called with this many positional arguments.
    func accepts(count: Int) -> Bool {
        switch body {
        case .builtIn(let builtIn): builtIn.accepts(count: count)
        default: parameters?.count == count
        }
    }
}
