import Casework
import Civics
import Storage
import TestSupport
import Testing

@Suite struct BigramTests {
    @Test(arguments: [
        ("打桩", "打桩 桩 "), ("半夜打桩", "半夜 夜打 打桩 桩 "), ("桩", "桩 "), ("Metro 8号线", "metro 8 号线 线 "),
        ("路灯，不亮！", "路灯 灯 不亮 亮 "), ("APP登不上", "app 登不 不上 上 "), ("", ""), ("，。！ \n", ""), ("Ä-ß", "ä ß "),
        ("𠮷野家", "𠮷野 野家 家 "), ("👍赞", "赞 "), ("a\u{0}b", "a b "), ("ＡＰＰ登录１１０！", "app 登录 录 110 "),
    ])
    func aTextIsIndexedByPairsAndWords(text: String, terms: String) {
        #expect(Bigrams.index(text) == terms)
    }

    @Test(arguments: [
        ("打桩", "\"打桩\""), ("半夜打桩", "\"半夜\" \"夜打\" \"打桩\""), ("桩", "\"桩\"*"), ("打桩打桩", "\"打桩\" \"桩打\""),
        ("Metro", "\"metro\""), ("打 桩", "\"打\"* \"桩\"*"), ("AND", "\"and\""), ("a\"b*", "\"a\" \"b\""),
    ])
    func aQueryAsksForAllPairsOfAWord(text: String, query: String) {
        #expect(Bigrams.query(text) == query)
    }

    @Test(arguments: ["", " ", "\"", "*", "，。", "()", "👍", "-", "\u{0}"])
    func whatHoldsNoWordAsksForNothing(text: String) {
        #expect(Bigrams.query(text) == nil)
    }

    @Test func aVeryLongQueryAsksForItsFirstSixtyFourTerms() throws {
        let long = String((0..<20_000).map { Character(Unicode.Scalar(0x4E00 + $0 % 20_000)!) })
        let query = try #require(Bigrams.query(long))
        #expect(query.split(separator: " ").count == 64)
    }
}

@Suite struct SearchTests {
    private func house() async throws -> (house: TestStore, piling: CaseNumber, lamp: CaseNumber, metro: CaseNumber) {
        let house = try await TestStore()
        let piling = try await house.receive(
            "2026-11-18 09:00", .test(title: "海八路工地半夜打桩", text: "从11月10日起，一直到凌晨两点。"),
            person: PersonDetails(name: "李明", phone: "19900001234"))
        let lamp = try await house.receive(
            "2026-11-18 09:10", .test(kind: .help, category: "010301", title: "路灯不亮", text: "海八路第3号灯"),
            person: PersonDetails(name: "王芳", phone: "19900005678"))
        let metro = try await house.receive(
            "2026-11-19 09:00",
            .test(kind: .enquiry, channel: .phone, title: "Metro Line 8", text: "When will it open? 8号线"),
            person: PersonDetails(name: "Smith", phone: "+86 199 0000 1234"))
        return (house, piling, lamp, metro)
    }

    private func found(_ house: TestStore, _ change: (inout RequestFilter) -> Void) async throws -> [CaseNumber] {
        var filter = RequestFilter()
        change(&filter)
        let newest = try await house.store.page(filter, order: .newest, limit: 20).items.map(\.row.number)
        let byDeadline = try await house.store.page(filter, order: .deadline, limit: 20).items.map(\.row.number)
        #expect(newest == newest.sorted(by: >))
        #expect(byDeadline.sorted() == newest.sorted())
        #expect(try await house.store.count(filter).value == newest.count)
        return newest.sorted()
    }

    @Test func requestsAreFoundByWordsOfTwoCharactersByOneAndByLatinWords() async throws {
        let (house, piling, lamp, metro) = try await house()
        func words(_ text: String) async throws -> [CaseNumber] { try await found(house) { $0.words = text } }
        #expect(try await words("打桩") == [piling])
        #expect(try await words("海八路") == [piling, lamp])
        #expect(try await words("海八路 打桩") == [piling])
        #expect(try await words("海八路打桩") == [])
        #expect(try await words("桩") == [piling])
        #expect(try await words("灯") == [lamp])
        #expect(try await words("号") == [lamp, metro])
        #expect(try await words("8号线") == [metro])
        #expect(try await words("metro") == [metro])
        #expect(try await words("METRO line") == [metro])
        #expect(try await words("8") == [metro])
        #expect(try await words("3") == [lamp])
        #expect(try await words("11") == [piling])
        #expect(try await words("地铁") == [])
    }

