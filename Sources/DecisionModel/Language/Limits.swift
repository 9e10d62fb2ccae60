/// How much an expression or a model may ask for. Whatever goes beyond ends in a diagnostic, never in a crash.
package struct Limits: Sendable, Hashable {
    /// Unicode scalars in one expression.
    package var expressionLength = 1_000_000
    /// Brackets and the like in one another in one expression, and elements in one another in the XML.
    package var depth = 128
    /// Parts in one another in the tree of one expression (a sum of a thousand terms is a thousand deep).
    package var treeDepth = 1_000
    /// Parts in one another over all calls of one evaluation.
    package var nesting = 4_000
    /// Lists, contexts and functions in one another in one value.
    package var valueDepth = 1_000
    /// Nodes evaluated in one evaluation.
    package var steps = 50_000_000
    /// Elements in a list made by one evaluation.
    package var listLength = 5_000_000
    /// Characters in a string made by one evaluation.
    package var stringLength = 10_000_000
    /// Bytes of a model file.
    package var fileSize = 64 << 20

    package init() {}

    package static let standard = Limits()
}
