import Casework
import Civics
import Testing

@testable import Simulation

@Suite struct TextTests {
    private static func receipts(_ count: Int, of name: String, seed: UInt64, perDay: Int) throws -> [Receipt] {
        let city = try CityFolder.city(name)
        let from = try #require(CityDay(year: 2026, month: 3, day: 2))
        var simulator = CitySimulator(city: city, from: from, days: 400, perDay: perDay, seed: seed)
        var receipts: [Receipt] = []
        while receipts.count < count, let step = simulator.next() {
            if case .receive(let receipt) = step.command { receipts.append(receipt) }
        }
        return receipts
    }

    @Test func noTwoHundredTextsReadTheSame() throws {
        let texts = try Self.receipts(200, of: "foshan", seed: 31, perDay: 100).map(\.text)
        #expect(Set(texts).count == 200)
        let grams = texts.map { text -> Set<String> in
            let characters = Array(text)
            return Set((0..<max(0, characters.count - 3)).map { String(characters[$0..<$0 + 4]) })
        }
        var sum = 0.0
        var most = 0.0
        for first in 0..<grams.count {
            for second in 0..<first {
                let common = Double(grams[first].intersection(grams[second]).count)
                let share = common / (Double(grams[first].count + grams[second].count) - common)
                sum += share
                most = max(most, share)
            }
        }
        #expect(sum / Double(200 * 199 / 2) < 0.03)
        #expect(most < 0.75)
    }

    @Test func amongTwentyThousandHardlyAnyTextComesTwice() throws {
        let receipts = try Self.receipts(20_000, of: "foshan", seed: 32, perDay: 10_000)
        #expect(receipts.count - Set(receipts.map(\.text)).count < 40)
        let lengths = receipts.map(\.text.count)
        #expect(lengths.count { (40...250).contains($0) } == lengths.count)
        let titles = receipts.map(\.title.count)
        #expect(titles.count { (8...25).contains($0) } == titles.count)
        // Nothing is left to be filled in, and no sentence is broken off.
        #expect(receipts.allSatisfy { receipt in !receipt.text.contains { "{}|/@#".contains($0) } })
        #expect(receipts.allSatisfy { receipt in !receipt.title.contains { "{}|/@#".contains($0) } })
        let broken = ["，。", "。。", "，，", "；。", "请请", "希望希望", "尽快尽快", "建议建议", "要求要求", "以后以后"]
        for part in broken { #expect(receipts.first { $0.text.contains(part) }?.text == nil) }
    }

    @Test func everyCategoryOfFoshanHasItsOwnPhrases() throws {
        let city = try CityFolder.city("foshan")
        let text = CityText(city: city, isChinese: true)
        #expect(text.faults == [])
        for (category, subject) in zip(city.categories, text.subjects) {
            #expect(subject.titles.first != text.book[.fallbackTitle].first, "\(category.code)")
            #expect(subject.happenings.count >= 2, "\(category.code)")
            #expect(!subject.fragments.isEmpty, "\(category.code)")
        }
    }

    @Test func aCategoryThatNobodyForesawSpeaksInTheWordsOfItsExplanation() {
        let city = SmallTown.city(categories: SmallTown.categories.filter { $0.code == "770101" })
        let steps = CitySimulator(city: city, from: SmallTown.firstDay, days: 5, perDay: 40, seed: 3)
        let words = ["渡船晚点", "码头排队太长", "夜里没有船", "上下船的跳板松动"]
        for step in steps {
            guard case .receive(let receipt) = step.command else { continue }
            #expect(words.contains { receipt.text.contains($0) })
        }
    }

    @Test func bothLanguagesHaveAllLists() throws {
        for name in ["foshan", "new-york"] {
            let city = try CityFolder.city(name)
            let text = CityText(city: city, isChinese: name == "foshan")
            #expect(text.faults == [])
            let empty = PhraseList.allCases.filter { text.book[$0].isEmpty }
            #expect(Set(empty).isSubset(of: [.openTerse, .closeTerse, .replyBasis]))
        }
    }

    @Test func aCityExplainedInEnglishWritesEnglish() throws {
        let city = try CityFolder.city("new-york")
        let from = try #require(CityDay(year: 2026, month: 3, day: 2))
        let replay = Replay(CitySimulator(city: city, from: from, days: 10, perDay: 60, seed: 5), in: city)
        #expect(replay.refusals == [])
        let texts = replay.receipts.flatMap { [$0.title, $0.text] } + replay.persons.map(\.name)
        #expect(texts.allSatisfy { text in text.unicodeScalars.allSatisfy { $0.value < 0x2E80 } })
        #expect(replay.receipts.count - Set(replay.receipts.map(\.text)).count < 10)
        for text in replay.receipts.map(\.text) {
            #expect(
                !text.contains("  ") && !text.contains(" .") && !text.contains("..") && text.first?.isUppercase == true)
        }
    }

    @Test func allTextsOfOneMatterAgreeInTheirFacts() {
        let city = SmallTown.city()
        let text = CityText(city: city, isChinese: true)
        var compiler = SubjectCompiler(ChinesePhrases.all)
        let facts = compiler.list(["{路}{号}{小区}{店}{厂}{车}{亲}"])
        let free = compiler.list(["{始}{3-900}{次}{日}"])
        var writer = TextWriter(
            book: compiler.compiler.book, subjects: text.subjects, names: text.names, isChinese: true)
        var generator = SeededGenerator(seed: 1)
        func texts(_ list: Phrasebook.List, matter: UInt64) -> Set<String> {
            let scene = Scene(matter: matter, place: 5, category: 0, today: 20_500, earliest: 20_490)
            return Set(
                (0..<20).map { _ in
                    writer.begin()
                    writer.write(list, scene, &generator)
                    return writer.text()
                })
        }
        #expect(texts(facts, matter: 7).count == 1)
        #expect(texts(facts, matter: 7) != texts(facts, matter: 8))
        #expect(texts(free, matter: 7).count > 15)
    }
}
