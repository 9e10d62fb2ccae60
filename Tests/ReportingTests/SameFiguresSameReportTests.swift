import Civics
import HTML
import Reporting
import Testing

/// What must not change a report, and what must change just one part of it.
@Suite struct SameFiguresSameReportTests {
    @Test(arguments: Language.allCases) func theSameFiguresGiveTheSameBytes(_ language: Language) {
        // Put together in the opposite order, the ledger's dictionary lies differently in memory.
        var other = FigureLedger()
        for (key, amount) in handWorkedWeek.cells.sorted(by: { "\($0.key)" > "\($1.key)" }) {
            other.cells[key] = amount
        }
        for padding in 0..<50 {
            let key = FigureKey(day: CityDay(number: padding), measure: .received, cut: .total, first: "", second: "")
            other.cells[key] = 1
            other.cells[key] = nil
        }
        let (a, b) = (report(handWorkedWeek, language), report(other, language))
        #expect(a == b)
        #expect(ReportHTML(a).render().bytes == ReportHTML(b).render().bytes)
    }

    @Test func splittingADistrictLeavesTheCityAlone() {
        var split = FigureLedger()
        for (key, amount) in handWorkedWeek.cells {
            guard key.cut == .districtField, key.first == "n", amount > 1 else {
                split.cells[key, default: 0] += amount
                continue
            }
            var east = key
            east.first = "e"
            split.cells[key, default: 0] += amount / 3
            split.cells[east, default: 0] += amount - amount / 3
        }
        let regions =
            SmallCity.regions + [
                Region(id: "e", parent: "c", level: .district, name: LocalName(zh: "东区", en: "East"), code: nil)
            ]
        let before = report(handWorkedWeek)
        let after = report(split, city: SmallCity.make(regions: regions))
        for section in [0, 1, 3, 4, 5] { #expect(after.sections[section] == before.sections[section]) }
        #expect(after.sections[2] != before.sections[2])
        // North had 180: of 100, 50 and 30 two thirds and what was left over went east.
        #expect(after.paragraphs(2)[0].contains("东区"))
        #expect(after.paragraphs(2)[0].hasSuffix("另有10件没有写明所在的区。"))
    }

    @Test func oneMoreClosedRequestChangesOnlyWhatNamesIt() {
        var more = handWorkedWeek
        more.add(1, .closed, on: day("2026-11-10"), Sort(town: "n1"))
        let (before, after) = (report(handWorkedWeek), report(more))
        for section in [1, 2, 3, 4, 6, 7] { #expect(after.sections[section] == before.sections[section]) }
        let (old, new) = (before.paragraphs(0), after.paragraphs(0))
        #expect(old.indices.filter { old[$0] != new[$0] } == [3])
        #expect(new[3].contains("办结221件"))
    }

    @Test func figuresOfOtherWeeksDoNotTouchThisOne() {
        var more = handWorkedWeek
        more.add(500, .received, on: day("2026-11-16"), Sort(town: "n1"))
        #expect(report(more) == report(handWorkedWeek))
    }

    @Test(arguments: Language.allCases) func noWordOfTheOtherLanguageIsLeft(_ language: Language) {
        let cases = [
            TypicalCase(
                number: CaseNumber(day: day("2026-11-10"), serial: 7)!, title: language.say("路灯", "Lamp"),
                course: language.say("路灯不亮。", "It was dark."), result: language.say("已修好。", "Repaired."))
        ]
        var long = handWorkedWeek
        for back in 1...120 {
            long.add(40 + back % 7, .received, on: day("2026-11-01").advanced(by: -7 * back), Sort(town: "n1"))
        }
        for (ledger, today) in [
            (handWorkedWeek, reportDay), (handWorkedWeek, day("2026-11-12")), (FigureLedger(), reportDay),
            (long, reportDay), (handWorkedWeek, day("2026-11-09")),
        ] {
            for week in [week46, CityWeek("2026-W45")!] {
                let document = report(
                    ledger, language, week: week, today: today, cases: cases, caseRule: language.say("抽取", "drawn"),
                    isDemonstration: true)
                let page = ReportHTML(document).render().description
                // Between the tags stands what is read; class names and paths are inside them.
                let read = page.replacing(/<[^>]*>/, with: " ").replacing(/E[0-9]+/, with: "")
                let isForeign: (Unicode.Scalar) -> Bool =
                    switch language {
                    case .chinese: { $0.isASCII && $0.properties.isAlphabetic }
                    case .english: { (0x2E80...0x9FFF).contains($0.value) || (0xFF00...0xFFEF).contains($0.value) }
                    }
                let left = read.unicodeScalars.filter(isForeign)
                #expect(left.isEmpty, "\(String(String.UnicodeScalarView(left)))")
            }
        }
    }

    @Test func hostileNamesStayNames() {
        let bad = "<script>alert('1')</script>\"><img src=x onerror=y>&\u{0}"
        func hostile(_ name: LocalName) -> LocalName { LocalName(zh: bad, en: bad) }
        let city = SmallCity.make(
            regions: SmallCity.regions.map { region in
                var region = region
                region.name = hostile(region.name)
                return region
            },
            organisations: SmallCity.organisations.map { body in
                var body = body
                body.name = hostile(body.name)
                body.shortName = bad
                return body
            },
            categories: SmallCity.categories.map { category in
                var category = category
                category.level1 = hostile(category.level1)
                category.level3 = hostile(category.level3)
                return category
            })
        let example = TypicalCase(
            number: CaseNumber(day: day("2026-11-10"), serial: 7)!, title: bad, course: bad, result: bad)
        for language in Language.allCases {
            let document = report(handWorkedWeek, language, city: city, cases: [example], caseRule: bad)
            let page = ReportHTML(document, evidenceLink: { _ in bad }, caseLink: { _ in bad }).render()
            #expect(!page.description.contains("<script"))
            #expect(!page.description.contains("<img"))
            #expect(!page.bytes.contains(0))
            #expect(!page.description.contains("style="))
        }
    }
}
