import Civics

/// What a text can refer to.
struct Scene {
    /// Facts are drawn from this word, so that all texts of one matter agree.
    let matter: UInt64
    let place: Int
    let category: Int
    /// The day of writing, and the first day that a text may look back on (both since 1970).
    var today: Int
    var earliest: Int
    var voice = Voice.person
    /// The body that answers, and which of its handlers.
    var body = -1
    var handler = 0
    /// The phrase that names the matter.
    var topic: Int32 = -1
}

/// Names of a city's places and bodies, ready to be copied into texts.
struct NameTable: Sendable {
    var region: [Phrasebook.Instruction] = []
    /// The region above: the town of a village.
    var town: [Phrasebook.Instruction] = []
    var district: [Phrasebook.Instruction] = []
    var body: [Phrasebook.Instruction] = []
    /// `Staff.perBody` names for each body.
    var handler: [Phrasebook.Instruction] = []
    var city = Phrasebook.Instruction(operation: .literal, a: 0, b: 0)
    var hotline = Phrasebook.Instruction(operation: .literal, a: 0, b: 0)
}

/// Writes phrases as bytes, one text after another into the same buffer.
struct TextWriter {
    let book: Phrasebook
    let subjects: [Subject]
    let names: NameTable
    let isChinese: Bool
    private(set) var buffer: [UInt8] = []
    private var start = 0

    init(book: Phrasebook, subjects: [Subject], names: NameTable, isChinese: Bool) {
        self.book = book
        self.subjects = subjects
        self.names = names
        self.isChinese = isChinese
        buffer.reserveCapacity(4096)
    }

    mutating func begin() { buffer.removeAll(keepingCapacity: true) }

