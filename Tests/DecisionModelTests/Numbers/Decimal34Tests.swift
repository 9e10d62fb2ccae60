import Testing

@testable import DecisionModel

@Suite struct Decimal34Tests {
    private func number(_ text: String) throws -> Decimal34 {
        try #require(Decimal34(text), "\(text) is no number")
    }

    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("0.00", "0.00"), ("-0.00", "0.00"), ("007", "7"), ("1.5", "1.5"), (".5", "0.5"),
        ("-.5", "-0.5"), ("1.50", "1.50"), ("1E3", "1000"), ("-1e+3", "-1000"), ("12e-1", "1.2"), ("1e-7", "0.0000001"),
        ("1234567890123456789012345678901234", "1234567890123456789012345678901234"),
        ("12345678901234567890123456789012345", "12345678901234567890123456789012340"),
        ("12345678901234567890123456789012355", "12345678901234567890123456789012360"),
        ("123456789012345678901234567890123450", "123456789012345678901234567890123400"),
        ("0.00000000000000000000000000000000000000001", "0.00000000000000000000000000000000000000001"),
        ("9.9999999999999999999999999999999999", "10.00000000000000000000000000000000"),
    ])
    func aLiteralIsReadAndWrittenInPlainDigits(_ literal: String, _ text: String) throws {
        #expect(try number(literal).description == text)
    }

    @Test(arguments: [
        "", " ", "-", "+1", "1.", ".", "-.", "1..2", "1.2.3", "1e", "1e+", "e5", "1 ", " 1", "1,5", "0x10", "INF",
        "-INF",
        "NaN", "１", "1e5.5", "--1", "1_000", "1E6145", "1e999999999999999999999999", "\u{0}", "1\u{301}",
    ])
    func whatIsNoLiteralIsRefused(_ text: String) {
        #expect(Decimal34(text) == nil)
    }

    @Test(arguments: [(" 1.50\n", "1.50"), ("+1", "1"), ("1.", "1"), ("\t-.5 ", "-0.5"), ("1.2E2", "120")])
    func theFormsOfXMLSchemaAreReadToo(_ text: String, _ written: String) {
        #expect(Decimal34(xmlSchema: text)?.description == written)
    }

    @Test(arguments: ["", "+", ".", "1 2", "INF", "NaN", "+.", "1.e", "\u{a0}1"])
    func whatXMLSchemaDoesNotKnowIsRefused(_ text: String) {
        #expect(Decimal34(xmlSchema: text) == nil)
    }

    @Test func aVeryLongLiteralIsRoundedOnce() throws {
        let nines = String(repeating: "9", count: 5000)
        #expect(try number(nines) == number("1E5000"))
        #expect(try number("0." + nines) == 1)
        #expect(try number("0." + String(repeating: "0", count: 7000) + "1").isZero)
        #expect(
            try number("1234567890123456789012345678901234.5" + String(repeating: "0", count: 90) + "1").description
                == "1234567890123456789012345678901235")
    }

    @Test func theSmallestNumbersFadeOutAndTheGreatestEnd() throws {
        let least = try number("1E-6176")
        #expect(least.divided(by: 2)?.isZero == true)
        #expect(try least * number("0.6") == least)
        let most = try number("9999999999999999999999999999999999E6111")
        #expect(most + least == most)
        #expect(most + most == nil)
        #expect(most * 10 == nil)
        #expect(-most - most == nil)
        #expect(try number("1E6144").description.utf8.count == 6145)
        #expect(try number("1E6144") == number("10E6143"))
    }

    @Test func valuesAreEqualWhateverTheirZeros() throws {
        for (a, b) in [("1", "1.0"), ("100", "1E2"), ("0", "0E-50"), ("-1.50", "-1.5"), ("1E6111", "10E6110")] {
            let first = try number(a)
            let second = try number(b)
            #expect(first == second)
            #expect(first.hashValue == second.hashValue)
            #expect(!(first < second) && !(second < first))
        }
        #expect(try number("1.0000000000000000000000000000000001") == 1)
        #expect(try number("1.000000000000000000000000000000001") != 1)
        #expect(try number("-1") != number("1"))
    }

    @Test func orderIsThatOfTheValues() throws {
        let sorted = try [
            "-1E6144", "-12.5", "-12.49", "-1", "-1E-6176", "0", "1E-6176", "0.1", "0.11", "9.99", "10", "1E2",
            "123456789012345678901234567890.1", "123456789012345678901234567890.2", "1E40", "1E6144",
        ].map(number)
        for (i, a) in sorted.enumerated() {
            for (j, b) in sorted.enumerated() {
                #expect((a < b) == (i < j))
                #expect((a == b) == (i == j))
            }
        }
    }

    @Test func aSumIsExactWhereItFitsAndRoundedOnceWhereNot() throws {
        #expect(try (number("0.1") + number("0.2"))?.description == "0.3")
        #expect(try (number("1.10") + number("2.9"))?.description == "4.00")
        #expect(try (number("1E34") + number("0.5"))?.description == "1" + String(repeating: "0", count: 34))
        #expect(try (number("1E33") - number("1E-100"))?.description == "1" + String(repeating: "0", count: 33))
        #expect(try (number("5") - number("5.00"))?.description == "0.00")
    }

    @Test func quotientsKeepNoNeedlessZeros() throws {
        #expect(Decimal34(10).divided(by: 4)?.description == "2.5")
        #expect(Decimal34(100).divided(by: 10)?.description == "10")
        #expect(Decimal34(1).divided(by: 3)?.description == "0.3333333333333333333333333333333333")
        #expect(Decimal34(2).divided(by: 3)?.description == "0.6666666666666666666666666666666667")
        #expect(Decimal34(1).divided(by: 100)?.description == "0.01")
        #expect(try number("19.90").divided(by: 1)?.description == "19.90")
        #expect(Decimal34(1).divided(by: 0) == nil)
        #expect(Decimal34(0).divided(by: 0) == nil)
        #expect(Decimal34(0).divided(by: 5) == 0)
    }

    @Test(arguments: [
        ("10", "4", "2"), ("10", "-4", "-2"), ("-10", "4", "2"), ("-12", "5", "3"), ("12", "-5", "-3"),
        ("-12", "-5", "-2"),
        ("10.1", "4.5", "1.1"), ("-10.1", "4.5", "3.4"), ("10.1", "-4.5", "-3.4"), ("-10.1", "-4.5", "-1.1"),
        ("0", "4", "0"), ("8", "4", "0"), ("-8", "4", "0"), ("1E6111", "7", "6"), ("7", "1E6111", "7"),
    ])
    func moduloHasTheSignOfTheDivisor(_ a: String, _ b: String, _ result: String) throws {
        #expect(try number(a).modulo(number(b)) == number(result))
    }

    @Test func moduloByZeroIsNothing() { #expect(Decimal34(10).modulo(0) == nil) }

    @Test(arguments: [
        ("2", "10", "1024"), ("-3", "2", "9"), ("-3", "3", "-27"), ("5", "-2", "0.04"), ("1.5", "2", "2.25"),
        ("4", "0.5", "2"), ("2", "0.5", "1.414213562373095048801688724209698"), ("0", "0", "1"), ("0", "3", "0"),
        ("10", "-6176", "1E-6176"), ("10", "-6178", "0"), ("-1", "999999999999", "-1"), ("1", "1E6000", "1"),
        ("-1", "1E6000", "1"), ("0.5", "1E6000", "0"), ("2", "-1E6000", "0"), ("7", "1E-6000", "1"), ("1", "0.5", "1"),
    ])
    func powersAreExactWhereTheyCanBe(_ base: String, _ power: String, _ result: String) throws {
        #expect(try number(base).power(number(power)) == number(result))
    }

    @Test func powersThatAreNoNumbersAreNothing() throws {
        #expect(Decimal34(0).power(-1) == nil)
        #expect(try Decimal34(-8).power(number("0.5")) == nil)
        #expect(Decimal34(10).power(6145) == nil)
        #expect(try Decimal34(2).power(number("1E6000")) == nil)
        #expect(try number("0.5").power(number("-1E6000")) == nil)
        #expect(try number("1E-6000").power(-2) == nil)
    }

    @Test func aPowerRaisedVeryOftenIsStillRight() throws {
        // (1 + 10⁻¹²)^(10¹²) = e^(10¹² ln(1 + 10⁻¹²)) = e × (1 - 5 × 10⁻¹³ + …).
        #expect(
            try number("1.000000000001").power(number("1000000000000"))
                == number("2.718281828457686094446059194614154"))
    }

    @Test func rootsAndLogarithmsOfTheWrongNumbersAreNothing() {
        #expect(Decimal34(-1).squareRoot == nil)
        #expect(Decimal34(0).naturalLogarithm == nil)
        #expect(Decimal34(-1).naturalLogarithm == nil)
        #expect(Decimal34(20000).exponential == nil)
        #expect(Decimal34(-20000).exponential == 0)
    }

    @Test func exponentialAndLogarithmUndoEachOther() throws {
        for text in ["0.001", "0.5", "1", "2", "10", "123.456", "1E20", "1E-20", "9.999999999999999999999999999999999"]
        {
            let value = try number(text)
            let back = try #require(value.naturalLogarithm?.exponential)
            let error = try #require((back - value)?.magnitude.divided(by: value))
            #expect(try error < number("1E-30"), "\(text) came back as \(back)")
        }
    }

    @Test(arguments: [
        ("5.5", 0, ["6", "5", "6", "5", "6", "5", "6"]), ("-5.5", 0, ["-6", "-5", "-6", "-5", "-6", "-6", "-5"]),
        ("2.5", 0, ["3", "2", "3", "2", "2", "2", "3"]),
        ("1.126", 2, ["1.13", "1.12", "1.13", "1.13", "1.13", "1.12", "1.13"]),
        ("-0.3333", 0, ["-1", "0", "0", "0", "0", "-1", "0"]),
        ("1234", -2, ["1300", "1200", "1200", "1200", "1200", "1200", "1300"]),
        ("0.0001", 2, ["0.01", "0.00", "0.00", "0.00", "0.00", "0.00", "0.01"]),
        ("55", -3, ["1000", "0", "0", "0", "0", "0", "1000"]),
        ("5", 2, ["5.00", "5.00", "5.00", "5.00", "5.00", "5.00", "5.00"]),
    ])
    func eachModeRoundsItsWay(_ text: String, _ scale: Int, _ expected: [String]) throws {
        let value = try number(text)
        #expect(Decimal34.RoundingMode.allCases.map { value.rounded($0, scale: scale)?.description } == expected)
    }

    @Test func roundingToAnyScaleIsSafe() throws {
        for text in ["0", "5.5", "-5.5", "1E6111", "1E-6176", "9999999999999999999999999999999999E6111"] {
            let value = try number(text)
            for scale in [Int.min, -1_000_000, -6145, -6112, -6111, -1, 0, 1, 6176, 6177, 1_000_000, Int.max] {
                for mode in Decimal34.RoundingMode.allCases {
                    let rounded = value.rounded(mode, scale: scale)
                    if scale >= 6176 { #expect(rounded == value) }
                }
            }
        }
        #expect(try number("5.5").rounded(.down, scale: 6176) == number("5.5"))
        #expect(try number("9999999999999999999999999999999999E6111").rounded(.up, scale: -6145) == nil)
    }

    @Test func evenOddAndWholeAreAskedOfTheValue() throws {
        #expect(Decimal34(2).isEven && !Decimal34(2).isOdd)
        #expect(try number("3.00").isOdd && number("-3").isOdd && number("1E1").isEven && number("0E-6000").isEven)
        #expect(try !number("2.5").isEven && !number("2.5").isOdd && !number("1E-50").isInteger)
        #expect(try number("1234567890123456789012345678901234").isEven)
        #expect(try number("100E-2").isInteger)
    }

    @Test func integersComeOutOnlyWhereNothingIsLost() throws {
        #expect(Decimal34(Int.min).integer == Int.min)
        #expect(Decimal34(Int.max).integer == Int.max)
        #expect(try number("9223372036854775808").integer == nil)
        #expect(try number("12.00").integer == 12)
        #expect(try number("12.01").integer == nil)
        #expect(try number("-12.99").truncatedInteger == -12)
        #expect(try number("1E30").integer == nil)
        #expect(try number("19.90").scaledInteger(scale: 2) == 1990)
        #expect(try number("19.905").scaledInteger(scale: 2) == nil)
        #expect(try number("1E18").scaledInteger(scale: 1) == nil)
        #expect(try number("1").scaledInteger(scale: Int.max) == nil)
        #expect(try number("1").scaledInteger(scale: Int.min) == nil)
        #expect(Decimal34(significand: 1990, exponent: -2)?.description == "19.90")
        #expect(
            Decimal34(significand: Int128.min, exponent: 0) == Decimal34("-170141183460469231731687303715884105728"))
        #expect(Decimal34(significand: 1, exponent: Int.max) == nil)
        #expect(Decimal34(significand: 1, exponent: Int.min) == 0)
    }

    @Test func doublesGoBothWays() throws {
        #expect(Decimal34(0.1)?.description == "0.1")
        #expect(Decimal34(1e300) == Decimal34("1E300"))
        #expect(Decimal34(Double.nan) == nil && Decimal34(Double.infinity) == nil)
        #expect(try number("0.1").double == 0.1)
        #expect(try number("-1E400").double == -Double.infinity)
        #expect(try number("1E-400").double == 0)
    }

    @Test func arithmeticKeepsItsLaws() throws {
        var state: UInt64 = 20_240_229
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<2000 {
            let a = try #require(Decimal34(significand: Int128(random(2_000_000) - 1_000_000), exponent: random(9) - 4))
            let b = try #require(Decimal34(significand: Int128(random(2_000_000) - 1_000_000), exponent: random(9) - 4))
            guard let sum = a + b, let difference = a - b, let product = a * b else {
                Issue.record("\(a) and \(b) have no sum, difference or product")
                continue
            }
            #expect(sum == b + a)
            #expect(sum - b == a)
            #expect(product == b * a)
            if !b.isZero {
                #expect(product.divided(by: b) == a)
                let rest = try #require(a.modulo(b))
                #expect(rest.isZero || rest.isNegative == b.isNegative)
                #expect(rest.magnitude < b.magnitude)
                let times = try #require((a - rest)?.divided(by: b))
                #expect(times.isInteger)
            }
            #expect((a < b) == difference.isNegative)
            #expect(Decimal34(a.description) == a)
        }
    }
}
