import DecisionModel
import Testing

@Suite struct BuiltInTests {
    @Test(arguments: [
        ("substring(\"foobar\", 3)", "\"obar\""), ("substring(\"foobar\", -2, 1)", "\"a\""),
        ("substring(\"foobar\", 0)", "null"),
        ("substring(\"foobar\", 7)", "null"), ("substring(\"foobar\", 1, 0)", "null"),
        ("substring(\"foobar\", 5, 9)", "\"ar\""),
        ("substring(\"foobar\")", "null"), ("substring(null, 1)", "null"), ("substring(\"🐎ab\", 2)", "\"ab\""),
        ("substring(start position: 2, string: \"ab\")", "\"b\""), ("string length(\"🐎\")", "1"),
        ("string length(\"\")", "0"),
        ("string length(1)", "null"), ("upper case(\"aé\")", "\"AÉ\""), ("lower case(\"ABC\")", "\"abc\""),
        ("substring before(\"foobar\", \"bar\")", "\"foo\""), ("substring before(\"foobar\", \"x\")", "\"\""),
        ("substring after(\"foobar\", \"o\")", "\"obar\""), ("substring after(\"foobar\", \"\")", "\"foobar\""),
        ("contains(\"foobar\", \"ob\")", "true"), ("contains(\"foobar\", null)", "null"),
        ("starts with(\"foobar\", \"fo\")", "true"),
        ("ends with(\"foobar\", \"r\")", "true"), ("ends with(\"foobar\", 1)", "null"),
        ("matches(\"foobar\", \"^fo*b\")", "true"),
        ("matches(\"FOO\", \"foo\", \"i\")", "true"), ("matches(\"foo\", \"[\")", "null"),
        ("matches(\"foo\", \"foo\", \"p\")", "null"),
        ("replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")", "\"[1=ab][2=]cd\""),
        ("replace(\"abra\", \"a*?\", \"x\")", "null"),
        ("split(\"a;b;;\", \";\")", "[\"a\", \"b\", \"\", \"\"]"), ("split(\"a\", null)", "null"),
        ("string join([\"a\", null, \"c\"], \"-\")", "\"a-c\""), ("string join([])", "\"\""),
        ("string join([1])", "null"),
        ("string join(\"a\", \"-\")", "\"a\""), ("string join([\"a\"], \"-\", \"x\")", "null"),
        ("upper case([\"a\"])", "\"A\""), ("upper case([\"a\", \"b\"])", "null"),
    ])
    func strings(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("decimal(1/3, 2)", "0.33"), ("decimal(2.5, 0)", "2"), ("decimal(1, 6177)", "null"), ("floor(-1.5)", "-2"),
        ("floor(1.56, 1)", "1.5"), ("ceiling(-1.5)", "-1"), ("ceiling(1.56, null)", "null"),
        ("round up(-5.5, 0)", "-6"),
        ("round down(5.5, 0)", "5"), ("round half up(-2.5, 0)", "-3"), ("round half down(2.5, 0)", "2"),
        ("round half up(1.5)", "null"), ("abs(-1)", "1"), ("abs(@\"-P1D\")", "P1D"), ("abs(\"a\")", "null"),
        ("modulo(-12, 5)", "3"), ("modulo(12, -5)", "-3"), ("modulo(1, 0)", "null"), ("sqrt(16)", "4"),
        ("sqrt(-1)", "null"),
        ("log(1)", "0"), ("log(0)", "null"), ("exp(0)", "1"), ("odd(3)", "true"), ("odd(2.5)", "false"),
        ("even(-2)", "true"),
        ("even()", "null"), ("even(1, 2)", "null"), ("abs(n: -2)", "2"), ("abs(number: -2)", "null"),
    ])
    func numbers(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("list contains([1, null], null)", "true"), ("list contains([1], \"1\")", "false"),
        ("list contains(null, 1)", "null"),
        ("count([])", "0"), ("count(1)", "1"), ("count(null)", "null"), ("min([2, 1])", "1"), ("min(2, 1)", "1"),
        ("min([])", "null"),
        ("max(\"a\", \"b\")", "\"b\""), ("max([1, \"b\"])", "null"),
        ("min(@\"2020-01-02\", @\"2020-01-01\")", "2020-01-01"),
        ("sum([1, 2])", "3"), ("sum([])", "null"), ("sum(1, null)", "null"), ("mean(1, 2)", "1.5"),
        ("product([2, 3])", "6"),
        ("median([8, 2, 5, 7])", "6"), ("median([])", "null"), ("stddev([47])", "null"),
        ("mode([6, 3, 9, 6, 3])", "[3, 6]"),
        ("mode([])", "[]"), ("all([true, null])", "null"), ("all([false, null])", "false"), ("all([])", "true"),
        ("any([])", "false"), ("any([true, 1])", "true"), ("any(null)", "null"), ("sublist([1, 2, 3], 2)", "[2, 3]"),
        ("sublist([1, 2, 3], -2, 1)", "[2]"), ("sublist([1, 2, 3], 4)", "null"), ("sublist([1, 2, 3], 2, 3)", "null"),
        ("append([1], 2, 3)", "[1, 2, 3]"), ("append(1, 2)", "[1, 2]"), ("append([1], [2])", "[1, [2]]"),
        ("append(null, 1)", "null"),
        ("concatenate([1], [2, 3])", "[1, 2, 3]"), ("concatenate([1], 2)", "[1, 2]"),
        ("insert before([1, 3], 2, 2)", "[1, 2, 3]"),
        ("insert before([1], 0, 2)", "null"), ("insert before([1], 2, 2)", "null"), ("remove([1, 2, 3], -1)", "[1, 2]"),
        ("remove([1], 2)", "null"), ("reverse([1, 2])", "[2, 1]"), ("index of([1, 2, 1], 1)", "[1, 3]"),
        ("index of([1, null], null)", "[2]"), ("union([1, 2], [2, 3])", "[1, 2, 3]"),
        ("distinct values([1, \"1\", 1.0, null, null])", "[1, \"1\", null]"), ("flatten([1, [2, [3]]])", "[1, 2, 3]"),
        ("flatten(1)", "[1]"), ("sort([3, 1, 2], function(x, y) x < y)", "[1, 2, 3]"),
        ("sort([3, 1], function(x) x)", "null"),
        ("sort([3, \"a\"], function(x, y) x < y)", "null"), ("list replace([1, 2], 1, 9)", "[9, 2]"),
        ("list replace([1, 2], function(item, newItem) item < newItem, 2)", "[2, 2]"),
        ("list replace([1], 2, 9)", "null"),
        ("list replace([1], function(item, newItem) item, 9)", "null"),
    ])
    func lists(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("get value({a: 1}, \"a\")", "1"), ("get value({a: 1}, \"b\")", "null"), ("get value([1], \"a\")", "null"),
        ("get entries({a: 1})", "[{key: \"a\", value: 1}]"), ("get entries({})", "[]"), ("get entries(1)", "null"),
        ("context([{key: \"a\", value: 1}])", "{a: 1}"),
        ("context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "null"),
        ("context({key: \"a\", value: null})", "{a: null}"), ("context({key: \"a\"})", "null"), ("context([])", "{}"),
        ("context put({a: 1}, \"a\", 2)", "{a: 2}"), ("context put({a: {b: 1}}, [\"a\", \"b\"], 2)", "{a: {b: 2}}"),
        ("context put({a: 1}, [\"a\", \"b\"], 2)", "null"), ("context put({}, [], 2)", "null"),
        ("context put({}, null, 2)", "null"),
        ("context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}"), ("context merge([1])", "null"),
        ("context merge([])", "{}"),
    ])
    func contexts(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("date(2024, 2, 29)", "2024-02-29"), ("date(2023, 2, 29)", "null"), ("date(\"2024-02-29\")", "2024-02-29"),
        ("date(\"2024-2-29\")", "null"), ("date(@\"2024-02-29T10:00:00\")", "2024-02-29"), ("date(null)", "null"),
        ("date(1000000000, 1, 1)", "null"), ("date(999999999, 12, 31)", "999999999-12-31"),
        ("date(year: 1, month: 2, day: 3)", "0001-02-03"),
        ("time(\"25:00:00\")", "null"), ("time(10, 30, 0)", "10:30:00"),
        ("time(10, 30, 0, @\"PT8H\")", "10:30:00+08:00"),
        ("time(10, 30, 0, null)", "10:30:00"), ("time(@\"2024-01-01\")", "00:00:00Z"), ("time(10, 60, 0)", "null"),
        ("date and time(\"2024-01-01\")", "2024-01-01T00:00:00"),
        ("date and time(@\"2024-01-01\", @\"10:00:00Z\")", "2024-01-01T10:00:00Z"),
        ("date and time(@\"2024-01-01\", null)", "null"),
        ("duration(\"P1Y\")", "P1Y"), ("duration(\"P1Y1D\")", "null"), ("duration(\"P1DT2H\")", "P1DT2H"),
        ("years and months duration(@\"2011-12-22\", @\"2013-08-24\")", "P1Y8M"),
        ("years and months duration(@\"2013-08-24\", @\"2011-12-22\")", "-P1Y8M"), ("string(null)", "null"),
        ("string(1.0)", "\"1.0\""),
        ("string(\"a\")", "\"a\""), ("string([1, \"a\"])", "\"[1, \\\"a\\\"]\""), ("string(@\"P1Y\")", "\"P1Y\""),
        ("number(\"1 000,5\", \" \", \",\")", "1000.5"), ("number(\"1,000.5\", \",\", \".\")", "1000.5"),
        ("number(\"1,000\", \",\", \",\")", "null"), ("number(\"1.5\", null, \",\")", "null"),
        ("number(\"x\", null, null)", "null"),
        ("not(true)", "false"), ("not(null)", "null"), ("not(\"a\")", "null"), ("range(\"[1..3]\")", "[1..3]"),
        ("range(\"(@\\\"2020-01-01\\\"..@\\\"2020-02-01\\\")\") = (@\"2020-01-01\"..@\"2020-02-01\")", "true"),
        ("range(\"[3..1]\")", "null"), ("range(\"[1..x]\")", "null"), ("now()", "2026-11-23T08:30:00Z"),
        ("today()", "2026-11-23"),
        ("now(1)", "null"), ("day of year(@\"2020-12-31\")", "366"), ("day of week(@\"2019-09-17\")", "\"Tuesday\""),
        ("month of year(@\"2019-09-17T10:00:00\")", "\"September\""), ("week of year(@\"2005-01-01\")", "53"),
        ("day of year(1)", "null"),
        ("@\"2024-05-06\".weekday", "1"), ("@\"10:30:05\".minute", "30"), ("@\"P1DT2H\".hours", "2"),
        ("@\"-P1Y2M\".months", "-2"),
        ("@\"10:00:00+08:00\".time offset", "PT8H"), ("@\"10:00:00@Asia/Shanghai\".timezone", "\"Asia/Shanghai\""),
        ("is(@\"10:00:00Z\", @\"10:00:00+00:00\")", "true"), ("is(@\"10:00:00Z\", @\"11:00:00+01:00\")", "false"),
        ("is(1, \"1\")", "false"),
    ])
    func datesAndConversions(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("before(1, 10)", "true"), ("before(10, 10)", "false"), ("before(1, [1..10])", "false"),
        ("before(1, (1..10])", "true"),
        ("before([1..10], 10)", "false"), ("before([1..10), 10)", "true"), ("before([1..10), [10..20])", "true"),
        ("after([10..20], [1..10))", "true"), ("meets([1..5], [5..10])", "true"), ("meets([1..5), [5..10])", "false"),
        ("met by([5..10], [1..5])", "true"), ("overlaps([1..5], [5..8])", "true"),
        ("overlaps([1..5), [5..8])", "false"),
        ("overlaps before([1..5], [3..8])", "true"), ("overlaps before([3..8], [1..5])", "false"),
        ("overlaps after([3..8], [1..5])", "true"), ("finishes(10, [1..10])", "true"),
        ("finishes([5..10], [1..10])", "true"),
        ("finished by([1..10], 10)", "true"), ("finished by([1..10), 10)", "false"), ("includes([1..10], 5)", "true"),
        ("includes([1..10], [1..10])", "true"), ("includes((1..10], [1..10])", "false"), ("during(5, [1..10])", "true"),
        ("during([2..3], [1..10])", "true"), ("starts(1, [1..10])", "true"), ("starts([1..5], [1..10])", "true"),
        ("started by([1..10], 1)", "true"), ("coincides(5, 5)", "true"), ("coincides([1..5], [1..5])", "true"),
        ("coincides([1..5], [1..5))", "false"), ("before(\"a\", 1)", "null"), ("before(null, 1)", "null"),
        ("meets(1, 2)", "null"),
        ("before(point1: 1, point2: 2)", "true"), ("before(point: 1, range: [2..3])", "true"),
        ("during(range: [1..9], point: 5)", "true"),
        ("before(@\"2020-01-01\", @\"2020-01-02\")", "true"), ("includes((> 5), 7)", "true"),
        ("includes((< 5), 7)", "false"),
    ])
    func intervals(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test func everyBuiltInRefusesNullsAndTooManyArguments() {
        let nullable: Set<String> = ["string", "list contains", "is", "concatenate", "union", "append"]
        for builtIn in BuiltIns.all where !nullable.contains(builtIn.name) {
            let required = builtIn.signatures[0].parameters.count
            let nulls = [String](repeating: "null", count: max(required, 1)).joined(separator: ", ")
            #expect(feel("\(builtIn.name)(\(nulls))") == "null", "\(builtIn.name)")
            let many = [String](repeating: "{}", count: 12).joined(separator: ", ")
            #expect(feel("\(builtIn.name)(\(many))") == "null", "\(builtIn.name)")
            #expect(feel("\(builtIn.name)(no such parameter: 1)") == "null", "\(builtIn.name)")
        }
    }

    @Test func fewJavaMethodsAreAnsweredAndAllOthersRefused() {
        let cosine =
            "{f: function(x) external {java: {class: \"java.lang.Math\", method signature: \"cos(double)\"}}, y: f(0) = 1}.y"
        #expect(feel(cosine) == "true")
        let exit =
            "{f: function(x) external {java: {class: \"java.lang.System\", method signature: \"exit(int)\"}}, y: f(0)}.y"
        let result = FEEL.evaluate(exit)
        #expect(result.value.isNull)
        #expect(result.diagnostics.contains { $0.code == .externalFunction })
    }
}
