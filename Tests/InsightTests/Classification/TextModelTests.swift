import Civics
import Testing

@testable import Insight

@Suite struct TextModelTests {
    static let model = Result { try Training().model(from: TownTexts.texts(240)) }

    @Test func aRequestIsSortedIntoAllThreeLevels() throws {
        let suggestion = try Self.model.get().suggest(RequestText(title: "光明小区路灯不亮", text: "晚上没有路灯，请处理"))
        #expect(suggestion.levels.map(\.label) == ["01", "0102", "010201"])
        #expect(suggestion.levels.map(\.probability) == suggestion.levels.map(\.probability).sorted(by: >))
        #expect(suggestion.category(atLeast: 0.5)?.label == "010201")
        #expect(suggestion.candidates.first?.label == "010201")
        #expect(suggestion.kind?.label == "complaint")
        #expect(suggestion.body?.label == "body-0102")
    }

    @Test func urgencyIsHeardInTheWordsOfTheText() throws {
        let model = try Self.model.get()
        let calm = model.suggest(RequestText(title: "老街口井盖丢失危险", text: "请尽快处理"))
        let urgent = model.suggest(RequestText(title: "老街口井盖丢失危险", text: "随时可能伤人，十万火急！"))
        #expect(calm.urgency?.label == "ordinary")
        #expect(urgent.urgency?.label == "urgent")
        #expect(urgent.requestUrgency == .urgent)
    }

    @Test func whatIsUnsureBacksOffToTheLevelAbove() throws {
        // Both leaves of 0101 at once: the middle level is sure, the leaf isn't.
        let suggestion = try Self.model.get().suggest(RequestText(text: "井盖丢失，路面塌陷"))
        let levels = suggestion.levels
        #expect(levels.first?.label == "01")
        let leaf = try #require(levels.last)
        let threshold = (leaf.probability + levels[1].probability) / 2
        #expect(levels[1].probability > leaf.probability)
        #expect(suggestion.category(atLeast: threshold)?.label == "0101")
        #expect(suggestion.category(atLeast: 1.1) == nil)
    }

    private static let sayNothing: [String: String] = [
        "empty": "", "blank": " \n\t", "English": "hello, the street light in my road is broken",
        "digits": "12345 67890", "pictures": "🚦🚦🚦", "control characters": "\u{0}\u{1}\u{2}",
        "signs": "！！！？？？", "mixed scripts": "ถนนพัง дорога разбита 道",
        "a megabyte of one letter": String(repeating: "a", count: 1_000_000),
        "a megabyte of rare characters": String(repeating: "龘靐齉", count: 400_000),
        "invisible": String(repeating: "\u{202E}", count: 5_000),
        "one word in much English": String(repeating: "lamp broken ", count: 300) + "路灯",
    ]

    @Test(arguments: sayNothing.keys.sorted())
    func whatSaysNothingIsUnknown(_ name: String) throws {
        let text = try #require(Self.sayNothing[name])
        let suggestion = try Self.model.get().suggest(RequestText(title: text, text: text))
        #expect(suggestion.isUnknown)
        #expect(suggestion.category(atLeast: 0) == nil)
    }

    @Test func aMegabyteIsSortedByItsBeginning() throws {
        let text = "路灯不亮，晚上没有路灯。" + String(repeating: "学校乱收费，老师补课收费。", count: 30_000)
        #expect(text.utf8.count > 1_000_000)
        let clock = ContinuousClock()
        let start = clock.now
        _ = try Self.model.get().suggest(RequestText(text: text))
        #expect(clock.now - start < .seconds(2))
    }

