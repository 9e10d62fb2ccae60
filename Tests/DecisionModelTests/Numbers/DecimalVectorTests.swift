import Testing

@testable import DecisionModel

@Suite struct DecimalVectorTests {
    private static let modes: [String: Decimal34.RoundingMode] = [
        "up": .up, "down": .down, "halfUp": .halfUp, "halfDown": .halfDown, "halfEven": .halfEven, "floor": .floor,
        "ceiling": .ceiling,
    ]

    @Test(arguments: DecimalVectors.lines)
    func everyOperationGivesWhatTheStandardSays(_ line: Substring) throws {
        let words = line.split(separator: " ").map(String.init)
        let expected = try #require(words.last)
        let first = try #require(Decimal34(words[1]))
        let second = words[2] == "=" ? nil : Decimal34(words[2])
        if words[0] == "cmp" {
            let other = try #require(second)
            #expect((first < other ? "-1" : (first == other ? "0" : "1")) == expected)
            return
        }
        let found: Decimal34?
        switch words[0] {
        case "+": found = try first + #require(second)
        case "-": found = try first - #require(second)
        case "*": found = try first * #require(second)
        case "/": found = try first.divided(by: #require(second))
        case "mod": found = try first.modulo(#require(second))
        case "pow": found = try first.power(#require(second))
        case "sqrt": found = first.squareRoot
        case "exp": found = first.exponential
        case "ln": found = first.naturalLogarithm
        case "read": found = first
        default:
            found = try first.rounded(#require(DecimalVectorTests.modes[words[0]]), scale: #require(Int(words[2])))
        }
        guard expected != "nil" else {
            #expect(found == nil)
            return
        }
        #expect(found == Decimal34(expected))
        // The functions take zeros off the end; all else keeps the exponent that IEEE 754 asks for.
        if let found, !found.isZero, !["mod", "pow", "exp", "ln"].contains(words[0]) {
            #expect("\(found.isNegative ? "-" : "")\(found.coefficient)E\(found.exponent)" == expected)
        }
    }
}