    /// What was written since `begin`.
    func text() -> String {
        buffer.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// Characters written (all of them are single scalars).
    var length: Int { buffer.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) } }

    /// Punctuation and joins: written as they are.
    mutating func glue(_ list: PhraseList, _ scene: Scene, _ generator: inout SeededGenerator) {
        write(book[list], scene, &generator)
    }

    /// A part of a sentence. In English it is set off by a space and begins a sentence with a capital.
    mutating func piece(_ list: PhraseList, _ scene: Scene, _ generator: inout SeededGenerator) {
        piece(book[list], scene, &generator)
    }

    mutating func piece(_ list: Phrasebook.List, _ scene: Scene, _ generator: inout SeededGenerator) {
        guard let phrase = choose(list, &generator) else { return }
        piece(phrase: phrase, scene, &generator)
    }

    mutating func piece(phrase: Int, _ scene: Scene, _ generator: inout SeededGenerator) {
        guard !isChinese else { return write(phrase: phrase, scene, &generator) }
        if let last = buffer.last, last != UInt8(ascii: " ") { buffer.append(UInt8(ascii: " ")) }
        let at = buffer.count
        write(phrase: phrase, scene, &generator)
        guard at < buffer.count else { return trimSpace() }
        let before = buffer[..<at].last { $0 != UInt8(ascii: " ") }
        let begins = before == nil || before.map { Self.ends.contains($0) } == true
        if begins, (97...122).contains(buffer[at]) { buffer[at] -= 32 }
    }

    private static let ends: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")]

    private mutating func trimSpace() {
        if buffer.last == UInt8(ascii: " ") { buffer.removeLast() }
    }

    func choose(_ list: Phrasebook.List, _ generator: inout SeededGenerator) -> Int? {
        list.isEmpty ? nil : Int(list.first) + generator.below(Int(list.count))
    }

    /// Two different alternatives, or one where there is only one.
    func chooseTwo(_ list: Phrasebook.List, _ generator: inout SeededGenerator) -> (Int, Int?)? {
        guard let first = choose(list, &generator) else { return nil }
        guard list.count > 1 else { return (first, nil) }
        let step = 1 + generator.below(Int(list.count) - 1)
        return (first, Int(list.first) + (first - Int(list.first) + step) % Int(list.count))
    }

    /// A title that speaks of the same thing as a happening.
    func title(of happening: Int, _ subject: Subject, _ generator: inout SeededGenerator) -> Int {
        let mask =
            subject.titleMasks.indices.contains(happening - Int(subject.happenings.first))
            ? subject.titleMasks[happening - Int(subject.happenings.first)] : 0
        var chosen = Int(subject.titles.first) + generator.below(Int(subject.titles.count))
        while mask != 0, mask >> UInt8(chosen - Int(subject.titles.first)) & 1 == 0 {
            chosen += 1
            if chosen == Int(subject.titles.first) + Int(subject.titles.count) { chosen = Int(subject.titles.first) }
        }
        return chosen
    }

    mutating func write(_ list: Phrasebook.List, _ scene: Scene, _ generator: inout SeededGenerator) {
        if let phrase = choose(list, &generator) { write(phrase: phrase, scene, &generator) }
    }

    mutating func write(phrase: Int, _ scene: Scene, _ generator: inout SeededGenerator) {
        for index in Int(book.ends[phrase])..<Int(book.ends[phrase + 1]) {
            let instruction = book.instructions[index]
            let a = Int(instruction.a)
            let b = Int(instruction.b)
            switch instruction.operation {
            case .literal: copy(instruction)
            case .number: append(number: generator.between(a, b))
            case .money: append(money: amount(a, b, &generator))
            case .date: append(day: max(scene.today - generator.between(a, b), 0))
            case .choice: write(phrase: a + generator.below(b), scene, &generator)
            case .word: write(Word.allCases[a], scene, &generator)
            case .reference: write(Reference.allCases[a], scene, &generator)
            }
        }
    }

    private mutating func copy(_ instruction: Phrasebook.Instruction) {
        let start = Int(instruction.a)
        let end = start + Int(instruction.b)
        book.bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0[start..<end]) }
    }

    private mutating func write(_ word: Word, _ scene: Scene, _ generator: inout SeededGenerator) {
        let list = book[word.list(scene.voice)]
        guard word.isFact else { return write(list, scene, &generator) }
        var fact = factGenerator(word, scene)
        write(list, scene, &fact)
    }

    /// A place has few streets and estates, so that the same names come up again there.
    private func factGenerator(_ word: Word, _ scene: Scene) -> SeededGenerator {
        let of = UInt64(word.rawValue) &+ 1
        let drawn = SeededGenerator.mix(scene.matter, of)
        switch word {
        case .street, .estate:
            return SeededGenerator(seed: SeededGenerator.mix(UInt64(scene.place) << 8 | of, drawn % 9))
        case .school, .park, .hospital:
            return SeededGenerator(seed: SeededGenerator.mix(UInt64(scene.place) << 8 | of, drawn % 2))
        default: return SeededGenerator(seed: drawn)
        }
    }

    private mutating func write(_ reference: Reference, _ scene: Scene, _ generator: inout SeededGenerator) {
        let subject = subjects[scene.category]
        switch reference {
        case .region: copy(names.region[scene.place])
        case .town: copy(names.town[scene.place])
        case .district: copy(names.district[scene.place])
        case .city: copy(names.city)
        case .hotline: copy(names.hotline)
        case .body: if scene.body >= 0 { copy(names.body[scene.body]) }
        case .handler:
            if scene.body >= 0 { copy(names.handler[scene.body * Staff.perBody + scene.handler]) }
        case .handledOn: append(day: generator.between(min(scene.earliest, scene.today), scene.today))
        case .topic:
            guard scene.topic >= 0 else { return }
            // The same words in title and reply.
            var fact = SeededGenerator(seed: scene.matter)
            write(phrase: Int(scene.topic), scene, &fact)
        case .wish: write(subject.wishes, scene, &generator)
        case .fragment: write(subject.fragments, scene, &generator)
        case .heading: write(subject.heading, scene, &generator)
        case .deed: write(subject.deeds, scene, &generator)
        case .basis: write(subject.bases, scene, &generator)
        }
    }

    /// Smaller amounts are more usual.
    private func amount(_ first: Int, _ last: Int, _ generator: inout SeededGenerator) -> Int {
        let share = generator.below(1024)
        let amount = first + (last - first) * share * share / 1_048_576
        let step = amount < 100 ? 1 : amount < 1000 ? 10 : amount < 10_000 ? 100 : 1000
        return amount / step * step
    }

    private mutating func append(number: Int) {
        if number >= 10 { append(number: number / 10) }
        buffer.append(UInt8(48 + number % 10))
    }

    /// `3200元`, `1.2万元`; in English `$3200`.
    private mutating func append(money: Int) {
        guard isChinese else {
            buffer.append(UInt8(ascii: "$"))
            return append(number: money)
        }
        if money >= 10_000 {
            append(number: money / 10_000)
            if money % 10_000 >= 1000 {
                buffer.append(UInt8(ascii: "."))
                append(number: money % 10_000 / 1000)
            }
            buffer.append(contentsOf: "万".utf8)
        } else {
            append(number: money)
        }
        buffer.append(contentsOf: "元".utf8)
    }

    /// `11月3日`; in English `November 3`.
    private mutating func append(day number: Int) {
        let (_, month, day) = CityDay(number: number).components
        if isChinese {
            append(number: month)
            buffer.append(contentsOf: "月".utf8)
            append(number: day)
            buffer.append(contentsOf: "日".utf8)
        } else {
            buffer.append(contentsOf: Self.months[month - 1].utf8)
            buffer.append(UInt8(ascii: " "))
            append(number: day)
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