    @Test func anyBytesAreSortedWithoutHarm() throws {
        let classifier = Classifier(try Self.model.get())
        let letters = Array("路灯不亮井盖丢失abcＡＢ 　，。\u{0}\u{200B}學校🚦".unicodeScalars)
        var state: UInt64 = 3
        func draw(_ range: Int) -> Int {
            state = CharacterGrams.mix(state)
            return Int(state % UInt64(range))
        }
        for round in 0..<2_000 {
            var bytes: [UInt8] = []
            for _ in 0..<draw(120) {
                if round % 2 == 0 || draw(5) == 0 {
                    bytes.append(UInt8(draw(256)))
                } else {
                    bytes += Array(String(Character(letters[draw(letters.count)])).utf8)
                }
            }
            let half = bytes.count / 2
            let choice = bytes.withUnsafeBufferPointer { bytes in
                classifier.category(
                    title: UnsafeBufferPointer(rebasing: bytes[..<half]),
                    text: UnsafeBufferPointer(rebasing: bytes[half...]), atLeast: 0.5)
            }
            if let choice { #expect((0...1).contains(choice.probability) && !choice.label.isEmpty) }
        }
    }

    @Test func oneClassifierAnswersEachTextAsIfItWereTheFirst() throws {
        let model = try Self.model.get()
        let classifier = Classifier(model)
        for text in TownTexts.texts(60, seed: 9) {
            #expect(classifier.suggest(text.request) == model.suggest(text.request))
        }
    }

    @Test func widthAndCaseOfLettersChangeNothing() throws {
        let model = try Self.model.get()
        #expect(
            model.suggest(RequestText(title: "Ａ３区 路灯不亮", text: "晚上没有路灯"))
                == model.suggest(RequestText(title: "a3区\u{3000}路灯不亮", text: "晚上没有路灯")))
    }
}

@Suite struct TrainingTests {
    @Test func theSameTextsGiveTheSameModel() throws {
        #expect(
            try Training().model(from: TownTexts.texts(120)).bytes
                == Training().model(from: TownTexts.texts(120)).bytes)
    }

    @Test func nothingIsLearnedFromTooLittle() {
        #expect(throws: Training.Fault.self) { try Training().model(from: []) }
        #expect(throws: Training.Fault.self) {
            try Training().model(from: TownTexts.texts(60).filter { $0.category[0] == "01" }.prefix(5).map { $0 })
        }
        #expect(throws: Training.Fault.self) {
            try Training().model(
                from: (0..<20).map { TrainingText(request: RequestText(text: ""), category: ["\($0 % 2)"]) })
        }
    }

    @Test func aLeafWithTooFewExamplesIsAnsweredByItsParent() throws {
        var texts = TownTexts.texts(120)
        texts.append(
            TrainingText(
                request: RequestText(title: "路灯杆漏电", text: "灯杆漏电"), category: ["01", "0102", "010299"]))
        let suggestion = try Training().model(from: texts).suggest(RequestText(title: "路灯杆漏电", text: "灯杆漏电"))
        #expect(!suggestion.candidates.contains { $0.label == "010299" })
        #expect(suggestion.levels.first?.label == "01")
    }

    @Test func whoLearnsFromCutTextsReadsWholeSentencesToo() throws {
        // The same requests with their words cut and the words that say nothing left out.
        let words = [
            ("路灯", ["路灯", "不亮", "晚上", "漆黑", "小区"]), ("学校", ["学校", "收费", "老师", "补课", "家长"]),
        ]
        var state: UInt64 = 5
        let cut = (0..<200).map { index in
            let (label, list) = words[index % 2]
            let text = (0..<6).map { _ in
                state = CharacterGrams.mix(state)
                return list[Int(state % 5)]
            }.joined(separator: " ")
            return TrainingText(request: RequestText(text: text), category: [label])
        }
        let model = try Training().model(from: cut)
        #expect(!model.words.isEmpty)
        #expect(model.suggest(RequestText(text: "我们的小区里晚上的路灯都不亮了")).levels.first?.label == "路灯")
        #expect(model.suggest(RequestText(text: "家长说这个学校的老师又在补课收费")).levels.first?.label == "学校")
        #expect(model.suggest(RequestText(text: "家长 学校 老师 补课 收费")).levels.first?.label == "学校")
    }

    @Test func aSixDigitCodeIsThreeLevels() {
        #expect(TrainingText.levels(of: "010203") == ["01", "0102", "010203"])
        #expect(TrainingText.levels(of: "城乡建设") == ["城乡建设"])
        #expect(TrainingText.levels(of: "１２３４５６") == ["１２３４５６"])
    }
}