    @Test(arguments: [
        "\"", "\"\"", "AND", "OR", "NOT", "AND OR NOT", "打桩 AND", "NOT 打桩", "*", "打桩*", "NEAR(", "NEAR(打桩 路灯, 3)",
        "grams:打桩", "-打桩", "^打桩", "(打桩", "打桩)", "{打桩}", "打桩'; DROP TABLE search; --", "\\", "%", "_", "打桩\u{0}",
        "👍", "＂打桩＂", "+", "a AND b", "rowid", "\u{202E}打桩", "null",
    ])
    func whateverIsTypedIsSearchedForAndNothingBreaks(text: String) async throws {
        let (house, piling, _, _) = try await house()
        let result = try await found(house) { $0.words = text }
        // The word itself is found through all that stands around it, unless more words are asked for.
        if Bigrams.query(text) == "\"打桩\"" { #expect(result == [piling]) }
        if Bigrams.query(text) == nil { #expect(result.isEmpty) }
    }

    @Test func veryLongTextsCanBeSearchedFor() async throws {
        let (house, _, _, _) = try await house()
        let long = String(repeating: "打桩 metro ", count: 20_000)
        #expect(try await found(house) { $0.words = long }.isEmpty)
    }

    @Test func aCallersRequestsAreFoundHoweverTheNumberIsWritten() async throws {
        let (house, piling, lamp, metro) = try await house()
        func phone(_ text: String) async throws -> [CaseNumber] { try await found(house) { $0.phone = text } }
        #expect(try await phone("19900001234") == [piling, metro])
        #expect(try await phone("199-0000-1234") == [piling, metro])
        #expect(try await phone("+8619900005678") == [lamp])
        #expect(try await phone("19900001235") == [])
        #expect(try await phone("1234") == [])
        #expect(try await phone("") == [])
    }

    /// Everything given must hold, whatever is given with it.
    @Test func wordsPhoneFigureAndPlaceGoTogether() async throws {
        let (house, piling, lamp, metro) = try await house()
        let day = CityDay("2026-11-18")!
        func measure(_ filter: inout RequestFilter) {
            filter.measure = .received
            filter.measureDays = day...day
        }
        #expect(try await found(house) { measure(&$0) } == [piling, lamp])
        #expect(try await found(house) { ($0.words, $0.phone) = ("号线", "19900001234") } == [metro])
        #expect(try await found(house) { ($0.words, $0.phone) = ("打桩", "19900005678") } == [])
        #expect(
            try await found(house) {
                measure(&$0)
                $0.words = "海八路"
            } == [piling, lamp])
        #expect(
            try await found(house) {
                measure(&$0)
                $0.phone = "19900001234"
            } == [piling])
        #expect(
            try await found(house) {
                measure(&$0)
                $0.words = "灯"
                $0.phone = "19900005678"
                $0.kind = .help
                $0.town = "440605011"
                $0.category = "0103"
            } == [lamp])
    }

    @Test func wordsArePagedLikeEverythingElse() async throws {
        let house = try await TestStore()
        var all: [CaseNumber] = []
        for minute in 10..<35 {
            all.append(try await house.receive("2026-11-18 09:\(minute)", .test(title: "打桩", text: "半夜打桩")))
        }
        var filter = RequestFilter()
        filter.words = "打桩"
        for order in [RequestOrder.newest, .deadline] {
            var seen: [CaseNumber] = []
            var cursor: RequestCursor?
            repeat {
                let page = try await house.store.page(filter, order: order, after: cursor, limit: 7)
                seen += page.items.map(\.row.number)
                cursor = page.next
            } while cursor != nil
            #expect(seen == (order == .newest ? all.reversed() : all))
        }
    }
}
