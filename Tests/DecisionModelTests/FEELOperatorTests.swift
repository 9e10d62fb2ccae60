import DecisionModel
import Testing

@Suite struct FEELOperatorTests {
    @Test(arguments: [
        ("1 = 1.0", "true"), ("1 = \"1\"", "null"), ("1 != \"1\"", "null"), ("null = null", "true"),
        ("1 = null", "false"),
        ("1 != null", "true"), ("null != null", "false"), ("\"a\" = \"a\"", "true"), ("\"é\" = \"e\\u0301\"", "false"),
        ("[1, 2] = [1, 2]", "true"), ("[1, 2] = [2, 1]", "false"), ("[1] = [1, 2]", "false"), ("[] = null", "false"),
        ("{a: 1, b: 2} = {b: 2, a: 1}", "true"), ("{a: 1} = {a: 2}", "false"), ("{} = []", "null"),
        ("@\"2020-01-01\" = @\"2020-01-01T00:00:00\"", "null"), ("@\"P12M\" = @\"P1Y\"", "true"),
        ("@\"PT24H\" = @\"P1D\"", "true"), ("@\"P1Y\" = @\"P365D\"", "null"),
        ("@\"10:00:00Z\" = @\"11:00:00+01:00\"", "true"), ("@\"10:00:00\" = @\"10:00:00Z\"", "false"),
        ("@\"2020-06-01T10:00:00Z\" = @\"2020-06-01T18:00:00@Asia/Shanghai\"", "true"), ("[1..2] = [1..2]", "true"),
        ("[1..2] = [1..2)", "false"), ("true = 1", "null"),
    ])
    func equalityIsOfOneKind(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("1 < 2", "true"), ("\"a\" < \"b\"", "true"), ("\"Z\" < \"a\"", "true"), ("1 < \"2\"", "null"),
        ("null < 1", "null"),
        ("true < false", "null"), ("[1] < [2]", "null"), ("@\"2020-01-01\" < @\"2020-01-02\"", "true"),
        ("@\"P1Y\" > @\"P11M\"", "true"), ("@\"PT1H\" >= @\"PT60M\"", "true"), ("{} < {}", "null"),
        ("@\"2020-01-01T10:00:00\" < @\"2020-01-01T10:00:00Z\"", "null"),
        ("@\"10:00:00@Europe/Paris\" < @\"10:00:00Z\"", "true"),
    ])
    func onlyWhatIsAlikeIsOrdered(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("true and null", "null"), ("false and null", "false"), ("null and false", "false"),
        ("\"x\" and false", "false"),
        ("\"x\" and true", "null"), ("true or null", "true"), ("null or true", "true"), ("false or null", "null"),
        ("1 or false", "null"),
    ])
    func logicHasThreeValues(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("5 in 5", "true"), ("5 in [4, 5]", "true"), ("5 in (4, 5)", "true"), ("5 in [1..5)", "false"),
        ("5 in > 4", "true"),
        ("5 in (> 6, < 6)", "true"), ("\"b\" in [\"a\"..\"c\"]", "true"), ("5 in [[1..3], [4..6]]", "true"),
        ("5 in \"a\"", "false"), ("null in [1, null]", "true"), ("null in [1..2]", "null"), ("5 in null", "null"),
        ("@\"2020-01-05\" in [@\"2020-01-01\"..@\"2020-02-01\"]", "true"), ("5 in (!= 5)", "false"),
        ("[1, 2] in [[1, 2], [3]]", "true"), ("5 in [\"a\"..\"b\"]", "null"), ("1 in [2, 3] or true", "true"),
    ])
    func membershipIsTested(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("\"a\" + \"b\"", "\"ab\""), ("\"a\" + 1", "null"), ("1 / 0", "null"), ("0 / 0", "null"), ("[2] + 1", "null"),
        ("@\"2020-01-31\" + @\"P1M\"", "2020-02-29"), ("@\"2020-03-31\" - @\"P1M\"", "2020-02-29"),
        ("@\"2020-01-02\" - @\"2020-01-01\"", "P1D"), ("@\"P1Y\" * 1.5", "P1Y6M"), ("2 * @\"PT1H\"", "PT2H"),
        ("@\"P1D\" / @\"PT6H\"", "4"), ("@\"P1D\" / 0", "null"), ("@\"23:00:00\" + @\"PT2H\"", "01:00:00"),
        ("@\"2020-01-01\" + 1", "null"), ("-\"a\"", "null"), ("null + 1", "null"), ("9e6144 * 10", "null"),
        ("@\"2020-01-01T00:00:00Z\" - @\"2020-01-01\"", "PT0S"),
    ])
    func arithmeticIsOfTheTable(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("[1, 2, 3][1]", "1"), ("[1, 2, 3][-1]", "3"), ("[1, 2, 3][0]", "null"), ("[1, 2, 3][4]", "null"),
        ("[][1]", "null"),
        ("[1, 2, 3][item > 1]", "[2, 3]"), ("5[1]", "5"), ("5[item = 5]", "[5]"), ("null[1]", "null"),
        ("[1, 2, 3][\"a\"]", "null"), ("[{a: 1}, {b: 2}][a = 1]", "[{a: 1}]"), ("[{a: 1}, {a: 2}].a", "[1, 2]"),
        ("[{item: 1}][item = 1]", "[{item: 1}]"), ("[1, null, 2][item = null]", "[null]"),
        ("[[1, 2], [3]][1][2]", "2"), ("[{a: [1, 2]}].a", "[[1, 2]]"),
        ("{x: 2, y: [1, 2, 3][item = x]}.y", "[2]"), ("[1, 2, 3][x]", "2"),
    ])
    func filtersSelect(_ text: String, _ expected: String) {
        #expect(feel(text, ["x": FEELValue(2)]) == expected)
    }

    @Test(arguments: [
        ("for x in [1, 2] return x * 2", "[2, 4]"), ("for x in 3..1 return x", "[3, 2, 1]"),
        ("for x in [1, 2], y in [10, 20] return x + y", "[11, 21, 12, 22]"), ("for x in [] return x", "[]"),
        ("for x in null return x", "null"), ("for x in 5 return x", "[5]"), ("for x in 1.5..3 return x", "null"),
        ("for i in 1..4 return if i = 1 then 1 else partial[-1] + i", "[1, 3, 6, 10]"),
        ("for d in @\"2024-02-28\"..@\"2024-03-01\" return d.day", "[28, 29, 1]"),
        ("for x in [1..3) return x", "[1, 2]"), ("for x in [1, 2], y in x..2 return y", "[1, 2, 2]"),
        ("some x in [1, 2] satisfies x > 1", "true"), ("some x in [] satisfies true", "false"),
        ("every x in [] satisfies false", "true"), ("every x in [1, 2] satisfies x > 1", "false"),
        ("some x in [null, true] satisfies x", "true"), ("some x in [null, false] satisfies x", "null"),
        ("every x in [1] satisfies \"a\"", "null"), ("some x in null satisfies true", "null"),
        ("if 1 > null then 1 else 2", "2"), ("if \"a\" then 1 else 2", "null"), ("if true then 1 else 2", "1"),
    ])
    func iterationsGoThroughTheirDomains(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("1 instance of number", "true"), ("null instance of Any", "false"), ("null instance of Null", "true"),
        ("1 instance of Any", "true"), ("[1] instance of list<number>", "true"),
        ("[1, \"a\"] instance of list<number>", "false"),
        ("[1, null] instance of list<number>", "true"), ("1 instance of list<number>", "false"),
        ("{a: 1} instance of context<a: number>", "true"), ("{a: 1} instance of context<b: number>", "false"),
        ("{a: 1, b: 2} instance of context<a: number>", "true"), ("[1..2] instance of range<number>", "true"),
        ("[1..2] instance of range<string>", "false"), ("@\"P1Y\" instance of years and months duration", "true"),
        ("@\"P1D\" instance of years and months duration", "false"),
        ("@\"P1D\" instance of days and time duration", "true"),
        ("@\"2020-01-01T00:00:00\" instance of date and time", "true"),
        ("@\"2020-01-01\" instance of date and time", "false"),
        ("abs instance of function<number>->number", "true"),
        ("(function(a: string) a) instance of function<number>->Any", "false"),
        ("1 instance of nonsense", "null"), ("-1 instance of number", "true"), ("\"a\" instance of string", "true"),
    ])
    func valuesAreInstancesOfTypes(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("null()", "null"), ("1()", "null"), ("nothing()", "null"), ("(function(a) a)(1, 2)", "null"),
        ("(function(a) a)(b: 1)", "null"), ("(function(a, b) a - b)(b: 1, a: 3)", "2"),
        ("(function(a: number) a)(\"x\")", "null"),
        ("(function(a: number) a)([5])", "5"), ("(function(a: list<number>) a)(5)", "[5]"),
        ("(function(a: string) a)(null)", "null"), ("(function() 7)()", "7"),
    ])
    func functionsAreCalledAsTheyAreDeclared(_ text: String, _ expected: String) { #expect(feel(text) == expected) }
}
